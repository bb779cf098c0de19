"""Decide the process tree of ``xuefa serve``: granian's web workers, and one background child that is kept alive.

The background child runs the scheduler's ticks and the task worker; when it dies it is started again, and it ends by
itself when its parent is gone. Both sides meet only in the database.
"""

import contextlib
import gc
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence

from flask import Flask, current_app
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from webapp import create_app, scheduler, tasks, trouble
from webapp.admission import Admission
from webapp.config import from_environment
from webapp.errors import InvalidInput

log = logging.getLogger("xuefa.serving")
BLOCKING_THREADS = 256
"""So many requests a worker takes in at once; ``admission`` decides how many of them it serves at a time."""
RESTART_SECONDS = 1
FIRST_PAGE_SECONDS = 1.5
"""How long the background child leaves the processors to the web workers, so that the first page comes first."""
IDLE_SECONDS = 0.5


def application() -> Flask:
    """Build the WSGI application of one web worker from the environment."""
    app = create_app(from_environment())
    app.wsgi_app = Admission(app.wsgi_app)  # type: ignore[method-assign]
    settle()
    return app


def settle() -> None:
    """Take what start-up has made out of the garbage collector's sight: it lives as long as the process.

    A full collection then looks at requests only; it held up one page in fifty for 0.1 s before.
    """
    gc.collect()
    gc.freeze()


def require_free_port(host: str, port: int) -> None:
    """Raise InvalidInput with the way out when another program listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise InvalidInput(f"端口 {port} 已被占用，请换一个端口，例如 PORT={port + 1} make run。") from None


def serve(host: str, port: int, workers: int, lines: Sequence[str]) -> None:
    """Serve until interrupted; ``lines`` are printed once the workers are starting."""
    require_free_port(host, port)
    server = Granian(
        "webapp.serving:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.warning,
    )
    keeper = _Keeper()
    server.on_startup(keeper.start)
    server.on_startup(lambda: print("\n".join(lines), flush=True))
    server.on_shutdown(keeper.stop)
    try:
        server.serve()
    finally:
        keeper.stop()


class _Keeper:
    """Keeps the background child running until it is told to stop."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="background-keeper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def _keep(self) -> None:
        self._stopping.wait(FIRST_PAGE_SECONDS)
        while not self._stopping.is_set():
            self._child = subprocess.Popen([sys.executable, "-m", "webapp.cli", "background"])
            self._child.wait()
            self._stopping.wait(RESTART_SECONDS)

    def stop(self) -> None:
        self._stopping.set()
        child = self._child
        if child is None or child.poll() is not None:
            return
        child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(5)
        if child.poll() is None:
            child.kill()


def run_background() -> None:
    """Run the scheduler and the task worker until terminated or orphaned; needs an application context."""
    parent = os.getppid()
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    ticking = scheduler.start(current_app._get_current_object())  # type: ignore[attr-defined]
    while not stopping.is_set() and os.getppid() == parent:
        scheduler.keep_pace(ticking)
        if not _has_worked():
            stopping.wait(IDLE_SECONDS)
    ticking.shutdown(wait=False)


def _has_worked() -> bool:
    """Run a waiting task; a database that is out of reach for a while is no reason to end."""
    try:
        return tasks.run_next()
    except Exception as error:
        if trouble.kind_of(error) is None:
            raise
        log.error("tasks wait for the database: %s", error)
        return False
