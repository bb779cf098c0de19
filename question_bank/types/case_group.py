"""Decides everything about 案例（材料题组）: a material with sub-questions of other types, drawn and marked together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from question_bank.errors import MalformedResponse
from question_bank.model import ItemResult, ItemState, MultipleRule, Option, Question, Response, ShownOrder
from question_bank.points import FULL_CREDIT, NO_CREDIT, award, award_parts, shares_of
from question_bank.types.base import (
    BLANK_LABEL,
    REGISTERED,
    Example,
    FieldValues,
    QuestionType,
    Rank,
    share_of,
    state_of,
    stem_problems,
)

_NO_POINTS = Decimal(0)


class CaseGroup(QuestionType):
    """案例: the stem holds the material, `parts` the sub-questions; a response is one raw response per part."""

    code = "case_group"
    label = "案例"
    long_label = "案例题"
    control = "parts"

    def validate(self, question: Question) -> tuple[str, ...]:
        """Ask for a material and one or more valid parts of other types; options and key are the parts' own."""
        problems = stem_problems(question)
        if question.options or question.key:
            problems += ("案例题的选项和答案应写在小题里",)
        if not question.parts:
            problems += ("没有小题",)
        for number, part in enumerate(question.parts, start=1):
            if part.type == self.code or part.type not in REGISTERED:
                problems += (f"第{number}小题的题型不能放在案例题里",)
            else:
                problems += tuple(f"第{number}小题{problem}" for problem in REGISTERED[part.type].validate(part))
        return problems

    def parse_response(self, question: Question, raw: object) -> Response | None:
        """Read a list of the parts' raw responses; None, [] and nothing but blank parts are blank."""
        parsed = tuple(REGISTERED[part.type].parse_response(part, entry) for part, entry in _with_parts(question, raw))
        return None if all(response is None for response in parsed) else parsed

    def credit(self, question: Question, response: Response, multiple_rule: MultipleRule) -> Fraction:
        """Add up the parts' credits, each by its share of the points (`points.shares_of`)."""
        return self.grade(question, response, _NO_POINTS, multiple_rule).credit

    def grade(
        self, question: Question, response: Response | None, points: Decimal, multiple_rule: MultipleRule
    ) -> ItemResult:
        """Grade the parts and put them together."""
        responses = response if isinstance(response, tuple) else (None,) * len(question.parts)
        results = [
            REGISTERED[part.type].grade(part, given, _NO_POINTS, multiple_rule)
            for part, given in zip(question.parts, responses, strict=True)
        ]
        return _together(question, results, points)

    def grade_raw(self, question: Question, raw: object, points: Decimal, multiple_rule: MultipleRule) -> ItemResult:
        """Grade part by part, so that one part that can't be read takes nothing from the others."""
        try:
            entries = _with_parts(question, raw)
        except MalformedResponse:
            return ItemResult("malformed", NO_CREDIT, award(NO_CREDIT, points))
        results = [REGISTERED[part.type].grade_raw(part, entry, _NO_POINTS, multiple_rule) for part, entry in entries]
        return _together(question, results, points)

    def waits_for_marking(self, question: Question) -> bool:
        """Say whether one of the parts is marked by a person."""
        return any(REGISTERED[part.type].waits_for_marking(part) for part in question.parts)

    def open_marks(self, question: Question, result: ItemResult, points: Decimal) -> dict[int, Decimal]:
        """Return the points of each part that waits, by its share of the group's."""
        shares = shares_of([part.points for part in question.parts])
        waiting = [index for index, part in enumerate(result.parts) if part.state == "needs_marking"]
        return {index: award(shares[index], points) for index in waiting}

    def with_marks(
        self, question: Question, result: ItemResult, marks: Mapping[int, Decimal], points: Decimal
    ) -> ItemResult:
        """Put the marked parts together with the others."""
        shares = shares_of([part.points for part in question.parts])

        def marked(index: int, part: ItemResult) -> ItemResult:
            if part.state != "needs_marking" or index not in marks:
                return part
            credit = share_of(marks[index], shares[index] * Fraction(points))
            return replace(part, state=state_of(credit), credit=credit)

        return _together(question, [marked(index, part) for index, part in enumerate(result.parts)], points)

    def read_fields(self, question: Question, name: str, values_of: FieldValues) -> object:
        """Read the fields of each part, whose names are the group's with -0, -1, … behind."""
        return [
            REGISTERED[part.type].read_fields(part, f"{name}-{index}", values_of)
            for index, part in enumerate(question.parts)
        ]

    def shown_order(self, question: Question, shuffle: bool, rank: Rank) -> ShownOrder:
        """Keep the parts in their order, since they may build on each other; shuffle the options within each."""

        def order_of_part(index: int, part: Question) -> tuple[str, ...]:
            order = REGISTERED[part.type].shown_order(part, shuffle, lambda name: rank(f"{index}.{name}"))
            return tuple(entry for entry in order if isinstance(entry, str))

        return tuple(order_of_part(index, part) for index, part in enumerate(question.parts))

    def conceal_key(self, question: Question) -> Question:
        """Conceal the keys of the parts."""
        return replace(question, parts=tuple(REGISTERED[part.type].conceal_key(part) for part in question.parts))

    def random_guess_score(self, question: Question) -> Fraction | None:
        """Add up the parts' scores, each by its share of the points; None where one is unknown."""
        scores = [REGISTERED[part.type].random_guess_score(part) for part in question.parts]
        shares = shares_of([part.points for part in question.parts])
        known = [score * share for score, share in zip(scores, shares, strict=True) if score is not None]
        return sum(known, NO_CREDIT) if len(known) == len(scores) else None

    def key_labels(self, question: Question, option_order: ShownOrder) -> str:
        """Show the parts' keys with their numbers."""
        return _numbered(
            [
                REGISTERED[part.type].key_labels(part, order)
                for part, order in zip(question.parts, part_orders(question, option_order), strict=True)
            ]
        )

    def response_labels(self, question: Question, response: Response | None, option_order: ShownOrder) -> str:
        """Show the parts' responses with their numbers."""
        if not isinstance(response, tuple):
            return BLANK_LABEL
        orders = part_orders(question, option_order)
        return _numbered(
            [
                REGISTERED[part.type].response_labels(part, given, order)
                for part, given, order in zip(question.parts, response, orders, strict=True)
            ]
        )

    def examples(self) -> tuple[Example, ...]:
        """Cover every outcome, with shares by the parts' points, equal shares, and a part that a person marks."""
        first = Question(
            type="single_choice",
            stem="本案的行政处罚决定由谁作出？",
            options=(Option("A", "市场监督管理局"), Option("B", "派出所")),
            key=("A",),
        )
        second = Question("true_false", "当事人可以申请行政复议。", (), ("true",))
        written = Question("short_answer", "说明理由。", (), ("依法有管辖权。",))
        material = "某食品店销售过期食品，市场监督管理局对其罚款五万元。"
        equal = Question(self.code, material, (), (), parts=(first, second))
        weighted = replace(equal, parts=(replace(first, points=Decimal(3)), replace(second, points=Decimal(1))))
        marked = replace(equal, parts=(first, second, written))
        return (
            Example(equal, ["A", "true"], "right", FULL_CREDIT),
            Example(equal, ["A", "false"], "partial", Fraction(1, 2)),
            Example(equal, ["A", None], "partial", Fraction(1, 2)),
            Example(weighted, ["A", "false"], "partial", Fraction(3, 4)),
            Example(equal, ["B", "false"], "wrong", NO_CREDIT),
            Example(equal, ["B", None], "wrong", NO_CREDIT),
            Example(marked, ["A", "false", "有管辖权。"], "needs_marking", Fraction(1, 3)),
            Example(marked, ["A", "true", ""], "partial", Fraction(2, 3)),
            Example(equal, [None, ""], "blank", NO_CREDIT),
            Example(equal, None, "blank", NO_CREDIT),
            Example(equal, ["Z", "maybe"], "malformed", NO_CREDIT),
            Example(equal, ["A"], "malformed", NO_CREDIT),
            Example(equal, "A", "malformed", NO_CREDIT),
        )


def _with_parts(question: Question, raw: object) -> list[tuple[Question, object]]:
    """Return each part with its raw response; raise MalformedResponse where there is not one for each."""
    if raw is None or raw == []:
        return [(part, None) for part in question.parts]
    if not isinstance(raw, list | tuple):
        raise MalformedResponse("应为列表")
    if len(raw) != len(question.parts):
        raise MalformedResponse(f"应答{len(question.parts)}个小题")
    return list(zip(question.parts, raw, strict=True))


def _together(question: Question, results: Sequence[ItemResult], points: Decimal) -> ItemResult:
    """Return the group's result: its credit is the sum of credit times share, rounded once (`points.award_parts`)."""
    shares = shares_of([part.points for part in question.parts])
    credits = [result.credit * share for result, share in zip(results, shares, strict=True)]
    credit = sum(credits, NO_CREDIT)
    awarded = award_parts(credits, points)
    parts = tuple(replace(result, awarded=gained) for result, gained in zip(results, awarded, strict=True))
    return ItemResult(_state(results, credit), credit, award(credit, points), parts)


def _state(results: Sequence[ItemResult], credit: Fraction) -> ItemState:
    states = {result.state for result in results} - {"blank"}
    if not states:
        return "blank"
    if "needs_marking" in states:
        return "needs_marking"
    return "malformed" if states == {"malformed"} else state_of(credit)


def part_orders(question: Question, option_order: ShownOrder) -> tuple[tuple[str, ...], ...]:
    """Return the shown order of each part; an empty order means stored order in all of them."""
    orders = tuple(entry for entry in option_order if isinstance(entry, tuple))
    return orders or ((),) * len(question.parts)


def _numbered(labels: Sequence[str]) -> str:
    return "；".join(f"（{number}）{label}" for number, label in enumerate(labels, start=1))


TYPE = CaseGroup()
