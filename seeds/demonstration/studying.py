"""Decide what the demonstration office studies together: the year plan, its monthly themes, every other meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from seeds.demonstration import cast, chance
from seeds.demonstration.days import morning, read_table
from seeds.demonstration.replay import Replay
from webapp.accounts.queries import PersonOnDay
from webapp.clock import local_day, local_instant
from webapp.labels import CATEGORIES, SESSION_KINDS
from webapp.study import queries, service

_KINDS = {label: code for code, label in SESSION_KINDS.items()}
_CATEGORIES = {label: code for code, label in CATEGORIES.items()}
_EVERY_YEAR = "以后各年"
_LEADERS, _HEADS, _ALL, _YOUNG = "班子", "班子和科室负责人", "全体", "青年"
_PLACES = {_LEADERS: "区政府常务会议室", _HEADS: "六楼会议室", _ALL: "三楼会议厅", _YOUNG: "二楼学习室"}
_YOUNG_SHARE = 0.35
_THEME_MINUTES = 60
_NOTICE_DAYS = 5


@dataclass(frozen=True)
class Meeting:
    """One meeting as it is planned; ``audience`` says who is on the roll, ``excused`` who can't come that day."""

    kinds: tuple[str, ...]
    title: str
    category: str
    day: date
    at: time
    audience: str
    minutes: int = 90
    excused: tuple[str, ...] = ()
    department: str | None = None
    month: int | None = None


def tell_year(replay: Replay, year: int) -> None:
    """Let a year's plan be made before it begins (2024: in its first days) and its meetings be held on their days."""
    first_days = date(2024, 1, 4) if year == 2024 else replay.days.on_or_after(date(year - 1, 12, 20))
    replay.at(morning(first_days), lambda at: _make_plan(replay, year, at))
    for meeting in _others(replay, year):
        hold(replay, meeting)


def _themes(year: int) -> list[tuple[int, str, str]]:
    """Return (month, theme, category) of a year."""
    rows = read_table("月度主题.csv")
    wanted = str(year) if any(row["年度"] == str(year) for row in rows) else _EVERY_YEAR
    return [(int(row["月份"]), row["主题"], _CATEGORIES[row["类别"]]) for row in rows if row["年度"] == wanted]


def _make_plan(replay: Replay, year: int, at: datetime) -> None:
    departments = [name for name in replay.departments if name != "领导班子"]
    leads = {month: departments[(year * 12 + month) % len(departments)] for month in range(1, 13)}
    months = [(month, replay.departments[leads[month]], theme, category) for month, theme, category in _themes(year)]
    service.make_plan(
        replay.session,
        replay.unit_id,
        year,
        months,
        document_number=f"澜府办学〔{local_day(at).year}〕{year % 10 + 1}号",
        actor_id=replay.person(cast.CLERK),
        now=at,
    )
    for month, theme, category in _themes(year):
        day = replay.days.on_or_after(date(year, month, chance.between(8, 18, "theme", year, month)))
        hold(
            replay,
            Meeting(
                ("monthly_theme",), theme, category, day, time(15, 0), _ALL, _THEME_MINUTES, (), leads[month], month
            ),
        )


def _others(replay: Replay, year: int) -> list[Meeting]:
    name = "集中学习_2024年.csv" if year == 2024 else f"集中学习_{_EVERY_YEAR}.csv"
    return [
        Meeting(
            kinds=tuple(_KINDS[label] for label in row["类型"].split("、")),
            title=row["名称"],
            category=_CATEGORIES[row["类别"]],
            day=replay.days.on_or_after(date.fromisoformat(f"{year}-{row['日期']}")),
            at=time.fromisoformat(row["时间"]),
            audience=row["参加范围"],
            excused=tuple(row["请假"].split("、")),
        )
        for row in read_table(name)
    ]


def hold(replay: Replay, meeting: Meeting, *, closes: bool = True) -> None:
    """Let a meeting be announced, held with its roll, and its roll closed on the next working day."""
    starts_at = local_instant(meeting.day, meeting.at)
    ends_at = starts_at + timedelta(minutes=meeting.minutes)
    announced = morning(replay.days.before(meeting.day, _NOTICE_DAYS)) + timedelta(hours=1)
    made: list[int] = []

    def announce(at: datetime) -> None:
        made.append(_announce(replay, meeting, starts_at, at))

    def close(at: datetime) -> None:
        service.close_roll(replay.session, made[0], actor_id=replay.person(cast.CLERK), now=at)

    replay.at(announced, announce)
    replay.at(ends_at, lambda at: _keep_roll(replay, meeting, made[0], at))
    if closes:
        replay.at(morning(replay.days.after(meeting.day, 1)), close)


def _announce(replay: Replay, meeting: Meeting, starts_at: datetime, at: datetime) -> int:
    people = replay.people(local_day(at))
    theme_id = None
    if meeting.month is not None:
        plan = queries.plan(replay.session, replay.unit_id, meeting.day.year)
        theme = queries.theme_row(replay.session, plan.id, meeting.month) if plan else None
        theme_id = theme.id if theme else None
    lead = next((person.full_name for person in people if person.department_name == meeting.department), None)
    host = lead or cast.PRINCIPAL
    if cast.PRINCIPAL in meeting.excused:
        host = cast.DEPUTIES[0]
    row = service.create_session(
        replay.session,
        unit_id=replay.unit_id,
        kinds=meeting.kinds,
        title=meeting.title,
        category=meeting.category,
        starts_at=starts_at,
        minutes=meeting.minutes,
        place=_PLACES[meeting.audience],
        host=host,
        lecturer=_lecturer(people, meeting),
        department_id=replay.departments.get(meeting.department or ""),
        monthly_theme_id=theme_id,
        actor_id=replay.person(cast.CLERK),
        now=at,
    )
    return row.id


def _lecturer(people: Sequence[PersonOnDay], meeting: Meeting) -> str:
    """Return who speaks: someone of the department whose month it is, else of 法规科."""
    department = meeting.department or "法规科"
    known = [person.full_name for person in people if person.department_name == department]
    return chance.shuffled(known, "lecturer", meeting.title, meeting.day)[0]


def _keep_roll(replay: Replay, meeting: Meeting, session_id: int, at: datetime) -> None:
    people = _invited(replay.people(meeting.day), meeting)
    service.record_roll(
        replay.session,
        session_id,
        {person.employee_id: _status(replay, person, meeting) for person in people},
        actor_id=replay.person(cast.CLERK),
        now=at,
    )


def _invited(people: Sequence[PersonOnDay], meeting: Meeting) -> list[PersonOnDay]:
    if meeting.audience == _ALL:
        return list(people)
    if meeting.audience == _YOUNG:
        return [p for p in people if not p.is_leadership and chance.share("young", p.full_name) < _YOUNG_SHARE]
    heads = {"科长", "主任"} if meeting.audience == _HEADS else set()
    return [
        person
        for person in people
        if person.is_leadership or person.job_title in heads or person.full_name == cast.CLERK
    ]


def _status(replay: Replay, person: PersonOnDay, meeting: Meeting) -> str:
    """Return how a person attended: most come; 主要负责人 always does unless excused, and one deputy with them."""
    if person.full_name in meeting.excused or _is_away(replay, person.full_name, meeting.day):
        return "on_leave"
    if person.full_name in (cast.PRINCIPAL, cast.DEPUTIES[0]):
        return "present"
    if person.full_name == cast.CLERK and meeting.audience == _LEADERS:
        return "sit_in"
    drawn = chance.share("roll", meeting.day, meeting.title, person.full_name)
    for status, until in _SHARES:
        if drawn < until:
            return status
    return "present"


_SHARES = (("on_leave", 0.05), ("late", 0.065), ("left_early", 0.07), ("absent", 0.075))
"""Cumulative shares of those who do not simply attend (值班、出差、会议 are entered as 请假)."""


def _is_away(replay: Replay, full_name: str, day: date) -> bool:
    from_on, until_on = replay.away.get(full_name, (date.max, None))
    return from_on <= day and (until_on is None or day < until_on)
