"""Decide what the exam page is tried against: a small site on loopback, one paper, a server that can misbehave."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, jsonify, render_template, request
from flask_bootstrap import Bootstrap5
from flask_login import LoginManager
from werkzeug.serving import make_server

from tests.support.packages import ROOT
from webapp import presentation, security
from webapp.config import Config

OPTIONS = [
    ("A", "A", "警告、通报批评"),
    ("C", "B", "责令停产停业、责令关闭、限制从业"),
    ("B", "C", "查封场所"),
    ("D", "D", "行政拘留"),
]
MATCHES = [("2", "行政责任"), ("3", "党纪责任"), ("1", "刑事责任"), ("4", "民事责任，包括赔偿损失、赔礼道歉和消除影响")]
KINDS = [
    *[("one", "单选", 4), ("many", "多选", 3), ("judge", "判断", 2), ("blanks", "填空", 1), ("text", "简答", 1)],
    *[("order", "排序", 1), ("pairs", "连线", 1), ("parts", "案例", 1)],
]
PARTS = [("one", "单选"), ("many", "多选"), ("judge", "判断"), ("blanks", "填空"), ("order", "排序"), ("pairs", "连线")]
MATERIAL = (
    "某市市场监督管理局在检查中发现，一家食品店销售超过保质期的食品，货值金额三千元。执法人员当场登记保存了这些食品，"
    "两天后作出罚款五万元的决定，并告知当事人可以申请行政复议。\n当事人认为罚款太重，提出陈述和申辩。"
)


class ExamSite:
    """What the site has saved, and how it answers: ``answer`` None saves, else a (status, JSON) for every save."""

    def __init__(self) -> None:
        self.seconds = 3138.0
        self.saves: list[dict[str, Any]] = []
        self.values: dict[int, Any] = {}
        self.seqs: dict[int, int] = {}
        self.answer: tuple[int, dict[str, Any]] | None = None
        self.has_ended = False
        self.submitted: list[dict[str, list[str]]] = []
        self.url = ""

    def save(self) -> Any:
        """Answer one save as the platform does: the highest sequence wins."""
        sent = request.get_json()
        self.saves.append(sent)
        if self.answer:
            return jsonify(self.answer[1]), self.answer[0]
        if sent["seq"] >= self.seqs.get(sent["item"], 0):
            self.seqs[sent["item"]] = sent["seq"]
            self.values[sent["item"]] = sent["response"]
        return jsonify(saved_at="14:03:22", seq=self.seqs[sent["item"]], remaining=self.seconds)

    def paper(self) -> dict[str, Any]:
        """Return the context of exam_page.html."""
        sections, index = [], 0
        for control, word, count in KINDS:
            questions = [self._item(number, control, word) for number in range(index, index + count)]
            for question in questions if control == "parts" else ():
                question |= {"stem": MATERIAL, "parts": self._parts(question["index"])}
            sections.append({"title": word, "first": index + 1, "last": index + count, "questions": questions})
            index += count
        base = "/attempts/17"
        return {
            "attempt_id": 17,
            "title": "2026年度学法考试",
            "seconds": int(self.seconds),
            "ends_text": "15:30",
            "seq": max(self.seqs.values(), default=0),
            "saved_text": None,
            "answered_count": len(self.values),
            "total_count": index,
            "submit_note": "本次是第 1 次，共 3 次，取最高分。",
            "save_url": f"{base}/responses",
            "state_url": f"{base}/state",
            "review_url": f"{base}/review",
            "submit_url": f"{base}/submit",
            "attempt_url": base,
            "sections": sections,
        }

    def _item(self, index: int, control: str, word: str) -> dict[str, Any]:
        return {
            "index": index,
            "number": index + 1,
            "name": f"q{index}",
            "control": control,
            "kind_label": word,
            "points_text": "2 分",
            "rule_text": "",
            "stem": "根据《中华人民共和国行政处罚法》，下列属于行政处罚种类的有哪些？",
            "options": OPTIONS if control in ("one", "many", "order", "pairs") else [],
            "matches": MATCHES,
            "parts": [],
            "value": self.values.get(index),
            "seq": self.seqs.get(index, 0),
            "blank_count": 2,
        }

    def _parts(self, index: int) -> list[dict[str, Any]]:
        values = self.values.get(index) or [None] * len(PARTS)
        return [
            {**self._item(index, control, word), "number": at + 1, "name": f"q{index}-{at}", "value": values[at]}
            for at, (control, word) in enumerate(PARTS)
        ]


def _application(site: ExamSite) -> Flask:
    app = Flask("exam_site", template_folder=ROOT / "webapp/templates", static_folder=ROOT / "webapp/static")
    config = Config(instance=ROOT / "instance", database_url="sqlite://", secret_key="for these tests only " * 2)
    app.config["BOOTSTRAP_SERVE_LOCAL"] = True
    security.init_app(app, config)
    LoginManager(app).user_loader(lambda token: None)
    Bootstrap5(app)
    presentation.register(app)

    @app.get("/attempts/17/exam")
    def exam() -> str:
        return render_template("exam_page.html", paper=site.paper())

    @app.get("/attempts/17/state")
    def state() -> Any:
        return jsonify(
            remaining=site.seconds, state="ended" if site.has_ended else "in_progress", url="/attempts/17?ended"
        )

    @app.post("/attempts/17/submit", endpoint="submit")
    @app.post("/attempts/17/review", endpoint="review")
    def hand_in() -> str:
        site.submitted.append(request.form.to_dict(flat=False))
        return f"<title>{request.endpoint}</title>"

    app.add_url_rule("/attempts/17/responses", view_func=site.save, methods=["POST"])
    app.add_url_rule("/attempts/17", view_func=lambda: "<title>attempt</title>")
    return app


@contextmanager
def running_site() -> Iterator[ExamSite]:
    """Serve the page on a free loopback port for the block."""
    site = ExamSite()
    server = make_server("127.0.0.1", 0, _application(site), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.port}/attempts/17/exam"
    yield site
    server.shutdown()
    thread.join()
    server.server_close()
