"""Decide how a question is written into a form and read back, field by field as typed, and what it still lacks.

The same form mends an import and edits the bank. Every type's fields are always sent; which of them count is said by
the type's control, so that changing the type loses nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from werkzeug.datastructures import MultiDict

from question_bank import Citation, Key, Option, Picture, Question, all_types, get_type
from question_bank.reading.citations import parse_citation
from question_bank.reading.order import keeps_order
from question_bank.text import fold, mend
from webapp.pictures import SIGN

FIELDS: Mapping[str, tuple[str, ...]] = {
    "": ("options", "ticks"),
    "one": ("options", "ticks"),
    "many": ("options", "ticks"),
    "judge": ("judgement",),
    "blanks": ("written", "any_order"),
    "text": ("written", "points"),
    "order": ("options", "written"),
    "pairs": ("options", "matches", "written"),
    "parts": ("parts",),
}
"""Which fields count, by the control of the type; "" is a type not chosen yet."""

HINTS: Mapping[str, str] = {
    "blanks": "一空一行；同一空有几种说法的，用 / 隔开。",
    "text": "写参考答案。",
    "order": "按先后写选项字母，例如 BDCA。",
    "pairs": "一行一对，左边字母、右边编号，例如 A-2。",
}
"""How the key is written, by control."""

_UNREAD = {
    "order": "答案没有看懂，请按先后写选项字母，例如 BDCA",
    "pairs": "答案没有看懂，请一行写一对，例如 A-2",
}
_LIMITS = {
    "stem": ("题干", 20_000),
    "explanation": ("解析", 20_000),
    "written": ("答案", 20_000),
    "topic": ("知识点", 60),
}
_OPTION_LIMIT = 4_000
_ROWS, _MATCHES, _MORE, MOST_PARTS = 4, 4, 2, 30
_WORD = re.compile(r"【图(\d{1,3})】")
_PAIR = re.compile(r"([A-Z])\s*[-—–－:=→]+\s*(\d{1,3})")


@dataclass(frozen=True)
class Sheet:
    """A question as a form holds it: everything as typed; ``prefix`` begins the names of its fields."""

    prefix: str = ""
    type: str = ""
    stem: str = ""
    options: tuple[tuple[str, str], ...] = ()
    ticks: tuple[str, ...] = ()
    judgement: str = ""
    written: str = ""
    any_order: bool = False
    matches: tuple[tuple[str, str], ...] = ()
    points: str = ""
    explanation: str = ""
    citation: str = ""
    topic: str = ""
    difficulty: str = ""
    use: str = "both"
    parts: tuple["Sheet", ...] = ()

    @property
    def control(self) -> str:
        """The control of the type, "" while none is chosen."""
        return _control(self.type)

    @property
    def fields(self) -> tuple[str, ...]:
        """Which fields count."""
        return FIELDS[self.control]

    @property
    def key_field(self) -> str:
        """The id of the field that holds the key."""
        first = next((name for name in ("ticks", "judgement", "written", "parts") if name in self.fields), "stem")
        return f"{self.prefix}{first}"

    def rows(self, more: bool) -> list[tuple[str, str]]:
        """Return letter and text of the option rows: those written, up to four empty ones, two further with more."""
        return _rows(self.options, ascii_uppercase, _ROWS, more)

    def match_rows(self, more: bool) -> list[tuple[str, str]]:
        """Return number and text of the right-hand rows, in the same way."""
        return _rows(self.matches, [str(number) for number in range(1, 41)], _MATCHES, more)


@dataclass(frozen=True)
class Problem:
    """What keeps a form from being saved: a clause, and the id of the field that it is about."""

    field: str
    clause: str


def kinds() -> list[tuple[str, str, str]]:
    """Return code, word and control of every type, as the form's menu takes them."""
    return [(one.code, one.long_label, one.control) for one in all_types()]


def _control(code: str) -> str:
    return get_type(code).control if code in {one.code for one in all_types()} else ""


def _rows(written: Sequence[tuple[str, str]], names: Sequence[str], least: int, more: bool) -> list[tuple[str, str]]:
    texts = dict(written)
    last = max((place for place, name in enumerate(names) if texts.get(name)), default=-1)
    shown = min(len(names), max(least, last + 1, len(written)) + (_MORE if more else 0))
    return [(name, texts.get(name, "")) for name in names[:shown]]


# ---- What a form begins with -------------------------------------------------------------------------------


def of_question(question: Question, prefix: str = "") -> Sheet:
    """Return the form of a question; pictures stand in its texts as 【图1】."""
    numbers = iter(range(1, len(question.pictures) + 1))

    def words(text: str) -> str:
        return re.sub(SIGN, lambda _: f"【图{next(numbers, 0)}】", text)

    control = _control(question.type)
    return Sheet(
        prefix=prefix,
        type=question.type,
        stem=words(question.stem),
        options=tuple((one.id, words(one.text)) for one in question.options),
        matches=tuple((one.id, words(one.text)) for one in question.matches),
        explanation=words(question.explanation or ""),
        ticks=question.key_texts if "ticks" in FIELDS[control] else (),
        judgement="".join(question.key_texts) if control == "judge" else "",
        written=_written(question, control),
        any_order=question.any_order,
        points="\n".join(question.key_points),
        citation=str(question.citation) if question.citation else "",
        topic=question.topic or "",
        difficulty=str(question.difficulty or ""),
        use=question.use,
        parts=tuple(of_question(part, f"{prefix}p{place}-") for place, part in enumerate(question.parts)),
    )


def _written(question: Question, control: str) -> str:
    if control == "blanks":
        return "\n".join("/".join(blank) for blank in question.key_blanks)
    if control == "pairs":
        return "\n".join("-".join(pair) for pair in question.key_blanks)
    return "".join(question.key_texts) if control in ("order", "text") else ""


# ---- What was typed ------------------------------------------------------------------------------------------


def typed(form: MultiDict[str, str], prefix: str = "") -> Sheet:
    """Return what a form was sent with, without judging it; a form without a field leaves it empty."""

    def text(name: str) -> str:
        return mend(form.get(prefix + name, "").replace("\r\n", "\n").replace(SIGN, "")).strip()

    numbers = [str(number) for number in range(1, 41)]
    parts = 0
    while not prefix and parts < MOST_PARTS and f"p{parts}-stem" in form:
        parts += 1
    return Sheet(
        prefix=prefix,
        type=text("type") if _control(text("type")) else "",
        stem=text("stem"),
        options=tuple((one, text(f"option-{one}")) for one in ascii_uppercase if text(f"option-{one}")),
        ticks=tuple(one for one in form.getlist(f"{prefix}ticks") if len(one) == 1 and one in ascii_uppercase),
        judgement=text("judgement") if text("judgement") in ("true", "false") else "",
        written=text("written"),
        any_order=bool(text("any_order")),
        matches=tuple((one, text(f"match-{one}")) for one in numbers if text(f"match-{one}")),
        points=text("points"),
        explanation=text("explanation"),
        citation=text("citation"),
        topic=text("topic"),
        difficulty=text("difficulty"),
        use=text("use") or "both",
        parts=tuple(typed(form, f"p{place}-") for place in range(parts)),
    )


def with_part(sheet: Sheet) -> Sheet:
    """Return a form with room for one more sub-question."""
    if len(sheet.parts) >= MOST_PARTS:
        return sheet
    return replace(sheet, parts=(*sheet.parts, Sheet(prefix=f"p{len(sheet.parts)}-")))


# ---- What it means ---------------------------------------------------------------------------------------------


def read(sheet: Sheet, base: Question, *, may_skip_letters: bool) -> tuple[Question, list[Problem]]:
    """Return the question of a form and what it lacks; what the form does not hold stays as in ``base``.

    With ``may_skip_letters`` an option may be gone and leave its letter free, as in a version whose ids are kept.
    """
    problems = list(_limits(sheet))
    pictures: list[Picture] = []

    def signs(text: str) -> str:
        return _with_signs(text, base.pictures, pictures, problems, sheet)

    fields = sheet.fields
    stem = signs(sheet.stem)
    options = tuple(Option(letter, signs(text)) for letter, text in sheet.options) if "options" in fields else ()
    matches = tuple(Option(number, signs(text)) for number, text in sheet.matches) if "matches" in fields else ()
    explanation = signs(sheet.explanation) or None
    parts, inner = _parts(sheet, base) if "parts" in fields else ((), [])
    question = replace(
        base,
        type=sheet.type,
        stem=stem,
        options=options,
        matches=matches,
        key=_key(sheet, options),
        key_points=tuple(line.strip() for line in sheet.points.split("\n") if line.strip())
        if "points" in fields
        else (),
        any_order=sheet.any_order and "any_order" in fields,
        explanation=explanation,
        citation=_citation(sheet, base, problems),
        keeps_order=base.keeps_order if options == base.options else keeps_order(options),
        parts=parts,
        pictures=tuple(pictures),
    )
    problems += _breaches(sheet, question, may_skip_letters) if sheet.control else [Problem("type", "还没有选题型")]
    return question, problems if not inner else [*inner, *(one for one in problems if "小题" not in one.clause)]


def read_about(sheet: Sheet, question: Question) -> tuple[Question, list[Problem]]:
    """Return the question with topic, difficulty and use of the form, and what is wrong with them."""
    problems = []
    if sheet.difficulty and sheet.difficulty not in "12345":
        problems.append(Problem("difficulty", "难度要选 1 至 5"))
    if sheet.use not in ("both", "exam", "practice"):
        problems.append(Problem("use", "用途要从给出的几种里选"))
    difficulty = int(sheet.difficulty) if sheet.difficulty and not problems else None
    return replace(question, topic=sheet.topic or None, difficulty=difficulty, use=sheet.use), problems


def _limits(sheet: Sheet) -> Iterator[Problem]:
    for name, (word, limit) in _LIMITS.items():
        if len(getattr(sheet, name)) > limit:
            yield Problem(f"{sheet.prefix}{name}", f"{word}超过 {limit} 字")
    for letter, text in sheet.options:
        if len(text) > _OPTION_LIMIT:
            yield Problem(f"{sheet.prefix}option-{letter}", f"选项{letter}超过 {_OPTION_LIMIT} 字")


def _with_signs(text: str, known: Sequence[Picture], used: list[Picture], problems: list[Problem], sheet: Sheet) -> str:
    """Return a text with signs for its 【图1】, and put the pictures that it uses into ``used``, in order."""

    def sign(word: re.Match[str]) -> str:
        number = int(word[1])
        if not 1 <= number <= len(known):
            problems.append(Problem(f"{sheet.prefix}stem", f"没有图{number}，请删去{word[0]}或改用文字"))
            return ""
        used.append(known[number - 1])
        return SIGN

    if "【图】" in text:
        problems.append(Problem(f"{sheet.prefix}stem", "原文这里有图片，没有带进来，请把【图】改成文字"))
    return _WORD.sub(sign, text)


def _key(sheet: Sheet, options: Sequence[Option]) -> Key:
    control = sheet.control
    if "ticks" in sheet.fields:
        return tuple(letter for letter in ascii_uppercase if letter in sheet.ticks)
    if control == "judge":
        return (sheet.judgement,) if sheet.judgement else ()
    lines = [line.strip() for line in sheet.written.split("\n") if line.strip()]
    if control == "blanks":
        return tuple(tuple(one.strip() for one in re.split("[/／]", line) if one.strip()) for line in lines)
    if control == "order":
        return tuple(re.findall("[A-Z]", fold(sheet.written).upper()))
    if control == "pairs":
        return tuple(_PAIR.findall(fold(sheet.written).upper()))
    return (sheet.written,) if control == "text" and sheet.written else ()


def _citation(sheet: Sheet, base: Question, problems: list[Problem]) -> Citation | None:
    if not sheet.citation or (base.citation and sheet.citation == str(base.citation)):
        return base.citation if sheet.citation else None
    found, left_over = parse_citation(sheet.citation)
    if found is None or left_over:
        clause = "依据只写一条，例如《中华人民共和国行政处罚法》第九条，其余写进解析"
        problems.append(Problem(f"{sheet.prefix}citation", clause))
    return found


def _parts(sheet: Sheet, base: Question) -> tuple[tuple[Question, ...], list[Problem]]:
    """Return the sub-questions that hold anything, and what each lacks, with its number."""
    parts, problems = [], []
    for place, part in enumerate(sheet.parts):
        if not (part.stem or part.options or part.written):
            continue
        under = base.parts[place] if place < len(base.parts) else Question("", "", (), ())
        question, found = read(part, under, may_skip_letters=True)
        parts.append(question)
        problems += [Problem(one.field, f"第{len(parts)}小题{one.clause}") for one in found]
    return tuple(parts), problems


def _breaches(sheet: Sheet, question: Question, may_skip_letters: bool) -> list[Problem]:
    clauses = list(get_type(question.type).validate(question))
    if sheet.written and not question.key and sheet.control in _UNREAD:
        clauses = [_UNREAD[sheet.control] if clause == "没有答案" else clause for clause in clauses]
    letters = [option.id for option in question.options]
    missing = [letter for letter in ascii_uppercase if letter < max(letters, default="") and letter not in letters]
    if missing and not may_skip_letters:
        clauses.append(f"缺少选项{'、'.join(missing)}")
    return [Problem(_field_of(clause, sheet), clause) for clause in clauses]


def _field_of(clause: str, sheet: Sheet) -> str:
    if "题干" in clause:
        return f"{sheet.prefix}stem"
    if "右列" in clause:
        return f"{sheet.prefix}match-1"
    if "答案" in clause:
        return sheet.key_field
    if "选项" in clause:
        named = re.search("选项([A-Z])", clause)
        return f"{sheet.prefix}option-{named[1] if named else 'A'}"
    return sheet.key_field
