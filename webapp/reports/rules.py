"""Decide how a figure is written and what a sentence becomes when one is missing; pure.

Sources: REPORT section 1. An officer's value prints its qualifier (380余次, 近60亿元); a missing one prints
【待填：指标名】 and blocks 定稿; one set to 本年度不报 takes its clause with it. 同比 rounds half up to a whole percent
and is the only figure computed here; rates of completion come printed from completion.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

FIELD = re.compile(r"\{([^{}]+)\}")
_CLAUSE = re.compile(r"[^，；。：]*[，；。：]|[^，；。：]+$")
_ALLOWED_NUMBERS = re.compile(r"\{[^{}]*\}|《[^》]*》|〔\d{4}〕\d+号|\d{4}年(度)?")


@dataclass(frozen=True)
class Figure:
    """One figure of a report: ``text`` is what prints (None: missing), the rest says where it comes from.

    ``is_omitted`` means 本年度不报. ``source`` is "platform" or "officer"; ``trace`` is JSON-ready and opens the records.
    """

    code: str
    label: str
    text: str | None
    definition: str
    source: str
    proof: str = ""
    is_omitted: bool = False
    trace: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Piece:
    """A run of a written paragraph: plain text (``code`` None), or a figure, with whether it is still missing."""

    text: str
    code: str | None = None
    is_missing: bool = False


def written(value: Decimal, qualifier: str, unit_label: str) -> str:
    """Write a value as the office says it: 644份, 380余次, 近60亿元, 约5家, 100%."""
    number = f"{value.normalize():f}"
    if qualifier == "over":
        return f"{number}余{unit_label}"
    return {"nearly": "近", "about": "约"}.get(qualifier, "") + number + unit_label


def year_on_year(current: Decimal, previous: Decimal) -> Decimal | None:
    """Return the change from last year in whole percent, rounded half up, negative for a decrease; None from zero."""
    if previous == 0:
        return None
    change = (current - previous) * 100 / previous
    return change.quantize(Decimal(1), ROUND_HALF_UP)


def year_on_year_text(change: Decimal) -> str:
    """Write a change of whole percents: 同比减少26%, 同比增长3%, 与上年持平."""
    if change == 0:
        return "与上年持平"
    return f"同比{'增长' if change > 0 else '减少'}{abs(change):f}%"


def loose_numbers(text: str) -> list[str]:
    """Return numbers typed into a section's text that are neither fields, titles, document numbers nor years.

    Numbers of a report are fields, never text (DOMAIN section 0), so the page refuses these.
    """
    return re.findall(r"\d+(?:\.\d+)?", _ALLOWED_NUMBERS.sub("", text))


def unknown_fields(text: str, labels: Sequence[str]) -> list[str]:
    """Return the fields of a text that name no figure."""
    return [name for name in FIELD.findall(text) if name not in labels]


def compose(text: str, figures: Mapping[str, Figure]) -> list[Piece]:
    """Turn one paragraph with ``{label}`` fields into pieces; a clause whose figure is omitted goes."""
    kept: list[str] = []
    for clause in _CLAUSE.findall(text):
        omitted = [name for name in FIELD.findall(clause) if name in figures and figures[name].is_omitted]
        if not omitted:
            kept.append(clause)
        elif kept and clause.endswith(("。", "；")):
            kept[-1] = kept[-1].rstrip("，；。") + clause[-1]
    pieces: list[Piece] = []
    for index, part in enumerate(FIELD.split("".join(kept))):
        if index % 2 == 0:
            if part:
                pieces.append(Piece(part))
            continue
        figure = figures.get(part)
        if figure is None or figure.text is None:
            pieces.append(Piece(f"【待填：{part}】", figure.code if figure else None, is_missing=True))
        else:
            pieces.append(Piece(figure.text, figure.code))
    return pieces


def missing_labels(figures: Mapping[str, Figure], used: Sequence[str]) -> list[str]:
    """Return the fields of the text that nobody has given, in the text's order: they block 定稿."""
    return [
        name
        for name in dict.fromkeys(used)
        if name not in figures or (figures[name].text is None and not figures[name].is_omitted)
    ]


def changed_after(frozen: Mapping[str, str], figures: Sequence[Figure]) -> list[tuple[str, str, str]]:
    """Return (label, old, new) of each figure that reads differently now than when the report was finalized."""
    now = {one.code: (one.label, one.text or "") for one in figures}
    return [
        (now[code][0], old, now[code][1]) for code, old in frozen.items() if code in now and now[code][1] != old
    ]
