"""Decide what a key correction makes of a response that was graded by the wrong key; no database.

Three ways (DOMAIN section 4): 只升不降, a response keeps its points unless the corrected key gives more; 全体给分, everybody
who was shown the question gets all its points; 作废重算, the old grading is void and every response is graded by the
corrected key, up or down.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from question_bank import ItemResult, Key, Response, award
from question_bank.points import FULL_CREDIT

METHODS: Mapping[str, str] = {"up_only": "只升不降", "all_credit": "全体给分", "regrade": "作废重算"}
METHOD_HINTS: Mapping[str, str] = {
    "up_only": "按更正后的答案重新评分，得分更高的改，更低的保持原分。",
    "all_credit": "抽到这道题的人都得满分，答什么都算对。",
    "regrade": "原来的评分作废，全部按更正后的答案重新评，可能升也可能降。",
}
APPROVING_ROLES = frozenset({"law_admin", "leader", "principal_leader"})
"""Who may be the second person; ``accounts.permissions`` gives these roles ``exam.approve`` (a test compares)."""
BETWEEN_TEXTS = "|"


@dataclass(frozen=True)
class InForce:
    """An approved correction of one version: its way, and the version that holds the corrected key."""

    method: str
    new_version_id: int


def corrected(method: str, old: ItemResult, again: ItemResult, points: Decimal) -> ItemResult:
    """Return what a response earns: ``old`` by the wrong key, ``again`` by the corrected one, of so many points."""
    if method == "all_credit":
        return ItemResult("right", FULL_CREDIT, award(FULL_CREDIT, points))
    if method == "up_only":
        return again if again.awarded > old.awarded else old
    return again


def followed(
    version_id: int,
    result: ItemResult,
    in_force: Mapping[int, InForce],
    grade_by: Callable[[int], ItemResult],
    points: Decimal,
) -> tuple[int, ItemResult]:
    """Return (version, result) of a response after all corrections in force, one after the other."""
    while version_id in in_force:
        one = in_force[version_id]
        result = corrected(one.method, result, grade_by(one.new_version_id), points)
        version_id = one.new_version_id
    return version_id, result


def key_of(control: str, response: Response | None) -> Key | None:
    """Return the key that a liaison enters as a response of the question's own control; None for nothing entered.

    The accepted texts of a blank are parted by ``BETWEEN_TEXTS``. Controls whose responses are no key give None.
    """
    if response is None or control not in {"one", "judge", "many", "order", "pairs", "blanks"}:
        return None
    if isinstance(response, str):
        return (response,)
    if control == "blanks":
        return tuple(_texts(str(text)) for text in response)
    return response  # type: ignore[return-value]  # choices, places and pairs are written like their responses


def _texts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(BETWEEN_TEXTS) if part.strip())


def shown_in_control(key: Key) -> Any:
    """Return a key as the raw response that a control shows it as; the reverse of ``key_of``."""
    if key and all(isinstance(entry, tuple) for entry in key):
        return [BETWEEN_TEXTS.join(entry) for entry in key]
    return list(key)


@dataclass(frozen=True)
class Change:
    """What a correction does to one attempt: its score before and after, and whether it was and is a pass."""

    attempt_id: int
    employee_id: int
    full_name: str
    exam_title: str
    before: Decimal
    after: Decimal
    did_pass: bool
    does_pass: bool

    @property
    def crosses(self) -> str:
        """Return up for a new pass, down for a lost one, "" for neither."""
        return "" if self.did_pass == self.does_pass else "up" if self.does_pass else "down"


@dataclass(frozen=True)
class Preview:
    """What one way of correcting would do to all attempts that were graded by the wrong key."""

    method: str
    attempt_count: int
    changes: tuple[Change, ...]

    @property
    def risen(self) -> int:
        """How many scores rise."""
        return sum(one.after > one.before for one in self.changes)

    @property
    def fallen(self) -> int:
        """How many scores fall."""
        return sum(one.after < one.before for one in self.changes)

    @property
    def up(self) -> tuple[Change, ...]:
        """Those who pass now."""
        return tuple(one for one in self.changes if one.crosses == "up")

    @property
    def down(self) -> tuple[Change, ...]:
        """Those who pass no longer."""
        return tuple(one for one in self.changes if one.crosses == "down")


def preview(method: str, changes: Sequence[Change]) -> Preview:
    """Return the preview of a way from what it does to each attempt; those that stay as they are are only counted."""
    return Preview(method, len(changes), tuple(one for one in changes if one.before != one.after))
