"""Decide what 数据核验 checks: every figure and seal recomputed from raw records, every difference named.

DOMAIN section 3: the audit chain, the digests of ended attempts, closed rolls and gradings, snapshots, and the columns
that repeat what spells and events say. Attempts under way are outside, and the sheet says so.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import orm

from webapp import files
from webapp.audit import queries as audit
from webapp.audit.service import digest_of
from webapp.clock import local_day
from webapp.completion import queries, service
from webapp.completion import verification_queries as raw
from webapp.errors import NotFound
from webapp.exams import queries as exams
from webapp.labels import label
from webapp.study import queries as study


@dataclass(frozen=True)
class Finding:
    """What one check found: what was looked at, in plain words, and a sentence for each difference."""

    checked: str
    differences: tuple[str, ...]


@dataclass(frozen=True)
class Check:
    """One part of the verification: its name on the sheet, and what it does."""

    name: str
    run: Callable[[orm.Session, datetime], Finding]


_SEALING = ("attempt.end", "attempt.mark", "attempt.regrade", "attempt.void")
"""What changes an ended attempt, each with the digest of what it is from then on."""


def _finding(checked: str, differences: Iterable[str]) -> Finding:
    return Finding(checked, tuple(differences))


def _chain(session: orm.Session, _now: datetime) -> Finding:
    breaks = audit.verify_chain(session)
    return _finding("审计日志逐条前后相接，内容没有改动", (one.sentence for one in breaks))


def _attempts(session: orm.Session, _now: datetime) -> Finding:
    seals, differences, count = raw.sealed(session, *_SEALING), [], 0
    for attempt in raw.ended_attempts(session):
        count += 1
        sealed = seals.get(attempt.id)
        if not sealed:
            differences.append(f"{attempt.full_name}的答卷第 {attempt.id} 号没有交卷时的校验码。")
        elif sealed[-1] != digest_of(exams.proof(session, attempt.id)):
            differences.append(f"{attempt.full_name}的答卷第 {attempt.id} 号与交卷时的校验码不符，作答或得分被改动过。")
    missing = sorted(seals.keys() - raw.attempt_ids(session))
    differences += [f"审计日志里的答卷第 {attempt_id} 号已不存在。" for attempt_id in missing]
    outside = f"；正在作答的 {raw.running_attempt_count(session)} 份不在核验范围"
    return _finding(f"已交答卷 {count} 份的试卷、作答、逐题得分与交卷时的校验码{outside}", differences)


def _gradings(session: orm.Session, _now: datetime) -> Finding:
    differences, gradings, sums = [], raw.gradings(session), raw.awarded_sums(session)
    checked = {one.attempt_id: one.score for one in raw.paper_scores(session)}
    for attempt in raw.ended_attempts(session):
        name = f"{attempt.full_name}的答卷第 {attempt.id} 号"
        history = gradings.get(attempt.id, [])
        if [number for number, _ in history] != list(range(1, len(history) + 1)):
            differences.append(f"{name}的评分记录不连续。")
        elif attempt.state == "voided":
            pass  # It counts for nothing; its score is proved by its seal, and one voided while it ran has none.
        elif not history or history[-1] != (attempt.grading_number, attempt.score):
            differences.append(f"{name}的得分与最近一次评分记录不一致。")
        differences += [
            f"{name}第 {number} 次评分与逐题得分之和不一致。"
            for number, score in history
            if sums.get((attempt.id, number), checked.get(attempt.id)) != score
        ]
    count = sum(len(history) for history in gradings.values())
    return _finding(f"评分记录 {count} 次与答卷得分、逐题得分之和", differences)


def _paper(session: orm.Session, _now: datetime) -> Finding:
    """Compare scores from paper with what was keyed and checked, by two people, at the sitting (DOMAIN section 4)."""
    seals, differences, found = raw.sealed(session, "paper_sitting.check"), [], raw.paper_scores(session)
    lines: dict[int, list[Any]] = {}
    for one in found:
        lines.setdefault(one.sitting_id, []).append([one.employee_id, f"{one.score:.2f}", one.parts])
        if (one.attempt_employee_id, one.submitted_at) != (one.employee_id, one.sat_at):
            differences.append(f"第 {one.sitting_id} 号纸笔成绩与答卷第 {one.attempt_id} 号的人员或时间不一致。")
        if one.state != "checked" or one.decided_by in (None, one.keyed_by):
            differences.append(f"第 {one.sitting_id} 号纸笔成绩没有由第二人核对，却已计入。")
    differences += [
        f"第 {sitting_id} 号纸笔成绩与核对时的校验码不符，分数被改动过。"
        for sitting_id in sorted(lines.keys() | seals.keys())
        if seals.get(sitting_id) != [digest_of(lines.get(sitting_id, []))]
    ]
    known = {one.attempt_id for one in found}
    differences += [
        f"答卷第 {attempt_id} 号标为纸笔，却没有录入和核对的记录。"
        for attempt_id in sorted(raw.paper_attempt_ids(session) - known)
    ]
    scans = raw.paper_scans(session)
    differences += [text for text in (_scan(*one) for one in scans) if text]
    checked = f"纸笔成绩 {len(found)} 人都由一人录入、另一人核对，扫描件 {len(scans)} 份与录入时的校验码"
    return _finding(checked, dict.fromkeys(differences))


def _scan(sitting_id: int, kept: files.StoredFile, sealed: str) -> str:
    """Say what is wrong with the scan of a list of scores, "" for nothing."""
    try:
        data = files.content(kept)
    except NotFound:
        return f"第 {sitting_id} 号纸笔成绩的扫描件已不在服务器上。"
    is_same = hashlib.sha256(data).hexdigest() == sealed
    return "" if is_same else f"第 {sitting_id} 号纸笔成绩的扫描件与录入时的校验码不符，文件被改动过。"


def _evidence(session: orm.Session, _now: datetime) -> Finding:
    differences, count = [], 0
    entered: dict[int, list[tuple[int, datetime]]] = {}
    for kind, source_id, assignment_id, effective_at in raw.evidence(session):
        count += 1
        if kind == "attempt":
            entered.setdefault(source_id, []).append((assignment_id, effective_at))
        else:
            differences.append(
                f"第 {assignment_id} 号个人任务的完成记录没有可以核对的依据（{kind} 第 {source_id} 号）。"
            )
    for attempt in raw.ended_attempts(session):
        name, found = f"{attempt.full_name}的答卷第 {attempt.id} 号", entered.pop(attempt.id, [])
        if not _qualifies(attempt):
            differences += [f"{name}没有合格，却记为完成。"] if found else []
        elif not found:
            differences.append(f"{name}已合格，但没有记为完成。")
        elif found != [(attempt.assignment_id, attempt.submitted_at)]:
            differences.append(f"{name}与完成记录的任务或交卷时间不一致。")
    differences += [f"完成记录指向不存在或没有交卷的答卷第 {source_id} 号。" for source_id in sorted(entered)]
    return _finding(f"完成记录 {count} 条都有合格答卷，合格答卷都已记为完成", differences)


def _qualifies(attempt: Any) -> bool:
    """Say whether a raw attempt fulfils a duty: graded, not blank, at or above the pass mark, and given as a duty."""
    is_sat = attempt.state == "graded" and attempt.response_count > 0 and attempt.score is not None
    return is_sat and attempt.score >= attempt.pass_mark and attempt.assignment_id is not None


def _decisions(session: orm.Session, _now: datetime) -> Finding:
    differences, rows = [], 0
    for action, word, kept in (
        ("assignment.exempt", "免考", raw.exemptions(session)),
        ("assignment.extend", "个别调整", raw.overrides(session)),
    ):
        rows += sum(kept.values())
        entered = {subject_id: len(seals) for subject_id, seals in raw.sealed(session, action).items()}
        differences += [
            f"第 {assignment_id} 号个人任务的{word}记录与审计日志不符（记录 {kept.get(assignment_id, 0)} 条，"
            f"日志 {entered.get(assignment_id, 0)} 条）。"
            for assignment_id in sorted(kept.keys() | entered.keys())
            if kept.get(assignment_id) != entered.get(assignment_id)
        ]
    withdrawn, logged = raw.withdrawals(session), raw.logged_withdrawals(session)
    differences += [
        f"第 {assignment_id} 号个人任务记为不再应考，审计日志里没有这次变动。"
        for assignment_id in sorted(withdrawn - logged)
    ]
    return _finding(f"免考和个别调整 {rows} 条、不再应考 {len(withdrawn)} 条与审计日志", differences)


def _rolls(session: orm.Session, _now: datetime) -> Finding:
    seals, events, differences = raw.sealed(session, "roll.close"), raw.closings(session), []
    for held in raw.closed_sessions(session):
        own = events.get(held.id, [])
        if not own or own[-1].kind != "closed" or own[-1].at != held.roll_closed_at:
            differences.append(f"《{held.title}》（第 {held.id} 号）的关闭时间与签到记录不一致。")
        elif own[-1].lines != study.roll_rows(study.roll(session, held.id)):
            differences.append(f"《{held.title}》（第 {held.id} 号）的签到在关闭后被改动过。")
    for session_id, own in events.items():
        sealed_lines = [digest_of(event.lines) for event in own if event.kind == "closed"]
        if sealed_lines != seals.get(session_id, []):
            differences.append(f"第 {session_id} 号集中学习关闭时的签到与审计日志的校验码不符。")
    differences += [
        f"审计日志里第 {session_id} 号集中学习的签到记录已不存在。"
        for session_id in sorted(seals.keys() - events.keys())
    ]
    return _finding(f"已关闭的签到 {sum(len(own) for own in seals.values())} 次与关闭时的校验码", differences)


def _snapshots(session: orm.Session, _now: datetime) -> Finding:
    seals, differences, kept = raw.sealed(session, "completion.freeze"), [], queries.snapshots(session)
    for one in kept:
        name = f"{one.year}年{label('snapshot_purpose', one.purpose)}存档第 {one.version} 版"
        if digest_of(one.content) != one.digest or seals.get(one.id) != [one.digest]:
            differences.append(f"{name}的内容与校验码不符，存档被改动过。")
            continue
        late_counts = one.content["settings"]["late_counts"]
        again = service.content_at(session, one.unit_id, one.year, at=one.as_of, late_counts=late_counts)
        if _settled(again) != _settled(one.content):
            differences += [f"{name}：{text}" for text in _changes(one.content, again)]
    missing = sorted(seals.keys() - {one.id for one in kept})
    differences += [f"审计日志里的存档第 {snapshot_id} 号已不存在。" for snapshot_id in missing]
    return _finding(f"存档 {len(kept)} 份，按截至时刻从原始记录重新计算", differences)


def _settled(content: dict[str, Any]) -> dict[str, Any]:
    """Return a snapshot's content with 进行中 read as 未完成.

    An attempt that the sweep ends counts as handed in at its deadline, some seconds before that could be known.
    """
    duties = [[*row[:4], "outstanding" if row[4] == "in_progress" else row[4], row[5]] for row in content["duties"]]
    return content | {"duties": duties}


def _changes(kept: dict[str, Any], again: dict[str, Any]) -> list[str]:
    """Name where a recomputed snapshot differs: duty by duty, else the figures."""
    before = {row[0]: row for row in _settled(kept)["duties"]}
    after = {row[0]: row for row in _settled(again)["duties"]}
    named = [
        f"第 {key} 号个人任务当时记为{_state(before.get(key))}，现在从原始记录算出{_state(after.get(key))}。"
        for key in sorted(before.keys() | after.keys())
        if before.get(key) != after.get(key)
    ]
    return named or [f"当时 {kept['rate']}，现在从原始记录算出 {again['rate']}。"]


def _state(row: list[Any] | None) -> str:
    return "没有" if row is None else f"“{label('completion_state', row[4])}”（依据 {len(row[5])} 条）"


def _present(session: orm.Session, now: datetime) -> Finding:
    differences = []
    people = raw.present_columns(session, local_day(now))
    for person, spell in people:
        if person.left_on is not None and spell is not None and person.left_on <= local_day(now):
            differences.append(f"{person.full_name}已登记离开，任职经历却没有结束。")
        elif spell is not None and (person.department_id, person.employment_type) != (
            spell.department_id,
            spell.employment_type,
        ):
            differences.append(f"{person.full_name}现在的科室或人员类别与任职经历不一致。")
        elif spell is None and person.left_on is None and person.is_enabled:
            differences.append(f"{person.full_name}没有现在的任职经历，也没有登记离开。")
    return _finding(f"{len(people)} 人现在的科室和类别与任职经历", differences)


def _figures(session: orm.Session, now: datetime) -> Finding:
    differences, texts = [], []
    for unit in raw.units(session):
        for year in raw.years(session, unit.id):
            found = queries.figures_at(session, unit.id, year, at=now)
            people = found.people
            texts.append(f"{year}年 {people.completed}/{people.required}，{people.rate}")
            named = raw.assigned_departments(session, unit.id, year)
            for person in found.persons:
                differences += [
                    f"{person.full_name}的《{duty.facts.title}》现在的科室与变动记录不一致。"
                    for duty in person.duties
                    if named[duty.facts.assignment_id] != duty.facts.department_id
                ]
    shown = "；".join(texts) if texts else "还没有学习任务"
    return _finding(f"完成率从个人任务和完成记录重新计算：{shown}", differences)


CHECKS = (
    Check("审计日志", _chain),
    Check("答卷", _attempts),
    Check("评分", _gradings),
    Check("纸笔成绩", _paper),
    Check("完成依据", _evidence),
    Check("免考与调整", _decisions),
    Check("集中学习签到", _rolls),
    Check("存档", _snapshots),
    Check("名册", _present),
    Check("完成率", _figures),
)


def as_data(unit_names: Iterable[str], findings: Iterable[tuple[Check, Finding]], *, at: str) -> dict[str, Any]:
    """Return what the sheet says, JSON-ready."""
    checks = [
        {"name": check.name, "checked": finding.checked, "differences": list(finding.differences)}
        for check, finding in findings
    ]
    return {
        "units": list(unit_names),
        "at": at,
        "is_clean": not any(c["differences"] for c in checks),
        "checks": checks,
    }


def sheet(unit_names: Iterable[str], findings: Iterable[tuple[Check, Finding]], *, at: str) -> list[str]:
    """Return 数据核验单, one page in plain words: what was checked, what was found, when (``at``, local)."""
    found = list(findings)
    differences = sum(len(finding.differences) for _, finding in found)
    lines = ["数据核验单", f"单位：{'、'.join(unit_names) or '还没有单位'}", f"核验时间：{at}", ""]
    for number, (check, finding) in enumerate(found, start=1):
        verdict = f"发现 {len(finding.differences)} 处不一致" if finding.differences else "一致"
        lines.append(f"{number}. {check.name}：{verdict}。核对了{finding.checked}。")
        lines += [f"   - {text}" for text in finding.differences]
    ending = (
        f"结论：发现 {differences} 处不一致，请保留现场，联系系统管理员和审计管理员逐处查明。"
        if differences
        else "结论：没有发现不一致，以上数字可以由原始记录重新算出。"
    )
    return [*lines, "", ending]
