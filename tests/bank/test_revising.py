"""A question gets its next version: ids stay, what was asked keeps its key, and nobody overwrites a newer version."""

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.bank.office import Office
from tests.bank.test_mending import actions, fields, stranger_of
from tests.bank.test_pages import browser_of, heading
from webapp.bank import queries, service
from webapp.db import reading, transaction

TEXT = """一、单选题
1. 国家宪法日是（ ）。
A. 7月1日
B. 12月4日
C. 10月1日
答案：B
知识点：宪法
难度：2
依据：《中华人民共和国宪法》（2018年修正）第一条
2. 劳动节是（ ）。
A. 五月一日
B. 六月一日
答案：A
二、填空题
1. 中华人民共和国成立于____年。
答案：1949
"""


@pytest.fixture
def liaison(home: Office, app: Flask, now: datetime) -> FlaskClient:
    """The browser of the liaison, whose bank holds three questions."""
    with transaction() as session:
        service.import_file(session, home.bank_id, TEXT.encode(), "题.txt", actor_id=None, now=now)
    return browser_of(app, home.liaison_id, now)


def found(home: Office, text: str) -> queries.QuestionRow:
    """Return the question with this text."""
    (row,) = queries.search(reading(), home.unit_id, queries.Wanted(text=text))
    return row


def form_of(client: FlaskClient, row: queries.QuestionRow) -> dict[str, str]:
    """Return what the edit form would send as it stands, its ticks too."""
    page = client.get(f"/bank/questions/{row.question_id}/edit").text
    return {**fields(page), "topic": row.content.topic or "", "ticks": "".join(row.content.key_texts)}


def test_the_next_version_differs_only_where_it_was_typed(liaison: FlaskClient, home: Office) -> None:
    """Stem and explanation change; ids, key, citation, topic and difficulty stay; both versions are shown."""
    row = found(home, "国家宪法日")
    form = form_of(liaison, row)
    answer = liaison.post(
        f"/bank/questions/{row.question_id}/edit",
        data={**form, "stem": "我国的国家宪法日是（ ）。", "explanation": "2014年设立。"},
    )
    assert (answer.status_code, answer.location) == (303, f"/bank/questions/{row.question_id}")
    new, old = queries.versions_of(reading(), row.question_id)
    assert (new.number, new.created_by, old.content) == (2, "联络员", row.content)
    same = ("options", "key", "citation", "topic", "difficulty", "use", "points", "keeps_order")
    assert {name: getattr(new.content, name) for name in same} == {name: getattr(old.content, name) for name in same}
    page = liaison.get(answer.location).text
    assert "<ins>我国的</ins>国家宪法日是" in page and "解析" in page and "最初的版本" in page
    assert actions(home)[-1] == "question.revise"
    assert found(home, "我国的国家宪法日").question_id == row.question_id


def test_nothing_changed_makes_no_version(liaison: FlaskClient, home: Office) -> None:
    """The form sent as it came says so and records nothing."""
    row = found(home, "国家宪法日")
    before = actions(home)
    answer = liaison.post(f"/bank/questions/{row.question_id}/edit", data=form_of(liaison, row), follow_redirects=True)
    assert "没有改动" in answer.text
    assert (len(queries.versions_of(reading(), row.question_id)), actions(home)) == (1, before)


def test_an_option_that_goes_leaves_its_letter_free(liaison: FlaskClient, home: Office) -> None:
    """The others keep their ids, as papers know them."""
    row = found(home, "国家宪法日")
    liaison.post(f"/bank/questions/{row.question_id}/edit", data={**form_of(liaison, row), "option-A": ""})
    assert [option.id for option in found(home, "国家宪法日").content.options] == ["B", "C"]


def test_the_words_of_another_question_are_refused_with_its_link(liaison: FlaskClient, home: Office) -> None:
    """409, the other one's page, and what was typed."""
    row, other = found(home, "劳动节"), found(home, "国家宪法日")
    options = {f"option-{option.id}": option.text for option in other.content.options}
    typed = {**form_of(liaison, row), **options, "stem": other.content.stem, "explanation": "写了很久的解析"}
    answer = liaison.post(f"/bank/questions/{row.question_id}/edit", data=typed)
    assert answer.status_code == 409
    assert f'href="/bank/questions/{other.question_id}"' in answer.text
    assert fields(answer.text)["explanation"] == "写了很久的解析"
    assert len(queries.versions_of(reading(), row.question_id)) == 1


def test_the_key_of_a_question_that_was_asked_stays(
    liaison: FlaskClient, home: Office, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another key, and the right option's words put on another letter, are refused with the way; words may change."""
    monkeypatch.setitem(app.extensions, "question_uses", lambda session, question_id: list(enumerate("甲乙丙丁")))
    row = found(home, "国家宪法日")
    address, form = f"/bank/questions/{row.question_id}/edit", form_of(liaison, row)
    page = liaison.get(address).text
    assert "要改请走“答案更正”" in page and "/exams/0/corrections?q=" in page
    for typed in ({"ticks": "A"}, {"option-A": form["option-B"], "option-B": form["option-A"]}):
        answer = liaison.post(address, data={**form, **typed})
        assert answer.status_code == 409
        assert "《甲》、《乙》、《丙》等 4 场考试" in answer.text and "请走“答案更正”" in answer.text
    assert liaison.post(address, data={**form, "stem": "改了字的题干（ ）。"}).status_code == 303


def test_a_second_tab_does_not_overwrite(liaison: FlaskClient, home: Office) -> None:
    """The older page is refused, keeps what was typed, and may then be saved over the newer version."""
    row = found(home, "劳动节")
    address, form = f"/bank/questions/{row.question_id}/edit", form_of(liaison, row)
    liaison.post(address, data={**form, "stem": "国际劳动节是（ ）。"})
    answer = liaison.post(address, data={**form, "stem": "五一劳动节是（ ）。"})
    assert answer.status_code == 409 and "刚有了新的版本" in answer.text
    again = fields(answer.text)
    assert (again["stem"], again["number"]) == ("五一劳动节是（ ）。", "2")
    assert liaison.post(address, data={**again, "ticks": "A"}).status_code == 303
    assert len(queries.versions_of(reading(), row.question_id)) == 3


@pytest.mark.parametrize(
    ("typed", "clause"),
    [
        ({"stem": " "}, "没有题干"),
        ({"written": ""}, "没有答案"),
        ({"difficulty": "9"}, "难度要选 1 至 5"),
        ({"use": "其他"}, "用途要从给出的几种里选"),
        ({"topic": "长" * 61}, "知识点超过 60 字"),
        ({"stem": "【图3】是什么____？"}, "没有图3"),
    ],
)
def test_an_incomplete_form_comes_back(liaison: FlaskClient, home: Office, typed: dict[str, str], clause: str) -> None:
    """422 with the clause, and no version."""
    row = found(home, "成立于")
    answer = liaison.post(f"/bank/questions/{row.question_id}/edit", data={**form_of(liaison, row), **typed})
    assert answer.status_code == 422 and clause in answer.text
    assert len(queries.versions_of(reading(), row.question_id)) == 1


def test_a_blank_takes_several_texts(liaison: FlaskClient, home: Office) -> None:
    """One line a blank, accepted texts between slashes."""
    row = found(home, "成立于")
    liaison.post(f"/bank/questions/{row.question_id}/edit", data={**form_of(liaison, row), "written": "1949/一九四九"})
    assert found(home, "成立于").content.key == (("1949", "一九四九"),)


def test_another_unit_edits_nothing(
    other: Office, liaison: FlaskClient, home: Office, app: Flask, now: datetime
) -> None:
    """Not found, neither the form nor the version's pictures, and its drafts are not published."""
    row = found(home, "劳动节")
    version_id = queries.versions_of(reading(), row.question_id)[0].version_id
    client = stranger_of(app, other.liaison_id, now)
    assert client.get(f"/bank/questions/{row.question_id}/edit").status_code == 404
    assert client.post(f"/bank/questions/{row.question_id}/edit", data={"stem": "x"}).status_code == 404
    assert client.get(f"/bank/versions/{version_id}/pictures/0").status_code == 404


def test_chosen_drafts_are_published_together(liaison: FlaskClient, home: Office, now: datetime) -> None:
    """One entry of the audit log; what is no draft, and what belongs to nobody, stays as it is."""
    text = "一、多选题\n1. 甲（ ）。\nA. 甲\nB. 乙\n答案：A\n2. 乙（ ）。\nA. 丙\nB. 丁\n答案：B\n"
    with transaction() as session:
        service.import_file(session, home.bank_id, text.encode(), "存疑.txt", actor_id=None, now=now)
    drafts = queries.search(reading(), home.unit_id, queries.Wanted(state="draft"))
    page = liaison.get("/bank/?state=draft").text
    assert page.count('name="question"') == 2 and "发布选中的草稿" in page
    numbers = [str(row.question_id) for row in drafts]
    answer = liaison.post("/bank/questions/publish", data={"question": [*numbers, "999", "x"], "state": "draft"})
    assert answer.location == "/bank/?state=draft"
    assert queries.health(reading(), home.unit_id).draft == 0
    assert actions(home).count("question.publish") == 1
    again = liaison.post("/bank/questions/publish", data={"question": numbers}, follow_redirects=True)
    assert "没有选中草稿" in again.text and actions(home).count("question.publish") == 1
    assert 'name="question"' not in liaison.get("/bank/").text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("q=宪法日", 1),
        ("q=中华人民共和国宪法", 1),
        ("topic=宪法", 1),
        ("type=fill_blank", 1),
        ("difficulty=2", 1),
        ("state=published", 3),
        ("state=retired", 0),
        ("q=是&type=single_choice&difficulty=2", 1),
    ],
)
def test_the_list_is_narrowed_by_each_of_six_filters(liaison: FlaskClient, query: str, count: int) -> None:
    """Stem, law, topic, type, difficulty and state, alone and together."""
    page = liaison.get(f"/bank/?{query}").text
    assert (f"共 {count} 条" in page) if count else ("没有符合条件的题" in page)


def test_a_retired_question_is_restored(liaison: FlaskClient, home: Office) -> None:
    """Out of the draw with a reason, and back."""
    row = found(home, "劳动节")
    address = f"/bank/questions/{row.question_id}"
    liaison.post(f"{address}/retire", data={"reason": "条文已修改"})
    page = liaison.get(address).text
    assert heading(page) == "这道题已停用，不再出卷" and "恢复使用这道题" in page
    liaison.post(f"{address}/publish")
    assert heading(liaison.get(address).text) == "这道题可以出卷"
