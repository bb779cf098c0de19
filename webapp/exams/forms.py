"""Decide the shape of what the office types about an exam, and turn it into what the services take.

What is right or wrong about a plan is ``rules.exam_problems``; its sentences are put beside the fields here.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import wtforms
from wtforms import validators
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are a release behind

from question_bank import PaperSpec, SpecSection, all_types, spec_from_json
from webapp import labels
from webapp.clock import end_of_day, local, local_instant
from webapp.exams import plan_rules, rules, sheets
from webapp.exams.life_rules import named
from webapp.exams.plan_rules import WindowPlan
from webapp.exams.presets import Preset
from webapp.forms import Form

_SHOWN_AT = {"sections": "total_points", "review": "score"}
"""Where the form shows a problem that has no single field of its own."""
_ROW = "more_windows-"
MOST_ROWS = 20
MOST_POINTS = 10_000
LONGEST_NUMBER = 9
MORE = ("more_windows", "late_entry_minutes", "access_password", "networks", "pledge", "is_on_one_page")
MORE_PAPER = ("is_same_paper", "chosen", "mean_tolerance")
"""The fields that are folded away while nobody has used them."""
TIME_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"]


def choices(pairs: Iterable[tuple[Any, str]]) -> list[SelectChoice]:
    """Return (value, word) pairs as a select field takes them."""
    return [SelectChoice(value, word) for value, word in pairs]


def _needed(sentence: str) -> validators.InputRequired:
    return validators.InputRequired(sentence)


def _between(low: int, high: int, sentence: str) -> validators.NumberRange:
    return validators.NumberRange(low, high, sentence)


def _at(label: str, *checks: Any) -> wtforms.DateTimeLocalField:
    return wtforms.DateTimeLocalField(label, [*checks], format=TIME_FORMATS)


class Points(wtforms.DecimalField):
    """A number of points: at most 10000, with two decimals at most."""

    def process_formdata(self, valuelist: Any) -> None:
        """Refuse what no paper can hold, such as NaN or a number of a thousand digits."""
        super().process_formdata(valuelist)
        found = self.data
        if found is not None and not (found.is_finite() and abs(found) <= MOST_POINTS and found * 100 % 1 == 0):
            self.data = None
            raise ValueError("请填写 10000 以内的数，最多两位小数")


class SectionForm(wtforms.Form):
    """How many questions of one type, and the points of each; the type is fixed by its place."""

    type = wtforms.HiddenField()
    count = wtforms.IntegerField("题数", [validators.Optional(), _between(0, 500, "题数应在 0 到 500 之间")])
    points = Points("每题分值", [validators.Optional()], places=None)


class WindowForm(wtforms.Form):
    """One more window beside the first sitting and the first make-up; left blank it is none."""

    kind = wtforms.SelectField("哪一种", choices=choices([("stagger", "又一场考试"), ("makeup", "又一次补考")]))
    opens_at = _at("开放时间", validators.Optional())
    closes_at = _at("截止时间", validators.Optional())


class ExamForm(Form):
    """A planned exam, from a preset on."""

    title = wtforms.StringField("考试名称", [_needed("请填写考试名称"), validators.Length(max=120)])
    year = wtforms.IntegerField("所属年度", [_needed("请填写年度"), _between(2000, 2100, "请填写四位年度")])
    document_number = wtforms.StringField("文号", [validators.Length(max=60)])
    document_title = wtforms.StringField("文件名称", [validators.Length(max=120)])
    assigned_by = wtforms.StringField("布置单位", [validators.Length(max=60)])
    roster_on = wtforms.DateField("名册截止日", [_needed("请填写名册截止日")])
    opens_at = _at("开放时间", _needed("请填写开放时间"))
    closes_at = _at("截止时间", _needed("请填写截止时间"))
    makeup_opens_at = _at("补考开放时间", validators.Optional())
    makeup_closes_at = _at("补考截止时间", validators.Optional())
    duration_minutes = wtforms.IntegerField("考试时长（分钟）", [_needed("请填写考试时长")])
    max_attempts = wtforms.IntegerField("考试机会（次）", [_needed("请填写考试机会")])
    score_policy = wtforms.SelectField("考多次时取", choices=labels.form_choices("score_policy"))
    sections = wtforms.FieldList(wtforms.FormField(SectionForm))
    total_points = Points("总分", [_needed("请填写总分")], places=None)
    pass_mark = Points("合格线", [_needed("请填写合格线")], places=None)
    excellent_mark = Points("优秀线", [_needed("请填写优秀线")], places=None)
    multiple_rule = wtforms.SelectField("多选题、排序题计分", choices=choices(sheets.MULTIPLE_RULES.items()))
    shuffle_questions = wtforms.BooleanField("打乱题目顺序")
    shuffle_options = wtforms.BooleanField("打乱选项顺序")
    bank_ids = wtforms.SelectMultipleField(
        "从哪些题库抽题",
        [_needed("请至少选择一个题库")],
        coerce=int,
        widget=wtforms.widgets.ListWidget(prefix_label=False),
        option_widget=wtforms.widgets.CheckboxInput(),
    )
    score = wtforms.SelectField("成绩", choices=choices(sheets.REVIEW_TIMES.items()))
    responses = wtforms.SelectField("本人作答", choices=choices(sheets.REVIEW_TIMES.items()))
    keys = wtforms.SelectField("标准答案", choices=choices(sheets.REVIEW_TIMES.items()))
    explanations = wtforms.SelectField("解析和依据", choices=choices(sheets.REVIEW_TIMES.items()))
    more_windows = wtforms.FieldList(wtforms.FormField(WindowForm), "更多场次", max_entries=MOST_ROWS)
    late_entry_minutes = wtforms.IntegerField("每场开考几分钟后不能入场", [validators.Optional()])
    access_password = wtforms.StringField("考试口令", [validators.Optional()])
    networks = wtforms.TextAreaField("只能在这些网络里考", [validators.Optional()])
    pledge = wtforms.TextAreaField("承诺书", [validators.Optional()])
    is_on_one_page = wtforms.BooleanField("整张试卷放在一页")
    is_same_paper = wtforms.BooleanField("同一场的人考同一份试卷")
    chosen = wtforms.TextAreaField("指定题目", [validators.Optional()])
    mean_tolerance = Points("各人试卷的难度相差不超过几分", [validators.Optional()], places=None)

    def is_complete(self, preset: Preset) -> bool:
        """Say whether a posted form holds what it must; what is missing is noted beside its field."""
        if not self.validate_on_submit():
            for rows in (self.sections, self.more_windows):
                rows.errors = _sentences(rows.errors)
            return False
        missing = []
        if preset.asks_document and not self.document_number.data:
            missing.append(plan_rules.Problem("document_number", "请填写上级通知的文号。"))
        if bool(self.makeup_opens_at.data) != bool(self.makeup_closes_at.data):
            missing.append(plan_rules.Problem("makeup_closes_at", "补考的开放时间和截止时间要一起填写。"))
        for row in self.more_windows:
            if bool(row.opens_at.data) != bool(row.closes_at.data):
                missing.append(plan_rules.Problem(row.closes_at.name, "这一场的开放时间和截止时间要一起填写。"))
        if any(not word.isdecimal() or len(word) > LONGEST_NUMBER for word in named(self.chosen.data or "")):
            missing.append(plan_rules.Problem("chosen", "请只填题目编号，用空格、逗号或换行隔开。"))
        self.show(missing)
        return not missing

    def windows(self) -> list[WindowPlan]:
        """Return the typed windows as instants; a make-up needs both ends."""
        more = [
            WindowPlan(row.kind.data, instant_of(row.opens_at.data), instant_of(row.closes_at.data), f"{row.name}-")
            for row in self.more_windows
            if row.opens_at.data and row.closes_at.data
        ]
        is_staggered = any(window.kind == "stagger" for window in more)
        first = instant_of(self.opens_at.data), instant_of(self.closes_at.data)
        found = [WindowPlan("stagger" if is_staggered else "main", *first)]
        if self.makeup_opens_at.data and self.makeup_closes_at.data:
            ends = instant_of(self.makeup_opens_at.data), instant_of(self.makeup_closes_at.data)
            found.append(WindowPlan("makeup", *ends))
        return found + more

    def change_rows(self, pressed: Mapping[str, str]) -> bool:
        """Add or take away a row of windows if one of their buttons was pressed, and say whether it was."""
        kept = [row.data for row in self.more_windows if row.name != pressed.get("drop_row")]
        if "add_row" in pressed:
            kept.append({})
        self.more_windows.process(None, kept[:MOST_ROWS])  # Numbered anew, as the next post will number them.
        return "add_row" in pressed or "drop_row" in pressed

    def entry(self) -> plan_rules.EntryRules:
        """Return the typed rules of entry; what is left blank asks nothing."""
        return plan_rules.EntryRules(
            self.late_entry_minutes.data,
            self.access_password.data or None,
            plan_rules.networks_of(self.networks.data or ""),
            self.pledge.data or None,
            self.is_on_one_page.data,
        )

    def uses(self, names: Sequence[str]) -> bool:
        """Say whether one of these fields holds or lacks something, so that it is shown unfolded."""
        return any(self[name].data or self[name].errors for name in names)

    def spec(self) -> PaperSpec:
        """Return the typed paper; a type without questions is left out."""
        labels = {one.code: one.long_label for one in all_types()}
        return PaperSpec(
            tuple(
                SpecSection(labels[one["type"]], one["type"], one["count"], one["points"] or Decimal(0))
                for one in self.sections.data
                if one["count"] and one["type"] in labels
            ),
            self.shuffle_questions.data,
            self.shuffle_options.data,
            self.multiple_rule.data,
            self.mean_tolerance.data,
        )

    def plan(self) -> dict[str, Any]:
        """Return what ``service.create_exam`` takes from a person."""
        names = (
            *("title", "year", "document_number", "document_title", "assigned_by", "roster_on", "duration_minutes"),
            *("max_attempts", "score_policy", "total_points", "pass_mark", "excellent_mark", "bank_ids"),
        )
        review = {part: self[part].data for part in rules.REVIEW_PARTS}
        typed = {name: self[name].data for name in names}
        typed |= {"windows": self.windows(), "spec": self.spec(), "review": review, "entry": self.entry()}
        chosen = [int(word) for word in named(self.chosen.data or "")]
        return {**typed, "chosen_ids": chosen, "is_same_paper": self.is_same_paper.data}

    def show(self, problems: Sequence[plan_rules.Problem]) -> None:
        """Put each problem beside its field."""
        for problem in problems:
            field = self._field(_SHOWN_AT.get(problem.field, problem.field))
            field.errors = [*field.errors, problem.sentence.rstrip("。")]
            if problem.field.startswith(_ROW):
                self.more_windows.errors = [*self.more_windows.errors, problem.sentence.rstrip("。")]

    def _field(self, name: str) -> Any:
        if not name.startswith(_ROW):
            return self[name]
        return next(field for row in self.more_windows for field in row if field.name == name)


def _sentences(errors: Any) -> list[str]:
    """Return the sentences of the errors of rows, as the summary over a form shows them."""
    if isinstance(errors, str):
        return [errors]
    inner = errors.values() if isinstance(errors, dict) else errors
    return [sentence for one in inner for sentence in _sentences(one)]


def instant_of(typed: datetime | None) -> datetime:
    """Return a wall-clock time of Asia/Shanghai as an instant; 23:59 closes with the day (23:59:59)."""
    if typed is None:
        raise ValueError("a field that a complete form holds")
    instant = local_instant(typed.date(), typed.time())
    return end_of_day(typed.date()) if (typed.hour, typed.minute) == (23, 59) else instant


def section_labels() -> dict[str, str]:
    """Return the word of each question type that an exam may hold, by code, in the order of the form."""
    return {one.code: one.long_label for one in all_types()}


def _sections(spec: PaperSpec) -> list[dict[str, Any]]:
    wanted = {section.type: section for section in spec.sections}
    return [
        {"type": code, "count": wanted[code].count, "points": wanted[code].points}
        if code in wanted
        else {"type": code, "count": 0, "points": None}
        for code in section_labels()
    ]


def _of_spec(spec: PaperSpec) -> dict[str, Any]:
    return {
        "sections": _sections(spec),
        "total_points": spec.total_points,
        "shuffle_questions": spec.shuffle_questions,
        "shuffle_options": spec.shuffle_options,
        "multiple_rule": spec.multiple_rule,
        "mean_tolerance": spec.mean_tolerance,
        "chosen": "\n".join(str(one) for section in spec.sections for one in section.question_ids),
    }


def from_preset(preset: Preset, *, now: datetime) -> dict[str, Any]:
    """Return what the form of a new exam holds at first, by the preset and the present local year."""
    return {
        "year": local(now).year,
        "title": f"{local(now).year}年度学法考试",
        "roster_on": local(now).date(),
        "duration_minutes": preset.duration_minutes,
        "max_attempts": preset.max_attempts,
        "score_policy": rules.SCORE_POLICIES[0],
        "pass_mark": preset.pass_mark,
        "excellent_mark": preset.excellent_mark,
        **_of_spec(preset.spec),
        **rules.DEFAULT_REVIEW,
    }


def from_exam(row: Any) -> dict[str, Any]:
    """Return what the form holds to make an exam like ``row`` (a ``queries.ExamRow``), windows in local time."""
    exam, requirement = row.exam, row.requirement
    names = ("title", "duration_minutes", "max_attempts", "score_policy", "pass_mark", "excellent_mark", "bank_ids")
    duty_names = ("year", "roster_on", "document_number", "document_title", "assigned_by")
    found = {name: getattr(exam, name) for name in names} | {name: getattr(requirement, name) for name in duty_names}
    for name in ("late_entry_minutes", "access_password", "pledge", "is_on_one_page", "is_same_paper"):
        found[name] = getattr(exam, name)
    found["networks"] = "\n".join(exam.networks or ())
    return {**found, **_of_windows(row.windows), **_of_spec(spec_from_json(exam.spec)), **exam.review}


def _of_windows(windows: Sequence[rules.WindowFacts]) -> dict[str, Any]:
    """Return the fields that hold an exam's windows: the first sitting, the first make-up, and one row each other."""
    found: dict[str, Any] = {"more_windows": []}
    for window in windows:
        start = "makeup_" if window.is_makeup else ""
        ends = {"opens_at": local(window.opens_at), "closes_at": local(window.closes_at)}
        if f"{start}opens_at" in found:
            found["more_windows"].append({"kind": "makeup" if window.is_makeup else "stagger", **ends})
        else:
            found |= {f"{start}{name}": value for name, value in ends.items()}
    return found


def new_exam(preset: Preset, banks: Sequence[tuple[int, str]], data: Mapping[str, Any]) -> ExamForm:
    """Return the form of a new exam: what was posted, else ``data``; without a choice of banks all are chosen."""
    form = ExamForm(data={"bank_ids": [bank_id for bank_id, _ in banks], **data})
    form.bank_ids.choices = choices(banks)
    form.document_number.flags.required = preset.asks_document
    return form


class WithdrawForm(Form):
    """Why a publication is taken back."""

    reason = wtforms.StringField("撤回原因", [_needed("请填写撤回原因"), validators.Length(max=200)])


class ExtendForm(Form):
    """A later close and/or more time for one person, or for all of a pasted list."""

    people = wtforms.TextAreaField("或者粘贴一份名单", [validators.Optional()])
    employee_id = wtforms.SelectField("给谁", coerce=int)
    due_on = wtforms.DateField("延到哪一天（当天 23:59 截止）", [validators.Optional()])
    duration_percent = wtforms.IntegerField(
        "考试时长按百分之多少", [_needed("请填写百分比"), _between(100, 300, "应在 100 到 300 之间")], default=100
    )
    reason = wtforms.StringField("理由", [_needed("请填写理由"), validators.Length(max=200)])
    document_number = wtforms.StringField("依据文号", [validators.Length(max=60)])

    def adjustment(self) -> dict[str, Any]:
        """Return what ``service.extend`` takes from a person; without a day the due instant stays."""
        on: date | None = self.due_on.data
        return {
            "due_at": end_of_day(on) if on else None,
            "duration_percent": self.duration_percent.data,
            "reason": self.reason.data,
            "document_number": self.document_number.data,
        }
