"""Real .doc files are read without any program: numbers, colours, tables, tracked changes; broken ones are refused.

The files under tests/data/word97 were made with LibreOffice from Word files written for these tests.
"""

import contextlib
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank import UnreadableFile, read_questions, report_to_json
from question_bank.formats._word97 import Unknown
from tests.question_bank.files import word
from tests.question_bank.test_reading import ALL_SAMPLES

FOLDER = Path(__file__).parent.parent / "data" / "word97"
OFFICE = shutil.which("soffice")
POLICE = [
    ("1", "single_choice", "应当（    ）。", ("B",)),
    ("2", "single_choice", "甲说法", ("C",)),
    ("1", "single_choice", "自动编号丙（ ）", ("B",)),
    ("2", "single_choice", "自动编号丁（ ）", ("B",)),
    ("5", "true_false", "己。", ("true",)),
    ("6", "true_false", "庚。（    ）", ("false",)),
    ("7", "multiple_choice", "辛（ ）", ("A", "B", "C")),
    ("8", "fill_blank", "最高行政机关是____。", (("国务院",),)),
]
ODD = [
    ("1", "true_false", "甲留下的（ ）", ("true",)),
    ("2", "true_false", "见某网站（  ）", ("false",)),
    ("4", "single_choice", "乙（ ）", ("B",)),
    ("5", "single_choice", "丙（ ）", ("B",)),
    ("6", "true_false", "对勾", ("true",)),
]


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A computer on which no converter is installed."""
    monkeypatch.setenv("PATH", str(tmp_path))


def facts(report):
    """Return number, type, stem and key of each question."""
    return [(one.number, one.question.type, one.question.stem, one.question.key) for one in report.questions]


@pytest.mark.usefixtures("bare")
def test_a_bank_with_automatic_numbers_colours_and_a_table_of_keys():
    """Brackets, letters without dots, list numbers, red options, underlined answers, soft breaks, cells."""
    report = read_questions((FOLDER / "police.doc").read_bytes(), "题库.doc")
    assert report.format == "doc" and facts(report) == POLICE
    assert (report.held_back, report.unread) == ((), ())


@pytest.mark.usefixtures("bare")
def test_deleted_text_fields_levels_symbols_and_pictures():
    """Deleted text and field codes are gone, list levels count, a Wingdings tick is one, a picture holds back."""
    report = read_questions((FOLDER / "odd.doc").read_bytes(), "题库.doc")
    assert facts(report) == ODD
    assert [(one.number, one.reason) for one in report.held_back] == [("3", "题目含有图片，请改用文字表述")]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_the_conversion_reads_the_same():
    """Where LibreOffice is installed it converts the file, and shows the picture as well."""
    report = read_questions((FOLDER / "odd.doc").read_bytes(), "题库.doc")
    assert [one for one in facts(report) if one[0] != "3"] == ODD and len(report.questions) == 6
    assert len(report.questions[2].question.pictures) == 1


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_samples_saved_as_doc_read_as_their_docx(tmp_path, monkeypatch):
    """Every tenth sample, saved by LibreOffice: nothing of the report differs."""
    samples = [sample[1] for sample in ALL_SAMPLES[::10] if "\x1a" not in sample[1]]
    for number, text in enumerate(samples):
        data = word(lambda document, text=text: [document.add_paragraph(line) for line in text.split("\n")])
        (tmp_path / f"{number}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), "--headless", profile, "--convert-to", "doc", *(f"{at}.docx" for at in range(len(samples)))]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=120)
    monkeypatch.setenv("PATH", str(tmp_path))
    for number in range(len(samples)):
        old, new = (
            report_to_json(read_questions((tmp_path / f"{number}{suffix}").read_bytes(), f"x{suffix}"), "x")
            for suffix in (".doc", ".docx")
        )
        assert {**old, "format": ""} == {**new, "format": ""}


def _container(main, table):
    """Return a compound file of two streams, each of a whole number of sectors and too large to be a small one."""
    streams = [data.ljust(-(-max(len(data), 4096) // 512) * 512, b"\0") for data in (main, table)]
    sizes = [len(data) // 512 for data in streams]
    firsts = [2, 2 + sizes[0]]
    fat = [0xFFFFFFFD, 0xFFFFFFFE]
    for first, size in zip(firsts, sizes, strict=True):
        fat += [*range(first + 1, first + size), 0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (128 - len(fat))

    def entry(name, kind, right, child, first, size):
        text = name.encode("utf-16-le")
        tree = struct.pack("<HBBIII", len(text) + 2, kind, 1, 0xFFFFFFFF, right, child)
        return text.ljust(64, b"\0") + tree + bytes(36) + struct.pack("<IQ", first, size)

    none = 0xFFFFFFFF
    directory = entry("Root Entry", 5, none, 1, 0xFFFFFFFE, 0)
    directory += entry("WordDocument", 2, 2, none, firsts[0], len(streams[0]))
    directory += entry("1Table", 2, none, none, firsts[1], len(streams[1]))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    header = header.ljust(512, b"\xff")
    return header + struct.pack("<128I", *fat) + directory.ljust(512, b"\0") + b"".join(streams)


def _document(pieces):
    """Return a .doc whose text is these pieces, each (text, is one byte per character), with nothing else in it."""
    main, places, entries = bytearray(0x800), [0], b""
    for text, is_narrow in pieces:
        offset = len(main)
        main += text.encode("cp1252" if is_narrow else "utf-16-le")
        places.append(places[-1] + len(text))
        entries += struct.pack("<HIH", 0, offset * 2 | 0x40000000 if is_narrow else offset, 0)
    text_table = struct.pack(f"<{len(places)}I", *places) + entries
    table = b"\x01\x02\x00\x00\x00" + b"\x02" + struct.pack("<I", len(text_table)) + text_table
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", main, 10, 0x0200)
    struct.pack_into("<I", main, 0x4C, places[-1])
    struct.pack_into("<II", main, 0x9A + 8 * 33, 0, len(table))
    return _container(bytes(main), table)


@pytest.mark.usefixtures("bare")
def test_pieces_of_one_and_two_bytes_written_by_hand():
    """A file put together from the published format alone: narrow and wide pieces, changes before the text table."""
    pieces = [("1. HEAD ", True), ("是首都（ ）\r", False), ("A. x\rB. y\r", True), ("答案：B\r", False)]
    report = read_questions(_document(pieces), "x.doc")
    assert facts(report) == [("1", "single_choice", "HEAD 是首都（ ）", ("B",))]


@pytest.mark.usefixtures("bare")
def test_what_is_older_or_contradicts_itself_is_refused():
    """Word 95, pieces out of order and a text table that is too short all say what to do."""
    good = _document([("1. 甲（√）\r", False)])
    assert len(read_questions(good, "x.doc").questions) == 1
    old = good.replace(struct.pack("<HH", 0xA5EC, 0xC1), struct.pack("<HH", 0xA5EC, 0x65))
    backwards = good.replace(struct.pack("<II", 0, 8), struct.pack("<II", 9, 8))
    for data in (old, backwards, good[:1200]):
        with pytest.raises(UnreadableFile, match=r"另存为\.docx"):
            read_questions(data, "x.doc")


REAL = (FOLDER / "police.doc").read_bytes()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(8, len(REAL) - 1), st.binary(min_size=1, max_size=6)), min_size=1, max_size=8))
def test_altered_files_are_read_or_refused(changes):
    """Whatever bytes are altered, nothing but UnreadableFile is raised."""
    data = bytearray(REAL)
    for at, new in changes:
        data[at : at + len(new)] = new
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "/nowhere")
        with contextlib.suppress(UnreadableFile):
            read_questions(bytes(data), "x.doc")


@settings(deadline=None, max_examples=30)
@given(st.integers(1, len(REAL)))
def test_truncated_files_are_read_or_refused(size):
    """A download that broke off."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "/nowhere")
        with contextlib.suppress(UnreadableFile):
            read_questions(REAL[:size], "x.doc")


@pytest.mark.parametrize("name", ["antiword", "catdoc"])
def test_programs_that_print_text_read_a_real_file(name, monkeypatch, tmp_path):
    """Where only these are installed, what is older than Word 97 is read as their text; here they see a newer file."""
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed")
    (tmp_path / name).symlink_to(program)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("question_bank.formats.doc.read_word97", _refuse)
    report = read_questions(REAL, "x.doc")
    assert [found for found in facts(report) if found[0] in ("5", "6")] == POLICE[4:6]


def _refuse(_data):
    raise Unknown
