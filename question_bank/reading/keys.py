"""Decides what a written key says: letters, a judgement, or texts for blanks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from question_bank.reading.words import truth
from question_bank.text import fold, plain

_LETTERS = re.compile(r"[A-Za-z](?:[\s,、;/.|+&和及]*[A-Za-z])*[\s.。;]*")
_LETTER_RANGE = re.compile(r"([A-Z])\s*[-~—–至到]+\s*([A-Z])[.。]?")
_AROUND = re.compile(r"^(?:应?选(?:择|项)?\s*:?\s*)|\s*(?:选?项|[(]多选[)])$")
_ALL_OF_THEM = re.compile(r"(?:以上)?(?:全选|全部都?选|都选)")
# Letters with the texts of their options behind them are the longest way to name options.
LONGEST_LETTERS = 2000
_LETTER_TEXT = re.compile(r"([A-Z])\s*[.、:\s)(]\s*(.*?)(?=(?:[\s,、;]+[A-Z]\s*[.、:\s)(])|$)", re.DOTALL)
_PART_NUMBER = re.compile(
    r"\s*(?:第?\s*[\d一二三四五六七八九十]{1,2}\s*空\s*[:.、]?|空\s*\d{1,2}\s*[:.、]"
    r"|\(\s*\d{1,2}\s*\)|\d{1,2}\s*[.、)](?!\d)|[①-⑳])\s*"
)
_FIRST = re.compile(r"\s*(?:\(\s*1\s*\)|①|第?[一1]空)")
_ACCEPTED = re.compile(r"[/|]")
GAP = re.compile(r"_{2,}(?:\s*[①-⑳]\s*_{2,})?|\(\s*\)|\[\s*\]")
"""A place to fill in, on folded text."""
_SEPARATORS = (r"[;\n]", r"[,、，]", r"\s+")


def letters_of(key: str, options: Sequence[tuple[str, str]] = ()) -> tuple[str, ...]:
    """Return the option letters that a key names, in alphabetical order as upper case; empty when it names none.

    `ABC`, `A,B`, `A、B、D`, `C D`, `a` and `A 道德准则` (where that is the text of option A) all count.
    """
    if len(key) > LONGEST_LETTERS:
        return ()
    folded = fold(key).strip().strip("()[]{}“”‘’\"' ")
    folded = _AROUND.sub("", folded) if options else folded
    every = _letters_at_once(folded, options)
    if every:
        return every
    if truth(key) and len(plain(key)) > 1:
        return ()
    if _LETTERS.fullmatch(folded):
        return tuple(sorted(letter for letter in folded.upper() if "A" <= letter <= "Z"))
    texts = {label: plain(text) for label, text in options}
    found = _LETTER_TEXT.findall(folded)
    if found and all(texts.get(letter) in (plain(text), plain(text.rstrip(")"))) for letter, text in found):
        return tuple(sorted(letter for letter, _ in found))
    return _labels_of_texts(key, texts)


def _letters_at_once(folded: str, options: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Read `A-D` and 全选."""
    match = _LETTER_RANGE.fullmatch(folded.upper())
    if match and match[1] < match[2]:
        return tuple(chr(code) for code in range(ord(match[1]), ord(match[2]) + 1))
    return tuple(label for label, _ in options) if _ALL_OF_THEM.fullmatch(folded.strip(".。")) else ()


def _labels_of_texts(key: str, texts: dict[str, str]) -> tuple[str, ...]:
    """Return the options whose texts a key repeats, whole or separated; () unless each piece is exactly one option."""
    labels = {text: label for label, text in texts.items()}
    if not texts or len(labels) < len(texts):
        return ()
    for pieces in ([key], re.split(r"[;；|\n]", key), re.split(r"[,，、]", key)):
        found = [labels.get(plain(piece)) for piece in pieces if piece.strip()]
        if found and all(found):
            return tuple(sorted({label for label in found if label}))
    return ()


_REST = re.compile(
    r"\s*(?P<core>[A-Za-z](?:[\s,、]*[A-Za-z]){0,9}(?![A-Za-z])|正确|错误|[√×✓✔✗✘✕❌对错是否])\s*"
    r"(?P<rest>[。.,;:(\[《—].*|(?:因为|理由|解析|改为|应改?为).*)",
    re.DOTALL,
)
# A(一)；B(二) names a second option.
_FURTHER = re.compile(r"^\s*\([^()]*\)[;,、\s]*[A-Z]\s*\(")
_ORDERED = re.compile(r"[A-Za-z](?:[\s,、;→>\-—–]*[A-Za-z])+[\s.。;]*")
_JOINT = r"\s*[-~—–―:→=>、.]*\s*"
_PAIR = re.compile(
    rf"\(?([A-Za-z])\)?{_JOINT}\(?(\d{{1,2}})(?!\d)\)?|\(?(?<!\d)(\d{{1,2}})\)?{_JOINT}\(?([A-Za-z])(?![A-Za-z])\)?"
)
_ANY_ORDER = re.compile(r"[(\[;,]?(?:答案)?(?:顺序不限|不分先后(?:顺序)?|不分顺序|顺序可(?:换|变|颠倒)|次序不限)[)\]。.]*")


def split_rest(key: str) -> tuple[str, str]:
    """Part letters or a judgement from what is said behind them (`×，应为三年`, `B（见第九条）`); ("", "") for others."""
    match = _REST.fullmatch(fold(key)) if len(key) <= LONGEST_LETTERS else None
    if match is None or _FURTHER.search(match["rest"]):
        return "", ""
    rest = key[match.start("rest") :].strip().lstrip("，,。.；;：:—")
    if fold(rest[:1]) == "(" and fold(rest).rstrip("。.").endswith(")") and fold(rest).count("(") == 1:
        rest = rest.rstrip("。.")[1:-1]
    return key[match.start("core") : match.end("core")], rest.strip()


def says_options(rest: str, letters: Sequence[str], options: Sequence[tuple[str, str]]) -> bool:
    """Say whether what stands behind the letters only repeats the texts of their options."""
    texts = {plain(text) for label, text in options if label in letters}
    pieces = [plain(piece) for piece in re.split(r"[;；\n]", rest) if plain(piece)]
    return bool(pieces) and all(piece in texts for piece in pieces)


def order_of(key: str) -> tuple[str, ...]:
    """Return the letters of an ordering in the written order; () for anything else."""
    folded = fold(key).strip()
    if len(key) > LONGEST_LETTERS or not _ORDERED.fullmatch(folded):
        return ()
    return tuple(letter for letter in folded.upper() if "A" <= letter <= "Z")


def pairs_of(key: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of a matching (`A-2，B-1`, `1B2A`, `①→B`), letter first; () for anything else."""
    folded = unicodedata.normalize("NFKC", key).strip() if len(key) <= LONGEST_LETTERS else ""
    if not folded or re.sub(r"[\s,、;.。/|]+", "", _PAIR.sub("", folded)):
        return ()
    found = [(match[1] or match[4], match[2] or match[3]) for match in _PAIR.finditer(folded)]
    return tuple((letter.upper(), str(int(number))) for letter, number in found)


def without_order_note(key: str) -> tuple[str, bool]:
    """Return a fill-in key without a note like （顺序不限）, and whether there was one."""
    match = _ANY_ORDER.search(fold(key))
    if match is None or len(match[0].strip()) < 4:
        return key, False
    return (key[: match.start()] + key[match.end() :]).strip(), True


def is_closed_key(key: str, hint: str | None, options: Sequence[tuple[str, str]] = ()) -> bool:
    """Say whether a key is complete as it stands, so that no further line can belong to it."""
    if hint in ("short_answer", "fill_blank"):
        return False
    if hint == "matching":
        return bool(pairs_of(key))
    return truth(key) is not None or bool(letters_of(key, options)) or bool(options and split_rest(key)[1])


_LETTER_TRUTH = re.compile(r"[AB12][.、:(]?(?P<truth>正确|错误|对|错|√|×)\)?")


def judgement_of(key: str, options: Sequence[tuple[str, str]], legend: dict[str, str]) -> str | None:
    """Return "true" or "false" for the key of a judge question, else None.

    A letter is resolved through the text of its option first (files turn the order round), then through the legend of
    the section heading; a sign speaks for itself.
    """
    sign = plain(key).strip("()").upper()
    for label, text in options:
        if label.upper() == sign:
            return truth(text or label)
    if sign in legend:
        return legend[sign]
    said = _LETTER_TRUTH.fullmatch(sign)
    return truth(said["truth"]) if said else truth(key)


def blanks_of(key: str, stem: str) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...], str | None]:
    """Return accepted texts per blank, doubts, and a problem when key and stem disagree on the number of blanks.

    Blanks are separated by ；or lines, else by commas or blanks where that fits the gaps of the stem; accepted texts by
    / or | or 或 (the last with a doubt, because 或 also stands inside ordinary answers).
    """
    gaps = len(GAP.findall(fold(stem)))
    wanted = max(gaps, 1)
    folded = fold(key).strip()
    parts = [key.strip()]
    for separator in _SEPARATORS if wanted > 1 else _SEPARATORS[: 0 if gaps else 1]:
        cut = _cut(key.strip(), folded, separator)
        if len(cut) == wanted or not gaps:
            parts = cut
            break
    numbered = [key[start:end] for start, end in _numbered_parts(folded)]
    if not gaps and len(parts) == 1 < len(numbered) and _FIRST.match(folded):
        parts = [part.strip().strip("；;，,、") for part in numbered]
    if gaps and len(parts) != gaps and len(numbered) == gaps:
        parts = [part.strip().strip("；;，,、") for part in numbered]
    if gaps and len(parts) != gaps:
        return (), (), f"题干有{gaps}个空，答案有{max(len(_cut(key, fold(key), _SEPARATORS[0])), 1)}个"
    if all(_PART_NUMBER.match(fold(part)) for part in parts) and (len(parts) > 1 or _FIRST.match(fold(parts[0]))):
        parts = [part[_end_of_number(part) :] for part in parts]
    doubts: list[str] = []
    blanks = []
    for part in parts:
        accepted = _ACCEPTED.split(part.strip())
        if len(accepted) == 1 and "或" in part and "或者" not in part:
            accepted = part.split("或")
            doubts.append(f"填空答案“{part.strip()}”按{len(accepted)}种可接受的写法处理")
        blanks.append(tuple(text.strip() for text in accepted if text.strip()))
    return tuple(blanks), tuple(doubts), None


def _numbered_parts(folded: str) -> list[tuple[int, int]]:
    """Return where `（1）甲（2）乙` and 第一空：甲 第二空：乙 part, when the key begins with a number."""
    starts = [match.start() for match in _PART_NUMBER.finditer(folded)]
    return list(zip(starts, [*starts[1:], len(folded)], strict=True)) if starts and starts[0] == 0 else []


def _cut(key: str, folded: str, separator: str) -> list[str]:
    """Cut a key at a separator found on its folded form; empty parts fall away."""
    parts, start = [], 0
    for match in re.finditer(separator, folded):
        parts.append(key[start : match.start()])
        start = match.end()
    parts.append(key[start:])
    return [part.strip() for part in parts if part.strip()]


def _end_of_number(part: str) -> int:
    match = _PART_NUMBER.match(fold(part))
    return match.end() if match else 0
