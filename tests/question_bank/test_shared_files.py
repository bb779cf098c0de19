"""The nine real files come out as their index says; skipped where the folder is absent."""

from collections import Counter

import pytest

from question_bank import IdentityIndex, read_questions

COUNTS = {
    "01": {"single_choice": 112, "multiple_choice": 74, "true_false": 36, "short_answer": 32},
    "02": {"single_choice": 112, "multiple_choice": 74, "true_false": 36, "short_answer": 32},
    "03": {"single_choice": 109, "multiple_choice": 122, "true_false": 72},
    "04": {"true_false": 851},
    "05": {"multiple_choice": 345},
    "06": {"true_false": 1000},
    "07": {"single_choice": 180},
    "08": {"single_choice": 7, "multiple_choice": 2, "true_false": 3},
    "09": {},
}
KEYS = {
    ("01", "single_choice"): "A37 B27 C23 D25",
    ("01", "multiple_choice"): "ABCD32 ABC16 BCD7 AB6 ABD4 ACD4 CD2 ABCDE2 AD1",
    ("01", "true_false"): "true22 false14",
    ("03", "single_choice"): "A23 B27 C33 D26",
    ("03", "multiple_choice"): "ABCD45 ABC17 ABD12 BCD9 ACD9 BD6 AC5 BC5 CD4 AB3 ABCDE3 AD2 ABDE1 ABCE1",
    ("03", "true_false"): "true42 false30",
    ("04", "true_false"): "true601 false250",
    ("06", "true_false"): "true596 false404",
    ("07", "single_choice"): "A50 B46 C49 D35",
}


@pytest.fixture(scope="module")
def report_of(shared_dir):
    """Read each shared file once."""
    reports = {}

    def read(number):
        if number not in reports:
            path = next((shared_dir / "question_files").glob(f"{number}_*"))
            reports[number] = read_questions(path.read_bytes(), path.name)
        return reports[number]

    return read


def distribution(questions):
    """Count keys as the index writes them: A37 B27 …"""
    counts = Counter("".join(question.key_texts) for question in questions)
    return {f"{key}{count}" for key, count in counts.items()}


def pick(report, **wanted):
    """Return the one question of a report with this number, section start, source id or stem start."""
    found = [
        read.question
        for read in report.questions
        if wanted.get("number") in (None, read.number)
        and (read.section or "").startswith(wanted.get("section", ""))
        and wanted.get("source_id") in (None, read.question.source_id)
        and wanted.get("place") in (None, read.place)
        and read.question.stem.startswith(wanted.get("stem", ""))
    ]
    assert len(found) == 1, wanted
    return found[0]


def texts(question):
    """Return the option texts in order."""
    return [option.text for option in question.options]


@pytest.mark.parametrize("number", COUNTS)
def test_counts_by_type_and_nothing_unread(report_of, number):
    """Every file gives exactly its number of questions, and no line is left over."""
    report = report_of(number)
    assert report.counts == COUNTS[number]
    assert report.unread == ()
    assert [read for read in report.questions if read.doubts] == []


@pytest.mark.parametrize(("number", "kind"), KEYS)
def test_key_distributions(report_of, number, kind):
    """A wrong letter anywhere would change them."""
    questions = [read.question for read in report_of(number).questions if read.question.type == kind]
    assert distribution(questions) == set(KEYS[number, kind].split())


def test_docx_and_txt_of_the_same_bank_are_equal(report_of):
    """Numbers made by Word, soft breaks and blanks come out as in the text file."""
    one, two = report_of("01"), report_of("02")
    assert [(r.number, r.section, r.question) for r in one.questions] == [
        (r.number, r.section, r.question) for r in two.questions
    ]


@pytest.mark.parametrize("number", ["01", "02"])
def test_readings_of_the_political_theory_bank(report_of, number):
    """Five questions checked by hand."""
    report = report_of(number)
    first = pick(report, number="1", section="一")
    assert first.stem == "关于对“世界百年未有之大变局”的理解，以下选项错误的是（    ）。"
    assert texts(first)[0] == "“东升西降”的发展趋势日益显著" and first.key == ("B",)
    assert first.explanation.startswith("参见《习近平新时代中国特色社会主义思想概论》2023版教材导论第2页。")
    bare = pick(report, number="82", section="一")
    assert bare.stem == "关于“两山论”，以下表述不正确的是（  ）。" and bare.key == ("C",)
    assert texts(bare)[:2] == ["绿水青山就是金山银山", "既要绿水青山，也要金山银山"]
    assert pick(report, number="1", section="二").key == ("C", "D")
    judge = pick(report, number="6", section="三")
    assert (judge.stem, judge.key) == ("我国科技实力跨越式发展，跻身创新型强国行列。", ("false",))
    short = pick(report, number="2", section="四")
    assert short.stem == "简述习近平新时代中国特色社会主义思想的历史地位。"
    assert [line[:3] for line in short.key[0].split("\n")] == ["（1）", "（2）", "（3）"]
    assert "导论第9页" in short.explanation


def test_readings_of_the_file_with_radicals(report_of):
    """Radicals are mended, a pair of ordinary options is no judgement, a gap in a stem makes no fill-in."""
    report = report_of("03")
    first = pick(report, stem="把工程看成是科学技术的应用是一种对工程的认识")
    assert (first.type, len(first.options), first.key) == ("single_choice", 4, ("C",))
    assert texts(pick(report, stem="以下哪些是康德的理论"))[0] == "绝对律令"
    pair = next(read.question for read in report.questions if texts(read.question)[:1] == ["找回来了"])
    assert (pair.type, texts(pair), pair.key) == ("single_choice", ["找回来了", "没有找回来"], ("A",))
    gap = pick(report, stem="当理想与一个____紧密联系")
    assert (gap.type, gap.key, texts(gap)) == ("single_choice", ("A",), ["职业", "个人", "精神", "思想"])
    everything = "".join(read.question.stem + "".join(texts(read.question)) for read in report.questions)
    assert not [character for character in everything if "\u2e80" <= character <= "\u2fdf"]
    sizes = Counter(len(read.question.options) for read in report.questions if read.question.options)
    assert (sizes[5], sizes[3], sizes[2]) == (8, 4, 1)


def test_letters_without_options_are_held_back(report_of):
    """482 records name a letter but show no options."""
    held = report_of("04").held_back
    assert {item.reason for item in held} == {"没有选项"}
    assert Counter("".join(item.key) for item in held) == {"A": 131, "B": 130, "C": 130, "D": 91}
    by_place = {read.place: read.question for read in report_of("04").questions}
    assert by_place["第1行"].key == ("false",)
    assert by_place["第201行"].stem == "实验室内禁止抽烟、进食。" and by_place["第201行"].key == ("true",)
    assert {item.place: item.key for item in held}["第1333行"] == ("B",)


def test_merged_and_incomplete_questions_are_held_back_with_their_ids(report_of):
    """Eight blocks of the exporter can't be published, and each says why."""
    report = report_of("05")
    reasons = {item.source_id: item.reason for item in report.held_back}
    assert set(reasons) == {"1837", "3513", "2554", "2668", "3062", "3064", "3067", "3480"}
    assert reasons.pop("1837") == "没有答案；没有选项"
    assert "缺少选项A" in reasons.pop("3513")
    assert all(reason.startswith("选项字母重复（A）") for reason in reasons.values())
    keys = [*(read.question for read in report.questions), *(item for item in report.held_back if item.key)]
    counts = Counter("".join(item.key) for item in keys)
    expected = "ABCD84 ABC54 ACD31 ABD28 BCD28 AB28 BC25 AC24 CD20 AD15 BD15"
    assert {f"{key}{count}" for key, count in counts.items()} == set(expected.split())
    assert texts(pick(report, source_id="1111"))[2] == "严密的法治监督体系"
    frozen = pick(report, source_id="2609")
    assert texts(frozen)[2] == "“行政机关的名称、印章和日期”不属于冻结决定书应当载明的事项"
    assert frozen.key == ("A", "C")
    assert pick(report, source_id="3083").key == ("B", "D")
    assert texts(pick(report, source_id="3456"))[0] == "陈某所驾车被县公安局交警违法扣押后步行回家时被李某所驾车撞伤"


@pytest.mark.parametrize(
    ("source_id", "key"),
    [("3506", "true"), ("1110", "true"), ("2720", "false"), ("1993", "true"), ("1546", "false")],
)
def test_judgements_are_resolved_through_the_option_text(report_of, source_id, key):
    """B means wrong in 404 records and right in the ten that turn the order round."""
    assert pick(report_of("06"), source_id=source_id).key == (key,)


def test_readings_of_the_sheets(report_of):
    """Numbers read as people see them, markup survives, marks of the type leave the stem."""
    seven, eight = report_of("07"), report_of("08")
    assert texts(pick(seven, place="第39行")) == ["1994", "1997", "2000", "1998"]
    assert texts(pick(seven, place="第144行")) == ["0.1", "1.6", "0.6", "3"]
    assert texts(pick(seven, place="第181行"))[0] == "BurpSuite"
    assert pick(eight, place="第2行").key == ("B",)
    assert texts(pick(eight, place="第3行"))[2] == "<a>"
    several = pick(eight, place="第5行")
    assert (len(several.options), "".join(several.key)) == (5, "ABCD")
    assert [pick(eight, place=f"第{row}行").key for row in (10, 11)] == [("false",), ("true",)]


def test_importing_the_security_bank_adds_one_of_two_identical_questions(report_of):
    """180 are read; of the pair that is identical in options too, the second is named and not added."""
    index = IdentityIndex()
    matches = [index.add(number, read.question) for number, read in enumerate(report_of("07").questions)]
    assert [match.likeness for match in matches if match] == ["duplicate"]
