"""Small question files whose keys stand apart: at the end, behind a section, in rows of every form. Shape as in samples."""

from tests.question_bank.samples import F, J, M, S, T

LIST_SAMPLES = [
    (
        "a paper with cover, score line, notes, and all keys at the end by section",
        """附件1
某单位2023年学法考试试卷
（满分100分，时间60分钟）
单位：________ 姓名：________
得分    评卷人
注意事项：
1. 本卷共五大题。
2. 请用黑色笔作答。
一、单项选择题（每题2分，共4分）
1. 甲（ ）
A. 一 B. 二 C. 三
2. 乙（ ）
A. 一
B. 二
（第1页 共2页）
二、多项选择题
1. 丙（ ）
A. 一 B. 二 C. 三
三、判断题
1. 丁（ ）
2. 戊（ ）
四、填空题
1. 两样____、____。
五、简答题
1. 简述己。
2. 简述庚。

参考答案及评分标准
一、单项选择题
1-2 CA
二、多项选择题
1.ABC
三、判断题
1.√ 2.×
四、填空题
1. 甲；乙
五、简答题
1. 答：第一点。
（1）细节。
第二点。
2. 答：要点。""",
        [
            ("1", S, "甲（ ）", "一 二 三", ("C",)),
            ("2", S, "乙（ ）", "一 二", ("A",)),
            ("1", M, "丙（ ）", "一 二 三", ("A", "B", "C")),
            ("1", J, "丁（ ）", "", ("true",)),
            ("2", J, "戊（ ）", "", ("false",)),
            ("1", F, "两样____、____。", "", (("甲",), ("乙",))),
            ("1", T, "简述己。", "", ("第一点。\n（1）细节。\n第二点。",)),
            ("2", T, "简述庚。", "", ("要点。",)),
        ],
        [],
        [],
    ),
    (
        "a row behind each section, numbers running on, an unknown number and a range of the wrong length",
        """一、单选题
101. 甲（ ）
A. 一 B. 二
102、乙（ ）
A. 一 B. 二
101-102）AB
103．丙（ ）
A. 一 B. 二
104．丁（ ）
A. 一 B. 二
103-105 ＡＢ
103. Ａ 199.B
二、判断题
105、戊
106、己
答案：105.对 106.错""",
        [
            ("101", S, "甲（ ）", "一 二", ("A",)),
            ("102", S, "乙（ ）", "一 二", ("B",)),
            ("103", S, "丙（ ）", "一 二", ("A",)),
            ("105", J, "戊", "", ("true",)),
            ("106", J, "己", "", ("false",)),
        ],
        ["没有答案"],
        ["103-105 ＡＢ", "199 B"],
    ),
    (
        "figures of the sections alone, keys in brackets, one question that no key names",
        """一、单选题
1. 甲（ ）
A. 一 B. 二
2. 乙（ ）
A. 一 B. 二
二、多选题
1. 丙（ ）
A. 一 B. 二
三、判断题
1. 丁
2. 戊
答案：
一、1.A
二、1）A、B
三、(1)√ (2)(×)""",
        [
            ("1", S, "甲（ ）", "一 二", ("A",)),
            ("1", M, "丙（ ）", "一 二", ("A", "B")),
            ("1", J, "丁", "", ("true",)),
            ("2", J, "戊", "", ("false",)),
        ],
        ["没有答案"],
        [],
    ),
    (
        "one key a line with explanation and law, section names with 答案 behind them",
        """单选题
1. 甲（ ）
A. 一 B. 二
2. 乙（ ）
A. 一 B. 二
判断题
3. 丙
4. 丁
单选题答案
1.【答案】A【解析】因为甲。
【依据】《甲法》第九条
2.B。见《乙法》
判断题答案
3、错误，应为三年
4、对""",
        [
            ("1", S, "甲（ ）", "一 二", ("A",)),
            ("2", S, "乙（ ）", "一 二", ("B",)),
            ("3", J, "丙", "", ("false",)),
            ("4", J, "丁", "", ("true",)),
        ],
        [],
        [],
    ),
    (
        "no section in the list: runs of numbers go to the sections in order",
        """一、单选题
1. 甲（ ）
A. 一 B. 二
2. 乙（ ）
A. 一 B. 二
二、多选题
1. 丙（ ）
A. 一 B. 二
三、判断题
1. 丁
四、简答题
1. 简述戊。
1-2 AB
1.AB
1.√""",
        [
            ("1", S, "甲（ ）", "一 二", ("A",)),
            ("2", S, "乙（ ）", "一 二", ("B",)),
            ("1", M, "丙（ ）", "一 二", ("A", "B")),
            ("1", J, "丁", "", ("true",)),
        ],
        ["没有答案"],
        [],
    ),
    (
        "numbers that two sections share, and a list that does not say which",
        """一、单选题
1. 甲（ ）
A. 一 B. 二
2. 乙（ ）
A. 一 B. 二
二、判断题
1. 丙
2. 丁
答案：1.A 2.B 3.A""",
        [],
        ["没有答案"] * 4,
        ["答案：1.A 2.B 3.A"],
    ),
    (
        "keys without numbers, as many as the section has questions",
        """单选题
1. 甲（ ）
A. 一 B. 二
2. 乙（ ）
A. 一 B. 二
3. 丙（ ）
A. 一 B. 二
多选题
1. 丁（ ）
A. 一 B. 二
2. 戊（ ）
A. 一 B. 二
答案
单选题：ABA
多选题：AB AB AB""",
        [
            ("1", S, "甲（ ）", "一 二", ("A",)),
            ("2", S, "乙（ ）", "一 二", ("B",)),
            ("3", S, "丙（ ）", "一 二", ("A",)),
        ],
        ["没有答案", "没有答案"],
        ["多选题：AB AB AB"],
    ),
    (
        "chapters, each with its own list, and text between",
        """第一章 总则
一、单选题
1. 甲（ ）
A. 一 B. 二
2. 乙（ ）
A. 一 B. 二
第一章参考答案
一、单选题
1.A 2.B
第二章 分则
一、单选题
1. 丙（ ）
A. 一 B. 二
2. 丁（ ）
A. 一 B. 二
第二章参考答案
一、单选题
1.B 2.A""",
        [
            ("1", S, "甲（ ）", "一 二", ("A",)),
            ("2", S, "乙（ ）", "一 二", ("B",)),
            ("1", S, "丙（ ）", "一 二", ("B",)),
            ("2", S, "丁（ ）", "一 二", ("A",)),
        ],
        [],
        [],
    ),
    (
        "a list against keys that stand with the questions",
        """一、单选题
1. 甲（ A ）
A. 一 B. 二
2. 乙（ ）
A. 一 B. 二
答案：B
3. 丙（ ）
A. 一 B. 二
答案：A
参考答案
1-3 ABB""",
        [
            ("1", S, "甲（    ）", "一 二", ("A",)),
            ("2", S, "乙（ ）", "一 二", ("B",)),
        ],
        ["有两个不同的答案"],
        [],
    ),
    (
        "model answers whose points start again: nobody can say whose they are",
        """一、简答题
1. 简述甲。
2. 简述乙。
参考答案
一、简答题
1. 第一点
1. 其一
2. 其二
2. 第二点""",
        [],
        ["没有答案", "没有答案"],
        ["1. 第一点\n1. 其一", "2. 其二\n2. 第二点"],
    ),
]
