"""Decide how a reader of an uploaded file runs: in a child process with limits on memory, CPU time and wall time.

A hostile file can then end its own reader, never a web worker (design/ARCHITECTURE, background work).
"""

import multiprocessing
import resource
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from webapp.errors import InvalidInput

T = TypeVar("T")
MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 60
WALL_SECONDS = 90
# The server of forks has the program loaded and neither threads nor connections: a child starts in 20 ms, not in 1 s.
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload([__name__])


def run_limited(function: Callable[..., T], *args: Any) -> T:
    """Call a module-level ``function`` in a child and return its value.

    What the child raises is raised here again; a child that is killed by its limits raises InvalidInput.
    """
    receiver, sender = _context.Pipe(duplex=False)
    child = _context.Process(target=_child, args=(sender, function, args), daemon=True)
    child.start()
    sender.close()
    try:
        answer = receiver.recv() if receiver.poll(WALL_SECONDS) else None
    except EOFError:
        answer = None
    finally:
        if child.is_alive():
            child.join(1)
        if child.is_alive():
            child.kill()
        child.join()
        receiver.close()
    if answer is None:
        raise InvalidInput("这个文件太复杂，读取时超出了限制，请拆成几个小文件后重新上传。")
    value, error = answer
    if error is not None:
        raise error
    return value  # type: ignore[no-any-return]


def _child(sender: Connection, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        sender.send((function(*args), None))
    except MemoryError:
        sender.close()
    except Exception as error:  # noqa: BLE001 - whatever a reader raises is the parent's to judge
        sender.send((None, error))
