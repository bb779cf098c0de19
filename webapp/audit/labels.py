"""Decide the words for actions and outcomes of the audit log; an action without a word is shown as its code."""

ACTIONS = {
    "accounts": "账号",
    "assignment": "个人任务",
    "attempt": "答卷",
    "bank": "题库",
    "completion": "完成率",
    "department": "科室",
    "employee": "人员",
    "exam": "考试",
    "feedback": "投诉建议",
    "fulfilment": "完成依据",
    "indicator": "数据项",
    "installation": "平台",
    "login": "登录",
    "password": "密码",
    "question": "题目",
    "reminder": "提醒",
    "report": "报告",
    "request": "请求",
    "requirement": "学习任务",
    "role": "角色",
    "roster": "名册",
    "session": "集中学习",
    "setting": "设置",
    "slip": "密码条",
    "snapshot": "存档",
    "study": "学法计划",
    "unit": "单位",
}
VERBS = {
    "away": "登记不在岗",
    "change": "修改",
    "close": "关闭",
    "confirm": "确认",
    "create": "建立",
    "denied": "被拒绝",
    "done": "成功",
    "end": "结束",
    "ended": "退出",
    "exempt": "免考",
    "extend": "延期",
    "failed": "失败",
    "found": "初始化",
    "freeze": "冻结",
    "fulfil": "完成",
    "grant": "授予",
    "import": "导入",
    "issue": "发放",
    "leave": "离开",
    "move": "调整科室",
    "publish": "发布",
    "put": "设置",
    "record": "登记",
    "retire": "停用",
    "revoke": "撤销",
    "start": "开始",
    "submit": "提交",
    "update": "修改",
    "withdraw": "撤回",
}
OUTCOMES = {"done": "成功", "denied": "被拒绝", "failed": "失败"}


def action_word(action: str) -> str:
    """Return 名册：导入 for ``roster.import``; a part without a word stays as it is."""
    noun, _, verb = action.partition(".")
    return f"{ACTIONS.get(noun, noun)}：{VERBS.get(verb, verb)}" if verb else ACTIONS.get(noun, noun)
