"""Decides how one question is written as an assessmentItem of QTI 2.1.

Elements stand without a namespace; the package puts it on the root. Nothing is indented: blanks inside texts count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from question_bank.formats._cloze import GAP_TEXT
from question_bank.formats._rich import picture_name, to_html
from question_bank.formats._xml import add, clean
from question_bank.model import Question
from question_bank.reading.keys import GAP
from question_bank.text import fold

_TITLE_LENGTH = 60
_TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"
_JUDGEMENTS = (("true", "正确"), ("false", "错误"))
_ALONE = "RESPONSE"


class ItemWriter:
    """Writes one question; `images` collects the names of its pictures in reading order."""

    def __init__(self, question: Question, identifier: str) -> None:
        self.question = question
        self.identifier = identifier
        self.pictures = iter(enumerate(question.pictures, start=1))
        self.images: list[str] = []
        self.declarations: list[etree._Element] = []
        self.processing: list[etree._Element] = []
        self.rubrics: list[etree._Element] = []

    def write(self) -> etree._Element:
        """Return the item; a type that QTI has no interaction for is a text without any."""
        question = self.question
        body = etree.Element("itemBody")
        if question.parts:
            body.append(self._paragraph(question.stem))
            for number, part in enumerate(question.parts, start=1):
                self._interaction(add(body, "div"), part, f"{_ALONE}_{number}")
        else:
            self._interaction(body, question, _ALONE)
        feedback = self._feedback()
        title = " ".join(question.stem.split()).replace("\ufffc", "")[:_TITLE_LENGTH] or "题目"
        item = etree.Element("assessmentItem")
        for name, value in (("identifier", self.identifier), ("title", title), ("label", question.source_id or "")):
            if value:
                item.set(name, clean(value))
        item.set("adaptive", "false")
        item.set("timeDependent", "false")
        item.extend(self.declarations)
        self._outcomes(item, bool(feedback))
        item.append(body)
        for rubric in self.rubrics:
            body.append(rubric)
        if self.processing:
            item.append(self._processing())
        item.extend(feedback)
        return item

    # Texts -----------------------------------------------------------------------------------------------------

    def _addresses(self) -> Iterator[str]:
        for number, picture in self.pictures:
            self.images.append(f"{self.identifier}_{picture_name(number, picture)}")
            yield f"images/{self.images[-1]}"

    def _filled(self, tag: str, text: str) -> etree._Element:
        html = to_html(clean(text), self._addresses()).replace("&quot;", '"').replace('src=""', 'src="images/0"')
        return etree.fromstring(f"<{tag}>{html}</{tag}>")

    def _paragraph(self, text: str) -> etree._Element:
        return self._filled("p", text)

    def _feedback(self) -> list[etree._Element]:
        if not self.question.explanation:
            return []
        told = self._filled("modalFeedback", self.question.explanation)
        for name, value in (("outcomeIdentifier", "FEEDBACK"), ("identifier", "EXPLANATION"), ("showHide", "show")):
            told.set(name, value)
        return [told]

    def _outcomes(self, item: etree._Element, has_feedback: bool) -> None:
        add(item, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
        if self.question.points is not None:
            most = add(item, "outcomeDeclaration", identifier="MAXSCORE", cardinality="single", baseType="float")
            add(add(most, "defaultValue"), "value", str(self.question.points))
        if has_feedback:
            told = add(item, "outcomeDeclaration", identifier="FEEDBACK", cardinality="single", baseType="identifier")
            add(add(told, "defaultValue"), "value", "EXPLANATION")

    # Interactions ----------------------------------------------------------------------------------------------

    def _interaction(self, block: etree._Element, question: Question, name: str) -> None:
        writer = {
            "single_choice": self._choice,
            "multiple_choice": self._choice,
            "true_false": self._judgement,
            "fill_blank": self._blanks,
            "short_answer": self._essay,
            "ordering": self._order,
            "matching": self._match,
        }.get(question.type)
        if writer is None:
            block.append(self._paragraph(question.stem))
        else:
            writer(block, question, name)

    def _declare(self, name: str, cardinality: str, base: str, right: Sequence[str], accepted: Sequence[str]) -> None:
        declaration = etree.Element("responseDeclaration", identifier=name, cardinality=cardinality, baseType=base)
        if right:
            correct = add(declaration, "correctResponse")
            for value in right:
                add(correct, "value", value)
        if accepted:
            mapping = add(declaration, "mapping", defaultValue="0")
            for text in accepted:
                add(mapping, "mapEntry", mapKey=text, mappedValue="1", caseSensitive="false")
        self.declarations.append(declaration)
        if right:
            self.processing.append(_mapped(name) if accepted else _matched(name))

    def _choice(self, block: etree._Element, question: Question, name: str) -> None:
        is_single = question.type == "single_choice"
        cardinality = "single" if is_single else "multiple"
        self._declare(name, cardinality, "identifier", question.key_texts, ())
        most = "1" if is_single else "0"
        shuffle = "false" if question.keeps_order else "true"
        block.append(self._paragraph(question.stem))
        found = add(block, "choiceInteraction", responseIdentifier=name, shuffle=shuffle, maxChoices=most)
        self._choices(found, question)

    def _choices(self, parent: etree._Element, question: Question) -> None:
        for option in question.options:
            choice = self._filled("simpleChoice", option.text)
            choice.set("identifier", option.id)
            parent.append(choice)

    def _judgement(self, block: etree._Element, question: Question, name: str) -> None:
        self._declare(name, "single", "identifier", question.key_texts, ())
        block.append(self._paragraph(question.stem))
        found = add(block, "choiceInteraction", responseIdentifier=name, shuffle="true", maxChoices="1")
        for identifier, word in _JUDGEMENTS:
            add(found, "simpleChoice", word, identifier=identifier)

    def _blanks(self, block: etree._Element, question: Question, name: str) -> None:
        blanks = question.key_blanks
        names = [name] if len(blanks) == 1 else [f"{name}_{number}" for number in range(1, len(blanks) + 1)]
        for one, accepted in zip(names, blanks, strict=True):
            self._declare(one, "single", "string", accepted[:1], accepted)
        stem = question.stem
        gaps = list(GAP.finditer(fold(stem)))
        if len(gaps) != len(blanks):
            # The gaps stand below the text then.
            stem += "\n" + "\n".join(GAP_TEXT for _ in blanks)
            gaps = list(GAP.finditer(fold(stem)))[-len(blanks) :]
        paragraph, start = etree.Element("p"), 0
        for gap, one in zip(gaps, names, strict=True):
            _extend(paragraph, self._filled("p", stem[start : gap.start()]))
            add(paragraph, "textEntryInteraction", responseIdentifier=one, expectedLength="20")
            start = gap.end()
        _extend(paragraph, self._filled("p", stem[start:]))
        block.append(paragraph)

    def _essay(self, block: etree._Element, question: Question, name: str) -> None:
        self._declare(name, "single", "string", (), ())
        block.append(self._paragraph(question.stem))
        add(block, "extendedTextInteraction", responseIdentifier=name, expectedLines="6")
        if question.key_texts and any(question.key_texts):
            rubric = etree.Element("rubricBlock", view="scorer")
            if name != _ALONE:
                rubric.set("use", name)
            rubric.append(self._paragraph("\n".join(question.key_texts)))
            self.rubrics.append(rubric)

    def _order(self, block: etree._Element, question: Question, name: str) -> None:
        self._declare(name, "ordered", "identifier", question.key_texts, ())
        block.append(self._paragraph(question.stem))
        self._choices(add(block, "orderInteraction", responseIdentifier=name, shuffle="true"), question)

    def _match(self, block: etree._Element, question: Question, name: str) -> None:
        right = [f"L{pair[0]} R{pair[1]}" for pair in question.key_blanks if len(pair) == 2]
        self._declare(name, "multiple", "directedPair", right, ())
        block.append(self._paragraph(question.stem))
        shuffle = "false" if question.keeps_order else "true"
        most = str(len(question.options))
        found = add(block, "matchInteraction", responseIdentifier=name, shuffle=shuffle, maxAssociations=most)
        for side, group, uses in (("L", question.options, "1"), ("R", question.matches, most)):
            box = add(found, "simpleMatchSet")
            for one in group:
                choice = self._filled("simpleAssociableChoice", one.text)
                choice.set("identifier", f"{side}{one.id}")
                choice.set("matchMax", uses)
                box.append(choice)

    def _processing(self) -> etree._Element:
        """Return the scoring: a template of the standard where one fits, else a point for each response."""
        question = self.question
        processing = etree.Element("responseProcessing")
        if not question.parts and len(self.processing) == 1:
            name = "map_response" if question.type == "fill_blank" else "match_correct"
            processing.set("template", _TEMPLATES + name)
            return processing
        processing.extend(self.processing)
        return processing


def _sum(term: etree._Element) -> etree._Element:
    outcome = etree.Element("setOutcomeValue", identifier="SCORE")
    total = add(outcome, "sum")
    add(total, "variable", identifier="SCORE")
    total.append(term)
    return outcome


def _mapped(name: str) -> etree._Element:
    return _sum(etree.Element("mapResponse", identifier=name))


def _matched(name: str) -> etree._Element:
    condition = etree.Element("responseCondition")
    branch = add(condition, "responseIf")
    match = add(branch, "match")
    add(match, "variable", identifier=name)
    add(match, "correct", identifier=name)
    one = etree.Element("baseValue", baseType="float")
    one.text = "1"
    branch.append(_sum(one))
    return condition


def _extend(paragraph: etree._Element, other: etree._Element) -> None:
    """Add the contents of one paragraph to the end of another."""
    text = other.text or ""
    if len(paragraph):
        paragraph[-1].tail = (paragraph[-1].tail or "") + text
    else:
        paragraph.text = (paragraph.text or "") + text
    for child in list(other):
        paragraph.append(child)
