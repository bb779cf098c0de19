"""Decide the shape of what is sent to the roster: a file, what became of leavers, a move, a leave, an absence, a role."""

from collections.abc import Iterable, Mapping
from datetime import date

from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, HiddenField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from webapp import labels
from webapp.errors import InvalidInput
from webapp.forms import Form

LEAVING = {"transfer": "调出", "retire": "退休", "resign": "辞职", "other": "其他"}
_DATE = "请填写日期。"


class UploadForm(Form):
    """A roster file, and whether it names everybody of the unit."""

    file = FileField("名册文件")
    is_whole = BooleanField("这是全单位的完整名册（不在名册里的人会列为“可能离开”，逐个确认）")


class ConfirmForm(Form):
    """The mark of the preview; the confirmed leavers are read by ``leaving``."""

    seen = HiddenField()


def leaving(fields: Mapping[str, str], proposed_ids: Iterable[int]) -> dict[int, tuple[date, str]]:
    """Return (first day away, reason) of each ticked leaver; InvalidInput when a ticked one lacks date or reason."""
    found = {}
    for employee_id in proposed_ids:
        if f"leave_{employee_id}" not in fields:
            continue
        try:
            on = date.fromisoformat(fields.get(f"on_{employee_id}", ""))
        except ValueError:
            raise InvalidInput("勾选了离开的人，请给每一位填写离开日期。") from None
        reason = fields.get(f"reason_{employee_id}", "")
        if reason not in LEAVING:
            raise InvalidInput("勾选了离开的人，请给每一位选择离开原因。")
        found[employee_id] = (on, reason)
    return found


class MoveForm(Form):
    """Another department, from a day on."""

    department = SelectField("调到", coerce=int)
    on = DateField("从哪天起", [InputRequired(_DATE)])


class LeaveForm(Form):
    """The first day away, and why."""

    on = DateField("离开日期", [InputRequired(_DATE)])
    reason = SelectField("原因", choices=list(LEAVING.items()))


class AwayForm(Form):
    """A time away: posted elsewhere, or on long leave."""

    kind = SelectField("情况", choices=labels.choices("away_kind"))
    from_on = DateField("从哪天起", [InputRequired(_DATE)])
    until_on = DateField("哪天返回", [Optional()])
    note = StringField("说明", [Length(max=200, message="说明最多 200 个字，请缩短。")])


class GrantForm(Form):
    """A role at a node, from a day on and perhaps until a day."""

    role = SelectField("角色")
    node = SelectField("范围", coerce=int)
    from_on = DateField("从哪天起", [InputRequired(_DATE)])
    until_on = DateField("到哪天为止", [Optional()])
