"""Decide the shape of what sign-in, password and slip pages send."""

from typing import Any

from wtforms import HiddenField, PasswordField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are a release behind
from wtforms.validators import EqualTo, InputRequired, Length

from webapp.accounts import rules
from webapp.forms import Form


class LoginForm(Form):
    """One account field for staff number or phone, one secret, and where to go afterwards."""

    account = StringField(
        "工号或手机号", [InputRequired("请填写工号或手机号。"), Length(max=60, message="账号太长，请核对后重新填写。")]
    )
    password = PasswordField("密码", [InputRequired("请填写密码。")])
    next = HiddenField()

    @property
    def target(self) -> str | None:
        """The page to open after sign-in, None unless it lies on this site."""
        return rules.local_target(self.next.data)


class PasswordForm(Form):
    """The present password and the new one twice."""

    present = PasswordField("现在的密码", [InputRequired("请填写现在的密码。")])
    password = PasswordField("新密码", [InputRequired("请填写新密码。")])
    again = PasswordField(
        "再输一遍新密码",
        [InputRequired("请再输一遍新密码。"), EqualTo("password", "两次输入的新密码不一样，请重新输入。")],
    )


class FirstPasswordForm(PasswordForm):
    """The new password twice: who has just proved an initial secret is not asked for it again."""

    present = None


class SlipForm(Form):
    """The people to print slips for; ``seen`` is the state that the page showed, so that a reload issues nothing."""

    employee_ids = SelectMultipleField("人员", [InputRequired("还没有选人，请勾选后再打印。")], coerce=int)
    seen = HiddenField()

    def __init__(self, allowed_ids: list[int], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.employee_ids.choices = [SelectChoice(employee_id, "") for employee_id in allowed_ids]
