"""电子邮件: one SMTP conversation a message, with the office's own mail server."""

import smtplib
import socket
from email.message import EmailMessage
from email.utils import make_msgid
from urllib.parse import unquote, urlsplit

from webapp.config import Config
from webapp.notify.channels.base import Channel, DeliveryError, Message

TIMEOUT_SECONDS = 20


class Mail(Channel):
    """Plain-text mail through ``XUEFA_SMTP_URL`` (smtp, smtp+starttls or smtps)."""

    code = "mail"
    label = "电子邮件"

    def is_available(self, config: Config) -> bool:
        """When a mail server is configured."""
        return config.smtp_url is not None

    def address_of(self, phone: str | None, email: str | None) -> str | None:
        """The person's e-mail address."""
        return email or None

    def send(self, message: Message, config: Config) -> str:
        """Hand the mail over; the Message-ID is made from the notice's key, so that a copy can be told."""
        mail = EmailMessage()
        mail["Subject"] = message.subject
        mail["From"] = config.mail_from
        mail["To"] = message.address
        mail["Message-ID"] = make_msgid(idstring=message.key, domain="xuefa")
        mail.set_content(f"{message.body}\n\n{message.link}\n" if message.link else f"{message.body}\n")
        try:
            with _connect(config.smtp_url or "") as server:
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            code, reply = next(iter(error.recipients.values()))
            raise DeliveryError(f"{code} {reply.decode(errors='replace')}", is_permanent=code >= 500) from error
        except smtplib.SMTPResponseException as error:
            reply = error.smtp_error.decode(errors="replace") if isinstance(error.smtp_error, bytes) else ""
            raise DeliveryError(f"{error.smtp_code} {reply}", is_permanent=error.smtp_code >= 500) from error
        except (OSError, smtplib.SMTPException) as error:
            raise DeliveryError(f"连不上邮件服务器：{error}", is_permanent=False) from error
        return "邮件服务器已接收"


def _connect(url: str) -> smtplib.SMTP:
    parts = urlsplit(url)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    # The name is given, since smtplib would ask the network for it, which an office PC may not have.
    name = socket.gethostname()
    server = kind(parts.hostname or "", parts.port or 0, local_hostname=name, timeout=TIMEOUT_SECONDS)
    if parts.scheme == "smtp+starttls":
        server.starttls()
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server


CHANNEL = Mail()
