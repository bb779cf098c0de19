"""Decide what the tests of the question bank share: two founded offices and a small file of their own."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask

from tests.bank import office
from webapp.db import transaction

SMALL_FILE = """法治题库
一、单项选择题
1. 国家宪法日是每年的（    ）。
A. 7月1日
B. 12月4日
C. 10月1日
D. 5月4日
答案：B
解析：全国人民代表大会常务委员会决定设立。
依据：《中华人民共和国宪法》（2018年修正）第一条
难度：2
知识点：宪法
2. 下列选项中没有答案的是（    ）。
A. 甲
B. 乙
二、判断题
1. 一切国家机关都必须遵守宪法。（    ）
答案：√
2. 尖括号 <img src=x onerror=alert(1)> 应当原样显示。（    ）
答案：×
三、简答题
1. 简述行政处罚的原则。
答案：公正、公开，处罚与教育相结合。
"""


@pytest.fixture
def home(app: Flask, now: datetime) -> Iterator[office.Office]:
    """The office under test; the application's context stays open for the test."""
    with app.app_context():
        with transaction() as session:
            founded = office.found(session, "某区司法局", now=now)
        yield founded


@pytest.fixture
def other(home: office.Office, now: datetime) -> office.Office:
    """Another unit of the same installation."""
    with transaction() as session:
        return office.found(session, "某区财政局", now=now)


@pytest.fixture
def small_file() -> bytes:
    """Four complete questions (one hostile, three without citation) and one without key."""
    return SMALL_FILE.encode()
