"""Decide the shape of what is typed about an objection or a correction, the key included."""

from typing import Any

import wtforms
from werkzeug.datastructures import MultiDict
from wtforms import validators

from question_bank import Key, MalformedResponse, Question, get_type
from webapp.bank.service import with_key
from webapp.errors import InvalidInput
from webapp.exams import correction_rules, paper, sheets
from webapp.exams.corrections import MOST_TEXT
from webapp.forms import Form

KEY_FIELD = "q0"
_KEY_CONTROLS = {"one", "judge", "many", "order", "pairs", "blanks"}


class ReasonForm(Form):
    """One text: why something is objected to, declined, proposed or refused."""

    text = wtforms.TextAreaField("理由", [validators.InputRequired("请写明理由"), validators.Length(max=MOST_TEXT)])

    def typed(self) -> str:
        """Return the reason; InvalidInput when there is none or it is too long."""
        if not self.validate_on_submit():
            raise InvalidInput(f"请写明理由，{MOST_TEXT} 字以内。")
        return self.text.data or ""


def _item(content: Question) -> dict[str, Any]:
    """Return a question as a paper's item would have it, in stored order."""
    order = get_type(content.type).shown_order(content, False, lambda name: name)
    return {**paper.takes(content), "option_order": order}


def key_control(content: Question) -> dict[str, Any] | None:
    """Return what the question's own control needs to take a key, filled with the present one; None without a key."""
    if get_type(content.type).control not in _KEY_CONTROLS:
        return None
    raw = correction_rules.shown_in_control(content.key)
    value = raw[0] if get_type(content.type).control in {"one", "judge"} else raw
    return sheets.control_of(_item(content), content, KEY_FIELD, value, "all_or_nothing")


def key_typed(content: Question, fields: MultiDict[str, str]) -> Key | None:
    """Return the key that was entered in the control; None when none was, or the type has none."""
    control = get_type(content.type).control
    if control not in _KEY_CONTROLS or KEY_FIELD not in fields:
        return None
    item = _item(content)
    try:
        raw = paper.read_fields(item, KEY_FIELD, fields.getlist)
        return correction_rules.key_of(control, paper.read_response(item, raw))
    except MalformedResponse as error:
        raise InvalidInput(f"更正后的答案：{error.sentence}") from None


def kept_fields(fields: MultiDict[str, str]) -> list[tuple[str, str]]:
    """Return what was entered in the control, to be carried along as hidden fields."""
    return [(name, value) for name, value in fields.items(multi=True) if name == KEY_FIELD]


def key_words(content: Question) -> str:
    """Return a key for a person, in stored letters."""
    return get_type(content.type).key_labels(content, _item(content)["option_order"])


def words(content: Question, key: Key | None) -> dict[str, Any]:
    """Return what pages about a correction say: the key before and after, and the ways with what each means."""
    return {
        "old_key": key_words(content),
        "new_key": key_words(with_key(content, key)),
        "words": correction_rules.METHODS,
        "hints": correction_rules.METHOD_HINTS,
    }
