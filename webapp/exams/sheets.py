"""Decide what of a paper a page shows: nothing of key, explanation and citation before review allows it.

Templates get ready texts; a question's control and labels come from its type.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from string import ascii_uppercase
from typing import Any

from question_bank import MalformedResponse, Question, get_type
from webapp import labels
from webapp.exams import paper, rules, saving
from webapp.exams.models import Attempt, Exam, ItemResult
from webapp.exams.queries import KeptResponse

MULTIPLE_RULES: Mapping[str, str] = {
    "all_or_nothing": "全部选对才得分",
    "partial": "少选按比例得分，错选不得分",
    "net": "选对的按比例得分，选错的按比例倒扣，最低 0 分",
}
ORDER_RULES: Mapping[str, str] = {
    "all_or_nothing": "全部排对才得分",
    "partial": "按排对的位置得分",
    "net": "按排对的位置得分",
}
_RULES: Mapping[str, Mapping[str, str]] = {"many": MULTIPLE_RULES, "order": ORDER_RULES}
"""What the exam's rule says, by the control to whose responses it applies."""
_TICKED = {"one", "many"}
"""Controls whose options are chosen or not, so that a review can mark each of them."""
REVIEW_PARTS: Mapping[str, str] = {
    "score": "成绩",
    "responses": "本人作答",
    "keys": "标准答案",
    "explanations": "解析和依据",
}
REVIEW_TIMES: Mapping[str, str] = {"after_submit": "交卷后", "after_close": "考试截止后", "never": "不公布"}
NO_TOPIC = "其他"
FEW = 3
_CHIPS = {
    "right": ("passed", "答对"),
    "partial": ("look", "部分答对"),
    "wrong": ("failed", "答错"),
    "blank": ("absent", "未作答"),
    "malformed": ("look", "无法识别"),
    "needs_marking": ("look", "待阅卷"),
}


@dataclass(frozen=True)
class Group:
    """One section of a paper as a page shows it, with the numbers of its first and last question."""

    title: str
    first: int
    last: int
    questions: list[dict[str, Any]]


@dataclass(frozen=True)
class TopicScore:
    """What the questions of one topic earned, of how much."""

    topic: str
    awarded: Decimal
    points: Decimal


def takes_answers(attempt: Attempt, now: datetime) -> bool:
    """Say whether an attempt still takes answers: it runs, and the seconds for late saves are not over."""
    return attempt.state == "in_progress" and now <= attempt.accepts_until


def points_text(points: Decimal | str) -> str:
    """Return 2 分, without trailing zeros."""
    text = f"{Decimal(points):f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} 分"


def options_of(item: Mapping[str, Any], content: Question) -> list[tuple[str, str, str]]:
    """Return (option id, shown letter, text) in the order that this paper shows."""
    texts = {option.id: option.text for option in content.options}
    shown = [option_id for option_id in paper.shown_order(item) if option_id in texts]
    return [(option_id, letter, texts[option_id]) for letter, option_id in zip(ascii_uppercase, shown, strict=False)]


def matches_of(item: Mapping[str, Any], content: Question) -> list[tuple[str, str]]:
    """Return (match id, text) of the right-hand side in the order that this paper shows."""
    texts = {match.id: match.text for match in content.matches}
    return [(match_id, texts[match_id]) for match_id in paper.shown_order(item) if match_id in texts]


def _groups(snapshot: Mapping[str, Any], show: Callable[[int, Mapping[str, Any]], dict[str, Any]]) -> list[Group]:
    groups: dict[int, Group] = {}
    for place, item in enumerate(snapshot["items"]):
        section = item["section"]
        present = groups.get(section) or Group(snapshot["sections"][section], place + 1, place + 1, [])
        present.questions.append({"index": place, "number": place + 1, **show(place, item)})
        groups[section] = Group(present.title, present.first, place + 1, present.questions)
    return list(groups.values())


def running(
    exam: Exam, attempt: Attempt, contents: Mapping[int, Question], kept: Mapping[int, KeptResponse], *, now: datetime
) -> dict[str, Any]:
    """Return what the exam page needs of a running attempt, but for its addresses; ``contents`` by version id."""

    def show(place: int, item: Mapping[str, Any]) -> dict[str, Any]:
        answer = kept.get(place)
        rule = attempt.snapshot["multiple_rule"]
        return {
            **control_of(item, contents[item["version_id"]], f"q{place}", answer.raw if answer else None, rule),
            "points_text": points_text(item["points"]),
            "seq": answer.seq if answer else 0,
        }

    newest = max(kept.values(), key=lambda answer: answer.saved_at, default=None)
    missing = paper.open_places(attempt.snapshot, {place: answer.raw for place, answer in kept.items()})
    total = len(attempt.snapshot["items"])
    policy = labels.label("score_policy", exam.score_policy)
    note = f"本次是第 {attempt.number} 份答卷，考试机会共 {exam.max_attempts} 次，取{policy}。"
    return {
        "attempt_id": attempt.id,
        "title": f"试考，不计成绩：{exam.title}" if attempt.is_rehearsal else exam.title,
        "is_on_one_page": exam.is_on_one_page,
        "seconds": saving.seconds_left(attempt.deadline_at, now),
        "deadline_at": attempt.deadline_at,
        "seq": max((answer.seq for answer in kept.values()), default=0),
        "saved_at": newest.saved_at if newest else None,
        "answered_count": total - len(missing),
        "total_count": total,
        "submit_note": "这是试考，不计成绩，不占考试次数。" if attempt.is_rehearsal else note,
        "sections": _groups(attempt.snapshot, show),
    }


def control_of(item: Mapping[str, Any], content: Question, name: str, raw: object, rule: str) -> dict[str, Any]:
    """Return what a response control needs of one question, parts included; ``name`` is that of its form field."""
    question_type = get_type(item["type"])
    parts = paper.parts_of(item)
    raws = raw if isinstance(raw, list) and len(raw) == len(parts) else [None] * len(parts)
    return {
        "name": name,
        "control": question_type.control,
        "kind_label": question_type.label,
        "rule_text": _RULES.get(question_type.control, {}).get(rule, ""),
        "stem": content.stem,
        "options": options_of(item, content),
        "matches": matches_of(item, content),
        "value": raw,
        "blank_count": item["blanks"],
        "any_order": content.any_order,
        "parts": [
            {"number": at + 1, **control_of(part, content.parts[at], f"{name}-{at}", raws[at], rule)}
            for at, part in enumerate(parts)
        ],
    }


def review(
    attempt: Attempt,
    contents: Mapping[int, Question],
    kept: Mapping[int, KeptResponse],
    results: Mapping[int, ItemResult],
    sees: Mapping[str, bool],
    asked: Collection[int],
) -> list[dict[str, Any]]:
    """Return every item of an ended attempt with the parts that ``sees`` allows; what it forbids is None.

    Whether a response was right is shown with the keys only, since it would give them away. Of the questions ``asked``
    in another exam that runs, key and explanation wait (``is_asked`` says that they do).
    """
    shown = []
    for place, item in enumerate(attempt.snapshot["items"]):
        raw = kept[place].raw if place in kept else None
        is_asked = item["question_id"] in asked
        item_sees = {**sees, "keys": False, "explanations": False} if is_asked else sees
        shown.append(
            {
                "number": place + 1,
                "may_object": (sees["keys"] or sees["explanations"]) and not is_asked and not attempt.is_rehearsal,
                "is_corrected": results[place].question_version_id != item["version_id"] and item_sees["keys"],
                "result": results[place].state,
                "is_asked": is_asked and (sees["keys"] or sees["explanations"]),
                **_marks(item, raw, results[place], item_sees["keys"]),
                **_reviewed(item, contents[item["version_id"]], raw, item_sees),
            }
        )
    return shown


def as_graded(
    attempt: Attempt, contents: Mapping[int, Question], results: Mapping[int, ItemResult]
) -> dict[int, Question]:
    """Return the shown versions of an attempt by id, each with the key that it is graded by now.

    A corrected key stands in a later version, which ``contents`` holds too; words and options stay as they were shown.
    """
    shown = enumerate(paper.version_ids(attempt.snapshot))
    graded = {version_id: results[place].question_version_id for place, version_id in shown if place in results}
    return {**contents, **{one: replace(contents[one], key=contents[by].key) for one, by in graded.items()}}


def versions_of(attempt: Attempt, results: Mapping[int, ItemResult]) -> set[int]:
    """Return the versions that an attempt showed and those that it is graded by now."""
    return {*paper.version_ids(attempt.snapshot), *(row.question_version_id for row in results.values())}


def _reviewed(item: Mapping[str, Any], content: Question, raw: object, sees: Mapping[str, bool]) -> dict[str, Any]:
    """Return what a review shows of one question but for its result; of a case group part by part."""
    parts = paper.parts_of(item)
    raws = raw if isinstance(raw, list) and len(raw) == len(parts) else [None] * len(parts)
    return {
        "stem": content.stem,
        "kind_label": get_type(item["type"]).label,
        "options": options_of(item, content),
        **_responses(item, content, raw, sees["responses"] and not parts),
        **_keys(item, content, sees["keys"] and not parts),
        "explanation": content.explanation if sees["explanations"] else None,
        "citation": str(content.citation) if content.citation and sees["explanations"] else None,
        "citation_url": None,
        "parts": [
            {"number": at + 1, **_reviewed(part, content.parts[at], raws[at], sees)} for at, part in enumerate(parts)
        ],
    }


def _marks(item: Mapping[str, Any], raw: object, result: ItemResult, sees_keys: bool) -> dict[str, Any]:
    if not sees_keys:
        is_blank = paper.is_blank(item, raw)
        return {"state": "absent" if is_blank else "in_progress", "state_text": "未作答" if is_blank else "已作答"}
    state, word = _CHIPS[result.state]
    if result.state == "needs_marking":
        return {"state": state, "state_text": f"{word}，共 {points_text(item['points'])}"}
    return {"state": state, "state_text": f"{word}，得 {points_text(result.awarded)}，共 {points_text(item['points'])}"}


def _responses(item: Mapping[str, Any], content: Question, raw: object, sees: bool) -> dict[str, Any]:
    if not sees:
        return {"chosen": None, "response_label": None}
    question_type = get_type(item["type"])
    try:
        response = paper.read_response(item, raw)
    except MalformedResponse:
        return {"chosen": None, "response_label": "无法识别"}
    chosen = response if isinstance(response, tuple) else (response,)
    return {
        "chosen": chosen if question_type.control in _TICKED else None,
        "response_label": question_type.response_labels(content, response, paper.shown_order(item)),
    }


def _keys(item: Mapping[str, Any], content: Question, sees: bool) -> dict[str, Any]:
    if not sees:
        return {"key": None, "key_label": None}
    question_type = get_type(item["type"])
    label = question_type.key_labels(content, paper.shown_order(item))
    return {"key": content.key_texts if question_type.control in _TICKED else None, "key_label": label}


def topics(
    attempt: Attempt, contents: Mapping[int, Question], results: Mapping[int, ItemResult], sees_keys: bool
) -> list[TopicScore]:
    """Return what each topic earned, in the order in which the paper brings them up.

    While keys may not be seen, a topic of fewer than FEW questions stands under 其他: its score would tell whether a
    single response was right.
    """
    names = [contents[item["version_id"]].topic or NO_TOPIC for item in attempt.snapshot["items"]]
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for place, name in enumerate(names):
        shown = name if sees_keys or names.count(name) >= FEW else NO_TOPIC
        awarded, points = sums.get(shown, (Decimal(0), Decimal(0)))
        sums[shown] = (awarded + results[place].awarded, points + Decimal(attempt.snapshot["items"][place]["points"]))
    return [TopicScore(topic, awarded, points) for topic, (awarded, points) in sums.items()]


def sees(released: Collection[str], attempt: Attempt) -> dict[str, bool]:
    """Return which parts of an own attempt a person may see, of those that are released to people.

    A rehearsal is shown like an attempt that counts.
    """
    state = "graded" if attempt.is_rehearsal and attempt.state == "voided" else attempt.state
    return {part: part in released and rules.is_shown(part, state) for part in rules.REVIEW_PARTS}


def has_review(sees: Mapping[str, bool]) -> bool:
    """Say whether there is anything to show of the single questions."""
    return sees["responses"] or sees["keys"] or sees["explanations"]


def hidden_lines(exam: Exam, sees: Mapping[str, bool], state: str) -> tuple[str, str]:
    """Return in words what of an own attempt may be seen only after the exam, and what never; "" for nothing.

    Of a voided attempt nothing is to be waited for; the score of one that waits for marking has its own line.
    """
    hidden = [part for part in REVIEW_PARTS if not sees[part] and not (part == "score" and state == "submitted")]
    if state == "voided":
        return "", ""
    never = [REVIEW_PARTS[part] for part in hidden if exam.review[part] == "never"]
    return "、".join(REVIEW_PARTS[part] for part in hidden if REVIEW_PARTS[part] not in never), "、".join(never)


def review_lines(exam: Exam) -> list[tuple[str, str]]:
    """Return (part, when) of the exam's review policy in words."""
    return [(word, REVIEW_TIMES[exam.review[part]]) for part, word in REVIEW_PARTS.items()]


def spec_lines(exam: Exam) -> list[tuple[str, int, str, str]]:
    """Return (section, count, points each, rule) of the exam's paper in words."""
    return [
        (
            section["title"],
            section["count"],
            points_text(section["points"]),
            _RULES.get(get_type(section["type"]).control, {}).get(exam.spec["multiple_rule"], ""),
        )
        for section in exam.spec["sections"]
    ]


def entry_lines(exam: Exam) -> list[tuple[str, str]]:
    """Return what the exam asks of those who come in, and how its paper is made and shown, in words for the liaison."""
    late, tolerance = exam.late_entry_minutes, exam.spec.get("mean_tolerance")
    chosen = sum(len(section.get("question_ids", ())) for section in exam.spec["sections"])
    lines = (
        ("迟到", f"每场开考 {late} 分钟后不能入场" if late is not None else None),
        ("考试口令", exam.access_password),
        ("网络范围", "\n".join(exam.networks) if exam.networks else None),
        ("承诺书", exam.pledge),
        ("试卷显示", "整张试卷放在一页" if exam.is_on_one_page else None),
        ("同卷", "同一场的人考同一份试卷" if exam.is_same_paper else None),
        ("指定题目", f"{chosen} 道题人人都考" if chosen else None),
        ("难度相近", f"预计平均分相差不超过 {points_text(tolerance)}" if tolerance else None),
    )
    return [(word, text) for word, text in lines if text is not None]
