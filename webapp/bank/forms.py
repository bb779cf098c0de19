"""Decide the shape of what is sent to the question bank: a file or a pasted text, and a reason for retiring."""

from collections.abc import Iterable

from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from webapp.forms import Form

NEW_BANK = ""


class ImportForm(Form):
    """A question file or a pasted text, and the bank that it goes into; a name makes a new bank."""

    file = FileField("题库文件")
    text = TextAreaField("或者粘贴题目", [Length(max=1_000_000, message="粘贴的文字太长，请改为上传文件。")])
    bank = SelectField("放进哪个题库", validate_choice=True)
    new_bank = StringField("新题库的名称", [Length(max=100, message="题库名称最多 100 个字，请缩短。")])

    def offer(self, banks: Iterable[tuple[int, str]]) -> None:
        """Let the person choose among these banks (id, name) or make a new one."""
        self.bank.choices = [*((str(key), name) for key, name in banks), (NEW_BANK, "新建一个题库")]

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for exactly one source, and for a name where a new bank is wanted."""
        is_valid: bool = super().validate(extra_validators)
        if not self.has_file and not self.text.data:
            return self.refuse("file", "还没有题目，请选择文件或粘贴文字。")
        if sum(bool(getattr(one, "filename", "")) for one in self.file.raw_data or ()) > 1:
            return self.refuse("file", "一次只能上传一个文件，请分别上传。")
        if self.has_file and self.text.data:
            return self.refuse("text", "文件和粘贴的文字只能用一种，请去掉一种。")
        if self.bank.data == NEW_BANK and not self.new_bank.data:
            return self.refuse("new_bank", "请填写新题库的名称，例如“学法题库”。")
        return is_valid

    @property
    def has_file(self) -> bool:
        """Whether a file was chosen."""
        return isinstance(self.file.data, FileStorage) and bool(self.file.data.filename)

    @property
    def bank_id(self) -> int | None:
        """The chosen bank, None for a new one."""
        return int(self.bank.data) if self.bank.data != NEW_BANK else None

    def refuse(self, name: str, sentence: str) -> bool:
        """Put a sentence at a field, for the form to be shown again; always False."""
        self[name].errors = [*self[name].errors, sentence]
        return False


class RetireForm(Form):
    """Why a question is taken out of the draw."""

    reason = StringField(
        "停用原因",
        [
            InputRequired("请写明停用原因，例如“条文已修改”。"),
            Length(max=200, message="停用原因最多 200 个字，请缩短。"),
        ],
    )
