"""Decide how the CPU time of running processes is read, and which processes a throw-away PostgreSQL has."""

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path


def cpu_seconds(processes: Collection[int]) -> float:
    """Return the CPU time, user and system, that these processes have used, children that have ended included."""
    ticks = 0
    for pid in processes:
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(int(value) for value in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def postgres_processes() -> list[int]:
    """Return the processes of every PostgreSQL server on this machine; a benchmark runs with no other beside it."""
    found = []
    for comm in Path("/proc").glob("[0-9]*/comm"):
        with suppress(OSError):
            if comm.read_text().strip().startswith("postgres"):
                found.append(int(comm.parent.name))
    return found
