"""Decide the presets of an exam: what earlier notices laid down, as data, each with a footnote that names its source.

Source: DOMAIN section 4. Where a notice left something open (points, kinds of questions), the footnote says so.
"""

from dataclasses import dataclass
from decimal import Decimal

from question_bank import PaperSpec, SpecSection


@dataclass(frozen=True)
class Preset:
    """What a new exam starts from. Marks are points of a total of 100; ``asks_document`` makes the 文号 required."""

    code: str
    label: str
    notice: str
    spec: PaperSpec
    duration_minutes: int
    max_attempts: int
    pass_mark: Decimal
    excellent_mark: Decimal
    has_makeup: bool
    asks_document: bool = False


def _spec(single: tuple[int, str], multiple: tuple[int, str], judged: tuple[int, str]) -> PaperSpec:
    """Return a paper of these (count, points) of single_choice, multiple_choice and true_false."""
    return PaperSpec(
        (
            SpecSection("单项选择题", "single_choice", single[0], Decimal(single[1])),
            SpecSection("多项选择题", "multiple_choice", multiple[0], Decimal(multiple[1])),
            SpecSection("判断题", "true_false", judged[0], Decimal(judged[1])),
        )
    )


_FIFTY = _spec((30, "2"), (10, "2"), (10, "2"))
_PASS, _HIGH, _EXCELLENT = Decimal(60), Decimal(80), Decimal(90)

PRESETS: tuple[Preset, ...] = (
    Preset(
        "notice",
        "按本年度上级通知填写",
        "题型、题数、分值和合格线请按通知逐项填写，并填写通知的文号。",
        _spec((25, "2"), (10, "3"), (10, "2")),
        60,
        2,
        _PASS,
        _EXCELLENT,
        has_makeup=True,
        asks_document=True,
    ),
    Preset(
        "shaanxi_2020",
        "50题、90分钟、3次、60/80/90",
        "做法见于陕西2020年的考试通知；题型和分值的分配由本单位定。",
        _FIFTY,
        90,
        3,
        _PASS,
        _EXCELLENT,
        has_makeup=False,
    ),
    Preset(
        "jining_2021",
        "单选40、多选20、判断20，60分钟，80分合格，有补考",
        "做法见于济宁2021年的考试通知；分值的分配由本单位定。",
        _spec((40, "1"), (20, "2"), (20, "1")),
        60,
        1,
        _HIGH,
        _EXCELLENT,
        has_makeup=True,
    ),
    Preset(
        "xinjiang_2017",
        "单选25×2、多选10×3、判断10×2，90分钟，2次，有补考",
        "做法见于新疆2017年的考试通知；合格线和优秀线由本单位定。",
        _spec((25, "2"), (10, "3"), (10, "2")),
        90,
        2,
        _PASS,
        _EXCELLENT,
        has_makeup=True,
    ),
    Preset(
        "qinghai_2017",
        "50题、90分钟、3次、60分合格，分级试卷，有补考",
        "做法见于青海2017年的考试通知；不同级别的试卷请各建一场考试，题型和分值的分配由本单位定。",
        _FIFTY,
        90,
        3,
        _PASS,
        _EXCELLENT,
        has_makeup=True,
    ),
    Preset(
        "guangdong_2025",
        "3次、60/90，无补考",
        "做法见于广东2025年的考试通知；题数、题型和时长由本单位定。",
        _FIFTY,
        90,
        3,
        _PASS,
        _EXCELLENT,
        has_makeup=False,
    ),
    Preset(
        "shaoguan_2014",
        "50题抽自500道公开练习题，120分钟，1次",
        "做法见于韶关2014年的考试通知；请先把公开练习题入库并选中该题库，分值的分配由本单位定。",
        _FIFTY,
        120,
        1,
        _PASS,
        _EXCELLENT,
        has_makeup=False,
    ),
)

_BY_CODE = {preset.code: preset for preset in PRESETS}


def preset(code: str) -> Preset:
    """Return a preset; an unknown code gives the first, which asks for the notice."""
    return _BY_CODE.get(code, PRESETS[0])
