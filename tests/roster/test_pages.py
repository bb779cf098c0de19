"""The roster's pages: who may open them, the list, and the way from a file to its receipt."""

import io
import re
from datetime import datetime, timedelta

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.roster import files
from tests.roster.test_service import FULL
from tests.support.counting import count_queries
from tests.support.office import Office, sign_in
from webapp.accounts import queries as accounts
from webapp.accounts import service as accounts_service
from webapp.accounts.models import Employee
from webapp.db import db, reading, transaction
from webapp.roster import service

PLAIN = "名册.csv"


@pytest.fixture(autouse=True)
def _without_tokens(app: Flask) -> None:
    """Forms are sent without having been opened; that every form asks for its token is tested elsewhere."""
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def liaison(client: FlaskClient, office: Office) -> FlaskClient:
    """The browser of the 法治联络员."""
    sign_in(client, office.law_admin)
    return client


def send(client: FlaskClient, data: bytes, name: str = PLAIN, **fields: str) -> tuple[int, str]:
    """Upload a file; return the status and the address or the page."""
    answer = client.post("/roster/import", data={"file": (io.BytesIO(data), name), **fields})
    return answer.status_code, answer.location or answer.text


def confirm(client: FlaskClient, address: str, **fields: str) -> tuple[int, str]:
    """Press the preview's button."""
    page = client.get(address).text
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found
    answer = client.post(address, data={"seen": found[1], **fields})
    return answer.status_code, answer.location or answer.text


def table_of(app: Flask) -> list[str]:
    """Return the names of all employees in the database."""
    with app.app_context():
        return [person.full_name for person in reading().query(Employee).order_by(Employee.id)]


ADDRESSES = ("/roster/", "/roster/export.xlsx", "/roster/import", "/roster/people/{id}")
DEEDS = ("/roster/import", "/roster/people/{id}/move", "/roster/people/{id}/leave", "/roster/people/{id}/away")


def test_strangers_are_sent_to_the_login(client: FlaskClient, office: Office) -> None:
    """Nobody sees a name without signing in."""
    for address in ADDRESSES:
        answer = client.get(address.format(id=office.head.id))
        assert (answer.status_code, "/login" in answer.location) == (303, True)


@pytest.mark.parametrize("who", ["head", "leader", "auditor", "contract"])
def test_only_the_liaison_manages_the_roster(client: FlaskClient, office: Office, who: str) -> None:
    """Employees, heads, leaders and auditors are refused every page and every deed."""
    sign_in(client, getattr(office, who))
    for address in ADDRESSES:
        assert client.get(address.format(id=office.head.id)).status_code == 403
    for address in DEEDS:
        assert client.post(address.format(id=office.head.id)).status_code == 403


def test_another_unit_is_not_found(client: FlaskClient, office: Office, app: Flask, now: datetime) -> None:
    """The liaison of another unit finds neither people nor imports, and can do nothing to them."""
    with app.app_context(), transaction() as session:
        roster = service.read_roster(files.roster(*FULL), PLAIN)
        kept = service.upload(session, office.unit_id, roster, b"", PLAIN, is_whole=False, actor_id=None, now=now)
    sign_in(client, office.stranger_admin)
    for address in (
        f"/roster/people/{office.head.id}",
        f"/roster/import/{kept.id}",
        f"/roster/import/{kept.id}/receipt",
    ):
        assert client.get(address).status_code == 404
    leave = client.post(f"/roster/people/{office.head.id}/leave", data={"on": "2026-11-24", "reason": "transfer"})
    assert leave.status_code == 404
    assert client.post(f"/roster/import/{kept.id}", data={"seen": ""}).status_code == 404
    assert client.post(f"/roster/import/{kept.id}/cancel").status_code == 404
    assert "甲一" not in client.get("/roster/").text


def test_a_move_to_another_unit_is_refused(liaison: FlaskClient, office: Office, app: Flask) -> None:
    """A department of another unit is no choice."""
    with app.app_context():
        foreign = accounts.departments(reading(), office.other_unit_id)[-1].id
    answer = liaison.post(f"/roster/people/{office.head.id}/move", data={"department": foreign, "on": "2026-11-24"})
    assert answer.status_code == 422


def test_the_list_is_searched_and_masked(liaison: FlaskClient) -> None:
    """By name, by pinyin and by number; filtered by employment; phones are masked."""
    assert "本单位共 13 人" in liaison.get("/roster/").text
    for wanted in ("q=乙一", "q=yiyi", "q=t003"):
        page = liaison.get(f"/roster/?{wanted}").text
        assert "共 1 条" in page and "139****0003" in page and "13900000003" not in page
    assert "共 1 条" in liaison.get("/roster/?type=contract").text
    assert "没有符合条件的人" in liaison.get("/roster/?q=没有这个人").text
    assert "共 13 条" in liaison.get("/roster/?department=x&page=99&size=7").text


def test_the_list_costs_the_same_for_more_people(
    liaison: FlaskClient, office: Office, app: Flask, now: datetime
) -> None:
    """One person on the page or fifty: the number of queries is one."""

    def cost(address: str) -> int:
        with app.app_context():
            engine = db.engine
        with count_queries(engine) as statements:
            assert liaison.get(address).status_code == 200
        return len(statements)

    people = [(f"N{i:03}", f"子{'甲乙丙丁'[i % 4]}", "综合科", "科员", "公务员", "") for i in range(60)]
    few = cost("/roster/?q=乙一")
    with app.app_context(), transaction() as session:
        service.import_file(session, office.unit_id, files.roster(*people), PLAIN, actor_id=None, now=now)
    assert cost("/roster/") == few


def test_the_export_is_the_list_and_can_be_imported(liaison: FlaskClient) -> None:
    """The file has the filtered people, and a full one changes nothing when it comes back."""
    sheet = openpyxl.load_workbook(io.BytesIO(liaison.get("/roster/export.xlsx?type=contract").data)).active
    assert [row[2] for row in sheet.iter_rows(values_only=True)][-1] == "戊一"
    _, address = send(liaison, liaison.get("/roster/export.xlsx").data, "名册.xlsx", is_whole="y")
    assert "和现在的名册一样，没有要改的" in liaison.get(address).text


def test_from_a_file_to_its_receipt(liaison: FlaskClient, app: Flask) -> None:
    """Nothing is written before the confirmation; the receipt counts and offers slips; twice is once."""
    people = [*FULL, ("N1", "子一", "新设科", "科长", "公务员", "139-1111-2222")]
    status, address = send(liaison, files.roster(*people, headings="工号,姓名,科室,职务,编制,血型"))
    assert status == 303
    page = liaison.get(address).text
    assert "新增 1 人" in page and "血型" in page and "新设科" in page
    assert "子一" not in table_of(app)
    status, receipt = confirm(liaison, address)
    assert status == 303
    page = liaison.get(receipt).text
    assert "写入完成" in page and "密码条" in page
    assert table_of(app).count("子一") == 1
    assert liaison.post(address, data={"seen": "x"}).location == receipt
    assert table_of(app).count("子一") == 1
    assert liaison.get(address).location == receipt


def test_a_conflict_offers_no_button_and_is_refused(liaison: FlaskClient, app: Flask) -> None:
    """The first sentence says what to do, the line is named, and a forged confirmation writes nothing."""
    before = table_of(app)
    _, address = send(liaison, files.roster(*FULL, ("T001", "某某", "综合科", "", "公务员", "")))
    page = liaison.get(address).text
    assert "处要先改好，现在不能写入" in page and "第15行" in page and "确认写入" not in page
    status, page = confirm(liaison, address)
    assert status == 409 and "没有写入任何内容" in page
    assert table_of(app) == before


def test_leavers_need_a_date_and_a_reason(liaison: FlaskClient, office: Office, app: Flask) -> None:
    """What was ticked and typed stays after the refusal; complete, only the ticked one leaves."""
    gone = office.employees_b[0]
    _, address = send(liaison, files.roster(*(one for one in FULL if one[3] != "科员")), is_whole="y")
    ticked = {f"leave_{gone.id}": "1", f"on_{gone.id}": "2026-11-24"}
    status, page = confirm(liaison, address, **ticked)
    assert status == 422 and "请给每一位选择离开原因" in page
    assert re.search(rf'name="leave_{gone.id}"[^>]* checked', page)
    assert re.search(rf'name="on_{gone.id}" value="2026-11-24"', page)
    status, receipt = confirm(liaison, address, **ticked, **{f"reason_{gone.id}": "retire"})
    assert status == 303
    assert "名册里没有" not in liaison.get(receipt).text
    with app.app_context():
        left = [one.full_name for one in reading().query(Employee).where(Employee.left_on.is_not(None))]
    assert left == [gone.full_name]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("名册.pdf", b"%PDF", "类型不能用"),
        ("名册.csv", b"", "是空的"),
        ("名册.xlsx", b"\xd0\xcf\x11\xe0", "加了密码"),
        ("名册.csv", "甲,乙\r\n1,2".encode(), "没有找到“姓名”列"),
    ],
)
def test_bad_files_are_one_sentence_at_the_field(
    liaison: FlaskClient, app: Flask, name: str, data: bytes, sentence: str
) -> None:
    """The form comes back with what was ticked, and nothing was kept."""
    status, page = send(liaison, data, name, is_whole="y")
    assert status == 422 and sentence in page
    assert re.search(r'name="is_whole"[^>]*checked|checked[^>]*name="is_whole"', page)
    assert "最近的导入" not in liaison.get("/roster/import").text


def test_a_file_of_50_mb_is_a_sentence(liaison: FlaskClient) -> None:
    """It is refused before it is read."""
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="r.csv"\r\n\r\n%b\r\n--x--\r\n'
    body = part % (b"0" * 50 * 1024 * 1024)
    answer = liaison.post("/roster/import", data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413 and "20 MB" in answer.text


def test_no_file_is_a_sentence(liaison: FlaskClient) -> None:
    """The form says that a file has to be chosen."""
    answer = liaison.post("/roster/import", data={})
    assert answer.status_code == 422 and "还没有选择文件" in answer.text


def test_a_file_put_aside_cannot_be_confirmed(liaison: FlaskClient, app: Flask) -> None:
    """放弃 is final: the button is gone, and a forged confirmation writes nothing."""
    before = table_of(app)
    _, address = send(liaison, files.roster(*FULL, ("N1", "子一", "综合科", "", "公务员", "")))
    page = liaison.get(address).text
    liaison.post(f"{address}/cancel")
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen is not None
    assert liaison.post(address, data={"seen": seen[1]}).status_code == 409
    assert table_of(app) == before


def do(client: FlaskClient, employee_id: int, deed: str, **fields: object) -> tuple[int, str]:
    """Send one of a person's forms; return the status and the page that follows."""
    answer = client.post(f"/roster/people/{employee_id}/{deed}", data=fields, follow_redirects=True)
    return answer.status_code, answer.text


def test_a_person_moves_goes_away_and_leaves(liaison: FlaskClient, office: Office) -> None:
    """Each deed answers with a receipt sentence and shows in the person's spells and absences."""
    person, day = office.employees_a[0].id, "2026-11-24"
    status, page = do(liaison, person, "move", department=office.department_b_id, on=day)
    assert status == 200 and "已调整科室" in page and "2026年11月24日" in page
    status, page = do(liaison, person, "away", kind="secondment", from_on=day, note="区委")
    assert status == 200 and "已登记" in page and "借调" in page
    status, page = do(liaison, person, "leave", on=day, reason="resign")
    assert status == 200 and "已于2026年11月24日离开" in page
    assert "丙一" not in liaison.get("/roster/").text
    assert "丙一" in liaison.get("/roster/?state=left").text


@pytest.mark.parametrize(
    ("deed", "fields", "sentence"),
    [
        ("leave", {"on": "2027-01-01", "reason": "transfer"}, "不能晚于今天"),
        ("leave", {"on": "", "reason": "transfer"}, "请填写日期"),
        ("leave", {"on": "2026-11-24", "reason": "fired"}, "有 1 处要改"),
        ("away", {"kind": "sick", "from_on": "2026-11-24", "until_on": "2026-11-20", "note": "留着"}, "返回日期应晚于"),
    ],
)
def test_a_refused_deed_keeps_what_was_typed(
    liaison: FlaskClient, office: Office, deed: str, fields: dict[str, str], sentence: str
) -> None:
    """The form comes back with its sentence and its values, and nothing changed."""
    status, page = do(liaison, office.head.id, deed, **fields)
    assert status == 422 and sentence in page
    for value in fields.values():
        assert value in {"", "fired"} or value in page
    assert "登记离开" in liaison.get(f"/roster/people/{office.head.id}").text


def test_a_head_is_named_and_ended(liaison: FlaskClient, office: Office, app: Flask, now: datetime) -> None:
    """The role begins on its day and ends today at the press of a button."""
    person = office.employees_b[0].id
    fields = {"role": "department_head", "node": office.department_b_id, "from_on": "2026-11-20"}
    assert do(liaison, person, "roles", **fields)[0] == 200
    with app.app_context():
        (given,) = accounts.grants_of(reading(), person)
    answer = liaison.post(f"/roster/people/{person}/roles/{given.grant_id}/end")
    assert answer.status_code == 303
    with app.app_context():
        (given,) = accounts.grants_of(reading(), person)
        assert given.until_on is not None
        assert accounts.heads_of(reading(), office.department_b_id, on=(now + timedelta(days=1)).date()) == []


def test_one_may_not_end_the_role_of_another_unit(
    client: FlaskClient, office: Office, app: Flask, now: datetime
) -> None:
    """A grant is reached only through its own person."""
    with app.app_context(), transaction() as session:
        given = accounts_service.grant(
            session, office.head.id, "department_head", office.department_b_id,
            from_on=now.date(), actor_id=None, now=now,
        )  # fmt: skip
    sign_in(client, office.stranger_admin)
    for person in (office.head.id, office.stranger.id):
        assert client.post(f"/roster/people/{person}/roles/{given.id}/end").status_code == 404
