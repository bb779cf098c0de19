"""What hostile and clumsy people send to the import page: each upload ends in one sentence or as a plain file."""

import io

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from tests.bank.office import Office
from tests.bank.test_pages import liaison as liaison
from tests.bank.test_pages import send, uploaded
from webapp.bank.models import ImportBatch
from webapp.db import reading
from webapp.files import StoredFile

TEXT = "一、判断题\n1. 宪法是国家的根本法。（ ）\n答案：√\n".encode()


def batches() -> int:
    """Count the imports that were begun."""
    return reading().scalar(sa.select(sa.func.count()).select_from(ImportBatch)) or 0


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "空.txt", "是空的"),
        (TEXT, "题.exe", "类型不能用"),
        (TEXT, "题", "类型不能用"),
        (TEXT, ".txt", "类型不能用"),
        (TEXT, "题.docx", "内容与扩展名不符"),
        (b"PK\x03\x04" + b"\0" * 50, "题.txt", None),
    ],
    ids=["empty", "type", "none", "hidden", "disguised", "zip"],
)
def test_a_file_that_can_not_be_taken(
    liaison: FlaskClient, home: Office, data: bytes, name: str, sentence: str | None
) -> None:
    """Refused at once with the form shown again, or by the reader with its sentence on the import's page."""
    if sentence is not None:
        answer = send(liaison, data, name, bank=str(home.bank_id))
        assert (answer.status_code, batches()) == (422, 0)
        assert sentence in answer.text
    else:
        assert "不是题库文件" in liaison.get(uploaded(liaison, home, data, name)).text


def test_a_25_mb_file_is_refused_before_it_is_read(liaison: FlaskClient, home: Office) -> None:
    """The server takes no larger body; nothing is stored."""
    head = b'--end\r\nContent-Disposition: form-data; name="file"; filename="big.txt"\r\n\r\n'
    body = head + b"x" * (25 * 1024 * 1024) + b"\r\n--end--\r\n"
    answer = liaison.post("/bank/import", data=body, content_type="multipart/form-data; boundary=end")
    assert (answer.status_code, batches()) == (413, 0)
    assert "20 MB" in answer.text


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/题.txt", "题.txt"),
        ("/题.txt", "题.txt"),
        ("<b>题</b>.txt", "b>.txt"),
        ("题" * 300 + ".txt", "题" * 196 + ".txt"),
        ("题.TXT", "题.TXT"),
    ],
)
def test_a_name_with_path_parts_is_a_plain_name(liaison: FlaskClient, home: Office, name: str, kept: str) -> None:
    """No part of a name is a place on the server: files lie under random names."""
    address = uploaded(liaison, home, TEXT, name)
    stored = reading().scalars(sa.select(StoredFile)).one()
    assert stored.name == kept and stored.stored_name.isalnum()
    page = liaison.get(f"{address}/preview").text
    assert "<b>题</b>" not in page


def test_of_two_files_at_once_neither_is_lost_in_silence(liaison: FlaskClient, home: Office) -> None:
    """The form takes one file; two of them are not half taken."""
    form = {
        "file": [(io.BytesIO(TEXT), "一.txt"), (io.BytesIO(TEXT), "二.txt")],
        "text": "",
        "bank": str(home.bank_id),
        "new_bank": "",
    }
    answer = liaison.post("/bank/import", data=form, content_type="multipart/form-data")
    assert (answer.status_code, batches()) == (422, 0)
    assert "一次只能" in answer.text


def test_a_file_and_a_text_are_not_mixed(liaison: FlaskClient, home: Office) -> None:
    """The person says which of them is meant."""
    answer = send(liaison, TEXT, "题.txt", bank=str(home.bank_id), text="1. 题")
    assert (answer.status_code, batches()) == (422, 0)


@pytest.mark.parametrize("text", ["\0", "\x00一、判断题\n1. 宪法\x00是根本法。\n答案：√", " \u3000\n"])
def test_a_pasted_text_with_odd_characters_is_no_error(liaison: FlaskClient, home: Office, text: str) -> None:
    """It is read without them, or said to be empty."""
    form = {"text": text, "bank": str(home.bank_id), "new_bank": ""}
    answer = liaison.post("/bank/import", data=form, content_type="multipart/form-data")
    assert answer.status_code in (303, 422)


@pytest.mark.parametrize("bank", ["", "0", "-1", "9" * 30, "新", "1 OR 1=1"])
def test_a_bank_that_there_is_not(liaison: FlaskClient, home: Office, bank: str) -> None:
    """The form is shown again."""
    answer = send(liaison, TEXT, "题.txt", bank=bank)
    assert (answer.status_code, batches()) == (422, 0)
