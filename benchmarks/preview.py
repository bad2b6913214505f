"""How soon the preview shows a saved file: from the save to the reload message and to the new bytes.

A WebSocket client plays the browser: it speaks livereload's protocol and fetches its page at each reload message.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from benchmarks import report, sites
from benchmarks.corpus import ALIASED, EVERYWHERE, ONCE, PLANTED

ROOT = Path(__file__).parent.parent
HAN = 2500
PAGE = f"articles/{sites.EDITED}.html"
OWN = ("templates/article.html", "static/reader.css")
"""Duben's files that are copied into the site, so that they can be edited."""
WAIT = 60.0
START = 1800.0
PROTOCOL = "http://livereload.com/protocols/official-7"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of edit: `save` makes the n-th edit; `seen` finds it in the file at `path`, or in the style sheet."""

    name: str
    save: Callable[[Path, int], None]
    seen: Callable[[bytes, int], bool]
    path: str = PAGE
    styles: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """Milliseconds from the save to the reload message, and to the new bytes."""

    told: float
    shown: float


def _mark(number: int) -> str:
    return f"mark{number}"


def _has_mark(body: bytes, number: int) -> bool:
    return _mark(number).encode() in body


def _has_alias(body: bytes, number: int) -> bool:
    """Whether the first `number + 1` planted names are links in the text, in both scripts."""
    return len(re.findall(rf'class=(?:term|"term)[^>]*#term-{ALIASED}[ >]'.encode(), body)) >= 2 * (number + 1)


def _edit_template(site: Path, number: int) -> None:
    path = site / OWN[0]
    sites.save(
        path, re.sub(r"<article[^>]*>", f'<article data-mark="{_mark(number)}">', path.read_text("utf-8"), count=1)
    )


def _edit_styles(site: Path, number: int) -> None:
    path = site / OWN[1]
    sites.save(path, f"{path.read_text('utf-8')}\n.{_mark(number)} {{ color: red }}\n")


KINDS = (
    Kind(
        name="a definition shown on one page",
        save=lambda site, number: sites.edit_definition(site, ONCE, _mark(number)),
        seen=_has_mark,
        path=f"cards/{ONCE}.js",
    ),
    Kind(
        name="a definition shown on 90 % of the pages",
        save=lambda site, number: sites.edit_definition(site, EVERYWHERE, _mark(number)),
        seen=_has_mark,
        path=f"cards/{EVERYWHERE}.js",
    ),
    Kind(
        name="one new alias, in 2 % of the articles",
        save=lambda site, number: sites.add_alias(site, ALIASED, PLANTED[number]),
        seen=_has_alias,
    ),
    Kind(name="one article", save=lambda site, number: sites.edit_article(site, _mark(number)), seen=_has_mark),
    Kind(name="a template", save=_edit_template, seen=_has_mark),
    Kind(name="the style sheet", save=_edit_styles, seen=_has_mark, styles=True),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `python -m benchmarks preview`."""
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000], metavar="N", help="numbers of articles")
    parser.add_argument("--saves", type=int, default=20, help=f"of each kind, at most {len(PLANTED)}")
    parser.add_argument(
        "--pause", type=float, default=1.0, metavar="SECONDS", help="between what is seen and the next save"
    )
    parser.add_argument("--write", action="store_true", help=f"write the table into {report.PATH.name}")


def main(options: argparse.Namespace) -> None:
    """Measure, print and, with `--write`, write the table."""
    parts = [f"{report.machine()}. Articles of {HAN:,} characters; {options.saves} saves of each kind.\n"]
    for number in options.sizes:
        parts += [f"### {number:,} articles\n", measure(number, options.saves, options.pause)]
    text = "\n".join(parts)
    print(text)
    if options.write:
        report.replace_part("preview", text)


def measure(number: int, saves: int, pause: float) -> str:
    """The table for a site of `number` articles."""
    with tempfile.TemporaryDirectory() as name:
        site = Path(name)
        sites.write_site(site, number, HAN)
        for path in OWN:
            sites.made((site / path).parent)
            shutil.copy(ROOT / path, site / path)
        start = time.perf_counter()
        with server(site) as url:
            ready = time.perf_counter() - start
            rows = asyncio.run(_measure_all(site, url, saves, pause))
    head = ["ms from the save, median (95th percentile)", "reload message", "new page arrived", "never seen"]
    return f"Ready {ready:.1f} s after the start.\n\n{report.table(head, rows)}"


@contextmanager
def server(site: Path) -> Iterator[str]:
    """`duben serve` on a free port; gives its address and stops it with SIGINT."""
    # A shell's background job may ignore SIGINT, and the child would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    command: list[str | Path] = [sys.executable, "-m", "duben", "serve", "--site", site, "--port", "0"]
    with (
        tempfile.NamedTemporaryFile() as said,
        subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT) as process,
    ):
        try:
            yield _address(process, Path(said.name))
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                print("duben serve did not stop when it was interrupted", file=sys.stderr)


def _address(process: subprocess.Popen[bytes], said: Path) -> str:
    """The address that the server prints."""
    until = time.monotonic() + START
    while time.monotonic() < until and process.poll() is None:
        if found := re.search(r"http://[^/\s]+/", said.read_text("utf-8")):
            return found[0]
        time.sleep(0.05)
    raise RuntimeError(f"duben serve did not start: {said.read_text('utf-8')}")


async def _measure_all(site: Path, url: str, saves: int, pause: float) -> list[list[str]]:
    browser = Browser(url, await _connected(url))
    rows = []
    for kind in KINDS:
        delays = []
        for number in range(saves):
            await asyncio.sleep(pause)
            delays.append(await browser.delay(site, kind, number))
        seen = [delay for delay in delays if delay]
        told, shown = _summary([delay.told for delay in seen]), _summary([delay.shown for delay in seen])
        rows.append([kind.name, told, shown, str(len(delays) - len(seen))])
    browser.socket.close()
    return rows


async def _connected(url: str) -> WebSocketClientConnection:
    """A WebSocket after the handshake of livereload's protocol."""
    request = HTTPRequest(f"ws{url.removeprefix('http')}livereload", headers={"Origin": url.rstrip("/")})
    socket = await websocket_connect(request)
    await socket.write_message(json.dumps({"command": "hello", "protocols": [PROTOCOL]}))
    await socket.read_message()
    await socket.write_message(json.dumps({"command": "info", "url": url + PAGE, "plugins": {"duben": {}}}))
    return socket


class Browser:
    """A client with one page open."""

    def __init__(self, url: str, socket: WebSocketClientConnection) -> None:
        self.socket = socket
        self._url = url
        self._client = AsyncHTTPClient()
        self._inbox: asyncio.Queue[float] = asyncio.Queue()
        self._listening = asyncio.create_task(self._listen())

    async def delay(self, site: Path, kind: Kind, number: int) -> Delay | None:
        """The delay of one save; `None` if it never shows."""
        url = await self._styles() if kind.styles else self._url + kind.path
        await self._get(url)  # so that the preview knows that a browser has it
        while not self._inbox.empty():
            self._inbox.get_nowait()
        kind.save(site, number)
        saved = time.perf_counter()
        while time.perf_counter() - saved < WAIT:
            try:
                message = await asyncio.wait_for(self._inbox.get(), WAIT)
            except TimeoutError:
                return None
            if kind.seen(await self._get(url), number):
                # A message without new content was about an earlier save.
                return Delay(told=1000 * (message - saved), shown=1000 * (time.perf_counter() - saved))
        return None

    async def _listen(self) -> None:
        """Record the time of each message that something has changed."""
        while (message := await self.socket.read_message()) is not None:
            if json.loads(message)["command"] in {"reload", "cards"}:
                self._inbox.put_nowait(time.perf_counter())

    async def _get(self, url: str) -> bytes:
        return (await self._client.fetch(url)).body

    async def _styles(self) -> str:
        """The address of the page's style sheet; a browser keeps it while the page is open."""
        found = re.search(rb"href=((?:\.\./)?static/reader\.[^ >]*css)", await self._get(self._url + PAGE))
        if not found:
            raise RuntimeError(f"{PAGE} has no style sheet")
        return self._url + found[1].decode().removeprefix("../")


def _summary(values: Sequence[float]) -> str:
    """The median and, in parentheses, the 95th percentile."""
    if not values:
        return "–"
    last = sorted(values)[math.ceil(0.95 * len(values)) - 1]
    return f"{statistics.median(values):.0f} ({last:.0f})"
