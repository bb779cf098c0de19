"""Decide how a sign-in is proved, locked, kept open and ended, and how secrets are issued and changed.

Hashing takes 20 ms and happens before the transaction (``prove``), so that no one waits for the database meanwhile.
Every attempt ends with an answer, not an exception: a failure has to be counted and recorded.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.accounts import passwords, queries, rules, signing_queries
from webapp.accounts.models import Credential, Employee, LoginFailure, LoginSession
from webapp.accounts.queries import token_hash
from webapp.accounts.signing_queries import SlipCandidate
from webapp.audit.service import digest_of, record
from webapp.db import UtcDateTime, insert_ignore
from webapp.errors import Conflict, InvalidInput, NotFound

_WRONG = "账号或密码不对，请核对后重试；连续 5 次不对会锁定 15 分钟。"
_LOCKED = "连续 5 次不对，这个账号已锁定 15 分钟，请稍后再试，或请科室负责人、法治联络员重新发一个密码。"
_USED = "一次性密码已用过或已超过 24 小时，请科室负责人或法治联络员重新发一个。"


@dataclass(frozen=True)
class Proof:
    """What checking a password found, before any change: whose account, and whether the secret was right."""

    account: str
    employee_id: int | None
    password_hash: str | None
    is_right: bool


@dataclass(frozen=True)
class SignIn:
    """How a sign-in ended: a token for the cookie, or a sentence saying what to do."""

    token: str | None
    sentence: str = ""


def prove(session: orm.Session, account: str, password: str) -> Proof:
    """Check a password without changing anything; an unknown account takes the same time as a known one."""
    account = account.strip()[:60]
    person = signing_queries.by_account(session, account)
    credential = signing_queries.credential(session, person.id) if person is not None and person.is_enabled else None
    password_hash = credential.password_hash if credential else None
    is_right = passwords.is_right(
        password[: rules.LONGEST], password_hash, is_initial=credential is not None and credential.is_initial
    )
    return Proof(account, person.id if person else None, password_hash, is_right)


def delay_seconds(session: orm.Session, address: str, *, now: datetime) -> float:
    """Return by how many seconds the answer to a sign-in from this address waits (many failures only slow down)."""
    return rules.slow_down(signing_queries.failures_since(session, address, now - rules.BUSY_WINDOW))


def sign_in(session: orm.Session, proof: Proof, *, address: str, now: datetime) -> SignIn:
    """End a sign-in: open a session for a right secret, count a failure, refuse while the account is locked here."""
    if is_locked(session, proof.account, address, now=now):
        _refused(session, proof, "locked", now=now)
        return SignIn(None, _LOCKED)
    credential = signing_queries.credential(session, proof.employee_id) if proof.employee_id is not None else None
    if not proof.is_right or credential is None or credential.password_hash != proof.password_hash:
        is_closed = count_failure(session, proof.account, address, now=now)
        _refused(session, proof, "wrong", now=now)
        return SignIn(None, _LOCKED if is_closed else _WRONG)
    if credential.is_initial and not _use_up(session, credential, now=now):
        _refused(session, proof, "used", now=now)
        return SignIn(None, _USED)
    forget_failures(session, proof.account, address)
    token = open_session(session, credential.employee_id, address=address, now=now)
    person = _person(session, credential.employee_id)
    record(session, "login.done", actor_id=person.id, now=now, unit_id=person.unit_id)
    return SignIn(token)


def _use_up(session: orm.Session, credential: Credential, *, now: datetime) -> bool:
    """Take an initial secret out of use; False when it has expired or somebody was quicker."""
    used = session.execute(
        sa.update(Credential)
        .where(
            Credential.employee_id == credential.employee_id,
            Credential.password_hash == credential.password_hash,
            Credential.expires_at > now,
        )
        .values(expires_at=now)
    )
    return used.rowcount == 1  # type: ignore[attr-defined]


def is_locked(session: orm.Session, account: str, address: str, *, now: datetime) -> bool:
    """Say whether an account is locked at an address.

    Other features count guesses at their own doors the same way: an ``address`` of theirs is no network address.
    """
    failure = signing_queries.failures(session, account, address)
    return failure is not None and failure.locked_until is not None and failure.locked_until > now


def forget_failures(session: orm.Session, account: str, address: str) -> None:
    """Begin counting anew after a right secret."""
    session.execute(sa.delete(LoginFailure).where(LoginFailure.account == account, LoginFailure.address == address))


def count_failure(session: orm.Session, account: str, address: str, *, now: datetime) -> bool:
    """Count one more failure and say whether the account is locked here now; parallel ones are each counted."""
    insert_ignore(session, LoginFailure, [{"account": account, "address": address, "failed_count": 0, "last_at": now}])
    failure = session.get_one(LoginFailure, (account, address), with_for_update=True, populate_existing=True)
    failure.failed_count, failure.locked_until = rules.after_failure(failure.failed_count, failure.last_at, now)
    failure.last_at = now
    session.flush()
    return failure.locked_until is not None


def _refused(session: orm.Session, proof: Proof, why: str, *, now: datetime) -> None:
    """Record a failed sign-in; what was typed as account may be a password, so it is not kept."""
    person = queries.employee(session, proof.employee_id) if proof.employee_id is not None else None
    record(
        session,
        "login.failed",
        actor_id=person.id if person else None,
        unit_id=person.unit_id if person else None,
        now=now,
        detail={"why": why},
        outcome="failed",
    )


def open_session(session: orm.Session, employee_id: int, *, address: str, now: datetime) -> str:
    """Start a signed-in session and return its random token; a running exam elsewhere keeps it open as well."""
    token = secrets.token_urlsafe(32)
    keep_until = signing_queries.kept_until(session, employee_id, now=now)
    session.add(
        LoginSession(
            token_hash=token_hash(token),
            employee_id=employee_id,
            created_at=now,
            last_seen_at=now,
            expires_at=rules.expires_at(now, now, keep_until),
            keep_until=keep_until,
            address=address,
        )
    )
    session.flush()
    return token


def touch(session: orm.Session, token: str, *, now: datetime) -> None:
    """Note that a session is in use, so that it does not idle out."""
    found = signing_queries.login_session(session, token_hash(token))
    if found is not None and found.ended_at is None and rules.is_seen_due(found.last_seen_at, now):
        found.last_seen_at = now
        found.expires_at = rules.expires_at(found.created_at, now, found.keep_until)
        session.flush()


_UNTIL = sa.bindparam("until", type_=UtcDateTime)
_KEEP_OPEN = (
    sa.update(LoginSession)
    .where(
        LoginSession.employee_id == sa.bindparam("of"),
        LoginSession.ended_at.is_(None),
        LoginSession.expires_at > sa.bindparam("at", type_=UtcDateTime),
    )
    .values(
        keep_until=sa.case((LoginSession.keep_until > _UNTIL, LoginSession.keep_until), else_=_UNTIL),
        expires_at=sa.case((LoginSession.expires_at > _UNTIL, LoginSession.expires_at), else_=_UNTIL),
    )
    .execution_options(synchronize_session=False)
)


def keep_signed_in(session: orm.Session, employee_id: int, *, until: datetime, now: datetime) -> None:
    """Keep a person's open sessions alive until ``until``: a session never ends before a running exam."""
    session.execute(_KEEP_OPEN, {"of": employee_id, "at": now, "until": until})


def sign_out(session: orm.Session, employee_id: int, *, now: datetime) -> None:
    """End every session of a person, on every device."""
    end_sessions(session, employee_id, now=now)
    person = _person(session, employee_id)
    record(session, "login.ended", actor_id=person.id, now=now, unit_id=person.unit_id)


def end_sessions(session: orm.Session, employee_id: int, *, now: datetime) -> None:
    """End every session of a person as part of another change (disabling, a new secret, leaving)."""
    session.execute(
        sa.update(LoginSession)
        .where(LoginSession.employee_id == employee_id, LoginSession.ended_at.is_(None))
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )


def set_password(session: orm.Session, employee_id: int, password: str, *, actor_id: int | None, now: datetime) -> None:
    """Give a person a password of their own and end all their sessions; InvalidInput says what to change about it."""
    person = _person(session, employee_id)
    personal = (person.full_name, person.pinyin, person.phone, person.staff_number, person.login_name)
    problem = rules.password_problem(password, personal)
    if problem is not None:
        raise InvalidInput(problem)
    credential = signing_queries.credential(session, employee_id)
    if credential is None:
        credential = Credential(employee_id=employee_id, issued_at=now)
        session.add(credential)
    credential.password_hash = passwords.hash_chosen(password)
    credential.is_initial = False
    credential.expires_at = None
    credential.changed_at = now
    session.flush()
    end_sessions(session, employee_id, now=now)
    record(
        session,
        "password.change",
        actor_id=actor_id,
        now=now,
        unit_id=person.unit_id,
        subject_kind="employee",
        subject_id=employee_id,
    )


def change_own_password(
    session: orm.Session, employee_id: int, present: str, password: str, *, address: str, now: datetime
) -> str:
    """Change a person's own password and return the token of a new session; the former ones have ended.

    ``present`` is the password in use; it is not asked of those who have just proved an initial secret.
    """
    credential = signing_queries.credential(session, employee_id)
    if credential is None:
        raise NotFound("这个账号还没有密码，请科室负责人或法治联络员发一个。")
    if not credential.is_initial:
        if not passwords.is_right(present, credential.password_hash, is_initial=False):
            raise InvalidInput("现在的密码不对，请重新输入。")
        if present == password:
            raise InvalidInput("新密码和现在的一样，请换一个。")
    keep_until = signing_queries.kept_until(session, employee_id, now=now)
    set_password(session, employee_id, password, actor_id=employee_id, now=now)
    token = open_session(session, employee_id, address=address, now=now)
    if keep_until is not None:
        keep_signed_in(session, employee_id, until=keep_until, now=now)
    return token


def issue_initial(
    session: orm.Session, employee_ids: Collection[int], *, actor_id: int | None, now: datetime
) -> dict[int, str]:
    """Give people new initial secrets (single use, 24 h) and return them by employee id, the only time they are seen.

    Former passwords and sessions end at once.
    """
    issued: dict[int, str] = {}
    for employee_id in employee_ids:
        person = _person(session, employee_id)
        secret, password_hash = passwords.make_initial()
        session.merge(
            Credential(
                employee_id=person.id,
                password_hash=password_hash,
                is_initial=True,
                issued_at=now,
                expires_at=now + rules.INITIAL_LIVES,
                changed_at=None,
            )
        )
        end_sessions(session, person.id, now=now)
        issued[person.id] = secret
        record(
            session,
            "slip.issue",
            actor_id=actor_id,
            now=now,
            unit_id=person.unit_id,
            subject_kind="employee",
            subject_id=person.id,
        )
    session.flush()
    return issued


@dataclass(frozen=True)
class Slip:
    """One login slip as it is printed, the only time its secret is seen."""

    full_name: str
    department_name: str
    login_name: str
    secret: str


def seen_of(candidates: Sequence[SlipCandidate]) -> str:
    """Return a mark of when each secret was last issued: it changes with every issue."""
    return digest_of([[one.employee_id, one.issued_at.isoformat() if one.issued_at else ""] for one in candidates])


def issue_slips(
    session: orm.Session,
    candidates: Sequence[SlipCandidate],
    chosen_ids: Collection[int],
    seen: str,
    *,
    actor_id: int,
    now: datetime,
) -> list[Slip]:
    """Issue new initial secrets to the chosen of the candidates and return their slips.

    Conflict when ``seen`` is not their present state: a page that is sent twice issues once.
    """
    if seen != seen_of(candidates):
        raise Conflict("这批密码条已经发过，没有再次生成；如要重发，请从密码条页重新选人。")
    issued = issue_initial(session, chosen_ids, actor_id=actor_id, now=now)
    return [
        Slip(one.full_name, one.department_name, one.login_name, issued[one.employee_id])
        for one in candidates
        if one.employee_id in issued
    ]


def _person(session: orm.Session, employee_id: int) -> Employee:
    person = queries.employee(session, employee_id)
    if person is None:
        raise NotFound("没有找到这个人，请从名册重新进入。")
    return person
