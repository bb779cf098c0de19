"""Decide how files and pages travel: files named by their content, kept for a year and compressed once per process;
pages compressed as they leave.

The embedded server has no proxy in front of it, so what every page loads is compressed here.
"""

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

_TEXT = {".css", ".js", ".svg"}
_PAGE_MIMETYPES = ("text/html", "application/json")
_PAGE_BYTES = 1400
_PAGE_LEVEL = 5
_FOREVER = "public, max-age=31536000, immutable"


@lru_cache(maxsize=256)
def _version(path: str, _changed: int) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:10]


@lru_cache(maxsize=64)
def _compressed(path: str, _changed: int) -> bytes:
    return gzip.compress(Path(path).read_bytes(), 9, mtime=0)


def _file(endpoint: str, filename: str) -> Path | None:
    owner = current_app if endpoint == "static" else current_app.blueprints.get(endpoint.removesuffix(".static"))
    if owner is None or owner.static_folder is None:
        return None
    path = Path(owner.static_folder, filename)
    return path if path.is_file() else None


def asset(filename: str, endpoint: str = "static") -> str:
    """Return the address of a static file, with a mark that changes with its content; read once in a process."""
    known: dict[tuple[str, str, str], str] = current_app.extensions.setdefault("asset_addresses", {})
    key = (request.root_path, endpoint, filename)
    if key not in known:
        path = _file(endpoint, filename)
        version = _version(str(path), path.stat().st_mtime_ns) if path else None
        known[key] = url_for(endpoint, filename=filename, v=version)
    return known[key]


def _send(response: Response) -> Response:
    endpoint = request.endpoint or ""
    if not (endpoint == "static" or endpoint.endswith(".static")):
        return _send_page(response)
    if response.status_code != 200:
        return response
    if request.args.get("v"):
        response.headers["Cache-Control"] = _FOREVER
    path = _file(endpoint, (request.view_args or {}).get("filename", ""))
    if path is None or path.suffix not in _TEXT:
        return response
    response.headers["Vary"] = "Accept-Encoding"
    if request.accept_encodings["gzip"] > 0 and "Range" not in request.headers:
        response.close()  # the open file behind it; its content comes from the kept copy
        response.direct_passthrough = False
        response.set_data(_compressed(str(path), path.stat().st_mtime_ns))
        response.headers["Content-Encoding"] = "gzip"
        response.headers.pop("ETag", None)
    return response


def _send_page(response: Response) -> Response:
    """Compress a page that one packet does not hold; level 5 costs less than sending the rest."""
    if response.mimetype not in _PAGE_MIMETYPES or response.is_streamed or response.direct_passthrough:
        return response
    if response.content_length is not None and response.content_length <= _PAGE_BYTES:
        return response
    response.vary.add("Accept-Encoding")
    page = response.get_data()
    if len(page) > _PAGE_BYTES and request.accept_encodings["gzip"] > 0 and not response.content_encoding:
        response.set_data(gzip.compress(page, _PAGE_LEVEL, mtime=0))
        response.content_encoding = "gzip"
    return response


def register(app: Flask) -> None:
    """Compress and date the static files of the application and its blueprints."""
    app.after_request(_send)
