"""Decide the shape of what is sent to the roster: a file, who left, a move, a leave, an absence, a role."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are a release behind
from wtforms.validators import InputRequired, Length, Optional

from webapp import labels
from webapp.errors import InvalidInput
from webapp.forms import Form

_DATE = "请填写日期。"


class UploadForm(Form):
    """A roster file, and whether it names everybody of the unit."""

    file = FileField("名册文件", [FileRequired("还没有选择文件，请选择名册文件后再上传。")])
    is_whole = BooleanField("这是全单位的完整名册（不在名册里的人会列为“可能离开”，逐个确认）")


def leaving(fields: Mapping[str, str]) -> dict[int, tuple[date, str]]:
    """Return (first day away, reason) of each ticked leaver; InvalidInput when a ticked one lacks date or reason."""
    found = {}
    for name in fields:
        prefix, _, number = name.partition("_")
        if prefix != "leave" or not number.isdecimal() or len(number) > 9:
            continue
        try:
            on = date.fromisoformat(fields.get(f"on_{number}", ""))
        except ValueError:
            raise InvalidInput("勾选了离开的人，请给每一位填写离开日期。") from None
        reason = fields.get(f"reason_{number}", "")
        if reason not in labels.LEAVING_REASONS:
            raise InvalidInput("勾选了离开的人，请给每一位选择离开原因。")
        found[int(number)] = (on, reason)
    return found


class PersonForm(Form):
    """What all forms of a person's page share: a refusal of the service is shown at the date."""

    date_field = "on"

    def refuse(self, sentence: str) -> None:
        """Show what the service refused."""
        self[self.date_field].errors = [sentence]


class MoveForm(PersonForm):
    """Another department, from a day on."""

    department = SelectField("调到", coerce=int)
    on = DateField("从哪天起", [InputRequired(_DATE)])

    def offer(self, nodes: Iterable[tuple[int, str]]) -> None:
        """Let the person choose among these departments (id, name)."""
        self.department.choices = [SelectChoice(*node) for node in nodes]


class LeaveForm(PersonForm):
    """The first day away, and why."""

    on = DateField("离开日期", [InputRequired(_DATE)])
    reason = SelectField("原因", choices=[SelectChoice(*one) for one in labels.LEAVING_REASONS.items()])


class AwayForm(PersonForm):
    """A time away: posted elsewhere, or on long leave."""

    date_field = "from_on"

    kind = SelectField("情况", choices=labels.form_choices("away_kind"))
    from_on = DateField("从哪天起", [InputRequired(_DATE)])
    until_on = DateField("哪天返回", [Optional()])
    note = StringField("说明", [Length(max=200, message="说明最多 200 个字，请缩短。")])


class GrantForm(PersonForm):
    """A role at a node, from a day on and perhaps until a day."""

    date_field = "from_on"

    role = SelectField("角色")
    node = SelectField("范围", coerce=int)
    from_on = DateField("从哪天起", [InputRequired(_DATE)])
    until_on = DateField("到哪天为止", [Optional()])

    def offer(self, roles: Sequence[str], unit: tuple[int, str], nodes: Sequence[tuple[int, str]]) -> None:
        """Let the person choose among these roles, and the unit or one of its nodes."""
        self.role.choices = [SelectChoice(role, labels.label("role", role)) for role in roles]
        self.node.choices = [SelectChoice(*node) for node in (unit, *nodes)]

    @property
    def wanted(self) -> dict[str, Any]:
        """What was chosen, as the service takes it."""
        return {
            "role": self.role.data,
            "node_id": self.node.data,
            "from_on": self.from_on.data,
            "until_on": self.until_on.data,
        }


def person_forms(
    sent: Form | None,
    nodes: Sequence[tuple[int, str]],
    *,
    roles: Sequence[str],
    unit: tuple[int, str],
    department_id: int | None,
    today: date,
) -> dict[str, Form]:
    """Return the forms of a person's page by name, empty but for the one that was sent and refused."""
    move = MoveForm(formdata=None, on=today)
    grant = GrantForm(formdata=None, from_on=today, node=department_id)
    move.offer(node for node in nodes if node[0] != department_id)
    grant.offer(roles, unit, nodes)
    blank: dict[str, Form] = {
        "move": move,
        "leave": LeaveForm(formdata=None, on=today),
        "away": AwayForm(formdata=None, from_on=today),
        "grant": grant,
    }
    return {name: sent if isinstance(sent, type(form)) else form for name, form in blank.items()}
