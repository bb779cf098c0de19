"""Decide the office and the signed-in browsers on which the tests of the exams' pages stand."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.exams import builders
from tests.support.office import Office, make_office, sign_in
from webapp.db import transaction


@pytest.fixture
def staff(app: Flask) -> Office:
    """The fixed people, with a published exam that is open now: ``exam_id``, its bank ``bank_id``."""
    with app.app_context(), transaction() as session:
        office = make_office(session, now=builders.OPENS)
        bank_id = builders.fill_bank(session, office.unit_id)
        exam = builders.published(session, office, bank_ids=[bank_id])
    object.__setattr__(office, "exam_id", exam.id)
    object.__setattr__(office, "bank_id", bank_id)
    return office


class Browser:
    """A signed-in person's browser that fills in the CSRF token of the page it last opened."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.token = ""

    def get(self, path: str) -> TestResponse:
        """Open a page and remember its token."""
        answer = self.client.get(path)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.text)
        self.token = found.group(1) if found else self.token
        return answer

    def post(self, path: str, **fields: object) -> TestResponse:
        """Send a form."""
        if not self.token:
            self.get("/exams/mine")
        return self.client.post(path, data={"csrf_token": self.token, **fields})

    def send(self, path: str, body: object) -> TestResponse:
        """Send JSON as the exam page does."""
        return self.client.post(path, json=body, headers={"X-CSRFToken": self.token, "Accept": "application/json"})


@pytest.fixture
def browse(app: Flask, staff: Office) -> Callable[..., Browser]:
    """Return a browser of one of the staff, signed in: ``browse(staff.law_admin)``."""

    def open_one(person: object) -> Browser:
        client = app.test_client()
        sign_in(client, person)
        return Browser(client)

    return open_one
