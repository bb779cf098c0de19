"""An item of a previewed import is mended, settled, left out and put back, and nothing typed is lost."""

import re
from datetime import datetime
from html import unescape

import pytest
from flask import Flask, g
from flask.testing import FlaskClient

from tests.bank.office import Office
from tests.bank.test_pages import browser_of, heading, uploaded
from webapp.audit.models import AuditEntry
from webapp.bank import queries, service
from webapp.bank.models import ImportBatch, ImportMend
from webapp.db import reading, transaction

FILE = """一、单项选择题
1. 国家宪法日是每年的（    ）。
A. 7月1日
B. 12月4日
答案：B
2. 没有答案的是（    ）。
A. 甲
B. 乙
3. 选项不全的是（    ）。
A. 甲
C. 丙
答案：A
二、判断题
1. 宪法是根本法。（    ）
答案：√
"""
DOUBTFUL = "一、多选题\n1. 只有一个答案的多选题（ ）。\nA. 甲\nB. 乙\n答案：A\n2. 又一道只有一个答案的（ ）。\nA. 丙\nB. 丁\n答案：B\n"


@pytest.fixture
def liaison(home: Office, app: Flask, now: datetime) -> FlaskClient:
    """The browser of the office's liaison."""
    return browser_of(app, home.liaison_id, now)


@pytest.fixture
def address(liaison: FlaskClient, home: Office) -> str:
    """A previewed import with two complete and two incomplete questions."""
    return uploaded(liaison, home, FILE.encode())


def fields(page: str) -> dict[str, str]:
    """Return what the open form would send as it stands, ticks and tokens left out."""
    form = page.split("data-editor", 1)[1].split("</form>", 1)[0]
    areas = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', form)
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    selects = re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL)
    chosen = [
        (name, found[1]) for name, inner in selects if (found := re.search(r'value="([^"]*)"[^>]* selected', inner))
    ]
    return {name: unescape(value) for name, value in (*areas, *hidden, *chosen) if name != "csrf_token"}


def stranger_of(app: Flask, employee_id: int, now: datetime) -> FlaskClient:
    """Return the browser of somebody else than who was just served: the test's context remembers the viewer."""
    g.pop("_login_user", None)
    g.pop("viewer", None)
    return browser_of(app, employee_id, now)


def actions(home: Office) -> list[str]:
    """Return the recorded actions of the office, in order."""
    entries = reading().query(AuditEntry).filter_by(unit_id=home.unit_id).order_by(AuditEntry.id)
    return [entry.action for entry in entries]


def test_a_held_back_question_is_prefilled_and_mended(liaison: FlaskClient, home: Office, address: str) -> None:
    """The form opens with what was recognised, says what is missing, and saving opens the next one to settle."""
    page = liaison.get(f"{address}/preview").text
    assert heading(page) == "2 道题可以入库，2 道存疑"
    form = fields(page)
    assert (form["stem"], form["option-A"], form["type"]) == ("没有答案的是（    ）。", "甲", "single_choice")
    assert ">没有答案</a>" in page and page.count("btn-primary") == 1
    answer = liaison.post(f"{address}/items/h0/mend", data={**form, "ticks": ["B"], "explanation": "乙才对。"})
    assert (answer.status_code, answer.location) == (303, f"{address}/preview?item=h1#open")
    page = liaison.get(answer.location).text
    assert heading(page) == "3 道题可以入库，1 道存疑" and "已保存，请看下一题" in page
    mended = liaison.get(f"{address}/preview?item=h0").text
    assert "已修改" in mended and "文件里识别到的" in mended and "撤销修改" in mended
    liaison.post(f"{address}/confirm")
    (row,) = queries.search(reading(), home.unit_id, queries.Wanted(text="没有答案的是"))
    assert (row.state, row.content.key, row.content.explanation) == ("published", ("B",), "乙才对。")
    assert actions(home)[-2:] == ["bank.mend", "bank.import"]


def test_what_is_still_incomplete_is_shown_again_as_typed(liaison: FlaskClient, address: str) -> None:
    """422, every word kept, and the fields that are wrong are marked."""
    form = fields(liaison.get(f"{address}/preview?item=h1").text)
    typed = {
        **form,
        "stem": "改过的题干（ ）。",
        "option-B": "",
        "ticks": ["D"],
        "citation": "道听途说",
        "explanation": "解析",
    }
    answer = liaison.post(f"{address}/items/h1/mend", data=typed)
    assert answer.status_code == 422
    again = fields(answer.text)
    assert {name: again[name] for name in ("stem", "option-A", "option-C", "citation", "explanation")} == {
        "stem": "改过的题干（ ）。",
        "option-A": "甲",
        "option-C": "丙",
        "citation": "道听途说",
        "explanation": "解析",
    }
    assert "缺少选项B" in answer.text and "答案D没有对应的选项" in answer.text and "依据只写一条" in answer.text
    assert (
        "data-focus" in answer.text
        and 'id="citation" name="citation" rows="1" data-grow aria-invalid="true"' in answer.text
    )
    assert reading().query(ImportMend).count() == 0


def test_a_second_tab_is_refused_kindly(liaison: FlaskClient, address: str) -> None:
    """An old revision changes nothing; the form comes back with the new one, so that saving again overwrites."""
    form = fields(liaison.get(f"{address}/preview?item=h0").text)
    assert liaison.post(f"{address}/items/h0/mend", data={**form, "ticks": "A"}).status_code == 303
    answer = liaison.post(f"{address}/items/h0/mend", data={**form, "stem": "另一个窗口的题干", "ticks": "B"})
    assert answer.status_code == 409
    assert "另一个窗口处理过" in answer.text
    again = fields(answer.text)
    assert (again["stem"], again["revision"]) == ("另一个窗口的题干", "1")
    assert 'value="B" aria-label="B 是答案" checked' in answer.text
    assert liaison.post(f"{address}/items/h0/mend", data={**again, "ticks": "B"}).status_code == 303


@pytest.mark.parametrize("deed", ["leave-out", "put-back", "settle"])
def test_an_old_page_decides_nothing(liaison: FlaskClient, address: str, deed: str) -> None:
    """The other deeds hold to the revision too."""
    liaison.post(f"{address}/items/q0/leave-out", data={"revision": "0"})
    assert liaison.post(f"{address}/items/q0/{deed}", data={"revision": "0"}).status_code == 409
    assert liaison.post(f"{address}/items/q0/{deed}").status_code == 409


def test_a_mending_is_undone(liaison: FlaskClient, home: Office, address: str) -> None:
    """What was read is there again, and the count of decisions goes on."""
    form = fields(liaison.get(f"{address}/preview?item=h0").text)
    liaison.post(f"{address}/items/h0/mend", data={**form, "stem": "改成别的（ ）", "ticks": "A"})
    liaison.post(f"{address}/items/h0/put-back", data={"revision": "1"})
    page = liaison.get(f"{address}/preview?item=h0").text
    assert heading(page) == "2 道题可以入库，2 道存疑"
    assert (fields(page)["stem"], fields(page)["revision"]) == ("没有答案的是（    ）。", "2")
    assert actions(home)[-2:] == ["bank.mend", "bank.put_back"]


def test_what_is_left_out_stays_out_and_is_named(liaison: FlaskClient, home: Office, address: str) -> None:
    """A clean and a held-back item are left out: counted, restorable, in the receipt, not in the bank."""
    liaison.post(f"{address}/items/q0/leave-out", data={"revision": "0"})
    liaison.post(f"{address}/items/h1/leave-out", data={"revision": "0"})
    page = liaison.get(f"{address}/preview?group=left_out").text
    assert heading(page) == "1 道题可以入库，1 道存疑"
    assert "您选了不导入 2 题" in page and "恢复这一题" in page
    liaison.post(f"{address}/confirm")
    receipt = liaison.get(f"{address}/receipt").text
    assert heading(receipt) == "已入库 1 题" and "您选了不导入" in receipt and "选项不全的是" in receipt
    assert [row.content.stem for row in queries.search(reading(), home.unit_id, queries.Wanted())] == [
        "宪法是根本法。（    ）"
    ]


def test_doubts_are_settled_one_after_the_other(liaison: FlaskClient, home: Office) -> None:
    """没有疑问 keeps the item as read; both are published then, and the last one says that all is done."""
    address = uploaded(liaison, home, DOUBTFUL.encode())
    page = liaison.get(f"{address}/preview").text
    assert "没有疑问，看下一题" in page and heading(page) == "2 道题可以入库，2 道存疑"
    first = liaison.post(f"{address}/items/q0/settle", data={"revision": "0"})
    assert first.location == f"{address}/preview?item=q1#open"
    last = liaison.post(f"{address}/items/q1/settle", data={"revision": "0"}, follow_redirects=True)
    assert "要看的题都处理完了" in last.text and heading(last.text) == "2 道题可以入库，0 道存疑"
    liaison.post(f"{address}/confirm")
    assert queries.health(reading(), home.unit_id).published == 2


def test_a_doubtful_item_is_mended_into_another_type(liaison: FlaskClient, home: Office) -> None:
    """The type is chosen, and fields that do not count for it are ignored."""
    address = uploaded(liaison, home, DOUBTFUL.encode())
    form = fields(liaison.get(f"{address}/preview?item=q0&mend=1").text)
    liaison.post(f"{address}/items/q0/mend", data={**form, "type": "true_false", "judgement": "false", "ticks": "A"})
    liaison.post(f"{address}/confirm")
    (row,) = queries.search(reading(), home.unit_id, queries.Wanted(type="true_false"))
    assert (row.content.key, row.content.options) == (("false",), ())


def test_more_rows_and_types_are_asked_for_without_scripts(liaison: FlaskClient, address: str) -> None:
    """再加选项, 换题型 and 再加小题 show the form again with what was typed, and save nothing."""
    form = fields(liaison.get(f"{address}/preview?item=h0").text)
    more = liaison.post(f"{address}/items/h0/mend", data={**form, "option-C": "新写的", "again": "more"})
    assert more.status_code == 200 and 'name="option-F"' in more.text and "新写的" in more.text
    typed = liaison.post(f"{address}/items/h0/mend", data={**form, "type": "case_group", "again": "part"}).text
    assert 'name="p0-stem"' in typed and fields(typed)["stem"] == form["stem"]
    assert reading().query(ImportMend).count() == 0


def test_twenty_options_are_taken(liaison: FlaskClient, home: Office, address: str) -> None:
    """A to T, with the last one right, come out as they were typed."""
    form = fields(liaison.get(f"{address}/preview?item=h0").text)
    options = {f"option-{letter}": f"选项内容{letter}" for letter in "ABCDEFGHIJKLMNOPQRST"}
    assert liaison.post(f"{address}/items/h0/mend", data={**form, **options, "ticks": "T"}).status_code == 303
    page = liaison.get(f"{address}/preview?item=h0&mend=1").text
    assert fields(page)["option-T"] == "选项内容T"
    liaison.post(f"{address}/confirm")
    (row,) = queries.search(reading(), home.unit_id, queries.Wanted(text="没有答案的是"))
    assert (len(row.content.options), row.content.key) == (20, ("T",))


def test_a_piece_that_was_not_understood_becomes_a_question(liaison: FlaskClient, address: str) -> None:
    """An unread paragraph has a form too."""
    with transaction() as session:
        batch = session.get_one(ImportBatch, int(address.rpartition("/")[2]))
        piece = {"place": "第17段", "text": "各科室应当按时交回。", "line": None}
        batch.report = {**(batch.report or {}), "unread": [piece]}
    page = liaison.get(f"{address}/preview?group=unread").text
    assert fields(page)["stem"] == "各科室应当按时交回。" and "还没有选题型" in page
    form = {**fields(page), "type": "true_false", "judgement": "true"}
    assert liaison.post(f"{address}/items/u0/mend", data=form).status_code == 303
    assert heading(liaison.get(f"{address}/preview").text).startswith("3 道题可以入库")


def test_script_in_what_is_typed_is_shown_as_text(liaison: FlaskClient, home: Office, address: str) -> None:
    """Tags in stem, option, key and explanation appear escaped, refused or saved."""
    evil = "</textarea><script>alert(1)</script>"
    form = fields(liaison.get(f"{address}/preview?item=h0").text)
    typed = {**form, "stem": evil, "option-A": evil, "explanation": evil, "written": evil}
    refused = liaison.post(f"{address}/items/h0/mend", data=typed)
    liaison.post(f"{address}/items/h0/mend", data={**typed, "ticks": "A"})
    for page in (refused.text, liaison.get(f"{address}/preview?item=h0").text, liaison.get(f"{address}/preview").text):
        assert "<script>alert" not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize("deed", ["mend", "leave-out", "put-back", "settle", "prefer", "correct"])
def test_another_unit_s_import_is_not_found(other: Office, app: Flask, now: datetime, address: str, deed: str) -> None:
    """Every deed and page on it is 404 for the liaison of another unit, and a stranger is sent to sign in."""
    client = stranger_of(app, other.liaison_id, now)
    assert client.post(f"{address}/items/h0/{deed}", data={"revision": "0", "type": "true_false"}).status_code == 404
    assert client.get(f"{address}/preview").status_code == 404
    assert client.get(f"{address}/pictures/q0/{'0' * 20}").status_code == 404
    g.pop("_login_user", None)
    g.pop("viewer", None)
    assert app.test_client().post(f"{address}/items/h0/{deed}").status_code == 303
    assert reading().query(ImportMend).count() == 0


def test_an_employee_mends_nothing(home: Office, app: Flask, now: datetime, address: str) -> None:
    """Only the liaison may."""
    client = stranger_of(app, home.employee_id, now)
    assert client.post(f"{address}/items/h0/mend").status_code == 403
    assert client.post("/bank/check").status_code == 403


@pytest.mark.parametrize("code", ["h9", "q99999999999", "x1", "q", "h-1", "q0x"])
def test_an_unknown_item_is_not_found(liaison: FlaskClient, address: str, code: str) -> None:
    """A code typed by hand is no error of the program."""
    for deed in ("mend", "leave-out", "settle"):
        assert liaison.post(f"{address}/items/{code}/{deed}", data={"revision": "0"}).status_code == 404


def test_after_confirming_nothing_is_mended(liaison: FlaskClient, address: str) -> None:
    """An old page leads to the receipt, or is refused."""
    liaison.post(f"{address}/confirm")
    assert liaison.post(f"{address}/items/h0/mend", data={"type": "true_false"}).status_code == 303
    assert liaison.post(f"{address}/items/h0/leave-out", data={"revision": "0"}).status_code == 409


def test_the_form_is_told_what_is_missing_while_it_is_filled(liaison: FlaskClient) -> None:
    """Live validation answers JSON with fields and clauses, and writes nothing."""
    answer = liaison.post("/bank/check", data={"type": "single_choice", "stem": "题干", "option-A": "甲", "ticks": "A"})
    assert answer.json == {"problems": [{"field": "option-A", "clause": "只有一个选项"}]}
    complete = {"type": "fill_blank", "stem": "应当____。", "written": "依法/依照法律"}
    assert liaison.post("/bank/check", data=complete).json == {"problems": []}
    assert liaison.post("/bank/check", data={}).json["problems"][0]["clause"] == "还没有选题型"


SAME = "一、单选题\n1. 行政许可的期限是（ ）。\nA. 二十日\nB. 三十日\n答案：{}\n解析：{}\n"


@pytest.fixture
def conflicting(liaison: FlaskClient, home: Office, now: datetime) -> str:
    """An import whose question stands in the bank with another key, its options turned round."""
    with transaction() as session:
        text = SAME.format("A", "旧解析")
        service.import_file(session, home.bank_id, text.encode(), "旧.txt", actor_id=None, now=now)
    turned = SAME.format("A", "新解析").replace("A. 二十日", "A. 三十日").replace("B. 三十日", "B. 二十日")
    return uploaded(liaison, home, turned.encode())


def test_a_conflict_offers_both_keys_with_their_words(liaison: FlaskClient, conflicting: str) -> None:
    """Side by side: the file's and the bank's, with what each button does."""
    page = liaison.get(f"{conflicting}/preview").text
    assert "以哪一个为标准答案" in page and "A　三十日" in page and "A　二十日" in page
    assert "按文件更正题库" in page and "保留题库的" in page and "不导入这一题" in page


def test_the_bank_is_corrected_by_the_file(liaison: FlaskClient, home: Office, conflicting: str) -> None:
    """The next version has the file's key in the bank's letters; the first one stays; no conflict is left."""
    answer = liaison.post(f"{conflicting}/items/q0/correct", data={"revision": "0"}, follow_redirects=True)
    assert "已更正为第 2 版" in answer.text
    (row,) = queries.search(reading(), home.unit_id, queries.Wanted())
    assert (row.content.key, row.content.explanation) == (("B",), "新解析")
    assert [option.text for option in row.content.options] == ["二十日", "三十日"]
    assert [one.content.key for one in queries.versions_of(reading(), row.question_id)] == [("B",), ("A",)]
    assert "已在题库<b>1</b>" in liaison.get(f"{conflicting}/preview").text
    assert actions(home)[-1] == "question.correct_by_file"


def test_a_question_that_was_asked_is_not_corrected_here(
    liaison: FlaskClient, home: Office, app: Flask, conflicting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence names the exam and the way: 答案更正."""
    monkeypatch.setitem(app.extensions, "question_uses", lambda session, question_id: [(1, "学法考试")])
    answer = liaison.post(f"{conflicting}/items/q0/correct", data={"revision": "0"}, follow_redirects=True)
    assert "这道题已用于《学法考试》" in answer.text and "答案更正" in answer.text
    (row,) = queries.search(reading(), home.unit_id, queries.Wanted())
    assert row.content.key == ("A",)


def test_keeping_the_bank_s_key_leaves_the_item_out(liaison: FlaskClient, home: Office, conflicting: str) -> None:
    """保留题库的 changes nothing in the bank."""
    liaison.post(f"{conflicting}/items/q0/leave-out", data={"revision": "0"})
    page = liaison.get(f"{conflicting}/preview").text
    assert heading(page) == "没有可以入库的题"
    liaison.post(f"{conflicting}/confirm")
    assert queries.count(reading(), home.unit_id, queries.Wanted()) == 1


def test_of_two_keys_within_the_file_one_is_chosen(liaison: FlaskClient, home: Office) -> None:
    """用这个答案 leaves the other out in one decision, recorded once."""
    text = SAME.format("A", "甲") + SAME.format("B", "乙").replace("1. ", "2. ")
    address = uploaded(liaison, home, text.encode())
    assert heading(liaison.get(f"{address}/preview").text) == "没有可以入库的题，2 道存疑"
    liaison.post(f"{address}/items/q1/prefer", data={"revision": "0"})
    assert actions(home)[-1] == "bank.prefer"
    assert heading(liaison.get(f"{address}/preview").text) == "1 道题可以入库，0 道存疑"
    liaison.post(f"{address}/confirm")
    (row,) = queries.search(reading(), home.unit_id, queries.Wanted())
    assert row.content.key == ("B",)
