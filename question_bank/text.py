"""Decides how text is mended, folded for matching and reduced to what counts when two questions are compared.

Three strengths, each with one use: `mend` is what is stored (radicals mended, invisible characters gone, punctuation as
written), `fold` is what patterns match (same length as its input, so that places found in it cut the stored text),
`plain` is what is compared (no blanks, compatibility forms gone).
"""

from __future__ import annotations

import re
import unicodedata

# NFKC leaves the radical supplement (U+2E80..U+2EFF) alone; files copied out of a PDF are full of it.
# Source: the Unicode property Equivalent_Unified_Ideograph.
_SUPPLEMENT = (
    "⺁厂⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢氺⺣灬⺤爪⺥爫⺦丬⺧牛⺨犭⺩王⺪疋"
    "⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺶羊⺷羊⺸羊⺹耂⺺聿⺻肀⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝"
    "⻐钅⻑長⻒長⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_MEND: dict[int, str | None] = {
    ord(radical): character for radical, character in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)
}
_MEND.update({code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), 0x2E9F)})
# Ticks and crosses of the Wingdings font, as its private characters arrive in plain text.
_MEND.update({0xF0FC: "√", 0xF0FE: "√", 0xF0FB: "×", 0xF0FD: "×"})
# Characters that nobody sees: zero width, byte order mark, soft hyphen, the end-of-file mark of old editors, controls.
_INVISIBLE = (*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0x00AD, *range(0x202A, 0x202F))
_MEND.update(dict.fromkeys(_INVISIBLE, None))
_MEND.update({code: None for code in range(0x20) if chr(code) not in "\t\n\r"})
_MEND[0x7F] = None

_BLANK_CODES = (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_FOLD: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD.update(dict.fromkeys(_BLANK_CODES, " "))
_FOLD.update({0x24B6 + at: chr(ord("A") + at) for at in range(26)})
# Word and its text export write the same blank in different ways; only the wide one (U+3000) is meant to be seen.
_MEND.update({code: " " for code in _BLANK_CODES if code != 0x3000})
_FOLD.update({ord(a): b for a, b in zip("【】〔〕［］〖〗﹙﹚❨❩", "[][][][]()()", strict=True)})

_MENDABLE = re.compile(f"[{re.escape(''.join(map(chr, _MEND)))}]")
_UNDERSCORES = re.compile(r"_+")
_TRAILING = ".。;；"


def mend(text: str) -> str:
    """Return the text as it is stored: radicals mended, invisible characters removed, all else as written."""
    return text.translate(_MEND) if _MENDABLE.search(text) else text


def fold(text: str) -> str:
    """Return a text of the same length in which full-width letters, digits, signs and blanks are the plain ones."""
    return text.translate(_FOLD)


def plain(text: str) -> str:
    """Return what counts when texts are compared: NFKC, no blanks, one underscore for a gap, no closing full stop."""
    narrowed = unicodedata.normalize("NFKC", mend(text))
    composed = "".join(narrowed.split())
    if len(composed) < len(narrowed):
        # Once more, because a character may now stand beside an accent that a blank kept apart.
        composed = unicodedata.normalize("NFKC", composed)
    return _UNDERSCORES.sub("_", composed).rstrip(_TRAILING)
