"""Decide which addresses a test may reach: this machine's own, and no other.

An audit hook sees every connection that Python code opens, whatever library opens it, and cannot be patched away.
"""

import ipaddress
import sys
from typing import Any


class NetworkBlocked(BaseException):
    """A test tried to leave this machine; not an Exception, so that no `except Exception` swallows it."""


def is_local(host: object) -> bool:
    """Tell whether ``host`` (name or address, as sockets take it) is this machine; an empty name means any address."""
    if host is None or host in ("", "localhost", b"localhost"):
        return True
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    try:
        address = ipaddress.ip_address(text.split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def block_network() -> None:
    """Refuse, for the rest of this process, every connection and every look-up of a name beyond this machine."""
    sys.addaudithook(_refuse_strangers)


def _refuse_strangers(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        # A path (or an abstract name) is a Unix socket, a tuple an internet address.
        host = address[0] if isinstance(address, tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    if not is_local(host):
        raise NetworkBlocked(f"a test may not reach {host!r}: use a server on 127.0.0.1")
