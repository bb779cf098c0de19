"""Decide how uploaded and produced files are kept: random names under instance/uploads, served only as attachments.

The size limit, the extension and the first bytes are checked before anything is stored.
"""

import hashlib
import secrets
from datetime import datetime
from pathlib import Path, PurePath

import sqlalchemy as sa
from flask import Response, current_app, send_file
from sqlalchemy import orm
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import FileStorage

from webapp.db import Base, UtcDateTime
from webapp.errors import InvalidInput, NotFound

LIMIT_BYTES = 20 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_JPEG = b"\xff\xd8\xff"
_MAGIC = {
    **dict.fromkeys((".xlsx", ".docx", ".zip"), _ZIP),
    **dict.fromkeys((".jpg", ".jpeg"), _JPEG),
    ".pdf": b"%PDF",
    ".png": b"\x89PNG",
}


class StoredFile(Base):
    """One kept file: its bytes lie under ``stored_name``; ``name`` is what the uploader called it."""

    __tablename__ = "stored_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int | None] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    stored_name: Mapped[str] = mapped_column(sa.String(64), unique=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    size: Mapped[int]
    uploaded_by: Mapped[int | None]
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)


def check_upload(upload: FileStorage | None, allowed: tuple[str, ...]) -> tuple[bytes, str]:
    """Return the bytes and the plain name of an upload, or raise InvalidInput with one sentence.

    ``allowed`` are lower-case extensions with their dot. An encrypted Office file is told apart from a wrong type.
    """
    if upload is None or not upload.filename:
        raise InvalidInput("还没有选择文件，请选择文件后再上传。")
    name = PurePath(upload.filename.replace("\\", "/")).name[-200:]
    data = upload.stream.read(LIMIT_BYTES + 1)
    check_bytes(data, name, allowed)
    return data, name


def check_bytes(data: bytes, name: str, allowed: tuple[str, ...]) -> None:
    """Raise InvalidInput unless the bytes are non-empty, within 20 MB and of one of the ``allowed`` types."""
    extension = PurePath(name).suffix.lower()
    kinds = "、".join(allowed)
    if len(data) > LIMIT_BYTES:
        raise InvalidInput(f"文件《{name}》超过 20 MB，请拆分或压缩图片后重新上传。")
    if not data:
        raise InvalidInput(f"文件《{name}》是空的，请检查后重新上传。")
    if extension not in allowed:
        raise InvalidInput(f"文件《{name}》的类型不能用，请上传 {kinds} 文件。")
    magic = _MAGIC.get(extension)
    if magic == _ZIP and data.startswith(_OLE):
        raise InvalidInput(f"文件《{name}》加了密码或是旧版格式，请去掉密码并另存为 {extension} 后重新上传。")
    if magic and not data.startswith(magic):
        raise InvalidInput(f"文件《{name}》的内容与扩展名不符，请用原软件另存为 {extension} 后重新上传。")


def keep(
    session: orm.Session, data: bytes, name: str, *, unit_id: int | None, actor_id: int | None, now: datetime
) -> StoredFile:
    """Store checked bytes under a random name and return their row (flushed, so that ``id`` is set)."""
    stored_name = secrets.token_hex(16)
    (_folder() / stored_name).write_bytes(data)
    row = StoredFile(
        unit_id=unit_id,
        name=name,
        stored_name=stored_name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        uploaded_by=actor_id,
        uploaded_at=now,
    )
    session.add(row)
    session.flush()
    return row


def content(row: StoredFile) -> bytes:
    """Return the bytes of a kept file; NotFound when they are gone from the disk."""
    path = _folder() / row.stored_name
    if not path.is_file():
        raise NotFound("文件已不在服务器上，请重新上传。")
    return path.read_bytes()


def discard(row: StoredFile) -> None:
    """Remove the bytes of a file that must not stay here; its row remains and says that it was uploaded."""
    (_folder() / row.stored_name).unlink(missing_ok=True)


def as_attachment(path_or_stream: object, name: str) -> Response:
    """Send bytes or a file to be saved, never shown in the page nor kept by a browser."""
    response = send_file(path_or_stream, as_attachment=True, download_name=name)  # type: ignore[arg-type]
    response.headers["Cache-Control"] = "no-store"
    return response


def _folder() -> Path:
    return Path(current_app.config["XUEFA"].uploads)
