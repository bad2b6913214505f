"""Opens the preview's socket, and checks the Host and the Origin of a request."""

from __future__ import annotations

import errno
import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

_PORTS_TRIED = 20
_LAST_PORT = 65535


class CannotListenError(Exception):
    """The preview cannot listen at this host and port; the message says why."""


def bind(host: str, port: int, tries: int = _PORTS_TRIED) -> tuple[socket.socket, int]:
    """A socket that listens at `host`, on the first free one of `tries` ports from `port`, and that port.

    Port 0 is any free port. Raises `CannotListenError`.
    """
    if not _is_name(host):
        raise CannotListenError(f"cannot listen at “{host}”: this is not the name of a host")
    last = min(port + tries - 1, _LAST_PORT) if port else 0
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, last + 1):
        try:
            server_socket = socket.create_server((host, candidate), family=family)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                reason = (error.strerror or str(error)).partition(" (while")[0]  # it names the address again
                raise CannotListenError(f"cannot listen at {host}, port {candidate}: {reason}") from error
        else:
            server_socket.settimeout(0)
            return server_socket, server_socket.getsockname()[1]
    ports = f"port {port} is" if port == last else f"ports {port} to {last} are all"
    raise CannotListenError(f"{ports} in use at {host}")


def is_allowed_host(address: str, host: str) -> bool:
    """Whether a server at `host` answers a request with this `Host` header. Prevents DNS rebinding."""
    try:
        name = urlsplit(f"//{address}").hostname or ""
    except ValueError:
        return False
    return _is_numeric(name) or name in {"localhost", host, socket.gethostname()} or name.endswith(".localhost")


def is_same_origin(origin: str, address: str) -> bool:
    """Whether an `Origin` header names a page of the server with this `Host` header."""
    return origin.lower() in {f"http://{address}".lower(), f"https://{address}".lower()}


def _is_name(host: str) -> bool:
    try:
        return bool(host.encode("idna"))
    except UnicodeError:
        return False


def _is_numeric(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
