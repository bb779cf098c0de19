"""How long standard formats take: a GIFT file of 2,000 questions to be read and written, the others for comparison."""

import time
from collections.abc import Callable

import pytest

from question_bank import Citation, Option, Question, read_questions, write_questions
from tests.benchmarks.conftest import Figure

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
