"""Decide the shape of a change to a published exam: entry, a later close of each window, and one make-up more."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import wtforms
from wtforms import validators

from webapp import labels
from webapp.clock import local
from webapp.exams import plan_rules
from webapp.exams.change_rules import Change, row_of
from webapp.exams.forms import TIME_FORMATS, instant_of
from webapp.exams.queries import ExamRow
from webapp.exams.rules import WindowFacts
from webapp.forms import Form


def _at(label: str) -> wtforms.DateTimeLocalField:
    return wtforms.DateTimeLocalField(label, [validators.Optional()], format=TIME_FORMATS)


class SettingsForm(Form):
    """What of a published exam may be changed; ``form_for`` adds a field for each window's close."""

    access_password = wtforms.StringField("考试口令", [validators.Optional()])
    networks = wtforms.TextAreaField("只能在这些网络里考", [validators.Optional()])
    late_entry_minutes = wtforms.IntegerField("每场开考几分钟后不能入场", [validators.Optional()])
    makeup_opens_at = _at("加一次补考，开放时间")
    makeup_closes_at = _at("补考截止时间")
    reason = wtforms.StringField("改动的原因", [validators.InputRequired("请写明改动的原因"), validators.Length(max=200)])

    def is_complete(self) -> bool:
        """Say whether a posted form holds what it must; what is missing is noted beside its field."""
        if not self.validate_on_submit():
            return False
        if bool(self.makeup_opens_at.data) != bool(self.makeup_closes_at.data):
            self.show([plan_rules.Problem("makeup_closes_at", "补考的开放时间和截止时间要一起填写。")])
            return False
        return True

    def change(self, windows: Sequence[WindowFacts]) -> Change:
        """Return what ``service.change_exam`` takes; a close left as it is shown to the minute stays to the second."""
        typed = {window: self[row_of(window)].data for window in windows}
        closes = {one.window_id: instant_of(at) for one, at in typed.items() if at and at != _minute(one.closes_at)}
        makeup = None
        if self.makeup_opens_at.data and self.makeup_closes_at.data:
            ends = instant_of(self.makeup_opens_at.data), instant_of(self.makeup_closes_at.data)
            makeup = plan_rules.WindowPlan("makeup", *ends)
        return Change(
            self.late_entry_minutes.data,
            self.access_password.data or None,
            plan_rules.networks_of(self.networks.data or ""),
            closes,
            makeup,
        )

    def show(self, problems: Sequence[plan_rules.Problem]) -> None:
        """Put each problem beside its field."""
        for problem in problems:
            field = self[problem.field]
            field.errors = [*field.errors, problem.sentence.rstrip("。")]


def form_for(row: ExamRow) -> SettingsForm:
    """Return the form of an exam: what was posted, else the exam as it is."""
    fields: dict[str, Any] = {}
    shown: dict[str, Any] = {
        "access_password": row.exam.access_password,
        "networks": "\n".join(row.exam.networks or ()),
        "late_entry_minutes": row.exam.late_entry_minutes,
    }
    for window in row.windows:
        opens_at = local(window.opens_at).strftime("%m月%d日 %H:%M")
        fields[row_of(window)] = _at(f"{labels.label('window_kind', window.kind)}（{opens_at} 开放）的截止时间")
        shown[row_of(window)] = _minute(window.closes_at)
    return type("ExamSettingsForm", (SettingsForm,), fields)(data=shown)  # type: ignore[no-any-return]


def _minute(at: datetime) -> datetime:
    return local(at).replace(second=0, microsecond=0, tzinfo=None)
