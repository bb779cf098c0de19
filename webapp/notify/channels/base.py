"""The contract of a channel: what it needs of a person, and how one message is handed over."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from webapp.config import Config


@dataclass(frozen=True)
class Message:
    """One message to hand over: ``address`` is the channel's own (empty for the inbox), ``key`` names it for ever."""

    key: str
    address: str
    subject: str
    body: str
    link: str


class DeliveryError(Exception):
    """The message was not taken; ``is_permanent`` says that trying again cannot help."""

    def __init__(self, reason: str, *, is_permanent: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_permanent = is_permanent


class Channel(ABC):
    """A way to reach people. One file each in this folder; the file's ``CHANNEL`` is found by its code."""

    code: str
    label: str

    @abstractmethod
    def is_available(self, config: Config) -> bool:
        """Say whether this installation can use the channel."""

    @abstractmethod
    def address_of(self, phone: str | None, email: str | None) -> str | None:
        """Return the address of a person on this channel, None when the person has none."""

    @abstractmethod
    def send(self, message: Message, config: Config) -> str:
        """Hand the message over and return the provider's own word; raise DeliveryError."""
