"""数据核验 of exams and decisions: whoever touches an answer, a score, a duty's evidence or an exemption is found out."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from tests.assignments import office as offices
from tests.exams import builders
from tests.exams.builders import CLOSES, MINUTE, OPENS
from webapp.assignments import queries as duties
from webapp.assignments import service as assignments
from webapp.assignments.models import Assignment, AssignmentChange, Exemption, Fulfilment, Override
from webapp.audit.models import AuditEntry
from webapp.completion import verification
from webapp.completion.service import freeze
from webapp.db import reading, transaction
from webapp.exams import service
from webapp.exams.models import Attempt, AttemptResponse, Grading, ItemResult

AFTER = CLOSES + timedelta(days=1)


@pytest.fixture
def sat(app):
    """Four people: one passed, one failed, one left the paper open, one is exempt; the context stays open."""
    with app.app_context():
        with transaction() as session:
            office = offices.found(session, people_count=4)
            exam = builders.published(session, office)
            passed = builders.sit(session, exam, office.ids[0])
            builders.sit(session, exam, office.ids[1], right_count=1)
            service.start(session, exam.id, office.ids[2], now=OPENS)
            duty = duties.duties_of(session, office.ids[3], at=OPENS)[0]
            assignments.exempt(
                session,
                duty.assignment_id,
                reason="sick",
                approved_by="主任",
                approved_on=OPENS.date(),
                evidence_note="",
                actor_id=None,
                now=OPENS,
            )
        yield passed.id


def named(now=AFTER) -> list[str]:
    """Return every difference that any check names."""
    return [text for check in verification.CHECKS for text in check.run(reading(), now).differences]


def test_untouched_exams_agree_and_the_running_one_is_left_out(sat):
    """Nothing is named, and the sheet says how many attempts under way it could not look at."""
    assert named() == []
    findings = [(check, check.run(reading(), AFTER)) for check in verification.CHECKS]
    assert "正在作答的 1 份不在核验范围" in "\n".join(verification.sheet(["某区"], findings, at=""))


def _forged(**more):
    values = {"assignment_id": 2, "source_kind": "attempt", "effective_at": OPENS, "recorded_at": OPENS}
    return sa.insert(Fulfilment).values(**values | more)


TAMPERS = {
    "a score raised": (
        lambda n: sa.update(Attempt).where(Attempt.id == 2).values(score=Decimal(99)),
        "得分与最近一次评分",
    ),
    "a score taken away": (
        lambda n: sa.update(Attempt).where(Attempt.id == n).values(score=None),
        "得分与最近一次评分",
    ),
    "a grading raised": (lambda n: sa.update(Grading).where(Grading.attempt_id == n).values(score=Decimal(99)), "评分"),
    "a grading removed": (lambda n: sa.update(Attempt).where(Attempt.id == n).values(grading_number=0), "评分"),
    "an item raised": (
        lambda n: (
            sa.update(ItemResult).where(ItemResult.attempt_id == 2, ItemResult.item == 4).values(awarded=Decimal(20))
        ),
        "逐题得分之和",
    ),
    "an answer changed": (
        lambda n: sa.update(AttemptResponse).where(AttemptResponse.attempt_id == n).values(response='"A"'),
        "校验码不符",
    ),
    "an earlier hand-in": (
        lambda n: sa.update(Attempt).where(Attempt.id == n).values(submitted_at=OPENS + MINUTE),
        "校验码不符",
    ),
    "a seal taken away": (
        lambda n: sa.update(AuditEntry).where(AuditEntry.action == "attempt.end").values(digest=None),
        "校验码",
    ),
    "evidence taken away": (lambda n: sa.delete(Fulfilment), "已合格，但没有记为完成"),
    "evidence revoked": (lambda n: sa.update(Fulfilment).values(revoked_at=OPENS), "已合格，但没有记为完成"),
    "evidence moved": (lambda n: sa.update(Fulfilment).values(assignment_id=2), "完成记录的任务"),
    "evidence made earlier": (lambda n: sa.update(Fulfilment).values(effective_at=OPENS), "交卷时间"),
    "evidence of a failed attempt": (lambda n: _forged(source_id=2), "没有合格，却记为完成"),
    "evidence of another's attempt": (lambda n: _forged(source_id=n), "完成记录的任务"),
    "evidence of a running attempt": (lambda n: _forged(source_id=3), "没有交卷的答卷第 3 号"),
    "evidence out of nowhere": (lambda n: _forged(source_kind="external", source_id=1), "没有可以核对的依据"),
    "an exemption without decision": (
        lambda n: sa.insert(Exemption).values(
            assignment_id=2, reason="sick", approved_by="x", approved_on=OPENS.date(), recorded_at=OPENS
        ),
        "免考记录与审计日志不符",
    ),
    "an exemption taken away": (lambda n: sa.delete(Exemption), "免考记录与审计日志不符"),
    "an extension without decision": (
        lambda n: sa.insert(Override).values(assignment_id=2, due_at=AFTER, reason="x", recorded_at=OPENS),
        "个别调整记录与审计日志不符",
    ),
    "a duty ended without event": (
        lambda n: sa.insert(AssignmentChange).values(
            assignment_id=2, kind="withdrawn", effective_at=OPENS, recorded_at=OPENS
        ),
        "审计日志里没有这次变动",
    ),
    "a duty's department changed": (
        lambda n: sa.update(Assignment).where(Assignment.id == 2).values(department_id=3),
        "现在的科室与变动记录不一致",
    ),
}


@pytest.mark.parametrize("deed", sorted(TAMPERS))
def test_what_was_changed_behind_the_program_is_named(sat, deed):
    """One row is changed directly in the database; the verification says which, in words."""
    tamper, sentence = TAMPERS[deed]
    with transaction() as session:
        session.execute(tamper(sat))
    found = named()
    assert any(sentence in text for text in found), found


def test_a_deleted_attempt_is_missed(sat):
    """The audit log remembers that it was handed in."""
    with transaction() as session:
        for table in (AttemptResponse, ItemResult, Grading):
            session.execute(sa.delete(table).where(table.attempt_id == 2))
        session.execute(sa.text("delete from attempt_events where attempt_id = 2"))
        session.execute(sa.delete(Attempt).where(Attempt.id == 2))
    assert any("答卷第 2 号已不存在" in text for text in named())


def test_a_snapshot_taken_before_the_sweep_stays_true(sat):
    """The attempt that was under way at the snapshot is ended later at its deadline: no difference."""
    deadline = OPENS + 60 * MINUTE
    at = deadline + timedelta(seconds=10)
    with transaction() as session:
        freeze(session, 1, 2026, purpose="annual", at=at, actor_id=None, now=at)
    with transaction() as session:
        service.end_attempt(session, 3, ended_by="deadline", now=deadline + MINUTE)
    assert named() == []


def test_the_command_speaks_json(sat, xuefa):
    """What was checked and what differs, with exit code 1 when something does."""
    with transaction() as session:
        session.execute(sa.delete(Fulfilment))
    code, page, _ = xuefa("verify", "--json")
    found = json.loads(page)
    assert code == 1 and found["is_clean"] is False and found["units"] == ["某区政府办"]
    assert [check["name"] for check in found["checks"] if check["differences"]] == ["完成依据"]
