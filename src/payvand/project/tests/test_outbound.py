"""Nothing leaves this machine while the suite runs."""

import socket
import urllib.request

import pytest

from payvand.project.outbound import OutboundTrafficError, is_local


def test_a_look_up_is_refused():
    with pytest.raises(OutboundTrafficError, match=r"example\.com"):
        socket.getaddrinfo("example.com", 80)


def test_a_connection_is_refused():
    with socket.socket() as client, pytest.raises(OutboundTrafficError, match=r"192\.0\.2\.1"):
        client.connect(("192.0.2.1", 80))


def test_a_request_is_refused():
    with pytest.raises(OutboundTrafficError):
        urllib.request.urlopen("http://example.com/")


def test_this_machine_is_reached():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        accepted, _ = server.accept()
        client.sendall(b"hello")

        assert accepted.recv(5) == b"hello"
        accepted.close()


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.9.9.9", "::1", "", None, "/run/postgresql/.s"]
)
def test_local_hosts(host):
    assert is_local(host)


@pytest.mark.parametrize("host", ["10.0.0.1", "example.com", "0.0.0.0", "fe80::1"])
def test_hosts_elsewhere(host):
    assert not is_local(host)
