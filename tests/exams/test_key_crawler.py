"""No answer of any route tells an examinee the key before review is allowed; a planted leak is found."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, Response, jsonify
from werkzeug.routing import Rule

from question_bank import all_types
from tests.exams import crawling
from tests.exams.crawling import NOW, World
from tests.support import application
from webapp.accounts.permissions import can
from webapp.db import reading, transaction
from webapp.exams import attempts
from webapp.exams.models import Attempt
from webapp.security import guard

EMPLOYEE = frozenset({"employee"})
LIAISON = EMPLOYEE | {"law_admin"}
WATCHERS = {
    "examinee": EMPLOYEE,
    "head": EMPLOYEE | {"department_head"},
    "auditor": EMPLOYEE | {"auditor"},
    "": frozenset[str](),
}
"""Who asks: one who sits the exam, a head who sits it too, one who may read much, a stranger."""


def rules_for(world: World, name: str) -> list[Rule]:
    """Return the routes that one of the watchers is sent to: every one as the examinee, then what others see more of.

    Pages for whoever is signed in look different to each.
    """
    rules = crawling.get_rules(world.app)
    if name == "examinee":
        return rules
    guards = {one.endpoint: getattr(world.app.view_functions[one.endpoint], "guard", "public") for one in rules}
    known = {guard for guard in guards.values() if guard in ("public", "signed_in") or can(EMPLOYEE, guard)}
    if not name:
        return [one for one in rules if guards[one.endpoint] == "public"]
    more = [one for one in rules if guards[one.endpoint] not in known and can(WATCHERS[name], guards[one.endpoint])]
    return more + [one for one in rules if guards[one.endpoint] == "signed_in"]


@pytest.fixture
def worlds(
    sqlite_template: Path,
    tmp_path: Path,
    make_app: Callable[[str], Flask],
    monkeypatch: pytest.MonkeyPatch,
    set_clock: Callable[..., None],
) -> tuple[World, World]:
    """Two offices that differ in keys and explanations alone; papers are drawn by the same seed."""
    monkeypatch.setattr(attempts, "secrets", SimpleNamespace(token_hex=lambda size: "5e" * size))
    set_clock(NOW)
    first, second = (
        crawling.found(make_app(application.copy_sqlite(sqlite_template, tmp_path / which)), which) for which in "一二"
    )
    return first, second


def test_every_type_is_on_the_paper():
    """A new type of question is tried too."""
    assert crawling.paper_of("一").keys() == crawling.WRONG.keys() == {one.code for one in all_types()}


def test_no_route_tells_the_key_of_a_running_exam(worlds: tuple[World, World]):
    """Every GET route with everything that it takes, and what each watcher may see more of."""
    wrong, answers = [], {}
    for name, roles in WATCHERS.items():
        first, second = (crawling.crawl(world, rules_for(world, name), name, roles) for world in worlds)
        answers[name] = first
        wrong += [f"{name or 'stranger'} {found}" for found in crawling.leaks(first, second)]
    assert wrong == []
    mine, (over, *_) = f"/attempts/{worlds[0].mine}", worlds[0].candidates["attempt_id"][2:]
    shown = answers["examinee"]
    assert "单选题干" in shown[mine] and "单选题干" in shown[f"/attempts/{over}/result"]
    for address in (f"{mine}/state", f"{mine}/confirm", f"{mine}/pictures/1/0"):
        assert shown[address].startswith("200 "), address
    assert len(shown) > 150 and any(one.endswith("/monitor") for one in answers["head"])
    pages = [one for one in crawling.get_rules(worlds[0].app) if one.endpoint == "bank.question"]
    keeper = crawling.crawl(worlds[0], pages, "law_admin", LIAISON)
    assert any("机密" in text for text in keeper.values()), "the crawl would not find a key where it is"


def hand_in(world: World) -> dict[str, str]:
    """Save, send nonsense, post the plain form and hand in as the examinee; return every answer."""
    client, path = world.client("examinee"), f"/attempts/{world.mine}"
    page = client.get(path).text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    headers = {"X-CSRFToken": token, "Accept": "application/json"}
    read = {}

    def send(name: str, answer: object) -> None:
        read[name] = crawling.text_of(answer)  # type: ignore[arg-type]

    with world.app.app_context():
        items = reading().get_one(Attempt, world.mine).snapshot["items"]
    for place, item in enumerate(items):
        for seq, response in enumerate(("B", ["C"], "true", crawling.WRONG[item["type"]]), 1):
            body = {"item": place, "seq": seq, "response": response}
            send(f"save {place} {seq}", client.post(f"{path}/responses", json=body, headers=headers))
    send("save past the end", client.post(f"{path}/responses", json={"item": 99, "seq": 1}, headers=headers))
    form = {"csrf_token": token, "seq": "9", "q0": "Z"}
    send("review", client.post(f"{path}/review", data=form))
    send("objection", client.post(f"{path}/items/1/objection", data={"csrf_token": token, "text": "异议"}))
    send("submit", client.post(f"{path}/submit", data={"csrf_token": token}))
    send("start again", client.post(f"/exams/{world.candidates['exam_id'][0]}/start", data={"csrf_token": token}))
    late = {"item": 0, "seq": 9, "response": "A"}
    send("save too late", client.post(f"{path}/responses", json=late, headers=headers))
    return read


def test_no_answer_to_what_an_examinee_sends_tells_the_key(worlds: tuple[World, World]):
    """Right, wrong and malformed answers, the plain form and the hand-in are answered alike whatever the key is."""
    first, second = (hand_in(world) for world in worlds)
    assert crawling.leaks(first, second) == []
    assert first["submit"].startswith("303 ") and '"seq":4' in first["save 0 4"]


def own(world: World) -> list[Rule]:
    """Return the routes of those who sit exams."""
    guard_of = world.app.view_functions
    return [one for one in crawling.get_rules(world.app) if getattr(guard_of[one.endpoint], "guard", "") == "exam.take"]


def test_after_handing_in_the_key_still_waits_for_the_close(worlds: tuple[World, World]):
    """Result, own exams, pictures and objections tell nothing more to one who has handed in."""
    for world in worlds:
        hand_in(world)
    first, second = (crawling.crawl(world, own(world), "examinee", EMPLOYEE) for world in worlds)
    assert crawling.leaks(first, second) == []


def _explanation(attempt_id: int) -> Response:
    return jsonify(note=crawling.secret("一", "解析"))


def _marker(attempt_id: int) -> str:
    """Mark the right option by a blank more, as a template might."""
    with transaction() as session:
        snapshot = session.get_one(Attempt, attempt_id).snapshot
        version = session.get_one(crawling.QuestionVersion, snapshot["items"][0]["version_id"])
    return "".join(f"<option value='{one}'{' ' * (one in version.content['key'])}>" for one in "ABCD")


@pytest.mark.parametrize("planted", [_explanation, _marker])
def test_a_planted_leak_is_found(
    worlds: tuple[World, World], planted: Callable[[int], Response | str]
):
    """Words of an explanation in JSON, and a right option that differs by one blank."""
    read = []
    for world in worlds:
        world.app.add_url_rule("/attempts/<int:attempt_id>/planted", view_func=guard("exam.take")(planted))
        rules = [one for one in crawling.get_rules(world.app) if one.rule.endswith("/planted")]
        read.append(crawling.crawl(world, rules, "examinee", EMPLOYEE))
    assert any("/planted" in found for found in crawling.leaks(*read))


def test_a_route_of_a_new_shape_has_to_say_what_to_try(worlds: tuple[World, World]):
    """An address with a part that nobody has named fails the crawl instead of being passed over."""
    world = worlds[0]
    world.app.add_url_rule("/attempts/<int:unheard_of>", view_func=guard("exam.take")(lambda unheard_of: "ok"))
    with pytest.raises(KeyError, match="unheard_of"):
        crawling.crawl(world, crawling.get_rules(world.app), "examinee", EMPLOYEE)
