"""Decide which figures a report can print and where each comes from: the platform's records, or an officer.

The platform's are asked of study and completion; nothing is computed here but 同比 (REPORT section 1).
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import orm

from webapp.completion import service as completion
from webapp.reports import queries
from webapp.reports.rules import Figure, written, year_on_year, year_on_year_text
from webapp.study import queries as study

ISSUED = "issued_documents"
DECREASE = "issued_documents_decrease"
SEMINARS = ("central_group", "special_meeting")


def all_figures(session: orm.Session, unit_id: int, year: int, *, at: datetime) -> list[Figure]:
    """Return every figure of a unit's year as known at ``at``: the platform's first, then the office's indicators."""
    return [*_platform(session, unit_id, year, at), *_officer(session, unit_id, year)]


def _platform(session: orm.Session, unit_id: int, year: int, at: datetime) -> list[Figure]:
    led = study.standing_meetings_led(session, unit_id, year, at=at)
    seminars = study.count_of_kinds(session, unit_id, year, SEMINARS, at=at)
    themes = study.monthly_themes_held(session, unit_id, year, at=at)
    return [
        Figure(
            code="standing_meetings_led",
            label="常务会议法治学习",
            text=f"{led.count}次",
            definition="主要负责人参加、且至少一名班子成员同时参加的政府常务会议法治学习场次（签到已关闭）",
            source="platform",
            proof=f"{led.count} 场",
            trace=(("sessions", list(led.ids)),),
        ),
        Figure(
            code="seminars",
            label="中心组和专题研讨",
            text=f"{seminars.count}次",
            definition="党组理论学习中心组学习与专题学习研讨的场次，合并开展的只计一次（签到已关闭）",
            source="platform",
            proof=f"{seminars.count} 场",
            trace=(("sessions", list(seminars.ids)),),
        ),
        Figure(
            code="monthly_themes",
            label="一月一科室一主题",
            text=f"计划{themes.planned}次，开展{themes.held}次",
            definition="年度计划中的月度主题数与已开展并关闭签到的月度主题数",
            source="platform",
            proof=f"{themes.held}/{themes.planned}",
            trace=(("sessions", list(themes.ids)),),
        ),
        *_completion(session, unit_id, year, at),
    ]


def _completion(session: orm.Session, unit_id: int, year: int, at: datetime) -> list[Figure]:
    found = completion.figures_at(session, unit_id, year, at=at)
    people = found.people
    rate = found.rate.replace("%", "％")
    return [
        Figure(
            code="completion_rate",
            label="学习完成率",
            text=rate,
            definition="计入统计的学习任务全部完成的人数 ÷ 至少有一项计入任务的人数，向下取一位小数，全部完成才是100％",
            source="platform",
            proof=f"{people.completed}/{people.required}",
            trace=(("completed", people.completed), ("required", people.required), ("exempt", people.exempt)),
        ),
        Figure(
            code="completion_sentence",
            label="学法考试完成情况",
            text=completion_sentence(people),
            definition="应学应考人数、完成人数、按时完成人数和经批准免考人数",
            source="platform",
            proof=f"{people.completed}/{people.required}，按时 {people.completed_on_time}",
            trace=(("completed_on_time", people.completed_on_time), ("exempt", people.exempt)),
        ),
    ]


def completion_sentence(people: completion.Counts) -> str:
    """Say who did it in words that are true: 按时 only when every counted duty was on time (DOMAIN section 0)."""
    if people.required == 0:
        return "本年度没有计入统计的考试任务"
    words = [f"应考{people.required}人"]
    if people.completed == people.required:
        words.append("全部按时完成" if people.completed_on_time == people.required else "全部完成")
    else:
        words.append(f"{people.completed}人完成")
    if people.exempt:
        words.append(f"另{people.exempt}人经批准免考")
    return "，".join(words)


def _officer(session: orm.Session, unit_id: int, year: int) -> list[Figure]:
    rows = queries.year_values(session, unit_id, year)
    last = {one.indicator.code: one.value for one in queries.year_values(session, unit_id, year - 1)}
    this = {one.indicator.code: one.value for one in rows}
    return [_change(one, this, last, year) if one.indicator.code == DECREASE else _entered(one, year) for one in rows]


def _entered(one: queries.YearValue, year: int) -> Figure:
    value = one.value
    text = None
    if value is not None and value.value is not None:
        text = written(value.value, value.qualifier, one.indicator.unit_label)
    return Figure(
        code=one.indicator.code,
        label=one.indicator.label,
        text=text,
        definition=f"{year}年{one.indicator.label}，由经办人填报",
        source="officer",
        proof=value.source_note if value else "",
        is_omitted=value is not None and value.value is None,
        trace=(("value_id", value.id),) if value else (),
    )


def _change(
    one: queries.YearValue,
    this: dict[str, queries.IndicatorValue | None],
    last: dict[str, queries.IndicatorValue | None],
    year: int,
) -> Figure:
    """Compute 同比 from two years of the same indicator where both exist; else an officer gives the decrease in %."""
    current, previous = this.get(ISSUED), last.get(ISSUED)
    if current and previous and current.value is not None and previous.value is not None:
        change = year_on_year(current.value, previous.value)
        return Figure(
            code=one.indicator.code,
            label=one.indicator.label,
            text=None if change is None else year_on_year_text(change),
            definition=f"（{year}年制发文件 − 上年）÷ 上年，四舍五入到整数百分点",
            source="platform",
            proof=f"{current.value.normalize():f} 与上年 {previous.value.normalize():f}",
            trace=(("value_ids", [current.id, previous.id]),),
        )
    entered = _entered(one, year)
    if entered.text is None:
        return entered
    return Figure(
        code=entered.code,
        label=entered.label,
        text=f"同比减少{entered.text}",
        definition=entered.definition,
        source="officer",
        proof=entered.proof,
        trace=entered.trace,
    )


def computed(session: orm.Session, unit_id: int, year: int) -> dict[str, Figure]:
    """Return the office's indicators that the platform computes that year, by code: nobody has to enter them."""
    return {one.code: one for one in _officer(session, unit_id, year) if one.source == "platform" and one.text}


def by_label(figures: Sequence[Figure]) -> dict[str, Figure]:
    """Return the figures under the labels that texts use as fields."""
    return {one.label: one for one in figures}
