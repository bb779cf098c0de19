"""Decide the wording that a new report starts from; the office edits it, the figures stay fields (``{数据项}``).

Two forms are offered (REPORT section 1): the office's own three parts, and the five contents of
《法治政府建设与责任落实督察工作规定》. The sentences are this project's own.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """One editable part: ``level`` 1 is 一、, 2 is （一）, 0 has no heading; ``text`` paragraphs are lines."""

    key: str
    level: int
    heading: str
    text: str


OWN_FORM: tuple[Section, ...] = (
    Section(
        "opening",
        0,
        "",
        "本办坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想，"
        "认真落实法治政府建设各项部署，把依法办事贯穿参谋服务、统筹协调和督促落实全过程。现将有关情况报告如下。",
    ),
    Section("part1", 1, "主要工作及成效", ""),
    Section(
        "study",
        2,
        "深化理论学习",
        "一是领导带头学。主要负责人带领班子成员参加政府常务会议法治专题学习研究和贯彻落实{常务会议法治学习}，"
        "党组理论学习中心组、专题会议研讨{中心组和专题研讨}。\n"
        "二是科室轮流学。坚持每月一科室一主题，{一月一科室一主题}，做到有计划、有主讲、有签到、有记录。\n"
        "三是以考促学。组织全体在编人员完成学法考试任务，学习完成率{学习完成率}，{学法考试完成情况}。",
    ),
    Section(
        "duties",
        2,
        "依法履行职能",
        "一是规范办文办会。公文运转处置及时率{公文处置及时率}、准确率{公文处置准确率}，制发文件{制发文件}，"
        "{制发文件同比}，协调参加各级各类会议{协调会议}，接待各级领导和客商{接待来访}，服务保障重大公务活动{重大公务活动}。\n"
        "二是规范决策程序。公布重大行政决策事项目录{重大决策目录}，制定行政规范性文件{规范性文件}，"
        "重大行政决策合法性审查率{决策审查率}，合同合法性审查率{合同审查率}，规范性文件合法性审查率{文件审查率}。\n"
        "三是推进政务公开。主动公开政府信息{主动公开信息}，办理信息公开申请{公开申请}，编发政务信息{政务信息}。",
    ),
    Section(
        "thinking",
        2,
        "树牢法治思维",
        "一是依法办理议案提案。跟进督办议案提案{督办议提案}，推进代表票决民生实事{民生实事}，议案提案按时回复率{议提案回复率}。\n"
        "二是优化营商环境。组织银企对接活动{银企对接}，达成意向贷款{意向贷款}，获批授信{获批授信}，"
        "培育上市后备企业{上市后备企业}。",
    ),
    Section(
        "problems",
        1,
        "存在的问题",
        "一是学用结合还不够紧，少数同志运用法治方式解决问题的能力有待提升。\n"
        "二是学习形式还不够活，结合岗位案例的研讨不多。",
    ),
    Section(
        "plans",
        1,
        "下一年工作安排",
        "一是持续抓好学法用法，完善年度学法计划，坚持每月一科室一主题。\n"
        "二是持续规范决策和公文合法性审查，做到应审尽审。\n"
        "三是持续提升依法履职能力，把学法成果转化为办文办会办事的质效。",
    ),
)

DUCHA_FORM: tuple[Section, ...] = (
    OWN_FORM[0],
    Section("part1", 1, "主要举措和成效", ""),
    *OWN_FORM[2:5],
    Section("problems", 1, "存在的不足和原因", OWN_FORM[5].text),
    Section(
        "first_duty",
        1,
        "主要负责人履行推进法治建设第一责任人职责情况",
        "主要负责人带领班子成员参加政府常务会议法治专题学习研究和贯彻落实{常务会议法治学习}，"
        "将法治建设与业务工作同部署、同推进、同落实。",
    ),
    Section("plans", 1, "下一年度主要安排", OWN_FORM[6].text),
    Section("others", 1, "其他需要报告的情况", "无其他需要报告的情况。"),
)

FORMS: dict[str, tuple[str, tuple[Section, ...]]] = {
    "own": ("三部分写法", OWN_FORM),
    "ducha": ("督察工作规定五项内容", DUCHA_FORM),
}

INDICATORS: tuple[tuple[str, str, str, str], ...] = (
    ("document_timeliness", "公文处置及时率", "%", "duties"),
    ("document_accuracy", "公文处置准确率", "%", "duties"),
    ("issued_documents", "制发文件", "份", "duties"),
    ("issued_documents_decrease", "制发文件同比", "%", "duties"),
    ("meetings_coordinated", "协调会议", "次", "duties"),
    ("visitors_received", "接待来访", "人次", "duties"),
    ("major_events", "重大公务活动", "次", "duties"),
    ("decision_catalogue", "重大决策目录", "个", "duties"),
    ("normative_documents", "规范性文件", "份", "duties"),
    ("decision_review_rate", "决策审查率", "%", "duties"),
    ("contract_review_rate", "合同审查率", "%", "duties"),
    ("document_review_rate", "文件审查率", "%", "duties"),
    ("disclosed_information", "主动公开信息", "项", "duties"),
    ("disclosure_requests", "公开申请", "件", "duties"),
    ("bulletins", "政务信息", "期", "duties"),
    ("proposals_followed", "督办议提案", "件", "thinking"),
    ("livelihood_projects", "民生实事", "件", "thinking"),
    ("proposal_reply_rate", "议提案回复率", "%", "thinking"),
    ("bank_enterprise_events", "银企对接", "场", "thinking"),
    ("intended_loans", "意向贷款", "亿元", "thinking"),
    ("granted_credit", "获批授信", "亿元", "thinking"),
    ("listing_reserve", "上市后备企业", "家", "thinking"),
)
"""The office's usual indicators (REPORT section 1, rows 4 to 22): code, label, unit, section."""
