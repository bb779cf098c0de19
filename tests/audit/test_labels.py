"""Every deed that the program records has a Chinese name on the audit page."""

import ast
import re

from tests.support.packages import ROOT
from webapp.audit.labels import FIELDS, HIDDEN, SUBJECTS, action_word

RECORDERS = re.compile(r"_?record(_[a-z]+)?|_note")
OF_THE_ENTRY = {"actor_id", "now", "unit_id", "subject_kind", "subject_id", "digest", "outcome", "detail"}
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


def detail_keys() -> set[str]:
    """Return the keys of the details that calls of recording functions write, as literals or as keywords."""
    found: set[str] = set()
    for path in (ROOT / "webapp").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if not RECORDERS.fullmatch(name):
                    continue
                words = [one.arg for one in node.keywords if one.arg and name != "record"]
                literals = [*node.args, *(one.value for one in node.keywords if one.arg == "detail")]
                found |= set(words) - OF_THE_ENTRY
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "detail":
                literals = [node.value]
            else:
                continue
            found |= {
                key.value
                for literal in literals
                for part in ast.walk(literal)
                if isinstance(part, ast.Dict)
                for key in part.keys
                if isinstance(key, ast.Constant)
            }
    return found


def test_every_recorded_key_has_a_word():
    """So that the page says 人员：白晓岚, not employee_id=85."""
    keys = detail_keys()
    assert {"employee_id", "people_count", "reminded", "kinds", "preset"} <= keys
    assert sorted(keys - set(FIELDS) - HIDDEN) == []


def test_every_recorded_action_has_a_name():
    """Noun and verb."""
    actions, _ = recorded()
    assert len(actions) > 30
    assert sorted(action for action in actions if not CHINESE.fullmatch(action_word(action))) == []


def test_every_recorded_subject_has_a_name():
    """So that the column says 人员 85, not employee 85."""
    _, subjects = recorded()
    assert sorted(subjects - set(SUBJECTS)) == []
