"""Papers to print: the same for ever, laid out as Chinese exam papers are, the key only for the liaison, on record."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from decimal import Decimal
from urllib.parse import unquote

import docx
import pytest
import sqlalchemy as sa
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank import (
    Option,
    PaperSpec,
    Picture,
    PoolQuestion,
    Question,
    SpecSection,
    assemble,
    get_type,
    read_questions,
)
from tests.assignments import office as offices
from tests.exams import builders
from tests.exams.builders import OPENS
from webapp.audit.labels import action_word
from webapp.audit.models import AuditEntry
from webapp.audit.service import seal
from webapp.bank import models as bank_models
from webapp.db import transaction
from webapp.errors import Conflict, InvalidInput, NotFound
from webapp.exams import paper, printing, printing_document, printing_words, service
from webapp.exams.models import Exam, PrintedPaper

ACTOR = {"now": OPENS}
TWO = Decimal(2)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000010806000000f478d4fa"
    "0000000d49444154789c636060f8ff1f00030101ff8d7ff1a20000000049454e44ae426082"
)


@pytest.fixture
def session(app):
    """One transaction of the test, on an empty office database."""
    with app.app_context(), transaction() as session:
        yield session


@pytest.fixture
def office(session):
    """Three people; the last one is the liaison of the tests."""
    return offices.found(session)


def words(data):
    """Return the text of every paragraph of a .docx, those in tables included."""
    return [text for one in docx.Document(io.BytesIO(data)).element.body.iter(qn("w:p")) if (text := _text(one))]


def _text(paragraph):
    return "".join("\t" if one.tag == qn("w:tab") else one.text or "" for one in paragraph.iter(qn("w:t"), qn("w:tab")))


def sheet_of(contents, **points):
    """Return what is printed of a paper that holds all these questions, without any database."""
    kinds = list(dict.fromkeys(content.type for content in contents))
    spec = PaperSpec(
        tuple(
            SpecSection(
                get_type(kind).long_label, kind, sum(one.type == kind for one in contents), points.get(kind, TWO)
            )
            for kind in kinds
        )
    )
    versions = {number: (number, content) for number, content in enumerate(contents, start=1)}
    drawn = assemble(spec, [PoolQuestion(number, content) for number, (_, content) in versions.items()], "种子")
    exam = Exam(title="2026年度学法考试", duration_minutes=60, total_points=spec.total_points)
    return printing.sheet_of(
        paper.freeze(drawn, spec, versions), dict(versions.values()), exam, unit_name="测试单位", letter="A"
    )


def letters(*texts):
    """Return options A, B, … of these texts."""
    return tuple(Option(letter, text) for letter, text in zip("ABCDEFGH", texts, strict=False))


CASE = Question(
    "case_group",
    "某店销售过期食品，被区市场监督管理局罚款五万元。",
    (),
    (),
    parts=(
        Question("single_choice", "处罚由谁作出？", letters("市场监督管理局", "派出所"), ("A",)),
        Question("short_answer", "说明理由。", (), ("依法有管辖权",)),
    ),
)
MATCHING = Question(
    "matching",
    "连一连",
    letters("宪法", "条例"),
    (("A", "1"), ("B", "2")),
    matches=(Option("1", "全国人大"), Option("2", "国务院")),
)
SHORT = Question("short_answer", "简述行政处罚的种类。", (), ("警告",), key_points=("警告", "罚款"))


def test_a_drawn_paper_comes_out_the_same_for_ever(session, office):
    """Seed and versions are stored: after the bank has changed, the file still holds the same words."""
    exam = builders.plan(session, office)
    (one,) = printing.draw(session, exam.id, 1, actor_id=office.ids[2], **ACTOR)
    assert one.seed == one.snapshot["seed"] and len(paper.version_ids(one.snapshot)) == 5
    before = printing.take(session, exam.id, 1, "paper", "单位", actor_id=office.ids[2], **ACTOR)
    session.execute(sa.update(bank_models.Question).values(state="retired"))
    after = printing.take(session, exam.id, 1, "paper", "单位", actor_id=office.ids[2], **ACTOR)
    assert words(printing_document.paper_file(before)) == words(printing_document.paper_file(after))


def test_papers_of_one_exam_differ(session, office):
    """卷B takes questions that 卷A does not hold while the bank suffices; numbers go on."""
    exam = builders.plan(session, office)
    first, second = printing.draw(session, exam.id, 2, actor_id=office.ids[2], **ACTOR)
    choices = [
        {item["question_id"] for item in one.snapshot["items"] if item["type"] == "single_choice"}
        for one in (first, second)
    ]
    assert not choices[0] & choices[1]
    assert printing.draw(session, exam.id, 1, actor_id=office.ids[2], **ACTOR)[0].number == 3


def test_no_paper_is_given_out_as_another(session, office):
    """Where spec and bank allow one paper only, a second one is refused with what to do."""
    spec = PaperSpec((SpecSection("判断题", "true_false", 3, Decimal(10)),), shuffle_questions=False)
    plan = {"spec": spec, "pass_mark": Decimal(20), "excellent_mark": Decimal(30)}
    exam = builders.plan(session, office, **plan)
    printing.draw(session, exam.id, 1, actor_id=office.ids[2], **ACTOR)
    with pytest.raises(Conflict, match="打乱题目"):
        printing.draw(session, exam.id, 1, actor_id=office.ids[2], **ACTOR)


@pytest.mark.parametrize("count", [0, -1, 9])
def test_how_many_papers_may_be_drawn(session, office, count):
    """From one to eight."""
    exam = builders.plan(session, office)
    with pytest.raises(InvalidInput, match="最多出 8 套"):
        printing.draw(session, exam.id, count, actor_id=office.ids[2], **ACTOR)


def test_who_took_what_is_on_record(session, office):
    """Drawing, printing and opening the key are three different entries, without a word of the questions."""
    exam = builders.plan(session, office)
    printing.draw(session, exam.id, 1, actor_id=office.ids[2], **ACTOR)
    for kind in printing.KINDS:
        printing.take(session, exam.id, 1, kind, "单位", actor_id=office.ids[2], **ACTOR)
    seal(session)
    rows = session.scalars(sa.select(AuditEntry).where(AuditEntry.subject_kind == "exam").order_by(AuditEntry.id)).all()
    assert [(row.action, row.actor_id) for row in rows[-4:]] == [
        (action, office.ids[2]) for action in ("exam.draw", "exam.print", "exam.print", "exam.open_key")
    ]
    assert rows[-1].detail == {"papers": [1], "printed": "key"}
    for action in ("exam.draw", "exam.print", "exam.open_key"):
        assert "." not in action_word(action) and action.partition(".")[2] not in action_word(action)


def test_nobody_takes_a_key_while_answering(session, office):
    """A liaison with an attempt under way is told to hand in first; the paper itself may be taken."""
    exam = builders.published(session, office)
    printing.draw(session, exam.id, 1, actor_id=office.ids[2], **ACTOR)
    service.start(session, exam.id, office.ids[2], now=OPENS)
    with pytest.raises(Conflict, match="交卷后"):
        printing.take(session, exam.id, 1, "key", "单位", actor_id=office.ids[2], **ACTOR)
    assert printing.take(session, exam.id, 1, "paper", "单位", actor_id=office.ids[2], **ACTOR)


def test_an_unknown_paper_is_not_found(session, office):
    """Neither a number that was not drawn nor a file of another kind."""
    exam = builders.plan(session, office)
    printing.draw(session, exam.id, 1, actor_id=office.ids[2], **ACTOR)
    for number, kind in ((2, "paper"), (1, "answers")):
        with pytest.raises(NotFound):
            printing.take(session, exam.id, number, kind, "单位", actor_id=office.ids[2], **ACTOR)


@pytest.mark.parametrize(("method", "shown"), [("regrade", "A"), ("up_only", "A"), ("all_credit", "全体给分")])
def test_a_corrected_key_stands_on_the_key_sheet(session, office, method, shown):
    """Printed before the correction, the paper stays as it is; its key sheet, and the page, speak of the new key."""
    spec = PaperSpec((SpecSection("单选", "single_choice", 6, Decimal(10)),), shuffle_options=False)
    exam = builders.plan(session, office, spec=spec, pass_mark=Decimal(30), excellent_mark=Decimal(60))
    (one,) = printing.draw(session, exam.id, 1, actor_id=office.ids[2], **ACTOR)
    version_id = paper.version_ids(one.snapshot)[3]
    asked = {"method": method, "key": None if method == "all_credit" else ("A",), "reason": "第八条"}
    case = service.propose(session, office.unit_id, version_id, **asked, actor_id=office.ids[1], **ACTOR)
    service.approve(session, case.id, actor_id=office.ids[2], **ACTOR)
    sheet = printing.take(session, exam.id, 1, "key", "单位", actor_id=office.ids[2], **ACTOR)
    assert [item.key for item in sheet.sections[0].items] == ["B", "B", "B", shown, "B", "B"]
    assert printing.corrected_places(session, [one]) == {1: [4]}


# ---- The file ------------------------------------------------------------------------------------------------------


def test_a_paper_has_the_parts_of_a_chinese_exam_paper():
    """A4, title, rules, notes, score table, sections by number with counts and points, 密封线, page numbers, fonts."""
    data = printing_document.paper_file(sheet_of([*builders.questions(), SHORT, CASE], single_choice=Decimal("2.5")))
    document = docx.Document(io.BytesIO(data))
    texts = words(data)
    assert "2026年度学法考试试卷（A卷）" in texts and "测试单位" in texts
    assert any("考试时长：60 分钟" in text and "满分" in text for text in texts)
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["题号", *"一二三四五六", "总分"]
    assert [row.cells[0].text for row in document.tables[0].rows] == ["题号", "得分", "阅卷人"]
    assert "一、单项选择题（本大题共6小题，每小题2.5分，共15分）" in texts
    assert "二、多项选择题（本大题共3小题，每小题2分，共6分。全部选对才得分）" in texts
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297) and section.left_margin.mm > 25
    seal = _text(section.header._element)
    assert re.sub("…", "", seal) == "密封线内不要答题"
    assert any("单位：" in text and "姓名：" in text and "工号：" in text for text in texts)
    footer = section.footer._element
    assert [one.text.strip() for one in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    fonts = {one.get(qn("w:eastAsia")) for one in document.element.body.iter(qn("w:rFonts"))}
    assert fonts == {"宋体", "黑体", "楷体"}


def test_no_question_is_split_over_pages():
    """Every paragraph of a question but the last is kept with the next, and none is split itself."""
    data = printing_document.paper_file(sheet_of([*builders.questions()[:1], SHORT, CASE, MATCHING]))
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    numbered = [place for place, one in enumerate(paragraphs) if re.match(r"\d+．|[一二三四]、", one.text)]
    for start, end in zip(numbered, [*numbered[1:], len(paragraphs)], strict=True):
        some = paragraphs[start:end]
        is_heading = not some[0].text[0].isdecimal()
        kept = [one.paragraph_format.keep_with_next for one in some]
        assert kept == [True] * (len(some) - 1) + [is_heading]
        assert all(one.paragraph_format.keep_together for one in some)


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        (["对", "错", "都对", "都错"], 4),
        (["一二三四五六七八", "一", "二", "三"], 4),
        (["一二三四五六七八九", "一", "二", "三"], 2),
        (["短", "长"], 2),
        (["一" * 18, "二"], 2),
        (["一" * 19, "二"], 1),
        (["两\n行", "二"], 1),
    ],
)
def test_options_stand_four_two_or_one_to_a_line(texts, count):
    """By the longest of them, at the width of the page."""
    assert printing_words.options_on_a_line(texts, 82) == count


@pytest.mark.parametrize(
    ("number", "word"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (100, "100")]
)
def test_numerals(number, word):
    """Sections are counted in Chinese."""
    assert printing_words.han(number) == word


def test_pictures_stand_where_they_stood():
    """In stem and shuffled options each its own; one that can't be drawn says so instead of stopping the paper."""
    content = Question(
        "single_choice",
        "看图\ufffc，选一项",
        letters("图甲\ufffc", "图乙", "丙"),
        ("A",),
        pictures=(Picture("image/png", PNG), Picture("image/x-emf", b"\x01")),
    )
    data = printing_document.paper_file(sheet_of([content]))
    document = docx.Document(io.BytesIO(data))
    assert len(document.inline_shapes) == 1
    stem = next(one for one in document.paragraphs if "看图" in one.text)
    assert list(stem._p.iter(qn("w:drawing")))
    assert sum("不能打印" in one.text for one in document.paragraphs) == 1


def test_the_answer_sheet_has_a_place_for_every_question():
    """Boxes with the letters that the paper shows, gaps, lines; no word of any question."""
    contents = [*builders.questions(), SHORT, CASE, MATCHING]
    texts = words(printing_document.sheet_file(sheet_of(contents)))
    joined = "\n".join(texts)
    assert "1．[A]　[B]　[C]　[D]" in texts and "10．[√]　[×]" in texts
    numbers = {int(found) for found in re.findall(r"(\d+)．", joined)}
    assert numbers == set(range(1, len(contents) + 1))
    assert "题干" not in joined and "过期食品" not in joined


def test_the_key_sheet_speaks_in_the_letters_of_its_paper():
    """Options are shuffled: the key names the letter that stands before the right text on this very paper."""
    sheet = sheet_of(builders.questions())
    data = printing_document.key_file(sheet)
    first, second = docx.Document(io.BytesIO(data)).tables[0].rows
    rows = dict(zip(*([cell.text for cell in row.cells] for row in (first, second)), strict=True))
    for item in sheet.sections[0].items:
        right = next(letter for option_id, letter, _ in item.shown["options"] if option_id == "B")
        assert rows[str(item.number)] == right
    assert any(builders.LAW in text and builders.EXPLANATION in text for text in words(data))


def test_paper_and_answer_sheet_hold_no_key():
    """Neither explanation nor citation nor accepted text is anywhere in the two files, properties included."""
    sheet = sheet_of(builders.questions())
    for make in (printing_document.paper_file, printing_document.sheet_file):
        with zipfile.ZipFile(io.BytesIO(make(sheet))) as package:
            text = "".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist())
        for secret in (builders.EXPLANATION, builders.LAW, "标准填空答案"):
            assert secret not in text


def test_larger_types_are_read_back_too():
    """A case with its parts, a written answer and an ordering keep their words."""
    order = Question("ordering", "按先后排列", letters("立案", "调查", "决定"), ("A", "B", "C"))
    report = read_questions(printing_document.paper_file(sheet_of([SHORT, CASE, order])), "试卷.docx")
    assert [found.type for found in report.held_back] == ["short_answer", "case_group", "ordering"]
    assert report.held_back[0].stem == SHORT.stem and CASE.stem in report.held_back[1].stem and not report.unread


TEXT = st.text("依法行政机关处罚许可强制复议诉讼权利义务公开公正期限决定", min_size=2, max_size=30)
CHOICE = st.builds(
    lambda stem, options: Question("single_choice", f"{stem}的是（　　）。", letters(*options), ("A",)),
    TEXT,
    st.lists(TEXT, min_size=3, max_size=6, unique=True),
)
JUDGE = st.builds(lambda stem: Question("true_false", f"{stem}。", (), ("true",)), TEXT)
GAP = st.builds(lambda one, two: Question("fill_blank", f"{one}____{two}。", (), (("甲",),)), TEXT, TEXT)


@settings(max_examples=8)
@given(st.lists(CHOICE, min_size=1, max_size=4), st.lists(JUDGE, max_size=3), st.lists(GAP, max_size=3))
def test_a_printed_paper_is_read_back_as_the_same_questions(choices, judgements, gaps):
    """The free-form reader finds every question by number with its type, words and options, and nothing else."""
    contents = list({content.stem: content for content in [*choices, *judgements, *gaps]}.values())
    sheet = sheet_of(contents)
    report = read_questions(printing_document.paper_file(sheet), "试卷.docx")
    items = [item for section in sheet.sections for item in section.items]
    assert not report.questions and not report.unread and len(report.held_back) == len(items)
    for item, found in zip(items, report.held_back, strict=True):
        assert (found.number, found.type) == (str(item.number), item.content.type)
        assert [one.text for one in found.options] == [text for _, _, text in item.shown["options"]]
        assert plain_stem(found.stem) == plain_stem(item.content.stem)


def plain_stem(stem):
    """Return a stem without the place for the answer, which the paper widens or adds."""
    return re.sub(r"_+", "_", re.sub(r"（\s*）", "", stem))


@pytest.mark.slow
def test_libreoffice_splits_no_question_and_numbers_every_page(tmp_path):
    """As laid out in fact: a question's last line stands on the page of its first one, 密封线 and numbers on each."""
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if office is None or reader is None:
        pytest.skip("LibreOffice or poppler is not installed")
    lengths = (2, 9, 25, 3, 12)
    contents = [
        Question(
            "single_choice",
            f"题干{n}始（　　）",
            letters(*(f"项{'长' * lengths[n % 5]}{n}{x}" for x in "甲乙丙丁")),
            ("A",),
        )
        for n in range(40)
    ]
    contents += [replace(SHORT, stem=f"简述{n}始") for n in range(5)] + [CASE]
    sheet = sheet_of(contents, short_answer=Decimal(10), case_group=Decimal(20))
    (tmp_path / "paper.docx").write_bytes(printing_document.paper_file(sheet))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [office, "--headless", profile, "--convert-to", "pdf", "paper.docx"]
    subprocess.run(convert, cwd=tmp_path, capture_output=True, check=True, timeout=120)
    read = subprocess.run([reader, "paper.pdf", "-"], cwd=tmp_path, capture_output=True, check=True, timeout=60)
    pages = [re.sub(r"\s", "", page) for page in read.stdout.decode().split("\f")[:-1]]
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页共{len(pages)}页" in page and all(word in page for word in "密封线")
    assert "单位：" in pages[0] and "姓名：" in pages[0]
    for item in sheet.sections[0].items:
        own = [item.content.stem[:-4], *(option.text for option in item.content.options)]
        assert any(all(text in page for text in own) for page in pages), item.number
    assert any(CASE.stem in page and CASE.parts[1].stem in page for page in pages)


# ---- The pages -----------------------------------------------------------------------------------------------------


@pytest.fixture
def clerk(staff, browse):
    """The liaison's browser, on the page of the exam on paper."""
    browser = browse(staff.law_admin)
    browser.get(f"/exams/{staff.exam_id}/paper")
    return browser


def test_the_liaison_draws_and_takes_the_files(staff, clerk, app):
    """Two papers, three kinds of files; names say what they are; the page tells who drew them."""
    answer = clerk.post(f"/exams/{staff.exam_id}/papers", count="2")
    assert answer.status_code == 303
    page = clerk.get(f"/exams/{staff.exam_id}/paper").text
    assert "A卷" in page and "B卷" in page and staff.law_admin.full_name in page
    for kind, word in printing.KINDS.items():
        found = clerk.post(f"/exams/{staff.exam_id}/papers/2/{kind}")
        assert found.status_code == 200 and words(found.data)
        assert (
            word in unquote(found.headers["Content-Disposition"])
            and "attachment" in found.headers["Content-Disposition"]
        )
        assert "no-store" in found.headers["Cache-Control"]
    with app.app_context(), transaction() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(PrintedPaper)) == 2


@pytest.mark.parametrize("count", ["", "x", "0", "1000000", "٣", "1.5"])
def test_a_clumsy_count_draws_nothing(staff, clerk, count):
    """What is no small number is refused in a sentence."""
    answer = clerk.post(f"/exams/{staff.exam_id}/papers", count=count)
    assert answer.status_code == 422 and "最多出 8 套" in answer.text


def test_nobody_else_gets_near_a_paper(staff, clerk, browse):
    """Employees, heads, leaders and the auditor may not; the liaison of another unit does not find the exam."""
    clerk.post(f"/exams/{staff.exam_id}/papers", count="1")
    for person in (staff.employees_a[0], staff.head, staff.leader, staff.auditor, staff.system_admin):
        other = browse(person)
        assert other.get(f"/exams/{staff.exam_id}/paper").status_code == 403
        for kind in printing.KINDS:
            assert other.post(f"/exams/{staff.exam_id}/papers/1/{kind}").status_code == 403
    stranger = browse(staff.stranger_admin)
    assert stranger.get(f"/exams/{staff.exam_id}/paper").status_code == 404
    assert stranger.post(f"/exams/{staff.exam_id}/papers/1/key").status_code == 404
    assert stranger.post(f"/exams/{staff.exam_id}/papers", count="1").status_code == 404


def test_no_file_is_handed_out_by_a_link(staff, clerk):
    """A GET changes nothing and leaves no record, so there is none."""
    clerk.post(f"/exams/{staff.exam_id}/papers", count="1")
    assert clerk.get(f"/exams/{staff.exam_id}/papers/1/key").status_code == 405
