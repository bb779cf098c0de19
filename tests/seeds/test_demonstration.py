"""Hold the demonstration office to its promises: the known figures of 2024, true screens today, nobody real."""

import re
import sqlite3
from datetime import date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from seeds import demonstration
from seeds.demonstration import cast, chance
from tests.conftest import NOW
from tests.seeds import demo_office
from tests.seeds.demo_office import figures, unit_id
from tests.support import application
from webapp import clock
from webapp.accounts import queries as accounts
from webapp.accounts.models import AwayPeriod, Employee
from webapp.accounts.signing import prove
from webapp.assignments import service as assignments
from webapp.audit.models import AuditEntry
from webapp.db import reading, transaction
from webapp.errors import Conflict, InvalidInput
from webapp.exams import queries as exams
from webapp.exams import rules as exam_rules
from webapp.exams import service as exam_service
from webapp.exams.models import Attempt, Exam
from webapp.notify.models import Notice
from webapp.reports import service as reports
from webapp.settings.defaults import DEFAULTS
from webapp.settings.queries import installation_mode
from webapp.study import queries as study
from webapp.study import service as study_service

SEEDS = Path(demonstration.__file__).parents[1]
END_OF_2024 = clock.end_of_year(2024)
SPECIAL_2025 = "2025年民法典和宪法专项测试"

PRINTED_2024 = {
    "standing_meetings_led": "7次",
    "seminars": "6次",
    "completion_rate": "100％",
    "document_timeliness": "100%",
    "document_accuracy": "100%",
    "issued_documents": "644份",
    "issued_documents_decrease": "同比减少26%",
    "meetings_coordinated": "380余次",
    "visitors_received": "260余人次",
    "major_events": "40余次",
    "decision_catalogue": "1个",
    "normative_documents": "1份",
    "decision_review_rate": "100%",
    "contract_review_rate": "100%",
    "document_review_rate": "100%",
    "disclosed_information": "67项",
    "disclosure_requests": "15件",
    "bulletins": "80期",
    "proposals_followed": "226件",
    "livelihood_projects": "10件",
    "proposal_reply_rate": "100%",
    "bank_enterprise_events": "20场",
    "intended_loans": "112.42亿元",
    "granted_credit": "近60亿元",
    "listing_reserve": "5家",
}


@pytest.fixture(scope="module")
def loaded(sqlite_template, tmp_path_factory):
    """The office as it stands at NOW, in a file that tests copy, and how many steps the load took."""
    return demo_office.fill(sqlite_template, tmp_path_factory.mktemp("demo"), NOW)


@pytest.fixture
def demo(loaded, tmp_path):
    """The application on a copy of the office."""
    with demo_office.opened(application.copy_sqlite(loaded[0], tmp_path / "instance"), tmp_path / "instance") as app:
        yield app


def on(*day: int) -> datetime:
    """Return the end of a local day."""
    return clock.end_of_day(date(*day))


def open_exam() -> exams.ExamRow:
    """Return this year's exam."""
    return next(row for row in exams.published(reading(), unit_id()) if row.exam.title == "2026年度学法考试")


def test_the_office_has_its_people_and_says_that_it_is_made_up(demo):
    """86 people in a leadership and ten departments, most of them 在编, under a name that says 演示."""
    people = accounts.people(reading(), unit_id(), on=clock.local_day(NOW))
    everyone = reading().scalars(sa.select(Employee)).all()
    established = [p for p in everyone if p.employment_type in DEFAULTS["established_types"]]
    assert len(everyone) == 86
    assert len(people) == 84
    assert 72 <= len(established) <= 76
    assert len(accounts.departments(reading(), unit_id())) == 11
    assert people[0].full_name == cast.PRINCIPAL and people[0].is_principal and people[0].is_leadership
    assert "演示" in accounts.the_unit(reading()).name
    assert installation_mode(reading()) == "demonstration"


def test_2024_prints_the_known_figures(demo):
    """Every figure of the first report, with its qualifier (REPORT section 1)."""
    draft = reports.draft(reading(), unit_id(), cast.OFFICE, 2024, at=NOW)
    printed = {figure.code: figure.text for figure in draft.figures}
    assert {code: printed[code] for code in PRINTED_2024} == PRINTED_2024
    assert draft.missing == ()
    assert study.monthly_themes_held(reading(), unit_id(), 2024, at=NOW).held == 12
    assert study.monthly_themes_held(reading(), unit_id(), 2024, at=NOW).planned == 12


def test_every_officer_figure_names_its_source(demo):
    """A figure that only an officer can know says where it was looked up."""
    draft = reports.draft(reading(), unit_id(), cast.OFFICE, 2024, at=NOW)
    officers = [figure for figure in draft.figures if figure.source == "officer"]
    assert len(officers) == 22
    assert all("演示" in figure.proof for figure in officers)


def test_2025_computes_the_change_of_documents(demo):
    """586 after 644 documents is 9% less; nobody entered that."""
    draft = reports.draft(reading(), unit_id(), cast.OFFICE, 2025, at=NOW)
    change = next(figure for figure in draft.figures if figure.code == "issued_documents_decrease")
    assert (change.text, change.source) == ("同比减少9%", "platform")


@pytest.mark.parametrize("year", [2024, 2025])
def test_past_years_are_complete_by_evidence(demo, year):
    """100% and every duty that counts has a passed attempt behind it."""
    found = figures(year, clock.end_of_year(year))
    assert found.rate == "100%"
    assert found.people.completed == found.people.required > 70
    for person in found.persons:
        for duty in person.duties:
            assert duty.facts.exempt or duty.facts.withdrawn or duty.facts.fulfilments, person.full_name


def test_one_passed_attempt_less_is_less_than_full(demo):
    """71 of 72 people print 98.6%."""
    found = figures(2024, END_OF_2024)
    source_id = next(d.facts.fulfilments[0][2] for p in found.persons for d in p.duties if d.facts.fulfilments)
    with transaction() as session:
        assert assignments.revoke(session, "attempt", source_id, now=NOW) == 1
    after = figures(2024, NOW)
    assert (after.people.completed, after.people.required, after.rate) == (71, 72, "98.6%")


@pytest.mark.parametrize(
    ("code", "kind", "before", "after"),
    [
        ("standing_meetings_led", "standing_meeting", "7次", "6次"),
        ("seminars", "central_group", "6次", "5次"),
    ],
)
def test_one_session_less_changes_the_number(demo, code, kind, before, after):
    """A roll opened again takes its meeting out of the count until it is closed anew."""

    def printed() -> str | None:
        draft = reports.draft(reading(), unit_id(), cast.OFFICE, 2024, at=NOW)
        return next(figure.text for figure in draft.figures if figure.code == code)

    assert printed() == before
    session_id = study.count_of_kinds(reading(), unit_id(), 2024, (kind,), at=NOW).ids[0]
    with transaction() as session:
        study_service.reopen_roll(session, session_id, reason="核对签到", actor_id=None, now=NOW)
    assert printed() == after


def test_a_meeting_without_the_principal_does_not_count(demo):
    """Eight standing meetings were attended in 2024, one by a deputy alone."""
    assert study.count_of_kinds(reading(), unit_id(), 2024, ("standing_meeting",), at=NOW).count == 8
    assert study.standing_meetings_led(reading(), unit_id(), 2024, at=NOW).count == 7


def test_the_past_is_seen_as_it_was(demo):
    """By mid 2024 half of the meetings; in the middle of the exam some have passed; before it nobody owes anything."""
    middle = on(2024, 6, 30)
    assert study.standing_meetings_led(reading(), unit_id(), 2024, at=middle).count == 4
    assert study.monthly_themes_held(reading(), unit_id(), 2024, at=middle).held == 6
    assert figures(2024, middle).people.required == 0
    during = figures(2024, on(2024, 10, 18)).people
    assert 0 < during.completed < during.required == 72


def test_today_some_owe_and_a_few_are_overdue(demo):
    """The exam is open, part has passed, and an earlier test is overdue for a few."""
    found = figures(2026, NOW)
    states = [duty.state for person in found.persons for duty in person.duties]
    assert 20 <= found.people.completed <= 55
    assert states.count("outstanding") >= 15
    assert 2 <= found.people.overdue <= 5
    assert "completed_late" in states and "exempt" in states
    row = open_exam()
    main = next(window for window in row.windows if not window.is_makeup)
    assert main.opens_at < NOW < main.closes_at
    assert reading().scalar(sa.select(sa.func.count()).where(Attempt.state == "in_progress")) == 0


def test_the_employee_to_try_may_start_now(demo):
    """Who signs in as the first account owes this year's exam and gets a paper."""
    state, duty = demo_office.duties(figures(2026, NOW), cast.OWING)["2026年度学法考试"]
    assert state == "outstanding"
    with transaction() as session:
        attempt = exam_service.start(session, open_exam().exam.id, duty.employee_id, now=NOW)
        assert attempt.state == "in_progress" and len(attempt.snapshot["items"]) == 45


def test_the_head_to_try_has_people_who_owe_and_has_reminded_them(demo):
    """综合二科: several owe, one is overdue, the head is done; yesterday's reminder lies in the inboxes."""
    session = reading()
    head = demo_office.employee_id(session, cast.HEAD, NOW)
    department_id = accounts.employee(session, head).department_id
    assert [p.id for p in accounts.heads_of(session, department_id, on=NOW.date())] == [head]
    owing = figures(2026, NOW, department_id).owing
    assert cast.OWING in [p.full_name for p in owing] and cast.HEAD not in [p.full_name for p in owing]
    assert any(duty.state == "overdue" for person in owing for duty in person.owed)
    reminded = set(session.scalars(sa.select(Notice.employee_id).where(Notice.created_by == head)))
    assert reminded == {person.employee_id for person in owing}


@pytest.mark.parametrize(
    ("full_name", "role"),
    [
        (cast.OWING, None),
        (cast.HEAD, "department_head"),
        (cast.CLERK, "law_admin"),
        (cast.PRINCIPAL, "principal_leader"),
        (cast.AUDITOR, "auditor"),
        (cast.SYSTEM_ADMIN, "system_admin"),
    ],
)
def test_each_account_signs_in_with_its_role(demo, full_name, role):
    """The printed account and password open the part that they promise."""
    account = next(one for one in cast.ACCOUNTS if one.full_name == full_name)
    assert any(account.staff_number in line and full_name in line for line in demonstration.account_lines())
    proof = prove(reading(), account.staff_number, cast.PASSWORD)
    assert proof.is_right
    person = accounts.employee(reading(), proof.employee_id)
    assert person.full_name == full_name
    roles = accounts.roles_of(reading(), [person.id], on=NOW.date()).get(person.id, frozenset())
    assert (role in roles) if role else not roles


def test_movers_leavers_and_joiners_are_counted_where_they_belong(demo):
    """The open duty moved along and closed in 督查科; leaving ended one duty; later arrivals owe nothing."""
    departments = {node.id: node.name for node in accounts.departments(reading(), unit_id())}
    past = figures(2025, clock.end_of_year(2025))
    moved = demo_office.duties(past, cast.MOVER)[SPECIAL_2025]
    assert moved[0] == "completed" and departments[moved[1].department_id] == cast.MOVER_TO
    before = demo_office.duties(figures(2025, on(2025, 6, 8)), cast.MOVER)[SPECIAL_2025]
    assert before[0] == "outstanding" and departments[before[1].department_id] == cast.MOVER_FROM
    left = demo_office.duties(past, cast.LEAVER)
    assert (left["2025年度学法考试"][0], left[SPECIAL_2025][0]) == ("withdrawn", "completed")
    assert demo_office.duties(past, cast.RETIREE)["2025年度学法考试"][0] == "exempt"
    assert demo_office.duties(past, "陈思远") == {}
    assert demo_office.duties(figures(2026, NOW), "吴清扬") == {}
    assert demo_office.duties(figures(2024, END_OF_2024), cast.ON_MATERNITY_LEAVE)["2024年度学法考试"][0] == "exempt"


def test_who_serves_elsewhere_stays_required(demo):
    """借调 and 驻村 do not exempt (DOMAIN section 2)."""
    for name in (cast.SECONDED, cast.POSTED):
        employee_id = demo_office.employee_id(reading(), name, NOW)
        kinds = reading().scalars(sa.select(AwayPeriod.kind).where(AwayPeriod.employee_id == employee_id)).all()
        assert kinds[0] in {"secondment", "village_posting"}
        assert demo_office.duties(figures(2026, NOW), name)["2026年度学法考试"][0] in {"outstanding", "completed"}


def test_results_are_of_every_kind(demo):
    """Excellent, passed, passed on a make-up, failed, absent and exempt people are there to be shown."""
    results = set()
    for row in exams.exams(reading(), unit_id()):
        attempts = exams.facts_by_person(reading(), row.exam.id)
        for duty in assignments.queries.duties_of_requirement(reading(), row.requirement.id, at=NOW):
            state, own = exams.state_of(duty), attempts.get(duty.employee_id, [])
            results.add(exam_rules.result(row.facts, row.windows, state, own, now=NOW))
    assert {"excellent", "passed", "passed_on_makeup", "failed", "exempt"} <= results


def test_events_happened_in_order(demo):
    """The audit log, written in the order of the calls, never goes back in time, and nothing lies ahead of now."""
    instants = reading().scalars(sa.select(AuditEntry.at).order_by(AuditEntry.id)).all()
    assert len(instants) > 1000
    assert instants == sorted(instants)
    assert instants[-1] <= NOW


def test_attempts_are_answered_one_by_one_within_their_time(demo):
    """Answers were saved between start and hand-in, none after the deadline."""
    rows = (
        reading()
        .execute(
            sa.text(
                "SELECT count(*) FROM responses r JOIN attempts a ON a.id = r.attempt_id "
                "WHERE r.saved_at <= a.started_at OR r.saved_at > a.submitted_at"
            )
        )
        .scalar()
    )
    assert rows == 0
    assert reading().scalar(sa.select(sa.func.count()).select_from(Exam)) == 5


def test_progress_is_told_in_whole_steps(loaded):
    """The command's bar ends exactly at its length."""
    assert loaded[1] == demonstration.STEP_COUNT


def test_a_second_load_is_refused(demo):
    """An office is never mixed with another."""
    with pytest.raises(Conflict):
        demonstration.load(now=NOW, step=lambda: None)


def test_a_load_that_breaks_off_leaves_nothing(sqlite_template, tmp_path):
    """Everything is one transaction."""

    class Killed(BaseException):
        """What a kill looks like from inside."""

    calls: list[None] = []

    def step() -> None:
        calls.append(None)
        if len(calls) == 25:
            raise Killed

    url = application.copy_sqlite(sqlite_template, tmp_path)
    with demo_office.opened(url, tmp_path), pytest.raises(Killed):
        demonstration.load(now=NOW, step=step)
    with sqlite3.connect(tmp_path / "xuefa.sqlite3") as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        filled = [t for t in tables if database.execute(f'SELECT 1 FROM "{t}" LIMIT 1').fetchone()]
    assert filled == ["alembic_version"]


def test_a_clock_before_the_first_complete_years_is_refused(demo):
    """A machine that thinks it is 2023 gets a sentence, not an empty office."""
    with pytest.raises(InvalidInput, match="校准系统时间"):
        demonstration.load(now=datetime(2023, 5, 1, tzinfo=NOW.tzinfo), step=lambda: None)


def test_nobody_in_the_starting_data_can_be_real():
    """Phones begin with 12, which no mobile network uses; mail goes to example.com; no identity number."""
    texts = {
        path.name: path.read_text(encoding="utf-8")
        for path in SEEDS.rglob("*")
        if path.suffix in {".csv", ".txt", ".py"}
    }
    assert len(texts) > 20
    for name, text in texts.items():
        assert all(address.endswith("@example.com") for address in re.findall(r"[\w.+-]+@[\w.-]+", text)), name
        assert all(number.startswith("120000000") for number in re.findall(r"(?<!\d)\d{11}(?!\d)", text)), name
        assert not re.search(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)", text), name


def test_chance_depends_on_the_words_alone():
    """The same words give the same share in every run and on every machine."""
    assert chance.between(0, 999_999, "fixed") == 794_100
    assert chance.shuffled(range(6), "x") == [0, 2, 5, 4, 1, 3]
    drawn = {chance.between(3, 5, n) for n in range(100)}
    assert drawn == {3, 4, 5}


@pytest.mark.slow
@pytest.mark.parametrize(
    "today",
    [
        datetime(2026, 12, 31, 15, 59, tzinfo=NOW.tzinfo),
        datetime(2026, 12, 31, 16, 30, tzinfo=NOW.tzinfo),
        datetime(2026, 2, 18, 4, 0, tzinfo=NOW.tzinfo),
        datetime(2026, 7, 15, 2, 0, tzinfo=NOW.tzinfo),
        datetime(2026, 10, 4, 23, 0, tzinfo=NOW.tzinfo),
        datetime(2028, 2, 29, 0, 0, tzinfo=NOW.tzinfo),
    ],
    ids=[
        "last minute of a year",
        "first minutes of a year",
        "new year's holiday",
        "mid year",
        "october holiday",
        "leap",
    ],
)
def test_on_any_day_somebody_owes_and_the_past_is_the_same(today, loaded, sqlite_template, tmp_path):
    """Whenever it is loaded: past years full, duties open and overdue, a meeting ahead; 2024 to the last mark alike."""
    path, _ = demo_office.fill(sqlite_template, tmp_path, today)
    year = clock.local_day(today).year
    with demo_office.opened(f"sqlite:///{path}", tmp_path):
        for past in range(2024, year):
            assert figures(past, clock.end_of_year(past)).rate == "100%"
        found = figures(year, today)
        assert found.people.overdue >= 1 and found.people.outstanding >= 10 and found.people.completed >= 10
        assert any(duty.facts.opens_at <= today <= duty.facts.due_at for p in found.owing for duty in p.owed)
        assert study.upcoming(reading(), unit_id(), now=today)
        assert study.plan(reading(), unit_id(), year) is not None
    assert _marks_of_2024(path) == _marks_of_2024(loaded[0])


@pytest.mark.slow
def test_it_is_the_same_on_postgresql(postgres_url, tmp_path):
    """The other database holds the same figures."""
    with demo_office.opened(postgres_url, tmp_path):
        demonstration.load(now=NOW, step=lambda: None)
        assert figures(2024, END_OF_2024).rate == "100%"
        assert figures(2026, NOW).people.overdue >= 2
        draft = reports.draft(reading(), unit_id(), cast.OFFICE, 2024, at=NOW)
        printed = {figure.code: figure.text for figure in draft.figures}
        assert {code: printed[code] for code in PRINTED_2024} == PRINTED_2024


def _marks_of_2024(path: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as database:
        return database.execute(
            "SELECT e.full_name, a.number, a.score, a.submitted_at FROM attempts a "
            "JOIN employees e ON e.id = a.employee_id JOIN exams x ON x.id = a.exam_id "
            "WHERE x.title = '2024年度学法考试' ORDER BY a.id"
        ).fetchall()
