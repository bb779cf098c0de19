"""Small question files written for the tests, each with several oddities of real ones at once.

Each sample is (name, text, expected questions, expected reasons of held-back ones, expected unread texts). An expected
question is (number, type, stem, option texts, key).
"""

S, M, J, F, T = "single_choice", "multiple_choice", "true_false", "fill_blank", "short_answer"

SAMPLES = [
    (
        "cover, notes and options on one line",
        """2024年学法考试
姓名：______  单位：______
注意事项：本卷共100分。
一、单项选择题（每题 0.5 分，共 20 分）
1、甲说法正确的是（ ）。 A.一 B.二 C.三 D.四
答案：A　解析：见书。
2．乙说法（　）
A、一  B、二
C、三\tD、四 答案：D""",
        [
            ("1", S, "甲说法正确的是（ ）。", "一 二 三 四", ("A",)),
            ("2", S, "乙说法（　）", "一 二 三 四", ("D",)),
        ],
        [],
        [],
    ),
    (
        "key in the bracket, full-width letters, glued options",
        """单选题
1.丙（ B ）。
A.一
B.二
2)丁（Ｃ）Ａ．一Ｂ．二Ｃ．三""",
        [("1", S, "丙（    ）。", "一 二", ("B",)), ("2", S, "丁（    ）", "一 二 三", ("C",))],
        [],
        [],
    ),
    (
        "bracketed numbers and letters, several forms of keys",
        """二、多选题
(1) 甲
(A)一 (B)二 (C）三
正确答案：A、C
（2） 乙
A.一 B.二 C.三 D.以上都是
答案：a,b
(3) 丙
A.一
B.二
【答案】 B A
（4）丁
A.一
B.二
C.三
标准答案：A一、C三""",
        [
            ("1", M, "甲", "一 二 三", ("A", "C")),
            ("2", M, "乙", "一 二 三 以上都是", ("A", "B")),
            ("3", M, "丙", "一 二", ("A", "B")),
        ],
        ["答案“A一、C三”不是选项字母"],
        [],
    ),
    (
        "a legend, signs before the number and in brackets",
        """三、判断题   1对         2错
1. 甲。（ 1 ）
2. 乙。
答案：2
（√）3. 丙
4. 丁（×）
5、戊
答案：Yes
6、己
【答案】❌""",
        [
            ("1", J, "甲。（    ）", "", ("true",)),
            ("2", J, "乙。", "", ("false",)),
            ("3", J, "丙", "", ("true",)),
            ("4", J, "丁（    ）", "", ("false",)),
            ("5", J, "戊", "", ("true",)),
            ("6", J, "己", "", ("false",)),
        ],
        [],
        [],
    ),
    (
        "judgements with letters in either order, and one without any legend",
        """判断题
1. 甲
A. 正确  B. 错误
答案：B
2. 乙
A．错误 B．正确
答案：B
3. 丙
答案：A""",
        [("1", J, "甲", "", ("false",)), ("2", J, "乙", "", ("true",))],
        ["答案“A”没有说明是正确还是错误"],
        [],
    ),
    (
        "fill-in with several blanks and several accepted texts",
        """四、填空题
1. 首都是____，国庆日是（    ）。
答案：北京；10月1日/十月一日
2. 期限是____日。
答案：20|二十
3. 三样：____、____、____
答案：甲、乙、丙
4. 两样：____、____
答案：（1）甲；（2）乙
5. 两样：____、____
答案：甲""",
        [
            ("1", F, "首都是____，国庆日是（    ）。", "", (("北京",), ("10月1日", "十月一日"))),
            ("2", F, "期限是____日。", "", (("20", "二十"),)),
            ("3", F, "三样：____、____、____", "", (("甲",), ("乙",), ("丙",))),
            ("4", F, "两样：____、____", "", (("甲",), ("乙",))),
        ],
        ["题干有2个空，答案有1个"],
        [],
    ),
    (
        "numbers inside answers are not questions",
        """五、简答题
1. 简述甲。
参考答案：
1. 第一点；
2. 第二点；
3. 第三点。
2. 简述乙。
参考答案：（1）一
（2）二
答案解析：见书。
3. 简述丙
答：丙的要点。""",
        [
            ("1", T, "简述甲。", "", ("1. 第一点；\n2. 第二点；\n3. 第三点。",)),
            ("2", T, "简述乙。", "", ("（1）一\n（2）二",)),
            ("3", T, "简述丙", "", ("丙的要点。",)),
        ],
        [],
        [],
    ),
    (
        "no numbers at all, options without separators, a stem of two lines",
        """单选题

甲（ ）
A.一
B.二
答案：A
乙
第二行（ ）
A 一
B 二
答案：B
解析：见书。
难度：3

丙（ ）
A.一
B.二
答案：A""",
        [
            (None, S, "甲（ ）", "一 二", ("A",)),
            (None, S, "乙\n第二行（ ）", "一 二", ("B",)),
            (None, S, "丙（ ）", "一 二", ("A",)),
        ],
        [],
        [],
    ),
    (
        "a course export: own answers beside the right ones, key before the options",
        """1. 甲（多选）
A. 一
B. 二
我的答案：A  正确答案：AB
得分：0
2.【判断题】乙
我的答案：对  正确答案：错
3. 丙
【答案】C
A. 一
B. 二
C. 三
【解析】丙的理由。
A项不对。""",
        [
            ("1", M, "甲", "一 二", ("A", "B")),
            ("2", J, "乙", "", ("false",)),
            ("3", S, "丙", "一 二 三", ("C",)),
        ],
        [],
        [],
    ),
    (
        "figures behind the number belong to the stem",
        """1.2020年施行的是（ ）
A.一 B.二
答案：A
2.1.5倍是（ ）
A.一 B.二
答案：B
3.甲在
2021年做了（ ）
A.1994
B.50%
答案：A""",
        [
            ("1", S, "2020年施行的是（ ）", "一 二", ("A",)),
            ("2", S, "1.5倍是（ ）", "一 二", ("B",)),
            ("3", S, "甲在\n2021年做了（ ）", "1994 50%", ("A",)),
        ],
        [],
        [],
    ),
    (
        "every way to be incomplete",
        """一、单选题
1. 甲
A. 一
B. 二
答案：
2. 乙
A. 一
C. 三
答案：A
3. 丙
A. 一
A. 二
答案：A
4. 丁
A. 一
B. 二
答案：E
5. 戊
答案：A
6. 己
A. 一
B. 二
答案：AB
7. 庚
A. 一
B. 二
答案：A
正确答案：B""",
        [],
        [
            "没有答案",
            "缺少选项B",
            "选项字母重复（A）",
            "答案E没有对应的选项",
            "没有选项",
            "单选题有2个答案",
            "有两个不同的答案；单选题有2个答案",
        ],
        [],
    ),
    (
        "ids instead of numbers, glued options, letters inside option text",
        """3021
甲（ ）
正确答案：AC
A：A市某局
B：“B类”事项C：三
D：四
3035
乙（ ）
正确答案：AB
A：一,A：又一
B：二""",
        [(None, M, "甲（ ）", "A市某局 “B类”事项 三 四", ("A", "C"))],
        ["选项字母重复（A）"],
        [],
    ),
    (
        "records of one line",
        "题目：甲是对的。^*^答案：正确\n题目：乙（ ）^*^答案：C\n题目：丙。^*^答案：×",
        [(None, J, "甲是对的。", "", ("true",)), (None, J, "丙。", "", ("false",))],
        ["没有选项"],
        [],
    ),
    (
        "tab separated rows with running numbers",
        "1\t甲（ ）\t正确答案：B\tA．一\tB．二\n2\t乙\t正确答案：A\tA．错误\tB．正确",
        [("1", S, "甲（ ）", "一 二", ("B",)), ("2", J, "乙", "", ("false",))],
        [],
        [],
    ),
    (
        "chapters, restarts, rules of hyphens and a page number",
        """第一章 总则
1. 甲（ ）
   A. 一
   B. 二
参考答案：A
----------------------------------------
17
第二章 分则
1. 乙
   true. 正确
   false. 错误
参考答案：false
----------------------------------------""",
        [("1", S, "甲（ ）", "一 二", ("A",)), ("1", J, "乙", "", ("false",))],
        [],
        ["17"],
    ),
    (
        "an option A at the end of the stem, then B below",
        """1.甲（ ）。A. 一
B. 二
C. 三
答案：C
2.乙（ ）。A一
B.二
C.三
答案：B""",
        [("1", S, "甲（ ）。", "一 二 三", ("C",))],
        ["缺少选项A"],
        [],
    ),
    (
        "text that belongs to nothing is said to be unread",
        """1. 甲（ ）
A. 一
B. 二
答案：A
（以下为附件）
2. 乙（ ）
A. 一
B. 二
答案：B""",
        [("1", S, "甲（ ）", "一 二", ("A",)), ("2", S, "乙（ ）", "一 二", ("B",))],
        [],
        ["（以下为附件）"],
    ),
    (
        "Chinese numbers for chapters and for questions",
        """一、基础知识
1. 甲（ ）
A. 一
B. 二
答案：A
二、综合运用
一、简述乙？
参考答案：乙的要点。""",
        [("1", S, "甲（ ）", "一 二", ("A",)), ("一", T, "简述乙？", "", ("乙的要点。",))],
        [],
        [],
    ),
    (
        "不定项 with one letter, 选择题 whose key decides, six options",
        """一、不定项选择题
1. 甲
A. 一 B. 二
答案：A
二、选择题
1. 乙
A.一 B.二 C.三 D.四 E.五 F.六
答案：EF
2. 丙
A. 一 B. 二
答案：B
3. 未知数是
A. x B. y
答案：B""",
        [
            ("1", M, "甲", "一 二", ("A",)),
            ("1", M, "乙", "一 二 三 四 五 六", ("E", "F")),
            ("2", S, "丙", "一 二", ("B",)),
            ("3", S, "未知数是", "x y", ("B",)),
        ],
        [],
        [],
    ),
    (
        "radicals, invisible characters and odd blanks",
        "一、单选题\r\n1.⽤⼈\u200b的⻔（\xa0\u2002）\r\nA.⼀\r\nB.⼆\r\n答案：A\r\n\x1a",
        [("1", S, "用人的门（  ）", "一 二", ("A",))],
        [],
        [],
    ),
]
