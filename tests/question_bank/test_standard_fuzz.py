"""Readers of standard formats raise nothing but UnreadableFile and never hang, whatever they are handed."""

import io
import random
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from question_bank import ImportReport, UnreadableFile, read_questions, report_to_json, write_questions
from tests.question_bank.standard import EVERY_TYPE

CODES = ("gift", "moodle_xml", "qti", "json")
NAMES = {"gift": "a.gift", "moodle_xml": "a.xml", "qti": "a.zip", "json": "a.jsonl"}
WRITTEN = {code: write_questions(EVERY_TYPE, code) for code in CODES}
with zipfile.ZipFile(io.BytesIO(WRITTEN["qti"])) as _package:
    ITEMS = [_package.read(name) for name in _package.namelist() if name.endswith(".xml")]
AIKEN = "题\nA) 一\nB. 二\nANSWER: A\n".encode()
OLD = (
    "<questestinterop><item><presentation><material><mattext>题</mattext></material><response_lid ident='r'>"
    "<render_choice><response_label ident='1'/></render_choice></response_lid></presentation><resprocessing>"
    "<respcondition><conditionvar><varequal respident='r'>1</varequal></conditionvar><setvar>1</setvar>"
    "</respcondition></resprocessing></item></questestinterop>"
).encode()
SEEDS = [*((WRITTEN[code], NAMES[code]) for code in CODES), *((item, "a.xml") for item in ITEMS)]
SEEDS += [(AIKEN, "a.txt"), (OLD, "a.xml")]
FUZZ = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])


def attempt(data, name):
    """Read anything; only a report or UnreadableFile may come out."""
    try:
        report = read_questions(data, name)
    except UnreadableFile:
        return
    assert isinstance(report, ImportReport)
    report_to_json(report, name)


@pytest.mark.parametrize("code", CODES)
def test_truncated_at_any_place(code):
    """A download that broke off."""
    data = WRITTEN[code]
    for end in range(1, len(data), max(len(data) // 60, 1)):
        attempt(data[:end], NAMES[code])


@FUZZ
@given(st.sampled_from(SEEDS), st.integers(0, 2**32))
def test_flipped_cut_and_repeated(seed, chance):
    """Bytes altered, taken out, and stretches doubled."""
    data, name = bytearray(seed[0]), seed[1]
    dice = random.Random(chance)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(data))
        kind = dice.randrange(4)
        if kind == 0:
            data[at] = dice.randrange(256)
        elif kind == 1:
            del data[at : at + dice.randint(1, 40)]
        elif kind == 2:
            data[at:at] = data[at : at + dice.randint(1, 200)]
        else:
            data[at:at] = dice.choice(
                [b"{", b"}", b"~", b"=", b"<", b">", b"&#0;", b"]]>", b"-->", b"\xff", b"%", b"#"]
            )
        data = data or bytearray(b"x")
    attempt(bytes(data), name)


@FUZZ
@given(
    st.text(max_size=300), st.sampled_from(["::x::{}", "<quiz>{}</quiz>", "<assessmentItem>{}</assessmentItem>", "{}"])
)
def test_any_text_inside_the_frame_of_a_format(text, frame):
    """Random text where questions should stand."""
    for name in ("a.gift", "a.xml", "a.txt"):
        attempt(frame.replace("{}", text, 1).encode(errors="ignore"), name)


@FUZZ
@given(
    st.lists(
        st.sampled_from(["{", "}", "=", "~", "#", "%", "->", "::", "\\", "\n", "\n\n", "//", "T", "1", ".."]),
        max_size=60,
    )
)
def test_any_heap_of_signs_of_gift(signs):
    """What GIFT is made of, in no order."""
    attempt(("::x::" + "".join(signs)).encode(), "a.gift")


def _quiz(text):
    stem = f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>'
    return f'<quiz><question type="cloze">{stem}</question></quiz>'


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{" * 200_000, "a.gift"),
        ("{=" * 100_000, "a.gift"),
        ("x{" + "=a\n\n" * 50_000, "a.gift"),
        ("x{" + "~%50%a#b" * 30_000 + "}", "a.gift"),
        ("x{#" + "=1..2" * 30_000 + "}", "a.gift"),
        ("x{#1e99999999}", "a.gift"),
        ("x{#9" + "9" * 100_000 + "}", "a.gift"),
        ("::" * 150_000, "a.gift"),
        ("\\" * 200_000 + "{T}", "a.gift"),
        ("[tag:" * 60_000, "a.gift"),
        ("// [tag:" + "\\]" * 60_000 + "\nx{T}", "a.gift"),
        ("[html]" + "<b" * 80_000 + "{T}", "a.gift"),
        ("[html]" + "<b>" * 60_000 + "{T}", "a.gift"),
        ("[html]" + "<!--" * 60_000 + "{T}", "a.gift"),
        ("[html]" + "&" * 200_000 + "{T}", "a.gift"),
        ("[markdown]" + "**a" * 60_000 + "{T}", "a.gift"),
        ("// xuefa:" + "[" * 100_000 + "\nx{T}", "a.gift"),
        ("ANSWER: A\n" * 50_000, "a.txt"),
        ("题\n" * 50_000 + "ANSWER: A", "a.txt"),
        (_quiz("{1:SA:" * 40_000), "a.xml"),
        (_quiz("{1:SA:=a~" + "\\}" * 60_000), "a.xml"),
        (_quiz("<p>" * 50_000), "a.xml"),
        ("<quiz>" + "<question type='x'/>" * 40_000 + "</quiz>", "a.xml"),
        ("<quiz>" + "&nbsp;" * 60_000 + "</quiz>", "a.xml"),
        ('{"stem": "x", "key": ' + "[" * 100_000, "a.json"),
        ("[" * 100_000 + '"stem" "key"', "a.json"),
        ('{"type": "true_false", "stem": "x", "key": ["true"], "points": "1e999999"}', "a.json"),
    ],
    ids=range(27),
)
def test_no_text_makes_a_reader_hang(text, name):
    """Long runs of one sign cost no more than their length."""
    began = time.process_time()
    attempt(text.encode(), name)
    assert time.process_time() - began < 10
