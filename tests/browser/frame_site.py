"""Decide what the frame is looked at with: every planned page as a stub, and one page that holds every part once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask, jsonify, render_template, render_template_string, request
from flask_bootstrap import Bootstrap5
from flask_login import LoginManager
from werkzeug.serving import make_server

from tests.support.packages import ROOT
from webapp import listing, navigation, presentation, security
from webapp.config import Config

KIT = Path(__file__).with_name("kit.html")
FURTHER = ("notify.inbox", "feedback.new", "accounts.profile", "accounts.password")
VIEWER = SimpleNamespace(
    employee_id=1,
    full_name="林晓棠",
    unit_id=1,
    unit_name="澜江市人民政府办公室",
    roles=frozenset({"employee", "department_head", "law_admin"}),
    can=lambda action: True,
    is_authenticated=True,
)


@dataclass
class FrameSite:
    """Where the site is, what it was sent, and what it answers about its task."""

    url: str = ""
    posts: list[str] = field(default_factory=list)
    task: dict[str, Any] = field(
        default_factory=lambda: {"state": "running", "done": 30, "total": 120, "sentence": None, "result_url": None}
    )


def _application(site: FrameSite) -> Flask:
    app = Flask("frame_site", template_folder=ROOT / "webapp/templates", static_folder=ROOT / "webapp/static")
    config = Config(instance=ROOT / "instance", database_url="sqlite://", secret_key="for these tests only " * 2)
    app.config["BOOTSTRAP_SERVE_LOCAL"] = True
    security.init_app(app, config)
    LoginManager(app).request_loader(lambda request: VIEWER)
    Bootstrap5(app)
    presentation.register(app)

    @security.public
    def stub() -> str:
        return render_template("base.html")

    for endpoint in [entry.endpoint for entry in navigation.ENTRIES] + list(FURTHER):
        app.add_url_rule(f"/{endpoint}", endpoint, stub)
    app.add_url_rule("/logout", "accounts.logout", stub, methods=["POST"])
    app.add_url_rule("/task", "task", lambda: jsonify(site.task))

    @app.get("/kit")
    def kit() -> str:
        shown = listing.parse(request.args, "state", "kind").counted(57)
        now = datetime(2026, 11, 30, 4, 0, tzinfo=UTC)
        return render_template_string(
            KIT.read_text(encoding="utf-8"), unread=5, listing=shown, now=now, organiser="澜江市司法局"
        )

    @app.post("/x")
    def deed() -> str:
        site.posts.append(request.full_path)
        return "<title>done</title>"

    @app.get("/refused")
    def refused() -> tuple[str, int]:
        page = render_template(
            "error.html", status=404, sentence="没有找到这一页，请从工作台重新进入。", details=(), reference=None, back=None
        )
        return page, 404

    return app


@contextmanager
def running_site() -> Iterator[FrameSite]:
    """Serve the pages on a free loopback port for the block."""
    site = FrameSite()
    server = make_server("127.0.0.1", 0, _application(site), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.port}"
    yield site
    server.shutdown()
    thread.join()
    server.server_close()
