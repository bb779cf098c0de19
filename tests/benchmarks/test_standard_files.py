"""How long standard formats take, a GIFT file of 2,000 questions above all, and how much memory 20 MB of each."""

import random
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
import xlsxwriter

from question_bank import MAX_BYTES, Citation, Option, Question, read_questions, write_questions
from tests.benchmarks.conftest import Figure
from tests.benchmarks.memory import read_in_a_process

TOPICS = ("行政处罚", "行政许可", "行政复议", "行政诉讼", "国家赔偿")


def _question(number: int) -> Question:
    options = tuple(Option(letter, f"第{number}题{letter}项：应当在{number % 60 + 1}日内作出决定") for letter in "ABCD")
    stem = f"关于{TOPICS[number // 400]}的第{number}项规定，下列说法正确的是（  ）。"
    law = Citation(f"中华人民共和国{TOPICS[number // 400]}法", f"第{number % 80 + 1}条")
    return Question("single_choice", stem, options, ("ABCD"[number % 4],), f"见第{number}条。", law)


QUESTIONS = [_question(number) for number in range(2000)]
NAMES = {"gift": "题库.gift", "moodle_xml": "题库.xml", "qti": "题库.zip", "json": "题库.jsonl"}
LIMITS = {"gift": 1.0}


def _best_of(repeats: int, work: Callable[[], object]) -> float:
    """Return the shortest of several runs in seconds: what else the machine did is not the reader's doing."""
    took = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)


@pytest.mark.parametrize("code", NAMES)
def test_a_file_of_2000_questions(note, code):
    """Single choices with explanation and citation; only reading GIFT has a limit."""
    data = write_questions(QUESTIONS, code)
    report = read_questions(data, NAMES[code])
    assert [read.question for read in report.questions] == QUESTIONS
    seconds = _best_of(3, lambda: read_questions(data, NAMES[code]))
    writing = _best_of(1, lambda: write_questions(QUESTIONS, code))
    note(
        Figure(f"read 2,000 questions of {code}", seconds, "s", LIMITS.get(code)),
        Figure(f"write 2,000 questions as {code}", writing, "s"),
    )


SPACE = 64 * 1024
JUDGEMENT = Question("true_false", "对公民处以较大数额的罚款，当事人可以要求听证。", (), ("true",))
# What stands around the questions of each format, and a name.
FRAMES = {
    "gift": ("", "", "large.gift"),
    "moodle_xml": ('<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n', "</quiz>\n", "large.xml"),
    "json": ("", "", "large.jsonl"),
}


def _bare(question, code):
    """Return a question as it is written, without the frame; its number is to be filled in at 第0000题."""
    text = write_questions([question], code).decode()
    if code == "moodle_xml":
        text = text[text.index("<question") : text.rindex("</quiz>")]
    return f"{text}\n"


def _write_text(path, code, question):
    """Write a file of one kind of question that is nearly as large as may be; return their number."""
    before, after, _ = FRAMES[code]
    one = _bare(question, code)
    count = (MAX_BYTES - SPACE) // len(one.encode())
    with path.open("w", encoding="utf-8") as file:
        file.write(before)
        file.writelines(one.replace("0000", f"{number:06}"[-4:]) for number in range(count))
        file.write(after)
    return count


def _measure(note, path, count, name):
    size = path.stat().st_size
    assert 0.95 * MAX_BYTES < size <= MAX_BYTES
    questions, held, peak = read_in_a_process(path)
    assert (questions, held) == (count, 0)
    note(Figure(f"memory to read 20 MB of {name}", peak, "MB", 300))


@pytest.mark.parametrize("kind", ["choices", "judgements"])
@pytest.mark.parametrize("code", FRAMES)
def test_memory_of_20_mb_of_text(note, tmp_path, code, kind):
    """The whole process stays under 300 MB, for choices as offices write them and for short judgements in heaps."""
    sample = (
        replace(QUESTIONS[0], stem="第0000题：" + QUESTIONS[0].stem, topic="行政处罚")
        if kind == "choices"
        else JUDGEMENT
    )
    path = tmp_path / FRAMES[code][2]
    count = _write_text(path, code, sample)
    _measure(note, path, count, f"{code}, {kind}")


@pytest.mark.parametrize("kind", ["items", "pictures"])
def test_memory_of_a_20_mb_package(note, tmp_path, kind):
    """A QTI package of 20,000 items and more, or of some thousands with a picture each, stays under 300 MB."""
    picture = b"\x89PNG\r\n\x1a\n"
    source = tmp_path / "source.zip"
    source.write_bytes(write_questions([QUESTIONS[0]], "qti"))
    with zipfile.ZipFile(source) as package:
        one = package.read("items/Q1.xml").decode()
    path, dice, count = tmp_path / "large.zip", random.Random(1), 0
    shown = one.replace("<p>", '<p><img src="images/Q0.png" alt=""/>', 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        # The list of parts at the end takes about 70 bytes for each.
        while package.fp.tell() + 70 * len(package.filelist) < MAX_BYTES - SPACE:
            count += 1
            package.writestr(f"items/Q{count}.xml", one if kind == "items" else shown.replace("Q0", f"Q{count}"))
            if kind == "pictures":
                package.writestr(f"items/images/Q{count}.png", picture + dice.randbytes(8000))
    _measure(note, path, count, f"qti, {kind}")


def test_memory_of_a_20_mb_sheet(note, tmp_path):
    """As many rows as an Excel file may hold, of texts that don't pack well, stay under 300 MB."""
    dice, path, rows = random.Random(1), tmp_path / "large.xlsx", 59_500
    signs = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]

    def text(length):
        return "".join(dice.choices(signs, k=length))

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["题型", "题目", "选项A", "选项B", "选项C", "选项D", "答案", "解析"])
        for number in range(1, rows + 1):
            options = [text(20) for _ in "ABCD"]
            sheet.write_row(number, 0, ["单选题", f"{text(46)}（ ）。", *options, "ABCD"[number % 4], text(24)])
    _measure(note, path, rows, "xlsx")
