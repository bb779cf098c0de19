"""Pictures of questions are drawn on the bank's pages and handed out to its liaison alone, never as what could run."""

import io
from dataclasses import replace
from datetime import datetime

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup, escape

from question_bank import Option, Question, key_fingerprint, question_identity, question_to_json
from tests.bank.office import Office
from tests.bank.test_mending import fields, stranger_of
from tests.bank.test_pages import browser_of, uploaded
from tests.support.drawings import DISGUISED, SVG, png
from webapp import pictures
from webapp.bank import queries
from webapp.bank.reading import Report
from webapp.bank.service import add_report
from webapp.db import reading, transaction

SIGN = pictures.SIGN
QUESTION = Question(
    "single_choice",
    f"图{SIGN}是什么？<b>",
    (Option("A", f"甲{SIGN}"), Option("B", "乙")),
    ("A",),
    explanation=f"见{SIGN}",
    pictures=(png(1), png(2), png(3)),
)


def report_of(*questions: Question) -> Report:
    """Return what reading a file of these questions would leave."""
    return {
        "format": "json",
        "questions": [
            {
                "number": str(at),
                "section": None,
                "place": f"第{at}行",
                "doubts": ["请看图"],
                "question": question_to_json(one),
                "identity": question_identity(one),
                "fingerprint": key_fingerprint(one),
                "line": None,
            }
            for at, one in enumerate(questions, start=1)
        ],
        "held_back": [],
        "unread": [],
        "lines": [],
    }


@pytest.fixture
def liaison(home: Office, app: Flask, now: datetime) -> FlaskClient:
    """The browser of the liaison, whose bank holds the question with three pictures."""
    with transaction() as session:
        add_report(session, home.bank_id, report_of(QUESTION), "图.json", actor_id=None, now=now)
    return browser_of(app, home.liaison_id, now)


@pytest.fixture
def row(liaison: FlaskClient, home: Office) -> queries.QuestionRow:
    """That question."""
    (found,) = queries.search(reading(), home.unit_id, queries.Wanted())
    return found


def test_texts_draw_their_pictures_in_reading_order() -> None:
    """Stem, option and explanation each get their own; the text around stays escaped; as strings they name them."""
    shown = pictures.shown(QUESTION, lambda number: f"/p/{number}")
    image = '<img class="q-picture" src="/p/{}" alt="图{}" loading="lazy" width="3" height="2">'
    assert escape(shown.stem) == Markup(f"图{image.format(0, 1)}是什么？&lt;b&gt;")
    assert escape(shown.options[0].text) == Markup(f"甲{image.format(1, 2)}")
    assert escape(shown.explanation or "") == Markup(f"见{image.format(2, 3)}")
    assert (str(shown.stem), shown.options[1]) == ("图图1是什么？<b>", QUESTION.options[1])


def test_parts_of_a_case_go_on_counting() -> None:
    """The pictures of the second part are those behind the first's."""
    part = Question("true_false", f"{SIGN}对吗", (), ("true",), pictures=(png(4),))
    case = Question("case_group", f"材料{SIGN}", (), (), parts=(part, part), pictures=(png(5),))
    shown = pictures.shown(case, str)
    assert [str(one.stem) for one in (shown, *shown.parts)] == ["材料图1", "图2对吗", "图3对吗"]


@pytest.mark.parametrize("bad", [SVG, DISGUISED])
def test_what_could_run_is_never_drawn(bad: pictures.Picture) -> None:
    """An SVG, also one that claims to be a PNG, is named as not to be shown."""
    shown = pictures.shown(replace(QUESTION, pictures=(bad, png(2), png(3))), str)
    assert escape(shown.stem) == Markup("图（图1不能显示）是什么？&lt;b&gt;")


def test_a_sign_without_its_picture_is_no_error() -> None:
    """Fewer pictures than signs, and more, are both shown."""
    assert "图不能显示" in str(escape(pictures.shown(replace(QUESTION, pictures=(png(1),)), str).options[0].text))
    assert str(pictures.shown(replace(QUESTION, pictures=(*QUESTION.pictures, png(9))), str).stem) == "图图1是什么？<b>"


def test_the_question_s_page_draws_them(liaison: FlaskClient, row: queries.QuestionRow) -> None:
    """The page refers to each, the browser may keep them, and their type is what they are."""
    page = liaison.get(f"/bank/questions/{row.question_id}").text
    version_id = queries.versions_of(reading(), row.question_id)[0].version_id
    for number in range(3):
        address = f"/bank/versions/{version_id}/pictures/{number}"
        assert f'src="{address}" alt="图{number + 1}"' in page
        answer = liaison.get(address)
        assert (answer.data, answer.mimetype) == (QUESTION.pictures[number].data, "image/png")
        assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
        assert (
            answer.headers["X-Content-Type-Options"] == "nosniff"
            and "sandbox" in answer.headers["Content-Security-Policy"]
        )
    assert liaison.get(f"/bank/versions/{version_id}/pictures/3").status_code == 404
    assert "〔图〕" in liaison.get("/bank/").text


def test_nobody_else_gets_them(
    liaison: FlaskClient, row: queries.QuestionRow, home: Office, other: Office, app: Flask, now: datetime
) -> None:
    """Another unit's liaison finds nothing, an employee is refused."""
    version_id = queries.versions_of(reading(), row.question_id)[0].version_id
    address = f"/bank/versions/{version_id}/pictures/0"
    assert stranger_of(app, other.liaison_id, now).get(address).status_code == 404
    assert stranger_of(app, home.employee_id, now).get(address).status_code == 403


def test_an_edited_question_keeps_moves_and_drops_its_pictures(
    liaison: FlaskClient, row: queries.QuestionRow, home: Office
) -> None:
    """【图2】 may stand elsewhere, and what no text names any more is gone from the new version alone."""
    address = f"/bank/questions/{row.question_id}/edit"
    form = fields(liaison.get(address).text)
    assert (form["stem"], form["option-A"], form["explanation"]) == ("图【图1】是什么？<b>", "甲【图2】", "见【图3】")
    typed = {**form, "stem": "图【图2】和【图1】是什么？", "option-A": "甲", "explanation": "", "ticks": "A"}
    assert liaison.post(address, data=typed).status_code == 303
    new, old = queries.versions_of(reading(), row.question_id)
    assert new.content.pictures == (QUESTION.pictures[1], QUESTION.pictures[0])
    assert new.content.stem == f"图{SIGN}和{SIGN}是什么？" and old.content == QUESTION


def test_the_preview_draws_a_word_file_s_pictures(liaison: FlaskClient, home: Office) -> None:
    """From the file to the page: the open entry shows its picture, by an address that says what it is."""
    document = docx.Document()
    document.add_paragraph("一、单选题")
    document.add_paragraph("1. 看图回答（ ）。").add_run().add_picture(io.BytesIO(png(7, 30, 20).data))
    for line in ("A. 甲", "B. 乙", "答案：A"):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    address = uploaded(liaison, home, stream.getvalue(), "图.docx")
    page = liaison.get(f"{address}/preview?item=q0").text
    start = page.index(f'src="{address}/pictures/q0/') + 5
    answer = liaison.get(page[start : page.index('"', start)])
    assert (answer.status_code, answer.data) == (200, png(7, 30, 20).data)
    editing = liaison.get(f"{address}/preview?item=q0&mend=1").text
    assert "【图1】" in fields(editing)["stem"]
    liaison.post(f"{address}/items/q0/mend", data={**fields(editing), "option-B": "改过的", "ticks": "A"})
    liaison.post(f"{address}/confirm")
    (row,) = queries.search(reading(), home.unit_id, queries.Wanted(text="看图回答"))
    assert [picture.data for picture in row.content.pictures] == [png(7, 30, 20).data]
