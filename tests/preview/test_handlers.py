"""Requests: answered from memory, refused for other hosts and pages, and never an error of the server."""

from __future__ import annotations

import http.client
import socket
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from tests.conftest import MakeSite
from tests.preview.conftest import Browser, Serve
from tests.support.sites import FILES
from tests.support.waiting import LONGEST


def _answer(port: int, request: bytes) -> int:
    """The status of the answer to the bytes of a request; 0 if the connection is closed without one."""
    with socket.create_connection(("127.0.0.1", port), LONGEST) as connection, suppress(ConnectionError):
        connection.sendall(request)
        status = connection.makefile("rb").readline().split()
        return int(status[1]) if status else 0
    return 0


HOSTS = [
    *((host, 200) for host in (b"HERE", b"localhost", b"a.localhost", b"[::1]", b"192.0.2.1:8000")),
    *((host, 421) for host in (b"[", b"]", b"[::1", b"[x]:1", b"::1", b"", b"example.org", b"%5b", b"localhost.")),
    *((host, 400) for host in (b"a b", b"\xff", b"a@127.0.0.1", b"127.0.0.1,a.org", b"127.0.0.1/a", b"127.0.0.1\0")),
]
TARGETS = [
    *((path, 200) for path in (b"/", b"/index.html?%ff=%ff", b"/index.html?" + b"x" * 9000)),
    *(
        (path, 404)
        for path in (b"/%", b"/%zz", b"/%00", b"//", b"//a.org/x", b"/\\..", b"/\xff", b"/[", b"/static/", b"*")
    ),
    *((path, 404) for path in (b"http://[/", b"http://a:b@[::1]:x/", b"/search/-", b"/-", b"/" + b"a/" * 3000)),
    *(
        (b"/_duben/" + path, 404)
        for path in (b"", b"%2e%2e/server.py", b"why", b"why?at=999999999", b"why?page=%00&at=0")
    ),
    *((path, 400) for path in (b"/%ff", b"/_duben/why?page=%ff&block=p1&script=hans&at=1", b"")),
]
METHODS = [
    (b"HEAD", 200),
    *((name, 405) for name in (b"POST", b"PUT", b"DELETE", b"OPTIONS", b"TRACE", b"FOO", b"get")),
]
REQUEST = b"%s %s HTTP/1.1\r\nHost: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


def test_no_request_is_an_error_of_the_server(
    make_site: MakeSite, serve: Serve, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever its method, its target and its Host are."""
    port = int(urlsplit(serve(make_site(FILES)).url).port or 0)
    here = f"127.0.0.1:{port}".encode()
    requests = [
        *((REQUEST % (b"GET", b"/index.html", host.replace(b"HERE", here)), status) for host, status in HOSTS),
        *((REQUEST % (b"GET", target, here), status) for target, status in TARGETS),
        *((REQUEST % (method, b"/index.html", here), status) for method, status in METHODS),
        (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: %s\r\nHost: a.org\r\nConnection: close\r\n\r\n" % here, 400),
        (b"\r\n\0\r\n\r\n", 400),
        (REQUEST % (b"GET", b"/", b"a" * 70_000), 0),
    ]
    found = [(request[:80], _answer(port, request)) for request, _ in requests]
    assert found == [(request[:80], status) for request, status in requests]
    assert "Traceback" not in capfd.readouterr().err


def test_head_is_get_without_a_body(make_site: MakeSite, serve: Serve) -> None:
    """With the same headers, for pages, files and missing pages."""
    found = urlsplit(serve(make_site(FILES)).url)
    for path in ("/index.html", "/articles/picture.gif", "/nothing.html", "/_duben/preview.js"):
        answers = []
        for method in ("HEAD", "GET"):
            connection = http.client.HTTPConnection(str(found.hostname), int(found.port or 0), timeout=LONGEST)
            connection.request(method, path)
            answer = connection.getresponse()
            answers.append((answer.status, {k: v for k, v in answer.getheaders() if k != "Date"}, answer.read()))
            connection.close()
        (status, headers, body), (wanted_status, wanted_headers, wanted_body) = answers
        assert (status, headers, body) == (wanted_status, wanted_headers, b"")
        assert wanted_body


HANDSHAKE = (
    b"GET /livereload HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s\r\n"
)


@pytest.mark.parametrize(
    ("host", "headers", "status"),
    [
        pytest.param(b"HERE", b"Origin: http://HERE\r\n", 101, id="our-page"),
        pytest.param(b"LOCALHOST", b"Origin: http://LOCALHOST\r\n", 101, id="our-page-by-name"),
        pytest.param(b"HERE", b"Origin: http://a.org\r\n", 403, id="another-page"),
        pytest.param(b"HERE", b"Origin: null\r\n", 403, id="a-page-without-an-origin"),
        pytest.param(b"HERE", b"Origin: http://[\r\n", 403, id="no-address"),
        pytest.param(b"HERE", b"", 403, id="no-origin"),
        pytest.param(b"HERE", b"Sec-Fetch-Site: none\r\n", 403, id="no-origin-but-said-to-be-ours"),
        pytest.param(b"HERE", b"Sec-Fetch-Site: same-origin\r\nOrigin: http://a.org\r\n", 403, id="said-to-be-ours"),
        pytest.param(b"a.org:80", b"Origin: http://a.org:80\r\n", 421, id="rebound-name"),
        pytest.param(b"a.org", b"Sec-Fetch-Site: same-origin\r\nOrigin: http://a.org\r\n", 421, id="rebound"),
        pytest.param(b"a.org", b"", 421, id="rebound-without-an-origin"),
        pytest.param(b"[", b"Origin: http://[\r\n", 421, id="no-host"),
    ],
)
def test_the_socket_is_for_our_pages(
    make_site: MakeSite, serve: Serve, host: bytes, headers: bytes, status: int
) -> None:
    """Host and Origin are checked, also where a foreign name leads to this machine."""
    port = int(urlsplit(serve(make_site(FILES)).url).port or 0)
    request = HANDSHAKE % (host, headers)
    request = request.replace(b"HERE", b"127.0.0.1:%d" % port).replace(b"LOCALHOST", b"localhost:%d" % port)
    assert _answer(port, request) == status


NONSENSE: list[str | bytes] = [
    *("", "[]", "nonsense", "[" * 50_000, '{"command": 3}', '{"command": "hello"}', '{"command": "info"}'),
    *(f'{{"command": "info", "url": {url}, "plugins": 4}}' for url in ("3", "[]", '"http://["', '"%ff"', '"\\ud800"')),
    b"\xff\x00",
]


def test_words_that_are_no_message_are_passed_over(make_site: MakeSite, serve: Serve) -> None:
    """An invalid message does not end the preview."""
    here = serve(make_site(FILES))

    async def scenes(browser: Browser) -> None:
        for nonsense in NONSENSE:
            await browser._socket.write_message(nonsense, binary=isinstance(nonsense, bytes))
        await browser.send({"command": "info", "url": here.url, "plugins": {"duben": {}}})
        await browser.receive("problems")

    here.play("index.html", scenes)
