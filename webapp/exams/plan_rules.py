"""Decide what is wrong with a planned exam, each fault with its field and one sentence; no database.

Source of every rule: DOMAIN section 4, unless named.
"""

import ipaddress
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from question_bank import LEAST_ANSWERS, PaperSpec
from webapp.exams.rules import REVIEW_PARTS, REVIEW_TIMES, SCORE_POLICIES

MOST_NETWORKS = 50
LONGEST_PASSWORD = 40
SHORTEST_PASSWORD = 4
LONGEST_PLEDGE = 2000
_BETWEEN_NETWORKS = re.compile(r"[\s,;、]+")


@dataclass(frozen=True)
class WindowPlan:
    """When an exam may be sat, as it is planned: kind main, makeup or stagger.

    ``row`` begins the names of its fields in a form; one without a dash at its end is the only field.
    """

    kind: str
    opens_at: datetime
    closes_at: datetime
    row: str = ""

    def at(self, end: str) -> str:
        """Return the field of an end, opens_at or closes_at."""
        row = self.row or ("makeup_" if self.kind == "makeup" else "")
        return row if row and row[-1] not in "-_" else f"{row}{end}"


@dataclass(frozen=True)
class EntryRules:
    """What an exam asks of those who come in; None and () ask nothing. ``networks`` are ranges in CIDR notation."""

    late_entry_minutes: int | None = None
    access_password: str | None = None
    networks: tuple[str, ...] = ()
    pledge: str | None = None
    is_on_one_page: bool = False


OPEN_ENTRY = EntryRules()


@dataclass(frozen=True)
class Problem:
    """What is wrong with a planned exam: the field that it belongs to and one sentence."""

    field: str
    sentence: str


def window_problems(windows: Sequence[WindowPlan], duration_minutes: int) -> list[Problem]:
    """Return what is wrong with the planned windows."""
    found = []
    for window in windows:
        if window.closes_at <= window.opens_at:
            found.append(Problem(window.at("closes_at"), "截止时间应晚于开放时间，请改正。"))
        elif window.closes_at - window.opens_at < timedelta(minutes=duration_minutes):
            found.append(Problem(window.at("closes_at"), "开放的时间比考试时长还短，请延后截止时间或缩短时长。"))
    plain = [window for window in windows if window.kind != "makeup"]
    if not plain:
        return [*found, Problem("opens_at", "请填写考试的开放时间和截止时间。")]
    last = max(window.closes_at for window in plain)
    makeups = [window for window in windows if window.kind == "makeup"]
    early = [window for window in makeups if window.opens_at < last]
    found += [Problem(window.at("opens_at"), "补考应在正式考试截止后开放，请改正。") for window in early]
    return found + _overlaps(plain) + _overlaps(makeups)


def _overlaps(windows: Sequence[WindowPlan]) -> list[Problem]:
    """Name each window that opens while an earlier one of its kind is open; one may open as another closes."""
    ordered = sorted(windows, key=lambda window: (window.opens_at, window.closes_at))
    return [
        Problem(window.at("opens_at"), "这一场与前一场的时间重叠，请改成前一场截止以后。")
        for before, window in pairwise(ordered)
        if window.opens_at < before.closes_at
    ]


def spec_problems(spec: PaperSpec, total_points: Decimal | None) -> list[Problem]:
    """Return what is wrong with the paper spec; ``total_points`` is the announced total, None when not announced."""
    found = []
    if not spec.sections:
        found.append(Problem("sections", "请至少填写一种题型的题数和分值。"))
    for section in spec.sections:
        if section.count < 1 or section.points <= 0:
            found.append(Problem("sections", f"“{section.title}”的题数和分值都应大于 0，请改正。"))
    if spec.mean_tolerance is not None and spec.mean_tolerance <= 0:
        found.append(Problem("mean_tolerance", "平均分相差应大于 0 分，不要求就空着。"))
    if spec.sections and total_points is not None and spec.total_points != total_points:
        sentence = f"各题型合计 {spec.total_points:f} 分，与总分 {total_points:f} 分不一致，请改正其中一处。"
        found.append(Problem("total_points", sentence))
    return found


def with_chosen(spec: PaperSpec, ids: Sequence[int], types: Mapping[int, str]) -> tuple[PaperSpec, list[Problem]]:
    """Return the spec with the chosen questions in the sections of their types, and what is wrong with the choice.

    ``types`` holds the type of each question that the banks can give; a section has all its questions chosen or none.
    """
    unknown = "、".join(str(one) for one in ids if one not in types)
    found = [Problem("chosen", f"所选题库里没有已发布的题目 {unknown}，请核对题目编号。")] if unknown else []
    left = {one: types[one] for one in ids if one in types}
    sections = []
    for section in spec.sections:
        own = tuple(one for one, type_code in left.items() if type_code == section.type)
        left = {one: type_code for one, type_code in left.items() if one not in own}
        if own and len(own) != section.count:
            sentence = f"“{section.title}”指定了 {len(own)} 道，题数填的是 {section.count}，请改成一样多。"
            found.append(Problem("chosen", sentence))
        sections.append(replace(section, question_ids=own) if own and len(own) == section.count else section)
    if left:
        stray = "、".join(map(str, left))
        found.append(Problem("chosen", f"题目 {stray} 的题型没有填题数，请补填题数或删去这些题。"))
    return replace(spec, sections=tuple(sections)), found


def mark_problems(spec: PaperSpec, pass_mark: Decimal, excellent_mark: Decimal) -> list[Problem]:
    """Return what is wrong with the marks, measured by the spec's total."""
    found = []
    if pass_mark <= 0:
        found.append(Problem("pass_mark", "合格线应大于 0 分，请改正。"))
    if pass_mark > spec.total_points:
        found.append(Problem("pass_mark", f"合格线高于总分 {spec.total_points:f} 分，请降低合格线。"))
    if excellent_mark < pass_mark:
        found.append(Problem("excellent_mark", "优秀线不应低于合格线，请改正。"))
    elif excellent_mark > spec.total_points:
        found.append(Problem("excellent_mark", f"优秀线高于总分 {spec.total_points:f} 分，请降低优秀线。"))
    return found


def entry_problems(entry: EntryRules, windows: Sequence[WindowPlan]) -> list[Problem]:
    """Return what is wrong with the rules of entry; ``windows`` are those that the late-entry limit is measured in."""
    found = [Problem("networks", sentence) for sentence in map(network_problem, entry.networks) if sentence]
    if len(entry.networks) > MOST_NETWORKS:
        found.append(Problem("networks", f"网络范围最多 {MOST_NETWORKS} 个，请合并后再填。"))
    shortest = min((window.closes_at - window.opens_at for window in windows), default=timedelta(0))
    if entry.late_entry_minutes is not None and entry.late_entry_minutes < 1:
        found.append(Problem("late_entry_minutes", "开考后多少分钟不能入场至少填 1，不限制就空着。"))
    elif entry.late_entry_minutes is not None and timedelta(minutes=entry.late_entry_minutes) >= shortest:
        found.append(Problem("late_entry_minutes", "这个时间比开放的时间还长，起不到限制作用，请改小或空着。"))
    if entry.access_password is not None:
        length = len(entry.access_password)
        if not SHORTEST_PASSWORD <= length <= LONGEST_PASSWORD:
            found.append(Problem("access_password", f"考试口令要有 {SHORTEST_PASSWORD} 到 {LONGEST_PASSWORD} 个字符。"))
    if entry.pledge is not None and len(entry.pledge) > LONGEST_PLEDGE:
        found.append(Problem("pledge", f"承诺书最多 {LONGEST_PLEDGE} 字，请精简。"))
    return found


def networks_of(text: str) -> tuple[str, ...]:
    """Return the ranges of a typed list, each once and as ``ipaddress`` writes it; what is none stays as typed.

    Full-width characters are read; an address alone is a range of one.
    """
    words = [word for word in _BETWEEN_NETWORKS.split(unicodedata.normalize("NFKC", text)) if word]
    return tuple(dict.fromkeys(_range(word) for word in words))


def _range(word: str) -> str:
    try:
        return str(ipaddress.ip_network(word, strict=False))
    except ValueError:
        return word


def network_problem(network: str) -> str:
    """Say what is wrong with one range, "" for nothing; one that holds every address would limit nobody."""
    try:
        found = ipaddress.ip_network(network)
    except ValueError:
        return f"“{network}”不是网络范围，请按 192.168.1.0/24 或 2001:db8::/32 的样子填写。"
    return f"“{network}”包括所有地址，起不到限制作用，请改小范围或删去。" if found.prefixlen == 0 else ""


def exam_problems(
    *,
    windows: Sequence[WindowPlan],
    spec: PaperSpec,
    total_points: Decimal | None,
    duration_minutes: int,
    max_attempts: int,
    score_policy: str,
    pass_mark: Decimal,
    excellent_mark: Decimal,
    review: Mapping[str, str],
    bank_ids: Sequence[int],
    entry: EntryRules = OPEN_ENTRY,
    is_same_paper: bool = False,
) -> list[Problem]:
    """Return everything that is wrong with a planned exam, so that a person mends it in one go."""
    found = []
    if duration_minutes < 1:
        found.append(Problem("duration_minutes", "考试时长至少 1 分钟，请改正。"))
    if max_attempts < 1:
        found.append(Problem("max_attempts", "考试机会至少 1 次，请改正。"))
    if score_policy not in SCORE_POLICIES:
        found.append(Problem("score_policy", "请选择考多次时取哪个成绩。"))
    if not bank_ids:
        found.append(Problem("bank_ids", "请至少选择一个题库。"))
    if set(review) != set(REVIEW_PARTS) or any(when not in REVIEW_TIMES for when in review.values()):
        found.append(Problem("review", "请选择成绩、作答、答案和解析各在什么时候可以查看。"))
    is_shared = is_same_paper or any(section.question_ids for section in spec.sections)
    if is_shared and "after_submit" in {review.get("keys"), review.get("explanations")}:
        sentence = "大家考一样的题时，标准答案和解析要等考试截止后公布，不然后考的人会提前知道。"
        found.append(Problem("is_same_paper" if is_same_paper else "chosen", sentence))
    found += window_problems(windows, duration_minutes)
    found += entry_problems(entry, windows)
    found += spec_problems(spec, total_points)
    return found + (mark_problems(spec, pass_mark, excellent_mark) if spec.sections else [])


def shortfall_sentences(
    shortfalls: Sequence[tuple[str, int, int]], *, must_be_known: bool = False
) -> tuple[str, ...]:
    """Explain each section that the banks can't fill: (title, wanted, available).

    ``must_be_known`` says that only questions with a known facility can be used, as a tolerance of the mean demands.
    """
    usable = f"题库里已有 {LEAST_ANSWERS} 人以上答过、可用的" if must_be_known else "题库里可用"
    return tuple(
        f"“{title}”需要 {wanted} 道，{usable} {available} 道，还差 {wanted - available} 道。"
        for title, wanted, available in shortfalls
    )
