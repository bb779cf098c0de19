"""Decide how the tests of exams make an office with a bank, an exam and attempts in one line."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import orm

from question_bank import Citation, Option, PaperSpec, Question, SpecSection, question_identity, question_to_json
from webapp.assignments import service as assignments
from webapp.bank import models as bank
from webapp.exams import saving, service
from webapp.exams.models import Attempt, Exam

OPENS = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
CLOSES = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
WEEK = timedelta(days=7)
EXPLANATION = "解析里才有的话"
LAW = "依据里才有的法"


def questions() -> list[Question]:
    """Make 6 single choices, 3 multiple choices, 3 statements and 2 fill-ins; every single choice's key is B."""
    letters = tuple(Option(letter, f"选项{letter}") for letter in "ABCD")
    more = {"explanation": EXPLANATION, "citation": Citation(LAW, "第一条"), "topic": "行政处罚"}
    found = [Question("single_choice", f"单选题干{n}", letters, ("B",), **more) for n in range(6)]
    found += [Question("multiple_choice", f"多选题干{n}", letters, ("A", "C"), **more) for n in range(3)]
    found += [Question("true_false", f"判断题干{n}", (), ("true",), **more) for n in range(3)]
    return found + [Question("fill_blank", f"填空____题干{n}", (), (("标准填空答案",),), **more) for n in range(2)]


def right(question_type: str) -> object:
    """Return the raw right response to a question of ``questions``."""
    return {"single_choice": "B", "multiple_choice": ["A", "C"], "true_false": "true", "fill_blank": ["标准填空答案"]}[
        question_type
    ]


def fill_bank(
    session: orm.Session, unit_id: int, contents: list[Question] | None = None, name: str = "题库"
) -> int:
    """Store published questions in a new bank and return its id."""
    shelf = bank.QuestionBank(unit_id=unit_id, name=name, created_at=OPENS)
    session.add(shelf)
    session.flush()
    for content in contents if contents is not None else questions():
        question = bank.Question(
            unit_id=unit_id,
            bank_id=shelf.id,
            type=content.type,
            state="published",
            identity=question_identity(content),
            stem=content.stem,
            topic=content.topic,
            created_at=OPENS,
        )
        session.add(question)
        session.flush()
        version = bank.QuestionVersion(
            question_id=question.id, number=1, content=question_to_json(content), created_at=OPENS
        )
        session.add(version)
        session.flush()
        question.current_version_id = version.id
    session.flush()
    return shelf.id


SPEC = PaperSpec(
    (
        SpecSection("单项选择题", "single_choice", 3, Decimal(20)),
        SpecSection("多项选择题", "multiple_choice", 1, Decimal(20)),
        SpecSection("判断题", "true_false", 1, Decimal(20)),
    )
)
"""Five questions of 20 points: every one of questions() can be drawn twice without repeating a single choice."""

PLAN = {
    "title": "2026年度学法考试",
    "year": 2026,
    "preset": "notice",
    "spec": SPEC,
    "duration_minutes": 60,
    "max_attempts": 2,
    "pass_mark": Decimal(60),
    "excellent_mark": Decimal(90),
    "review": {
        "score": "after_submit",
        "responses": "after_submit",
        "keys": "after_close",
        "explanations": "after_close",
    },
    "roster_on": date(2026, 11, 1),
    "document_number": "测试文号〔2026〕1号",
    "actor_id": None,
}


def plan(session: orm.Session, office: Any, **changes) -> Exam:
    """Make a draft exam of one main window from OPENS to CLOSES; keyword arguments change it."""
    values = PLAN | changes
    if "bank_ids" not in values:
        values["bank_ids"] = [fill_bank(session, office.unit_id)]
    values.setdefault("windows", [service.WindowPlan("main", OPENS, CLOSES)])
    values.setdefault("now", OPENS - timedelta(days=7))
    return service.create_exam(session, unit_id=office.unit_id, **values)


def published(session: orm.Session, office: Any, **changes) -> Exam:
    """Make an exam and give it to the office a week before it opens."""
    exam = plan(session, office, **changes)
    service.publish(session, exam.id, actor_id=None, now=OPENS - timedelta(days=7))
    return exam


def answer(session: orm.Session, attempt: Attempt, right_count: int, *, now: datetime, seq: int = 1) -> None:
    """Answer the first items of an attempt rightly."""
    for place, item in enumerate(attempt.snapshot["items"][:right_count]):
        saving.save(
            session, attempt.id, attempt.employee_id, item=place, seq=seq, response=right(item["type"]), now=now
        )


def sit(
    session: orm.Session,
    exam: Exam,
    employee_id: int,
    *,
    right_count: int = 5,
    at: datetime = OPENS,
    minutes: int = 30,
) -> Attempt:
    """Sit a whole exam: start, answer some rightly, hand in after some minutes."""
    attempt = service.start(session, exam.id, employee_id, now=at)
    answer(session, attempt, right_count, now=at + MINUTE)
    return service.end_attempt(session, attempt.id, ended_by="examinee", now=at + timedelta(minutes=minutes))


def exempt(session: orm.Session, assignment_id: int) -> None:
    """Exempt a person on the first day."""
    assignments.exempt(
        session,
        assignment_id,
        reason="sick",
        approved_by="分管领导",
        approved_on=date(2026, 11, 24),
        evidence_note="",
        actor_id=None,
        now=OPENS,
    )
