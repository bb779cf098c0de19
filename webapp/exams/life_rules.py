"""Decide which attempts may be voided or opened again, and whom a pasted list names; no database.

Source: DOMAIN section 4 (extensions, reopening with a reason, for one person or a list; the key stays hidden).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.exams.rules import AttemptFacts

_BETWEEN = re.compile(r"[\s,，;；、]+")
_GIVES_AWAY = ("keys", "explanations")


@dataclass(frozen=True)
class Sitter:
    """Somebody who has attempts at an exam: the ways to name the person, and the attempts in order."""

    employee_id: int
    full_name: str
    staff_number: str | None
    attempts: tuple[AttemptFacts, ...]


def named(text: str) -> list[str]:
    """Return the names or staff numbers of a pasted list, each once, in order; any of space, comma, 、 or line parts."""
    return list(dict.fromkeys(word for word in _BETWEEN.split(text) if word))


def matched(
    names: Sequence[str], sitters: Sequence[Sitter], lacks: str = "在这场考试里没有答卷"
) -> tuple[list[Sitter], list[str]]:
    """Return whom the names mean, and one sentence for each name that means nobody (``lacks``) or several."""
    found: dict[int, Sitter] = {}
    problems = []
    for name in names:
        meant = [one for one in sitters if name in (one.staff_number, one.full_name)]
        if len(meant) == 1:
            found[meant[0].employee_id] = meant[0]
        elif meant:
            problems.append(f"“{name}”有 {len(meant)} 人同名，请改填工号。")
        else:
            problems.append(f"“{name}”{lacks}，请核对姓名或工号。")
    return list(found.values()), problems


def meant(attempts: Sequence[AttemptFacts], number: int | None) -> AttemptFacts | None:
    """Return the attempt of that number, or for None the newest that is not voided; None when there is none."""
    if number is not None:
        return next((one for one in attempts if one.number == number), None)
    return next((one for one in reversed(attempts) if one.state != "voided"), None)


def void_refusal(attempt: AttemptFacts | None) -> str:
    """Say why an attempt can't be voided, with what to do; "" when it can."""
    if attempt is None:
        return "没有可以作废的答卷，请核对第几份。"
    return "这份答卷已经作废，不用再办。" if attempt.state == "voided" else ""


def reopen_refusal(
    attempt: AttemptFacts | None,
    attempts: Sequence[AttemptFacts],
    review: Mapping[str, str],
    *,
    deadline_at: datetime,
    counts_until: datetime,
    was_closed: bool,
    now: datetime,
) -> str:
    """Say why an attempt can't be opened again until ``deadline_at``, with what to do; "" when it can.

    Nobody goes on with a paper whose key may have been seen: neither after a review at handing in, nor once the exam
    had closed with keys shown (``was_closed``). What happens after ``counts_until`` would not count.
    """
    if attempt is None or attempt.state == "voided":
        return "没有可以重新打开的答卷，作废的请让本人另考一次。"
    if attempt.is_on_paper:
        return "纸笔成绩不能重新打开，登记错的请作废后重新登记。"
    if attempt.is_running:
        return "这份答卷还没有交，不用重新打开；要多给时间请办个别调整。"
    if any(one.is_running for one in attempts):
        return "本人正在答另一份卷，请等交卷后再办。"
    shown = {review[part] for part in _GIVES_AWAY}
    if "after_submit" in shown or ("after_close" in shown and was_closed):
        return "标准答案或解析已经向本人公布，不能重新打开，请作废后另考一次。"
    if deadline_at <= now:
        return "新的截止时间应晚于现在，请改正。"
    if deadline_at > counts_until:
        return "新的截止时间晚于这项考试最后计入的时间，请先给本人办延期，再重新打开。"
    return ""
