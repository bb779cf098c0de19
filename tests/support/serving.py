"""Decide how a test serves its own application: by threads of its process, so that it holds clock and database."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from werkzeug.serving import make_server


@dataclass(frozen=True)
class Served:
    """Where the application answers."""

    url: str


@contextmanager
def served(app: Flask) -> Iterator[Served]:
    """Serve the application on a free port of 127.0.0.1 for the block."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Served(f"http://127.0.0.1:{server.port}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
