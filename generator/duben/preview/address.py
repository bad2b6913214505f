"""Opens the preview's socket, and checks the Host of a request."""

from __future__ import annotations

import errno
import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

_PORTS_TRIED = 20


def bind(host: str, port: int, tries: int = _PORTS_TRIED) -> tuple[socket.socket, int]:
    """A socket that listens at `host`, on the first free one of `tries` ports from `port`, and that port.

    Port 0 is any free port. Raises OSError if no port is free.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, port + tries if port else 1):
        try:
            server_socket = socket.create_server((host, candidate), family=family)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
        else:
            server_socket.settimeout(0)
            return server_socket, server_socket.getsockname()[1]
    raise OSError(errno.EADDRINUSE, f"ports {port} to {port + tries - 1} are all in use")


def is_allowed_host(address: str, host: str) -> bool:
    """Whether a server at `host` answers a request with this `Host` header. Prevents DNS rebinding."""
    name = urlsplit(f"//{address}").hostname or ""
    return _is_numeric(name) or name in {"localhost", host, socket.gethostname()} or name.endswith(".localhost")


def _is_numeric(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
