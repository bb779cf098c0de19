"""Decide the shape of an indicator's entry."""

from typing import Any

from wtforms import BooleanField, DecimalField, RadioField, StringField
from wtforms.validators import Length, Optional, ValidationError

from webapp import labels
from webapp.forms import Form


class IndicatorForm(Form):
    """One officer's value: number, qualifier and source, or 本年度不报 with its reason."""

    value = DecimalField("数值", places=None, validators=[Optional()])
    qualifier = RadioField("限定词", choices=labels.form_choices("qualifier"), default="exact")
    source_note = StringField("数据来源", validators=[Length(max=200)])
    is_omitted = BooleanField("本年度不报")
    omitted_reason = StringField("不报的原因", validators=[Length(max=200)])

    def validate_value(self, field: DecimalField) -> None:
        """Ask for a number unless the indicator is not reported this year."""
        if field.data is None and not self.is_omitted.data and not field.errors:
            raise ValidationError("请填写数值；确实不报时勾选“本年度不报”并写明原因。")

    @property
    def entry(self) -> dict[str, Any]:
        """The entry as the service takes it: no value means 本年度不报."""
        return {
            "value": None if self.is_omitted.data else self.value.data,
            "qualifier": self.qualifier.data,
            "source_note": self.source_note.data or "",
            "omitted_reason": self.omitted_reason.data or "",
        }
