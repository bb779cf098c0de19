"""Decides which written words and signs mean which type, truth or section."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from question_bank.text import fold, plain

CHOICE = "choice"
"""A choice question whose key decides whether it is single or multiple."""
INDEFINITE = "indefinite"
"""不定项选择: multiple choice that may have one right option."""

# Longer words first: 不定项选择 holds 选择.
TYPE_WORDS = {
    "案例分析": "case_group",
    "案例选择": "case_group",
    "案例题": "case_group",
    "材料分析": "case_group",
    "材料题": "case_group",
    "综合分析": "case_group",
    "不定项选择": INDEFINITE,
    "不定项": INDEFINITE,
    "单项选择": "single_choice",
    "单选": "single_choice",
    "多项选择": "multiple_choice",
    "多选": "multiple_choice",
    "判断改错": "true_false",
    "判断正误": "true_false",
    "判断对错": "true_false",
    "判断": "true_false",
    "辨析": "short_answer",
    "是非": "true_false",
    "填空": "fill_blank",
    "排序": "ordering",
    "连线": "matching",
    "匹配": "matching",
    "配对": "matching",
    "名词解释": "short_answer",
    "简答": "short_answer",
    "问答": "short_answer",
    "论述": "short_answer",
    "选择": CHOICE,
}
_TYPE = f"(?P<type>{'|'.join(TYPE_WORDS)})"
_WHOLE_TYPE = re.compile(rf"{_TYPE}(?:题|类)?")
_CODES = frozenset(TYPE_WORDS.values()) - {CHOICE, INDEFINITE}

_LONGEST_HEADING = 120
_HAN = "一二三四五六七八九十百"
_TYPE_HEADING = re.compile(
    rf"(?P<lead>第?[{_HAN}]+(?:部分|大题|[、.章节:])?[、.:\s]*|\([{_HAN}]+\)\s*|[IVX]+[.、]\s*|\d+[.、]\s*)?"
    rf"[\[(]?\s*{_TYPE}(?:试?题)?(?:库|部分)?(?:\s*[\])])?(?P<rest>.*)"
)
_HEADING_REST = re.compile(r"\s*(?:[(\[:,].{0,80}|(?:共|每|本题|\s).{0,60})?")
# 1.单选题（2分） is one question; so is 【单选】 1、甲.
_OF_ONE = re.compile(r"\s*\(\s*\d+(?:\.\d+)?\s*分\s*\)")
_NUMBER_BEHIND = re.compile(r"\s*\d{1,4}\s*[.、)]\s*\S")
_OTHER_HEADING = re.compile(
    rf"(?:第?[{_HAN}]+(?:部分|[、.:\s])?[、.:\s]*|\([{_HAN}]+\)\s*)?[\[(]?\s*"
    r"(?:必答|抢答|风险|共答|竞答|轮答|观众|附加|计算|应用|思考|选做|必做|实务|操作|互动|加分)题(?:库|部分)?\s*[\])]?(?P<rest>.*)"
)
_CHAPTER = re.compile(rf"第\s*(?:[{_HAN}]+|\d+)\s*(?:章|节|编|篇|单元|部分|讲)(?![^\s:.、]*[)(_]).{{0,40}}")
_HAN_TITLE = re.compile(rf"[{_HAN}]+、(?P<title>.{{1,30}})")

_FIGURE = re.compile(rf"(?:第?[{_HAN}]+(?:部分|大题)?[、.:\s]*|\([{_HAN}]+\)\s*|\d+[.、]\s*)?")
_ASKED = re.compile(r"[(:]\s*(?P<asked>[^(),:，。]*(?:连|对应|匹配|配对|搭配)[^(),，。]*)")

# 该说法正确, 正确的
_SAID = re.compile(r"^(?:该|此|这种|上述|本题)?(?:说法|表述|观点|题)?(?:是)?(?=正确|错误|对|错)|(?<=[对错确误])的$")
DIFFICULTY_WORDS = {"易": 1, "容易": 1, "简单": 1, "较易": 2, "中": 3, "中等": 3, "一般": 3, "较难": 4, "难": 5, "困难": 5}

_TRUE = frozenset(("对", "對", "正确", "✅", "⭕", "v", "√", "✓", "✔", "☑", "是", "true", "t", "yes", "y", "right"))
_FALSE = frozenset(("错", "錯", "错误", "×", "✕", "✖", "✗", "✘", "❌", "非", "否", "不对", "不正确"))
_FALSE |= frozenset(("false", "f", "no", "n", "x", "wrong"))
_LONGEST_TRUTH = 16
_LEGEND = re.compile(r"([12AB])\s*[-.、:=]?\s*(?:表示|代表|为|是)?\s*(正确|错误|对|错|√|×)")
_LEGEND_BACK = re.compile(r"(正确|错误|对|错)的?(?:题目)?(?:请)?(?:选择?|填写?|写|涂|打|用|为|记)?\s*[“\"'(]?\s*([12AB])(?![A-Za-z0-9])")
_NOTES = re.compile(r"[\[(]?\s*(?:注意事项|(?:考试|考生|答题|应考)(?:须知|说明|要求|注意事项)|填写说明|答题说明|考试纪律|导入说明)\s*[\])]?\s*:?")


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading: its text, the type it names, and what signs it tells to judge with.

    `hint` is None for a chapter, which changes no type, and "" for 抢答题 and the like, which may hold any type.
    """

    text: str
    hint: str | None
    legend: dict[str, str] = field(default_factory=dict)


def type_hint(text: str) -> str | None:
    """Return the type that a whole text names (单选题, 判断, true_false …), else None."""
    word = plain(text).strip("[]()【】").casefold()
    if word in _CODES:
        return word
    match = _WHOLE_TYPE.fullmatch(word)
    return TYPE_WORDS[match["type"]] if match else None


def truth(text: str) -> str | None:
    """Return "true" or "false" for a written judgement (对, ×, Yes …), else None."""
    if len(text) > _LONGEST_TRUTH and len(text.strip()) > _LONGEST_TRUTH:
        return None
    word = plain(text).strip("()“”‘’\"'").casefold()
    word = _SAID.sub("", word) or word
    if word in _TRUE:
        return "true"
    return "false" if word in _FALSE else None


def legend_of(folded: str) -> dict[str, str]:
    """Return what a note says the signs of a judge section mean (1对 2错; 正确的选A，错误的选B); {} unless both are named."""
    for pairs in (
        [(sign, word) for word, sign in _LEGEND_BACK.findall(folded)],
        _LEGEND.findall(folded),
    ):
        legend = {sign: truth(word) or "" for sign, word in pairs}
        if set(legend.values()) == {"true", "false"}:
            return legend
    return {}


def announces_notes(text: str) -> bool:
    """Say whether a whole line heads the notes of an exam paper (注意事项)."""
    return len(text) <= _LONGEST_TRUTH and bool(_NOTES.fullmatch(fold(text).strip()))


def heading(text: str) -> Heading | None:
    """Return the section heading that a whole line is, else None."""
    if len(text) > _LONGEST_HEADING:
        return None
    folded = fold(text).strip()
    match = _TYPE_HEADING.fullmatch(folded)
    if match and _HEADING_REST.fullmatch(match["rest"]):
        numbered = bool(match["lead"]) and match["lead"][0].isdigit()
        tells = match["rest"].lstrip()[:1]
        hint = TYPE_WORDS[match["type"]]
        if _OF_ONE.fullmatch(match["rest"]) if numbered else _NUMBER_BEHIND.match(match["rest"]):
            return None
        # 案例分析：张某… opens the material itself; 1、单选题是… is a question.
        if (not numbered or tells in ("", "(")) and (hint != "case_group" or tells != ":"):
            legend = legend_of(match["rest"])
            return Heading(text.strip(), hint, legend)
    other = _OTHER_HEADING.fullmatch(folded)
    if other and _HEADING_REST.fullmatch(other["rest"]) and other["rest"].lstrip()[:1] != ":":
        return Heading(text.strip(), "")
    if _CHAPTER.fullmatch(folded) and folded[-1] not in "。?？!;；":
        return Heading(text.strip(), None)
    return None


def bare_title(title: str) -> str:
    """Return what a section's title asks for, without its figure and points: 连线题（把左右连起来，每线2分） to the bracket's text."""
    folded = fold(title)
    start = _FIGURE.match(folded)
    inside = _ASKED.search(folded)
    found = title[inside.start("asked") : inside.end("asked")] if inside else title[start.end() if start else 0 :]
    return found.strip()


def is_han_title(text: str) -> bool:
    """Say whether a line numbered with a Chinese figure looks like a title: short and no sentence."""
    if len(text) > _LONGEST_HEADING:
        return False
    match = _HAN_TITLE.fullmatch(fold(text).strip())
    return bool(match) and not re.search(r"[。?？;；]|\(\s*\)|_", fold(text))
