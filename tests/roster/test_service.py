"""Confirming a roster: all or nothing, the same again changes nothing, order, movers and leavers with their duties."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import orm

from tests.roster import files
from tests.support.office import Office
from webapp.accounts import queries as accounts
from webapp.accounts.models import Employee, OrgNode
from webapp.assignments import service as assignments
from webapp.assignments.queries import duties_of
from webapp.audit.models import AuditEntry
from webapp.clock import local_day
from webapp.db import reading, transaction
from webapp.errors import Conflict
from webapp.files import StoredFile
from webapp.roster import queries, service
from webapp.roster.models import RosterImport
from webapp.roster.reading import read_roster

FULL = (
    ("T001", "甲一", "领导班子", "主任", "公务员", ""),
    ("T002", "甲二", "领导班子", "副主任", "公务员", ""),
    ("T003", "乙一", "综合科", "四级主任科员", "公务员", "13900000003"),
    ("T004", "乙二", "综合科", "科长", "公务员", ""),
    *((f"T01{i}", f"丙{n}", "综合科", "科员", "公务员", "") for i, n in enumerate("一二三", 1)),
    ("T031", "戊一", "综合科", "文员", "编外聘用", ""),
    *((f"T02{i}", f"丁{n}", "文秘科", "科员", "公务员", "") for i, n in enumerate("一二", 1)),
    *((f"T04{i}", f"己{n}", "文秘科", "科员", "公务员", "") for i, n in enumerate("一二三", 1)),
)
"""The office's roster as it stands."""


@pytest.fixture
def home(app: Flask, office: Office) -> Iterator[Office]:
    """The office, with the application's context open for the test."""
    with app.app_context():
        yield office


def bring(office: Office, data: bytes, *, now: datetime) -> service.Receipt:
    """Import a .csv in one transaction."""
    with transaction() as session:
        return service.import_file(session, office.unit_id, data, "名册.csv", actor_id=office.law_admin.id, now=now)


def whole(
    office: Office, data: bytes, leavers: dict[int, service.Leaving], *, now: datetime
) -> tuple[service.Receipt, int]:
    """Upload a file declared whole and confirm it; return the receipt and the import's id."""
    actor_id, roster = office.law_admin.id, read_roster(data, "名册.csv")
    with transaction() as session:
        kept = service.upload(
            session, office.unit_id, roster, data, "名册.csv", is_whole=True, actor_id=actor_id, now=now
        )
    with transaction() as session:
        imported = session.get_one(RosterImport, kept.id)
        return service.confirm(session, imported, leavers, None, actor_id=actor_id, now=now), kept.id


def names(office: Office, on: date) -> list[str]:
    """Return who serves, in 机构序."""
    return [person.full_name for person in accounts.people(reading(), office.unit_id, on=on)]


def state(session: orm.Session) -> list[object]:
    """Return everything that a roster may change: people, spells, departments."""
    return [
        [tuple(row) for row in session.execute(sa.text(f"select * from {table} order by id"))]
        for table in ("employees", "employment_spells", "org_nodes", "org_node_spells", "roster_imports")
    ]


def give_duty(office: Office, *, due_at: datetime, now: datetime) -> None:
    """Give everybody of the office a duty."""
    with transaction() as session:
        made = assignments.create_requirement(
            session,
            unit_id=office.unit_id,
            kind="reading_list",
            title="自学",
            year=2026,
            roster_on=local_day(now),
            opens_at=now - timedelta(days=20),
            due_at=due_at,
            counts_until=due_at + timedelta(days=30),
            actor_id=None,
            now=now - timedelta(days=20),
        )
        people = accounts.people(session, office.unit_id, on=local_day(now))
        assignments.publish(session, made.id, people, actor_id=None, now=now - timedelta(days=20))


def test_the_office_as_it_stands_changes_nothing(home: Office, now: datetime) -> None:
    """Everybody is found, twice: no row of people, spells or departments differs afterwards."""
    first = bring(home, files.roster(*FULL), now=now)
    before = state(reading())[:-1]
    second = bring(home, files.roster(*FULL), now=now + timedelta(days=1))
    assert (first.unchanged_count, second.unchanged_count) == (len(FULL), len(FULL))
    assert second == service.Receipt(unchanged_count=len(FULL))
    assert state(reading())[:-1] == before


def test_new_people_and_departments_in_file_order(home: Office, now: datetime) -> None:
    """Departments are founded in the order of the file, people stand in it, 领导班子 first."""
    people = [*FULL, ("N1", "子一", "法规科", "科长", "公务员", ""), ("N2", "子二", "新设科", "", "返聘", "")]
    receipt = bring(home, files.roster(*people[::-1]), now=now)
    assert receipt.added_count == 2
    nodes = [node.name for node in accounts.departments(reading(), home.unit_id)]
    assert nodes == ["领导班子", "新设科", "法规科", "文秘科", "综合科"]
    assert names(home, local_day(now))[:4] == ["甲二", "甲一", "子二", "子一"]


def test_a_list_of_a_few_leaves_the_order_alone(home: Office, now: datetime) -> None:
    """Somebody new stands at the end of the department; nobody else moves."""
    before = names(home, local_day(now))
    bring(home, files.roster(("N1", "子一", "综合科", "科员", "公务员", ""), FULL[2]), now=now)
    after = names(home, local_day(now))
    assert [name for name in after if name != "子一"] == before
    assert after.index("子一") == after.index("戊一") + 1


@pytest.mark.parametrize(
    "bad",
    [
        ("T001", "某某", "综合科", "科员", "公务员", ""),
        ("N2", "子二", "综合科", "科员", "特聘", ""),
        ("T003", "乙一", "综合科", "科员", "公务员", ""),
    ],
)
def test_a_conflict_writes_nothing(home: Office, now: datetime, bad: tuple[str, ...]) -> None:
    """One line in conflict refuses the whole file, with the place of each, and not even the upload stays."""
    before = state(reading())
    lines = [*FULL, ("N1", "子一", "新设科", "科长", "公务员", ""), bad]
    with pytest.raises(Conflict) as refused:
        bring(home, files.roster(*lines), now=now)
    assert any(bad[1] in line and "第16行" in line for line in refused.value.details)
    assert state(reading()) == before


def test_a_failure_half_way_writes_nothing(home: Office, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last step fails, the first people of the file are not there either."""
    before = state(reading())

    def fail(*_args: object, **_options: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("webapp.accounts.service.order_people", fail)
    with pytest.raises(RuntimeError):
        bring(home, files.roster(*FULL, ("N1", "子一", "新设科", "科长", "公务员", "")), now=now)
    assert state(reading()) == before


def test_a_mover_takes_open_duties_along(home: Office, now: datetime) -> None:
    """The preview counts the duty, the import moves person and duty, and the spell begins today."""
    give_duty(home, due_at=now + timedelta(days=5), now=now)
    mover = home.employees_a[0]
    lines = [(*one[:2], "文秘科", *one[3:]) if one[0] == mover.staff_number else one for one in FULL]
    content = service.content_of(read_roster(files.roster(*lines), "名册.csv"))
    compared = queries.comparison(reading(), home.unit_id, content, is_whole=False)
    assert queries.touched_duties(reading(), compared, on=local_day(now), at=now) == {mover.id: 1}
    receipt = bring(home, files.roster(*lines), now=now)
    assert (receipt.moved_count, receipt.moved_duty_count) == (1, 1)
    later = now + timedelta(hours=1)
    assert [duty.department_id for duty in duties_of(reading(), mover.id, at=later)] == [home.department_b_id]
    assert [spell.department_name for spell in accounts.spells_of(reading(), mover.id)] == ["文秘科", "综合科"]


def test_leavers_are_confirmed_one_by_one(home: Office, now: datetime) -> None:
    """Of two who are not in a whole file one is confirmed: that one leaves with the open duty, the other stays."""
    give_duty(home, due_at=now + timedelta(days=5), now=now)
    gone, stays = home.employees_b
    data = files.roster(*(one for one in FULL if one[1] not in {gone.full_name, stays.full_name}))
    receipt, _ = whole(home, data, {gone.id: service.Leaving(local_day(now), "transfer")}, now=now)
    assert (receipt.left_count, receipt.stayed_count, receipt.withdrawn_count) == (1, 1, 1)
    serving = names(home, local_day(now))
    assert gone.full_name not in serving and stays.full_name in serving
    person = reading().get_one(Employee, gone.id)
    assert (person.left_on, person.is_enabled) == (local_day(now), False)
    assert [duty.withdrawn for duty in duties_of(reading(), gone.id, at=now + timedelta(hours=1))] == [True]


def test_a_stranger_among_the_leavers_is_not_touched(home: Office, now: datetime) -> None:
    """Only who is proposed can be confirmed to leave: not who is in the file, and nobody of another unit."""
    leaving = service.Leaving(local_day(now), "transfer")
    receipt, _ = whole(home, files.roster(*FULL), {home.stranger.id: leaving, home.head.id: leaving}, now=now)
    assert receipt.left_count == 0
    assert reading().get_one(Employee, home.stranger.id).left_on is None


def test_confirmed_twice_is_confirmed_once(home: Office, now: datetime) -> None:
    """The second time returns the first receipt and writes nothing."""
    data = files.roster(*FULL, ("N1", "子一", "综合科", "科员", "公务员", ""))
    receipt, import_id = whole(home, data, {}, now=now)
    before = state(reading())
    with transaction() as session:
        imported = session.get_one(RosterImport, import_id)
        assert service.confirm(session, imported, {}, "", actor_id=None, now=now) == receipt
    assert state(reading()) == before


def test_what_changed_since_the_preview_is_looked_at_again(home: Office, now: datetime) -> None:
    """A mark of an older office is refused before anything is written."""
    data = files.roster(*FULL, ("N1", "子一", "综合科", "科员", "公务员", ""))
    with transaction() as session:
        roster = read_roster(data, "名册.csv")
        kept = service.upload(session, home.unit_id, roster, data, "名册.csv", is_whole=False, actor_id=None, now=now)
        compared = queries.comparison(session, home.unit_id, kept.content, is_whole=False)
    bring(home, data, now=now)
    with transaction() as session:
        imported = session.get_one(RosterImport, kept.id)
        with pytest.raises(Conflict, match="重新核对"):
            service.confirm(session, imported, {}, service.seen_of(compared), actor_id=None, now=now)
    assert reading().get_one(RosterImport, kept.id).state == "preview"


def test_an_administrator_without_department_gets_one(home: Office, now: datetime) -> None:
    """Whoever was founded before the roster is found in it by the phone and is not doubled."""
    with transaction() as session:
        person = session.get_one(Employee, home.law_admin.id)
        person.department_id = None
    receipt = bring(home, files.roster(*FULL), now=now)
    assert (receipt.added_count, receipt.moved_count) == (0, 1)


def test_no_file_stays_and_the_deed_is_recorded(home: Office, now: datetime) -> None:
    """The file with its identity numbers is not kept; the audit log has the digest, the counts and no name."""
    data = files.csv("姓名,科室,身份证号", "子一,综合科,110101199001011230")
    bring(home, data, now=now)
    session = reading()
    assert session.scalar(sa.select(sa.func.count()).select_from(StoredFile)) == 0
    assert "110101199001011230" not in repr(state(session))
    details = {entry.action: entry.detail for entry in session.scalars(sa.select(AuditEntry))}
    assert details["roster.confirm"]["added_count"] == 1
    assert "子一" not in repr([details["roster.upload"], details["roster.confirm"]])


def test_departments_are_founded_once(home: Office, now: datetime) -> None:
    """Two people of a new department make one node."""
    bring(home, files.roster(*((f"N{i}", f"子{n}", "新设科", "", "公务员", "") for i, n in enumerate("一二"))), now=now)
    found = sa.select(sa.func.count()).select_from(OrgNode).where(OrgNode.name == "新设科")
    assert reading().scalar(found) == 1
