"""Decide which papers are drawn for places without computers, and that whoever takes one or its key is on record.

A drawn paper is stored with its seed and the versions that it shows, so that the same one comes out again for ever.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from sqlalchemy import orm

from question_bank import NoEvenPaper, NotEnoughQuestions, PaperSpec, Question, assemble, get_type, spec_from_json
from webapp.audit.service import record
from webapp.bank import queries as bank
from webapp.errors import Conflict, InvalidInput, NotFound
from webapp.exams import correction_queries, facilities, paper, paper_exam_queries, queries, sheets
from webapp.exams.attempts import exam_row
from webapp.exams.correction_rules import InForce
from webapp.exams.models import Exam, PrintedPaper
from webapp.exams.printing_words import paper_letter

MOST_PAPERS = 8
"""So many different papers serve the largest room: neighbours on all sides have another."""
_SEEDS = 5
KINDS: Mapping[str, str] = {"paper": "试卷", "sheet": "答题卡", "key": "参考答案"}


@dataclass(frozen=True)
class Item:
    """One question as it is printed: its number, points, content, and what ``sheets.control_of`` says of it."""

    number: int
    points: Decimal
    content: Question
    shown: Mapping[str, Any]
    key: str


@dataclass(frozen=True)
class Section:
    """One section of a printed paper."""

    title: str
    rule: str
    items: Sequence[Item]


@dataclass(frozen=True)
class Sheet:
    """All that a printed file says: whose exam, its rules, which paper, and the sections."""

    unit_name: str
    title: str
    letter: str
    duration_minutes: int
    total_points: Decimal
    sections: Sequence[Section]


def draw(session: orm.Session, exam_id: int, count: int, *, actor_id: int, now: datetime) -> list[PrintedPaper]:
    """Draw so many further papers, each different from all before it; Conflict when the banks don't hold enough."""
    queries.hold(session, exam_id)
    row = exam_row(session, exam_id)
    present = paper_exam_queries.printed(session, exam_id)
    if not 1 <= count <= MOST_PAPERS - len(present):
        raise InvalidInput(f"一场考试最多出 {MOST_PAPERS} 套不同的试卷，请减少套数。")
    spec = spec_from_json(row.exam.spec)
    pool = facilities.pool(session, row.exam, spec)
    versions = bank.current_versions(session, [entry.id for entry in pool])
    snapshots = [one.snapshot for one in present]
    drawn = []
    for number in range(len(present) + 1, len(present) + 1 + count):
        snapshot = _another(spec, pool, versions, snapshots)
        snapshots.append(snapshot)
        one = PrintedPaper(exam_id=exam_id, number=number, seed=snapshot["seed"], snapshot=snapshot)
        one.drawn_by, one.drawn_at = actor_id, now
        drawn.append(one)
    session.add_all(drawn)
    session.flush()
    _record(session, "exam.draw", row.exam, actor_id=actor_id, now=now, papers=[one.number for one in drawn])
    return drawn


def _another(
    spec: PaperSpec, pool: Any, versions: Mapping[int, tuple[int, Question]], before: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return the snapshot of a paper unlike those before it, with questions that none of them holds first."""
    seen = frozenset[int]().union(*(paper.question_ids(one) for one in before))
    taken = [_looks(one) for one in before]
    for _ in range(_SEEDS):
        try:
            snapshot = paper.freeze(assemble(spec, pool, secrets.token_hex(32), seen=seen), spec, versions)
        except (NoEvenPaper, NotEnoughQuestions):
            raise Conflict("题库题目不足，出不了试卷，请先补充题目或减少题数。") from None
        if _looks(snapshot) not in taken:
            return snapshot
    raise Conflict("按这个组卷方案出不了更多不同的试卷，请补充题目或打乱题目、选项顺序。")


def _looks(snapshot: Mapping[str, Any]) -> list[tuple[int, Any]]:
    return [(item["question_id"], item["option_order"]) for item in snapshot["items"]]


def take(
    session: orm.Session, exam_id: int, number: int, kind: str, unit_name: str, *, actor_id: int, now: datetime
) -> Sheet:
    """Return what a file of a drawn paper says, and put on record who took it; ``kind`` is one of ``KINDS``.

    Nobody takes a key while answering questions: Conflict for one with an attempt under way.
    """
    found = paper_exam_queries.printed_paper(session, exam_id, number)
    if found is None or kind not in KINDS:
        raise NotFound("没有找到这套试卷，请从考试的纸笔页重新进入。")
    if kind == "key" and paper_exam_queries.is_answering(session, actor_id):
        raise Conflict("您正在答题，请交卷后再取参考答案。")
    exam = exam_row(session, exam_id).exam
    action = "exam.open_key" if kind == "key" else "exam.print"
    _record(session, action, exam, actor_id=actor_id, now=now, papers=[number], printed=kind)
    shown = paper.version_ids(found.snapshot)
    in_force = correction_queries.in_force(session, shown)
    contents = bank.versions(session, {*shown, *(one.new_version_id for one in in_force.values())})
    letter = paper_letter(number)
    return sheet_of(found.snapshot, contents, exam, unit_name=unit_name, letter=letter, in_force=in_force)


def corrected_places(session: orm.Session, papers: Sequence[PrintedPaper]) -> dict[int, list[int]]:
    """Return the places, from 1, of the questions whose key was corrected, by paper; papers without any are left out.

    Their key sheets say so from now on; scores that were marked on paper by the wrong key are put right by hand.
    """
    shown = {one.number: paper.version_ids(one.snapshot) for one in papers}
    in_force = correction_queries.in_force(session, {version_id for ids in shown.values() for version_id in ids})
    found = {
        number: [place for place, version_id in enumerate(ids, start=1) if version_id in in_force]
        for number, ids in shown.items()
    }
    return {number: places for number, places in found.items() if places}


def sheet_of(
    snapshot: Mapping[str, Any],
    contents: Mapping[int, Question],
    exam: Exam,
    *,
    unit_name: str,
    letter: str,
    in_force: Mapping[int, InForce] = MappingProxyType({}),
) -> Sheet:
    """Return what the files of a paper say; ``contents`` by version id, those that corrections lead to included."""
    sections: list[list[Item]] = [[] for _ in snapshot["sections"]]
    for place, item in enumerate(snapshot["items"]):
        content = contents[item["version_id"]]
        shown = sheets.control_of(item, content, "", None, snapshot["multiple_rule"])
        key = _key(item, contents, in_force)
        sections[item["section"]].append(Item(place + 1, Decimal(item["points"]), content, shown, key))
    return Sheet(
        unit_name=unit_name,
        title=exam.title,
        letter=letter,
        duration_minutes=exam.duration_minutes,
        total_points=exam.total_points,
        sections=[
            Section(title, items[0].shown["rule_text"], items)
            for title, items in zip(snapshot["sections"], sections, strict=True)
            if items
        ],
    )


def _key(item: Mapping[str, Any], contents: Mapping[int, Question], in_force: Mapping[int, InForce]) -> str:
    """Return the key of an item in the letters that its paper shows, after all corrections in force."""
    version_id, is_for_all = item["version_id"], False
    while version_id in in_force:
        is_for_all |= in_force[version_id].method == "all_credit"
        version_id = in_force[version_id].new_version_id
    corrected = replace(contents[item["version_id"]], key=contents[version_id].key)
    return "全体给分" if is_for_all else get_type(item["type"]).key_labels(corrected, paper.shown_order(item))


def _record(session: orm.Session, action: str, exam: Exam, *, actor_id: int, now: datetime, **detail: Any) -> None:
    subject: dict[str, Any] = {"unit_id": exam.unit_id, "subject_kind": "exam", "subject_id": exam.id}
    record(session, action, actor_id=actor_id, now=now, detail=detail, **subject)
