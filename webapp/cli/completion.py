"""Command ``xuefa completion``: the year's figures as of an instant, for people or as JSON."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

import click

from webapp import clock
from webapp.accounts import queries as accounts
from webapp.cli.base import with_app
from webapp.clock import local
from webapp.completion import rules
from webapp.completion.service import PersonFigures, StatedDuty, YearFigures, figures_at
from webapp.db import reading
from webapp.errors import InvalidInput


@click.command("completion", help="查看某一年度的学习完成率、各科室情况和还差的人。")
@click.option("--year", required=True, type=click.IntRange(2000, 2100), help="所属年度。")
@click.option("--as-of", "as_of", help="截至时刻，例如 2026-11-24（当天 23:59:59）或 2026-11-24T09:40，默认现在。")
@click.option("--department", help="只看一个科室（写科室名称）。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@with_app
def _completion(year: int, as_of: str | None, department: str | None, as_json: bool) -> None:
    unit = accounts.the_unit(reading())
    if unit is None:
        raise InvalidInput("这里还没有单位，请先执行 xuefa init 或 xuefa demo。")
    at = _instant(as_of)
    scope = _department(unit.id, department)
    found = figures_at(reading(), unit.id, year, at=at, department_id=scope)
    if as_json:
        click.echo(json.dumps(as_data(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(as_lines(found)))


def _instant(text: str | None) -> datetime:
    if text is None:
        return clock.now()
    try:
        return clock.parse_as_of(text)
    except ValueError:
        raise InvalidInput("截至时刻应写成 2026-11-24 或 2026-11-24T09:40，请改正后重试。") from None


def _department(unit_id: int, name: str | None) -> int | None:
    if name is None:
        return None
    nodes = accounts.departments(reading(), unit_id)
    for node in nodes:
        if node.name == name:
            return node.id
    known = "、".join(node.name for node in nodes)
    raise InvalidInput(f"没有叫“{name}”的科室，请从这些里选：{known}。")


def _figures(found: rules.Figures) -> dict[str, Any]:
    return {
        **asdict(found.people),
        "rate": found.people.rate,
        "due_rate": found.due_rate,
        "full": found.people.is_full,
        "due_completed": found.due_completed,
        "due_required": found.due_total,
        "assignments": asdict(found.assignments),
    }


def _person(person: PersonFigures) -> dict[str, Any]:
    return {
        "name": person.full_name,
        "staff_number": person.staff_number,
        "department": person.department_name,
        "state": person.state,
        "minutes": person.minutes,
        "owes": [
            {"title": duty.facts.title, "state": duty.state, "due_at": local(duty.facts.due_at).isoformat()}
            for duty in person.owed
        ],
    }


def as_data(found: YearFigures) -> dict[str, Any]:
    """Return the figures as JSON-ready data; instants carry the offset of Asia/Shanghai."""
    return {
        "year": found.year,
        "as_of": local(found.at).isoformat(timespec="seconds"),
        **_figures(found.figures),
        "by_department": [{"department": one.name, **_figures(one.figures)} for one in found.departments],
        "owing": [_person(person) for person in found.owing],
    }


def as_lines(found: YearFigures) -> list[str]:
    """Return the figures as lines for a person."""
    people = found.people
    lines = [
        f"{found.year}年学习完成率 {found.rate}（{people.completed}/{people.required} 人），"
        f"到期任务完成率 {found.figures.due_rate}，截至 {local(found.at):%Y-%m-%d %H:%M}",
        f"按时完成 {people.completed_on_time} 人，未到期未完成 {people.outstanding} 人，逾期 {people.overdue} 人，"
        f"免考 {people.exempt} 人，不再应考 {people.withdrawn} 人",
    ]
    lines += [f"  {one.name} {one.figures.people.completed}/{one.figures.people.required}" for one in found.departments]
    lines += [
        f"还差：{person.department_name} {person.full_name}（{'、'.join(_owed(duty) for duty in person.owed)}）"
        for person in found.owing
    ]
    return lines


def _owed(duty: StatedDuty) -> str:
    word = "已逾期" if duty.state == "overdue" else "截止"
    return f"{duty.facts.title}，{local(duty.facts.due_at):%Y-%m-%d} {word}，约 {duty.facts.minutes} 分钟"


def command(_name: str) -> click.Command:
    """Return the command."""
    return _completion
