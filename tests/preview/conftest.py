"""Fixtures: a preview that serves real files on a free port, and a WebSocket client in place of a browser."""

from __future__ import annotations

import asyncio
import json
import threading
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import HTTPRequest
from tornado.ioloop import IOLoop
from tornado.websocket import WebSocketClientConnection, websocket_connect

from duben.preview.server import Preview
from duben.preview.state import PreviewState
from tests.support.waiting import LONGEST

Message = dict[str, Any]
OpenState = Callable[[Path], PreviewState]
Serve = Callable[..., "Served"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The response to a request."""

    status: int
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running preview of a site."""

    site: Path
    url: str
    preview: Preview

    def get(self, path: str, **headers: str) -> Answer:
        """The response for `path`, with any status."""
        request = urllib.request.Request(self.url + path, headers=headers)  # noqa: S310 - our own server
        try:
            with urllib.request.urlopen(request, timeout=LONGEST) as answer:  # noqa: S310
                return Answer(status=answer.status, body=answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(status=error.code, body=error.read())

    def play(self, path: str, scenes: Callable[[Browser], Any], *, origin: str | None = None) -> None:
        """Run the coroutine `scenes` with a browser that shows the page at `path`."""

        async def play() -> None:
            async with self.browser(path, origin=origin) as browser:
                await asyncio.wait_for(scenes(browser), LONGEST)

        with ThreadPoolExecutor(1) as thread:  # Playwright, once used, keeps a loop running in the main one
            thread.submit(asyncio.run, play()).result()

    @asynccontextmanager
    async def browser(self, path: str, *, origin: str | None = None) -> AsyncIterator[Browser]:
        """The WebSocket of a page with the preview's script, after the handshake."""
        address = "ws" + self.url.removeprefix("http") + "livereload"
        headers = {"Origin": origin or self.url.rstrip("/")}
        socket = await websocket_connect(
            HTTPRequest(address, headers=headers, connect_timeout=LONGEST, request_timeout=LONGEST)
        )
        browser = Browser(socket)
        try:
            await browser.send({"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]})
            await browser.receive("hello")
            await browser.send({"command": "info", "url": self.url + path, "plugins": {"duben": {}}})
            browser.greeting = await browser.receive("problems")
            yield browser
        finally:
            socket.close()
            while await socket.read_message() is not None:
                pass


class Browser:
    """A page's WebSocket."""

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self._socket = socket
        self.greeting: Message = {}
        self.seen: list[str] = []

    async def send(self, message: Message) -> None:
        """Send a message to the preview."""
        await self._socket.write_message(json.dumps(message))

    async def receive(self, command: str, where: Callable[[Message], bool] = lambda _: True) -> Message:
        """The next message with this `command` for which `where` is true. `seen` lists all commands."""
        while (text := await self._socket.read_message()) is not None:
            message: Message = json.loads(text)
            self.seen.append(message["command"])
            if message["command"] == command and where(message):
                return message
        raise ConnectionError("the server hung up")


@contextmanager
def served(site: Path, open_state: OpenState = PreviewState) -> Iterator[Served]:
    """Serve the site in a thread of this process."""
    ready: list[Preview] = []
    loops: list[IOLoop] = []
    started = threading.Event()

    def run() -> None:
        asyncio.set_event_loop(asyncio.new_event_loop())
        loops.append(IOLoop.current())
        try:
            ready.append(Preview(site, "127.0.0.1", 0, open_state))
            loops[0].add_callback(started.set)
            ready[0].run()
        finally:
            started.set()
            asyncio.get_event_loop().close()

    thread = threading.Thread(target=run)
    thread.start()
    assert started.wait(LONGEST)
    try:
        yield Served(site=site, url=ready[0].url, preview=ready[0])
    finally:
        loops[0].add_callback(loops[0].stop)
        thread.join(LONGEST)
        assert not thread.is_alive()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """`serve(site)` serves a site until the test ends; `serve(site, SomeState)` uses another class for its state."""
    open_ones = []

    def start(site: Path, open_state: OpenState = PreviewState) -> Served:
        context = served(site, open_state)
        found = context.__enter__()
        open_ones.append(context)
        return found

    yield start
    for context in open_ones:
        context.__exit__(None, None, None)


def write(site: Path, files: Mapping[str, str]) -> None:
    """Save files as an editor does: under another name, then renamed."""
    for path, text in files.items():
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(target.name + ".tmp")
        beside.write_text(text, "utf-8")
        beside.replace(target)
