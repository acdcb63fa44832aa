"""A guard that lets no test reach an address outside this machine."""

import ipaddress
import sys


class OutboundTrafficError(AssertionError):
    """Something tried to leave this machine; the message names the address."""


def close() -> None:
    """Refuse every outbound connection and look-up of this process from now on. There is no way back."""
    sys.addaudithook(_refuse)


def is_local(host: object) -> bool:
    """Whether a host, as given to a socket, is this machine; a path is a socket in a file."""
    if not isinstance(host, str) or host in {"", "localhost"} or host.startswith(("/", "\0")):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo" and not is_local(_decoded(arguments[0])):
        raise OutboundTrafficError(f"A look-up of {arguments[0]!r} was about to leave this machine.")
    if event in {"socket.connect", "socket.sendto"}:
        target = arguments[1]
        host = target[0] if isinstance(target, tuple) and target else None
        if not is_local(_decoded(host)):
            raise OutboundTrafficError(f"A connection to {target!r} was about to leave this machine.")


def _decoded(host: object) -> object:
    return host.decode("ascii", "replace") if isinstance(host, bytes) else host
