"""Decides everything about 连线: which option belongs to which match, and what each pair earns."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

from question_bank.concealing import renamed
from question_bank.errors import MalformedResponse
from question_bank.model import MultipleRule, Option, Question, Response, ShownOrder
from question_bank.points import FULL_CREDIT, NO_CREDIT
from question_bank.text import plain
from question_bank.types.base import (
    BLANK_LABEL,
    Example,
    FieldValues,
    QuestionType,
    Rank,
    option_problems,
    order_of,
    require_option,
    require_texts,
    shown_letter,
    stem_problems,
)

Pairs = tuple[tuple[str, str], ...]


class Matching(QuestionType):
    """连线: response and key are pairs (option id, match id); a match may serve several options or none."""

    code = "matching"
    label = "连线"
    long_label = "连线题"
    control = "pairs"

    def validate(self, question: Question) -> tuple[str, ...]:
        """Ask for a stem, two or more options, matches with numbers for ids, and one existing match per option."""
        problems = stem_problems(question) + option_problems(question)
        ids = [match.id for match in question.matches]
        if not ids:
            problems += ("没有可连的右列",)
        if any(not match.text.strip() for match in question.matches):
            problems += ("右列有的项没有内容",)
        if len(set(ids)) < len(ids) or not all(match_id.isascii() and match_id.isdecimal() for match_id in ids):
            problems += ("右列的编号应为不重复的数字",)
        if not question.key:
            return problems
        pairs = _pairs(question.key)
        if len(pairs) < len(question.key):
            return (*problems, "连线题的答案应为左右成对")
        lefts = Counter(left for left, _ in pairs)
        if set(lefts) != {option.id for option in question.options} or max(lefts.values()) > 1:
            problems += ("每个选项都应有一个且只有一个对应项",)
        if not {right for _, right in pairs} <= set(ids):
            problems += ("答案里有右列没有的项",)
        return problems

    def parse_response(self, question: Question, raw: object) -> Response | None:
        """Read pairs in any order, fewer than options where some are left open; None and [] are blank."""
        if raw is None:
            return None
        if not isinstance(raw, list | tuple):
            raise MalformedResponse("应为列表")
        found: dict[str, str] = {}
        for entry in raw:
            pair = require_texts(entry)
            if len(pair) != 2:
                raise MalformedResponse("应为左右成对")
            if pair[0] in found:
                raise MalformedResponse("同一项连了两次")
            if all(match.id != pair[1] for match in question.matches):
                raise MalformedResponse("连了不存在的项")
            found[require_option(question, pair[0])] = pair[1]
        return tuple((option.id, found[option.id]) for option in question.options if option.id in found) or None

    def credit(self, question: Question, response: Response, multiple_rule: MultipleRule) -> Fraction:
        """Give each option the same share, under every rule; two matches of the same text count as one.

        Source: Moodle's matching question type, where every sub-question carries the same part of the grade.
        """
        texts = {match.id: plain(match.text) for match in question.matches}
        key = {left: texts[right] for left, right in _pairs(question.key)}
        right_count = sum(key[left] == texts[right] for left, right in _pairs(response))
        return Fraction(right_count, len(key))

    def read_fields(self, question: Question, name: str, values_of: FieldValues) -> object:
        """Read values like "A:2"; an option left open has the value ""."""
        return [list(value.partition(":")[::2]) for value in values_of(name) if value]

    def shown_order(self, question: Question, shuffle: bool, rank: Rank) -> ShownOrder:
        """Put the matches behind the options; they are always shuffled where their stored order would give the key."""
        may_shuffle = shuffle and not question.keeps_order
        lefts = order_of([option.id for option in question.options], may_shuffle, rank)
        return lefts + order_of([match.id for match in question.matches], may_shuffle or _is_parallel(question), rank)

    def conceal_key(self, question: Question) -> Question:
        """Renumber the matches where each stands beside its option; those of a question that keeps order stay."""
        if question.keeps_order or not _is_parallel(question):
            return question
        found = renamed(question, rename_options=False)
        return replace(
            found.question, key=tuple((left, found.match_ids[right]) for left, right in _pairs(question.key))
        )

    def key_facts(self, question: Question) -> object:
        """Give the pairs by their texts, in any order."""
        options = {option.id: plain(option.text) for option in question.options}
        matches = {match.id: plain(match.text) for match in question.matches}
        return sorted([options.get(left, left), matches.get(right, right)] for left, right in _pairs(question.key))

    def random_guess_score(self, question: Question) -> Fraction | None:
        """Count every match as equally likely for each option; matches of the same text serve alike."""
        texts = [plain(match.text) for match in question.matches]
        by_id = dict(zip((match.id for match in question.matches), texts, strict=True))
        fitting = sum(texts.count(by_id[right]) for _, right in _pairs(question.key))
        return Fraction(fitting, len(texts) * len(question.key))

    def key_labels(self, question: Question, option_order: ShownOrder) -> str:
        """Show each option's letter with the text of its match, in shown order."""
        return _labels(question, _pairs(question.key), option_order)

    def response_labels(self, question: Question, response: Response | None, option_order: ShownOrder) -> str:
        """Show each matched option's letter with the text of the match."""
        return BLANK_LABEL if response is None else _labels(question, _pairs(response), option_order)

    def examples(self) -> tuple[Example, ...]:
        """Cover every outcome, with one match that belongs to nothing."""
        question = Question(
            type=self.code,
            stem="把法律责任与对应的种类连起来。",
            options=(Option("A", "罚款"), Option("B", "有期徒刑"), Option("C", "赔偿损失")),
            key=(("A", "2"), ("B", "1"), ("C", "4")),
            matches=(
                Option("1", "刑事责任"),
                Option("2", "行政责任"),
                Option("3", "党纪责任"),
                Option("4", "民事责任"),
            ),
        )
        return (
            Example(question, [["C", "4"], ["A", "2"], ["B", "1"]], "right", FULL_CREDIT),
            Example(question, [["A", "2"], ["B", "4"], ["C", "1"]], "partial", Fraction(1, 3)),
            Example(question, [["A", "2"], ["B", "1"]], "partial", Fraction(2, 3)),
            Example(question, [["A", "3"], ["B", "3"]], "wrong", NO_CREDIT),
            Example(question, [], "blank", NO_CREDIT),
            Example(question, None, "blank", NO_CREDIT),
            Example(question, [["A", "9"]], "malformed", NO_CREDIT),
            Example(question, [["E", "1"]], "malformed", NO_CREDIT),
            Example(question, [["A", "1"], ["A", "2"]], "malformed", NO_CREDIT),
            Example(question, [["A"]], "malformed", NO_CREDIT),
            Example(question, ["A", "2"], "malformed", NO_CREDIT),
            Example(question, "A2", "malformed", NO_CREDIT),
        )


def _pairs(entries: object) -> Pairs:
    """Return the (option id, match id) pairs of a key or of a parsed response; anything else is left out."""
    if not isinstance(entries, tuple):
        return ()
    return tuple((str(entry[0]), str(entry[1])) for entry in entries if isinstance(entry, tuple) and len(entry) == 2)


def _is_parallel(question: Question) -> bool:
    """Say whether the stored order alone gives the key: first option to first match, second to second …"""
    wanted = dict(_pairs(question.key))
    beside = [match.id for match in question.matches][: len(question.options)]
    return [wanted.get(option.id) for option in question.options] == beside


def _labels(question: Question, pairs: Pairs, option_order: ShownOrder) -> str:
    texts = {match.id: match.text for match in question.matches}
    return "；".join(sorted(f"{shown_letter(left, option_order)}—{texts.get(right, right)}" for left, right in pairs))


TYPE = Matching()
