"""Hold the starter bank to its promise: every key has an article that exists and says the same."""

import re
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

from question_bank.importing import ImportReport, read_questions
from question_bank.model import Question
from question_bank.similarity import question_identity
from tests.seeds.law_texts import LawText, read_laws, value_of

FOLDER = Path(__file__).parents[2] / "seeds" / "questions"
FILES = sorted(FOLDER.glob("*.txt"))
LEAST = {"single_choice": 52, "multiple_choice": 30, "true_false": 30, "fill_blank": 8, "short_answer": 4}
TOPICS = {
    "宪法", "行政执法", "行政复议与诉讼", "政府信息公开", "保密与国家安全", "数据与个人信息", "公务员与廉政",
    "依法决策与营商环境", "信访与档案", "应急与安全", "民法典", "法治宣传",
}  # fmt: skip

_NUMBER = r"\d+|[零一二两三四五六七八九十百千万]+"
_VERSION_YEAR = re.compile(r"20\d\d年")
_ARTICLE_NAME = re.compile(r"第[一二三四五六七八九十百千零]+[条款项]")
_UNITS = "个工作日|工作日|个月|周岁|小时|日|月|年|元|人"
_AMOUNT = re.compile(rf"({_NUMBER})({_UNITS})|(二|三|四|五|百)分之({_NUMBER})")

SCENARIO_NUMBERS = {
    "一名十三周岁的未成年人有违法行为": "年龄是情景，条文写的是不满十四周岁",
}
"""Starts of true statements whose number is the story's own, each with the reason why no article can hold it."""

NEIGHBOUR_ARTICLES = {
    "某局是一件适用普通程序的行政复议案件的被申请人": ("中华人民共和国行政复议法", "第五十四条"),
    "对公务员不得辞退的情形有": ("中华人民共和国公务员法", "第八十八条"),
    "每年的（": ("中华人民共和国法治宣传教育法", "第十三条"),
}
"""Starts of stems whose explanation also names another rule's number, to tell the two apart, and where it stands."""


@pytest.fixture(scope="module")
def reports() -> dict[str, ImportReport]:
    """What the administrator's own upload would make of each file."""
    return {path.name: read_questions(path.read_bytes(), path.name) for path in FILES}


@pytest.fixture(scope="module")
def questions(reports: dict[str, ImportReport]) -> list[Question]:
    """All questions in the order of the files."""
    return [read.question for report in reports.values() for read in report.questions]


@pytest.fixture(scope="module")
def laws(shared_dir: Path) -> dict[str, LawText]:
    """The current law texts by full title."""
    return read_laws(shared_dir / "laws")


def cited_article(question: Question, laws: dict[str, LawText]) -> str:
    """Return the whole text of the article that a question cites."""
    assert question.citation and question.citation.article, question.stem
    return laws[question.citation.law].articles[question.citation.article]


def right_texts(question: Question) -> list[str]:
    """Return the texts that the key declares right: right options, or a statement declared true."""
    if question.type == "true_false":
        return [question.stem] if question.key == ("true",) else []
    return [option.text for option in question.options if option.id in question.key]


def amounts(text: str) -> set[tuple[int, str]]:
    """Return the counted quantities of a text as (value, unit); version years and article names are not quantities."""
    text = _ARTICLE_NAME.sub("", _VERSION_YEAR.sub("", text))
    found = set()
    for match in _AMOUNT.finditer(text):
        value, unit, denominator, numerator = match.groups()
        if denominator:
            found.add((value_of(numerator), f"{denominator}分之"))
        else:
            found.add((value_of(value), unit))
    return found


def test_the_folder_begins_with_the_constitution() -> None:
    """The files keep the order of the law groups, and 宪法 stands first."""
    assert [path.name[:2] for path in FILES] == [f"{number:02}" for number in range(1, len(FILES) + 1)]
    assert FILES[0].name == "01_宪法.txt"


@pytest.mark.parametrize("name", [path.name for path in FILES])
def test_a_file_is_read_without_a_question_mark(reports: dict[str, ImportReport], name: str) -> None:
    """Nothing is held back, nothing is unread and no question is doubtful."""
    report = reports[name]
    assert [(held.place, held.reason) for held in report.held_back] == []
    assert [(piece.place, piece.text) for piece in report.unread] == []
    assert [(read.place, read.doubts) for read in report.questions if read.doubts] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_question_is_lost(reports: dict[str, ImportReport], path: Path) -> None:
    """As many questions come out as the file has lines with a citation."""
    written = sum(line.startswith("依据：") for line in path.read_text("utf-8").splitlines())
    assert len(reports[path.name].questions) == written > 0


def test_there_are_enough_of_each_type(questions: list[Question]) -> None:
    """The bank suffices for papers of every basic type."""
    counts = Counter(question.type for question in questions)
    assert {kind: counts[kind] for kind, least in LEAST.items() if counts[kind] < least} == {}
    assert len({question.citation.law for question in questions if question.citation}) >= 15


def test_every_question_is_complete(questions: list[Question]) -> None:
    """Each has explanation, citation with version and article, difficulty 1 to 5 and one of the agreed topics."""
    for question in questions:
        assert question.explanation, question.stem
        assert question.citation and question.citation.version and question.citation.article, question.stem
        assert question.difficulty in range(1, 6), question.stem
        assert question.topic in TOPICS, question.stem
        if question.type == "single_choice":
            assert len(question.options) == 4, question.stem
        if question.type == "multiple_choice":
            assert len(question.options) in (4, 5) and len(question.key) >= 2, question.stem
    assert {question.topic for question in questions} == TOPICS


def test_no_two_questions_are_the_same(questions: list[Question]) -> None:
    """No two share an identity, so an import adds every one of them."""
    seen = Counter(question_identity(question) for question in questions)
    assert [question.stem for question in questions if seen[question_identity(question)] > 1] == []


def test_keys_show_no_pattern(questions: list[Question]) -> None:
    """Letters of single choice, true against false and sets of multiple choice are balanced, without long runs."""
    letters = [question.key[0] for question in questions if question.type == "single_choice"]
    assert all(0.2 <= letters.count(letter) / len(letters) <= 0.3 for letter in "ABCD"), Counter(letters)
    assert max(len(list(run)) for _, run in groupby(letters)) <= 3
    truths = [question.key[0] for question in questions if question.type == "true_false"]
    assert 0.45 <= truths.count("true") / len(truths) <= 0.55, Counter(truths)
    assert max(len(list(run)) for _, run in groupby(truths)) <= 4
    sets = Counter(question.key for question in questions if question.type == "multiple_choice")
    assert max(sets.values()) / sets.total() <= 0.3, sets


def test_no_explanation_leans_on_the_order_of_options(questions: list[Question]) -> None:
    """Options are shuffled on the screen, so an explanation names no letter and no position."""
    leaning = re.compile(r"[A-Ea-e]\s*项|选项[A-E]|前[两二三四]项|后[两二三四]项|第[一二三四]个选项|前列|前者|后者")
    assert [question.stem for question in questions if leaning.search(question.explanation or "")] == []


def test_every_citation_exists(questions: list[Question], laws: dict[str, LawText]) -> None:
    """Law title, version (year and kind of the newest event) and article are those of the current text."""
    for question in questions:
        citation = question.citation
        assert citation and citation.version and citation.law in laws, str(citation)
        law = laws[citation.law]
        assert citation.article in law.articles, str(citation)
        year, kind = citation.version.split("年")
        assert any(year == newest and kind in what for newest, what in law.newest_events), (
            str(citation),
            law.newest_events,
        )


def test_an_explanation_names_the_cited_article(questions: list[Question]) -> None:
    """Where an explanation names an article, the cited one is among them."""
    for question in questions:
        named = re.findall(r"第[一二三四五六七八九十百千零]+条", question.explanation or "")
        assert question.citation and (not named or question.citation.article in named), question.stem


def test_numbers_of_the_key_stand_in_the_article(questions: list[Question], laws: dict[str, LawText]) -> None:
    """Days, sums and shares that the key declares right are those of the cited article."""
    checked, unused = 0, set(SCENARIO_NUMBERS)
    for question in questions:
        wanted = {amount for text in right_texts(question) for amount in amounts(text)}
        start = next((start for start in SCENARIO_NUMBERS if question.stem.startswith(start)), None)
        unused.discard(start or "")
        if wanted and not start:
            checked += 1
            assert wanted <= amounts(cited_article(question, laws)), (question.stem, wanted)
    assert checked >= 30
    assert unused == set()


def test_numbers_of_an_explanation_stand_in_the_law(questions: list[Question], laws: dict[str, LawText]) -> None:
    """An explanation or a model answer names no number that the cited article (or the named neighbour) lacks."""
    for question in questions:
        text = (question.explanation or "") + "".join(question.key_texts if question.type == "short_answer" else ())
        known = amounts(cited_article(question, laws)) | amounts(question.stem)
        for start, (law, article) in NEIGHBOUR_ARTICLES.items():
            if question.stem.startswith(start):
                known |= amounts(laws[law].articles[article])
        assert amounts(text) <= known, (question.stem, amounts(text) - known)


def test_no_wrong_number_is_also_right(questions: list[Question], laws: dict[str, LawText]) -> None:
    """Where all options of a single choice are plain quantities, they differ in value, so exactly one can be right."""
    for question in questions:
        values = [amounts(option.text) for option in question.options]
        if question.type == "single_choice" and all(len(value) == 1 for value in values):
            assert len({tuple(value) for value in values}) == len(values), question.stem


def test_what_fills_a_blank_stands_in_the_article(questions: list[Question], laws: dict[str, LawText]) -> None:
    """Every accepted text of a fill-in question occurs in the cited article, and there is one per blank."""
    for question in questions:
        if question.type == "fill_blank":
            assert len(question.key_blanks) == question.stem.count("____"), question.stem
            for blank in question.key_blanks:
                assert all(text in cited_article(question, laws) for text in blank), (question.stem, blank)
