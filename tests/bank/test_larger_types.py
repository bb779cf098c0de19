"""Orderings, matchings and cases in the bank: shown whole, exported readably, stored without a hint of the key."""

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from question_bank import Option, Question, key_fingerprint, question_identity, question_to_json
from tests.bank.office import Office
from tests.bank.test_pages import browser_of
from webapp.bank import preview, queries, service
from webapp.bank.reading import Report
from webapp.bank.sheets import held_back_sheet
from webapp.db import transaction

STEPS = (Option("A", "立案"), Option("B", "调查取证"), Option("C", "告知"), Option("D", "决定"))
ORDERING = Question("ordering", "把办案步骤按先后排好", STEPS, ("A", "B", "C", "D"))
MATCHING = Question(
    type="matching",
    stem="连起来",
    options=(Option("A", "罚款"), Option("B", "徒刑")),
    key=(("A", "1"), ("B", "2")),
    matches=(Option("1", "行政责任"), Option("2", "刑事责任"), Option("3", "党纪责任")),
)
WRITTEN = Question("short_answer", "说明理由", (), ("有权",), key_points=("主体", "依据"))
CASE = Question("case_group", "某店被罚款", (), (), parts=(MATCHING, Question("true_false", "可以复议", (), ("true",))))
MARKED = Question("case_group", "某厂被罚款", (), (), parts=(WRITTEN,))
ALL = [ORDERING, MATCHING, CASE, MARKED, WRITTEN]


def report_of(*questions: Question) -> Report:
    """Return what is kept of a file that holds these questions."""
    read: list[dict[str, Any]] = [
        {
            "number": str(number),
            "section": None,
            "place": f"第{number}段",
            "doubts": [],
            "question": question_to_json(question),
            "identity": question_identity(question),
            "fingerprint": key_fingerprint(question),
            "line": number,
        }
        for number, question in enumerate(questions, start=1)
    ]
    return {"format": "json", "questions": read, "held_back": [], "unread": [], "lines": [["第1段", "…"]]}


@pytest.fixture
def stored(home: Office, now: datetime) -> dict[str, queries.QuestionRow]:
    """The questions after an import, by stem."""
    with transaction() as session:
        service.add_report(session, home.bank_id, report_of(*ALL), "题.json", actor_id=None, now=now)
    with transaction() as session:
        return {row.content.stem: row for row in queries.search(session, home.unit_id, queries.Wanted())}


def test_an_import_stores_ids_that_are_not_the_key(stored: dict[str, queries.QuestionRow]) -> None:
    """Same question, same key, other letters and numbers."""
    ordering, matching = stored["把办案步骤按先后排好"].content, stored["连起来"].content
    assert ordering.key != ORDERING.key and matching.key != MATCHING.key
    assert [question_identity(one) for one in (ordering, matching)] == list(map(question_identity, ALL[:2]))
    assert [key_fingerprint(one) for one in (ordering, matching)] == list(map(key_fingerprint, ALL[:2]))


def test_importing_the_same_again_adds_nothing(home: Office, stored: dict[str, queries.QuestionRow]) -> None:
    """What is stored under other letters is recognised."""
    with transaction() as session:
        found = queries.present(session, home.unit_id, [question_identity(one) for one in ALL])
    assert preview.build(report_of(*ALL), found).groups["present"] == len(ALL)


def test_a_question_page_shows_right_hand_side_and_parts(
    home: Office, app: Flask, now: datetime, stored: dict[str, queries.QuestionRow]
) -> None:
    """A matching with its numbers, a case with its sub-questions, an answer with its key points."""
    liaison: FlaskClient = browser_of(app, home.liaison_id, now)
    pages = {stem: liaison.get(f"/bank/questions/{row.question_id}").text for stem, row in stored.items()}
    assert "党纪责任" in pages["连起来"] and "A—行政责任；B—刑事责任" in pages["连起来"]
    assert "（1）连线" in pages["某店被罚款"] and "（2）正确" in pages["某店被罚款"]
    assert "要点1：主体" in pages["说明理由"]
    assert "案例" in liaison.get("/bank/").text


def test_the_preview_shows_all_of_a_case() -> None:
    """Its parts with their types, and what stands below each."""
    entry = preview.build(report_of(CASE), {}).entries[0]
    assert [(title, stem) for title, stem, _ in entry.parts] == [("（1）连线", "连起来"), ("（2）判断", "可以复议")]
    assert entry.parts[0][2][-1] == ("3", "党纪责任")
    assert (entry.type_label, entry.lines) == ("案例", ())


def test_an_exam_draws_what_a_person_has_to_mark_too(home: Office, stored: dict[str, queries.QuestionRow]) -> None:
    """Short answers and cases with one wait for the marking queue, in exams as in practice."""
    with transaction() as session:
        drawn = queries.pool(session, home.unit_id, [home.bank_id])
        practised = queries.pool(session, home.unit_id, [home.bank_id], for_exam=False)
    assert len(drawn) == len(practised) == len(ALL)


def rows(data: bytes) -> list[dict[str, Any]]:
    """Return the lines of a sheet by heading, without empty cells."""
    head, *lines = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    return [{str(name): cell for name, cell in zip(head, line, strict=True) if cell} for line in lines]


def test_each_type_leaves_in_readable_columns() -> None:
    """Letters in order, pairs as A-1, a case as its material and its parts under one number, key points beside."""
    conflicts = [{"index": at, "other_key": "另一个", "place": f"第{at + 1}段"} for at in range(len(ALL))]
    found = rows(held_back_sheet(report_of(*ALL), {"conflicts": conflicts}))
    assert [line["题型"] for line in found] == [
        *("排序题", "连线题", "案例题", "连线题", "判断题", "案例题", "简答题", "简答题")
    ]
    assert (found[0]["答案"], found[1]["答案"], found[1]["对应项3"]) == ("ABCD", "A-1；B-2", "党纪责任")
    assert [line.get("材料题组") for line in found[2:7]] == ["2", "2", "2", "3", "3"]
    assert "答案" not in found[2] and found[4]["答案"] == "正确"
    assert (found[7]["答案"], found[7]["要点"]) == ("有权", "主体；依据")


def test_a_conflict_leaves_with_all_its_parts() -> None:
    """The file to mend holds the material and each part with the reason."""
    receipt: Any = {"conflicts": [{"index": 0, "other_key": "（1）A—刑事责任", "place": "第1段"}]}
    found = rows(held_back_sheet(report_of(CASE), receipt))
    assert [line["题目"] for line in found] == ["某店被罚款", "连起来", "可以复议"]
    assert all("（1）A—刑事责任" in line["退回原因"] for line in found)
