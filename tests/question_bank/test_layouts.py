"""Random papers in random layouts read equal, and of random lines and tables nothing disappears."""

from collections import Counter

from docx.shared import RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank import read_questions
from question_bank.reading.interpret import interpret
from question_bank.reading.source import Line, Table
from question_bank.text import plain
from tests.question_bank.files import word
from tests.question_bank.test_reading import FRAGMENTS

LETTERS = "ABCDEF"
WORDS = st.text(alphabet="甲乙丙丁戊己庚辛壬癸", min_size=1, max_size=8)
OPTIONS = st.lists(WORDS, min_size=2, max_size=5, unique=True)
SECTIONS = {"单项选择题": "single_choice", "多项选择题": "multiple_choice", "判断题": "true_false"}
SIGNS = st.sampled_from([("√", "×"), ("对", "错"), ("正确", "错误"), ("✔", "❌")])


@st.composite
def questions(draw, kind):
    """Make a stem, options and a key of one type."""
    stem = draw(WORDS)
    if kind == "true_false":
        return stem, [], draw(st.booleans())
    options = draw(OPTIONS)
    least = 1 if kind == "single_choice" else 2
    most = 1 if kind == "single_choice" else len(options)
    chosen = draw(st.sets(st.integers(0, len(options) - 1), min_size=least, max_size=most))
    return stem, options, "".join(LETTERS[index] for index in sorted(chosen))


@st.composite
def papers(draw):
    """Make one to three sections of questions, and a layout."""
    titles = draw(st.lists(st.sampled_from(list(SECTIONS)), min_size=1, max_size=3, unique=True))
    sections = [(title, draw(st.lists(questions(SECTIONS[title]), min_size=1, max_size=6))) for title in titles]
    layout = {
        "number": draw(st.sampled_from(["{}. ", "{}、", "{}．", "（{}）", "第{}题 "])),
        "option": draw(st.sampled_from(["{}. ", "{}、", "{}．", "（{}）", "{}："])),
        "between": draw(st.sampled_from(["\n", "   ", "\t"])),
        "runs_on": draw(st.booleans()),
        "title": draw(st.sampled_from(["{}、{}", "{}、{}（每题2分）", "{}．{}：", "（{}）{}"])),
        "blank": draw(st.sampled_from(["（ ）", "(   )", "（　　）。"])),
        "signs": draw(SIGNS),
    }
    return sections, layout


def numbered(sections, layout):
    """Yield the title of each section with its questions and their numbers."""
    start = 0
    for index, (title, items) in enumerate(sections):
        heading = layout["title"].format("一二三"[index], title)
        yield heading, title, [(start + number, item) for number, item in enumerate(items, start=1)]
        start += len(items) if layout["runs_on"] else 0


def body(sections, layout, bracket=None):
    """Write the questions without keys, or with each in its bracket; return lines and what must be read."""
    lines, expected = [], []
    for heading, title, items in numbered(sections, layout):
        lines.append(heading)
        for number, (stem, options, key) in items:
            empty = layout["blank"]
            written = bracket(key) if bracket else ""
            text = stem + (empty.replace(empty[1:-1].rstrip("）") or " ", f" {written} ", 1) if written else empty)
            lines.append(layout["number"].format(number) + text)
            marked = [layout["option"].format(x) + y for x, y in zip(LETTERS, options, strict=False)]
            lines += layout["between"].join(marked).split("\n") if marked else []
            right = tuple(key) if options else ("true" if key else "false",)
            expected.append((str(number), SECTIONS[title], stem, tuple(options), right))
    return lines, expected


def found(report):
    """Return what a report says, stems without their brackets."""
    return [
        (
            r.number,
            r.question.type,
            "".join(c for c in r.question.stem if c in "甲乙丙丁戊己庚辛壬癸"),
            tuple(option.text for option in r.question.options),
            r.question.key,
        )
        for r in report.questions
    ]


def sign(key, layout):
    """Write a key of either kind."""
    return key if isinstance(key, str) else layout["signs"][0 if key else 1]


@st.composite
def key_blocks(draw):
    """Choose how keys are listed at the end."""
    return {
        "head": draw(st.sampled_from(["参考答案", "答案", "附：参考答案及评分标准", "【参考答案】", "2023年试题参考答案："])),
        "form": draw(st.sampled_from(["range", "row", "lines", "brackets", "explained"])),
        "same_line": draw(st.booleans()),
        "per_row": draw(st.integers(2, 5)),
    }


def key_rows(numbers, written, block):
    """Write the keys of one section."""
    if block["form"] == "range":
        parts = [
            (numbers[at : at + block["per_row"]], written[at : at + block["per_row"]])
            for at in range(0, len(numbers), block["per_row"])
        ]
        return [f"{some[0]}-{some[-1]} {' '.join(keys)}" for some, keys in parts]
    forms = {"row": "{}.{}", "lines": "{}、{}", "brackets": "{}.（{}）", "explained": "{}.【答案】{}【解析】见书"}
    entries = [forms[block["form"]].format(number, key) for number, key in zip(numbers, written, strict=True)]
    return entries if block["form"] in ("lines", "explained") else ["  ".join(entries)]


@settings(deadline=None, max_examples=120)
@given(papers(), key_blocks())
def test_keys_at_the_end_in_any_form(paper, block):
    """Ranges, rows, single lines, brackets and explanations, by section."""
    sections, layout = paper
    lines, expected = body(sections, layout)
    lines += ["", block["head"]]
    for heading, _, items in numbered(sections, layout):
        numbers = [number for number, _ in items]
        rows = key_rows(numbers, [sign(key, layout) for _, (_, _, key) in items], block)
        same_line = block["same_line"] and block["form"] != "explained"
        lines += [f"{heading.rstrip('：')}：{rows[0]}", *rows[1:]] if same_line else [heading, *rows]
    report = read_questions("\n".join(lines).encode(), "x.txt")
    assert found(report) == expected
    assert (report.held_back, report.unread) == ((), ())


@settings(deadline=None, max_examples=60)
@given(papers())
def test_keys_in_brackets_never_stay_readable(paper):
    """（ABC） and (√) become keys, and the bracket is empty."""
    sections, layout = paper
    lines, expected = body(sections, layout, lambda key: sign(key, layout))
    report = read_questions("\n".join(lines).encode(), "x.txt")
    assert found(report) == expected
    assert not [r for r in report.questions if any(c in r.question.stem for c in "ABCDEF√×对错✔❌")]


@settings(deadline=None, max_examples=30)
@given(papers(), st.sampled_from(["colour", "bold", "underline"]))
def test_marked_options_in_word(paper, look):
    """The right options carry the only mark of the file; judgements have their key in the bracket."""
    sections, layout = paper
    layout = {**layout, "between": "\n"}
    lines, expected = body(sections, layout, lambda key: "" if isinstance(key, str) else sign(key, layout))
    keys = iter([key for *_, options, key in expected if options for _ in options])
    labels = iter([letter for *_, options, _ in expected for letter, _ in zip(LETTERS, options, strict=False)])
    options = [tuple(options) for *_, options, _ in expected if options]

    def build(document):
        texts = {text for some in options for text in some}
        for line in lines:
            run = document.add_paragraph().add_run(line)
            is_option = any(line == layout["option"].format(letter) + text for letter in LETTERS for text in texts)
            if is_option and next(labels) in next(keys):
                if look == "colour":
                    run.font.color.rgb = RGBColor(255, 0, 0)
                else:
                    setattr(run, look, True)

    report = read_questions(word(build), "x.docx")
    singled = [key for *_, some, key in expected if 0 < len(key) < len(some)]
    whole = sum(len(key) == len(some) for *_, some, key in expected if some)
    # Where most questions are marked all over, or always on the same letter, the marks say nothing.
    if len(singled) >= max(whole, 1) and (len(singled) < 5 or len(set(singled)) > 1):
        assert found(report) == expected
    right = {key for *_, key in expected}
    assert not [r for r in report.questions if r.question.key not in right]


@st.composite
def cases(draw):
    """Make one to three cases of two or three parts of any type, and the way to write them."""
    kinds = st.sampled_from(["single_choice", "multiple_choice", "true_false"])
    part = kinds.flatmap(lambda kind: st.tuples(st.just(kind), questions(kind)))
    made = draw(st.lists(st.lists(part, min_size=2, max_size=3), min_size=1, max_size=3))
    asked = "背景资料{}：{}\n根据上述材料，回答下列问题："
    opening = draw(st.sampled_from(["案例{}：{}", "【案例{}】{}", "案例{}\n{}", "材料{}：{}", asked]))
    part = draw(st.sampled_from(["{}. ", "（{}）", "{}、"]))
    return made, opening, part


@settings(deadline=None, max_examples=60)
@given(cases(), st.booleans())
def test_cases_with_parts_in_any_order(made, has_heading):
    """Each case keeps its material and its parts, whatever their types and order."""
    groups, opening, part_number = made
    lines, expected = (["五、案例分析题"] if has_heading else []), []
    for index, parts in enumerate(groups):
        lines += opening.format("一二三"[index], f"某甲的第{index + 1}份材料。").split("\n")
        wanted = []
        for number, (kind, (stem, options, key)) in enumerate(parts, start=1):
            lines.append(part_number.format(number) + f"{stem}（ ）")
            lines += [f"{letter}. {text}" for letter, text in zip(LETTERS, options, strict=False)]
            lines.append(f"答案：{key if options else '对' if key else '错'}")
            wanted.append((kind, f"{stem}（ ）", tuple(key) if options else ("true" if key else "false",)))
        expected.append((f"某甲的第{index + 1}份材料。", wanted))
    report = read_questions("\n".join(lines).encode(), "x.txt")
    groups = [(r.question.stem, r.question.parts) for r in report.questions]
    assert [(stem, [(p.type, p.stem, p.key) for p in parts]) for stem, parts in groups] == expected
    assert (report.held_back, report.unread) == ((), ())


MORE = [
    *FRAGMENTS, "参考答案", "一、单项选择题", "1-3 ABA", "1.A 2.B", "1-5 ABC", "（1）√（2）×", "案例一：某甲的材料。", "【材料】", "五、案例分析题",
    "根据以下材料回答1-3题：", "问题：", "注意事项：", "1. 本卷共三题。", "得分  评卷人", "第1页 共2页", "1.【答案】A【解析】因为", "单选题：ABA",
    "我的答案：", "附：参考答案", "二、1.A", "简答题", "1. 答：要点", "排序题", "A-C", "__国务院__", "（答案：B）",
]  # fmt: skip
LINES = st.sampled_from(MORE) | st.text(alphabet="AB1.、（）答案：对\t 甲案例", max_size=12)
CELL_TEXTS = ["题号", "答案", "1", "2", "3", "A", "B", "√", "题目", "选项A", "甲", "一、单选题", "得分", "总分", "1.A", "材料", ""]
CELLS = st.sampled_from(CELL_TEXTS)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=4)


def characters(texts):
    """Count the characters that a person sees, whatever their order."""
    return Counter("".join(plain(text).replace("^*^", "") for text in texts))


@settings(deadline=None, max_examples=300)
@given(st.lists(LINES | TABLES, max_size=25))
def test_of_lines_and_tables_nothing_disappears(parts):
    """Each text is with a question, held back, unread or structure, whatever stands beside it."""
    source, texts = [], []
    for number, part in enumerate(parts, start=1):
        if isinstance(part, str):
            source.append(Line(part, f"第{number}段"))
            texts.append(part)
        else:
            source.append(Table(tuple((tuple(cells), f"表{number}") for cells in part)))
            texts += [cell for cells in part for cell in cells]
    read = interpret(tuple(source))
    kept = [line for draft in read.drafts for line in draft.raw.lines]
    kept += [piece.text for piece in (*read.unread, *read.structure)]
    lost = characters(texts) - characters(kept)
    assert not {character for character in lost if character not in ".。;；_"}
