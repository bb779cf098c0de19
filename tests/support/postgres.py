"""Decide how the suite gets a PostgreSQL server: a cluster of its own in a temporary folder, on a Unix socket only.

PostgreSQL refuses to run as root, so root runs it as the user ``postgres`` that Debian's package makes.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from tests.support.packages import require

START_SECONDS = 30
# A throw-away cluster need not survive a power cut.
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "listen_addresses": ""}
# One that is killed has to keep what it acknowledged, as an office's does; only the power stays on.
LASTING = {"fsync": "off", "listen_addresses": ""}


class Cluster:
    """A server that runs; ``url`` names one of its databases, ``create`` and ``drop`` make and remove them."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        """Take the initialised ``folder``; the server is not running until ``start``."""
        self.folder = folder
        self._settings = settings
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and wait until it answers; what an earlier one left behind is recovered first."""
        deadline = time.monotonic() + START_SECONDS
        while not self.is_ready():
            assert time.monotonic() < deadline, (self.folder / "log").read_text()
            # Right after a kill it refuses until the last process of the former server has ended.
            if self._server is None or self._server.poll() is not None:
                self._server = self._launch()
            time.sleep(0.05)

    def _launch(self) -> subprocess.Popen[bytes]:
        settings = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [*_as_postgres(), _program("postgres"), "-D", self.folder / "data", "-k", self.folder, *settings],
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """Kill the postmaster as a machine short of memory would; its children end by themselves."""
        assert self._server is not None
        self._server.kill()
        self._server.wait(timeout=START_SECONDS)

    def has_ended(self) -> bool:
        """Tell whether the server has ended by itself."""
        return self._server is not None and self._server.poll() is not None

    def stop(self) -> None:
        """End the server at once ("immediate" shutdown): nothing here is worth a checkpoint."""
        if self._server is not None and self._server.poll() is None:
            os.killpg(self._server.pid, signal.SIGQUIT)
            self._server.wait(timeout=START_SECONDS)

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
def running_cluster(parent: Path | None = None, settings: Mapping[str, str] = SETTINGS) -> Iterator[Cluster]:
    """Start a cluster and end it, with its folder, when the block is left; without PostgreSQL the test fails.

    The folder is made in ``parent``, None means the system's temporary one.
    """
    require("postgresql")
    folder = Path(tempfile.mkdtemp(prefix="xuefa-pg-", dir=parent))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
            folder.chmod(0o755)
        _initialise(folder)
        cluster = Cluster(folder, settings)
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()
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


def _program(name: str) -> str:
    newest = max(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    return str(newest)


def _as_postgres() -> list[str]:
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
