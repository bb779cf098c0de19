"""Decide how the suite gets a PostgreSQL server: a cluster of its own in a temporary folder, on a Unix socket only.

PostgreSQL refuses to run as root, so root runs it as the user ``postgres`` that Debian's package makes.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from tests.support.packages import require

START_SECONDS = 30
# A throw-away cluster need not survive a power cut.
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "listen_addresses": ""}


class Cluster:
    """A running server; ``url`` names one of its databases, ``create`` and ``drop`` make and remove them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, database: str) -> str:
        """Return the address of ``database``, as ``XUEFA_DATABASE_URL`` takes it."""
        return f"postgresql+psycopg://postgres@/{database}?host={quote(str(self.folder), safe='')}"

    def create(self, database: str, template: str = "template0") -> str:
        """Make ``database`` as a copy of ``template`` (to which nobody may be connected) and return its address."""
        self._run(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(database), sql.Identifier(template)))
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove ``database``, ending whoever is still connected to it."""
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))

    def is_ready(self) -> bool:
        """Tell whether the server answers."""
        try:
            self._run(sql.SQL("SELECT 1"))
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, statement: sql.Composable) -> None:
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Start a cluster and end it, with its folder, when the block is left; without PostgreSQL the test fails."""
    require("postgresql")
    folder = Path(tempfile.mkdtemp(prefix="xuefa-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
            folder.chmod(0o755)
        _initialise(folder)
        with _running_server(folder) as cluster:
            yield cluster
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(folder: Path) -> None:
    options = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"]
    made = subprocess.run(
        [*_as_postgres(), _program("initdb"), "-D", folder / "data", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr


@contextmanager
def _running_server(folder: Path) -> Iterator[Cluster]:
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*_as_postgres(), _program("postgres"), "-D", folder / "data", "-k", folder, *settings],
            cwd=folder,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        cluster = Cluster(folder)
        deadline = time.monotonic() + START_SECONDS
        while not cluster.is_ready():
            assert server.poll() is None and time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.05)
        yield cluster
    finally:
        # "Immediate" shutdown: nothing here is worth a checkpoint.
        os.killpg(server.pid, signal.SIGQUIT)
        server.wait(timeout=START_SECONDS)


def _program(name: str) -> str:
    newest = max(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    return str(newest)


def _as_postgres() -> list[str]:
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
