"""A table of marks is read exactly, or refused with one sentence that names the place."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank import BankError
from question_bank.statistics import marks_of, read_marks

GOOD = "Q1,Q2\n1,2.5\n1,0.75\n,2.5\n"


def test_marks_are_kept_exactly():
    """As integers of one scale; an empty cell is not shown and counts for nothing."""
    marks = read_marks(GOOD.encode())
    assert (marks.items, marks.scale, marks.maxima) == (("Q1", "Q2"), 100, (100, 250))
    assert marks.columns == ([100, None], [75, 250])
    assert (marks.totals, marks.papers) == ([175, 250], [350, 250])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_usual_way_of_saving(encoding, delimiter):
    """Encodings, separators, line ends, blanks, empty lines and empty columns at the right make no difference."""
    text = "题一,题二,,\r\n 1 ,2,,\r\n,,,\r\n１,0.50,,\r\n\r\n,2.0,,\r\n".replace(",", delimiter)
    assert read_marks(text.encode(encoding)) == read_marks("题一,题二\n1,2\n1,0.50\n,2.0\n".encode())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "得分表至少要有题目编号、满分和一行得分，请补齐后重试。"),
        ("Q1\n", "得分表至少要有题目编号、满分和一行得分，请补齐后重试。"),
        ("Q1\n1\n", "得分表没有得分行，请从第3行起一份答卷写一行后重试。"),
        ("Q1,\n1,2\n1,1\n", "得分表第1行有空的题目编号，请补齐后重试。"),
        ("Q1,Q1\n1,1\n1,1\n", "得分表第1行的题目编号“Q1”重复，请改为不同的编号后重试。"),
        ("Q1,Q2\n1,\n1,1\n", "得分表“Q2”的满分“”不是数字，请更正后重试。"),
        ("Q1,Q2\n1,-1\n1,1\n", "得分表“Q2”的满分小于0，请更正后重试。"),
        ("Q1,Q2\n1,1\n1,1\n1\n", "得分表第4行有1格，题目有2道，请对齐后重试。"),
        ("Q1\n1\n\n缺考\n", "得分表第4行“Q1”的得分“缺考”不是数字，请更正后重试。"),
        ("Q1\n1\nnan\n", "得分表第3行“Q1”的得分太大或小数位太多，请更正后重试。"),
        ("Q1\n1\n1e-99\n", "得分表第3行“Q1”的得分太大或小数位太多，请更正后重试。"),
        ("Q1\n2\n3\n", "得分表“Q1”有得分3，超过满分2，请更正后重试。"),
    ],
)
def test_bad_tables_are_refused_in_one_sentence(text, sentence):
    """With the row and the item wherever one is to blame."""
    with pytest.raises(BankError) as caught:
        read_marks(text.encode())
    assert str(caught.value) == sentence


def test_what_is_no_text_is_refused():
    """A workbook renamed to .csv."""
    with pytest.raises(BankError, match="另存为"):
        read_marks(b"PK\x03\x04" + bytes(range(256)) * 40)


@given(st.binary(max_size=200) | st.text(alphabet='Q1,\n;\t".-e９ ', max_size=60).map(str.encode))
def test_reading_never_fails_otherwise(data):
    """Whatever the bytes are."""
    with suppress(BankError):
        read_marks(data)


def test_rows_given_by_a_program_are_checked_alike():
    """Shape and size, as for a file."""
    with pytest.raises(BankError, match="第3行有1格"):
        marks_of(["甲", "乙"], [Decimal(1)] * 2, [[Decimal(1)]])
    with pytest.raises(BankError, match="超过满分"):
        marks_of(["甲"], [Decimal(1)], [[Decimal(2)]])
    with pytest.raises(BankError, match="没有得分行"):
        marks_of(["甲"], [Decimal(1)], [])
