"""Decide what every form shares: Chinese messages, CSRF, and trimmed text."""

from collections.abc import Callable
from typing import Any

from flask_wtf import FlaskForm


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


class Form(FlaskForm):
    """The base of all forms: messages in Chinese, blanks around typed text removed."""

    class Meta(FlaskForm.Meta):
        """WTForms settings: Chinese messages from its own catalogue."""

        locales = ("zh",)

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Trim every text field's input before it is checked."""
            filters: list[Callable[[Any], Any]] = list(unbound_field.kwargs.get("filters", []))
            name = unbound_field.field_class.__name__
            if name in {"StringField", "TextAreaField", "EmailField", "TelField"}:
                filters.append(_stripped)
                return unbound_field.bind(form=form, filters=filters, **options)
            return unbound_field.bind(form=form, **options)
