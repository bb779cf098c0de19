"""Decide which figures the demonstration's officers enter at the end of a year, and when a year is put on file."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from seeds.demonstration import cast, chance
from seeds.demonstration.days import morning, read_table
from seeds.demonstration.replay import Replay
from webapp.clock import end_of_day
from webapp.completion import service as completion
from webapp.labels import QUALIFIERS
from webapp.reports import service as reports

_QUALIFIERS = {label: code for code, label in QUALIFIERS.items()}
_ISSUED = "issued_documents"
_LAST_WRITTEN = 2025
"""Later years repeat the values of this one, with another count of documents."""
_FILED_ON = (1, 15)


def tell_year(replay: Replay, year: int) -> None:
    """Let the year's figures be entered on its last working days and its statistic be filed in the next January."""
    day = replay.days.before(date(year + 1, 1, 1), 2)
    replay.at(morning(day), lambda at: _enter(replay, year, at))
    filed_on = replay.days.on_or_after(date(year + 1, *_FILED_ON))
    replay.at(morning(filed_on) + timedelta(hours=1), lambda at: _file(replay, year, at))


def _enter(replay: Replay, year: int, at: datetime) -> None:
    clerk = replay.person(cast.CLERK)
    reports.define_indicators(replay.session, replay.unit_id, actor_id=clerk, now=at)
    for row in read_table("报告数据项.csv"):
        if row["年度"] != str(min(year, _LAST_WRITTEN)):
            continue
        value = Decimal(row["数值"])
        if row["代码"] == _ISSUED and year > _LAST_WRITTEN:
            value += chance.between(-40, 40, _ISSUED, year)
        reports.enter_value(
            replay.session,
            replay.unit_id,
            row["代码"],
            year,
            value,
            qualifier=_QUALIFIERS[row["限定"]],
            source_note=row["来源"],
            actor_id=clerk,
            now=at,
        )


def _file(replay: Replay, year: int, at: datetime) -> None:
    completion.freeze(
        replay.session,
        replay.unit_id,
        year,
        purpose="annual",
        at=end_of_day(date(year, 12, 31)),
        actor_id=replay.person(cast.CLERK),
        now=at,
    )
