"""Decides how one question is written as <question> of Moodle XML."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from lxml import etree

from question_bank.formats._cloze import write_cloze
from question_bank.formats._marks import tags_of
from question_bank.formats._rich import base64_of, picture_name, to_html
from question_bank.formats._xml import add, clean
from question_bank.model import Question
from question_bank.reading.source import PICTURE

_NAME_LENGTH = 40
_TYPES = {
    "": "description",
    "single_choice": "multichoice",
    "multiple_choice": "multichoice",
    "true_false": "truefalse",
    "short_answer": "essay",
    "matching": "matching",
    "ordering": "ordering",
}
_SHARE_PLACES = 7


class QuestionWriter:
    """Writes one question; its pictures are handed out in reading order."""

    def __init__(self, question: Question, group: str | None) -> None:
        self.question = question
        self.group = group
        self.pictures = iter(enumerate(question.pictures, start=1))

    def write(self) -> etree._Element:
        """Return the element; what Moodle has no type for is a description that holds the stem."""
        question = self.question
        kind, stem = self._kind()
        element = etree.Element("question", type=kind)
        add(add(element, "name"), "text", _title(question.stem))
        self._field(element, "questiontext", stem)
        answers = self._answers(kind)
        self._field(element, "generalfeedback", question.explanation or "")
        if question.points is not None:
            add(element, "defaultgrade", str(question.points))
        add(element, "hidden", "0")
        add(element, "idnumber", question.source_id or "")
        for answer in answers:
            element.append(answer)
        tags = tags_of(question, group=self.group)
        if tags:
            parent = add(element, "tags")
            for tag in tags:
                add(add(parent, "tag"), "text", tag)
        return element

    def _kind(self) -> tuple[str, str]:
        question = self.question
        if question.type == "fill_blank":
            cloze = write_cloze(question) if len(question.key) > 1 else None
            return ("cloze", cloze) if cloze else ("shortanswer", question.stem)
        return _TYPES.get(question.type, "description"), question.stem

    def _field(self, parent: etree._Element, tag: str, text: str, **attributes: str) -> etree._Element:
        """Add a text: plain, so that nothing in it can be taken for markup, or HTML where it shows pictures."""
        names: list[tuple[str, bytes]] = []

        def addresses() -> Iterator[str]:
            for number, picture in self.pictures:
                names.append((picture_name(number, picture), picture.data))
                yield f"@@PLUGINFILE@@/{names[-1][0]}"

        has_pictures = PICTURE in text
        element = add(parent, tag, **attributes, format="html" if has_pictures else "plain_text")
        add(element, "text", to_html(clean(text), addresses()) if has_pictures else text)
        for name, data in names:
            add(element, "file", base64_of(data), name=name, path="/", encoding="base64")
        return element

    def _answers(self, kind: str) -> list[etree._Element]:
        """Return the elements behind the general ones, written now so that pictures keep their order."""
        box = etree.Element("box")
        question = self.question
        if kind == "multichoice":
            self._choices(box)
        elif kind == "truefalse":
            for side in ("true", "false"):
                fraction = "100" if question.key_texts == (side,) else "0"
                answer = add(box, "answer", fraction=fraction, format="plain_text")
                add(answer, "text", side)
                _feedback(answer)
        elif kind == "shortanswer":
            add(box, "usecase", "0")
            for text in question.key_blanks[0] if question.key_blanks else ():
                answer = add(box, "answer", fraction="100", format="plain_text")
                add(answer, "text", text.replace("*", "\\*"))
                _feedback(answer)
        elif kind == "essay":
            add(box, "responseformat", "editor")
            add(box, "responserequired", "1")
            self._field(box, "graderinfo", "\n".join(question.key_texts))
        elif kind == "matching":
            self._subquestions(box)
        elif kind == "ordering":
            self._order(box)
        return list(box)

    def _choices(self, box: etree._Element) -> None:
        question = self.question
        is_single = question.type == "single_choice"
        right = set(question.key_texts)
        share = f"{float(Fraction(100, max(len(right), 1))):.{_SHARE_PLACES}f}".rstrip("0").rstrip(".")
        add(box, "single", "true" if is_single else "false")
        add(box, "shuffleanswers", "false" if question.keeps_order else "true")
        add(box, "answernumbering", "ABCD")
        for option in question.options:
            fraction = share if option.id in right else "0" if is_single else "-100"
            _feedback(self._field(box, "answer", option.text, fraction=fraction))

    def _subquestions(self, box: etree._Element) -> None:
        question = self.question
        add(box, "shuffleanswers", "false" if question.keeps_order else "true")
        rights = {match.id: match.text for match in question.matches}
        chosen = {pair[0]: pair[1] for pair in question.key_blanks if len(pair) == 2}
        for option in question.options:
            pair = self._field(box, "subquestion", option.text)
            add(add(pair, "answer"), "text", rights.get(chosen.get(option.id, ""), ""))
        for match, text in rights.items():
            if match not in chosen.values():
                pair = self._field(box, "subquestion", "")
                add(add(pair, "answer"), "text", text)

    def _order(self, box: etree._Element) -> None:
        texts = {option.id: option.text for option in self.question.options}
        add(box, "layouttype", "VERTICAL")
        add(box, "selecttype", "ALL")
        add(box, "selectcount", "0")
        add(box, "gradingtype", "ABSOLUTE_POSITION")
        for place, option in enumerate(self.question.key_texts, start=1):
            _feedback(self._field(box, "answer", texts.get(option, ""), fraction=str(place)))


def _feedback(answer: etree._Element) -> None:
    add(add(answer, "feedback", format="plain_text"), "text", "")


def _title(stem: str) -> str:
    """Return the name of a question: the start of its stem, which Moodle wants to be there."""
    line = " ".join(stem.replace(PICTURE, "").split())
    return line[:_NAME_LENGTH] or "题目"
