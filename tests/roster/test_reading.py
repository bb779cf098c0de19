"""Reading rosters as offices keep them: titles, merged cells, notes, odd cells, and files that cannot be used."""

from datetime import datetime

import pytest

from tests.roster import files
from webapp.errors import InvalidInput
from webapp.files import LIMIT_BYTES
from webapp.labels import EMPLOYMENT_TYPES
from webapp.roster import columns
from webapp.roster.reading import read_roster

IDENTITY = "110101199001011230"


def test_a_real_sheet_is_read_line_by_line() -> None:
    """Title, merged department, numbering, phone as a number, blanks in a name, total and note below."""
    rows = [
        ["某某办公室人员名册"],
        list(files.HEADINGS),
        [1, "A001", "张　三", "综合科", "科长", "公务员", 13900000001],
        [2, "A002", "李四", None, "科员", "参照公务员", 1.3900000002e10],
        [3, 1003.0, "阿依古丽·买买提", "审核科", "科员", "不占编", "139-0000-0003"],
        ["合计", None, "3人"],
        ["说明：本表截至年初"],
    ]
    found = read_roster(files.workbook({"Sheet1": rows}, ("A1:G1", "D3:D4", "A7:G7")), "名册.xlsx")
    assert [(row.full_name, row.department, row.phone) for row in found.rows] == [
        ("张三", "综合科", "13900000001"),
        ("李四", "综合科", "13900000002"),
        ("阿依古丽·买买提", "审核科", "13900000003"),
    ]
    assert [row.employment_type for row in found.rows] == ["civil_servant", "civil_ref", "contract"]
    assert found.rows[2].staff_number == "1003"
    assert found.rows[0].place == "Sheet1第3行"
    assert found.notes == ["某某办公室人员名册", "合计 3人", "说明：本表截至年初"]
    assert not found.held and not found.unknown


def test_each_sheet_may_be_a_department() -> None:
    """Without a 科室 column the names of several sheets are the departments; a sheet without names is left out."""
    sheets = {
        "综合科": [["姓名", "职务"], ["张三", "科长"]],
        "法规科": [["姓名", "职务"], ["李四", "科长"]],
        "填表说明": [["请勿改动表头"]],
    }
    found = read_roster(files.workbook(sheets), "名册.xlsx")
    assert [(row.full_name, row.department) for row in found.rows] == [("张三", "综合科"), ("李四", "法规科")]
    assert found.notes == ["工作表“填表说明”没有找到姓名列，没有读"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_csv_of_each_encoding(encoding: str) -> None:
    """UTF-8 with and without its mark, and what Excel saves as CSV in China."""
    found = read_roster(files.csv("姓名,部门", "张三,综合科", encoding=encoding), "名册.csv")
    assert [(row.full_name, row.department) for row in found.rows] == [("张三", "综合科")]


def test_identity_numbers_are_nowhere() -> None:
    """The column is dropped, and a number that strayed into another cell is taken out as well."""
    data = files.csv(
        "姓名,科室,身份证号,出生年月,备注,工号",
        f"张三,综合科,{IDENTITY},1990.01,{IDENTITY},{IDENTITY}",
        f",,{IDENTITY},,,",
        f"合计,{IDENTITY},,,,",
    )
    found = read_roster(data, "名册.csv")
    assert IDENTITY not in repr(found)
    assert found.dropped == ["身份证号", "出生年月", "备注"]
    assert found.rows[0].staff_number == ""


def test_unknown_columns_are_named_and_left_out() -> None:
    """A column that nothing is known about is named; a counting column is not worth a word."""
    found = read_roster(files.csv("序号,姓名,科室,血型", "1,张三,综合科,A"), "名册.csv")
    assert found.unknown == ["血型"]
    assert len(found.rows) == 1


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("一级部－二级科", "一级部-二级科"),
        ("一级部 - 二级科", "一级部-二级科"),
        ("单位领导", "领导班子"),
        ("综 合 科", "综合科"),
    ],
)
def test_departments_have_one_name(written: str, read: str) -> None:
    """Kinds of dash, blanks and words for the leadership are one."""
    assert read_roster(files.csv("姓名,科室", f"张三,{written}"), "名册.csv").rows[0].department == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("13912345678", "13912345678"),
        ("１３９１２３４５６７８", "13912345678"),
        ("+86 139 1234 5678", "13912345678"),
        ("1.3912345678E+10", "13912345678"),
        ("1.39E+10", None),
        ("0797-8123456", None),
        ("", ""),
    ],
)
def test_phone_numbers(written: str, read: str | None) -> None:
    """A number is read from any spelling that still tells all its digits; none is made up."""
    assert columns.phone_of(written) == read


def test_doubtful_cells_are_said() -> None:
    """A bad phone or mail is not stored and said so; who is 不在岗 is taken over and noted."""
    found = read_roster(files.csv("姓名,科室,电话,邮箱,人员状态", "张三,综合科,8123,无,不在岗"), "名册.csv")
    (row,) = found.rows
    assert (row.phone, row.email) == ("", "")
    assert len(row.doubts) == 3 and "不在岗" in row.doubts[2]


def test_every_label_is_an_employment_word() -> None:
    """What the platform itself prints is read back."""
    assert {columns.type_of(word): word for word in EMPLOYMENT_TYPES.values()} == dict(EMPLOYMENT_TYPES)


def test_an_unknown_employment_word_is_kept_for_the_comparison() -> None:
    """A word that is not known is no type and is not lost."""
    (row,) = read_roster(files.csv("姓名,科室,编制", "张三,综合科,特聘"), "名册.csv").rows
    assert (row.employment_type, row.unknown_type) == ("", "特聘")


def test_lines_without_name_or_department_are_held() -> None:
    """They are named with their place; the others are read."""
    found = read_roster(files.csv("工号,姓名,科室", "1,张三,综合科", "2,,综合科", "3,李四,"), "名册.csv")
    assert [row.full_name for row in found.rows] == ["张三"]
    assert [(held.place, held.reason[:4]) for held in found.held] == [("第3行", "没有姓名"), ("第4行", "没有科室")]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("名册.csv", files.csv("工号,科室", "1,综合科"), "没有找到“姓名”列"),
        ("名册.csv", files.csv("工号,姓名", "1,张三"), "没有找到“科室”列"),
        ("名册.csv", files.csv("姓名,科室"), "表头下面没有人员"),
        ("名册.csv", b"\x81\xff\xfe\x00", "文字编码认不出来"),
        ("名册.csv", b"", "是空的"),
        ("名册.doc", b"x", "类型不能用"),
        ("名册.xlsx", b"\xd0\xcf\x11\xe0", "加了密码"),
        ("名册.xlsx", b"PK\x03\x04broken", "打不开"),
        ("名册.csv", b"x" * (LIMIT_BYTES + 1), "超过 20 MB"),
        ("名册.xlsx", files.workbook({"Sheet1": [["姓名", "职务"], ["张三", "科长"]]}), "没有找到“科室”列"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(name: str, data: bytes, sentence: str) -> None:
    """Each refusal is a sentence that says what to do."""
    with pytest.raises(InvalidInput) as refused:
        read_roster(data, name)
    assert sentence in refused.value.sentence and refused.value.sentence.endswith("。")


def test_dates_of_excel_do_not_disturb() -> None:
    """参加工作时间 as an Excel date is known, dropped and never the day of joining."""
    rows = [["姓名", "科室", "参加工作时间"], ["张三", "综合科", datetime(1985, 6, 1)]]
    found = read_roster(files.workbook({"Sheet1": rows}), "名册.xlsx")
    assert (len(found.rows), found.dropped) == (1, ["参加工作时间"])
