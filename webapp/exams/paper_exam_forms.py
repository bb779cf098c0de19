"""Decide the shape of what is typed to enter scores from paper, and to check them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import wtforms
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import FileStorage
from wtforms import validators

from webapp import files
from webapp.bank.service import classified_mark
from webapp.clock import local
from webapp.errors import AppError, InvalidInput
from webapp.exams.forms import TIME_FORMATS, instant_of
from webapp.exams.models import PaperSitting
from webapp.exams.paper_exam_rules import short
from webapp.exams.paper_exams import MOST_TEXT, SCANS, LateWithoutReason, Scan
from webapp.forms import Form

SCAN_WORD = "试卷或成绩单扫描件"


class KeyForm(Form):
    """When the papers were handed in, who got how many points, and the scanned papers."""

    sat_at = wtforms.DateTimeLocalField("收卷时间", [validators.InputRequired("请填写收卷时间")], format=TIME_FORMATS)
    lines = wtforms.TextAreaField("姓名或工号和分数", [validators.InputRequired("请填写姓名或工号和分数，每人一行")])
    scan = FileField(SCAN_WORD)
    late_entry_reason = wtforms.StringField("补录原因", [validators.Length(max=200)])

    def instant(self) -> datetime:
        """Return the typed time as an instant."""
        return instant_of(self.sat_at.data)

    def has_scan(self) -> bool:
        """Say whether a file was sent."""
        return isinstance(self.scan.data, FileStorage) and bool(self.scan.data.filename)

    def scanned(self) -> Scan:
        """Return the bytes and name of the scan; raise InvalidInput for none, and for what is no scan."""
        try:
            data, name = files.check_upload(self.scan.data if self.has_scan() else None, SCANS)
            if marked := classified_mark(name, ()):
                raise InvalidInput(marked)
            return data, name
        except InvalidInput as refused:
            self.scan.errors = [refused.sentence.rstrip("。")]
            raise

    def typed(self) -> dict[str, Any]:
        """Return what both services take from a person beside the scan."""
        reason = self.late_entry_reason.data or ""
        return {"text": self.lines.data or "", "sat_at": self.instant(), "late_entry_reason": reason}

    def show(self, refused: AppError) -> None:
        """Put a refusal beside the list that it is about; one about the scan stands there already."""
        if isinstance(refused, LateWithoutReason):
            self.late_entry_reason.errors = [refused.sentence.rstrip("。")]
        elif not self.scan.errors:
            self.lines.errors = [text.rstrip("。") for text in refused.details or (refused.sentence,)]


class NewForm(KeyForm):
    """The same for scores that are keyed for the first time: without a scan nobody could check them."""

    scan = FileField(SCAN_WORD, [FileRequired("还没有选择扫描件，请选择后再提交")])


class CheckForm(Form):
    """How a second person checks: the scores keyed again, or a tick; ``seen`` says which keying was looked at."""

    lines = wtforms.TextAreaField("再录一遍")
    is_compared = wtforms.BooleanField("我已对照扫描件逐人核对，与上表一致")
    seen = wtforms.HiddenField()

    def seen_at(self) -> datetime:
        """Return when the list that was looked at was keyed; InvalidInput where the form doesn't say so."""
        return seen_at(self.seen.data or "")

    def show(self, refused: AppError) -> None:
        """Put a refusal beside the list."""
        self.lines.errors = [text.rstrip("。") for text in refused.details or (refused.sentence,)]


class ReturnForm(Form):
    """Why a list is returned, or given up."""

    text = wtforms.TextAreaField("原因", [validators.InputRequired("请写明原因"), validators.Length(max=MOST_TEXT)])
    seen = wtforms.HiddenField()


def seen_at(text: str) -> datetime:
    """Return the instant that a page has carried along; InvalidInput for anything else."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise InvalidInput("页面已经过时，请刷新后再办。")
    return found


def filled(sitting: PaperSitting, rows: Sequence[Any]) -> dict[str, Any]:
    """Return what the form of a list shows that was keyed before: one line a person, by number where there is one."""
    lines = [" ".join([number or name, *(score.parts or [short(score.score)])]) for score, name, number in rows]
    at = local(sitting.sat_at).replace(tzinfo=None)
    return {"sat_at": at, "lines": "\n".join(lines), "late_entry_reason": sitting.late_entry_reason}
