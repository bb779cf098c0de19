"""The suite cannot leave this machine."""

import socket

import pytest

from tests.support.network import NetworkBlocked, is_local


def test_a_connection_to_another_machine_is_refused():
    """Even an address that needs no look-up is out of reach."""
    with pytest.raises(NetworkBlocked, match="192.0.2.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_a_look_up_of_a_name_is_refused():
    """A host name is refused before any name server is asked."""
    with pytest.raises(NetworkBlocked, match="example.invalid"):
        socket.getaddrinfo("example.invalid", 443)


def test_a_datagram_to_another_machine_is_refused():
    """Sending without a connection is no way out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender, pytest.raises(NetworkBlocked):
        sender.sendto(b"x", ("192.0.2.1", 9))


def test_this_machine_can_be_reached():
    """A server on loopback answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        (None, True),
        ("10.0.0.1", False),
        ("localhost.example", False),
        (b"192.0.2.1", False),
    ],
)
def test_only_loopback_is_local(host, expected):
    """A private address is another machine too."""
    assert is_local(host) is expected
