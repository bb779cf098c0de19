"""Decide how scores from paper are keyed by one, checked by another, and only then become attempts that count."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from question_bank import spec_from_json
from webapp.audit.service import digest_of, record
from webapp.clock import local_day
from webapp.errors import Conflict, InvalidInput, NotAllowed, NotFound
from webapp.exams import life_queries, paper_exam_queries, paper_exam_rules, queries
from webapp.exams.attempts import add_event, exam_row, fulfil_if_qualified, record_attempt
from webapp.exams.models import Attempt, Exam, Grading, PaperScore, PaperSitting
from webapp.exams.paper_exam_rules import Difference, Entry
from webapp.exams.paper_exam_standing import Standing, many, refuse, standing
from webapp.exams.telling import tell
from webapp.files import StoredFile, keep
from webapp.notify.service import Letter
from webapp.settings import queries as settings

SCANS = (".pdf", ".jpg", ".jpeg", ".png")
"""What scanned papers may come as."""
MOST_TEXT = 500
Scan = tuple[bytes, str]
"""The checked bytes of an upload and its name."""


class LateWithoutReason(InvalidInput):
    """Scores that are 补录, and nobody said why."""

    def __init__(self) -> None:
        super().__init__("收卷已超过十个工作日，请写明补录原因。")


class KeyedOtherwise(InvalidInput):
    """A second keying that differs from the first; each difference is named."""

    def __init__(self, found: Sequence[Difference]) -> None:
        sentence = f"有 {len(found)} 处与先录入的不一致，请对照扫描件核对。"
        super().__init__(sentence, tuple(one.sentence for one in found))
        self.found = found


def key(
    session: orm.Session,
    exam_id: int,
    text: str,
    *,
    sat_at: datetime,
    scan: Scan,
    late_entry_reason: str = "",
    actor_id: int,
    now: datetime,
) -> PaperSitting:
    """Key the scores of those who handed in on paper at ``sat_at``, and ask a second person to check them.

    InvalidInput names each line that can't be entered, and then nothing is; LateWithoutReason for 补录 without a reason.
    """
    row = _locked(session, exam_id)
    found = _read(session, row, text, sat_at, but=None, actor_id=actor_id, now=now)
    late = _late_reason(session, sat_at, late_entry_reason, now=now)
    kept = keep(session, *scan, unit_id=row.exam.unit_id, actor_id=actor_id, now=now)
    sitting = PaperSitting(exam_id=exam_id, state="keyed", sat_at=sat_at, scan_id=kept.id)
    sitting.keyed_by, sitting.keyed_at, sitting.late_entry_reason = actor_id, now, late
    session.add(sitting)
    session.flush()
    _write(session, row.exam, sitting, found, kept, actor_id=actor_id, now=now)
    return sitting


def key_again(
    session: orm.Session,
    sitting_id: int,
    text: str,
    *,
    sat_at: datetime,
    scan: Scan | None,
    late_entry_reason: str = "",
    actor_id: int,
    now: datetime,
) -> PaperSitting:
    """Key a list anew that was returned or is not yet checked; ``scan`` None keeps the one that there is."""
    sitting = _sitting(session, sitting_id)
    row = _locked(session, sitting.exam_id)
    found = _read(session, row, text, sat_at, but=sitting_id, actor_id=actor_id, now=now)
    keyed: dict[str, Any] = {"state": "keyed", "keyed_by": actor_id, "keyed_at": now, "sat_at": sat_at}
    keyed["late_entry_reason"] = _late_reason(session, sat_at, late_entry_reason, now=now)
    undecided: dict[str, Any] = {"decided_by": None, "decided_at": None, "decision": ""}
    _claim(session, sitting_id, PaperSitting.state.in_(("keyed", "returned")), **keyed, **undecided)
    sitting = session.get_one(PaperSitting, sitting_id, populate_existing=True)
    kept = session.get_one(StoredFile, sitting.scan_id)
    if scan is not None:
        kept = keep(session, *scan, unit_id=row.exam.unit_id, actor_id=actor_id, now=now)
        sitting.scan_id = kept.id
    session.execute(sa.delete(PaperScore).where(PaperScore.sitting_id == sitting_id))
    _write(session, row.exam, sitting, found, kept, actor_id=actor_id, now=now)
    return sitting


def check(
    session: orm.Session,
    sitting_id: int,
    *,
    text: str,
    is_compared: bool,
    seen: datetime,
    actor_id: int,
    now: datetime,
) -> int:
    """Let a second person check a list: key it again (``text``), or say that it was compared with the scan.

    Each score becomes an attempt that counts from its sitting on; return how many. ``seen`` is when the list that was
    looked at was keyed. NotAllowed for whoever keyed it or stands in it; KeyedOtherwise where the keyings differ.
    """
    sitting = _sitting(session, sitting_id)
    row = _locked(session, sitting.exam_id)
    rows = paper_exam_queries.scores(session, sitting_id)
    _second_person(sitting, rows, actor_id)
    if text.strip():
        _compare(session, row, rows, text)
    elif not is_compared:
        raise InvalidInput("请再录一遍分数，或确认已对照扫描件逐人核对。")
    known = standing(session, row, but=sitting_id, now=now)
    refuse(row, [(one.employee_id, name) for one, name, _ in rows], known, sitting.sat_at)
    method = "rekeyed" if text.strip() else "compared"
    still = sa.and_(PaperSitting.state == "keyed", PaperSitting.keyed_at == seen)
    decided = {"decided_by": actor_id, "decided_at": now, "check_method": method}
    _claim(session, sitting_id, still, state="checked", **decided)
    sitting = session.get_one(PaperSitting, sitting_id, populate_existing=True)
    for one, _, _ in rows:
        one.attempt_id = _enter(session, row, sitting, one, known, actor_id=actor_id, now=now).id
    session.flush()
    people = [one.employee_id for one, _, _ in rows]
    body = f"您参加的《{row.exam.title}》纸笔考试，成绩已经录入并由第二人核对，可以到“我的考试”查看。"
    letter = Letter("exam.change", "纸笔考试成绩已登记", body, f"/exams/{row.exam.id}/intro")
    tell(session, people, letter, key=f"paper-score:{sitting_id}", actor_id=actor_id, now=now)
    digest = digest_of(lines_of(rows))
    what: dict[str, Any] = {"people_count": len(rows), "check_method": method}
    _record(session, "paper_sitting.check", row.exam, sitting, actor_id=actor_id, now=now, digest=digest, **what)
    return len(rows)


def send_back(
    session: orm.Session, sitting_id: int, reason: str, *, seen: datetime, actor_id: int, now: datetime
) -> None:
    """Let a second person return a list to whoever keyed it, with the reason."""
    reason, sitting = _text(reason, "请写明退回的原因"), _sitting(session, sitting_id)
    _second_person(sitting, [], actor_id)
    still = sa.and_(PaperSitting.state == "keyed", PaperSitting.keyed_at == seen)
    decided = {"decided_by": actor_id, "decided_at": now, "decision": reason}
    _claim(session, sitting_id, still, state="returned", **decided)
    exam = session.get_one(Exam, sitting.exam_id)
    _record(session, "paper_sitting.return", exam, sitting, actor_id=actor_id, now=now, reason=reason)
    body = f"《{exam.title}》的一份纸笔成绩被退回。原因：{reason}"
    letter = Letter("exam.change", "纸笔成绩被退回，请改正", body, f"/exams/sittings/{sitting_id}")
    told = f"paper-returned:{sitting_id}:{now.isoformat()}"
    tell(session, [sitting.keyed_by], letter, key=told, actor_id=actor_id, now=now)


def drop(session: orm.Session, sitting_id: int, reason: str, *, actor_id: int, now: datetime) -> None:
    """Give up a list that was keyed by mistake and is not checked; it stays on record and counts for nothing."""
    reason, sitting = _text(reason, "请写明不再登记的原因"), _sitting(session, sitting_id)
    _claim(session, sitting_id, PaperSitting.state.in_(("keyed", "returned")), state="dropped")
    exam = session.get_one(Exam, sitting.exam_id)
    _record(session, "paper_sitting.drop", exam, sitting, actor_id=actor_id, now=now, reason=reason)


def sections_of(exam: Exam) -> list[tuple[str, Decimal]]:
    """Return title and points of each section of an exam's paper."""
    return [(one.title, one.points * one.count) for one in spec_from_json(exam.spec).sections]


def lines_of(rows: Sequence[tuple[PaperScore, str, str | None]]) -> list[list[Any]]:
    """Return the scores of a list, JSON-ready and without names, as their seal covers them."""
    return [[one.employee_id, f"{one.score:.2f}", one.parts] for one, _, _ in rows]


def _sitting(session: orm.Session, sitting_id: int) -> PaperSitting:
    return _sitting_row(session, sitting_id).sitting


def _sitting_row(session: orm.Session, sitting_id: int) -> paper_exam_queries.SittingRow:
    found = paper_exam_queries.sitting(session, sitting_id)
    if found is None:
        raise NotFound("没有找到这份纸笔成绩，请从考试的纸笔页重新进入。")
    return found


def _locked(session: orm.Session, exam_id: int) -> queries.ExamRow:
    """Return a published exam whose attempts nobody else starts or enters until the end of the transaction."""
    queries.hold(session, exam_id)
    row = exam_row(session, exam_id)
    if not row.facts.is_published:
        raise Conflict("考试还没有发布，不能登记成绩，请先发布。")
    return row


def _read(
    session: orm.Session,
    row: queries.ExamRow,
    text: str,
    sat_at: datetime,
    *,
    but: int | None,
    actor_id: int,
    now: datetime,
) -> list[Entry]:
    """Return the scores of a list; InvalidInput names every line that can't be entered."""
    if sat_at > now:
        raise InvalidInput("收卷时间晚于现在，请改正。")
    people = life_queries.given(session, row.requirement.id)
    points = [most for _, most in sections_of(row.exam)]
    found, problems = paper_exam_rules.entries(text, people, points)
    if any(one.employee_id == actor_id for one in found):
        problems.append("不能录入本人的成绩，请由另一位法治联络员录入。")
    if problems:
        raise many(problems)
    known = standing(session, row, but=but, now=now)
    refuse(row, [(one.employee_id, one.full_name) for one in found], known, sat_at)
    return found


def _late_reason(session: orm.Session, sat_at: datetime, reason: str, *, now: datetime) -> str | None:
    """Return why scores are entered late, None for those that are not; LateWithoutReason where nobody says so."""
    sat_on, today = local_day(sat_at), local_day(now)
    if not paper_exam_rules.is_late_entry(sat_on, today, settings.working_days(session, sat_on, today)):
        return None
    if not reason.strip():
        raise LateWithoutReason
    return reason.strip()


def _write(
    session: orm.Session,
    exam: Exam,
    sitting: PaperSitting,
    found: Sequence[Entry],
    kept: StoredFile,
    *,
    actor_id: int,
    now: datetime,
) -> None:
    """Store the scores of a list, put the keying on record, and ask everybody who may check it."""
    for place, one in enumerate(found):
        parts = [paper_exam_rules.short(part) for part in one.parts] if one.parts else None
        score = PaperScore(sitting_id=sitting.id, employee_id=one.employee_id, place=place, score=one.score)
        score.parts = parts
        session.add(score)
    session.flush()
    digest = digest_of(lines_of(paper_exam_queries.scores(session, sitting.id)))
    what: dict[str, Any] = {"people_count": len(found), "sat_at": sitting.sat_at.isoformat(), "sha256": kept.sha256}
    what["is_late_entry"] = bool(sitting.late_entry_reason)
    _record(session, "paper_sitting.key", exam, sitting, actor_id=actor_id, now=now, digest=digest, **what)
    others = paper_exam_queries.checkers(session, _sitting_row(session, sitting.id), now=now)
    body = f"《{exam.title}》有 {len(found)} 人的纸笔成绩已录入，等第二人核对。"
    letter = Letter("exam.correction", "有一份纸笔成绩等您核对", body, f"/exams/sittings/{sitting.id}")
    told = f"paper-keyed:{sitting.id}:{now.isoformat()}"
    tell(session, others, letter, key=told, actor_id=actor_id, now=now)


def _second_person(sitting: PaperSitting, rows: Sequence[tuple[PaperScore, str, str | None]], actor_id: int) -> None:
    if sitting.keyed_by == actor_id:
        raise NotAllowed("录入的人不能自己核对，请由另一位法治联络员或领导办理。")
    if any(one.employee_id == actor_id for one, _, _ in rows):
        raise NotAllowed("这份成绩里有您本人的分数，请由另一位法治联络员或领导核对。")


def _compare(
    session: orm.Session, row: queries.ExamRow, rows: Sequence[tuple[PaperScore, str, str | None]], text: str
) -> None:
    people = life_queries.given(session, row.requirement.id)
    again, problems = paper_exam_rules.entries(text, people, [most for _, most in sections_of(row.exam)])
    if problems:
        raise many(problems)
    keyed = [
        Entry(one.employee_id, name, one.score, tuple(map(Decimal, one.parts)) if one.parts else None)
        for one, name, _ in rows
    ]
    found = paper_exam_rules.differences(keyed, again)
    if found:
        raise KeyedOtherwise(found)


def _claim(session: orm.Session, sitting_id: int, still: sa.ColumnElement[bool], **values: Any) -> None:
    """Change a list that is still as the decision saw it; of two at once the second is refused."""
    won = session.execute(sa.update(PaperSitting).where(PaperSitting.id == sitting_id, still).values(**values))
    if won.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("这份纸笔成绩刚刚被别人处理过，请刷新后再看。")


def _enter(
    session: orm.Session,
    row: queries.ExamRow,
    sitting: PaperSitting,
    score: PaperScore,
    known: Standing,
    *,
    actor_id: int,
    now: datetime,
) -> Attempt:
    """Make the attempt of a checked score: it began and ended at the sitting, sealed and entered like any other."""
    duty = known.duties[score.employee_id]
    window = paper_exam_rules.window_at(row.windows, queries.state_of(duty), sitting.sat_at)
    attempt = Attempt(
        exam_id=row.exam.id,
        window_id=window.window_id if window else None,
        employee_id=score.employee_id,
        assignment_id=duty.assignment_id,
        number=len(known.attempts.get(score.employee_id, ())) + 1,
        state="graded",
        seed="",
        snapshot={
            "items": [],
            "sections": [title for title, _ in sections_of(row.exam)],
            "multiple_rule": row.exam.spec["multiple_rule"],
            "on_paper": {"sitting_id": sitting.id, "parts": score.parts},
        },
        started_at=sitting.sat_at,
        deadline_at=sitting.sat_at,
        accepts_until=sitting.sat_at,
        submitted_at=sitting.sat_at,
        ended_by="invigilator",
        response_count=1,
        grading_number=1,
        score=score.score,
        is_on_paper=True,
    )
    session.add(attempt)
    session.flush()
    session.add(Grading(attempt_id=attempt.id, number=1, at=now, reason="paper", score=score.score))
    session.flush()
    add_event(session, attempt.id, "end", actor_id=actor_id, now=now, ended_by="invigilator", sitting_id=sitting.id)
    digest = digest_of(queries.proof(session, attempt.id))
    what: dict[str, Any] = {"digest": digest, "ended_by": "invigilator", "sitting_id": sitting.id}
    record_attempt(session, "attempt.end", attempt, row.exam, actor_id=actor_id, now=now, **what)
    fulfil_if_qualified(session, attempt, row.exam, now=now)
    return attempt


def _text(text: str, asked: str) -> str:
    if not text.strip() or len(text) > MOST_TEXT:
        raise InvalidInput(f"{asked}，{MOST_TEXT} 字以内。")
    return text.strip()


def _record(
    session: orm.Session,
    action: str,
    exam: Exam,
    sitting: PaperSitting,
    *,
    actor_id: int,
    now: datetime,
    digest: str | None = None,
    **detail: Any,
) -> None:
    subject: dict[str, Any] = {"unit_id": exam.unit_id, "subject_kind": "paper_sitting", "subject_id": sitting.id}
    what = {"exam_id": exam.id, **detail}
    record(session, action, actor_id=actor_id, now=now, detail=what, digest=digest, **subject)
