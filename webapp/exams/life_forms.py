"""Decide the shape of what the office types to void attempts or to open them again."""

from datetime import datetime
from typing import Any

import wtforms
from wtforms import validators

from webapp.exams.forms import TIME_FORMATS, choices, instant_of
from webapp.exams.life import MOST_REASON
from webapp.forms import Form

DEEDS = (("reopen", "重新打开，让本人接着答"), ("void", "作废，不计成绩也不占次数"))


class LifeForm(Form):
    """Whose attempts, what is done to them, until when, and why."""

    deed = wtforms.RadioField("怎么处理", choices=choices(DEEDS), default="reopen")
    people = wtforms.TextAreaField("给谁", [validators.InputRequired("请填写姓名或工号，每行一个")])
    number = wtforms.IntegerField("第几份答卷", [validators.Optional(), validators.NumberRange(1, 99)])
    deadline_at = wtforms.DateTimeLocalField("新的截止时间", [validators.Optional()], format=TIME_FORMATS)
    reason = wtforms.StringField("原因", [validators.InputRequired("请写明原因"), validators.Length(max=MOST_REASON)])

    def is_complete(self) -> bool:
        """Say whether a posted form holds what it must; opening again needs a deadline."""
        if not self.validate_on_submit():
            return False
        if self.deed.data == "reopen" and self.deadline_at.data is None:
            self.deadline_at.errors = ["请填写新的截止时间"]
            return False
        return True

    def deadline(self) -> datetime:
        """Return the typed deadline as an instant."""
        return instant_of(self.deadline_at.data)

    def asked(self) -> dict[str, Any]:
        """Return what both services take from a person."""
        return {"number": self.number.data, "reason": self.reason.data or ""}

    def show(self, sentence: str, details: tuple[str, ...]) -> None:
        """Put a refusal beside the list that it is about."""
        self.people.errors = [text.rstrip("。") for text in details or (sentence,)]
