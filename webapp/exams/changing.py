"""Decide how a published exam is changed: entry, later closes and one more make-up, with a reason, on record."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import orm

from webapp.accounts import queries as accounts
from webapp.assignments import queries as duties
from webapp.assignments import service as assignments
from webapp.audit.service import record
from webapp.clock import local, local_day
from webapp.errors import Conflict, InvalidInput
from webapp.exams import life_queries, queries, same_paper
from webapp.exams.attempts import exam_row, prolong
from webapp.exams.change_rules import Change, change_problems, is_prolonged, planned_windows
from webapp.exams.models import Exam, ExamWindow
from webapp.exams.plan_rules import Problem
from webapp.exams.telling import tell
from webapp.labels import WINDOW_KINDS
from webapp.notify.service import Letter

MOST_REASON = 200


class InvalidExam(InvalidInput):
    """A planned exam with problems; each names its field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        sentences = tuple(problem.sentence for problem in problems)
        many = f"有 {len(sentences)} 处要改，请逐项改正。"
        super().__init__(many if len(sentences) > 1 else sentences[0], sentences)
        self.problems = problems


def change_exam(
    session: orm.Session, exam_id: int, change: Change, *, reason: str, actor_id: int | None, now: datetime
) -> tuple[str, ...]:
    """Change a published exam and return in words what is different; () when nothing is.

    Attempts that run in a prolonged window get the later deadline, and the duty the later due instant; a make-up moves
    the due instant of nobody. InvalidExam names every problem; Conflict for a draft.
    """
    # Waits for starts that are under way, so that each gets the old deadline and then the later one.
    queries.hold(session, exam_id)
    row = exam_row(session, exam_id)
    if row.requirement.state != "published":
        raise Conflict("考试还没有发布，请照它新建一场再改。")
    problems = change_problems(change, row.windows, row.exam.duration_minutes, now=now)
    if not reason.strip() or len(reason) > MOST_REASON:
        problems.append(Problem("reason", f"请写明改动的原因，{MOST_REASON} 字以内。"))
    if problems:
        raise InvalidExam(problems)
    entry, windows = _change_entry(row.exam, change), _change_windows(session, row, change)
    changed = entry + windows
    if not changed:
        return ()
    session.flush()
    if windows:
        _follow(session, row, change, reason, actor_id=actor_id, now=now)
        _tell(session, row, windows, reason.strip(), actor_id=actor_id, now=now)
    record(
        session,
        "exam.change",
        actor_id=actor_id,
        now=now,
        unit_id=row.exam.unit_id,
        subject_kind="exam",
        subject_id=exam_id,
        detail={"changed": list(changed), "reason": reason.strip()},
    )
    return changed


def _change_entry(exam: Exam, change: Change) -> tuple[str, ...]:
    """Set the rules of entry and return which are different; the password itself is told to nobody."""
    values = {
        "迟到限制": ("late_entry_minutes", change.late_entry_minutes),
        "考试口令": ("access_password", change.access_password),
        "网络范围": ("networks", list(change.networks) or None),
    }
    changed = tuple(word for word, (name, value) in values.items() if getattr(exam, name) != value)
    for name, value in values.values():
        setattr(exam, name, value)
    return changed


def _change_windows(session: orm.Session, row: queries.ExamRow, change: Change) -> tuple[str, ...]:
    changed = []
    for window in row.windows:
        if is_prolonged(change, window):
            queries.window(session, window.window_id).closes_at = change.closes[window.window_id]
            changed.append(f"{WINDOW_KINDS[window.kind]}延后到 {_text(change.closes[window.window_id])}")
    if change.makeup:
        ends = {"opens_at": change.makeup.opens_at, "closes_at": change.makeup.closes_at}
        added = ExamWindow(exam_id=row.exam.id, kind="makeup", **ends)
        session.add(added)
        session.flush()
        seen = same_paper.fixed_questions(session, [window.window_id for window in row.windows])
        same_paper.fix_papers(session, row.exam, [added.id], seen)
        changed.append(f"加一次补考 {_text(change.makeup.opens_at)} 至 {_text(change.makeup.closes_at)}")
    return tuple(changed)


def _follow(
    session: orm.Session, before: queries.ExamRow, change: Change, reason: str, *, actor_id: int | None, now: datetime
) -> None:
    """Let the duty and the running attempts follow the windows."""
    planned = planned_windows(change, before.windows)
    assignments.prolong(
        session,
        before.requirement.id,
        due_at=max(window.closes_at for window in planned if window.kind != "makeup"),
        counts_until=max(window.closes_at for window in planned),
        reason=reason.strip(),
        actor_id=actor_id,
        now=now,
    )
    later = [window.window_id for window in before.windows if is_prolonged(change, window)]
    running = life_queries.running_in(session, later)
    row = exam_row(session, before.exam.id)
    given = {duty.employee_id: duty for duty in duties.duties_of_requirement(session, row.requirement.id, at=now)}
    for attempt in running:
        duty = queries.state_of(given.get(attempt.employee_id))
        prolong(session, row, attempt, duty, actor_id=actor_id, now=now)


def _tell(
    session: orm.Session,
    row: queries.ExamRow,
    changed: Sequence[str],
    reason: str,
    *,
    actor_id: int | None,
    now: datetime,
) -> None:
    """Let those who still owe the exam know at once; the liaison tells the leadership, as the machine never does."""
    given = duties.duties_of_requirement(session, row.requirement.id, at=now)
    leaders = accounts.leadership_ids(session, row.exam.unit_id, on=local_day(now))
    people = {duty.employee_id for duty in duties.open_of(given, at=now)} - leaders
    body = f"《{row.exam.title}》的时间有变动：{'；'.join(changed)}。原因：{reason}"
    letter = Letter("exam.change", "考试时间有变动", body, f"/exams/{row.exam.id}/intro")
    tell(session, people, letter, key=f"window:{row.exam.id}:{now.isoformat()}", actor_id=actor_id, now=now)


def _text(at: datetime) -> str:
    return local(at).strftime("%Y-%m-%d %H:%M")
