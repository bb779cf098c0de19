"""Decide nothing: the route of an attempt's pictures authorises, and hands out what its owner may see of them."""

from collections.abc import Mapping

from flask import Response, url_for

from question_bank import Question
from webapp import clock, pictures
from webapp.bank import queries as bank
from webapp.db import reading
from webapp.errors import NotFound
from webapp.exams import access, bp, paper, queries, rules, secrecy_queries, sheets
from webapp.exams.models import Attempt
from webapp.security import client_address, guard, require_viewer


@bp.get("/attempts/<int:attempt_id>/pictures/<int:version_id>/<int:number>")
@guard("exam.take")
def picture(attempt_id: int, version_id: int, number: int) -> Response:
    """Hand out a picture of a question of the viewer's own attempt; what explains it only with the explanation."""
    session, who, now = reading(), require_viewer(), clock.now()
    found = access.load_attempt(session, who, attempt_id)
    content = bank.versions(session, [version_id]).get(version_id)
    if content is None or version_id not in paper.version_ids(found.snapshot):
        raise NotFound("没有找到这张图片，请刷新页面。")
    row = access.load_exam(session, who, found.exam_id)
    if found.state == "in_progress":
        access.require_network(row, client_address())
        return pictures.respond(content, number, with_explanation=False)
    sees = sheets.sees(rules.released(row.exam.review, queries.is_closed(session, row, now=now)), found)
    if not sheets.has_review(sees):
        raise NotFound("没有找到这张图片，请刷新页面。")
    asked = secrecy_queries.asked_elsewhere(session, row, paper.question_ids(found.snapshot), now=now)
    is_asked = any(
        item["version_id"] == version_id and item["question_id"] in asked for item in found.snapshot["items"]
    )
    return pictures.respond(content, number, with_explanation=sees["explanations"] and not is_asked)


def with_pictures(attempt: Attempt, contents: Mapping[int, Question]) -> dict[int, Question]:
    """Return the contents of an attempt, by version id, with texts that draw their pictures."""

    def address(version_id: int, number: int) -> str:
        return url_for("exams.picture", attempt_id=attempt.id, version_id=version_id, number=number)

    return pictures.shown_all(contents, address)
