"""Decide who may sit an exam until when, what may be seen afterwards, and what an attempt is worth; no database.

Instants are aware UTC. A window is closed at both ends for answers; nobody starts in its last second. Source of every
rule: DOMAIN section 4, unless named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from question_bank import PaperSpec, award

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
    "closed": "考试已经截止，如需补考请联系法治联络员。",
    "no_tries": "考试机会已经用完，如有疑问请联系法治联络员。",
    "makeup_not_needed": "您已合格，不需要参加补考。",
}
"""Why a start is refused, each with what to do next."""


@dataclass(frozen=True)
class WindowPlan:
    """When an exam may be sat, as it is planned: kind main, makeup or stagger."""

    kind: str
    opens_at: datetime
    closes_at: datetime


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

    @property
    def is_running(self) -> bool:
        """True while the person may still answer."""
        return self.state == "in_progress"

    @property
    def is_graded(self) -> bool:
        """True when it counts as 参考 and nothing of it waits for a marker any more."""
        return self.state == "graded" and self.is_sat

    @property
    def is_sat(self) -> bool:
        """True when it counts as 参考: handed in with at least one response; a blank one (空白卷) is none."""
        return self.state in {"submitted", "graded"} and self.response_count > 0

    @property
    def uses_a_try(self) -> bool:
        """True when it takes one of the tries; a blank or voided one does not."""
        return self.is_running or self.is_sat


@dataclass(frozen=True)
class Decision:
    """Whether a person may start or go on now. ``running_id`` names the attempt to go on with.

    When refused, ``reason`` is a code of ``REASONS``. ``tries_left`` counts those of the window meant, None without
    one; ``deadline_at`` is that of an attempt started now.
    """

    allowed: bool
    reason: str | None = None
    window_id: int | None = None
    deadline_at: datetime | None = None
    tries_left: int | None = None
    running_id: int | None = None

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


def access(
    exam: ExamFacts,
    windows: Sequence[WindowFacts],
    duty: DutyState,
    attempts: Sequence[AttemptFacts],
    *,
    now: datetime,
) -> Decision:
    """Decide whether a person may start now, in which window and until when; a running attempt is gone on with.

    An ordinary window comes before a make-up that is open at the same time.
    """
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
    refused = "no_tries"
    for window in opened:
        left = tries_left(exam, window, windows, attempts)
        if window.is_makeup and passed:
            refused = "makeup_not_needed"
        elif left:
            closes_at = closes_for(window, windows, duty)
            ends_at = deadline(now, exam.duration_minutes, duty.duration_percent, closes_at)
            return Decision(True, None, window.window_id, ends_at, left)
    return Decision(False, refused, tries_left=0)


def kept(attempts: Sequence[AttemptFacts], policy: str) -> AttemptFacts | None:
    """Return the graded, not blank attempt that a policy keeps: the best (the earliest of equals), first or last one.

    An average keeps the last one; None without any.
    """
    graded = sorted((one for one in attempts if one.is_graded and one.score is not None), key=lambda one: one.number)
    if not graded:
        return None
    if policy == "best":
        return max(graded, key=lambda one: (one.score or Decimal(0), -one.number))
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
    """Say whether a person may see a part of an own attempt: nothing while it runs, then by the exam's policy.

    The score waits for the marking.

    ``is_closed`` says that nobody can sit the exam any more, personal extensions included.
    """
    if attempt_state not in {"submitted", "graded"} or (part == "score" and attempt_state == "submitted"):
        return False
    return review[part] == "after_submit" or (review[part] == "after_close" and is_closed)


@dataclass(frozen=True)
class Problem:
    """What is wrong with a planned exam: the field that it belongs to and one sentence."""

    field: str
    sentence: str


def window_problems(windows: Sequence[WindowPlan], duration_minutes: int) -> list[Problem]:
    """Return what is wrong with the planned windows."""
    found = []
    for window in windows:
        field = "makeup_closes_at" if window.kind == "makeup" else "closes_at"
        if window.closes_at <= window.opens_at:
            found.append(Problem(field, "截止时间应晚于开放时间，请改正。"))
        elif window.closes_at - window.opens_at < timedelta(minutes=duration_minutes):
            found.append(Problem(field, "开放的时间比考试时长还短，请延后截止时间或缩短时长。"))
    plain = [window for window in windows if window.kind != "makeup"]
    if not plain:
        found.append(Problem("opens_at", "请填写考试的开放时间和截止时间。"))
    elif any(window.kind == "makeup" and window.opens_at < max(w.closes_at for w in plain) for window in windows):
        found.append(Problem("makeup_opens_at", "补考应在正式考试截止后开放，请改正。"))
    return found


def spec_problems(spec: PaperSpec, total_points: Decimal | None) -> list[Problem]:
    """Return what is wrong with the paper spec; ``total_points`` is the announced total, None when not announced."""
    found = []
    if not spec.sections:
        found.append(Problem("sections", "请至少填写一种题型的题数和分值。"))
    for section in spec.sections:
        if section.count < 1 or section.points <= 0:
            found.append(Problem("sections", f"“{section.title}”的题数和分值都应大于 0，请改正。"))
    if spec.sections and total_points is not None and spec.total_points != total_points:
        sentence = f"各题型合计 {spec.total_points:f} 分，与总分 {total_points:f} 分不一致，请改正其中一处。"
        found.append(Problem("total_points", sentence))
    return found


def mark_problems(spec: PaperSpec, pass_mark: Decimal, excellent_mark: Decimal) -> list[Problem]:
    """Return what is wrong with the marks, measured by the spec's total."""
    found = []
    if pass_mark <= 0:
        found.append(Problem("pass_mark", "合格线应大于 0 分，请改正。"))
    if pass_mark > spec.total_points:
        found.append(Problem("pass_mark", f"合格线高于总分 {spec.total_points:f} 分，请降低合格线。"))
    if excellent_mark < pass_mark:
        found.append(Problem("excellent_mark", "优秀线不应低于合格线，请改正。"))
    elif excellent_mark > spec.total_points:
        found.append(Problem("excellent_mark", f"优秀线高于总分 {spec.total_points:f} 分，请降低优秀线。"))
    return found


def exam_problems(
    *,
    windows: Sequence[WindowPlan],
    spec: PaperSpec,
    total_points: Decimal | None,
    duration_minutes: int,
    max_attempts: int,
    score_policy: str,
    pass_mark: Decimal,
    excellent_mark: Decimal,
    review: Mapping[str, str],
    bank_ids: Sequence[int],
) -> list[Problem]:
    """Return everything that is wrong with a planned exam, so that a person mends it in one go."""
    found = []
    if duration_minutes < 1:
        found.append(Problem("duration_minutes", "考试时长至少 1 分钟，请改正。"))
    if max_attempts < 1:
        found.append(Problem("max_attempts", "考试机会至少 1 次，请改正。"))
    if score_policy not in SCORE_POLICIES:
        found.append(Problem("score_policy", "请选择考多次时取哪个成绩。"))
    if not bank_ids:
        found.append(Problem("bank_ids", "请至少选择一个题库。"))
    if set(review) != set(REVIEW_PARTS) or any(when not in REVIEW_TIMES for when in review.values()):
        found.append(Problem("review", "请选择成绩、作答、答案和解析各在什么时候可以查看。"))
    found += window_problems(windows, duration_minutes)
    found += spec_problems(spec, total_points)
    return found + (mark_problems(spec, pass_mark, excellent_mark) if spec.sections else [])


def shortfall_sentences(shortfalls: Sequence[tuple[str, int, int]]) -> tuple[str, ...]:
    """Explain each section that the banks can't fill: (title, wanted, available)."""
    return tuple(
        f"“{title}”需要 {wanted} 道，题库里可用 {available} 道，还差 {wanted - available} 道。"
        for title, wanted, available in shortfalls
    )
