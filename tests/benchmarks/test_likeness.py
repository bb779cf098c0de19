"""How long 10,000 new questions take against a bank of 50,000: identity and likeness (issue 3, Similarity)."""

import random
import time
from collections.abc import Callable, Sequence

import pytest

from question_bank import IdentityIndex, Option, Question
from question_bank.likeness import NearIndex
from tests.benchmarks.conftest import Figure

BANK, NEW = 50_000, 10_000
SUBJECTS = ("行政机关", "县级以上人民政府", "当事人", "复议机关", "人民法院", "执法人员", "申请人", "利害关系人")
DEEDS = (
    "作出行政处罚决定",
    "实施查封扣押",
    "受理行政许可申请",
    "送达法律文书",
    "举行听证",
    "责令限期改正",
    "公开政府信息",
)
TERMS = ("应当", "可以", "不得", "有权", "必须", "无需")
REASONS = ("为了维护公共利益", "依照法定程序", "在规定期限内", "经本机关负责人批准", "根据本法第十条", "情节复杂的")
ENDS = ("并说明理由", "并告知救济途径", "报上一级机关备案", "由两名以上人员进行", "制作笔录并签名", "不收取任何费用")


def _written(rng: random.Random, number: int) -> Question:
    """Make a question out of phrases, as banks written by many people have them."""
    pick = rng.choice
    stem = f"{pick(SUBJECTS)}{pick(DEEDS)}，{pick(REASONS)}，{pick(TERMS)}{pick(DEEDS)}，{pick(ENDS)}，下列说法正确的是（  ）。"
    words = [chr(rng.randrange(0x4E00, 0x9000)) for _ in range(24)]
    options = [f"{pick(SUBJECTS)}{pick(TERMS)}{''.join(words[6 * n : 6 * n + 6])}{pick(ENDS)}" for n in range(4)]
    return _question(stem, options)


def _numbered(rng: random.Random, number: int) -> Question:
    """Make a question that differs from all the others in numbers alone: the worst case for blocking."""
    options = [f"第{number}题{letter}项：应当依照法定程序在{rng.randrange(90)}日内作出书面决定" for letter in "ABCD"]
    return _question(f"关于行政处罚的第{number}项规定，下列说法正确的是（  ）。", options)


def _question(stem: str, options: Sequence[str]) -> Question:
    letters = tuple(Option(letter, text) for letter, text in zip("ABCD", options, strict=True))
    return Question("single_choice", stem, letters, ("A",))


def _edited(rng: random.Random, question: Question) -> Question:
    """Change three characters of the stem, leave one out of an option, turn the options round."""
    stem = list(question.stem)
    for place in rng.sample(range(len(stem)), 3):
        stem[place] = "某"
    texts = [option.text for option in question.options][::-1]
    return _question("".join(stem), [texts[0][:4] + texts[0][5:], *texts[1:]])


@pytest.mark.parametrize(("make", "least"), [(_written, 99), (_numbered, None)], ids=["written", "numbered"])
def test_new_questions_against_a_big_bank(note, make: Callable[[random.Random, int], Question], least: float | None):
    """Half of the new ones are edited copies, and each of them finds something; in a written bank its origin."""
    rng = random.Random(7)
    bank = [make(rng, number) for number in range(BANK)]
    copied = rng.sample(range(BANK), NEW // 2)
    new = [_edited(rng, bank[number]) for number in copied]
    new += [make(rng, BANK + number) for number in range(NEW // 2)]
    began = time.perf_counter()
    identities = IdentityIndex(enumerate(bank))
    assert not any(map(identities.find, new))
    compared = time.perf_counter()
    index = NearIndex(enumerate(bank))
    filed = time.perf_counter()
    found = [index.search(question) for question in new]
    ended = time.perf_counter()
    origins = sum(bool(near) and near[0].reference == origin for near, origin in zip(found, copied, strict=False))
    suggested = sum(map(bool, found[: len(copied)]))
    name = f"10,000 new questions against 50,000 ({make.__name__.strip('_')})"
    note(
        Figure(f"{name}: all", ended - began, "s", 20),
        Figure(f"{name}: identity", compared - began, "s"),
        Figure(f"{name}: likeness, index", filed - compared, "s"),
        Figure(f"{name}: likeness, search", ended - filed, "s"),
        Figure(f"{name}: copies with a suggestion", 100 * suggested / len(copied), "%", 95, at_least=True),
        Figure(f"{name}: copies that name their origin", 100 * origins / len(copied), "%", least, at_least=True),
    )
