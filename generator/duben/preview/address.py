"""Where the preview listens, and which requests are meant for it."""

from __future__ import annotations

import errno
import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

_PORTS_TRIED = 20


def bind(host: str, port: int, tries: int = _PORTS_TRIED) -> tuple[socket.socket, int]:
    """A socket that listens at `host`, on the first free of `tries` ports from `port`. Raises OSError if none is."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for tried in range(port, port + tries if port else 1):
        try:
            listening = socket.create_server((host, tried), family=family)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
        else:
            listening.settimeout(0)
            return listening, listening.getsockname()[1]
    raise OSError(errno.EADDRINUSE, f"ports {port} to {port + tries - 1} are all in use")


def is_ours(address: str, host: str) -> bool:
    """Whether a request to this `Host` is meant for a server at `host`: a stranger's name may be made to lead here."""
    name = urlsplit(f"//{address}").hostname or ""
    return _is_numeric(name) or name in {"localhost", host, socket.gethostname()} or name.endswith(".localhost")


def _is_numeric(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
