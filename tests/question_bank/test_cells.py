"""Cells that say several things: JSON of every system, separators, numbers for letters, stems with their options."""

import pytest

from question_bank import read_questions
from tests.question_bank.files import excel, word


def read(*rows):
    """Read rows as the only sheet of a file."""
    return read_questions(excel(("表", list(rows))), "x.xlsx")


def facts(report):
    """Return type, stem, option texts and key of each question."""
    questions = [one.question for one in report.questions]
    return [(q.type, q.stem, " ".join(option.text for option in q.options), q.key) for q in questions]


@pytest.mark.parametrize(
    ("cell", "written", "texts", "key"),
    [
        ('[{"optionName":"A","optionContent":"一"},{"optionName":"B","optionContent":"二"}]', "A", "一 二", ("A",)),
        ('[{"content":"一","isRight":true},{"content":"二","isRight":false}]', None, "一 二", ("A",)),
        ('[{"label":"A","text":"一","correct":0},{"label":"B","text":"二","correct":1}]', None, "一 二", ("B",)),
        ('[{"text":"一","is_answer":"false"},{"text":"二","is_answer":"true"}]', "B", "一 二", ("B",)),
        ("{'A': '一', 'B': '二'}", "B", "一 二", ("B",)),
        ('["A. 一","B. 二"]', '["B"]', "一 二", ("B",)),
        ('[{"id":"1","name":"一"},{"id":"2","name":"二"},{"id":"3","name":"三"}]', "1,3", "一 二 三", ("A", "C")),
        ('{"1":"一","2":"二"}', "2", "一 二", ("B",)),
        ("A-一\nB-二", "A", "一 二", ("A",)),
        ("（A）一\n（B）二", "A", "一 二", ("A",)),
        ("一$二$三", "C", "一 二 三", ("C",)),
        ("一###二", "A", "一 二", ("A",)),
        ("一<br>二<br/>三", "AB", "一 二 三", ("A", "B")),
        ("A、一，B、二，C、三", "B", "一 二 三", ("B",)),
        ("A.一||B.二", "B", "一 二", ("B",)),
    ],
)
def test_options_in_one_cell(cell, written, texts, key):
    """However a system writes them, letters, texts and the key come out."""
    (found,) = facts(read(["题目", "选项", "答案"], ["甲", cell, written]))
    assert found == ("single_choice" if len(key) == 1 else "multiple_choice", "甲", texts, key)


@pytest.mark.parametrize("cell", ['[{"text":"一","isRight":true},{"text":"二"}]', "[" * 5000, '{"A":', "[1e999"])
def test_what_is_no_option_list_is_held_back(cell):
    """A flag that some options lack is no key, and broken JSON is a text."""
    report = read(["题目", "选项", "答案"], ["甲", cell, None])
    assert report.questions == () and len(report.held_back) == 1


def test_a_stem_that_holds_its_options():
    """On lines of their own or behind the stem, with a number, with the key; a judgement stays one."""
    report = read(
        ["题型", "题干", "答案"],
        ["单选题", "甲（ ）\nA. 一\nB. 二", "A"],
        ["单选题", "乙（ ） A.一 B.二 C.三", "C"],
        [None, "3. 丙（ ）\nA、一\nB、二\n答案：B\n解析：因为", None],
        ["判断题", "丁（ ）\nA. 正确\nB. 错误", "B"],
        ["填空题", "戊____ A. B.", "己"],
    )
    assert facts(report) == [
        ("single_choice", "甲（ ）", "一 二", ("A",)),
        ("single_choice", "乙（ ）", "一 二 三", ("C",)),
        ("single_choice", "丙（ ）", "一 二", ("B",)),
        ("true_false", "丁（ ）", "", ("false",)),
        ("fill_blank", "戊____ A. B.", "", (("己",),)),
    ]
    assert report.questions[2].question.explanation == "因为"
    assert (report.held_back, report.unread) == ((), ())


def test_columns_named_by_numbers():
    """选项1 or a bare 1 hold options, and a key of numbers names them."""
    bare = read(["题目", "1", "2", "3", "正确答案"], ["甲", "一", "二", "三", "2"], ["乙", "一", "二", None, "1,2"])
    assert [key for *_, key in facts(bare)] == [("B",), ("A", "B")]
    named = read(["题目", "选项1", "选项2", "正确答案"], ["甲", "一", "二", "2"], ["乙", "一", "二", "A"])
    assert [key for *_, key in facts(named)] == [("B",), ("A",)]
    lettered = read(["题目", "选项A", "选项B", "答案"], ["甲", "一", "二", "2"])
    assert [held.reason for held in lettered.held_back] == ["答案“2”不是选项字母"]


def test_ones_and_zeros():
    """1 and 0 together are judgements, with a doubt; 1 alone, or beside 2, says nothing certain."""
    header = ["题型", "题目", "答案"]
    report = read(header, ["判断", "甲", "1"], ["判断", "乙", "0"])
    assert [key for *_, key in facts(report)] == [("true",), ("false",)]
    assert all(one.doubts == ("判断题的答案1、0按正确、错误读出",) for one in report.questions)
    for other in ("1", "2"):
        assert len(read(header, ["判断", "甲", "1"], ["判断", "乙", other]).held_back) == 2


def test_columns_that_say_nothing_of_the_question():
    """How many options, who wrote it and when are structure, also several of them."""
    report = read(
        ["序号", "题目类型", "试题", "A选项", "B选项", "正确答案", "选项数", "出题人", "创建时间", "适用范围"],
        [1, "单选题", "甲", "一", "二", "A", 2, "某人", "2023-01-01", "全体"],
    )
    assert facts(report) == [("single_choice", "甲", "一 二", ("A",))] and report.unread == ()


def test_a_table_whose_rows_are_named():
    """题干, 选项 and 答案 down the first column, one table for each question or all in one."""
    one = ["题号", "1", "题干", "甲（ ）", "选项", "A. 一\nB. 二", "答案", "A"]
    other = ["题号", "2", "题干", "乙（ ）", "选项", "A. 三\nB. 四", "答案：", "B"]

    def build(document):
        for texts in ([*one, *other], one):
            table = document.add_table(rows=len(texts) // 2, cols=2)
            for cell, text in zip(table._cells, texts, strict=True):
                cell.text = text
            document.add_paragraph("")

    report = read_questions(word(build), "x.docx")
    assert [(found.number, found.question.key) for found in report.questions] == [
        ("1", ("A",)),
        ("2", ("B",)),
        ("1", ("A",)),
    ]
    assert [text for _, _, text, _ in facts(report)] == ["一 二", "三 四", "一 二"]
    assert (report.held_back, report.unread) == ((), ())


def test_a_word_table_with_options_in_the_cell_of_the_stem():
    """序号, 题目, 答案 as columns; the options stand below the stem."""

    def build(document):
        texts = ["序号", "题目", "答案", "1", "甲（ ）\nA. 一\nB. 二", "A", "2", "乙是对的。", "√"]
        table = document.add_table(rows=3, cols=3)
        for cell, text in zip(table._cells, texts, strict=True):
            cell.text = text

    report = read_questions(word(build), "x.docx")
    assert facts(report) == [("single_choice", "甲（ ）", "一 二", ("A",)), ("true_false", "乙是对的。", "", ("true",))]
    assert [found.doubts for found in report.questions] == [(), ()]


def test_tables_of_keys_with_names_of_sections():
    """A row over all columns, or a first column, names the section of the keys."""
    merged = [
        ["单选题"] * 3,
        ["题号", "1", "2"],
        ["答案", "A", "B"],
        ["判断题"] * 3,
        ["题号", "1", "2"],
        ["答案", "√", "×"],
    ]
    beside = [["单选题", "1.A 2.B"], ["判断题", "1.√ 2.×"]]
    for rows in (merged, beside):

        def build(document, rows=rows):
            for line in (
                "一、单选题",
                "1. 甲（ ）",
                "A. 一  B. 二",
                "2. 乙（ ）",
                "A. 一  B. 二",
                "二、判断题",
                "1. 丙",
                "2. 丁",
                "参考答案",
            ):
                document.add_paragraph(line)
            table = document.add_table(rows=len(rows), cols=len(rows[0]))
            for cell, text in zip(table._cells, [text for row in rows for text in row], strict=True):
                cell.text = text

        report = read_questions(word(build), "x.docx")
        assert [key for *_, key in facts(report)] == [("A",), ("B",), ("true",), ("false",)]
        assert (report.held_back, report.unread) == ((), ())
