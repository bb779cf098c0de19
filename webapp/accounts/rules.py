"""Decide how long a sign-in lives, when failures lock, which passwords are good, and who may issue login slips.

Source of the figures: design/SECURITY, rows identity and passwords (GB/T 22239-2019 level 2; OWASP ASVS 5.0).
"""

import re
from datetime import datetime, timedelta

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
LOCK_AFTER = 5
LOCKED_FOR = timedelta(minutes=15)
BUSY_FAILURES = 100
BUSY_WINDOW = timedelta(minutes=1)
BUSY_SECONDS = 0.5
INITIAL_LIVES = timedelta(hours=24)
SHORTEST = 10
LONGEST = 128

_COMMON = (
    "123456",
    "654321",
    "987654",
    "111111",
    "666666",
    "888888",
    "000000",
    "112233",
    "520520",
    "5201314",
    "password",
    "passw0rd",
    "qwerty",
    "asdfgh",
    "1qaz2wsx",
    "abc123",
    "abcd1234",
    "admin",
    "woaini",
    "iloveyou",
    "letmein",
    "welcome",
)
_CLASSES = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")
_GUARDED_ROLES = frozenset({"system_admin", "security_admin", "auditor"})


def expires_at(created_at: datetime, last_seen_at: datetime, keep_until: datetime | None) -> datetime:
    """Return when a session ends: 30 min after it was last used, 12 h after sign-in, never before a running exam."""
    ends = min(last_seen_at + IDLE, created_at + ABSOLUTE)
    return max(ends, keep_until) if keep_until else ends


def is_seen_due(last_seen_at: datetime, now: datetime) -> bool:
    """Say whether the last use is to be written again: at most once a minute."""
    return now - last_seen_at >= SEEN_EVERY


def after_failure(failed_count: int, last_at: datetime, now: datetime) -> tuple[int, datetime | None]:
    """Return the new count of failures in a row and until when the account is locked at this address, None: not.

    Failures more than 15 minutes apart do not add up.
    """
    count = (failed_count if now - last_at < LOCKED_FOR else 0) + 1
    return count, now + LOCKED_FOR if count >= LOCK_AFTER else None


def slow_down(failures_in_the_last_minute: int) -> float:
    """Return by how many seconds an answer to a sign-in waits: an office shares one address."""
    return BUSY_SECONDS if failures_in_the_last_minute >= BUSY_FAILURES else 0.0


def password_problem(password: str, personal: tuple[str | None, ...]) -> str | None:
    """Return what to change about a new password, None when it is good.

    ``personal`` holds what others know about the person (name, pinyin, phone, staff number, account).
    """
    if not SHORTEST <= len(password) <= LONGEST:
        return f"新密码要有 {SHORTEST} 到 {LONGEST} 个字符，请加长后再试。"
    if sum(1 for pattern in _CLASSES if re.search(pattern, password)) < 3:
        return "新密码要在大写字母、小写字母、数字、符号中至少用三种，请补上后再试。"
    plain = re.sub(r"[\W_]", "", password.casefold())
    if any(piece in plain or piece in password.casefold() for piece in _COMMON):
        return "新密码里有大家常用的一段（如 123456、password），请换一个。"
    # Initials of two letters stand in many words; a Chinese name of two characters does not.
    for piece in " ".join(known.casefold() for known in personal if known).split():
        piece = re.sub(r"[\W_]", "", piece)
        if len(piece) >= (3 if piece.isascii() else 2) and piece in plain:
            return "新密码里不能有自己的姓名、工号、账号或手机号，请换一个。"
    if len(set(plain)) < 5:
        return "新密码里重复的字符太多，请换一个。"
    return None


def may_issue(
    roles: frozenset[str],
    headed_ids: frozenset[int],
    target_roles: frozenset[str],
    target_department_id: int | None,
) -> bool:
    """Say whether a person with ``roles`` may issue an initial secret to another.

    Whoever issues a secret could sign in with it, so nobody may issue one that opens more than the own roles do:
    a head only to plain employees of the own department, a law_admin not to the guarding roles.
    """
    if "system_admin" in roles:
        return True
    if "law_admin" in roles:
        return not target_roles & _GUARDED_ROLES
    return "department_head" in roles and target_department_id in headed_ids and target_roles <= {"employee"}


def local_target(text: str | None) -> str | None:
    """Return the page to open after sign-in when it lies on this site, else None."""
    if not text or not text.startswith("/") or text.startswith("//") or re.search(r"[\\\s\x00-\x1f]", text):
        return None
    return text
