"""The only commit, the only clock, no chance, no overlong module (habits 2, 3, 4 and 10)."""

import pytest

from tests.architecture import habits
from tests.architecture.source import PACKAGES, ROOT, Module


def test_only_db_ends_a_transaction(modules):
    """A change is committed or rolled back in webapp/db.py and nowhere else."""
    assert habits.commits(modules) == []


def test_only_clock_reads_the_clock(modules):
    """Below the views `now` is handed down, and never optional."""
    assert habits.clock_readings(modules) == []


def test_question_bank_draws_by_seed_and_prints_nothing(modules):
    """The same seed gives the same paper."""
    assert habits.global_chance(modules) == []


def test_long_modules_and_functions_give_a_reason(modules):
    """400 lines and 50, or one line `# long because: …`."""
    assert habits.too_long(modules) == []


def test_no_line_is_wider_than_a_screen():
    """120 characters, in tests too; a migration's lines are as wide as its tables."""
    files = [path for folder in (*PACKAGES, "tests") for path in sorted((ROOT / folder).rglob("*.py"))]
    texts = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in files}
    found = [wide for name, text in texts.items() for wide in habits.wide_lines(name, text)]
    assert found == []


def test_a_wide_line_is_found():
    """Chinese characters count as one, as an editor's column does."""
    assert habits.wide_lines("a", "法" * 120 + "\n" + "x" * 121) == ["a:2 has 121 characters, at most 120"]


@pytest.mark.parametrize("text", ["session.commit()", "db.session.rollback()", "get().commit()"])
def test_a_commit_elsewhere_is_found(text):
    """Whatever it is called on."""
    assert len(habits.commits([Module("webapp.exams.service", text)])) == 1
    assert habits.commits([Module("webapp.db", text)]) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("webapp.exams.views", "datetime.now(UTC)"),
        ("webapp.exams.views", "dt.datetime.utcnow()"),
        ("webapp.exams.views", "date.today()"),
        ("webapp.exams.models", "Column(default=sa.func.now())"),
        ("webapp.tasks", "time.time()"),
        ("webapp.tasks", "from time import time"),
        ("webapp.tasks", "from webapp.clock import now as clock_now"),
        ("webapp.exams.service", "clock.now()"),
        ("question_bank.grading", "clock.now()"),
        ("webapp.exams.service", "def submit(attempt, *, now=None): ..."),
        ("webapp.exams.service", "def submit(attempt, now=None): ..."),
        ("seeds.demonstration", "datetime.now(UTC)"),
    ],
)
def test_a_reading_of_the_clock_is_found(name, text):
    """By the standard library, by the database, by an optional argument, or below the views."""
    assert len(habits.clock_readings([Module(name, text)])) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("webapp.exams.views", "service.submit(attempt, now=clock.now())"),
        ("webapp.exams.service", "def submit(attempt, note=None, *, now): ..."),
        ("webapp.serving", "time.monotonic() + time.sleep(1)"),
        ("webapp.clock", "datetime.now(UTC)"),
    ],
)
def test_a_lawful_use_of_time_is_let_through(name, text):
    """Views ask clock.py, and waiting is no reading of the clock."""
    assert habits.clock_readings([Module(name, text)]) == []


@pytest.mark.parametrize("text", ["random.shuffle(options)", "random.seed(1)", "print(paper)"])
def test_chance_and_printing_are_found(text):
    """A seeded random.Random of one's own is the only way to draw."""
    assert len(habits.global_chance([Module("question_bank.assembly", text)])) == 1
    assert habits.global_chance([Module("question_bank.assembly", "random.Random(seed)")]) == []


def test_a_long_module_is_found_unless_it_says_why():
    """The reason is a line of its own."""
    text = "x = 1\n" * 401
    assert len(habits.too_long([Module("webapp.db", text)])) == 1
    assert habits.too_long([Module("webapp.db", "# long because: one table.\n" + text)]) == []


def test_a_long_function_is_found_unless_it_says_why():
    """The reason stands inside the function."""
    body = "    x = 1\n" * 51
    assert len(habits.too_long([Module("webapp.db", f"def f():\n{body}")])) == 1
    assert habits.too_long([Module("webapp.db", f"def f():\n    # long because: one table.\n{body}")]) == []
