"""Decide how the annual report lies on paper: .docx in the layout of GB/T 9704-2012, with an appendix 数据来源.

The numbers are those of REPORT, layout: A4, type area 156 × 225 mm, 22 lines × 28 characters; measured there. Fonts are
named, never embedded (they are proprietary); Latin digits are Times New Roman.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips

from webapp.clock import local
from webapp.reports.rules import Figure, Piece
from webapp.reports.service import Draft

LATIN = "Times New Roman"
BODY, TITLE, HEADING, SUBHEADING, PAGE_NUMBER = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
LINE = Twips(579)
CHINESE_DIGITS = "零一二三四五六七八九十"
PAGE = {"w": "11906", "h": "16838"}
MARGINS = {"top": "2098", "right": "1474", "bottom": "1984", "left": "1588", "footer": "1417", "header": "851"}
COLUMNS_MM = (30, 30, 56, 22, 18)
SOURCES = {"platform": "平台记录", "officer": "经办人填报"}


def report_docx(draft: Draft) -> bytes:
    """Return the report of a year as the bytes of a .docx file."""
    document = Document()
    _page(document.sections[0])
    document.settings.odd_and_even_pages_header_footer = True
    title = _paragraph(document, f"{draft.unit_name}\n{draft.year}年法治政府建设情况报告", TITLE, 22, indent=False)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _paragraph(document, "", BODY, 16)
    numbers = {1: 0, 2: 0}
    for section, paragraphs in draft.sections:
        if section.level:
            numbers[section.level] += 1
            if section.level == 1:
                numbers[2] = 0
            heading = _heading(section.level, numbers[section.level], section.heading)
            _paragraph(document, heading, *_fonts(section.level))
        for pieces in paragraphs:
            _pieces(document, pieces)
    _signature(document, draft)
    _appendix(document, draft)
    buffer = BytesIO()
    document.core_properties.author = draft.unit_name
    document.core_properties.title = f"{draft.year}年法治政府建设情况报告"
    document.save(buffer)
    return buffer.getvalue()


def _heading(level: int, number: int, text: str) -> str:
    word = CHINESE_DIGITS[number]
    return f"{word}、{text}" if level == 1 else f"（{word}）{text}"


def _fonts(level: int) -> tuple[str, int]:
    return (HEADING if level == 1 else SUBHEADING), 16


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _page(section: Any) -> None:
    """Set page, margins, line grid and the two page-number footers (odd right, even left, one character in)."""
    properties = section._sectPr
    for name in ("pgSz", "pgMar", "docGrid"):
        for old in properties.findall(qn(f"w:{name}")):
            properties.remove(old)
    properties.append(_element("pgSz", **PAGE))
    properties.append(_element("pgMar", gutter="0", **MARGINS))
    properties.append(_element("docGrid", type="lines", linePitch="579"))
    odd, even = section.footer, section.even_page_footer
    for footer, side in ((odd, WD_ALIGN_PARAGRAPH.RIGHT), (even, WD_ALIGN_PARAGRAPH.LEFT)):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        indent = "right" if side == WD_ALIGN_PARAGRAPH.RIGHT else "left"
        paragraph._p.get_or_add_pPr().append(_element("ind", **{f"{indent}Chars": "100", indent: "280"}))
        _font(paragraph.add_run("— "), PAGE_NUMBER, 14)
        field = paragraph.add_run()
        _font(field, PAGE_NUMBER, 14)
        for part in (_element("fldChar", fldCharType="begin"), _instruction(), _element("fldChar", fldCharType="end")):
            field._r.append(part)
        _font(paragraph.add_run(" —"), PAGE_NUMBER, 14)


def _instruction() -> Any:
    element = _element("instrText")
    element.text = "PAGE"
    return element


def _paragraph(parent: Any, text: str, font: str, size: float, *, indent: bool = True) -> Any:
    paragraph = parent.add_paragraph()
    _layout(paragraph, indent=indent)
    for index, line in enumerate(text.split("\n")):
        run = paragraph.add_run(line)
        if index:
            run._r.insert(0, _element("br"))
        _font(run, font, size)
    return paragraph


def _layout(paragraph: Any, *, indent: bool) -> None:
    form = paragraph.paragraph_format
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = LINE
    form.space_before = form.space_after = Pt(0)
    form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if indent:
        paragraph._p.get_or_add_pPr().append(_element("ind", firstLineChars="200", firstLine="640"))


def _font(run: Any, font: str, size: float) -> None:
    """Set both scripts' fonts, the size in points, and the −5 twips that make 28 characters fit a line."""
    run.font.name = LATIN
    run.font.size = Pt(size)
    run.font.bold = False
    properties = run._r.get_or_add_rPr()
    properties.rFonts.set(qn("w:eastAsia"), font)
    properties.rFonts.set(qn("w:hint"), "eastAsia")
    size_element = properties.find(qn("w:sz"))
    spacing = _element("spacing", val="-5")
    if size_element is not None:
        size_element.addprevious(spacing)
    else:
        properties.append(spacing)


def _pieces(document: Any, pieces: Iterable[Piece]) -> None:
    paragraph = document.add_paragraph()
    _layout(paragraph, indent=True)
    for piece in pieces:
        run = paragraph.add_run(piece.text)
        _font(run, BODY, 16)
        if piece.is_missing:
            run.font.highlight_color = 7


def _signature(document: Any, draft: Draft) -> None:
    """署名 and date without seal: one empty line, 署名 2 字 from the right, the date 2 字 right of its first character.

    GB/T 9704-2012, 7.3.5.2. Widths are in characters of 16 pt; a line holds 28.
    """
    _paragraph(document, "", BODY, 16)
    width = len(draft.unit_name)
    signed = _paragraph(document, draft.unit_name, BODY, 16, indent=False)
    signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    signed._p.get_or_add_pPr().append(_element("ind", rightChars="200", right="640"))
    day = local(draft.at)
    dated = _paragraph(document, f"{day.year}年{day.month}月{day.day}日", BODY, 16, indent=False)
    dated.alignment = WD_ALIGN_PARAGRAPH.LEFT
    start = max(0, 28 - 2 - width + 2)
    dated._p.get_or_add_pPr().append(_element("ind", leftChars=str(start * 100), left=str(start * 320)))


def _appendix(document: Any, draft: Draft) -> None:
    heading = _paragraph(document, "附件1", HEADING, 16, indent=False)
    heading.paragraph_format.page_break_before = True
    heading.alignment = WD_ALIGN_PARAGRAPH.LEFT
    _paragraph(document, "", BODY, 16, indent=False)
    title = _paragraph(document, "数据来源", TITLE, 22, indent=False)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    at = local(draft.at)
    snapshot = f"；存档编号 {draft.snapshot_id}" if draft.snapshot_id else "；尚未定稿，没有存档"
    _paragraph(document, f"截至 {at:%Y-%m-%d %H:%M}{snapshot}。", BODY, 14, indent=False)
    table = document.add_table(rows=1, cols=5, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, COLUMNS_MM, strict=True):
        column.width = Mm(width)
    _row(table.rows[0], ("数据项", "数值", "含义", "依据", "来源"), font=HEADING)
    for figure in draft.figures:
        _row(table.add_row(), _source_row(figure), font=BODY)
    header = table.rows[0]._tr.get_or_add_trPr()
    header.append(_element("tblHeader"))


def _source_row(figure: Figure) -> tuple[str, ...]:
    shown = "本年度不报" if figure.is_omitted else figure.text or "【待填】"
    return figure.label, shown, figure.definition, figure.proof or "—", SOURCES[figure.source]


def _row(row: Any, texts: Sequence[str], *, font: str) -> None:
    """Write one row in 10.5 pt on 15 pt lines, off the page's line grid, which would make it twice as tall."""
    row._tr.get_or_add_trPr().append(_element("cantSplit"))
    for cell, text, width in zip(row.cells, texts, COLUMNS_MM, strict=True):
        cell.width = Mm(width)
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.paragraph_format.line_spacing = Pt(15)
        paragraph._p.get_or_add_pPr().append(_element("snapToGrid", val="0"))
        _font(paragraph.add_run(text), font, 10.5)


def file_name(unit_name: str, year: int, at: datetime) -> str:
    """Return the file name 单位_表名_年度_导出日期.docx (REPORT section 2)."""
    return f"{unit_name}_法治政府建设情况报告_{year}_{local(at):%Y%m%d}.docx"
