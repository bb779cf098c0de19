"""Decide how a test finds out that a key leaks: two offices that differ in nothing but keys and explanations.

Whatever an examinee is answered must be the same in both, byte for byte, so that a key can hide in no attribute, order,
length or number; and none of the words that stand in keys and explanations alone may be in it. One question of every
type is on the paper. Every answer that is given is wrong in both offices.
"""

import html
import io
import itertools
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import BuildError, Rule
from werkzeug.test import TestResponse

from question_bank import Citation, Option, PaperSpec, Question, SpecSection, all_types
from tests.exams import builders
from tests.exams.builders import MINUTE, OPENS
from tests.support.drawings import png
from tests.support.office import Office, make_office, sign_in
from tests.support.packages import ROOT
from webapp.accounts.permissions import can
from webapp.bank.models import QuestionVersion
from webapp.db import transaction
from webapp.exams import saving, service
from webapp.exams.models import Attempt

NOW = OPENS + 30 * MINUTE
EARLIER = OPENS - timedelta(days=30)
SIGN = "\ufffc"
LETTERS = tuple(Option(letter, f"选项{letter}") for letter in "ABCD")
MATCHES = (Option("1", "右项1"), Option("2", "右项2"), Option("3", "右项3"))
WRONG: Mapping[str, object] = {
    "single_choice": "D",
    "multiple_choice": ["D"],
    "true_false": None,
    "fill_blank": ["作答里的话"],
    "short_answer": "作答里的话",
    "ordering": ["D", "C", "B", "A"],
    "matching": [["A", "3"], ["B", "3"]],
    "case_group": ["D", ["作答里的话"]],
}
"""A response to each type that is wrong in both offices."""


def secret(office: str, what: str) -> str:
    """Return words that stand in a key or an explanation of one office, and nowhere else."""
    return f"机密{office}{what}{'甲' if office == '一' else '乙乙'}"


def paper_of(office: str) -> dict[str, Question]:
    """Return one question of each type; the offices 一 and 二 differ in keys, explanations and citations alone."""
    first = office == "一"
    hidden: dict[str, Any] = {
        "explanation": f"{secret(office, '解析')}{SIGN}",
        "citation": Citation(secret(office, "法律"), secret(office, "条")),
    }
    pictures = (png(1), png(2 if first else 3))
    pairs = (("A", "1"), ("B", "2")) if first else (("A", "2"), ("B", "1"))
    single = Question("single_choice", "单选题干", LETTERS, ("B",) if first else ("C",), explanation=secret(office, "小题"))
    blank = Question("fill_blank", "填空____题干", (), ((secret(office, "空"), secret(office, "又一空")),))
    found = [
        single,
        Question("multiple_choice", "多选题干", LETTERS, ("A", "C") if first else ("B", "C")),
        Question("true_false", "判断题干", (), ("true",) if first else ("false",)),
        blank,
        Question("short_answer", "简答题干", (), (secret(office, "答案"),), key_points=(secret(office, "要点"),)),
        Question("ordering", "排序题干", LETTERS, ("A", "B", "C", "D") if first else ("B", "A", "C", "D")),
        Question("matching", "连线题干", LETTERS[:2], pairs, matches=MATCHES),
        Question("case_group", "案例材料", (), (), parts=(single, blank)),
    ]
    return {one.type: replace(one, stem=f"{one.stem}{SIGN}", pictures=pictures, **hidden) for one in found}


SPEC = PaperSpec(tuple(SpecSection(one.long_label, one.code, 1, Decimal("12.5")) for one in all_types()))


@dataclass
class World:
    """One office in the middle of an exam: its people and the numbers that addresses are made of."""

    app: Flask
    office: Office
    mine: int
    candidates: dict[str, Sequence[Any]]
    clients: dict[str, FlaskClient] = field(default_factory=dict)
    token: str = ""

    def client(self, name: str) -> FlaskClient:
        """Return the browser of one of the office, "" for a stranger; it stays signed in."""
        if name not in self.clients:
            self.clients[name] = self.app.test_client()
            if name:
                people = {**vars(self.office), "examinee": self.office.employees_a[0]}
                sign_in(self.clients[name], people[name], now=NOW)
        return self.clients[name]


def found(app: Flask, which: str) -> World:
    """Fill an empty database: an exam that is over, a corrected key, and an exam that runs on the same questions."""
    with app.app_context(), transaction() as session:
        office = make_office(session, now=OPENS - timedelta(days=60))
        bank_id = builders.fill_bank(session, office.unit_id, list(paper_of(which).values()))
        more: dict[str, Any] = {"bank_ids": [bank_id], "spec": SPEC}
        windows = [service.WindowPlan("main", EARLIER, EARLIER + timedelta(days=1))]
        past = builders.plan(session, office, windows=windows, now=EARLIER - timedelta(days=7), title="上次考试", **more)
        service.publish(session, past.id, actor_id=None, now=EARLIER - timedelta(days=7))
        over = [_sat(session, past.id, person.id) for person in office.employees_a[:2]]
        running = builders.published(session, office, **more)
        mine = service.start(session, running.id, office.employees_a[0].id, now=OPENS)
        theirs = service.start(session, running.id, office.head.id, now=OPENS)
        versions = session.scalars(sa.select(QuestionVersion.id).order_by(QuestionVersion.id)).all()
        between, liaison = EARLIER + timedelta(days=5), office.law_admin.id
        objection = service.object_to(
            session, over[1].id, versions[0], "异议", actor_id=over[1].employee_id, now=between
        )
        proposal: dict[str, Any] = {"method": "up_only", "key": ("D",), "reason": "理由", "actor_id": liaison}
        case = service.propose(session, office.unit_id, versions[0], **proposal, now=between)
    people = [office.employees_a[0].id, office.head.id]
    return World(
        app,
        office,
        mine.id,
        {
            "attempt_id": [mine.id, theirs.id, over[0].id, over[1].id],
            "exam_id": [running.id, past.id],
            "version_id": versions,
            "question_id": versions,
            "number": range(3),
            "part": range(2),
            "correction_id": [case.id],
            "objection_id": [objection.id],
            "employee_id": people,
            "department_id": [office.department_a_id],
            "year": [2026],
            "code": ["xlsx", "json"],
            **{name: [1] for name in ("batch_id", "session_id", "import_id", "feedback_id", "digest", "kind")},
            "filename": [str(one.relative_to(ROOT / "webapp/static")) for one in _static()],
        },
    )


def _static() -> Iterable[Any]:
    return sorted(one for one in (ROOT / "webapp/static").rglob("*") if one.is_file())


def _sat(session: Any, exam_id: int, employee_id: int) -> Attempt:
    """Sit a whole exam, with every answer wrong."""
    attempt = service.start(session, exam_id, employee_id, now=EARLIER)
    for place, item in enumerate(attempt.snapshot["items"]):
        response = WRONG[item["type"]]
        saving.save(session, attempt.id, employee_id, item=place, seq=1, response=response, now=EARLIER + MINUTE)
    return service.end_attempt(session, attempt.id, ended_by="examinee", now=EARLIER + 5 * MINUTE)


def addresses(world: World, rule: Rule) -> list[str]:
    """Return the addresses of a route with everything that there is to put into them.

    KeyError names a part of an address that nobody has said what to put into.
    """
    names, built = sorted(rule.arguments), []
    adapter = world.app.url_map.bind("localhost")
    for values in itertools.product(*(world.candidates[name] for name in names)):
        # A number where the route takes a word is another route's.
        with suppress(BuildError):
            built.append(adapter.build(rule.endpoint, dict(zip(names, values, strict=True))))
    return built


def get_rules(app: Flask) -> list[Rule]:
    """Return every route that answers GET, but those that only hand out a library's files."""
    return [
        one for one in app.url_map.iter_rules() if "GET" in (one.methods or ()) and one.endpoint != "bootstrap.static"
    ]


def crawl(world: World, rules: Iterable[Rule], name: str, roles: frozenset[str]) -> dict[str, str]:
    """Return what one of the office is answered at each address, as text; of a refused route, one address."""
    client, read = world.client(name), {}
    adapter = world.app.url_map.bind("localhost")
    for rule in rules:
        guard = getattr(world.app.view_functions[rule.endpoint], "guard", "public")
        is_open = guard == "public" or (name and (guard == "signed_in" or can(roles, guard)))
        refused = adapter.build(rule.endpoint, dict.fromkeys(rule.arguments, 1))
        for address in addresses(world, rule) if is_open else [refused]:
            answer = client.get(address)
            # A refusal that nobody has foreseen would hide what the route answers.
            assert answer.status_code < 500, address
            read[address] = text_of(answer)
            answer.close()
    return read


def text_of(answer: TestResponse) -> str:
    """Return status, target and content of an answer, without what differs in each: tokens, nonces, times of files."""
    body = answer.get_data()
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            inside = [name for name in sorted(parts.namelist()) if not name.startswith("docProps")]
            body = b"\n".join(parts.read(name) for name in inside)
    text = html.unescape(body.decode("utf-8", "replace"))
    text = re.sub(r'nonce="[^"]*"|"I[\w-]+\.[\w-]+\.[\w-]+"', '""', text)
    return f"{answer.status_code} {answer.headers.get('Location', '')} {answer.mimetype}\n{text}"


def leaks(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Return what is wrong with the answers of two offices: words that nobody may read, and any difference."""
    wrong = [f"{address}: says 机密" for read in (one, other) for address, text in read.items() if "机密" in text]
    wrong += [f"{address}: only in one office" for address in one.keys() ^ other.keys()]
    for address in one.keys() & other.keys():
        if one[address] != other[address]:
            lines = zip(one[address].splitlines(), other[address].splitlines(), strict=False)
            first = next((pair for pair in lines if pair[0] != pair[1]), ("", "the length"))
            wrong.append(f"{address}: {first[0][:200]!r} is not {first[1][:200]!r}")
    return sorted(set(wrong))
