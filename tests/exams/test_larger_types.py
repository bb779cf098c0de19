"""Orderings, matchings and cases in an exam: drawn whole, shown without their key, taken, graded and reviewed."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from question_bank import MalformedResponse, Option, PaperSpec, Question, SpecSection
from tests.exams import builders
from tests.exams.builders import CLOSES, SECOND
from webapp.db import transaction
from webapp.exams import paper, queries
from webapp.exams.models import Attempt

STEPS = (Option("A", "送达"), Option("B", "立案"), Option("C", "决定"), Option("D", "调查取证"))
ORDERING = Question("ordering", "按先后排列", STEPS, ("B", "D", "C", "A"), explanation=builders.EXPLANATION)
MATCHING = Question(
    type="matching",
    stem="把责任连起来",
    options=(Option("A", "罚款"), Option("B", "徒刑")),
    key=(("A", "2"), ("B", "1")),
    matches=(Option("1", "刑事责任"), Option("2", "行政责任"), Option("3", "党纪责任")),
)
PARTS = (
    Question(
        "single_choice", "由谁决定", (Option("A", "派出所"), Option("B", "市监局")), ("B",), explanation="小题解析"
    ),
    Question("multiple_choice", "可以怎样救济", STEPS, ("A", "B")),
    Question("fill_blank", "期限____日", (), (("六十", "60"),), any_order=True),
    replace(ORDERING, stem="小题里的排序"),
)
CASE = Question("case_group", "某店销售过期食品。\n被罚款五万元。", (), (), parts=PARTS)
SPEC = PaperSpec(
    (
        SpecSection("案例题", "case_group", 1, Decimal(60)),
        SpecSection("排序题", "ordering", 1, Decimal(20)),
        SpecSection("连线题", "matching", 1, Decimal(20)),
    ),
    multiple_rule="net",
)
RIGHT = [["B", ["A", "B"], ["60"], ["B", "D", "C", "A"]], ["B", "D", "C", "A"], [["A", "2"], ["B", "1"]]]


@pytest.fixture
def exam_id(app, staff):
    """A published exam of one case, one ordering and one matching; its bank holds these alone."""
    with app.app_context(), transaction() as session:
        bank_id = builders.fill_bank(session, staff.unit_id, [CASE, ORDERING, MATCHING], name="大题")
        return builders.published(session, staff, bank_ids=[bank_id], spec=SPEC).id


@pytest.fixture
def me(staff, browse):
    """The browser of one who sits it."""
    return browse(staff.employees_a[0])


@pytest.fixture
def path(me, exam_id):
    """The address of the running attempt."""
    me.get(f"/exams/{exam_id}/intro")
    return me.post(f"/exams/{exam_id}/start").location


def attempt_of(session, path):
    """Return the attempt at an address."""
    return session.get_one(Attempt, int(path.rsplit("/", 1)[1]))


def test_the_form_of_an_exam_offers_every_type_and_every_rule(staff, browse):
    """案例, 排序, 连线 and 简答 have a line of their own."""
    page = browse(staff.law_admin).get("/exams/new").text
    assert all(f'aria-label="{word}题数"' in page for word in ("案例题", "排序题", "连线题", "简答题"))
    assert "多选题、排序题计分" in page and '<option value="net">选对的按比例得分，选错的按比例倒扣，最低 0 分' in page


def test_the_rule_is_told_before_the_start(me, exam_id):
    """For the ordering in its own words."""
    intro = me.get(f"/exams/{exam_id}/intro").text
    assert "按排对的位置得分" in intro and "连线题" in intro


def test_the_page_shows_each_control_and_its_parts(me, path):
    """The material once, its parts with numbers and rules, menus for places and pairs, and nothing of the key."""
    page = me.get(path).text
    assert page.count("某店销售过期食品。") == 1
    assert page.count('class="question') == 3 and page.count('class="case-part"') == 4
    assert "（4）" in page and "选对的按比例得分，选错的按比例倒扣，最低 0 分" in page
    assert 'name="q0-0" value="B"' in page and page.count('name="q0-3"') == 4
    assert page.count('name="q1"') == 4 and '<option value="A:3">党纪责任</option>' in page
    assert "各空不分先后" in page
    assert builders.EXPLANATION not in page and "小题解析" not in page


def test_answers_saved_one_by_one_earn_everything(app, me, path):
    """As the page with scripts sends them; a reload shows them again."""
    me.get(path)
    for place, response in enumerate(RIGHT):
        assert me.send(f"{path}/responses", {"item": place, "seq": 1, "response": response}).status_code == 200
    page = me.get(path).text
    assert 'value="B" checked' in page and '<option value="B:1" selected>第 1 位</option>' in page
    assert '<option value="A:2" selected>行政责任</option>' in page and 'value="60"' in page
    me.post(f"{path}/submit")
    assert "100 分" in me.get(f"{path}/result").text


def test_the_plain_form_earns_the_same(app, me, path):
    """Without scripts: places and pairs as menu values, the parts' fields beside each other."""
    me.get(path)
    places = ["B:1", "D:2", "C:3", "A:4"]
    fields = {"q0-0": "B", "q0-1": ["A", "B"], "q0-2": "60", "q0-3": places, "q1": places, "q2": ["A:2", "B:1"]}
    assert me.post(f"{path}/review", seq="0", **fields).location == f"{path}/confirm"
    assert "3 题都已作答" in me.get(f"{path}/confirm").text
    with app.app_context(), transaction() as session:
        kept = queries.responses(session, attempt_of(session, path).id)
        assert {place: answer.raw for place, answer in kept.items()} == dict(enumerate(RIGHT))
    me.post(f"{path}/submit")
    assert "100 分" in me.get(f"{path}/result").text


def test_a_case_with_an_open_part_is_named_before_handing_in(me, path):
    """It is no blank case, but the person is told."""
    me.get(path)
    me.post(f"{path}/review", seq="0", **{"q0-0": "B", "q0-2": "", "q0-3": ["", "", "", ""]})
    confirm = me.get(f"{path}/confirm").text
    assert "第 1、2、3 题" in confirm and "空白卷" not in confirm
    me.post(f"{path}/submit")
    result = me.get(f"{path}/result").text
    assert "15 分" in result and "作答 1 题" in result


@pytest.mark.parametrize(
    ("fields", "question"),
    [({"q1": ["A:1", "B:1", "", ""]}, "第 2 题"), ({"q2": ["A:9", ""]}, "第 3 题"), ({"q0-0": "Z"}, "第 1 题")],
)
def test_what_no_order_or_pair_can_be_is_refused_by_name(me, path, fields, question):
    """Two options in one place, a match that is not there, an option that a part does not have."""
    me.get(path)
    answer = me.post(f"{path}/review", seq="0", **fields)
    assert answer.status_code == 422 and question in answer.text


@pytest.mark.parametrize(
    "body",
    [
        {"item": 0, "response": ["B"]},
        {"item": 0, "response": ["Z", [], None, []]},
        {"item": 1, "response": ["B", "B", "C", "A"]},
        {"item": 1, "response": "BDCA"},
        {"item": 2, "response": [["A", "7"]]},
        {"item": 2, "response": [["1", "A"]]},
    ],
)
def test_a_save_of_another_shape_is_refused(me, path, body):
    """Parts, orders and pairs are checked by the snapshot alone."""
    me.get(path)
    assert me.send(f"{path}/responses", {"seq": 1, **body}).status_code == 422


def test_the_review_shows_a_case_part_by_part(me, path, set_clock, staff, browse):
    """After the close: own response and key of each part in the letters that were shown, and explanations."""
    me.get(path)
    shown = re.findall(r'name="q0-0" value="(\w)"', me.get(path).text)
    me.send(f"{path}/responses", {"item": 0, "seq": 1, "response": ["A", None, ["九十"], None]})
    me.send(f"{path}/responses", {"item": 1, "seq": 1, "response": ["B", "D", "A", "C"]})
    me.send(f"{path}/responses", {"item": 2, "seq": 1, "response": [["A", "2"]]})
    me.post(f"{path}/submit")
    assert "小题解析" not in me.get(f"{path}/result").text
    set_clock(CLOSES + SECOND)
    page = browse(staff.employees_a[0]).get(f"{path}/result").text
    case, ordering, matching = page.split('<article class="review"')[1:]
    assert "小题解析" in case and "（4）小题里的排序" in case and "六十或60" in case and "九十" in case
    assert f"<dt>标准答案</dt><dd>{'AB'[shown.index('B')]}</dd>" in case
    assert case.count("<dt>您的作答</dt>") == 4 and case.count("您选的") == 1
    assert "答错，得 0 分，共 60 分" in case
    assert "部分答对，得 10 分，共 20 分" in ordering and "→" in ordering and "您选的" not in ordering
    assert "部分答对，得 10 分，共 20 分" in matching and "—行政责任" in matching


def test_the_snapshot_holds_orders_and_shapes_but_no_key(app, path):
    """One order and one shape for each part; the shown order of an ordering is part of the paper."""
    with app.app_context(), transaction() as session:
        case, ordering, matching = attempt_of(session, path).snapshot["items"]
    assert [part["type"] for part in case["parts"]] == [part.type for part in PARTS]
    assert [part["blanks"] for part in case["parts"]] == [0, 0, 1, 0]
    assert [sorted(order) for order in case["option_order"]] == [["A", "B"], list("ABCD"), [], list("ABCD")]
    assert sorted(ordering["option_order"]) == list("ABCD")
    assert sorted(matching["option_order"]) == ["1", "2", "3", "A", "B"] and matching["blanks"] == 0
    assert "key" not in str([case, ordering, matching])


def test_a_snapshot_from_before_there_were_parts_still_reads():
    """Old attempts have no parts in their items."""
    item = {"type": "multiple_choice", "option_order": ["B", "A"], "blanks": 0}
    assert paper.read_response(item, ["A"]) == ("A",)
    assert paper.parts_of(item) == []
    with pytest.raises(MalformedResponse):
        paper.read_response(item, ["C"])
