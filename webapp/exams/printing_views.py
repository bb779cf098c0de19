"""Decide nothing: routes that draw papers for places without computers and hand out their files."""

from datetime import datetime
from io import BytesIO

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirection

from webapp import clock
from webapp.db import reading, transaction
from webapp.exams import access, bp, paper_exam_queries, printing, printing_document
from webapp.exams.printing_words import paper_letter
from webapp.files import as_attachment
from webapp.security import guard, require_viewer


@bp.get("/exams/<int:exam_id>/paper")
@guard("exam.manage")
def paper_exam(exam_id: int) -> str:
    """Show the papers drawn for print, and the scores entered from paper."""
    session = reading()
    row = access.load_exam(session, require_viewer(), exam_id)
    return render_template(
        "exams/paper_exam.html",
        row=row,
        papers=paper_exam_queries.printed_rows(session, exam_id),
        corrected=printing.corrected_places(session, paper_exam_queries.printed(session, exam_id)),
        sittings=paper_exam_queries.sittings_of(session, exam_id),
        kinds=printing.KINDS,
        most=printing.MOST_PAPERS,
        letter=paper_letter,
    )


@bp.post("/exams/<int:exam_id>/papers")
@guard("exam.manage")
def draw_papers(exam_id: int) -> Redirection:
    """Draw so many further papers."""
    who, asked = require_viewer(), request.form.get("count", "")
    count = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else 0
    with transaction() as session:
        access.load_exam(session, who, exam_id)
        printing.draw(session, exam_id, count, actor_id=who.employee_id, now=clock.now())
    flash(f"已出 {count} 套试卷，可以取文件打印。", "done")
    return redirect(url_for("exams.paper_exam", exam_id=exam_id), 303)


@bp.post("/exams/<int:exam_id>/papers/<int:number>/<kind>")
@guard("exam.manage")
def take_paper(exam_id: int, number: int, kind: str) -> Response:
    """Hand out a file of a drawn paper: by POST, since each time is put on record."""
    who, now = require_viewer(), clock.now()
    with transaction() as session:
        access.load_exam(session, who, exam_id)
        sheet = printing.take(session, exam_id, number, kind, who.unit_name, actor_id=who.employee_id, now=now)
    return as_attachment(BytesIO(printing_document.FILES[kind](sheet)), _file_name(sheet, kind, now))


def _file_name(sheet: printing.Sheet, kind: str, now: datetime) -> str:
    """Return 单位_表名_导出日期.docx (design/REPORT section 2)."""
    return f"{sheet.unit_name}_{sheet.title}{printing.KINDS[kind]}{sheet.letter}卷_{clock.local(now):%Y%m%d}.docx"
