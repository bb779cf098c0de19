"""How a figure is written, what a missing or omitted one does to its sentence, and 同比 (REPORT section 1)."""

from decimal import Decimal

import pytest

from webapp.reports import rules
from webapp.reports.rules import Figure


def figure(label: str, text: str | None, *, omitted: bool = False) -> Figure:
    """Make a figure whose code is its label."""
    return Figure(label, label, text, "", "officer", is_omitted=omitted)


@pytest.mark.parametrize(
    ("value", "qualifier", "unit", "text"),
    [
        ("644", "exact", "份", "644份"),
        ("380", "over", "次", "380余次"),
        ("260.0000", "over", "人次", "260余人次"),
        ("60", "nearly", "亿元", "近60亿元"),
        ("112.4200", "exact", "亿元", "112.42亿元"),
        ("100", "exact", "%", "100%"),
        ("5", "about", "家", "约5家"),
    ],
)
def test_the_qualifier_stands_where_the_office_says_it(value, qualifier, unit, text):
    """余 after the number, 近 and 约 before it, no trailing zeros."""
    assert rules.written(Decimal(value), qualifier, unit) == text


@pytest.mark.parametrize(
    ("current", "previous", "text"),
    [
        ("644", "870", "同比减少26%"),
        ("201", "200", "同比增长1%"),  # 0.5 rounds up
        ("199", "200", "同比减少1%"),
        ("200", "200", "与上年持平"),
        ("1004", "1000", "与上年持平"),
    ],
)
def test_year_on_year_rounds_half_up_to_a_whole_percent(current, previous, text):
    """同比 is rounded, not floored: only rates of completion are floored."""
    change = rules.year_on_year(Decimal(current), Decimal(previous))
    assert change is not None
    assert rules.year_on_year_text(change) == text


def test_year_on_year_from_zero_is_undefined():
    """A year without files has no 同比."""
    assert rules.year_on_year(Decimal(5), Decimal(0)) is None


def test_a_missing_figure_prints_what_is_to_be_filled_in():
    """【待填：指标名】 stands in the sentence and is marked missing."""
    pieces = rules.compose("制发文件{制发文件}。", {"制发文件": figure("制发文件", None)})
    assert "".join(piece.text for piece in pieces) == "制发文件【待填：制发文件】。"
    assert [piece.is_missing for piece in pieces] == [False, True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办文{甲}，办会{乙}，接待{丙}。", "办文1份，接待3次。"),
        ("办文{甲}，办会{乙}。接待{丙}。", "办文1份。接待3次。"),
        ("办会{乙}。接待{丙}。", "接待3次。"),
    ],
)
def test_an_omitted_figure_takes_its_clause_with_it(text, expected):
    """本年度不报: the clause goes, the sentence keeps its end."""
    named = {"甲": figure("甲", "1份"), "乙": figure("乙", None, omitted=True), "丙": figure("丙", "3次")}
    assert "".join(piece.text for piece in rules.compose(text, named)) == expected


def test_a_field_without_figure_is_missing_not_an_error():
    """A unit that has not defined an indicator gets a draft that says so."""
    assert rules.missing_labels({}, ["制发文件", "制发文件"]) == ["制发文件"]
    assert rules.compose("{制发文件}", {})[0].is_missing


def test_omitted_figures_do_not_block():
    """本年度不报 counts as decided."""
    assert rules.missing_labels({"乙": figure("乙", None, omitted=True)}, ["乙"]) == []


def test_typed_numbers_are_found_but_years_titles_and_document_numbers_are_not():
    """Numbers are fields, never text."""
    text = "{制发文件}，2024年度，《条例2023》，〔2026〕3号，会议38次，增长2.5个点。"
    assert rules.loose_numbers(text) == ["38", "2.5"]


def test_a_figure_that_changed_after_finalizing_is_named_with_both_values():
    """报告后变更 shows old and new."""
    now = [figure("甲", "6次"), figure("乙", "100％")]
    assert rules.changed_after({"甲": "7次", "乙": "100％"}, now) == [("甲", "7次", "6次")]
