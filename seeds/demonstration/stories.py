"""Decide which exams each year holds: past years end with everybody done, the present one lies around today."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from seeds.demonstration import cast, chance, examining, founding, studying
from seeds.demonstration.examining import ExamStory
from seeds.demonstration.replay import Replay
from webapp.clock import local_day, local_instant
from webapp.completion import service as completion
from webapp.exams import service as exams
from webapp.reminders import service as reminders

Banks = Callable[[], Sequence[int]]
ANNUAL = exams.preset("xinjiang_2017")
_FAIL_FIRST = 0.08
_NOT_BEGUN = 0.34

DONE_DEPARTMENT = "法规科"
"""The department whose people have all passed this year's exam."""
EXTENDED = "钟佩瑜"
"""Who has more time for this year's exam, and has not begun it."""
FAILED_ONCE = frozenset({"宋雨笛", "梁以宁", "李思涵", "曾凡生"})
"""Those who have failed this year's exam once and have a second try left."""
NOT_BEGUN = frozenset({cast.OWING, "陆明泽", "谭思颖", cast.SECONDED, "程卫岭", EXTENDED})
BEGUN = frozenset({cast.PRINCIPAL, cast.DEPUTIES[0], cast.HEAD, cast.AUDITOR, cast.SYSTEM_ADMIN})
OVERDUE_ABSENT = frozenset({"张春雁", "李小军"})
OVERDUE_FAILED = frozenset({"李思涵"})
PASSED_LATE = frozenset({"史文韬"})
SICK = {cast.ON_SICK_LEAVE: ("sick", "已见原件，存人事科")}


def tell_past_year(replay: Replay, year: int, banks: Banks) -> None:
    """Let a whole year's exams be held: one in 2024, a special one besides in each later year; all end at 100%."""
    days = replay.days
    opens_on = days.on_or_after(date(year, 10, 13))
    due_on = days.after(opens_on, 11)
    exempt = {
        2024: {cast.ON_MATERNITY_LEAVE: ("maternity", "已见原件，存人事科")},
        2025: {cast.RETIREE: ("retiring", "人事科确认当年11月退休")},
    }
    annual = ExamStory(
        title=f"{year}年度学法考试",
        year=year,
        spec=ANNUAL.spec,
        preset=ANNUAL.code,
        minutes=ANNUAL.duration_minutes,
        roster_on=date(year, 9, 30),
        opens_on=opens_on,
        due_on=due_on,
        makeup=(days.after(due_on, 5), days.after(due_on, 9)),
        document=(f"澜普法办〔{year}〕9号", "关于组织年度学法考试的通知"),
        exempt=exempt.get(year, {}),
        not_begun=lambda name, _: year == 2025 and name == cast.LEAVER,
    )
    annual.fail_first = _failing(annual.title) - {cast.LEAVER}
    if year > 2024:
        annual.makeup_passers = frozenset({cast.SECONDED, "史文韬"})
        examining.tell(replay, _special(replay, year), banks)
    examining.tell(replay, annual, banks)


def _failing(title: str) -> frozenset[str]:
    return frozenset(name for name in founding.roster_names() if chance.share("fails", title, name) < _FAIL_FIRST)


def _special(replay: Replay, year: int) -> ExamStory:
    """The test of May and June; in 2025 the mover goes while it is open, and sits it afterwards."""
    opens_on = replay.days.on_or_after(date(year, 5, 19))
    due_on = replay.days.on_or_after(date(year, 6, 20))
    return ExamStory(
        title=f"{year}年民法典和宪法专项测试",
        year=year,
        spec=examining.SPECIAL_SPEC,
        preset="notice",
        minutes=45,
        roster_on=date(year, 4, 30),
        opens_on=opens_on,
        due_on=due_on,
        makeup=(replay.days.after(due_on, 3), replay.days.after(due_on, 8)),
        document=(f"澜普法办〔{year}〕4号", "关于开展专项测试的通知"),
        fail_first=_failing(f"{year}专项"),
        late_in_window=frozenset({cast.MOVER}),
    )


def tell_present_year(replay: Replay, year: int, banks: Banks) -> None:
    """Lay the year around today: a test that is over with a few overdue, an exam that is open, meetings to come."""
    examining.tell(replay, _test_that_is_over(replay, year), banks)
    examining.tell(replay, _exam_that_is_open(replay, year), banks)
    _tell_meetings(replay)
    yesterday = replay.days.before(local_day(replay.now), 1)
    replay.at(local_instant(yesterday, time(16, 30)), lambda at: _remind(replay, at))


def _test_that_is_over(replay: Replay, year: int) -> ExamStory:
    days, today = replay.days, local_day(replay.now)
    due_on = days.before(today, 10)
    return ExamStory(
        title=f"{year}年度法治专项测试",
        year=year,
        spec=examining.SPECIAL_SPEC,
        preset="notice",
        minutes=45,
        roster_on=days.before(today, 34),
        opens_on=days.before(today, 22),
        due_on=due_on,
        makeup=(days.before(today, 6), days.after(today, 8)),
        document=(f"澜普法办〔{due_on.year}〕3号", "关于开展法治专项测试的通知"),
        fail_first=_failing(f"{year}专项"),
        fail_all=OVERDUE_FAILED,
        makeup_passers=PASSED_LATE,
        not_begun=lambda name, _: name in OVERDUE_ABSENT,
        exempt=SICK,
    )


def _exam_that_is_open(replay: Replay, year: int) -> ExamStory:
    days, today = replay.days, local_day(replay.now)
    opens_on = days.before(today, 6)
    return ExamStory(
        title=f"{year}年度学法考试",
        year=year,
        spec=ANNUAL.spec,
        preset=ANNUAL.code,
        minutes=ANNUAL.duration_minutes,
        roster_on=days.before(today, 12),
        opens_on=opens_on,
        due_on=days.after(today, 7),
        makeup=(days.after(today, 12), days.after(today, 16)),
        document=(f"澜普法办〔{opens_on.year}〕9号", "关于组织年度学法考试的通知"),
        until=days.before(today, 1),
        fail_first=_failing(f"{year}年度"),
        fail_once=FAILED_ONCE,
        not_begun=_has_not_begun,
        exempt=SICK,
        extended={EXTENDED: (days.after(today, 11), "因公出差，经批准延期")},
    )


def _has_not_begun(name: str, department: str) -> bool:
    if name in NOT_BEGUN:
        return True
    if name in BEGUN or name in FAILED_ONCE or department == DONE_DEPARTMENT:
        return False
    return chance.share("not begun", name) < _NOT_BEGUN


def _tell_meetings(replay: Replay) -> None:
    """Let one meeting lie ahead on any day, and one be over whose roll is still to be closed."""
    days, today = replay.days, local_day(replay.now)
    ahead = studying.Meeting(
        ("central_group",),
        "法治政府建设重点任务专题学习",
        "xi_rule_of_law",
        days.after(today, 4),
        time(9, 0),
        "班子和科室负责人",
    )
    studying.hold(replay, ahead)
    yesterday = days.before(today, 1)
    if yesterday.year == today.year:
        over = studying.Meeting(
            ("youth_talk",), "青年说纪：公文里的规矩", "party_regulations", yesterday, time(15, 0), "青年"
        )
        studying.hold(replay, over, closes=False)


def _remind(replay: Replay, at: datetime) -> None:
    """Let the head of 综合二科 remind whoever there still owes something."""
    year = local_day(replay.now).year
    department_id = replay.departments[cast.MOVER_FROM]
    found = completion.figures_at(replay.session, replay.unit_id, year, at=at, department_id=department_id)
    owing = [person.employee_id for person in found.owing]
    reminders.remind(replay.session, replay.unit_id, owing, actor_id=replay.person(cast.HEAD), now=at)
