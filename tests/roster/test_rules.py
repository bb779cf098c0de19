"""Comparing a file with the people of today: who is who, who joins, moves, changes, and what is in conflict."""

from dataclasses import replace

import pytest

from webapp.roster.rules import Comparison, Current, RosterRow, compare, merged

ZHANG = Current(1, "张三", "综合科", "A1", "13900000001", employment_type="civil_servant", job_title="科长")
LI = Current(2, "李四", "法规科", "", "13900000002", employment_type="civil_servant")
WANG = Current(3, "王五", "法规科", employment_type="contract")
PEOPLE = (ZHANG, LI, WANG)
FORMER = {"Z9": "赵六"}


def row(person: Current, line: int = 2, **changes: str) -> RosterRow:
    """Return the line that says of a person what is known, but for the changes."""
    names = ("full_name", "department", "staff_number", "phone", "employment_type", "job_title")
    return replace(RosterRow(f"第{line}行", **{name: getattr(person, name) for name in names}), **changes)


def against(*rows: RosterRow, is_whole: bool = False) -> Comparison:
    """Compare lines with the three people."""
    numbered = [replace(one, place=f"第{line}行") for line, one in enumerate(rows, start=2)]
    return compare(PEOPLE, numbered, ["综合科", "法规科"], FORMER, is_whole=is_whole)


def test_the_same_again_changes_nothing() -> None:
    """Each of the three keys finds its person."""
    found = against(*map(row, PEOPLE), is_whole=True)
    assert [match.current for match in found.unchanged] == list(PEOPLE)
    assert found.is_empty and not found.conflicts and not found.leavers


@pytest.mark.parametrize(
    ("line", "who"),
    [
        (row(ZHANG, department="法规科"), ZHANG),
        (row(LI, department="综合科"), LI),
    ],
)
def test_movers_by_number_and_by_phone(line: RosterRow, who: Current) -> None:
    """Another department is a move, found by 工号, else by 姓名 and 手机号."""
    (match,) = against(line).movers
    assert (match.current, match.changes) == (who, ())


def test_without_number_and_phone_the_department_tells() -> None:
    """王五 of another department is somebody else when nothing but the name agrees."""
    found = against(row(WANG, department="综合科"))
    assert [one.full_name for one in found.joiners] == ["王五"]


def test_fields_change_and_blanks_never_erase() -> None:
    """A new title is a change; a blank phone leaves the one that is stored."""
    (match,) = against(row(ZHANG, job_title="主任", phone="")).changed
    assert [(one.word, one.before, one.after) for one in match.changes] == [("职务", "科长", "主任")]


def test_a_mover_may_change_as_well() -> None:
    """Both are in the one match."""
    (match,) = against(row(ZHANG, department="法规科", job_title="主任")).movers
    assert [one.after for one in match.changes] == ["主任"]


def test_new_people_and_departments() -> None:
    """Who fits nobody joins; a department that is not known is founded, once, in file order."""
    new = [RosterRow("", name, "新设科", employment_type="institution") for name in ("甲", "乙")]
    found = against(*new)
    assert [one.full_name for one in found.joiners] == ["甲", "乙"]
    assert found.new_departments == ("新设科",)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([row(ZHANG), RosterRow("", "钱七", "综合科", "A1")], "重复"),
        ([RosterRow("", "钱七", "综合科", "A1")], "现在是“张三”"),
        ([row(ZHANG, staff_number="B7")], "现在工号是 A1"),
        ([row(WANG, phone="13900000008"), row(WANG, phone="13900000009")], "同一个人"),
        ([RosterRow("", "孙八", "综合科"), RosterRow("", "孙八", "综合科")], "有两个“孙八”"),
        ([row(ZHANG, employment_type="", unknown_type="特聘")], "不认识编制“特聘”"),
        ([row(ZHANG), RosterRow("", "孙八", "综合科")], "没有写编制"),
        ([RosterRow("", "孙八", "综合科", "Z9", employment_type="contract")], "已离开的“赵六”"),
    ],
)
def test_what_a_person_must_decide(lines: list[RosterRow], words: str) -> None:
    """Two lines with one 工号, one line for two people, unknown words: named with place, never guessed."""
    conflicts = against(*lines).conflicts
    assert conflicts and words in conflicts[-1].reason and conflicts[-1].place.startswith("第")


def test_one_line_that_fits_two_people() -> None:
    """Two namesakes of one department need a 工号."""
    twins = (WANG, replace(WANG, employee_id=4))
    found = compare(twins, [row(WANG)], ["法规科"], {}, is_whole=False)
    assert "有 2 人" in found.conflicts[0].reason


def test_nobody_leaves_by_being_absent() -> None:
    """Only a file declared whole proposes leavers, and never one whose line is in conflict."""
    assert against(row(ZHANG)).leavers == ()
    assert against(row(ZHANG), is_whole=True).leavers == (LI, WANG)
    assert against(row(ZHANG), row(LI, unknown_type="特聘"), is_whole=True).leavers == (WANG,)


def test_only_a_full_file_sets_the_order() -> None:
    """A list of a few people says nothing about the order of all."""
    assert not against(row(ZHANG)).sets_order
    assert against(*map(row, PEOPLE)).sets_order
    assert against(row(ZHANG), is_whole=True).sets_order


@pytest.mark.parametrize(
    ("present", "wanted", "order"),
    [
        ("abc", "cba", "cba"),
        ("abcd", "ca", "cdab"),
        ("abc", "x", "abcx"),
        ("abc", "bxc", "abxc"),
        ("", "xy", "xy"),
    ],
)
def test_the_rest_stays_behind_its_neighbour(present: str, wanted: str, order: str) -> None:
    """What the file does not name keeps its place, and doing it again changes nothing."""
    assert "".join(merged(present, wanted)) == order
    assert "".join(merged(order, wanted)) == order
