"""Decide who may sit an exam until when, what may be seen afterwards, and what an attempt is worth; no database.

Instants are aware UTC. A window is closed at both ends for answers; nobody starts in its last second. Source of every
rule: DOMAIN section 4, unless named.
"""

import hmac
import ipaddress
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from question_bank import award

REVIEW_PARTS = ("score", "responses", "keys", "explanations")
REVIEW_TIMES = ("after_submit", "after_close", "never")
DEFAULT_REVIEW: Mapping[str, str] = {
    "score": "after_submit",
    "responses": "after_close",
    "keys": "after_close",
    "explanations": "after_close",
}
"""What a new exam lets people see: with several tries, keys wait until nobody can use them."""
SCORE_POLICIES = ("best", "first", "last", "average")
MAKEUP_TRIES = 1
STAGGER_TRIES = 1

REASONS: Mapping[str, str] = {
    "not_published": "这场考试还没有发布，请等通知。",
    "withdrawn": "这项考试您已不再应考，如有疑问请联系法治联络员。",
    "exempt": "您已办理免考，不需要参加这场考试。",
    "not_open": "考试还没有开放，请在开放时间后再来。",
    "late": "已过本场允许入场的时间，请参加下一场或补考，有特殊情况请联系法治联络员。",
    "closed": "考试已经截止，如需补考请联系法治联络员。",
    "no_tries": "考试机会已经用完，如有疑问请联系法治联络员。",
    "makeup_not_needed": "您已合格，不需要参加补考。",
    "network": "这场考试只能在指定的网络里参加，请到通知写明的地点，用那里的电脑打开。",
    "rehearsal_over": "考试已经开放，不能再试考，请按正式考试参加。",
}
"""Why a start is refused, each with what to do next."""
ASKS: Mapping[str, str] = {
    "password": "考试口令不对，请核对后重新输入；连续 5 次不对要等 15 分钟。",
    "pledge": "请先阅读承诺书并打勾，再开始答题。",
}
"""What a person is asked for at the start, each with the sentence for one who hasn't brought it."""


@dataclass(frozen=True)
class WindowFacts:
    """A stored window."""

    window_id: int
    kind: str
    opens_at: datetime
    closes_at: datetime

    @property
    def is_makeup(self) -> bool:
        """True for 补考."""
        return self.kind == "makeup"


@dataclass(frozen=True)
class ExamFacts:
    """The rules of one exam that decide about a person's attempts."""

    is_published: bool
    duration_minutes: int
    max_attempts: int
    pass_mark: Decimal
    excellent_mark: Decimal
    score_policy: str
    review: Mapping[str, str] = field(default_factory=dict)
    late_entry_minutes: int | None = None
    access_password: str | None = None
    networks: tuple[str, ...] = ()
    has_pledge: bool = False


@dataclass(frozen=True)
class Visit:
    """From where a person asks, and what they bring to the start: the typed password, the ticked pledge.

    ``address`` is the network address as the server sees it, "" where it is unknown, which no range holds.
    """

    address: str = ""
    password: str = ""
    has_pledged: bool = False


NOWHERE = Visit()
"""Nobody's visit: what holds for a person wherever they are."""


@dataclass(frozen=True)
class DutyState:
    """What adjustments say about one person; a 新调入 without a duty takes part with the plain rules."""

    is_assigned: bool = False
    exempt: bool = False
    withdrawn: bool = False
    extended_until: datetime | None = None
    duration_percent: int = 100


@dataclass(frozen=True)
class AttemptFacts:
    """One attempt, as far as it decides about the next one and about the result. ``score`` None: not graded."""

    attempt_id: int
    window_id: int
    number: int
    state: str
    started_at: datetime
    deadline_at: datetime
    submitted_at: datetime | None
    response_count: int
    score: Decimal | None
    is_on_paper: bool = False

    @property
    def is_running(self) -> bool:
        """True while the person may still answer a try; a 试考 is none."""
        return self.state == "in_progress" and not self.is_rehearsal

    @property
    def is_rehearsal(self) -> bool:
        """True for a 试考, which never counts; they are numbered -1, -2, … apart from the tries."""
        return self.number < 0

    @property
    def is_graded(self) -> bool:
        """True when it counts as 参考 and nothing of it waits for a marker any more."""
        return self.state == "graded" and self.is_sat

    @property
    def is_sat(self) -> bool:
        """True when it counts as 参考: handed in with at least one response; a blank one (空白卷) is none, nor a 试考."""
        return self.state in {"submitted", "graded"} and self.response_count > 0 and not self.is_rehearsal

    @property
    def uses_a_try(self) -> bool:
        """True when it takes one of the tries; a blank or voided one does not."""
        return self.is_running or self.is_sat


@dataclass(frozen=True)
class Decision:
    """Whether a person may start or go on now, until when, and what they may see.

    ``running_id`` names the attempt to go on with. When refused, ``reason`` is a code of ``REASONS``. ``asks`` are the
    codes of ``ASKS`` still to be brought to an allowed start. ``tries_left`` counts those of the window meant, None
    without one; ``deadline_at`` is that of an attempt started now; ``next_opens_at`` is when the person's next window
    opens. ``sees`` are the parts of an own graded attempt that may be seen, of ``REVIEW_PARTS``.
    """

    allowed: bool
    reason: str | None = None
    window_id: int | None = None
    deadline_at: datetime | None = None
    tries_left: int | None = None
    running_id: int | None = None
    asks: tuple[str, ...] = ()
    next_opens_at: datetime | None = None
    sees: frozenset[str] = frozenset()

    @property
    def sentence(self) -> str:
        """The reason for a person, "" when allowed."""
        return REASONS[self.reason] if self.reason else ""


def closes_for(window: WindowFacts, windows: Sequence[WindowFacts], duty: DutyState) -> datetime:
    """Return when a window closes for one person: an extension prolongs the last window that is not a make-up."""
    if duty.extended_until is None or window.is_makeup:
        return window.closes_at
    last = max((one for one in windows if not one.is_makeup), key=lambda one: one.closes_at)
    return max(window.closes_at, duty.extended_until) if window == last else window.closes_at


def deadline(started_at: datetime, duration_minutes: int, percent: int, closes_at: datetime) -> datetime:
    """Return min(started + duration × personal factor, personal close), to the second below."""
    seconds = duration_minutes * 60 * percent // 100
    return min(started_at + timedelta(seconds=seconds), closes_at)


def qualifies(attempt: AttemptFacts, pass_mark: Decimal) -> bool:
    """Say whether an attempt is evidence: graded, not blank, at or above the pass mark (DOMAIN section 3)."""
    return attempt.is_graded and attempt.score is not None and attempt.score >= pass_mark


def tries_left(
    exam: ExamFacts, window: WindowFacts, windows: Sequence[WindowFacts], attempts: Sequence[AttemptFacts]
) -> int:
    """Return how many tries a window still gives: a 场次 and a make-up one each, the main ones share."""
    makeups = {one.window_id for one in windows if one.is_makeup}
    here = sum(1 for attempt in attempts if attempt.uses_a_try and attempt.window_id == window.window_id)
    if window.is_makeup:
        return max(0, MAKEUP_TRIES - here)
    used = sum(1 for attempt in attempts if attempt.uses_a_try and attempt.window_id not in makeups)
    left = max(0, exam.max_attempts - used)
    return min(left, max(0, STAGGER_TRIES - here)) if window.kind == "stagger" else left


def enters_until(exam: ExamFacts, window: WindowFacts, windows: Sequence[WindowFacts], duty: DutyState) -> datetime:
    """Return the first instant at which nobody starts in a window any more.

    That is its close, or the first second after the late-entry limit, which a personal extension of it lifts.
    """
    closes_at = closes_for(window, windows, duty)
    if exam.late_entry_minutes is None or closes_at > window.closes_at:
        return closes_at
    return min(closes_at, window.opens_at + timedelta(minutes=exam.late_entry_minutes, seconds=1))


def is_inside(networks: Sequence[str], address: str) -> bool:
    """Say whether an address lies in one of the ranges (CIDR); no range at all lets everybody in."""
    if not networks:
        return True
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return any(found in ipaddress.ip_network(one) for one in networks)


def missing(exam: ExamFacts, visit: Visit) -> tuple[str, ...]:
    """Return what the start asks for and the visit hasn't brought, in the order of ``ASKS``."""
    lacks_password = exam.access_password is not None and not _is_same(exam.access_password, visit.password)
    lacks_pledge = exam.has_pledge and not visit.has_pledged
    return (("password",) if lacks_password else ()) + (("pledge",) if lacks_pledge else ())


def _is_same(password: str, typed: str) -> bool:
    """Compare in constant time; full-width letters and blanks around, as people type them, make no difference."""
    one, other = (unicodedata.normalize("NFKC", text).strip().encode() for text in (password, typed))
    return hmac.compare_digest(one, other)


def access(
    exam: ExamFacts,
    windows: Sequence[WindowFacts],
    duty: DutyState,
    attempts: Sequence[AttemptFacts],
    visit: Visit,
    *,
    is_closed: bool = False,
    now: datetime,
) -> Decision:
    """Decide whether a person may start or go on now, in which window and until when, and what they may see.

    A running attempt is gone on with. ``is_closed`` says that nobody can sit the exam any more.
    """
    sees = released(exam.review, is_closed)
    opening = (window.opens_at for window in windows if window.opens_at > now)
    decision = _standing(exam, windows, duty, attempts, now)
    if (decision.allowed or decision.running_id) and not is_inside(exam.networks, visit.address):
        decision = replace(decision, allowed=False, reason="network")
    asks = missing(exam, visit) if decision.allowed and decision.running_id is None else ()
    return replace(decision, asks=asks, next_opens_at=min(opening, default=None), sees=sees)


def _standing(
    exam: ExamFacts,
    windows: Sequence[WindowFacts],
    duty: DutyState,
    attempts: Sequence[AttemptFacts],
    now: datetime,
) -> Decision:
    """Decide by duty, windows and tries, wherever the person is; an ordinary window comes before a make-up."""
    running = next((attempt for attempt in attempts if attempt.is_running), None)
    if running is not None:
        return Decision(True, None, running.window_id, running.deadline_at, None, running.attempt_id)
    if not exam.is_published:
        return Decision(False, "not_published")
    if duty.withdrawn or duty.exempt:
        return Decision(False, "withdrawn" if duty.withdrawn else "exempt")
    ordered = sorted(windows, key=lambda window: (window.is_makeup, window.opens_at, window.window_id))
    opened = [window for window in ordered if window.opens_at <= now < closes_for(window, windows, duty)]
    if not opened:
        return Decision(False, "not_open" if any(window.opens_at > now for window in windows) else "closed")
    passed = any(qualifies(attempt, exam.pass_mark) for attempt in attempts)
    refusals = []
    for window in opened:
        left = tries_left(exam, window, windows, attempts)
        if window.is_makeup and passed:
            refusals.append("makeup_not_needed")
        elif not left:
            refusals.append("no_tries")
        elif now >= enters_until(exam, window, windows, duty):
            refusals.append("late")
        else:
            closes_at = closes_for(window, windows, duty)
            ends_at = deadline(now, exam.duration_minutes, duty.duration_percent, closes_at)
            return Decision(True, None, window.window_id, ends_at, left)
    return Decision(False, "late" if "late" in refusals else refusals[-1], tries_left=0)


def rehearsal(
    exam: ExamFacts, windows: Sequence[WindowFacts], rehearsals: Sequence[AttemptFacts], *, now: datetime
) -> Decision:
    """Decide whether a liaison may start or go on with a 试考: before the first opening, which ends it at the latest.

    Neither publication nor password, network and pledge matter, and tries are not counted: it never counts.
    """
    opens_at = min(window.opens_at for window in windows)
    running = next((one for one in rehearsals if one.state == "in_progress" and one.deadline_at > now), None)
    if running is not None:
        return Decision(True, None, running.window_id, running.deadline_at, None, running.attempt_id)
    if now >= opens_at:
        return Decision(False, "rehearsal_over")
    first = min(windows, key=lambda window: (window.opens_at, window.window_id))
    return Decision(True, None, first.window_id, deadline(now, exam.duration_minutes, 100, opens_at))


def kept(attempts: Sequence[AttemptFacts], policy: str) -> AttemptFacts | None:
    """Return the graded, not blank attempt that a policy keeps: the best (the earliest of equals), first or last one.

    An average keeps the last one; None without any.
    """
    # A score from paper is entered later than it was earned, so numbers don't tell which came first.
    graded = sorted(
        (one for one in attempts if one.is_graded and one.score is not None),
        key=lambda one: (one.started_at, one.number),
    )
    if not graded:
        return None
    if policy == "best":
        return max(graded, key=lambda one: one.score or Decimal(0))
    return graded[0 if policy == "first" else -1]


def kept_score(attempts: Sequence[AttemptFacts], policy: str) -> Decimal | None:
    """Return the score that a policy shows for these attempts, an average to the hundredth; None without any."""
    if policy == "average":
        scores = [attempt.score for attempt in attempts if attempt.is_graded and attempt.score is not None]
        return award(Fraction(1, len(scores)), sum(scores, Decimal(0))) if scores else None
    found = kept(attempts, policy)
    return found.score if found else None


def is_over(windows: Sequence[WindowFacts], duty: DutyState, now: datetime) -> bool:
    """Say whether the person's last window has closed."""
    return all(now > closes_for(window, windows, duty) for window in windows)


def result(
    exam: ExamFacts,
    windows: Sequence[WindowFacts],
    duty: DutyState,
    attempts: Sequence[AttemptFacts],
    *,
    now: datetime,
) -> str | None:
    """Return excellent, passed, passed_on_makeup, failed, absent or exempt; None while nothing is decided.

    One pass is enough, whatever the score policy; the policy's score decides who is excellent, which a make-up pass
    never is. 缺考 appears when the person's last window has closed.
    """
    if duty.exempt:
        return "exempt"
    makeups = {window.window_id for window in windows if window.is_makeup}
    plain = [attempt for attempt in attempts if attempt.window_id not in makeups]
    if any(qualifies(attempt, exam.pass_mark) for attempt in plain):
        score = kept_score(plain, exam.score_policy)
        return "excellent" if score is not None and score >= exam.excellent_mark else "passed"
    if any(qualifies(attempt, exam.pass_mark) for attempt in attempts):
        return "passed_on_makeup"
    if any(attempt.is_sat for attempt in attempts):
        return "failed" if not any(attempt.state == "submitted" for attempt in attempts) else None
    over = is_over(windows, duty, now) and not any(attempt.is_running for attempt in attempts)
    return "absent" if over and not duty.withdrawn else None


def may_see(review: Mapping[str, str], part: str, attempt_state: str, is_closed: bool) -> bool:
    """Say whether a person may see a part of an own attempt: it is in a state to be shown, and the part is released."""
    return is_shown(part, attempt_state) and part in released(review, is_closed)


def is_shown(part: str, attempt_state: str) -> bool:
    """Say whether an attempt is in a state to be shown: not while it runs, not voided; the score waits for marking."""
    return attempt_state == "graded" or (attempt_state == "submitted" and part != "score")


def released(review: Mapping[str, str], is_closed: bool) -> frozenset[str]:
    """Return the parts that an exam's policy lets people see now.

    ``is_closed`` says that nobody can sit the exam any more, personal extensions included.
    """
    times = {"after_submit", "after_close"} if is_closed else {"after_submit"}
    return frozenset(part for part, when in review.items() if when in times)
