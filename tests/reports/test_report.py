"""The annual report from records: it comes out as the office's own, changes with the records, and lies as GB/T 9704."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.support.office import make_office, sign_in
from webapp import clock
from webapp.db import reading, transaction
from webapp.errors import Conflict, InvalidInput
from webapp.reports import document, service
from webapp.reports.wording import INDICATORS
from webapp.study import service as study

VALUES = {
    "issued_documents": ("644", "exact"),
    "issued_documents_decrease": ("26", "exact"),
    "meetings_coordinated": ("380", "over"),
    "visitors_received": ("260", "over"),
    "intended_loans": ("112.42", "exact"),
    "granted_credit": ("60", "nearly"),
}


@pytest.fixture
def office(app, now):
    """The office with indicators of 2024, and one standing meeting that the principal attended with a leader."""
    with app.app_context(), transaction() as session:
        found = make_office(session, now=now)
        service.define_indicators(session, found.unit_id, actor_id=None, now=now)
        for code, *_ in INDICATORS:
            value, qualifier = VALUES.get(code, ("100", "exact"))
            service.enter_value(
                session, found.unit_id, code, 2024, Decimal(value), qualifier=qualifier, source_note="登记簿",
                actor_id=None, now=now,
            )  # fmt: skip
        hold_meeting(session, found, date(2024, 3, 5), {found.principal.id: "present", found.leader.id: "late"})
        return found


def hold_meeting(session, office, day, marks):
    """Hold one standing meeting and close its roll the same day."""
    at = clock.local_instant(day)
    row = study.create_session(
        session, unit_id=office.unit_id, kinds=["standing_meeting"], title="常务会议会前学法", starts_at=at,
        actor_id=None, now=at,
    )  # fmt: skip
    study.record_roll(session, row.id, marks, actor_id=None, now=at + timedelta(hours=2))
    return study.close_roll(session, row.id, actor_id=None, now=at + timedelta(hours=3))


def text_of(office, year=2024, at=None):
    """Return the draft's text, paragraphs joined."""
    draft = service.draft(reading(), office.unit_id, "测试区人民政府办公室", year, at=at or clock.now())
    return "\n".join(
        "".join(piece.text for piece in pieces) for _, paragraphs in draft.sections for pieces in paragraphs
    )


def test_officer_figures_print_with_their_qualifiers(app, office):
    """380余次, 260余人次, 近60亿元, 112.42亿元, 同比减少26%, 644份."""
    with app.app_context():
        text = text_of(office)
        for words in ("380余次", "260余人次", "近60亿元", "112.42亿元", "同比减少26%", "644份"):
            assert words in text
        assert "待填" not in text


def test_a_meeting_counts_only_with_principal_and_another_leader(app, office, now):
    """A second meeting without the principal, and one with the principal alone, leave the figure at 1."""
    with app.app_context():
        assert "贯彻落实1次" in text_of(office)
        with transaction() as session:
            hold_meeting(session, office, date(2024, 4, 2), {office.leader.id: "present"})
            hold_meeting(session, office, date(2024, 5, 7), {office.principal.id: "present"})
        assert "贯彻落实1次" in text_of(office)
        with transaction() as session:
            hold_meeting(
                session, office, date(2024, 6, 4), {office.principal.id: "present", office.leader.id: "left_early"}
            )
        assert "贯彻落实2次" in text_of(office)


def test_a_year_without_values_says_what_is_to_be_filled_in(app, office):
    """2025 has no officer values yet: each stands as 【待填：…】, and 定稿 is refused with their names."""
    with app.app_context():
        assert "【待填：制发文件】" in text_of(office, 2025)
        with pytest.raises(Conflict, match="制发文件"), transaction() as session:
            service.finalize(session, office.unit_id, "某办", 2025, actor_id=1, now=clock.now())


def test_year_on_year_is_computed_once_both_years_exist(app, office, now):
    """2025: 700 after 644 is an increase of 9 percent (8.69…), whatever an officer typed as decrease."""
    with app.app_context():
        with transaction() as session:
            for code, value in (("issued_documents", "700"), ("issued_documents_decrease", "26")):
                service.enter_value(
                    session, office.unit_id, code, 2025, Decimal(value), source_note="登记簿", actor_id=None, now=now
                )
        assert "同比增长9%" in text_of(office, 2025)


def test_what_is_computed_need_not_be_filled_in(client, app, office, now):
    """With both years' counts the indicators' page shows 同比 and its basis, and counts it among what is there."""
    with app.app_context(), transaction() as session:
        for code, *_ in INDICATORS:
            if code != "issued_documents_decrease":
                service.enter_value(
                    session, office.unit_id, code, 2025, Decimal(586), qualifier="exact", source_note="登记簿",
                    actor_id=None, now=now,
                )  # fmt: skip
    sign_in(client, office.law_admin)
    page = client.get("/reports/2025/indicators").get_data(as_text=True)
    assert "已填齐" in page and "待填" not in page
    assert "同比减少9%" in page and "586 与上年 644" in page
    assert "/indicators/issued_documents_decrease" not in page


def test_an_omitted_indicator_takes_its_clause_and_does_not_block(app, office, now):
    """本年度不报: neither the clause nor 待填 is left."""
    with app.app_context():
        with transaction() as session:
            service.omit(session, office.unit_id, "major_events", 2024, reason="无此项工作", actor_id=None, now=now)
        text = text_of(office)
        assert "重大公务活动" not in text
        assert "待填" not in text


def test_a_finalized_report_shows_what_changed_after_it(app, office, now):
    """After 定稿 a reopened roll lowers the figure: the page names old and new, and texts can no longer change."""
    with app.app_context():
        with transaction() as session:
            service.finalize(session, office.unit_id, "某办", 2024, actor_id=office.law_admin.id, now=now)
        with transaction() as session:
            hold_meeting(
                session, office, date(2024, 9, 3), {office.principal.id: "present", office.leader.id: "present"}
            )
        draft = service.draft(reading(), office.unit_id, "某办", 2024, at=now)
        assert ("常务会议法治学习", "1次", "2次") in draft.changed
        with pytest.raises(Conflict), transaction() as session:
            service.save_texts(session, office.unit_id, 2024, {"opening": "改"}, actor_id=None, now=now)


@pytest.mark.parametrize(("text", "word"), [("会议38次。", "38"), ("{没有的数据项}。", "没有的数据项")])
def test_typed_numbers_and_unknown_fields_are_refused(app, office, now, text, word):
    """A number without source and a field without figure are named in the refusal."""
    with app.app_context(), pytest.raises(InvalidInput, match=word), transaction() as session:
        service.save_texts(session, office.unit_id, 2024, {"opening": text}, actor_id=None, now=now)


def test_the_document_lies_as_gbt_9704_asks(app, office, now):
    """Page, margins, grid, exact line, fonts, first-line indent, both footers, and the appendix with every figure."""
    with app.app_context():
        draft = service.draft(reading(), office.unit_id, "测试区人民政府办公室", 2024, at=now)
        found = Document(BytesIO(document.report_docx(draft)))
    section = found.sections[0]._sectPr
    margins = section.find(qn("w:pgMar"))
    assert [section.find(qn("w:pgSz")).get(qn(f"w:{name}")) for name in ("w", "h")] == ["11906", "16838"]
    assert [margins.get(qn(f"w:{name}")) for name in ("top", "right", "bottom", "left", "footer")] == [
        "2098", "1474", "1984", "1588", "1417",
    ]  # fmt: skip
    grid = section.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    assert found.settings.odd_and_even_pages_header_footer
    body = next(paragraph for paragraph in found.paragraphs if "380余次" in paragraph.text)
    spacing, indent = body._p.pPr.find(qn("w:spacing")), body._p.pPr.find(qn("w:ind"))
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")
    assert indent.get(qn("w:firstLineChars")) == "200"
    for run in body.runs:
        fonts = run._r.rPr.rFonts
        assert (fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii"))) == ("仿宋_GB2312", "Times New Roman")
        assert run.font.size.pt == 16
    heading = next(paragraph for paragraph in found.paragraphs if paragraph.text == "一、主要工作及成效")
    assert heading.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
    rows = {row.cells[0].text: row.cells[1].text for row in found.tables[0].rows}
    assert {figure.label: figure.text for figure in draft.figures}.items() <= rows.items()


def test_pages_open_for_the_liaison_and_are_closed_to_employees(client, app, office):
    """The liaison reads, downloads and enters; an employee is refused; another unit's code is not found."""
    sign_in(client, office.law_admin)
    for path in ("/reports/2024", "/reports/2024/edit", "/reports/2024/indicators", "/reports/2024/download"):
        assert client.get(path).status_code == 200, path
    assert client.get("/reports/2024/indicators/issued_documents").status_code == 200
    assert client.get("/reports/2024/indicators/nothing").status_code == 404
    app.config["WTF_CSRF_ENABLED"] = False
    refused = client.post("/reports/2024/indicators/issued_documents", data={"value": "x", "qualifier": "exact"})
    assert refused.status_code == 422
    assert 'value="x"' in refused.get_data(as_text=True)
    sign_in(client, office.employees_a[0])
    assert client.get("/reports/2024").status_code == 403
