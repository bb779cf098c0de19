"""Channels: one file each, discovered; adding one touches that file and its test."""

import importlib
import pkgutil

from webapp.config import Config
from webapp.notify.channels.base import Channel

_ALL: dict[str, Channel] = {}
for _info in pkgutil.iter_modules(__path__):
    if _info.name != "base":
        _found = importlib.import_module(f"{__name__}.{_info.name}").CHANNEL
        _ALL[_found.code] = _found


def channel(code: str) -> Channel:
    """Return the channel of a code; KeyError for an unknown one."""
    return _ALL[code]


def available(config: Config) -> list[Channel]:
    """Return the channels that this installation can use, by code."""
    return [_ALL[code] for code in sorted(_ALL) if _ALL[code].is_available(config)]
