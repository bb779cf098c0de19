"""The figures of design/SECURITY: sessions, locks, passwords, who may issue slips, where sign-in may lead."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.accounts import rules

T = datetime(2026, 11, 24, 1, 40, tzinfo=UTC)
PERSONAL = ("张三丰", "zhangsanfeng zsf", "13900001234", "GH2019", "GH2019")


def test_a_session_idles_out_after_half_an_hour():
    """Counted from the last use."""
    assert rules.expires_at(T, T + timedelta(hours=1), None) == T + timedelta(hours=1, minutes=30)


def test_a_session_ends_twelve_hours_after_sign_in():
    """However often it is used."""
    assert rules.expires_at(T, T + timedelta(hours=11, minutes=50), None) == T + timedelta(hours=12)


def test_a_session_is_never_shorter_than_a_running_exam():
    """Neither idleness nor the twelve hours end it before the deadline."""
    deadline = T + timedelta(hours=12, minutes=20)
    assert rules.expires_at(T, T, deadline) == deadline
    assert rules.expires_at(T, T + timedelta(hours=11, minutes=59), deadline) == deadline
    assert rules.expires_at(T, T, T + timedelta(minutes=5)) == T + timedelta(minutes=30)


def test_the_last_use_is_written_once_a_minute():
    """59 seconds are too early."""
    assert not rules.is_seen_due(T, T + timedelta(seconds=59))
    assert rules.is_seen_due(T, T + timedelta(seconds=60))


def test_the_fifth_failure_in_a_row_locks_for_a_quarter_of_an_hour():
    """The fourth does not."""
    assert rules.after_failure(3, T, T) == (4, None)
    assert rules.after_failure(4, T, T) == (5, T + timedelta(minutes=15))


def test_failures_far_apart_do_not_add_up():
    """After a quarter of an hour the counting begins anew."""
    assert rules.after_failure(4, T, T + timedelta(minutes=15)) == (1, None)


def test_many_failures_at_one_address_only_slow_down():
    """An office shares one address: it waits, it is not shut out."""
    assert rules.slow_down(99) == 0
    assert 0 < rules.slow_down(100) <= 1


@pytest.mark.parametrize(
    "password",
    [
        "Aa123456",
        "Aa123456...",
        "short1A!",
        "alllowercase",
        "ONLYUPPER123",
        "My.Password.9x",
        "Zhangsanfeng88!",
        "GH2019-Kl-qwz",
        "x13900001234X",
        "张三丰Kq7-wert",
        "aaaaaaaaA1!",
        "K7" * 70,
    ],
)
def test_a_password_that_others_would_guess_is_refused(password: str):
    """Short, of too few kinds, common, personal, monotonous or endless; the sentence says what to change."""
    problem = rules.password_problem(password, PERSONAL)
    assert problem is not None and problem.endswith("。")


@pytest.mark.parametrize("password", ["Kq7-wert-zu", "春天的Kq7-雨水很多", "correct Horse 9 battery"])
def test_a_password_of_its_own_is_taken(password: str):
    """Three kinds of characters, ten at least, nothing personal."""
    assert rules.password_problem(password, PERSONAL) is None


@pytest.mark.parametrize(
    ("roles", "headed", "target_roles", "department", "expected"),
    [
        ({"employee", "department_head"}, {7}, {"employee"}, 7, True),
        ({"employee", "department_head"}, {7}, {"employee"}, 8, False),
        ({"employee", "department_head"}, {7}, {"employee", "law_admin"}, 7, False),
        ({"employee", "law_admin"}, set(), {"employee", "leader"}, 8, True),
        ({"employee", "law_admin"}, set(), {"employee", "auditor"}, 8, False),
        ({"employee", "system_admin"}, set(), {"employee", "auditor"}, 8, True),
        ({"employee"}, set(), {"employee"}, 7, False),
        ({"employee", "leader"}, set(), {"employee"}, 7, False),
    ],
)
def test_nobody_issues_a_secret_that_opens_more_than_the_own_roles(roles, headed, target_roles, department, expected):
    """Whoever issues a secret could use it."""
    found = rules.may_issue(frozenset(roles), frozenset(headed), frozenset(target_roles), department)
    assert found is expected


@pytest.mark.parametrize("target", ["/exams/", "/roster/?q=a&page=2"])
def test_sign_in_leads_to_a_page_of_this_site(target: str):
    """With its query."""
    assert rules.local_target(target) == target


@pytest.mark.parametrize(
    "target",
    [None, "", "https://example.com/", "//example.com", "/\\example.com", "exams", "/a\r\nx: y", "javascript:x"],
)
def test_sign_in_leads_nowhere_else(target):
    """No address from outside is followed."""
    assert rules.local_target(target) is None
