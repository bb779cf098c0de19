"""Decide where and how this installation runs: one frozen ``Config`` read from ``XUEFA_*`` variables.

The office's own rules are not here; they are dated settings (``webapp/settings``). An unknown or bad variable stops
start-up with one sentence.
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from webapp.errors import InvalidInput

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Config:
    """Where the data lies and how the program reaches the outside.

    ``instance`` holds the SQLite file, uploads and secrets. ``public_url`` is the address people use (mail links,
    secure cookies); None means plain http on the listening address. ``smtp_url`` None means no mail is sent.
    """

    instance: Path
    database_url: str
    secret_key: str = field(repr=False)
    public_url: str | None = None
    smtp_url: str | None = field(default=None, repr=False)
    mail_from: str = "xuefa@localhost"
    trusted_proxies: int = 0
    testing: bool = False

    @property
    def is_secure(self) -> bool:
        """True when people reach the platform over TLS."""
        return bool(self.public_url and self.public_url.startswith("https://"))

    @property
    def uploads(self) -> Path:
        """The folder of uploaded files."""
        return self.instance / "uploads"


_KNOWN = {
    "XUEFA_INSTANCE",
    "XUEFA_DATABASE_URL",
    "XUEFA_SECRET_KEY",
    "XUEFA_PUBLIC_URL",
    "XUEFA_SMTP_URL",
    "XUEFA_MAIL_FROM",
    "XUEFA_TRUSTED_PROXIES",
}


def from_environment(environ: Mapping[str, str] | None = None) -> Config:
    """Read and check the configuration; makes the instance folder and its secret key at first start.

    Raises InvalidInput with one sentence for an unknown variable or a bad value.
    """
    environ = os.environ if environ is None else environ
    unknown = sorted(name for name in environ if name.startswith("XUEFA_") and name not in _KNOWN)
    if unknown:
        raise InvalidInput(f"不认识环境变量 {unknown[0]}，请对照 README 核对名称后再启动。")
    instance = Path(environ.get("XUEFA_INSTANCE") or PROJECT / "instance").resolve()
    try:
        instance.mkdir(parents=True, exist_ok=True)
        (instance / "uploads").mkdir(exist_ok=True)
    except OSError:
        raise InvalidInput(f"数据文件夹 {instance} 不能写入，请检查 XUEFA_INSTANCE 指向的文件夹权限。") from None
    return Config(
        instance=instance,
        database_url=_database_url(environ.get("XUEFA_DATABASE_URL"), instance),
        secret_key=environ.get("XUEFA_SECRET_KEY") or _kept_secret(instance / "secret_key"),
        public_url=_public_url(environ.get("XUEFA_PUBLIC_URL")),
        smtp_url=_smtp_url(environ.get("XUEFA_SMTP_URL")),
        mail_from=environ.get("XUEFA_MAIL_FROM", Config.mail_from),
        trusted_proxies=_whole_number("XUEFA_TRUSTED_PROXIES", environ.get("XUEFA_TRUSTED_PROXIES", "0")),
    )


def _database_url(text: str | None, instance: Path) -> str:
    if not text:
        return f"sqlite:///{instance / 'xuefa.sqlite3'}"
    if not re.match(r"(sqlite|postgresql(\+psycopg)?)://", text):
        raise InvalidInput("XUEFA_DATABASE_URL 只支持 sqlite:/// 或 postgresql://，请改正后再启动。")
    return text


def _public_url(text: str | None) -> str | None:
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise InvalidInput("XUEFA_PUBLIC_URL 应是完整网址，例如 https://xuefa.example.gov.cn，请改正后再启动。")
    return text.rstrip("/")


def _smtp_url(text: str | None) -> str | None:
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme not in {"smtp", "smtps", "smtp+starttls"} or not parts.hostname:
        raise InvalidInput("XUEFA_SMTP_URL 应形如 smtp://邮件服务器:25，请改正后再启动。")
    return text


def _whole_number(name: str, text: str) -> int:
    if not text.isdigit():
        raise InvalidInput(f"{name} 应是 0 或正整数，请改正后再启动。")
    return int(text)


def _kept_secret(path: Path) -> str:
    """Return the installation's own secret, made once and readable by its owner only."""
    if not path.exists():
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(48))
    secret = path.read_text().strip()
    if len(secret) < 32:
        raise InvalidInput(f"密钥文件 {path.name} 内容不完整，请删除后重新启动，所有人需要重新登录。")
    return secret
