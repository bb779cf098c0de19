"""Decide the shape and the bounds of what the settings page sends."""

import re
from typing import Any

from wtforms import BooleanField, DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Regexp, ValidationError

from webapp.forms import Form
from webapp.settings.defaults import LABELS

_TIME = Regexp(r"([01]\d|2[0-3]):[0-5]\d", message="请按 08:30 的样子填写。")
_MOST_DAYS = 60


class SettingsForm(Form):
    """The office's rules and the day from which they hold."""

    platform_name = StringField(LABELS["platform_name"], [InputRequired("请填写平台名称。"), Length(max=30)])
    organiser = StringField(LABELS["organiser"], [Length(max=60)])
    record_number = StringField(LABELS["record_number"], [Length(max=60)])
    department_word = SelectField(LABELS["department_word"], choices=["科室", "处室", "股室", "部门"])
    late_counts = BooleanField(LABELS["late_counts"])
    second_marker = BooleanField(LABELS["second_marker"])
    reminders_from = StringField(LABELS["reminders_from"], [InputRequired("请填写时间。"), _TIME])
    reminders_until = StringField(LABELS["reminders_until"], [InputRequired("请填写时间。"), _TIME])
    reminder_days_before = StringField(LABELS["reminder_days_before"], [InputRequired("请填写天数。")])
    effective_on = DateField("从哪天起生效", [InputRequired("请填写生效日期。")])

    @classmethod
    def showing(cls, values: dict[str, Any], **more: Any) -> "SettingsForm":
        """Return a form that shows these rules, whatever was sent."""
        days = "、".join(str(day) for day in values["reminder_days_before"])
        return cls(formdata=None, data={**values, "reminder_days_before": days, **more})

    def validate_reminder_days_before(self, field: StringField) -> None:
        """Ask for a few whole numbers of days."""
        parts = _parts(field.data or "")
        if not parts or len(parts) > 5 or not all(p.isdecimal() and 0 < int(p) <= _MOST_DAYS for p in parts):
            raise ValidationError(f"请填 1 到 {_MOST_DAYS} 之间的天数，最多 5 个，用顿号隔开，例如 7、3、1。")

    def validate_reminders_until(self, field: StringField) -> None:
        """Ask for an end after the beginning."""
        if (field.data or "") <= (self.reminders_from.data or ""):
            raise ValidationError("最晚时间应晚于最早时间。")

    @property
    def rules(self) -> dict[str, Any]:
        """The rules as they are stored."""
        found = {name: self[name].data for name in LABELS}
        days = {int(part) for part in _parts(self.reminder_days_before.data or "")}
        return {**found, "reminder_days_before": sorted(days, reverse=True)}


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[、,，;；\s]+", text) if part]
