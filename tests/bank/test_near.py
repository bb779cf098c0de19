"""Questions that nearly exist already are shown before they enter, with what differs."""

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.bank.office import Office
from tests.bank.test_pages import browser_of, heading, uploaded
from webapp.bank import queries, service
from webapp.bank.reading import read_file
from webapp.bank.suggestions import add_suggestions
from webapp.db import reading, transaction

THERE = "一、判断题\n1. 行政机关应当自作出行政许可决定之日起十日内向申请人送达许可证件。（ ）\n答案：√\n"
NEW = (
    "一、判断题\n1. 行政机关应当自作出行政许可决定之日起十五日内向申请人送达许可证件。（ ）\n答案：×\n"
    "2. 宪法规定的国家机构包括监察委员会。（ ）\n答案：√\n"
    "3. 宪法规定的国家机构也包括监察委员会。（ ）\n答案：√\n"
)


@pytest.fixture
def liaison(home: Office, app: Flask, now: datetime) -> FlaskClient:
    """The browser of the liaison, whose bank holds one question."""
    with transaction() as session:
        service.import_file(session, home.bank_id, THERE.encode(), "旧题.txt", actor_id=None, now=now)
    return browser_of(app, home.liaison_id, now)


def test_the_preview_names_what_is_nearly_there(liaison: FlaskClient, home: Office) -> None:
    """In the bank with its page, in the file with its place; what differs is marked."""
    address = uploaded(liaison, home, NEW.encode())
    page = liaison.get(f"{address}/preview?group=near").text
    (there,) = (number for number, _ in queries.contents(reading(), home.unit_id))
    assert heading(page) == "3 道题可以入库，0 道存疑"
    assert "与已有题相近的 2 题照常入库" in page
    assert f'与<a href="/bank/questions/{there}">题库里的题</a>相近' in page
    assert "十<ins>五</ins>日内" in page
    assert "<del>正确</del><ins>错误</ins>" in page
    second = liaison.get(f"{address}/preview?item=q2").text
    assert "与文件第" in second
    assert "国家机构<ins>也</ins>包括" in second


def test_what_is_nearly_there_enters_as_it_would_without(liaison: FlaskClient, home: Office) -> None:
    """A suggestion decides nothing."""
    address = uploaded(liaison, home, NEW.encode())
    assert heading(liaison.post(f"{address}/confirm", follow_redirects=True).text) == "已入库 3 题"


def test_the_same_question_is_no_suggestion(liaison: FlaskClient, home: Office) -> None:
    """It is counted as being there already, and retired questions are not compared with at all."""
    address = uploaded(liaison, home, THERE.encode())
    assert "相近" not in liaison.get(f"{address}/preview").text


def test_a_retired_question_suggests_nothing(liaison: FlaskClient, home: Office, now: datetime) -> None:
    """Nobody looks at what is no longer in use."""
    with transaction() as session:
        for question_id, _ in list(queries.contents(session, home.unit_id)):
            service.retire_question(session, question_id, "条文已修改", actor_id=None, now=now)
    address = uploaded(liaison, home, NEW.encode())
    assert "与已有题相近的 1 题" in liaison.get(f"{address}/preview").text


def test_another_unit_is_not_compared_with(home: Office, other: Office, app: Flask, now: datetime) -> None:
    """A unit sees only itself, also in suggestions."""
    with transaction() as session:
        service.import_file(session, home.bank_id, THERE.encode(), "旧题.txt", actor_id=None, now=now)
    client = browser_of(app, other.liaison_id, now)
    address = uploaded(client, other, NEW.split("2.")[0].encode())
    assert "相近" not in client.get(f"{address}/preview").text


def test_a_shell_names_both_questions_and_what_differs(home: Office, now: datetime) -> None:
    """What would be added is named with the questions it resembles; what is there already is not."""
    with transaction() as session:
        service.import_file(session, home.bank_id, THERE.encode(), "旧题.txt", actor_id=None, now=now)
        (there,) = (number for number, _ in queries.contents(session, home.unit_id))
        report = read_file(NEW.encode(), "新题.txt")
        add_suggestions(report, queries.contents(session, home.unit_id))
        found = service.near(session, home.unit_id, report)
        assert [(item.place, one.question_id, one.place) for item, others in found for one in others] == [
            ("第2行", there, "题库里的题"),
            ("第6行", None, "文件第4行"),
        ]
        service.add_report(session, home.bank_id, report, "新题.txt", actor_id=None, now=now)
        assert service.near(session, home.unit_id, report) == []
