"""Decide the shape of a year plan's months, of one session, and of the marks of a roll."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wtforms import (
    DateField,
    FieldList,
    FormField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TimeField,
)
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are a release behind
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from webapp import labels
from webapp.forms import Form
from webapp.study.rules import STATUSES

_MARK = "mark-"


class MonthForm(PlainForm):
    """One month of a plan."""

    class Meta(PlainForm.Meta):
        """WTForms settings: messages in Chinese, as in ``webapp.forms``."""

        locales = ("zh",)

    department_id = SelectField("科室", coerce=int)
    theme = StringField(
        "主题", validators=[DataRequired("请填写主题。"), Length(max=120, message="主题最多 120 字，请缩短。")]
    )
    category = SelectField("类别", choices=labels.form_choices("category"))


class PlanForm(Form):
    """Twelve months, January first, and the document that the plan stands on."""

    document_number = StringField("文号", validators=[Length(max=60)])
    months = FieldList(FormField(MonthForm), min_entries=12, max_entries=12)

    def offer(self, departments: list[tuple[int, str]]) -> None:
        """Let each month be led by one of these departments (id, name)."""
        for entry in self.months:
            entry.form.department_id.choices = [SelectChoice(number, name) for number, name in departments]

    @property
    def rows(self) -> list[tuple[int, int, str, str]]:
        """The months as the service takes them."""
        return [
            (month, entry.form.department_id.data, entry.form.theme.data, entry.form.category.data)
            for month, entry in enumerate(self.months, start=1)
        ]

    @property
    def problems(self) -> list[tuple[int, str, str]]:
        """What is wrong: month, id of the field, sentence."""
        return [
            (month, field.id, sentence)
            for month, entry in enumerate(self.months, start=1)
            for field in entry.form
            for sentence in field.errors
        ]


def _number_or_none(value: Any) -> int | None:
    return int(value) if value not in (None, "", "None") else None


class SessionForm(Form):
    """One meeting; the kinds are ticked, several of them for 合并开展."""

    title = StringField("活动名称", validators=[DataRequired("请填写活动名称。"), Length(max=120)])
    kinds = SelectMultipleField(
        "活动类型（可多选，合并开展的各计一次）",
        choices=labels.form_choices("session_kind"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[InputRequired("请至少选择一种活动类型。")],
    )
    monthly_theme_id = SelectField("对应年度计划", coerce=_number_or_none)
    category = SelectField("内容类别", choices=labels.form_choices("category"), default="law")
    held_on = DateField("日期", validators=[InputRequired("请选择日期。")])
    starts = TimeField("开始时间", validators=[InputRequired("请填写开始时间。")])
    minutes = IntegerField(
        "时长（分钟）",
        default=90,
        validators=[InputRequired("请填写时长。"), NumberRange(5, 1440, "时长应在 5 到 1440 分钟之间。")],
    )
    place = StringField("地点", validators=[Optional(), Length(max=80)])
    host = StringField("主持人", validators=[Optional(), Length(max=60)])
    lecturer = StringField("主讲人", validators=[Optional(), Length(max=60)])
    department_id = SelectField("主讲科室", coerce=_number_or_none)
    document_number = StringField("文号", validators=[Optional(), Length(max=60)])

    def offer(self, departments: list[tuple[int, str]], themes: list[tuple[int, str]]) -> None:
        """Let the meeting be led by one of the departments and hold one of the plan's months (id, words)."""
        none = SelectChoice("", "不指定")
        self.department_id.choices = [none, *(SelectChoice(number, name) for number, name in departments)]
        self.monthly_theme_id.choices = [
            SelectChoice("", "不属于月度主题"),
            *(SelectChoice(number, words) for number, words in themes),
        ]

    def entry(self, starts_at: datetime) -> dict[str, Any]:
        """The meeting as the service takes it; ``starts_at`` is the instant of ``held_on`` and ``starts``."""
        names = ("title", "kinds", "category", "minutes", "place", "host", "lecturer", "department_id")
        values = {name: getattr(self, name).data for name in (*names, "monthly_theme_id", "document_number")}
        return values | {"starts_at": starts_at}


def marks(sent: Mapping[str, str]) -> dict[int, str]:
    """Return status by person from the fields ``mark-<id>`` of a sent roll; unreadable names are passed over."""
    return {
        int(name.removeprefix(_MARK)): status
        for name, status in sent.items()
        if name.startswith(_MARK) and name.removeprefix(_MARK).isdecimal()
    }


STATUS_CHOICES = [*((code, labels.label("attendance", code)) for code in STATUSES), ("", "不用到")]
