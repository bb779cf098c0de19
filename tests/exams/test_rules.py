"""The pure rules of exams, at their boundaries: who may sit until when, what is worth what, what may be seen."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from question_bank import PaperSpec, SpecSection
from webapp.exams.plan_rules import EntryRules, WindowPlan, exam_problems, networks_of, shortfall_sentences
from webapp.exams.presets import PRESETS, preset
from webapp.exams.rules import (
    ASKS,
    NOWHERE,
    REASONS,
    REVIEW_PARTS,
    AttemptFacts,
    DutyState,
    ExamFacts,
    Visit,
    WindowFacts,
    access,
    closes_for,
    deadline,
    is_over,
    kept,
    kept_score,
    may_see,
    qualifies,
    rehearsal,
    result,
)

OPEN = datetime(2026, 11, 24, 1, tzinfo=UTC)
CLOSE = datetime(2026, 11, 24, 9, tzinfo=UTC)
MAKEUP_OPEN = datetime(2026, 12, 1, 1, tzinfo=UTC)
MAKEUP_CLOSE = datetime(2026, 12, 1, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)

EXAM = ExamFacts(True, 60, 2, Decimal(60), Decimal(90), "best")
MAIN = WindowFacts(1, "main", OPEN, CLOSE)
MAKEUP = WindowFacts(2, "makeup", MAKEUP_OPEN, MAKEUP_CLOSE)
PLAIN = DutyState(is_assigned=True)


def attempt(score=None, *, number=1, window_id=1, state="graded", responses=5):
    """Return facts of an attempt; a running one has no score."""
    return AttemptFacts(
        attempt_id=number,
        window_id=window_id,
        number=number,
        state=state,
        started_at=OPEN,
        deadline_at=OPEN + HOUR,
        submitted_at=None if state == "in_progress" else OPEN + HOUR,
        response_count=responses,
        score=None if score is None else Decimal(score),
    )


def decide(now, *attempts, exam=EXAM, windows=(MAIN,), duty=PLAIN, visit=NOWHERE, **more):
    """Return the decision for these attempts."""
    return access(exam, windows, duty, attempts, visit, now=now, **more)


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (OPEN - SECOND, "not_open"),
        (OPEN, None),
        (OPEN + SECOND, None),
        (CLOSE - SECOND, None),
        (CLOSE, "closed"),
        (CLOSE + SECOND, "closed"),
    ],
)
def test_an_exam_is_started_from_its_opening_until_just_before_its_close(now, reason):
    """One second before, at and after both ends."""
    decision = decide(now)
    assert (decision.allowed, decision.reason) == (reason is None, reason)


@pytest.mark.parametrize(
    ("started_at", "percent", "expected"),
    [
        (OPEN, 100, OPEN + HOUR),
        (OPEN, 150, OPEN + 1.5 * HOUR),
        (CLOSE - HOUR - SECOND, 100, CLOSE - SECOND),
        (CLOSE - HOUR, 100, CLOSE),
        (CLOSE - HOUR + SECOND, 100, CLOSE),
        (CLOSE - SECOND, 150, CLOSE),
    ],
)
def test_the_deadline_is_the_personal_duration_cut_by_the_close(started_at, percent, expected):
    """min(started + duration × factor, close)."""
    assert deadline(started_at, 60, percent, CLOSE) == expected
    assert decide(started_at, duty=replace(PLAIN, duration_percent=percent)).deadline_at == expected


def test_an_extension_prolongs_the_last_ordinary_window_only():
    """Neither an earlier 场次 nor the make-up gets longer."""
    first = WindowFacts(3, "stagger", OPEN - 48 * HOUR, CLOSE - 48 * HOUR)
    windows = (first, MAIN, MAKEUP)
    duty = replace(PLAIN, extended_until=CLOSE + HOUR)
    assert [closes_for(window, windows, duty) for window in windows] == [
        first.closes_at,
        CLOSE + HOUR,
        MAKEUP_CLOSE,
    ]
    assert decide(CLOSE + HOUR - SECOND, windows=windows, duty=duty).allowed
    assert decide(CLOSE + HOUR, windows=windows, duty=duty).reason == "not_open"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"exam": replace(EXAM, is_published=False)}, "not_published"),
        ({"duty": replace(PLAIN, exempt=True)}, "exempt"),
        ({"duty": replace(PLAIN, withdrawn=True)}, "withdrawn"),
        ({"duty": DutyState()}, None),
    ],
)
def test_drafts_exemptions_and_leavers_are_refused_and_newcomers_may_take_part(change, reason):
    """Each refusal has its own reason; a 新调入 without a duty sits like anyone."""
    assert decide(OPEN, **change).reason == reason


@pytest.mark.parametrize(
    ("attempts", "allowed", "left"),
    [
        ((), True, 2),
        ((attempt(50),), True, 1),
        ((attempt(0, responses=0),), True, 2),
        ((attempt(50, state="voided"),), True, 2),
        ((attempt(50), attempt(0, number=2, responses=0)), True, 1),
        ((attempt(50), attempt(50, number=2)), False, 0),
        ((attempt(95), attempt(50, number=2)), False, 0),
        ((attempt(95),), True, 1),
        ((attempt(50), attempt(None, number=2, state="submitted")), False, 0),
        ((attempt(50, state="voided"), attempt(50, number=2), attempt(50, number=3)), False, 0),
        ((attempt(0, state="voided"), attempt(0, number=2, state="voided")), True, 2),
    ],
)
def test_a_blank_or_voided_attempt_uses_no_try(attempts, allowed, left):
    """Of two tries those with responses count; one who passed may still better the score."""
    decision = decide(OPEN, *attempts)
    assert (decision.allowed, decision.tries_left) == (allowed, left)


def test_a_running_attempt_is_gone_on_with_even_when_no_new_one_may_be_started():
    """In the second tab, and after the close until its own end."""
    running = attempt(None, number=2, state="in_progress", responses=0)
    decision = decide(CLOSE + SECOND, attempt(50), running)
    assert decision.allowed and decision.running_id == 2


@pytest.mark.parametrize(
    ("attempts", "reason"),
    [
        ((), None),
        ((attempt(50), attempt(50, number=2)), None),
        ((attempt(60),), "makeup_not_needed"),
        ((attempt(50), attempt(50, number=2, window_id=2)), "no_tries"),
        ((attempt(50), attempt(0, number=2, window_id=2, responses=0)), None),
    ],
)
def test_the_makeup_is_one_try_for_those_who_failed_or_were_absent(attempts, reason):
    """Who has passed needs none."""
    assert decide(MAKEUP_OPEN, *attempts, windows=(MAIN, MAKEUP)).reason == reason


def test_each_of_several_sittings_is_one_try_and_all_share_the_exams_tries():
    """场次: once each, never more than the exam gives."""
    windows = tuple(replace(MAIN, window_id=number, kind="stagger") for number in (1, 2, 3))
    assert decide(OPEN, windows=windows).window_id == 1
    assert decide(OPEN, attempt(50), windows=windows).window_id == 2
    assert decide(OPEN, attempt(50), attempt(50, number=2, window_id=2), windows=windows).reason == "no_tries"


LATE = replace(EXAM, late_entry_minutes=30)
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (OPEN, None),
        (OPEN + HALF_AN_HOUR - SECOND, None),
        (OPEN + HALF_AN_HOUR, None),
        (OPEN + HALF_AN_HOUR + SECOND, "late"),
        (CLOSE, "closed"),
    ],
)
def test_nobody_starts_after_the_late_entry_limit(now, reason):
    """Thirty minutes after the opening is still in time, a second later is not."""
    assert decide(now, exam=LATE).reason == reason


def test_a_running_attempt_is_gone_on_with_after_the_late_entry_limit():
    """The limit is for those who come in."""
    running = attempt(None, state="in_progress", responses=0)
    assert decide(OPEN + HOUR, running, exam=LATE).running_id == 1


def test_an_extension_of_the_window_lifts_its_late_entry_limit():
    """Who may sit after the close comes late by leave; more time alone lifts nothing."""
    assert decide(OPEN + HOUR, exam=LATE, duty=replace(PLAIN, extended_until=CLOSE + SECOND)).allowed
    assert decide(OPEN + HOUR, exam=LATE, duty=replace(PLAIN, extended_until=CLOSE)).reason == "late"
    assert decide(OPEN + HOUR, exam=LATE, duty=replace(PLAIN, duration_percent=200)).reason == "late"


def test_who_is_late_for_one_sitting_is_told_when_the_next_opens():
    """A 场次 that is open at the same time and still lets people in comes first."""
    second = replace(MAIN, window_id=2, opens_at=OPEN + 24 * HOUR, closes_at=CLOSE + 24 * HOUR)
    decision = decide(OPEN + HOUR, exam=LATE, windows=(MAIN, second))
    assert (decision.reason, decision.next_opens_at) == ("late", second.opens_at)
    overlapping = replace(second, opens_at=OPEN + HOUR)
    assert decide(OPEN + HOUR, exam=LATE, windows=(MAIN, overlapping)).window_id == 2


@pytest.mark.parametrize(
    ("networks", "address", "is_allowed"),
    [
        ((), "", True),
        ((), "203.0.113.9", True),
        (("192.168.1.0/24",), "192.168.1.0", True),
        (("192.168.1.0/24",), "192.168.1.255", True),
        (("192.168.1.0/24",), "192.168.0.255", False),
        (("192.168.1.0/24",), "192.168.2.0", False),
        (("192.168.1.0/24", "10.0.0.7/32"), "10.0.0.7", True),
        (("192.168.1.0/24",), "::ffff:192.168.1.9", True),
        (("2001:db8::/32",), "2001:db8::1", True),
        (("2001:db8::/32",), "2001:db9::1", False),
        (("2001:db8::/32",), "192.168.1.9", False),
        (("192.168.1.0/24",), "", False),
        (("192.168.1.0/24",), "-", False),
        (("192.168.1.0/24",), "192.168.1.9, 10.0.0.1", False),
    ],
)
def test_an_exam_with_networks_is_sat_inside_of_them_only(networks, address, is_allowed):
    """The first and last address of a range, either family, and what is no address at all."""
    exam = replace(EXAM, networks=networks)
    decision = decide(OPEN, exam=exam, visit=Visit(address))
    assert (decision.allowed, decision.reason) == (is_allowed, None if is_allowed else "network")
    running = attempt(None, state="in_progress", responses=0)
    assert decide(OPEN, running, exam=exam, visit=Visit(address)).allowed is is_allowed


def test_another_reason_comes_before_the_network():
    """Who could not start inside either is told so."""
    assert decide(CLOSE, exam=replace(EXAM, networks=("10.0.0.0/8",)), visit=Visit("192.0.2.1")).reason == "closed"


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("学法-2026", ()),
        (" 学法-2026 ", ()),
        ("学法-２０２６", ()),
        ("学法-2027", ("password",)),
        ("学法", ("password",)),
        ("", ("password",)),
        ("学法-2026学法-2026", ("password",)),
    ],
)
def test_the_access_password_is_asked_at_the_start(typed, asks):
    """Full-width digits and blanks around make no difference; an allowed start still asks for it."""
    decision = decide(OPEN, exam=replace(EXAM, access_password="学法-2026"), visit=Visit(password=typed))
    assert (decision.allowed, decision.asks) == (True, asks)


def test_the_pledge_is_asked_at_the_start_and_neither_of_one_who_goes_on():
    """Both are named at once; a running attempt in a second tab asks for nothing."""
    exam = replace(EXAM, has_pledge=True, access_password="1234")
    assert decide(OPEN, exam=exam).asks == ("password", "pledge")
    assert decide(OPEN, exam=exam, visit=Visit(has_pledged=True)).asks == ("password",)
    assert decide(OPEN, exam=exam, visit=Visit("", "1234", True)).asks == ()
    assert decide(OPEN, attempt(None, state="in_progress", responses=0), exam=exam).asks == ()
    assert decide(CLOSE, exam=exam).asks == ()


@pytest.mark.parametrize(
    ("now", "allowed", "deadline_at"),
    [
        (OPEN - 3 * HOUR, True, OPEN - 2 * HOUR),
        (OPEN - HOUR, True, OPEN),
        (OPEN - SECOND, True, OPEN),
        (OPEN, False, None),
        (OPEN + SECOND, False, None),
    ],
)
def test_a_rehearsal_is_over_when_the_exam_opens(now, allowed, deadline_at):
    """Started before the first opening, of a draft too, and cut by it."""
    exam = replace(EXAM, is_published=False, access_password="1234", networks=("10.0.0.0/8",), has_pledge=True)
    decision = rehearsal(exam, (MAKEUP, MAIN), (), now=now)
    assert (decision.allowed, decision.deadline_at, decision.asks) == (allowed, deadline_at, ())
    assert decision.sentence == ("" if allowed else REASONS["rehearsal_over"])


def test_a_running_rehearsal_is_gone_on_with_until_its_deadline():
    """Of one that is over a new one begins."""
    running = replace(attempt(None, number=-1, state="in_progress"), deadline_at=OPEN - HOUR)
    assert rehearsal(EXAM, (MAIN,), (running,), now=OPEN - HOUR - SECOND).running_id == -1
    assert rehearsal(EXAM, (MAIN,), (running,), now=OPEN - HOUR).running_id is None


def test_a_rehearsal_never_counts():
    """Not as a try, not as a result, not as a score, and not as what is gone on with."""
    for one in (attempt(100, number=-1), attempt(None, number=-2, state="in_progress")):
        decision = decide(OPEN, one)
        assert (decision.allowed, decision.tries_left, decision.running_id) == (True, 2, None)
        assert result(EXAM, (MAIN,), PLAIN, (one,), now=CLOSE + SECOND) == "absent"
        assert kept((one,), "best") is None and kept_score((one,), "average") is None
        assert not qualifies(one, Decimal(60))


def test_the_decision_names_what_may_be_seen():
    """By the policy of each part, before and after nobody can sit the exam any more."""
    review = {"score": "after_submit", "responses": "after_close", "keys": "after_close", "explanations": "never"}
    exam = replace(EXAM, review=review)
    assert decide(OPEN, exam=exam).sees == {"score"}
    assert decide(CLOSE, exam=exam, is_closed=True).sees == {"score", "responses", "keys"}


def test_every_reason_and_every_thing_asked_for_says_what_to_do_in_one_sentence():
    """A full stop at the end, no exclamation mark."""
    for sentence in (*REASONS.values(), *ASKS.values()):
        assert sentence.endswith("。") and sentence.count("。") == 1 and "！" not in sentence


def test_between_the_main_window_and_the_makeup_the_exam_is_not_open():
    """The sentence says to come back, not that all is over."""
    assert decide(CLOSE + SECOND, windows=(MAIN, MAKEUP)).reason == "not_open"
    assert decide(MAKEUP_CLOSE, windows=(MAIN, MAKEUP)).reason == "closed"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (attempt("59.99"), False),
        (attempt(60), True),
        (attempt("60.01"), True),
        (attempt(100, responses=0), False),
        (attempt(100, state="voided"), False),
        (attempt(100, state="submitted"), False),
        (attempt(None, state="in_progress"), False),
    ],
)
def test_evidence_is_a_graded_attempt_with_responses_at_or_above_the_pass_mark(facts, expected):
    """One hundredth below is none."""
    assert qualifies(facts, Decimal(60)) is expected


@pytest.mark.parametrize(
    ("attempts", "duty", "now", "expected"),
    [
        ((), PLAIN, CLOSE, None),
        ((), PLAIN, MAKEUP_CLOSE, None),
        ((), PLAIN, MAKEUP_CLOSE + SECOND, "absent"),
        ((attempt(None, state="in_progress"),), PLAIN, MAKEUP_CLOSE + SECOND, None),
        ((attempt(0, responses=0),), PLAIN, MAKEUP_CLOSE + SECOND, "absent"),
        ((attempt("89.99"),), PLAIN, OPEN, "passed"),
        ((attempt(90),), PLAIN, OPEN, "excellent"),
        ((attempt(50), attempt(95, number=2)), PLAIN, OPEN, "excellent"),
        ((attempt(95), attempt(50, number=2)), PLAIN, OPEN, "excellent"),
        ((attempt(50),), PLAIN, OPEN, "failed"),
        ((attempt(50), attempt(95, number=2, window_id=2)), PLAIN, MAKEUP_OPEN, "passed_on_makeup"),
        ((attempt(50, state="submitted"),), PLAIN, OPEN, None),
        ((attempt(50), attempt(95, number=2, state="submitted")), PLAIN, OPEN, None),
        ((attempt(95, state="submitted"), attempt(70, number=2)), PLAIN, OPEN, "passed"),
        ((attempt(95, state="voided"),), PLAIN, OPEN, None),
        ((attempt(95, state="voided"),), PLAIN, MAKEUP_CLOSE + SECOND, "absent"),
        ((attempt(95, state="voided"), attempt(50, number=2)), PLAIN, OPEN, "failed"),
        ((attempt(None, state="in_progress"), attempt(50, number=2)), PLAIN, OPEN, "failed"),
        ((attempt(95),), replace(PLAIN, exempt=True), OPEN, "exempt"),
        ((), replace(PLAIN, withdrawn=True), MAKEUP_CLOSE + SECOND, None),
    ],
)
def test_a_result_is_one_of_six_states_or_still_open(attempts, duty, now, expected):
    """A make-up pass is never excellent; 缺考 appears a second after the last window."""
    assert result(EXAM, (MAIN, MAKEUP), duty, attempts, now=now) == expected


def test_an_extended_person_is_not_absent_before_the_own_close():
    """The last window closes later for one with an extension."""
    duty = replace(PLAIN, extended_until=CLOSE + HOUR)
    assert not is_over((MAIN,), duty, CLOSE + HOUR)
    assert is_over((MAIN,), duty, CLOSE + HOUR + SECOND)


TRIES = [attempt(70), attempt(85, number=2), attempt(85, number=3), attempt(75, number=4)]


@pytest.mark.parametrize(
    ("policy", "number", "score"), [("best", 2, "85"), ("first", 1, "70"), ("last", 4, "75"), ("average", 4, "78.75")]
)
def test_the_score_follows_the_policy(policy, number, score):
    """Of equals the first is the best; a blank or unmarked attempt is none, and none at all gives no score."""
    none = [attempt(0, number=9, responses=0), replace(attempt(90, number=10), score=None, state="submitted")]
    assert kept([*none, *reversed(TRIES)], policy).number == number
    assert kept_score([*none, *TRIES], policy) == Decimal(score)
    assert kept(none, policy) is None and kept_score(none, policy) is None


def test_an_average_is_rounded_half_up_to_the_hundredth():
    """四舍五入: 80.125 is shown as 80.13."""
    tries = [attempt("80.25"), attempt(80, number=2)]
    assert kept_score(tries, "average") == Decimal("80.13")


@pytest.mark.parametrize(
    ("policy", "expected"), [("best", "excellent"), ("first", "passed"), ("last", "passed"), ("average", "passed")]
)
def test_who_passed_once_has_passed_and_the_policy_decides_who_is_excellent(policy, expected):
    """40, 95, 50: completion takes the pass whatever the policy, only the highest score is excellent."""
    tries = [attempt(40), attempt(95, number=2), attempt(50, number=3)]
    assert result(replace(EXAM, score_policy=policy), (MAIN,), PLAIN, tries, now=CLOSE) == expected


@pytest.mark.parametrize(
    ("when", "state", "is_closed", "expected"),
    [
        ("after_submit", "in_progress", True, False),
        ("after_submit", "graded", False, True),
        ("after_submit", "submitted", False, True),
        ("after_submit", "voided", True, False),
        ("after_close", "graded", False, False),
        ("after_close", "graded", True, True),
        ("never", "graded", True, False),
    ],
)
def test_each_part_is_seen_when_its_policy_says_and_never_while_the_attempt_runs(when, state, is_closed, expected):
    """Score, responses, keys and explanations are decided apart; the score waits for the marking."""
    for part in REVIEW_PARTS:
        review = dict.fromkeys(REVIEW_PARTS, "never") | {part: when}
        waits = part == "score" and state == "submitted"
        assert may_see(review, part, state, is_closed) is (expected and not waits)


def section(type_code="single_choice", count=50, points="2"):
    """Return one section of a planned paper."""
    return SpecSection("一", type_code, count, Decimal(points))


GOOD = {
    "windows": (WindowPlan("main", OPEN, CLOSE),),
    "spec": PaperSpec((section(),)),
    "total_points": Decimal(100),
    "duration_minutes": 60,
    "max_attempts": 1,
    "score_policy": "best",
    "pass_mark": Decimal(60),
    "excellent_mark": Decimal(90),
    "review": dict.fromkeys(REVIEW_PARTS, "after_submit"),
    "bank_ids": (1,),
}


def test_a_sound_plan_has_no_problem():
    """The plan that the next test breaks in every way."""
    assert exam_problems(**GOOD) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"windows": (WindowPlan("main", CLOSE, OPEN),)}, "closes_at"),
        ({"windows": (WindowPlan("main", OPEN, OPEN),)}, "closes_at"),
        ({"windows": (WindowPlan("main", OPEN, OPEN + HOUR - SECOND),)}, "closes_at"),
        ({"windows": ()}, "opens_at"),
        ({"windows": (*GOOD["windows"], WindowPlan("makeup", CLOSE - SECOND, MAKEUP_CLOSE))}, "makeup_opens_at"),
        ({"windows": (*GOOD["windows"], WindowPlan("makeup", MAKEUP_CLOSE, MAKEUP_OPEN))}, "makeup_closes_at"),
        ({"pass_mark": Decimal("100.01"), "excellent_mark": Decimal(101)}, "pass_mark"),
        ({"pass_mark": Decimal(0)}, "pass_mark"),
        ({"excellent_mark": Decimal("59.99")}, "excellent_mark"),
        ({"excellent_mark": Decimal("100.01")}, "excellent_mark"),
        ({"total_points": Decimal(99)}, "total_points"),
        ({"max_attempts": 0}, "max_attempts"),
        ({"score_policy": "median"}, "score_policy"),
        ({"duration_minutes": 0}, "duration_minutes"),
        ({"bank_ids": ()}, "bank_ids"),
        ({"spec": PaperSpec(())}, "sections"),
        ({"spec": PaperSpec((section(points="0"), section()))}, "sections"),
        ({"spec": PaperSpec((section(count=0), section()))}, "sections"),
        ({"review": {"score": "after_submit"}}, "review"),
        ({"review": dict.fromkeys(REVIEW_PARTS, "sometimes")}, "review"),
        ({"entry": EntryRules(late_entry_minutes=0)}, "late_entry_minutes"),
        ({"entry": EntryRules(late_entry_minutes=8 * 60)}, "late_entry_minutes"),
        ({"entry": EntryRules(access_password="123")}, "access_password"),
        ({"entry": EntryRules(access_password="1" * 41)}, "access_password"),
        ({"entry": EntryRules(networks=("0.0.0.0/0",))}, "networks"),
        ({"entry": EntryRules(networks=("::/0",))}, "networks"),
        ({"entry": EntryRules(networks=("办公网",))}, "networks"),
        ({"entry": EntryRules(networks=("192.168.1.0/33",))}, "networks"),
        ({"entry": EntryRules(networks=tuple(f"10.0.{n}.0/24" for n in range(51)))}, "networks"),
        ({"entry": EntryRules(pledge="诺" * 2001)}, "pledge"),
    ],
)
def test_each_fault_of_a_plan_names_its_field_in_one_sentence(change, field):
    """The form can point at what to mend."""
    found = exam_problems(**(GOOD | change))
    assert field in {problem.field for problem in found}
    assert all(problem.sentence.endswith("。") for problem in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("192.168.1.0/24", ("192.168.1.0/24",)),
        ("192.168.1.77/24\n192.168.1.0/24", ("192.168.1.0/24",)),
        ("10.0.0.1， 10.0.0.2；10.0.0.3、10.0.0.4", ("10.0.0.1/32", "10.0.0.2/32", "10.0.0.3/32", "10.0.0.4/32")),
        ("１９２．１６８．１．０／２４", ("192.168.1.0/24",)),
        ("2001:DB8::/32", ("2001:db8::/32",)),
        ("10.1.2.3-10.1.2.9 垃圾", ("10.1.2.3-10.1.2.9", "垃圾")),
    ],
)
def test_typed_networks_are_read_as_people_type_them(text, expected):
    """Commas of both widths, host bits, one address alone; what is none stays as typed to be named."""
    assert networks_of(text) == expected


def test_sound_rules_of_entry_have_no_problem():
    """The longest and shortest that are good."""
    entry = EntryRules(8 * 60 - 1, "1234", ("10.0.0.0/8", "2001:db8::/32"), "诺" * 2000)
    assert exam_problems(**GOOD, entry=entry) == []


@pytest.mark.parametrize("part", ["keys", "explanations"])
def test_where_all_have_the_same_questions_no_key_is_shown_before_the_close(part):
    """Whoever hands in first would know the paper of all who come later; the score alone may be shown."""
    released = dict.fromkeys(REVIEW_PARTS, "after_close") | {"score": "after_submit"}
    same, chosen = {"is_same_paper": True}, {"spec": PaperSpec((replace(section(count=1), question_ids=(7,)),))}
    chosen |= {"pass_mark": Decimal(1), "excellent_mark": Decimal(2), "total_points": None}
    for shared, field in ((same, "is_same_paper"), (chosen, "chosen")):
        assert exam_problems(**(GOOD | shared | {"review": released})) == []
        early = released | {part: "after_submit"}
        assert [one.field for one in exam_problems(**(GOOD | shared | {"review": early}))] == [field]


def test_all_faults_of_a_plan_are_named_at_once():
    """A person mends them in one go."""
    found = exam_problems(**(GOOD | {"max_attempts": 0, "pass_mark": Decimal(101), "bank_ids": ()}))
    assert {problem.field for problem in found} == {"max_attempts", "pass_mark", "excellent_mark", "bank_ids"}


def test_a_shortfall_says_how_many_are_wanted_there_and_missing():
    """Section by section."""
    assert shortfall_sentences((("多选题", 10, 7),)) == ("“多选题”需要 10 道，题库里可用 7 道，还差 3 道。",)


@pytest.mark.parametrize("one", PRESETS, ids=lambda one: one.code)
def test_every_preset_is_a_sound_exam_of_100_points_with_a_footnote(one):
    """Marks and sections fit together."""
    plan = GOOD | {
        "spec": one.spec,
        "duration_minutes": one.duration_minutes,
        "max_attempts": one.max_attempts,
        "pass_mark": one.pass_mark,
        "excellent_mark": one.excellent_mark,
    }
    assert exam_problems(**plan) == []
    assert one.notice.endswith("。")


def test_the_first_preset_is_the_years_notice_and_asks_for_its_number():
    """An unknown code falls back to it."""
    assert PRESETS[0].label == "按本年度上级通知填写" and PRESETS[0].asks_document
    assert preset("unknown") is PRESETS[0]
