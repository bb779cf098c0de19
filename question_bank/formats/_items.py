"""Decides how the parts of one standard item make a question, and what a comment adds that the format can't say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from question_bank.formats._answers import Reply, letter
from question_bank.formats._marks import Marks
from question_bank.formats._rich import NOTHING, Rich, joined
from question_bank.formats.base import StandardItem
from question_bank.model import Option, Question
from question_bank.reading.order import keeps_order
from question_bank.reading.source import Piece
from question_bank.rest import names_type, with_rest

COMMENT = "xuefa:"
"""Opens the comment that holds, as JSON, what only this platform understands."""

DESCRIPTION = "说明文字（description）没有对应的题型"

_MOST_OPTIONS = 26


@dataclass(slots=True)
class Parts:
    """What a reader found of one item before it is put together; `rest` is the JSON of its comment."""

    place: str
    text: str
    stem: Rich = NOTHING
    reply: Reply = field(default_factory=Reply)
    general: Rich = NOTHING
    marks: Marks = field(default_factory=Marks)
    number: str | None = None
    key_points: tuple[str, ...] = ()
    rest: str | None = None


def put_together(parts: Parts) -> StandardItem:
    """Return the item of these parts; what its comment says replaces what the format could not say."""
    reply, marks = parts.reply, parts.marks
    explanation = joined([parts.general, *reply.remarks])
    riches = [parts.stem, *reply.options, *reply.matches, explanation]
    options = tuple(Option(letter(at), rich.text) for at, rich in enumerate(reply.options))
    question = Question(
        type=reply.type,
        stem=parts.stem.text,
        options=options,
        key=reply.key,
        explanation=explanation.text or None,
        citation=marks.citation,
        points=marks.points,
        topic=marks.topic,
        difficulty=marks.difficulty,
        use=marks.use,
        keeps_order=keeps_order(options) if marks.keeps_order is None else marks.keeps_order,
        source_id=marks.source_id,
        key_points=parts.key_points,
        matches=tuple(Option(str(at), rich.text) for at, rich in enumerate(reply.matches, start=1)),
        any_order=marks.any_order,
        pictures=tuple(picture for rich in riches for picture in rich.pictures),
    )
    problems = [problem for rich in riches for problem in rich.problems] + reply.problems
    if len(options) > _MOST_OPTIONS:
        problems.append(f"有{len(options)}个选项，超出A至Z")
    item = StandardItem(parts.place, parts.text, question, parts.number, None, problems, list(reply.doubts))
    doubts = _same_texts(options)
    item.doubts += doubts
    if parts.rest is not None:
        _apply(item, parts.rest)
    return item


def _same_texts(options: Sequence[Option]) -> list[str]:
    seen: dict[str, str] = {}
    doubts = []
    for option in options:
        first = seen.setdefault(option.text, option.id)
        if first != option.id and option.text:
            doubts.append(f"选项{first}与选项{option.id}文字相同")
    return doubts


def _apply(item: StandardItem, written: str) -> None:
    """Let the comment of an item replace fields; one that names the type stands for the whole question."""
    try:
        item.question = with_rest(item.question, written)
    except ValueError:
        item.doubts.append("本平台写下的注释已损坏，没有采用")
        return
    if names_type(written):
        item.problems.clear()
        item.doubts.clear()


def fold_groups(items: Iterable[tuple[StandardItem, str | None]]) -> Iterator[StandardItem]:
    """Put the parts of a case group, told by a common group tag, into the description that opens it."""
    gathered: list[StandardItem] = []
    open_group: str | None = None
    for item, group in items:
        if gathered and group == open_group:
            gathered.append(item)
            continue
        if gathered:
            yield _as_case(gathered)
        gathered = [item] if group and DESCRIPTION in item.problems else []
        open_group = group
        if not gathered:
            yield item
    if gathered:
        yield _as_case(gathered)


def _as_case(gathered: Sequence[StandardItem]) -> StandardItem:
    """Return the case group of a description and what stands behind it under the same tag."""
    head, *others = gathered
    parts = [
        replace(one.question, topic=None if one.question.topic == head.question.topic else one.question.topic)
        for one in others
    ]
    head.question = replace(head.question, type="case_group", parts=tuple(parts))
    head.problems.remove(DESCRIPTION)
    head.text = "\n\n".join(one.text for one in gathered)
    for at, one in enumerate(others, start=1):
        head.problems += [f"第{at}小题：{problem}" for problem in one.problems]
        head.doubts += [f"第{at}小题：{doubt}" for doubt in one.doubts]
    return head


def split_lines(text: str) -> Iterator[str]:
    """Yield the lines of a text one by one; a large file's lines together take several times its room."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


@dataclass(frozen=True, slots=True)
class TextLines:
    """The lines of a text that are not empty, with their places; each is made when it is looked at."""

    text: str

    def __iter__(self) -> Iterator[Piece]:
        for number, line in enumerate(split_lines(self.text), start=1):
            shown = line.strip()
            if shown:
                yield Piece(shown, f"第{number}行")


def pieces_of(item: StandardItem) -> Iterator[Piece]:
    """Yield the shown lines of an item in a file that is not read line by line, each with the item's place."""
    return (Piece(line, item.place) for line in item.text.split("\n") if line.strip())


def with_gaps(item: StandardItem, gaps: Sequence[Reply]) -> StandardItem:
    """Give a text whose gaps are choices one part per gap; without gaps the item stays as it is."""
    parts: list[Question] = []
    if item.question.parts:
        return item
    for number, reply in enumerate(gaps, start=1):
        part = put_together(Parts(item.place, item.text, Rich(f"第{number}空应填（    ）。"), reply))
        parts.append(part.question)
        item.problems += [f"第{number}空：{problem}" for problem in part.problems]
        item.doubts += [f"第{number}空：{doubt}" for doubt in part.doubts]
    if parts:
        item.question = replace(item.question, parts=tuple(parts))
    return item
