"""Decide what a pasted list of scores says, whose score may count, and where two keyings differ; no database.

Source: DOMAIN section 4 (scores keyed by one, checked by another; windows, tries and make-ups as for anybody else).
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import dropwhile

from webapp.exams import rules
from webapp.exams.life_rules import Sitter
from webapp.exams.rules import AttemptFacts, DutyState, ExamFacts, WindowFacts

MOST_LINES = 2000
LATE_AFTER = 10
"""Working days."""
LACKS = "不在这场考试的名册里"
_BETWEEN = re.compile(r"[\s,;、]+")
_HUNDREDTH = Decimal("0.01")
_POINTS = re.compile(r"\d{1,4}(\.\d{1,2})?")
_HEADS = {"姓名", "工号", "分数", "成绩", "得分", "总分"}
_ABSENT = {"缺考", "免考", "缺席", "未考", "缓考"}


@dataclass(frozen=True)
class Entry:
    """One line: whose score, how many points, and the points of each section, None where only the total was typed."""

    employee_id: int
    full_name: str
    score: Decimal
    parts: tuple[Decimal, ...] | None


def entries(text: str, people: Sequence[Sitter], sections: Sequence[Decimal]) -> tuple[list[Entry], list[str]]:
    """Return what the lines of a list say, and one sentence for each line that can't be read.

    A line names a person by 姓名, 工号 or both, and ends in the total, in the points of each section, or in both; what
    stands before (序号) or between (科室) is passed over, and so is a head line. ``sections`` are the most points of each.
    """
    known = _known(people)
    found: dict[int, tuple[int, Entry]] = {}
    problems = []
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        return [], [f"一次最多登记 {MOST_LINES} 行，请分几次登记。"]
    for number, line in enumerate(lines, start=1):
        words = _words(line, known)
        if not words or _is_head(words):
            continue
        try:
            entry = _entry(words, known, sections)
        except _Unread as unread:
            problems.append(f"第 {number} 行：{unread}")
            continue
        if entry.employee_id in found:
            earlier = found[entry.employee_id][0]
            problems.append(f"第 {number} 行：{entry.full_name}在第 {earlier} 行已有分数，请只留一行。")
            continue
        found[entry.employee_id] = (number, entry)
    if not found and not problems:
        problems.append("请填写姓名或工号和分数，每人一行。")
    return [entry for _, entry in found.values()], problems


class _Unread(Exception):
    """Why a line can't be read, with what to do."""


def _plain(word: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", word))


def _known(people: Sequence[Sitter]) -> dict[str, list[Sitter]]:
    known: dict[str, list[Sitter]] = {}
    for one in people:
        for name in {_plain(one.full_name), _plain(one.staff_number or "")} - {""}:
            known.setdefault(name, []).append(one)
    return known


def _words(line: str, known: Mapping[str, object]) -> list[str]:
    """Return the words of a line; a name with a blank in it (张　三) is one word, and so is a cell of a pasted table."""
    if "\t" in line:
        return [word for word in map(_plain, line.split("\t")) if word]
    words = [word for word in _BETWEEN.split(unicodedata.normalize("NFKC", line)) if word]
    for place in range(len(words) - 1):
        if words[place] not in known and words[place] + words[place + 1] in known:
            return [*words[:place], words[place] + words[place + 1], *words[place + 2 :]]
    return words


def _is_head(words: Sequence[str]) -> bool:
    return bool(_HEADS & set(words)) and not any(character.isdigit() for word in words for character in word)


def _entry(words: Sequence[str], known: Mapping[str, Sequence[Sitter]], sections: Sequence[Decimal]) -> Entry:
    person, rest = _person(words, known)
    rest = list(dropwhile(lambda word: not any(character.isdigit() for character in word), rest))
    if _ABSENT & set(words):
        raise _Unread(f"{person.full_name}没有参加，不用登记，请删去这一行。")
    if not rest:
        raise _Unread(f"{person.full_name}没有分数，请补上，没有交卷的请删去这一行。")
    points = [_points(word.removesuffix("分")) for word in rest]
    total, parts = _divided(points, sections)
    most = sum(sections, Decimal(0))
    if total > most:
        raise _Unread(f"{person.full_name}的 {short(total)} 分超过满分 {short(most)} 分，请核对。")
    return Entry(person.employee_id, person.full_name, total, parts)


def _person(words: Sequence[str], known: Mapping[str, Sequence[Sitter]]) -> tuple[Sitter, list[str]]:
    """Return whom a line names and what stands behind the name; the last word is never a name."""
    start = next((place for place, word in enumerate(words) if word in known), None)
    if start is None:
        named = next((word for word in words if not word.isdecimal()), words[0])
        raise _Unread(f"“{named[:20]}”{LACKS}，请核对姓名或工号。")
    meant, place = list(known[words[start]]), start + 1
    while place < len(words) - 1 and words[place] in known:
        both = [one for one in known[words[place]] if one in meant]
        if not both and _POINTS.fullmatch(words[place]):
            break
        if not both:
            raise _Unread(f"“{words[start]}”和“{words[place]}”不是同一个人，请核对姓名和工号。")
        meant, place = both, place + 1
    if len(meant) > 1:
        raise _Unread(f"“{words[start]}”有 {len(meant)} 人同名，请改填工号。")
    return meant[0], list(words[place:])


def _points(word: str) -> Decimal:
    if not _POINTS.fullmatch(word) or not word.isascii():
        raise _Unread(f"“{word[:20]}”不是分数，请填 0 以上、最多两位小数的数。")
    return Decimal(word).quantize(_HUNDREDTH)


def _divided(points: Sequence[Decimal], sections: Sequence[Decimal]) -> tuple[Decimal, tuple[Decimal, ...] | None]:
    """Return total and points by section of the numbers of a line."""
    count = len(sections)
    if len(points) == 1:
        return points[0], None
    if count < 2 or len(points) not in (count, count + 1):
        asked = f"只填总分，或依次填 {count} 个大题的得分" if count > 1 else "只填总分"
        raise _Unread(f"有 {len(points)} 个分数，请{asked}。")
    parts = tuple(points[:count])
    for number, (gained, most) in enumerate(zip(parts, sections, strict=True), start=1):
        if gained > most:
            raise _Unread(f"第 {number} 大题的 {short(gained)} 分超过该题满分 {short(most)} 分，请核对。")
    total = sum(parts, Decimal(0))
    if len(points) > count and points[-1] != total:
        raise _Unread(f"各大题合计 {short(total)} 分，与总分 {short(points[-1])} 分不一致，请核对。")
    return total, parts


def short(points: Decimal) -> str:
    """Return 85 or 85.5, without trailing zeros."""
    return f"{points.normalize():f}"


def is_late_entry(sat_on: date, entered_on: date, working_days: Sequence[date]) -> bool:
    """Say whether scores are 补录: entered more than ten working days after the sitting's day (DOMAIN section 0)."""
    return sum(sat_on < day <= entered_on for day in working_days) > LATE_AFTER


def window_at(windows: Sequence[WindowFacts], duty: DutyState, sat_at: datetime) -> WindowFacts | None:
    """Return the window in which a paper was handed in, an ordinary one first; None when none was open then."""
    ordered = sorted(windows, key=lambda window: (window.is_makeup, window.opens_at, window.window_id))
    return next((one for one in ordered if one.opens_at <= sat_at <= rules.closes_for(one, windows, duty)), None)


def refusal(
    exam: ExamFacts,
    windows: Sequence[WindowFacts],
    duty: DutyState,
    attempts: Sequence[AttemptFacts],
    *,
    is_waiting: bool,
    sat_at: datetime,
) -> str:
    """Say why a score from paper can't count for a person, with what to do; "" when it can.

    It takes one of the tries like any attempt, and nobody sits twice at once. ``is_waiting``: another list that is not
    yet checked holds the person.
    """
    if duty.exempt or duty.withdrawn:
        return rules.REASONS["exempt" if duty.exempt else "withdrawn"].replace("您", "本人")
    if is_waiting:
        return "另有一份还没核对的纸笔成绩，请先办完那一份。"
    window = window_at(windows, duty, sat_at)
    if window is None:
        return "收卷时间不在考试开放时间内，请核对收卷时间，确属延期的先办个别调整。"
    if any(one.is_running for one in attempts):
        return "正在网上答题，请等交卷后再登记。"
    counted = [one for one in attempts if one.state != "voided"]
    if any(one.is_on_paper and one.submitted_at == sat_at for one in counted):
        return "这个时间的纸笔成绩已经登记过，不能重复登记。"
    if any(one.started_at < sat_at < (one.submitted_at or one.deadline_at) for one in counted):
        return "收卷时正在网上答另一份卷，请核对收卷时间。"
    if window.is_makeup and any(rules.qualifies(one, exam.pass_mark) for one in attempts):
        return "已合格，不需要参加补考。"
    return "" if rules.tries_left(exam, window, windows, attempts) else "考试机会已经用完，多考的不计成绩。"


@dataclass(frozen=True)
class Difference:
    """Where two keyings differ about a person; "" where one of them has nothing."""

    full_name: str
    keyed: str
    rekeyed: str

    @property
    def sentence(self) -> str:
        """The difference for a person."""
        return f"{self.full_name}：先录入 {self.keyed or '没有'}，再录入 {self.rekeyed or '没有'}。"


def differences(keyed: Sequence[Entry], rekeyed: Sequence[Entry]) -> list[Difference]:
    """Return where a second keying differs from the first, in its order; sections count where both hold them."""
    first, second = ({one.employee_id: one for one in some} for some in (keyed, rekeyed))
    found = []
    for employee_id in first | second:
        one, other = first.get(employee_id), second.get(employee_id)
        if one and other and one.score == other.score and (one.parts == other.parts or not (one.parts and other.parts)):
            continue
        known = one or other
        found.append(Difference(known.full_name if known else "", _typed(one), _typed(other)))
    return found


def _typed(entry: Entry | None) -> str:
    if entry is None:
        return ""
    parts = f"（{'、'.join(short(part) for part in entry.parts)}）" if entry.parts else ""
    return f"{short(entry.score)} 分{parts}"
