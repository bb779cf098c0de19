"""Decide how the suite runs the real program: the command line as a child process, and `xuefa serve` on a free port."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

XUEFA = Path(sys.executable).with_name("xuefa")
START_SECONDS = 60
STOP_SECONDS = 15
COMMAND_SECONDS = 300


@dataclass(frozen=True)
class LiveServer:
    """A running `xuefa serve`: its address, its data folder, its first process and what it has printed."""

    url: str
    instance: Path
    process: subprocess.Popen[bytes]
    log: Path

    def output(self) -> str:
        """Return everything the server has printed until now."""
        return self.log.read_text(errors="replace")

    def kill(self) -> None:
        """End the whole process tree at once, as a power cut would; returns when none of it runs any more."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=STOP_SECONDS)
        deadline = time.monotonic() + STOP_SECONDS
        while running_in_group(self.process.pid):
            assert time.monotonic() < deadline, "a killed process goes on running"
            time.sleep(0.01)


def running_in_group(group: int) -> list[int]:
    """Return the processes of a group that still run; one that has ended and is not yet buried does not count."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name before the last bracket may hold anything; state, parent and group follow it.
            state, _parent, its_group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                found.append(int(stat.parent.name))
    return found


def environment(instance: Path, **variables: str) -> dict[str, str]:
    """Return the environment of a child whose data lies in ``instance``; the caller's own XUEFA_* are left out."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("XUEFA_")}
    return {**inherited, "XUEFA_INSTANCE": str(instance), "PYTHONUNBUFFERED": "1", **variables}


def run_xuefa(
    *arguments: str | Path, instance: Path, stdin: str = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end and return its code and texts; no code is treated as an error here."""
    return subprocess.run(
        [XUEFA, *arguments],
        env=environment(instance, **variables),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=COMMAND_SECONDS,
        check=False,
    )


def free_port() -> int:
    """Return a port of 127.0.0.1 on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running_server(instance: Path, *options: str, **variables: str) -> Iterator[LiveServer]:
    """Start `xuefa serve` on ``instance``, wait until a page answers, and end the process group afterwards."""
    port = free_port()
    log = instance / f"serve-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [XUEFA, "serve", "--port", str(port), *options],
            env=environment(instance, **variables),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = LiveServer(f"http://127.0.0.1:{port}", instance, process, log)
    try:
        _wait_until_it_answers(server)
        yield server
    finally:
        _end(process)


def _wait_until_it_answers(server: LiveServer) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        assert server.process.poll() is None, f"xuefa serve ended:\n{server.output()}"
        try:
            urllib.request.urlopen(server.url, timeout=5).close()
        except urllib.error.HTTPError as answer:
            # An error page is an answer too; what it says is the test's business.
            answer.close()
            return
        except OSError:
            assert time.monotonic() < deadline, f"xuefa serve gives no page:\n{server.output()}"
            time.sleep(0.1)
        else:
            return


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process group kindly, then by force; children of a parent that is gone are ended as well."""
    with suppress(ProcessLookupError, subprocess.TimeoutExpired):
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=STOP_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=STOP_SECONDS)
