"""Readers of standard formats hold one question at a time; what a process takes is measured in tests/benchmarks."""

import tracemalloc

import pytest

from question_bank import UnreadableFile, importing, read_questions, write_questions
from tests.question_bank.builders import judge, single
from tests.question_bank.standard import CITATION

OPTIONS = tuple(f"应当在{days}日内依照法定程序作出书面决定" for days in (3, 5, 7, 15))


@pytest.mark.parametrize(("code", "name"), [("gift", "a.gift"), ("moodle_xml", "a.xml"), ("json", "a.jsonl")])
def test_what_is_read_is_let_go_on_the_way(code, name):
    """Reading needs little more than what it gives: neither all items nor a second copy of the text are held."""
    question = single("关于行政处罚，正确的是（  ）。", OPTIONS, explanation="见法条。", citation=CITATION)
    data = write_questions([question] * 600, code)
    read_questions(data, name)
    tracemalloc.start()
    try:
        report = read_questions(data, name)
        kept, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(report.questions) == 600
    assert peak - kept < 0.2 * len(data)


@pytest.mark.parametrize(
    ("code", "name"), [("gift", "a.gift"), ("moodle_xml", "a.xml"), ("json", "a.jsonl"), ("qti", "a.zip")]
)
def test_more_questions_than_there_is_room_for(monkeypatch, code, name):
    """A heap of tiny questions is refused with its limit named."""
    monkeypatch.setattr(importing, "MAX_QUESTIONS", 3)
    three = [judge(f"陈述{number}。", "true") for number in range(3)]
    assert len(read_questions(write_questions(three, code), name).questions) == 3
    with pytest.raises(UnreadableFile, match="超过3道，请拆分"):
        read_questions(write_questions([*three, judge("陈述四。", "true")], code), name)


@pytest.mark.parametrize(("code", "name"), [("gift", "a.gift"), ("moodle_xml", "a.xml"), ("json", "a.jsonl")])
def test_lines_may_be_gone_through_twice(code, name):
    """The file line by line is there for whoever shows it, as often as it is asked for."""
    report = read_questions(write_questions([judge("陈述一。", "true")], code), name)
    assert list(report.lines) == list(report.lines) != []
