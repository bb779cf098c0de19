"""Decide the shape of a complaint or suggestion and of its answer."""

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from webapp.forms import Form

_LONG = Length(max=2000, message="最多 2000 个字，请缩短。")


class FeedbackForm(Form):
    """What is to be said, and how to reach who says it."""

    text = TextAreaField("想说什么", [DataRequired("请写下投诉或建议。"), _LONG])
    contact = StringField("怎么联系您", [Length(max=100, message="联系方式最多 100 个字，请缩短。")])


class AnswerForm(Form):
    """The answer to one entry."""

    answer = TextAreaField("回复", [DataRequired("请写下回复。"), _LONG])
