"""Decide what every test may rely on: no network, a clock that stands still, fresh databases, a browser, a server.

Modules that load the application are imported inside fixtures, so that tests of ``question_bank`` run without it.
"""

import fcntl
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hypothesis import settings

from tests.support.network import block_network
from tests.support.packages import ROOT

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser, Page

    from tests.support.office import Office
    from tests.support.postgres import Cluster
    from tests.support.processes import LiveServer

NOW = datetime(2026, 11, 24, 1, 40, tzinfo=UTC)
TEMPLATE = "xuefa_template"


def pytest_configure() -> None:
    """Block the network before the first test module is imported, and keep this machine's settings and speed out."""
    block_network()
    # A busy machine is no failure: the suite asserts no seconds.
    settings.register_profile("suite", deadline=None)
    settings.load_profile("suite")
    for name in [name for name in os.environ if name.startswith("XUEFA_")]:
        del os.environ[name]


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of the office's real question files and law texts, beside the checkout; skips where it is not."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("这项测试要用检出目录旁的 shared/（真实题库和法规文本），这里没有。")
    return folder


@pytest.fixture
def now() -> datetime:
    """The instant at which the suite's clock stands: 2026-11-24 09:40 in Shanghai, a Tuesday."""
    return NOW


@pytest.fixture(autouse=True)
def set_clock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Hold the application's clock at ``now``; a test moves it by calling ``set_clock(instant)``.

    Browser and slow tests keep the real clock: they share it with the processes that they start.
    """

    def hold(instant: datetime) -> None:
        clock: ModuleType | None = sys.modules.get("webapp.clock")
        if clock is not None:
            monkeypatch.setattr(clock, "now", lambda: instant)

    if not {"browser", "slow"} & {marker.name for marker in request.node.iter_markers()}:
        hold(NOW)
    return hold


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file that tests copy and never open."""
    from tests.support import application

    folder = tmp_path_factory.mktemp("sqlite")
    path = folder / "template.sqlite3"
    application.migrate(f"sqlite:///{path}", folder)
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated, empty SQLite database of this test's own, in a temporary file."""
    from tests.support import application

    return application.copy_sqlite(sqlite_template, tmp_path / "instance")


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator["Cluster"]:
    """A throw-away PostgreSQL server, one for each worker of the suite."""
    from tests.support.postgres import running_cluster

    with running_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def postgres_template(postgres_cluster: "Cluster", tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a migrated, empty PostgreSQL database that tests copy and never open."""
    from tests.support import application

    application.migrate(postgres_cluster.create(TEMPLATE), tmp_path_factory.mktemp("postgres"))
    return TEMPLATE


@pytest.fixture
def postgres_url(postgres_cluster: "Cluster", postgres_template: str) -> Iterator[str]:
    """A migrated, empty PostgreSQL database of this test's own."""
    name = f"xuefa_{uuid4().hex}"
    yield postgres_cluster.create(name, postgres_template)
    postgres_cluster.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database of this test's own: the test runs once on each kind."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table, for tests of the migrations: the test runs once on each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    cluster: Cluster = request.getfixturevalue("postgres_cluster")
    name = f"xuefa_{uuid4().hex}"
    yield cluster.create(name)
    cluster.drop(name)


@pytest.fixture
def make_app(tmp_path: Path) -> Iterator[Callable[[str], "Flask"]]:
    """Build the application on a database address; its connections are closed after the test."""
    from tests.support import application

    with ExitStack() as stack:

        def build(url: str) -> "Flask":
            app = application.build(application.config_for(url, tmp_path / "instance"))
            stack.callback(application.close, app)
            return app

        yield build


@pytest.fixture
def app(make_app: Callable[[str], "Flask"], sqlite_url: str) -> "Flask":
    """The application on a migrated, empty SQLite file; a test opens ``app.app_context()`` itself."""
    return make_app(sqlite_url)


@pytest.fixture
def client(app: "Flask") -> "FlaskClient":
    """A stranger's browser without JavaScript, speaking to ``app``."""
    return app.test_client()


@pytest.fixture
def office(app: "Flask", now: datetime) -> "Office":
    """The small unit of ``tests/support/office.py``, in the database of ``app``."""
    from tests.support.office import make_office
    from webapp.db import transaction

    with app.app_context(), transaction() as session:
        return make_office(session, now=now)


@pytest.fixture(scope="session")
def office_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which `xuefa init` has founded an office with one administrator; tests copy it."""
    from tests.support.processes import run_xuefa

    folder = tmp_path_factory.mktemp("office")
    names = ("--office", "测试单位", "--administrator", "测试管理员", "--account", "admin")
    founded = run_xuefa("init", *names, instance=folder)
    assert founded.returncode == 0, founded.stderr
    return folder


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with whole stories and the browser, in any order among them: a long test at the end holds up a worker."""
    items.sort(key=lambda item: not ({"walkthroughs", "browser"} & set(item.path.parts)))


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that `xuefa demo` has filled, once for all workers of a run; tests copy it."""
    from tests.support.processes import run_xuefa

    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "demo-template"
    with (shared / "demo-template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            filling = tmp_path_factory.mktemp("demo")
            filled = run_xuefa("demo", instance=filling)
            assert filled.returncode == 0, filled.stderr
            filling.rename(folder)
    return folder


@pytest.fixture
def demo_instance(demo_template: Path, tmp_path: Path) -> Path:
    """The demonstration office in a data folder of this test's own."""
    return Path(shutil.copytree(demo_template, tmp_path / "demo"))


@pytest.fixture
def start_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., "LiveServer"]]:
    """Start `xuefa serve` as a real process tree: ``start_server(instance=None, *options, **variables)``.

    Without ``instance`` it serves a founded office without people. Every server ends with the test.
    """
    from tests.support.processes import running_server

    with ExitStack() as stack:

        def start(instance: Path | None = None, *options: str, **variables: str) -> "LiveServer":
            if instance is None:
                template: Path = request.getfixturevalue("office_template")
                instance = Path(shutil.copytree(template, tmp_path / "office"))
            return stack.enter_context(running_server(instance, *options, **variables))

        yield start


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Debian's Chromium, started once for each worker; pages of different tests share no cookies."""
    from tests.support.browsing import running_browser

    with running_browser() as running:
        yield running


@pytest.fixture
def phone(browser: "Browser") -> Iterator["Page"]:
    """A page of 390 × 844, as an employee holds it."""
    from tests.support import browsing

    with browsing.open_page(browser, browsing.PHONE) as page:
        yield page


@pytest.fixture
def desktop(browser: "Browser") -> Iterator["Page"]:
    """A page of 1366 × 768, as an administrator sits before it."""
    from tests.support import browsing

    with browsing.open_page(browser, browsing.DESKTOP) as page:
        yield page
