"""Decide which rules an office may set and what each is until it does (DOMAIN marks them **setting**)."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "platform_name": "学法考试平台",
    "organiser": "",
    "record_number": "",
    "department_word": "科室",
    "established_types": ["civil_servant", "civil_ref", "institution", "support_staff"],
    "counted_kinds": ["exam", "external_exam"],
    "late_counts": True,
    "late_save_seconds": 30,
    "second_marker": False,
    "reminders_from": "08:30",
    "reminders_until": "18:00",
    "reminder_days_before": [7, 3, 1],
}

INSTALLATION_KEYS = frozenset({"platform_name", "organiser", "record_number"})
"""What every page shows, also before sign-in: one value for the whole installation."""

LABELS: dict[str, str] = {
    "platform_name": "平台名称",
    "organiser": "主办单位",
    "record_number": "备案编号",
    "department_word": "内设机构叫什么",
    "late_counts": "逾期完成计入年度完成率",
    "second_marker": "主观题由两人各阅一遍",
    "reminders_from": "提醒最早几点发",
    "reminders_until": "提醒最晚几点发",
    "reminder_days_before": "截止前几个工作日提醒",
}
"""The rules that the settings page offers, in its order."""

ABSENT_BY_DESIGN: tuple[tuple[str, str], ...] = (
    ("积分、排行榜、勋章", "学得怎么样看考试和完成情况，不比分数和时长"),
    ("学习时长统计", "停留多久不等于学会，平台不计时"),
    ("连续打卡、强制签到", "不打卡，场次以点名册为准"),
    ("登录次数统计", "登录只用于保护账号，不作考核"),
    ("强制上传照片、截图、笔记、心得", "不要求留痕，缺照片不影响归档"),
    ("已读回执", "只记是否发出，不记谁看了"),
    ("人脸、定位、指纹", "不采集"),
    ("身份证号、出生日期、病历", "名册里有也不存"),
    ("按完成率给科室排名", "名单按机构序排，少于 20 人不显示百分比"),
)
"""What this platform does not do, and why (DOMAIN section 0.2); the settings page shows it as a self-check."""
