"""How long a question file takes to be read (300 questions of Word, 10,000 rows of Excel), and how much memory."""

import time
from collections.abc import Callable

import pytest
import xlsxwriter

from question_bank import read_questions
from tests.benchmarks.conftest import Figure
from tests.benchmarks.memory import read_in_a_process
from tests.question_bank.files import excel, word

LETTERS = "ABCD"
TOPICS = ("行政处罚", "行政许可", "行政复议", "行政诉讼", "国家赔偿")


def _stem(number: int) -> str:
    return f"关于{TOPICS[number % 5]}的第{number}项规定，下列说法正确的是（  ）。"


def _options(number: int) -> list[str]:
    return [f"第{number}题{letter}项：应当依照法定程序在{number % 60 + 1}日内作出书面决定" for letter in LETTERS]


def _best_of(repeats: int, work: Callable[[], object]) -> float:
    """Return the shortest of several runs in seconds: what else the machine did is not the reader's doing."""
    took = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)


def test_a_word_file_of_300_questions(note):
    """Stem, four options, key and explanation, each a paragraph."""

    def build(document):
        document.add_paragraph("一、单项选择题")
        for number in range(1, 301):
            document.add_paragraph(f"{number}. {_stem(number)}")
            for letter, option in zip(LETTERS, _options(number), strict=True):
                document.add_paragraph(f"{letter}. {option}")
            document.add_paragraph(f"答案：{LETTERS[number % 4]}")
            document.add_paragraph(f"解析：见{TOPICS[number % 5]}有关条文。")

    data = word(build)
    report = read_questions(data, "题库.docx")
    assert (len(report.questions), len(report.held_back)) == (300, 0)
    seconds = _best_of(3, lambda: read_questions(data, "题库.docx"))
    note(Figure("read a .docx of 300 questions", seconds, "s", 1))


def test_an_excel_file_of_10000_rows(note):
    """One question a row."""
    rows = [["题型", "题目", "选项A", "选项B", "选项C", "选项D", "答案", "解析"]]
    rows += [
        ["单选题", _stem(number), *_options(number), LETTERS[number % 4], f"见第{number}条。"]
        for number in range(1, 10_001)
    ]
    data = excel(("题库", rows))
    report = read_questions(data, "题库.xlsx")
    assert (len(report.questions), len(report.held_back)) == (10_000, 0)
    seconds = _best_of(2, lambda: read_questions(data, "题库.xlsx"))
    note(Figure("read an .xlsx of 10,000 rows", seconds, "s", 3))


def _large_text(path):
    """Write 20 MB of long questions; return their number."""
    words = "应当依照法定程序作出书面决定，并告知当事人依法享有的权利。" * 3
    question = "{0}. {1}（ ）\nA. {1}{1}\nB. {1}\n答案：A\n解析：{1}\n"
    count = 20_000_000 // len(question.format(10_000, words).encode())
    path.write_text("".join(question.format(number, words) for number in range(1, count + 1)), encoding="utf-8")
    return count


def _large_sheet(path):
    """Write 50,000 rows; return their number."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["题型", "题目", "选项A", "选项B", "选项C", "选项D", "答案", "解析"])
        for number in range(1, 50_001):
            sheet.write_row(number, 0, ["单选题", _stem(number), *_options(number), LETTERS[number % 4], "见条文。"])
    return 50_000


@pytest.mark.parametrize(("write", "name"), [(_large_text, "large.txt"), (_large_sheet, "large.xlsx")])
def test_memory_of_a_large_file(note, tmp_path, write, name):
    """The whole process that reads 20 MB of text, or 50,000 rows, stays under 300 MB."""
    count = write(tmp_path / name)
    questions, _, peak = read_in_a_process(tmp_path / name)
    assert questions == count
    note(Figure(f"memory to read {name}", peak, "MB", 300))
