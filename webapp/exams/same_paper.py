"""Decide which questions everybody of a window gets in an exam that has one paper for all of a sitting."""

import secrets
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import orm

from question_bank import NotEnoughQuestions, Paper, PaperSpec, assemble, spec_from_json, spec_to_json
from webapp.bank import queries as bank
from webapp.errors import Conflict
from webapp.exams import queries
from webapp.exams.models import Exam


def fix_papers(session: orm.Session, exam: Exam, window_ids: Sequence[int], seen: frozenset[int] = frozenset()) -> None:
    """Draw a paper for each of these windows and keep its questions; each avoids ``seen`` and the papers before it.

    Nothing for an exam in which everybody draws an own paper. Conflict when the banks can't fill one any more.
    """
    if not exam.is_same_paper:
        return
    spec = replace(spec_from_json(exam.spec), mean_tolerance=None)  # Where all have one paper none is harder.
    pool = bank.pool(session, exam.unit_id, exam.bank_ids)
    for window_id in window_ids:
        try:
            drawn = assemble(spec, pool, secrets.token_hex(32), seen=seen)
        except NotEnoughQuestions:
            raise Conflict("题库题目不足，请先补充或重新发布题目，再办这件事。") from None
        seen |= {item.question_id for item in drawn.items}
        queries.window(session, window_id).spec = spec_to_json(_fixed(spec, drawn))
    session.flush()


def fixed_questions(session: orm.Session, window_ids: Sequence[int]) -> frozenset[int]:
    """Return which questions the papers of these windows hold, as far as they are fixed."""
    specs = [queries.window(session, window_id).spec for window_id in window_ids]
    sections = (section for spec in specs if spec for section in spec_from_json(spec).sections)
    return frozenset(question_id for section in sections for question_id in section.question_ids)


def _fixed(spec: PaperSpec, drawn: Paper) -> PaperSpec:
    sections = tuple(
        replace(section, question_ids=tuple(item.question_id for item in drawn.items if item.section == index))
        for index, section in enumerate(spec.sections)
    )
    return replace(spec, sections=sections)
