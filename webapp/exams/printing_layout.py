"""Decide how the files of an exam on paper lie on the page: A4, fonts, 密封线, page numbers, tables with lines.

Fonts are named, never embedded (they are proprietary): 宋体 for text, 黑体 for titles, 楷体 for material; Latin letters and
digits are Times New Roman.
"""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.exceptions import UnrecognizedImageError
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt
from docx.text.paragraph import Paragraph

from question_bank import Picture

LATIN, SONG, HEI, KAI = "Times New Roman", "宋体", "黑体", "楷体"
SIZE = 10.5
"""五号."""
LEFT, RIGHT, TOP, BOTTOM = 3.2, 1.8, 2.0, 2.0
"""Margins in centimetres; the left one holds the 密封线."""
TEXT_WIDTH = 21.0 - LEFT - RIGHT
ROOM = 82
"""Halves of a 五号 character that fit a line behind the indent of options."""
INDENT = 0.74
_WIDEST_PICTURE = Cm(11)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
    '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="1" locked="0"'
    ' layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
    '<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
    '<wp:docPr id="{number}" name="密封线{number}" descr="密封线"/><wp:cNvGraphicFramePr/>'
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
    '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
    "<wps:txbx><w:txbxContent/></wps:txbx>"
    '<wps:bodyPr vert="vert270" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"/>'
    "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
)
_SEAL = "………………密………………封………………线………………内………………不………………要………………答………………题………………"
_FIELDS = "单位：________________________　姓名：__________________　工号：__________________"


def element(name: str, **attributes: str) -> Any:
    """Return a WordprocessingML element with these attributes."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


class Sheet:
    """One file under way: paragraphs and tables are added from the top."""

    def __init__(self, title: str, author: str, footer: str, *, is_sealed: bool) -> None:
        self.document: Any = Document()
        self.document.core_properties.title, self.document.core_properties.author = title, author
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = LATIN, Pt(SIZE)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), SONG)
        normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
        normal.paragraph_format.line_spacing = 1.25
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.top_margin, section.bottom_margin = Cm(TOP), Cm(BOTTOM)
        section.left_margin, section.right_margin = Cm(LEFT if is_sealed else RIGHT), Cm(RIGHT)
        section.header_distance = section.footer_distance = Cm(1.0)
        self.width = TEXT_WIDTH if is_sealed else 21.0 - 2 * RIGHT
        self.end = self.document.element.body.sectPr
        if is_sealed:
            section.header.is_linked_to_previous = False
            _up_the_margin(section.header.paragraphs[0], 1, _SEAL, left=2.0)
            # Not in a header of the first page alone: LibreOffice draws a turned box there at the page's corner.
            anchor = self.paragraph()
            anchor.paragraph_format.line_spacing = Pt(1)
            _up_the_margin(anchor, 2, _FIELDS, left=1.0)
        _page_numbers(section.footer, footer)

    def paragraph(
        self,
        text: str = "",
        *,
        font: str = SONG,
        size: float = SIZE,
        bold: bool = False,
        centred: bool = False,
        indent: float = 0,
        hanging: float = 0,
        keeps: bool = False,
        before: float = 0,
        pictures: Iterable[Picture | None] = (),
    ) -> Paragraph:
        """Add a paragraph that is never split over pages; ``keeps`` keeps it on the page of what follows.

        ``pictures`` stand in order where the text has the sign of one (U+FFFC). Lengths are in centimetres, ``size``
        and ``before`` in points.
        """
        # The library looks for the end of the document each time, which takes seconds for a long paper.
        made: Any = OxmlElement("w:p")
        self.end.addprevious(made)
        found = Paragraph(made, self.document._body)
        form = found.paragraph_format
        form.keep_together, form.keep_with_next, form.widow_control = True, keeps, True
        form.left_indent, form.first_line_indent = Cm(indent + hanging), Cm(-hanging)
        form.space_before = Pt(before)
        if centred:
            form.alignment = WD_ALIGN_PARAGRAPH.CENTER
        write(found, text, font=font, size=size, bold=bold, pictures=pictures)
        return found

    def line(self, keeps: bool) -> None:
        """Add an empty line to write on; ``keeps`` keeps it on the page of what follows."""
        found = self.paragraph(indent=INDENT, keeps=keeps)
        found.paragraph_format.line_spacing = Pt(25)
        borders = element("pBdr")
        for side in ("bottom", "between"):
            borders.append(element(side, val="single", sz="4", space="1", color="808080"))
        properties = found._p.get_or_add_pPr()
        properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")

    def table(
        self, rows: Sequence[Sequence[str]], widths: Sequence[float], *, heads: int = 1, size: float = SIZE
    ) -> Any:
        """Add a table with lines around each cell; the first ``heads`` rows are repeated on each page, in 黑体."""
        made = self.document.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
        made.autofit = False
        for column, breadth in zip(made.columns, widths, strict=True):
            column.width = Cm(breadth)
        for at, (row, texts) in enumerate(zip(made.rows, rows, strict=True)):
            properties = row._tr.get_or_add_trPr()
            properties.append(element("cantSplit"))
            if at < heads:
                properties.append(element("tblHeader"))
            for cell, text, breadth in zip(row.cells, texts, widths, strict=True):
                cell.width = Cm(breadth)
                write(cell.paragraphs[0], text, font=HEI if at < heads else SONG, size=size)
        return made

    def data(self) -> bytes:
        """Return the file."""
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()


def write(
    paragraph: Any,
    text: str,
    *,
    font: str = SONG,
    size: float = SIZE,
    bold: bool = False,
    pictures: Iterable[Picture | None] = (),
) -> None:
    """Add text to a paragraph in a font of both scripts, its line breaks and pictures included."""
    left = iter(pictures)
    for piece in re.split("(\ufffc|\n)", _CONTROLS.sub("", text)):
        if piece == "\ufffc":
            _picture(paragraph, next(left, None))
            continue
        if not piece:
            continue
        run = paragraph.add_run()
        if piece == "\n":
            run.add_break()
            continue
        run.text = piece
        run.font.name, run.font.size, run.font.bold = LATIN, Pt(size), bold
        fonts = run._r.get_or_add_rPr().rFonts
        fonts.set(qn("w:eastAsia"), font)
        fonts.set(qn("w:hint"), "eastAsia")


def _picture(paragraph: Any, picture: Picture | None) -> None:
    run = paragraph.add_run()
    try:
        if picture is None:
            raise UnrecognizedImageError
        drawn = run.add_picture(io.BytesIO(picture.data))
    except (UnrecognizedImageError, ValueError, KeyError, ZeroDivisionError):
        run.text = "（此处的图片不能打印，请从题库查看）"
        return
    if drawn.width > _WIDEST_PICTURE:
        drawn.height = Emu(int(drawn.height * _WIDEST_PICTURE / drawn.width))
        drawn.width = Emu(_WIDEST_PICTURE)


def _up_the_margin(anchor: Paragraph, number: int, text: str, *, left: float) -> None:
    """Write a line up the left margin, from the bottom to the top, ``left`` centimetres from the edge."""
    height = Cm(29.7 - TOP - BOTTOM)
    box = parse_xml(_BOX.format(left=Cm(left), top=Cm(TOP), width=Cm(0.9), height=height, number=number))
    made: Any = OxmlElement("w:p")
    next(box.iter(qn("w:txbxContent"))).append(made)
    found = Paragraph(made, anchor)
    found.alignment = WD_ALIGN_PARAGRAPH.CENTER
    write(found, text)
    anchor._p.append(box)


def _page_numbers(footer: Any, text: str) -> None:
    """Write what the file is, then 第 X 页 共 Y 页."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for piece in (f"{text}　第 ", "PAGE", " 页　共 ", "NUMPAGES", " 页"):
        if piece.isupper() and piece.isascii():
            _field(paragraph, piece)
        else:
            write(paragraph, piece, size=9)


def _field(paragraph: Any, code: str) -> None:
    for kind in ("begin", code, "separate", "1", "end"):
        run = paragraph.add_run()
        run.font.name, run.font.size = LATIN, Pt(9)
        if kind == code:
            instruction = element("instrText")
            instruction.text = f" {code} "
            run._r.append(instruction)
        elif kind == "1":
            run.text = "1"
        else:
            run._r.append(element("fldChar", fldCharType=kind))
