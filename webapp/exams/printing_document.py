"""Decide what stands on a printed paper, its answer sheet and its key sheet, and in which order."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import zip_longest
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

from question_bank import Picture, Question
from webapp.exams import printing_layout as layout
from webapp.exams.printing import Item, Section, Sheet
from webapp.exams.printing_layout import HEI, INDENT, KAI, ROOM, SONG
from webapp.exams.printing_words import (
    han,
    lines_for,
    options_on_a_line,
    plain_points,
    section_line,
    with_gaps,
    with_place,
)

Shown = Mapping[str, Any]
_IN_A_ROW = 10
Row = Callable[[bool], None]
"""Adds one line below a stem; told whether something follows that it is kept with on the same page."""
_NOTES = (
    "答题前，请在试卷左侧密封线外和答题卡上填写单位、姓名、工号，密封线内不要写与答题无关的内容。",
    "请用黑色签字笔作答，字迹清楚；发了答题卡的写在答题卡上，写在草稿纸上的不计分。",
    "考试结束，请把试卷、答题卡一并交给监考人员。",
)
_TICKS: Mapping[str, Callable[[Shown], str]] = {
    "one": lambda shown: "　".join(f"[{letter}]" for _, letter, _ in shown["options"]),
    "many": lambda shown: "　".join(f"[{letter}]" for _, letter, _ in shown["options"]),
    "judge": lambda shown: "[√]　[×]",
}
"""What is ticked on the answer sheet, by the control of a question's responses; others are written."""


def paper_file(sheet: Sheet) -> bytes:
    """Return the question paper as .docx."""
    name = f"{sheet.title}（{sheet.letter}卷）"
    page = layout.Sheet(name, sheet.unit_name, name, is_sealed=True)
    page.paragraph(sheet.unit_name, font=HEI, size=14, centred=True)
    page.paragraph(f"{sheet.title}试卷（{sheet.letter}卷）", font=HEI, size=18, centred=True, before=4)
    rules = f"考试时长：{sheet.duration_minutes} 分钟　　满分：{plain_points(sheet.total_points)} 分"
    page.paragraph(rules, centred=True, before=4)
    page.paragraph("注意事项：", font=HEI, before=4)
    for number, note in enumerate(_NOTES, start=1):
        page.paragraph(f"（{number}）{note}", indent=INDENT)
    page.paragraph(size=6)
    _score_table(page, sheet.sections)
    for number, section in enumerate(sheet.sections, start=1):
        heading = section_line(number, section.title, [item.points for item in section.items], section.rule)
        page.paragraph(heading, font=HEI, keeps=True, before=10)
        for item in section.items:
            _Question(page, item.content, item.points).write(item.shown, f"{item.number}．", 0)
    return page.data()


def _score_table(page: layout.Sheet, sections: Sequence[Section]) -> None:
    count = len(sections)
    heads = ["题号", *(han(number) for number in range(1, count + 1)), "总分"]
    rows = [heads, ["得分", *[""] * (count + 1)], ["阅卷人", *[""] * (count + 1)]]
    breadth = min(2.2, (page.width - 1.8) / (count + 1))
    made = page.table(rows, [1.8, *[breadth] * (count + 1)], heads=0)
    made.alignment = 1
    for row in made.rows:
        row.height = Cm(0.85)
        for cell in row.cells:
            cell.vertical_alignment = 1
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


class _Question:
    """Writes one question, its parts included, so that all of it stays on one page."""

    def __init__(self, page: layout.Sheet, content: Question, points: Decimal) -> None:
        self.page, self.content, self.points = page, content, points
        self.pictures = _pictures(content)

    def write(self, shown: Shown, lead: str, indent: float, *, is_followed: bool = False) -> None:
        """Write stem, options and room for the answer; ``is_followed`` keeps the end with what follows."""
        rows, parts = self._below(shown), shown["parts"]
        self.page.paragraph(
            f"{lead}{self._stem(shown)}",
            font=KAI if parts else SONG,
            indent=indent,
            hanging=0.74,
            keeps=bool(rows or parts or is_followed),
            before=3,
            pictures=self.pictures[""],
        )
        for place, add in enumerate(rows):
            add(place < len(rows) - 1 or is_followed)
        for place, part in enumerate(parts):
            own = _Question(self.page, self.content.parts[place], self.points / len(parts))
            own.write(part, f"（{part['number']}）", INDENT, is_followed=place < len(parts) - 1)

    def _stem(self, shown: Shown) -> str:
        if shown["control"] in _TICKS:
            return with_place(shown["stem"])
        return with_gaps(shown["stem"]) if shown["control"] == "blanks" else str(shown["stem"])

    def _below(self, shown: Shown) -> list[Row]:
        """Return what stands below the stem, in order."""
        control = shown["control"]
        if control == "pairs":
            return self._pairs(shown)
        rows = self._options(shown["options"]) if shown["options"] else []
        if control == "order":
            rows.append(partial(self._text, f"正确的顺序是：{'_' * 30}"))
        if control == "blanks" and "__" not in shown["stem"]:
            rows += [partial(self._text, f"第{at}空：{'_' * 20}") for at in range(1, shown["blank_count"] + 1)]
        if control == "text":
            rows += [self.page.line] * lines_for(self.points)
        return rows

    def _text(self, text: str, keeps: bool) -> None:
        self.page.paragraph(text, indent=INDENT, keeps=keeps)

    def _options(self, options: Sequence[tuple[str, str, str]]) -> list[Row]:
        """Set the options of one question side by side where they are short, as exam papers do."""
        count = options_on_a_line([text for _, _, text in options], ROOM)
        rows: list[Row] = []
        for start in range(0, len(options), count):
            some = options[start : start + count]
            texts = [f"{letter}．{text}" for _, letter, text in some]
            pictures = [picture for option_id, _, _ in some for picture in self.pictures.get(option_id, ())]
            rows.append(partial(self._row, texts, pictures, count))
        return rows

    def _row(self, texts: Sequence[str], pictures: Sequence[Picture], count: int, keeps: bool) -> None:
        hanging = 0.74 if count == 1 else 0
        made = self.page.paragraph("\t".join(texts), indent=INDENT, hanging=hanging, keeps=keeps, pictures=pictures)
        for stop in range(1, count):
            made.paragraph_format.tab_stops.add_tab_stop(Cm(INDENT + (self.page.width - INDENT) * stop / count))

    def _pairs(self, shown: Shown) -> list[Row]:
        """Set both sides in two columns, with a bracket for each of the left side."""
        left = [(f"{letter}．{text}", self.pictures.get(one, [])) for one, letter, text in shown["options"]]
        right = [
            (f"{number}．{text}", self.pictures.get(one, []))
            for number, (one, text) in enumerate(shown["matches"], start=1)
        ]
        rows: list[Row] = [
            partial(self._row, [one, other], [*pictures, *others], 2)
            for (one, pictures), (other, others) in zip_longest(left, right, fillvalue=("", []))
        ]
        return [*rows, partial(self._text, _brackets(shown))]


def _brackets(shown: Shown) -> str:
    return "　".join(f"{letter}—（　　）" for _, letter, _ in shown["options"])


def _pictures(content: Question) -> dict[str, list[Picture]]:
    """Return the pictures of a question by the text that holds them: "" for the stem, an option's or match's id."""
    left = iter(content.pictures)
    texts = [("", content.stem), *((one.id, one.text) for one in (*content.options, *content.matches))]
    return {key: [picture for _ in range(text.count("\ufffc")) if (picture := next(left, None))] for key, text in texts}


def sheet_file(sheet: Sheet) -> bytes:
    """Return the answer sheet (答题卡) as .docx: boxes to tick, gaps and lines to write on."""
    name = f"{sheet.title}答题卡（{sheet.letter}卷）"
    page = layout.Sheet(name, sheet.unit_name, name, is_sealed=False)
    page.paragraph(name, font=HEI, size=18, centred=True)
    page.paragraph("单位：__________________　姓名：______________　工号：______________", centred=True, before=8)
    page.paragraph(
        "选择题、判断题把所选的方括号涂黑，改动时请把原来的擦净或划去后注明；其他题写在横线上。", size=9, before=6
    )
    for number, section in enumerate(sheet.sections, start=1):
        page.paragraph(f"{han(number)}、{section.title}", font=HEI, keeps=True, before=10)
        ticked = [item for item in section.items if item.shown["control"] in _TICKS]
        if len(ticked) == len(section.items):
            _ticks(page, ticked)
        else:
            for item in section.items:
                _room(page, item.shown, f"{item.number}．", item.points, 0)
    return page.data()


def _ticks(page: layout.Sheet, items: Sequence[Item]) -> None:
    """Set the numbers with their boxes in columns, as many as the longest takes."""
    texts = [f"{item.number}．{_TICKS[item.shown['control']](item.shown)}" for item in items]
    widest = max(len(item.shown["options"]) for item in items)
    columns = 4 if widest <= 4 else 3 if widest <= 6 else 2
    rows = [texts[start : start + columns] for start in range(0, len(texts), columns)]
    rows[-1] += [""] * (columns - len(rows[-1]))
    made = page.table(rows, [page.width / columns] * columns, heads=0)
    for row in made.rows:
        row.height = Cm(0.8)
        for cell in row.cells:
            cell.vertical_alignment = 1


def _room(page: layout.Sheet, shown: Shown, lead: str, points: Decimal, indent: float) -> None:
    """Leave room for the answer to a question that is written down, or to each part of a case."""
    control, parts = shown["control"], shown["parts"]
    if control in _TICKS:
        page.paragraph(f"{lead}{_TICKS[control](shown)}", indent=indent, before=3)
    elif parts:
        page.paragraph(lead, indent=indent, keeps=True, before=3)
        for part in parts:
            _room(page, part, f"（{part['number']}）", points / len(parts), INDENT)
    elif control == "text":
        page.paragraph(lead, indent=indent, keeps=True, before=3)
        count = lines_for(points)
        for place in range(count):
            page.line(place < count - 1)
    elif control == "blanks":
        gaps = "　".join(f"（{number}）____________________" for number in range(1, shown["blank_count"] + 1))
        page.paragraph(f"{lead}{gaps if shown['blank_count'] > 1 else '_' * 40}", indent=indent, before=5)
    elif control == "pairs":
        page.paragraph(f"{lead}{_brackets(shown)}", indent=indent, before=5)
    else:
        page.paragraph(f"{lead}______________________________", indent=indent, before=5)


def key_file(sheet: Sheet) -> bytes:
    """Return the key sheet (参考答案) as .docx: keys in the letters of this paper, what they rest on, and why."""
    name = f"{sheet.title}参考答案（{sheet.letter}卷）"
    page = layout.Sheet(name, sheet.unit_name, name, is_sealed=False)
    page.paragraph(name, font=HEI, size=18, centred=True)
    page.paragraph("内部使用，考试结束前不得外传；阅卷后请收回。", centred=True, before=4)
    for number, section in enumerate(sheet.sections, start=1):
        heading = section_line(number, section.title, [item.points for item in section.items], section.rule)
        page.paragraph(heading, font=HEI, keeps=True, before=10)
        if all(item.shown["control"] in _TICKS for item in section.items):
            _marks(page, section.items)
            page.paragraph(size=6)
        _reasons(page, [item for item in section.items if _reason(item)])
    return page.data()


def _marks(page: layout.Sheet, items: Sequence[Item]) -> None:
    """Set the keys of choices under their numbers, ten in a row, as markers lay them beside a paper."""
    rows: list[list[str]] = []
    for start in range(0, len(items), _IN_A_ROW):
        some = items[start : start + _IN_A_ROW]
        rest = [""] * (_IN_A_ROW - len(some))
        rows += [["题号", *(str(item.number) for item in some), *rest], ["答案", *(item.key for item in some), *rest]]
    breadth = (page.width - 1.4) / _IN_A_ROW
    made = page.table(rows, [1.4, *[breadth] * _IN_A_ROW], heads=0)
    for row in made.rows:
        for cell in row.cells:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _reasons(page: layout.Sheet, items: Sequence[Item]) -> None:
    """Say of each question what its key rests on, and of one that is marked by hand what is looked for."""
    if not items:
        return
    breadth = 1.8 if all(item.shown["control"] in _TICKS for item in items) else 6.0
    rows = [["题号", "答案", "依据和解析"], *([str(item.number), item.key, _reason(item)] for item in items)]
    page.table(rows, [1.3, breadth, page.width - 1.3 - breadth])


def _reason(item: Item) -> str:
    """Return what is said of a question and its parts; a key that is written out stands in the table in any case."""
    grounds = [_grounds(one) for one in (item.content, *item.content.parts)]
    text = "\n".join(text for text in grounds if text)
    return text if text or item.shown["control"] in _TICKS else "—"


def _grounds(content: Question) -> str:
    citation = f"依据：{content.citation}" if content.citation else ""
    points = f"要点：{'；'.join(content.key_points)}" if content.key_points else ""
    explanation = f"解析：{content.explanation}".replace("\ufffc", "（图）") if content.explanation else ""
    return "\n".join(text for text in (citation, points, explanation) if text)


FILES: Mapping[str, Callable[[Sheet], bytes]] = {"paper": paper_file, "sheet": sheet_file, "key": key_file}
"""What makes each of ``printing.KINDS``."""
