"""Decide how slow tests look into a running `xuefa serve` and wait for it: its processes, its database, its pages."""

import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from tests.support.office import sign_in
from tests.support.processes import LiveServer, running_in_group
from webapp import clock
from webapp.accounts.models import Employee
from webapp.db import reading

PAGE_SECONDS = 15


def background_child(server: LiveServer) -> int | None:
    """Return the process that runs scheduler and tasks; None while it is not running."""
    found = [pid for pid in running_in_group(server.process.pid) if "background" in _command(pid)]
    return found[0] if found else None


def web_workers(server: LiveServer) -> set[int]:
    """Return the processes that answer requests: all of the tree but its first and the background child."""
    others = {server.process.pid, background_child(server)}
    return {pid for pid in running_in_group(server.process.pid) if "serve" in _command(pid)} - others


def _command(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return []


def eventually(holds: Callable[[], Any], seconds: float, what: str) -> Any:
    """Ask until ``holds()`` is true and return what it said; fails after some seconds with ``what`` was waited for."""
    deadline = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.1)
    return found


def ask(app: Flask, statement: sa.Select[Any]) -> list[Any]:
    """Return the rows that the database holds now, each as a tuple."""
    with app.app_context():
        return [tuple(row) for row in reading().execute(statement)]


class Browser:
    """A signed-in person's browser on a live server; it keeps its cookie and sends the CSRF token of its last page."""

    def __init__(self, server: LiveServer, app: Flask, person: Employee) -> None:
        """Sign the person in behind the server's back; ``app`` has the server's database and secret."""
        client = app.test_client()
        sign_in(client, person, now=clock.now())
        self._url = server.url
        self._cookie = client.get_cookie("xuefa").value
        self._token = ""

    def open(self, path: str, data: bytes | None = None, **headers: str) -> tuple[str, str]:
        """Send a GET, or a POST of ``data``; return the address arrived at and its text, raise OSError otherwise."""
        request = urllib.request.Request(f"{self._url}{path}", data, {"Cookie": f"xuefa={self._cookie}", **headers})
        with urllib.request.urlopen(request, timeout=PAGE_SECONDS) as answer:
            text = answer.read().decode()
            renewed = re.search(r"xuefa=([^;]+)", answer.headers.get("Set-Cookie", ""))
            address = urllib.parse.urlsplit(answer.url).path
        self._cookie = renewed.group(1) if renewed else self._cookie
        token = re.search(r'name="csrf_token" value="([^"]+)"', text)
        self._token = token.group(1) if token else self._token
        return address, text

    def send_form(self, path: str) -> str:
        """Press a button that has no fields and return the address arrived at."""
        return self.open(path, urllib.parse.urlencode({"csrf_token": self._token}).encode())[0]

    def send_json(self, path: str, body: bytes) -> str:
        """Send what the exam page sends and return the answer."""
        headers = {"Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": self._token}
        return self.open(path, body, **headers)[1]

    def head_of_save(self, attempt_path: str) -> bytes:
        """Return the head of a save's request with ``%d`` for the body's length, for who speaks HTTP by hand."""
        return (
            f"POST {attempt_path}/responses HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Accept: application/json\r\nCookie: xuefa={self._cookie}\r\nX-CSRFToken: {self._token}\r\n"
            "Content-Length: %d\r\n\r\n"
        ).encode()
