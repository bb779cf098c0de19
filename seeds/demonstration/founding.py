"""Decide how the demonstration office is founded, who joins, moves, leaves and is away, and who holds which role."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from seeds.demonstration import cast
from seeds.demonstration.days import FOLDER, morning, read_table
from seeds.demonstration.replay import Action, Replay
from webapp.accounts import service as accounts
from webapp.bank import service as bank
from webapp.clock import local_day
from webapp.errors import InvalidInput
from webapp.roster import service as roster

BEGINS_ON = date(2024, 1, 2)
MOVES_ON = date(2025, 6, 9)
LEAVES_ON = date(2025, 10, 20)
RETIRES_ON = date(2025, 11, 30)
JOINS_ON = date(2025, 11, 3)
_QUESTIONS = FOLDER.parent / "questions"
_FIRST_ROSTER = "名册_2024年初.csv"
BANK = "法治基础题库（起步）"
_WAVES: tuple[tuple[date, tuple[str, ...]], ...] = (
    (date(2024, 8, 12), ("01", "03", "04", "05", "08", "09", "11")),
    (date(2025, 8, 11), ("07", "10")),
    (date(2025, 12, 22), ("02", "06", "12")),
)
"""When which starter files are loaded: none before the law versions that its questions cite were published."""


def roster_names() -> list[str]:
    """Return who is on the first roster."""
    return [row["姓名"] for row in read_table(_FIRST_ROSTER)]


def tell(replay: Replay, bank_ids: list[int]) -> None:
    """Let the office begin, and everything about its people happen; ``bank_ids`` takes the bank's id."""
    replay.at(morning(BEGINS_ON), lambda at: _found(replay, at))
    for day, prefixes in _WAVES:
        replay.at(morning(day) + timedelta(hours=1), _loading(replay, bank_ids, prefixes))
    away = {
        cast.POSTED: ("village_posting", date(2024, 5, 6), None),
        cast.ON_MATERNITY_LEAVE: ("maternity", date(2024, 8, 1), date(2025, 1, 13)),
        cast.SECONDED: ("secondment", date(2025, 3, 3), None),
        cast.ON_SICK_LEAVE: ("sick", replay.days.before(local_day(replay.now), 40), None),
    }
    for name, (kind, from_on, until_on) in away.items():
        be_away(replay, name, kind, from_on, until_on)
    replay.at(morning(MOVES_ON), lambda at: _move(replay, at))
    replay.at(morning(JOINS_ON), lambda at: _bring(replay, "名册_2025年新调入.csv", at))
    replay.at(morning(LEAVES_ON), lambda at: _leave(replay, cast.LEAVER, "transfer", at))
    replay.at(morning(RETIRES_ON + timedelta(days=1)), lambda at: _leave(replay, cast.RETIREE, "retire", at))
    joins_on = replay.days.before(local_day(replay.now), 8)
    replay.at(morning(joins_on), lambda at: _bring(replay, "名册_本年新调入.csv", at))
    replay.at(replay.now, lambda at: _give_passwords(replay, at))


def _found(replay: Replay, at: datetime) -> None:
    unit = accounts.create_unit(replay.session, cast.OFFICE, actor_id=None, now=at)
    replay.unit_id = unit.id
    _bring(replay, _FIRST_ROSTER, at)
    for name in (cast.PRINCIPAL, *cast.DEPUTIES):
        _grant(replay, name, "leader", "领导班子", at)
    _grant(replay, cast.PRINCIPAL, "principal_leader", "领导班子", at)
    for person in replay.people(local_day(at)):
        if not person.is_leadership and person.job_title in {"科长", "主任"}:
            _grant(replay, person.full_name, "department_head", person.department_name, at)
    for name, role in (
        (cast.CLERK, "law_admin"),
        (cast.SYSTEM_ADMIN, "system_admin"),
        (cast.SECURITY_ADMIN, "security_admin"),
        (cast.AUDITOR, "auditor"),
    ):
        _grant(replay, name, role, None, at)


def _grant(replay: Replay, name: str, role: str, node: str | None, at: datetime) -> None:
    node_id = replay.departments[node] if node else replay.unit_id
    accounts.grant(replay.session, replay.person(name), role, node_id, from_on=local_day(at), actor_id=None, now=at)


def _bring(replay: Replay, filename: str, at: datetime) -> None:
    """Load a roster file along the path of an upload: read, compared, confirmed."""
    data = (FOLDER / filename).read_bytes()
    actor_id = replay.ids.get(cast.CLERK)
    receipt = roster.import_file(replay.session, replay.unit_id, data, filename, actor_id=actor_id, now=at)
    if receipt.refused:
        raise InvalidInput(
            f"演示名册 {filename} 有 {len(receipt.refused)} 行不能用，请恢复 seeds/demo_data 里的原文件。"
        )
    replay.learn_names(local_day(at))


def _loading(replay: Replay, bank_ids: list[int], prefixes: Sequence[str]) -> Action:
    def load(at: datetime) -> None:
        actor_id = replay.person(cast.CLERK)
        if not bank_ids:
            made = bank.create_bank(replay.session, replay.unit_id, BANK, actor_id=actor_id, now=at)
            bank_ids.append(made.id)
        for path in sorted(_QUESTIONS.glob("*.txt")):
            if path.name[:2] in prefixes:
                bank.import_file(replay.session, bank_ids[0], path.read_bytes(), path.name, actor_id=actor_id, now=at)

    return load


def be_away(replay: Replay, name: str, kind: str, from_on: date, until_on: date | None) -> None:
    """Let a person serve elsewhere or be on long leave from a day on."""

    def go(at: datetime) -> None:
        accounts.go_away(
            replay.session,
            replay.person(name),
            kind,
            from_on,
            until_on,
            actor_id=replay.person(cast.CLERK),
            now=at,
        )

    replay.away[name] = (from_on, until_on)
    replay.at(morning(from_on), go)


def _move(replay: Replay, at: datetime) -> None:
    roster.move(
        replay.session,
        replay.person(cast.MOVER),
        replay.departments[cast.MOVER_TO],
        on=local_day(at),
        actor_id=replay.person(cast.CLERK),
        now=at,
    )


def _leave(replay: Replay, name: str, reason: str, at: datetime) -> None:
    replay.gone.add(name)
    roster.leave(
        replay.session,
        replay.person(name),
        on=local_day(at),
        reason=reason,
        actor_id=replay.person(cast.CLERK),
        now=at,
    )


def _give_passwords(replay: Replay, at: datetime) -> None:
    for account in cast.ACCOUNTS:
        accounts.set_password(replay.session, replay.person(account.full_name), cast.PASSWORD, actor_id=None, now=at)
