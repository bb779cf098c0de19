"""Decide how the demonstration office sits its exams: who starts when, how well they answer, who fails first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from question_bank import PaperSpec, Question, SpecSection
from seeds.demonstration import cast, chance
from seeds.demonstration.days import morning
from seeds.demonstration.replay import Replay
from webapp.assignments import queries as assignment_queries
from webapp.assignments import service as assignments
from webapp.bank import queries as bank
from webapp.clock import end_of_day, local_day, local_instant
from webapp.exams import queries, service
from webapp.exams.models import Attempt

WELL, FAIRLY, BADLY = "well", "fairly", "badly"
_LOST = {WELL: (2, 10), FAIRLY: (12, 36), BADLY: (44, 58)}
"""Points of 100 that a try loses: 优秀 from 90, 合格 from 60."""
_WELL_SHARE = 0.4
_MINUTES = (16, 34)
_HOURS = ((9 * 60 + 5, 11 * 60), (14 * 60, 16 * 60 + 40))
_LUNCH = 0.55
"""The share of tries that are made before noon."""


@dataclass(frozen=True)
class Try:
    """One try of a person: on which working day, and how well it goes."""

    day: date
    band: str


@dataclass
class ExamStory:
    """One exam with its days and with those who do not simply pass at the first try, by name.

    ``until`` is the last day on which anybody has sat it so far (None: its last day). ``fail_first`` pass at the second
    try, ``fail_once`` have not tried again, ``fail_all`` fail twice; ``makeup_passers`` are absent from the main
    window and pass in the make-up; ``not_begun`` never start; ``late_in_window`` sit in its last third. ``exempt``
    gives reason and note by name, ``extended`` the later day and its reason.
    """

    title: str
    year: int
    spec: PaperSpec
    preset: str
    minutes: int
    roster_on: date
    opens_on: date
    due_on: date
    makeup: tuple[date, date]
    document: tuple[str, str]
    until: date | None = None
    fail_first: frozenset[str] = frozenset()
    fail_once: frozenset[str] = frozenset()
    fail_all: frozenset[str] = frozenset()
    makeup_passers: frozenset[str] = frozenset()
    not_begun: Callable[[str, str], bool] = lambda name, department: False
    late_in_window: frozenset[str] = frozenset()
    exempt: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    extended: Mapping[str, tuple[date, str]] = field(default_factory=dict)
    exam_id: int = 0


def section_spec(*sections: tuple[str, str, int, str]) -> PaperSpec:
    """Return a paper spec of (title, type, count, points) sections."""
    return PaperSpec(tuple(SpecSection(title, kind, count, Decimal(points)) for title, kind, count, points in sections))


SPECIAL_SPEC = section_spec(("单项选择题", "single_choice", 20, "3"), ("判断题", "true_false", 20, "2"))


def tell(replay: Replay, story: ExamStory, bank_ids: Callable[[], Sequence[int]]) -> None:
    """Let an exam be made, published, sat by everybody as the story says, and its exemptions be entered."""
    published_on = replay.days.before(story.opens_on, 2)
    replay.at(morning(replay.days.before(published_on, 3)), lambda at: _create(replay, story, bank_ids(), at))
    replay.at(morning(published_on), lambda at: _publish(replay, story, at))


def _create(replay: Replay, story: ExamStory, bank_ids: Sequence[int], at: datetime) -> None:
    first, last = story.makeup
    exam = service.create_exam(
        replay.session,
        unit_id=replay.unit_id,
        title=story.title,
        year=story.year,
        preset=story.preset,
        windows=[
            service.WindowPlan("main", morning(story.opens_on), end_of_day(story.due_on)),
            service.WindowPlan("makeup", morning(first), end_of_day(last)),
        ],
        spec=story.spec,
        bank_ids=bank_ids,
        duration_minutes=story.minutes,
        max_attempts=2,
        pass_mark=Decimal(60),
        excellent_mark=Decimal(90),
        roster_on=story.roster_on,
        document_number=story.document[0],
        document_title=story.document[1],
        assigned_by="澜川区普法办（演示）",
        actor_id=replay.person(cast.CLERK),
        now=at,
    )
    story.exam_id = exam.id


def _publish(replay: Replay, story: ExamStory, at: datetime) -> None:
    clerk = replay.person(cast.CLERK)
    service.publish(replay.session, story.exam_id, actor_id=clerk, now=at)
    row = queries.exam(replay.session, story.exam_id)
    if row is None:
        return
    duties = {
        replay.names[duty.employee_id]: duty
        for duty in assignment_queries.duties_of_requirement(replay.session, row.requirement.id, at=at)
    }
    departments = {person.full_name: person.department_name for person in replay.people(story.roster_on)}
    for name, (reason, note) in story.exempt.items():
        replay.at(at + timedelta(days=1, hours=1), _exemption(replay, duties[name].assignment_id, reason, note))
    for name, (due_on, reason) in story.extended.items():
        replay.at(at + timedelta(days=1, hours=2), _extension(replay, story, name, due_on, reason))
    for name in duties:
        if name not in story.exempt and not story.not_begun(name, departments[name]):
            for number, one in enumerate(_tries(replay, story, name), start=1):
                _sit(replay, story, name, number, one)


def _exemption(replay: Replay, assignment_id: int, reason: str, note: str) -> Callable[[datetime], None]:
    def enter(at: datetime) -> None:
        assignments.exempt(
            replay.session,
            assignment_id,
            reason=reason,
            approved_by=cast.DEPUTIES[0],
            approved_on=local_day(at),
            evidence_note=note,
            actor_id=replay.person(cast.CLERK),
            now=at,
        )

    return enter


def _extension(replay: Replay, story: ExamStory, name: str, due_on: date, reason: str) -> Callable[[datetime], None]:
    def enter(at: datetime) -> None:
        service.extend(
            replay.session,
            story.exam_id,
            replay.person(name),
            due_at=end_of_day(due_on),
            reason=reason,
            actor_id=replay.person(cast.CLERK),
            now=at,
        )

    return enter


def _tries(replay: Replay, story: ExamStory, name: str) -> list[Try]:
    """Return a person's tries in order of days; two tries are never on one day."""
    days = replay.days.span(story.opens_on, min(story.due_on, story.until or story.due_on))
    good = WELL if chance.share("band", story.title, name) < _WELL_SHARE else FAIRLY
    if name in story.makeup_passers:
        later = replay.days.span(*story.makeup)
        return [Try(later[0], FAIRLY)]
    middle = chance.between(0, len(days) - 2, "day", story.title, name)
    if name in story.late_in_window:
        middle = max(middle, 2 * len(days) // 3)
    if name in story.fail_all:
        return [Try(days[middle], BADLY), Try(days[middle + 1], BADLY)]
    if name in story.fail_once:
        return [Try(days[middle], BADLY)]
    if name in story.fail_first:
        return [Try(days[middle], BADLY), Try(days[middle + 1], good)]
    return [Try(days[middle], good)]


def _sit(replay: Replay, story: ExamStory, name: str, number: int, one: Try) -> None:
    words = (story.title, name, number)
    first, last = _HOURS[0] if chance.share("half", *words) < _LUNCH else _HOURS[1]
    minute = chance.between(first, last, "minute", *words)
    second = chance.between(0, 59, "second", *words)
    starts_at = local_instant(one.day) + timedelta(minutes=minute, seconds=second)
    takes = timedelta(minutes=chance.between(*_MINUTES, "takes", *words), seconds=chance.between(0, 59, "end", *words))

    def begin(at: datetime) -> None:
        if name in replay.gone:
            return
        attempt = service.start(replay.session, story.exam_id, replay.person(name), now=at)
        replay.at(at + takes, lambda later: _answer_and_submit(replay, attempt, one, words, later))

    # Nobody is left in the middle of a try when the demonstration begins.
    if starts_at + takes <= replay.now:
        replay.at(starts_at, begin)


def _answer_and_submit(replay: Replay, attempt: Attempt, one: Try, words: Sequence[object], at: datetime) -> None:
    items: list[dict[str, Any]] = attempt.snapshot["items"]
    contents = bank.versions(replay.session, [item["version_id"] for item in items])
    wrong = _wrong_places(items, chance.between(*_LOST[one.band], "lost", *words), words)
    pause = (at - attempt.started_at) / (len(items) + 1)
    for place, item in enumerate(items):
        service.save(
            replay.session,
            attempt.id,
            attempt.employee_id,
            item=place,
            seq=place + 1,
            response=_response(contents[item["version_id"]], is_right=place not in wrong),
            now=attempt.started_at + pause * (place + 1),
        )
    service.end_attempt(replay.session, attempt.id, ended_by="examinee", now=at)


def _wrong_places(items: Sequence[Mapping[str, Any]], lost: int, words: Sequence[object]) -> set[int]:
    """Return which places are answered wrongly so that the try loses ``lost`` points, or a little less."""
    wrong, left = set(), Decimal(lost)
    for place in chance.shuffled(range(len(items)), "wrong", *words):
        points = Decimal(items[place]["points"])
        if points <= left:
            wrong.add(place)
            left -= points
    return wrong


def _response(question: Question, *, is_right: bool) -> object:
    """Return raw JSON that earns everything or nothing; a wrong choice is one that a person might make."""
    key = question.key_texts
    if question.type == "true_false":
        return key[0] if is_right else {"true": "false", "false": "true"}[key[0]]
    others = [option.id for option in question.options if option.id not in key]
    if question.type == "single_choice":
        return key[0] if is_right else others[0]
    if is_right:
        return list(key)
    return [*key[1:], others[0]] if others else []
