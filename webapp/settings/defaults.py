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
    "reminders_from": "08:30",
    "reminders_until": "18:00",
    "reminder_days_before": [7, 3, 1],
}
