"""数据核验: an untouched database agrees with itself; each kind of tampering is named."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.completion.test_pages import publish
from tests.support.office import make_office
from webapp import clock
from webapp.accounts.models import Employee
from webapp.assignments import queries as duties
from webapp.assignments import service as assignments
from webapp.assignments.models import Exemption, Fulfilment
from webapp.audit.models import AuditEntry
from webapp.completion import verification
from webapp.completion.models import Snapshot
from webapp.completion.service import freeze
from webapp.db import reading, transaction
from webapp.study import service as study
from webapp.study.models import Attendance


@pytest.fixture
def office(app, now):
    """An office with a duty, one exemption, a closed roll and a snapshot; the context stays open."""
    with app.app_context():
        with transaction() as session:
            found = make_office(session, now=now)
            row = publish(session, found, now)
            first = duties.duties_of_requirement(session, row.id, at=now)[0]
            assignments.exempt(
                session,
                first.assignment_id,
                reason="sick",
                approved_by="主任",
                approved_on=clock.local_day(now),
                evidence_note="已见原件",
                actor_id=None,
                now=now,
            )
            held = study.create_session(
                session,
                unit_id=found.unit_id,
                kinds=["standing_meeting"],
                title="常务会学法",
                starts_at=now - timedelta(days=2),
                actor_id=None,
                now=now,
            )
            marks = {found.principal.id: "present", found.leader.id: "present"}
            study.record_roll(session, held.id, marks, actor_id=None, now=now)
            study.close_roll(session, held.id, actor_id=None, now=now)
        with transaction() as session:
            freeze(session, found.unit_id, 2026, purpose="annual", at=now, actor_id=None, now=now)
        yield found


def differences(now) -> list[str]:
    """Run every check and return what each found."""
    return [text for check in verification.CHECKS for text in check.run(reading(), now).differences]


def test_an_untouched_database_agrees_with_itself(office, now):
    """Nothing is named, and the sheet says so in one page."""
    findings = [(check, check.run(reading(), now)) for check in verification.CHECKS]
    page = verification.sheet(["测试单位"], findings, at="2026-11-24 09:40")
    assert differences(now) == []
    assert page[0] == "数据核验单" and "没有发现不一致" in page[-1]
    assert len(page) < 30


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        (lambda office: sa.update(Attendance).values(status="absent"), "签到在关闭后被改动过"),
        (
            lambda office: sa.update(AuditEntry).where(AuditEntry.action == "roll.close").values(actor_id=9),
            "审计日志第",
        ),
        (lambda office: sa.update(Snapshot).values(content={"figures": {}}), "存档被改动过"),
        (lambda office: sa.delete(Snapshot), "存档第 1 号已不存在"),
        (lambda office: sa.delete(Exemption), "“免考”"),
        (
            lambda office: (
                sa.update(Employee)
                .where(Employee.id == office.employees_a[0].id)
                .values(department_id=office.department_b_id)
            ),
            "科室或人员类别与任职经历不一致",
        ),
        (
            lambda office: sa.insert(Fulfilment).values(
                assignment_id=2,
                source_kind="attempt",
                source_id=77,
                effective_at=clock.now(),
                recorded_at=clock.now() + timedelta(days=1),
            ),
            "答卷第 77 号",
        ),
    ],
)
def test_each_kind_of_tampering_is_named(office, now, tamper, named):
    """Whoever changes a row behind the program's back is found out, in words that name the place."""
    with transaction() as session:
        session.execute(tamper(office))
    found = differences(now)
    assert any(named in text for text in found), found


def test_a_later_change_through_the_services_is_no_difference(office, now):
    """An exemption revoked by a later event leaves the snapshot of before as it was."""
    later = now + timedelta(days=1)
    with transaction() as session:
        session.execute(sa.update(Exemption).values(revoked_at=later))
    assert differences(later) == []


def test_the_command_prints_the_sheet_and_ends_with_one_when_something_differs(office, xuefa):
    """Exit code 0 without a difference, 1 with one, which is named."""
    code, page, _ = xuefa("verify")
    assert code == 0 and "数据核验单" in page and "测试区人民政府办公室" in page
    with transaction() as session:
        session.execute(sa.update(Attendance).values(status="absent"))
    code, page, _ = xuefa("verify")
    assert code == 1 and "常务会学法" in page
