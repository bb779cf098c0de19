"""Decide the Chinese word shown for each code of the glossary; codes stay in tables, routes and tests.

Question types, file formats and channels carry their own labels in their own files and are not listed here.
"""

from collections.abc import Mapping

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are a release behind

ROLES: Mapping[str, str] = {
    "employee": "干部职工",
    "department_head": "科室负责人",
    "principal_leader": "主要负责人",
    "leader": "领导",
    "law_admin": "法治联络员",
    "system_admin": "系统管理员",
    "security_admin": "安全管理员",
    "auditor": "审计管理员",
}

EMPLOYMENT_TYPES: Mapping[str, str] = {
    "civil_servant": "公务员",
    "civil_ref": "参公",
    "institution": "事业编制",
    "support_staff": "工勤编制",
    "contract": "编外聘用",
    "dispatched": "劳务派遣",
    "rehired": "返聘",
    "borrowed": "借入",
}

NODE_KINDS: Mapping[str, str] = {
    "district": "区",
    "unit": "单位",
    "department": "内设机构（科室）",
    "leadership": "领导班子",
}

AWAY_REASONS: Mapping[str, str] = {
    "secondment": "借调",
    "village_posting": "驻村",
    "aid_posting": "援藏援疆",
    "attachment": "挂职",
}

EXEMPTION_REASONS: Mapping[str, str] = {
    "sick": "病假",
    "maternity": "产假",
    "retiring": "当年退休",
    "full_time_study": "长期脱产学习",
    "per_personnel_office": "经组织人事部门确认暂不列入",
}

LEAVING_REASONS: Mapping[str, str] = {"transfer": "调出", "retire": "退休", "resign": "辞职", "other": "其他"}

AWAY_KINDS: Mapping[str, str] = {
    **AWAY_REASONS,
    **{code: EXEMPTION_REASONS[code] for code in ("sick", "maternity", "full_time_study")},
}
"""Why a person is away from the desk: those posted elsewhere stay required, those on long leave may be exempted."""

SESSION_KINDS: Mapping[str, str] = {
    "standing_meeting": "常务会议会前学法",
    "central_group": "党组理论学习中心组学习",
    "special_meeting": "专题学习研讨",
    "monthly_theme": "月度主题",
    "lecture": "常规讲坛",
    "youth_talk": "青年说纪",
    "party_lecture": "专题党课",
    "party_day": "主题党日",
    "reading_class": "读书班",
    "warning_meeting": "警示教育会",
    "warning_visit": "参观警示教育基地",
    "court_observation": "旁听庭审",
    "training": "专题培训",
    "rule_of_law_agenda": "研究部署法治工作",
}

CATEGORIES: Mapping[str, str] = {
    "xi_rule_of_law": "习近平法治思想",
    "constitution": "宪法",
    "party_regulations": "党内法规（党纪）",
    "law": "法律法规",
    "confidentiality": "保密",
    "national_security": "国家安全",
    "civil_code": "民法典",
    "other": "其他",
}

ATTENDANCE: Mapping[str, str] = {
    "present": "到会",
    "late": "迟到",
    "left_early": "早退",
    "on_leave": "请假",
    "absent": "缺席",
    "sit_in": "列席",
    "made_up": "已补学",
}

SESSION_STATES: Mapping[str, str] = {
    "planned": "已安排",
    "held": "签到未关闭",
    "closed": "已完成",
    "cancelled": "已取消",
}

REQUIREMENT_KINDS: Mapping[str, str] = {
    "exam": "学法考试",
    "external_exam": "外部考试",
    "session": "集中学习",
    "reading_list": "个人自学清单",
    "external_course": "外部课程",
}

COMPLETION_STATES: Mapping[str, str] = {
    "exempt": "免考",
    "completed": "已完成",
    "completed_late": "逾期完成",
    "outstanding": "未完成",
    "in_progress": "进行中",
    "overdue": "逾期未完成",
    "withdrawn": "不再应考",
}

EXAM_RESULTS: Mapping[str, str] = {
    "excellent": "优秀",
    "passed": "合格",
    "passed_on_makeup": "补考合格",
    "failed": "不合格",
    "absent": "缺考",
    "exempt": "免考",
}

ATTEMPT_STATES: Mapping[str, str] = {
    "in_progress": "考试中",
    "submitted": "已交卷",
    "graded": "已评分",
    "voided": "作废",
}

ATTEMPT_EVENTS: Mapping[str, str] = {
    "start": "开始",
    "end": "交卷",
    "extension": "延长",
    "void": "作废",
    "reopen": "重新打开",
    "marking": "阅卷完成",
    "regrade": "答案更正后重新评分",
}

GRADING_REASONS: Mapping[str, str] = {
    "submit": "交卷评分",
    "marking": "阅卷后",
    "correction": "答案更正后",
    "paper": "纸笔成绩",
}

CORRECTION_STATES: Mapping[str, str] = {
    "proposed": "等待批准",
    "approved": "正在重新评分",
    "done": "已更正",
    "refused": "没有批准",
}

PAPER_SITTING_STATES: Mapping[str, str] = {
    "keyed": "等待核对",
    "returned": "已退回",
    "checked": "已核对",
    "dropped": "不再登记",
}

PAPER_CHECK_METHODS: Mapping[str, str] = {"rekeyed": "再录一遍，与先录入的一致", "compared": "对照扫描件逐人核对"}

ENDED_BY: Mapping[str, str] = {"examinee": "本人交卷", "deadline": "到时自动交卷", "invigilator": "统一收卷"}

SCORE_POLICIES: Mapping[str, str] = {
    "best": "最高分",
    "first": "第一次成绩",
    "last": "最后一次成绩",
    "average": "平均分",
}

WINDOW_KINDS: Mapping[str, str] = {"main": "正式考试", "makeup": "补考", "stagger": "分批场次"}

QUESTION_STATES: Mapping[str, str] = {"draft": "草稿", "published": "已发布", "retired": "已停用"}

QUESTION_USES: Mapping[str, str] = {"practice": "练习", "exam": "考试", "both": "练习和考试"}

LAW_STATES: Mapping[str, str] = {"in_force": "现行有效", "amended": "已修改", "repealed": "已废止"}

QUALIFIERS: Mapping[str, str] = {"exact": "准确", "over": "余", "nearly": "近", "about": "约"}

TASK_STATES: Mapping[str, str] = {"queued": "排队中", "running": "处理中", "done": "已完成", "failed": "没有完成"}

NOTICE_STATES: Mapping[str, str] = {"queued": "待发", "claimed": "发送中", "sent": "已发出", "failed": "没有送达"}

SNAPSHOT_PURPOSES: Mapping[str, str] = {"midyear": "年中", "assessment": "考核", "annual": "年度"}

EVIDENCE_KINDS: Mapping[str, str] = {"attempt": "答卷", "session": "签到", "check": "小测", "external": "外部成绩"}

_TABLES: Mapping[str, Mapping[str, str]] = {
    "role": ROLES,
    "employment_type": EMPLOYMENT_TYPES,
    "node_kind": NODE_KINDS,
    "away_kind": AWAY_KINDS,
    "exemption_reason": EXEMPTION_REASONS,
    "session_kind": SESSION_KINDS,
    "category": CATEGORIES,
    "attendance": ATTENDANCE,
    "session_state": SESSION_STATES,
    "requirement_kind": REQUIREMENT_KINDS,
    "completion_state": COMPLETION_STATES,
    "exam_result": EXAM_RESULTS,
    "attempt_state": ATTEMPT_STATES,
    "attempt_event": ATTEMPT_EVENTS,
    "grading_reason": GRADING_REASONS,
    "correction_state": CORRECTION_STATES,
    "paper_sitting_state": PAPER_SITTING_STATES,
    "paper_check_method": PAPER_CHECK_METHODS,
    "ended_by": ENDED_BY,
    "score_policy": SCORE_POLICIES,
    "window_kind": WINDOW_KINDS,
    "question_state": QUESTION_STATES,
    "question_use": QUESTION_USES,
    "law_state": LAW_STATES,
    "qualifier": QUALIFIERS,
    "task_state": TASK_STATES,
    "notice_state": NOTICE_STATES,
    "snapshot_purpose": SNAPSHOT_PURPOSES,
    "evidence_kind": EVIDENCE_KINDS,
}


def label(table: str, code: str | None) -> str:
    """Return the word shown for ``code``, "—" for None.

    A code that the table does not hold raises KeyError: a missing word is a bug, not something to show.
    """
    if code is None:
        return "—"
    return _TABLES[table][code]


def choices(table: str) -> list[tuple[str, str]]:
    """Return ``(code, word)`` pairs in the glossary's order, as a list's filters take them."""
    return list(_TABLES[table].items())


def form_choices(table: str) -> list[SelectChoice]:
    """Return the same as the fields of a form take them."""
    return [SelectChoice(code, word) for code, word in choices(table)]


_CHIPS: Mapping[str, tuple[str, str]] = {
    "exempt": ("s-exempt", ""),
    "completed": ("s-done", "chip-done"),
    "completed_late": ("s-done-late", "chip-done"),
    "outstanding": ("s-todo", ""),
    "in_progress": ("s-going", "chip-going"),
    "overdue": ("s-late", "chip-late"),
    "withdrawn": ("s-withdrawn", ""),
    "excellent": ("s-best", "chip-done"),
    "passed": ("s-done", "chip-done"),
    "passed_on_makeup": ("s-done-late", "chip-done"),
    "failed": ("s-failed", ""),
    "absent": ("s-absent", ""),
    "look": ("s-look", "chip-look"),
}
"""Shape and colour of each state; 不合格 and 缺考 are grey: a fact, not an alarm (design/look)."""


def chip_of(state: str) -> tuple[str, str, str]:
    """Return the icon's name, the colour class and the word of a completion state, an exam result or ``look``."""
    shape, colour = _CHIPS[state]
    return shape, colour, {"look": "待核对", **EXAM_RESULTS, **COMPLETION_STATES}[state]
