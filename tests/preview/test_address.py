"""Where the preview listens, and what it says if it cannot."""

from __future__ import annotations

import socket
from contextlib import ExitStack, suppress
from urllib.parse import urlsplit

import pytest

from duben.preview import address
from tests.conftest import MakeSite
from tests.preview.conftest import Serve
from tests.support.sites import FILES


def test_a_preview_on_a_port_that_is_taken_takes_the_next(make_site: MakeSite, serve: Serve) -> None:
    """A second preview uses the next port, and gets none of the first one's changes."""
    taken = urlsplit(serve(make_site(FILES)).url).port
    assert taken
    listening, port = address.bind("127.0.0.1", taken)
    listening.close()
    assert port > taken


def test_ports_that_are_all_taken_are_an_error() -> None:
    """If every port is in use, the preview does not start."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(address.CannotListenError, match=f"port {port} is in use"):
            address.bind("127.0.0.1", port, tries=1)


@pytest.mark.parametrize(
    ("host", "port", "reason"),
    [
        pytest.param("203.0.113.1", 0, "cannot listen at 203.0.113.1, port 0: Cannot assign", id="not-of-this-machine"),
        pytest.param("nothing.invalid", 0, "cannot listen at nothing.invalid, port 0: ", id="unknown-name"),
        *(
            pytest.param(name, 0, "this is not the name of a host", id=f"name-{number}")
            for number, name in enumerate(("a..b", "ä" * 70, "\ud800", ""))
        ),
        pytest.param("[", 0, "cannot listen at \\[", id="bracket"),
    ],
)
def test_a_host_that_cannot_be_used_is_an_error(host: str, port: int, reason: str) -> None:
    """With the reason of the system in words."""
    with pytest.raises(address.CannotListenError, match=reason):
        address.bind(host, port)


def test_no_port_is_beyond_the_last() -> None:
    """The ports that are tried end at 65535."""
    with ExitStack() as stack:
        with suppress(OSError):  # another program has it already
            stack.enter_context(socket.create_server(("127.0.0.1", 65535)))
        with pytest.raises(address.CannotListenError, match="port 65535 is in use"):
            address.bind("127.0.0.1", 65535)
