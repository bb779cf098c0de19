"""Decide every change of indicators and reports: values are superseded, never overwritten; 定稿 freezes the figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import orm

from webapp.audit.service import record
from webapp.completion import service as completion
from webapp.errors import Conflict, InvalidInput, NotFound
from webapp.reports import figures as figures_of
from webapp.reports import queries, rules
from webapp.reports.models import AnnualReport, IndicatorValue, OfficeIndicator
from webapp.reports.wording import FORMS, INDICATORS, Section

QUALIFIERS = ("exact", "over", "nearly", "about")


@dataclass(frozen=True)
class Draft:
    """A report as it stands: its sections with their pieces, its figures, and what is still missing."""

    year: int
    unit_name: str
    form: str
    state: str
    sections: tuple[tuple[Section, tuple[tuple[rules.Piece, ...], ...]], ...]
    figures: tuple[rules.Figure, ...]
    missing: tuple[str, ...]
    changed: tuple[tuple[str, str, str], ...]
    at: datetime
    snapshot_id: int | None


def define_indicators(
    session: orm.Session,
    unit_id: int,
    rows: Sequence[tuple[str, str, str, str]] = INDICATORS,
    *,
    actor_id: int | None,
    now: datetime,
) -> int:
    """Add the indicators (code, label, unit, section) that a unit does not have yet; return how many were added."""
    added = 0
    for order, (code, label, unit_label, section) in enumerate(rows):
        if queries.indicator(session, unit_id, code) is None:
            session.add(
                OfficeIndicator(
                    unit_id=unit_id, code=code, label=label, unit_label=unit_label, section=section, sort_order=order
                )
            )
            added += 1
    session.flush()
    if added:
        record(session, "indicator.define", actor_id=actor_id, now=now, unit_id=unit_id, detail={"added": added})
    return added


def enter_value(
    session: orm.Session,
    unit_id: int,
    code: str,
    year: int,
    value: Decimal,
    *,
    qualifier: str = "exact",
    source_note: str = "",
    actor_id: int | None,
    now: datetime,
) -> IndicatorValue:
    """Enter an officer's value of a year; the one before stays on record. InvalidInput for a bad value or qualifier."""
    if qualifier not in QUALIFIERS:
        raise InvalidInput("限定词只能是准确、余、近、约，请重新选择。")
    if value < 0 or value != value.quantize(Decimal("0.0001")):
        raise InvalidInput("数值应是不小于 0、最多四位小数的数，请改正后再保存。")
    if not source_note.strip():
        raise InvalidInput("请写明数据来源，例如“发文登记簿”，再保存。")
    return _supersede(
        session, unit_id, code, year, actor_id, now, value=value, qualifier=qualifier, source_note=source_note.strip()
    )


def omit(
    session: orm.Session, unit_id: int, code: str, year: int, *, reason: str, actor_id: int | None, now: datetime
) -> IndicatorValue:
    """Mark an indicator as 本年度不报 with a reason; its clause then leaves the report."""
    if not reason.strip():
        raise InvalidInput("请写明本年度不报的原因再保存。")
    return _supersede(session, unit_id, code, year, actor_id, now, value=None, omitted_reason=reason.strip())


def enter(
    session: orm.Session,
    unit_id: int,
    code: str,
    year: int,
    *,
    value: Decimal | None,
    qualifier: str,
    source_note: str,
    omitted_reason: str,
    actor_id: int | None,
    now: datetime,
) -> IndicatorValue:
    """Take one entry of the page: a value with its source, or, with ``value`` None, 本年度不报 with its reason."""
    if value is None:
        return omit(session, unit_id, code, year, reason=omitted_reason, actor_id=actor_id, now=now)
    common = {"qualifier": qualifier, "source_note": source_note}
    return enter_value(session, unit_id, code, year, value, **common, actor_id=actor_id, now=now)


def _supersede(
    session: orm.Session,
    unit_id: int,
    code: str,
    year: int,
    actor_id: int | None,
    now: datetime,
    **columns: object,
) -> IndicatorValue:
    indicator = queries.indicator(session, unit_id, code)
    if indicator is None:
        raise NotFound("没有这个数据项，请刷新数据项页面后重试。")
    before = queries.present_value(session, indicator.id, year)
    if before is not None:
        before.superseded_at = now
    row = IndicatorValue(indicator_id=indicator.id, year=year, entered_by=actor_id, entered_at=now, **columns)
    session.add(row)
    session.flush()
    record(
        session,
        "indicator.enter",
        actor_id=actor_id,
        now=now,
        unit_id=unit_id,
        subject_kind="indicator_value",
        subject_id=row.id,
        detail={"code": code, "year": year, "value": None if row.value is None else str(row.value)},
    )
    return row


def draft(session: orm.Session, unit_id: int, unit_name: str, year: int, *, at: datetime) -> Draft:
    """Compose the report of a year as known at ``at``; writes nothing, also for a report that nobody has begun."""
    row = queries.report(session, unit_id, year)
    form = row.form if row else "own"
    texts = row.texts if row else {}
    found = figures_of.all_figures(session, unit_id, year, at=at)
    named = figures_of.by_label(found)
    sections: list[tuple[Section, tuple[tuple[rules.Piece, ...], ...]]] = []
    used: list[str] = []
    for section in FORMS[form][1]:
        text = texts.get(section.key, section.text)
        used += rules.FIELD.findall(text)
        paragraphs = tuple(tuple(rules.compose(line, named)) for line in text.splitlines() if line.strip())
        sections.append((section, tuple(one for one in paragraphs if one)))
    frozen = row.figures if row and row.state == "finalized" else None
    return Draft(
        year=year,
        unit_name=unit_name,
        form=form,
        state=row.state if row else "drafting",
        sections=tuple(sections),
        figures=tuple(found),
        missing=tuple(rules.missing_labels(named, used)),
        changed=tuple(rules.changed_after(frozen, found)) if frozen else (),
        at=at,
        snapshot_id=row.snapshot_id if row else None,
    )


def computed(session: orm.Session, unit_id: int, year: int) -> Mapping[str, rules.Figure]:
    """Return the office's indicators that the platform computes that year, by code: nobody has to enter them."""
    return figures_of.computed(session, unit_id, year)


def texts_of(session: orm.Session, unit_id: int, year: int, *, form: str | None) -> list[tuple[Section, str]]:
    """Return the sections of a form with the office's present wording, or the form's own where it has none."""
    row = queries.report(session, unit_id, year)
    kept = row.texts if row else {}
    chosen = form if form in FORMS else (row.form if row else "own")
    return [(section, kept.get(section.key, section.text)) for section in FORMS[chosen][1]]


def typed_texts(texts: Mapping[str, str], form: str) -> list[tuple[Section, str]]:
    """Return the sections of a form with what was just typed, to be shown again."""
    return [(section, texts.get(section.key, "")) for section in FORMS.get(form, FORMS["own"])[1]]


def save_texts(
    session: orm.Session,
    unit_id: int,
    year: int,
    texts: Mapping[str, str],
    *,
    form: str = "own",
    actor_id: int | None,
    now: datetime,
) -> AnnualReport:
    """Keep the office's wording by section key; InvalidInput for a typed number or an unknown field."""
    if form not in FORMS:
        raise InvalidInput("没有这种报告写法，请重新选择。")
    labels = [one.label for one in figures_of.all_figures(session, unit_id, year, at=now)]
    for section in FORMS[form][1]:
        _check_text(texts.get(section.key, ""), section, labels)
    row = queries.report(session, unit_id, year)
    if row is None:
        row = AnnualReport(unit_id=unit_id, year=year)
        session.add(row)
    elif row.state == "finalized":
        raise Conflict("报告已定稿，不能再改；如数据有变化，页面会显示报告后变更。")
    row.form = form
    row.texts = {section.key: texts[section.key].strip() for section in FORMS[form][1] if section.key in texts}
    session.flush()
    record(
        session, "report.edit", actor_id=actor_id, now=now, unit_id=unit_id, subject_kind="report", subject_id=row.id
    )
    return row


def _check_text(text: str, section: Section, labels: Sequence[str]) -> None:
    name = section.heading or "开头"
    unknown = rules.unknown_fields(text, labels)
    if unknown:
        raise InvalidInput(f"“{name}”里的数据项 {{{unknown[0]}}} 不存在，请从右侧数据项列表里选用。")
    loose = rules.loose_numbers(text)
    if loose:
        raise InvalidInput(f"“{name}”里的数字 {loose[0]} 没有来源，请改用数据项，例如 {{{labels[0]}}}。")


def finalize(
    session: orm.Session, unit_id: int, unit_name: str, year: int, *, actor_id: int, now: datetime
) -> AnnualReport:
    """定稿: freeze the snapshot and every figure as printed; Conflict while a figure that the text uses is missing."""
    found = draft(session, unit_id, unit_name, year, at=now)
    if found.state == "finalized":
        raise Conflict("报告已经定稿，请直接下载。")
    if found.missing:
        raise Conflict(f"还有 {len(found.missing)} 个数据项没有填：{'、'.join(found.missing)}，请补齐后再定稿。")
    row = queries.report(session, unit_id, year)
    if row is None:
        row = AnnualReport(unit_id=unit_id, year=year, texts={})
        session.add(row)
    snapshot = completion.freeze(session, unit_id, year, purpose="annual", at=now, actor_id=actor_id, now=now)
    row.state = "finalized"
    row.snapshot_id = snapshot.id
    row.figures = {one.code: one.text for one in found.figures if one.text is not None}
    row.finalized_by = actor_id
    row.finalized_at = now
    session.flush()
    record(
        session,
        "report.finalize",
        actor_id=actor_id,
        now=now,
        unit_id=unit_id,
        subject_kind="report",
        subject_id=row.id,
        detail={"year": year, "snapshot_id": snapshot.id, "figures": row.figures},
    )
    return row
