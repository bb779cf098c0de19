"""What did not enter comes back as Excel and Word; mended and uploaded again, all of it is recognised."""

import io
from datetime import datetime

import docx
import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.bank.office import Office
from tests.bank.test_pages import browser_of, heading, uploaded
from webapp.bank import queries
from webapp.db import reading

FILE = """一、单项选择题
1. 没有答案的是（    ）。
A. 甲
B. 乙
2. 选项不全的是（    ）。
A. 甲
C. 丙
答案：A
解析：缺了一项。
依据：《中华人民共和国行政许可法》第四十二条
二、填空题
1. 行政机关应当____行政。
三、判断题
1. 宪法是根本法。
2. 答案看不懂的题。
答案：也许
四、简答题
1. 简述行政处罚的原则。
"""
KEYS = {
    "没有答案的是（    ）。": "B",
    "选项不全的是（    ）。": "A",
    "行政机关应当____行政。": "依法/依照法律",
    "宪法是根本法。": "正确",
    "答案看不懂的题。": "错误",
    "简述行政处罚的原则。": "公正、公开。",
}


@pytest.fixture
def liaison(home: Office, app: Flask, now: datetime) -> FlaskClient:
    """The browser of the office's liaison."""
    return browser_of(app, home.liaison_id, now)


def test_the_mended_excel_file_enters_whole(liaison: FlaskClient, home: Office) -> None:
    """Keys and the missing option are filled in, nothing else is touched; explanation and citation come along."""
    address = uploaded(liaison, home, FILE.encode())
    assert heading(liaison.get(f"{address}/preview").text) == "没有可以入库的题，6 道存疑"
    book = openpyxl.load_workbook(io.BytesIO(liaison.get(f"{address}/held.xlsx").data))
    sheet = book.worksheets[0]
    columns = {str(cell.value): cell.column for cell in sheet[1]}
    for line in range(2, sheet.max_row + 1):
        stem = str(sheet.cell(line, columns["题目"]).value)
        sheet.cell(line, columns["答案"], KEYS[stem])
        if sheet.cell(line, columns["选项C"]).value:
            sheet.cell(line, columns["选项B"], "乙")
    mended = io.BytesIO()
    book.save(mended)
    again = uploaded(liaison, home, mended.getvalue(), "待补题目.xlsx")
    assert heading(liaison.get(f"{again}/preview").text) == "6 道题可以入库，0 道存疑"
    liaison.post(f"{again}/confirm")
    rows = queries.search(reading(), home.unit_id, queries.Wanted())
    assert {row.content.stem for row in rows} == set(KEYS)
    (row,) = queries.search(reading(), home.unit_id, queries.Wanted(text="选项不全"))
    assert (row.content.explanation, str(row.content.citation)) == (
        "缺了一项。",
        "《中华人民共和国行政许可法》第四十二条",
    )


def test_the_mended_word_file_enters_whole(liaison: FlaskClient, home: Office) -> None:
    """The reasons are comments; keys written behind 答案： are all that is needed."""
    address = uploaded(liaison, home, FILE.encode())
    document = docx.Document(io.BytesIO(liaison.get(f"{address}/held.docx").data))
    assert {comment.text for comment in document.comments} >= {"没有答案；第2行", "缺少选项B；第5行"}
    stem = ""
    for paragraph in document.paragraphs:
        stem = next((one for one in KEYS if one in paragraph.text), stem)
        if paragraph.text.startswith("答案："):
            paragraph.text = f"答案：{KEYS[stem]}"
        if paragraph.text.startswith("C. 丙"):
            paragraph.insert_paragraph_before("B. 乙")
    mended = io.BytesIO()
    document.save(mended)
    again = uploaded(liaison, home, mended.getvalue(), "待补题目.docx")
    assert heading(liaison.get(f"{again}/preview").text) == "6 道题可以入库，0 道存疑"
    liaison.post(f"{again}/confirm")
    assert {row.content.stem for row in queries.search(reading(), home.unit_id, queries.Wanted())} == set(KEYS)


def test_what_was_mended_or_left_out_is_not_handed_out(liaison: FlaskClient, home: Office) -> None:
    """Only what still lacks something leaves."""
    address = uploaded(liaison, home, FILE.encode())
    liaison.post(f"{address}/items/h0/leave-out", data={"revision": "0"})
    book = openpyxl.load_workbook(io.BytesIO(liaison.get(f"{address}/held.xlsx").data))
    assert book.worksheets[0].max_row == 6


def test_control_characters_do_not_break_the_word_file(liaison: FlaskClient, home: Office) -> None:
    """A file full of odd characters still comes back."""
    address = uploaded(liaison, home, "一、单选题\n1. 没有\x0c答案\x01（ ）。\nA. 甲\x02\nB. 乙\n".encode())
    assert liaison.get(f"{address}/held.docx").status_code == 200
