"""站内消息: the message is the notice itself, shown to its person on the platform; always available."""

from webapp.config import Config
from webapp.notify.channels.base import Channel, Message


class Inbox(Channel):
    """Messages on the platform's own page."""

    code = "inbox"
    label = "站内消息"

    def is_available(self, config: Config) -> bool:
        """Always."""
        return True

    def address_of(self, phone: str | None, email: str | None) -> str | None:
        """Everyone with an account has an inbox."""
        return ""

    def send(self, message: Message, config: Config) -> str:
        """Nothing leaves the platform."""
        return "已放入站内消息"


CHANNEL = Inbox()
