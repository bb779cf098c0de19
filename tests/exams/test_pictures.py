"""An examinee gets the pictures of the own attempt's questions, what explains the key only with the explanation."""

from dataclasses import replace

import pytest

from question_bank import Option, Question
from tests.exams import builders
from tests.exams.test_pages import start
from tests.support.drawings import png
from webapp import pictures
from webapp.bank import queries as bank
from webapp.bank import uses
from webapp.db import reading, transaction
from webapp.exams import queries
from webapp.exams.models import Attempt

SIGN = "\ufffc"


def drawn(number: int, content: Question) -> Question:
    """Return a question with a picture in its stem, in its explanation and, where it has any, in its first option."""
    options = tuple(replace(one, text=f"{one.text}{SIGN}") if one.id == "A" else one for one in content.options)
    pictures = tuple(png(number * 3 + at) for at in range(3 if options else 2))
    return replace(content, stem=f"{content.stem}{SIGN}", options=options, explanation=f"解析{SIGN}", pictures=pictures)


@pytest.fixture
def pictured(app, staff):
    """A published exam whose questions all have pictures."""
    contents = [drawn(number, one) for number, one in enumerate(builders.questions())]
    with app.app_context(), transaction() as session:
        bank_id = builders.fill_bank(session, staff.unit_id, contents, name="带图题库")
        return builders.published(session, staff, bank_ids=[bank_id]).id


def versions_in(app, path):
    """Return the version ids that an attempt shows, and one of the bank's that it does not."""
    with app.app_context(), transaction() as session:
        snapshot = session.get_one(Attempt, int(path.rsplit("/", 1)[1])).snapshot
        shown = [item["version_id"] for item in snapshot["items"]]
        other = next(one for one in range(15, 29) if one not in shown)
        assert bank.versions(session, [other])
        return shown, other


def test_the_exam_page_draws_them_and_hands_them_out(app, pictured, browse, staff):
    """Stem and option, by addresses of the own attempt that a browser keeps; no picture of the explanation."""
    me = browse(staff.employees_a[0])
    path = start(me, pictured)
    page = me.get(path).text
    shown, other = versions_in(app, path)
    for version_id in shown:
        assert f'src="{path}/pictures/{version_id}/0" alt="图1"' in page
        answer = me.client.get(f"{path}/pictures/{version_id}/0")
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
        assert answer.headers["Cache-Control"].startswith("private") and "immutable" in answer.headers["Cache-Control"]
    choice = shown[0]
    assert me.client.get(f"{path}/pictures/{choice}/1").status_code == 200
    assert me.client.get(f"{path}/pictures/{choice}/2").status_code == 404
    assert me.client.get(f"{path}/pictures/{choice}/9").status_code == 404
    assert me.client.get(f"{path}/pictures/{other}/0").status_code == 404
    assert me.client.get(f"{path}/pictures/999999/0").status_code == 404


def test_a_running_papers_pictures_stay_inside_of_the_exams_networks(app, pictured, browse, staff):
    """Like the paper itself."""
    me = browse(staff.employees_a[0])
    path = start(me, pictured)
    shown, _ = versions_in(app, path)
    with app.app_context(), transaction() as session:
        queries.exam(session, pictured).exam.networks = ["192.168.1.0/24"]
    assert me.client.get(f"{path}/pictures/{shown[0]}/0").status_code == 403


def test_nobody_gets_a_colleague_s(app, pictured, browse, staff):
    """Another employee and the law_admin find nothing, a stranger signs in first."""
    path = start(browse(staff.employees_a[0]), pictured)
    shown, _ = versions_in(app, path)
    address = f"{path}/pictures/{shown[0]}/0"
    assert browse(staff.employees_a[1]).get(address).status_code == 404
    assert browse(staff.law_admin).get(address).status_code == 404
    assert app.test_client().get(address).status_code == 303


def test_the_review_draws_what_it_may_show(app, pictured, browse, staff, set_clock):
    """After handing in, the explanation's picture comes when explanations do."""
    me = browse(staff.employees_a[0])
    path = start(me, pictured)
    shown, _ = versions_in(app, path)
    me.post(f"{path}/submit")
    with app.app_context():
        exam = queries.exam(reading(), pictured).exam
        sees = exam.review["explanations"] == "after_submit"
    page = me.get(f"{path}/result").text
    answer = me.client.get(f"{path}/pictures/{shown[0]}/2")
    assert answer.status_code == (200 if sees else 404)
    assert (f"{path}/pictures/{shown[0]}/2" in page) == sees
    with app.app_context():
        closes_at = queries.last_close(reading(), queries.exam(reading(), pictured))
    set_clock(closes_at + builders.MINUTE)
    assert me.client.get(f"{path}/pictures/{shown[0]}/0").status_code in (200, 303)


def test_a_matching_s_right_hand_side_names_its_pictures():
    """A menu can't draw: the word stands there, the picture itself in the question."""
    content = Question(
        "matching",
        "连线",
        (Option("A", "甲"), Option("B", "乙")),
        (("A", "2"), ("B", "1")),
        matches=(Option("1", SIGN), Option("2", "丙")),
        pictures=(png(1),),
    )
    shown = pictures.shown(content, str)
    assert [str(one.text) for one in shown.matches] == ["图1", "丙"]
    assert '<img class="q-picture" src="0" alt="图1" loading="lazy" width="3" height="2">' in str(shown.stem.__html__())


def test_a_question_is_used_once_it_has_been_shown(app, staff, browse):
    """The bank is told of the exams that graded a question or show it in a running attempt, and of no others."""
    me = browse(staff.employees_a[0])
    with app.app_context():
        questions = list(bank.current_versions(reading(), range(1, 15)))
        assert [uses.exams_with(reading(), one) for one in questions] == [[]] * 14
    path = start(me, staff.exam_id)
    with app.app_context(), transaction() as session:
        snapshot = session.get_one(Attempt, int(path.rsplit("/", 1)[1])).snapshot
        title = queries.exam(session, staff.exam_id).exam.title
        asked = {item["question_id"] for item in snapshot["items"]}
        assert {one for one in questions if uses.exams_with(session, one) == [(staff.exam_id, title)]} == asked
    me.post(f"{path}/submit")
    with app.app_context():
        assert {one for one in questions if uses.exams_with(reading(), one) == [(staff.exam_id, title)]} == asked
