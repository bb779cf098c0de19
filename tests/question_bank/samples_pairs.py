"""Small question files of 连线题, columns in every layout and keys in every form. Shape as in samples."""

from tests.question_bank.samples import S

J, P = "true_false", "matching"

PAIR_SAMPLES = [
    (
        "two columns by tabs, one entry more on the right",
        """五、连线题（每线1分，共3分）
1. 将下列法律与其施行日期连起来。
1. 宪法\tA. 七月
2. 民法典\tB. 十二月
3. 行政处罚法\tC. 一月
\tD. 二月
答案：1-B 2-C 3-A
解析：见公报""",
        [
            (
                "1",
                P,
                "将下列法律与其施行日期连起来。",
                "宪法 民法典 行政处罚法 | 七月 十二月 一月 二月",
                (("A", "2"), ("B", "3"), ("C", "1")),
            ),
        ],
        [],
        [],
    ),
    (
        "columns right below their section, keys at the end",
        """六、连线题（请将左右两列对应的内容连线，每线2分）
1.甲      A.一
2.乙      B.二
3.丙      C.三
七、判断题
1. 丁
参考答案
六、连线题
1-B 2-A 3-C
七、判断题
1.√""",
        [
            (None, P, "请将左右两列对应的内容连线", "甲 乙 丙 | 一 二 三", (("A", "2"), ("B", "1"), ("C", "3"))),
            ("1", J, "丁", "", ("true",)),
        ],
        [],
        [],
    ),
    (
        "lists one below the other, keys of every form, one without",
        """【匹配题】
1. 把罪名与刑罚对应起来（ ）
（1）甲
（2）乙
A、一
B、二
答案：1B2A
2. 对应关系
①甲 ②乙 ③丙
A.一 B.二 C.三 D.四
答案：①→C；②→A；③→D
3. 缺答案
①甲 ②乙
A.一 B.二
4. 字母顺序
1.甲 2.乙
A.一 B.二
答案：BA""",
        [
            ("1", P, "把罪名与刑罚对应起来（ ）", "甲 乙 | 一 二", (("A", "2"), ("B", "1"))),
            ("2", P, "对应关系", "甲 乙 丙 | 一 二 三 四", (("A", "3"), ("B", "1"), ("C", "4"))),
            ("4", P, "字母顺序", "甲 乙 | 一 二", (("A", "2"), ("B", "1"))),
        ],
        ["没有答案"],
        [],
    ),
    (
        "named columns, letters on the left",
        """连线题
1. 对应
左列：A. 甲 B. 乙
右列：1. 一 2. 二 3. 三
答案：A-3，B-1""",
        [
            ("1", P, "对应", "甲 乙 | 一 二 三", (("A", "3"), ("B", "1"))),
        ],
        [],
        [],
    ),
    (
        "the right column above the options, as the platform writes it",
        """一、连线题
1. 连起来
右列：1－一　2－二　3－三
A. 甲
B. 乙
答案：A-2，B-1""",
        [
            ("1", P, "连起来", "甲 乙 | 一 二 三", (("A", "2"), ("B", "1"))),
        ],
        [],
        [],
    ),
    (
        "a tag instead of a section, a question of another kind behind it",
        """1.【连线题】甲和乙对应
1) 甲    A) 一
2) 乙    B) 二
答案: 1.B 2.A
2.【单选题】丙
A. 一
B. 二
答案：B""",
        [
            ("1", P, "甲和乙对应", "甲 乙 | 一 二", (("A", "2"), ("B", "1"))),
            ("2", S, "丙", "一 二", ("B",)),
        ],
        [],
        [],
    ),
    (
        "several questions whose keys stand in one line at the end",
        """五、连线题
1. 对应一
①甲 ②乙
A.一 B.二
2. 对应二
①丙 ②丁
A.三 B.四
参考答案
五、连线题：1. ①-B ②-A 2. ①-A，②-B""",
        [
            ("1", P, "对应一", "甲 乙 | 一 二", (("A", "2"), ("B", "1"))),
            ("2", P, "对应二", "丙 丁 | 三 四", (("A", "1"), ("B", "2"))),
        ],
        [],
        [],
    ),
    (
        "columns without labels, two kinds of numbers, a pair that does not exist",
        """连线题
1. 对应
甲    一
乙    二
答案：甲-二，乙-一
2. 对应
1. 甲   ① 一
2. 乙   ② 二
答案：1-② 2-①
3. 对应
1. 甲   A. 一
2. 乙   B. 二
答案：1-A 2-C
4. 对应
1. 甲   A. 一
2. 乙   B. 二
答案：略""",
        [
            ("2", P, "对应", "甲 乙 | 一 二", (("A", "2"), ("B", "1"))),
        ],
        ["答案“甲-二，乙-一”不是左右成对；没有选项；没有可连的右列", "答案里有右列没有的项", "没有答案"],
        [],
    ),
]
