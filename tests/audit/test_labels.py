"""Every deed that the program records has a Chinese name on the audit page."""

import ast
import re

from tests.support.packages import ROOT
from webapp.audit.labels import SUBJECTS, action_word

RECORDERS = re.compile(r"_?record(_[a-z]+)?")
CHINESE = re.compile(r"[\u4e00-\u9fff]+：[\u4e00-\u9fff]+")


def recorded() -> tuple[set[str], set[str]]:
    """Return the actions and the kinds of subject that calls of recording functions name."""
    actions, subjects = set(), set()
    for path in (ROOT / "webapp").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if not isinstance(call, ast.Call):
                continue
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if not RECORDERS.fullmatch(name):
                continue
            texts = [node.value for arg in call.args for node in ast.walk(arg) if isinstance(node, ast.Constant)]
            actions |= {text for text in texts if isinstance(text, str) and re.fullmatch(r"[a-z_]+\.[a-z_]+", text)}
            subjects |= {
                word.value.value
                for word in call.keywords
                if word.arg == "subject_kind" and isinstance(word.value, ast.Constant) and word.value.value
            }
    return actions, subjects


def test_every_recorded_action_has_a_name():
    """Noun and verb."""
    actions, _ = recorded()
    assert len(actions) > 30
    assert sorted(action for action in actions if not CHINESE.fullmatch(action_word(action))) == []


def test_every_recorded_subject_has_a_name():
    """So that the column says 人员 85, not employee 85."""
    _, subjects = recorded()
    assert sorted(subjects - set(SUBJECTS)) == []
