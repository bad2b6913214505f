"""livereload's server, given our pages and our watcher: what browsers are told, and when."""

from __future__ import annotations

import asyncio
import dataclasses
import gc
import json
import signal
import sys
import time
import traceback
import webbrowser
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from livereload import Server
from livereload.handlers import LiveReloadHandler
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop

from duben.model.diagnostics import Diagnostic
from duben.preview.address import bind, is_ours
from duben.preview.answer import STALE, answer, question
from duben.preview.explain import OtherTextError
from duben.preview.extras import PREFIX, described, own_file, with_preview
from duben.preview.state import State
from duben.preview.watch import FileEvents

_BREATH = 0.05
"""Seconds in which open pages fetch what they were told of, before other work goes on."""
_IDLE = 2.0
"""Seconds after which an editor has paused, so that what takes long and nobody waits for can be done."""
_RETRY = 0.1
"""Seconds until a site is read again of which a file went while it was read."""

_FOLLOWING = frozenset(("unknown-see", "unknown-link"))

Message = Mapping[str, object]


def serve(folder: Path, *, host: str, port: int, browse: bool) -> None:
    """Show the site in `folder` at `host` and `port`, or the next port that is free, until interrupted."""
    gc.disable()  # it is done when nothing is waited for (`State.rest`)
    preview = Preview(folder, host, port)
    if browse:
        webbrowser.open(preview.url)
    preview.run()


class Preview(Server):  # type: ignore[misc]  # livereload has no types
    """One served site."""

    def __init__(self, folder: Path, host: str, port: int, open_state: Callable[[Path], State] = State) -> None:
        self.state = open_state(folder)
        self.host = host
        self.listening: set[_Socket] = set()
        self._fault = ""
        self._saved: set[Path] = set()
        self._said: tuple[object, ...] = ((), "")
        self._changes: Message = {}
        self._working = False
        self._resting: object | None = None
        super().__init__(watcher=FileEvents(self.state.folder, self.changed))
        self._listening, self.port = bind(host, port)
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"
        self.changed(set())
        self.application(self.port, host)

    def application(self, port: int, host: str, *_: object, **__: object) -> None:
        """The application of livereload, with its socket open to our own pages only."""
        LiveReloadHandler.watcher, LiveReloadHandler.live_css = self.watcher, True
        del port, host
        ours = {"preview": self}
        handlers = [web.url(r"/livereload", _Socket, ours), web.url(r"/(.*)", _Pages, ours)]
        self._http = HTTPServer(web.Application(handlers, log_function=lambda _: None))
        self._http.add_socket(self._listening)

    def run(self) -> None:
        """Serve until interrupted; nothing is ever written that could be left half done."""
        loop = IOLoop.current()
        with suppress(NotImplementedError, RuntimeError, ValueError):  # on Windows, and in a thread
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_event_loop().add_signal_handler(number, loop.stop)
        print(f"Serving {self.url} (press Ctrl-C to stop)", file=sys.stderr, flush=True)  # noqa: T201 - the command's own line
        self.watcher.start(lambda: None)
        with suppress(KeyboardInterrupt):
            loop.start()
        loop.run_sync(self._close)

    async def _close(self) -> None:
        self._http.stop()
        await self.watcher.stop()
        await self._http.close_all_connections()

    def changed(self, paths: set[Path]) -> None:
        """Take up a burst of changes, and tell the browsers whose pages they touch. No failure ends the preview."""
        start = time.perf_counter()
        self._saved = paths
        try:
            good, self._fault = self.state.refresh(paths, [page.shown for page in self.listening]), ""
        except OSError:
            IOLoop.current().call_later(_RETRY, self.changed, paths)
            return
        except Exception as error:  # noqa: BLE001 - a mistake of ours must not end the preview, nor lose a change
            good = self._failed(error)
        if paths and all(path.suffix == ".css" for path in paths):
            for page in list(self.listening):
                page.reload("reader.css")
        else:
            self._announce()
        took = 1000 * (time.perf_counter() - start)
        self.report()
        if not self._working:
            self._working = True
            IOLoop.current().call_later(_BREATH, self._go_on, took if good else None)

    def _go_on(self, took: float | None) -> None:
        """Do what no open page waits for, piece by piece, so that requests are answered between; then sum up."""
        try:
            if not self.state.is_whole:
                self.state.work()
        except Exception as error:  # noqa: BLE001 - as in `changed`
            self._failed(error)
        if not self.state.is_whole:
            IOLoop.current().add_callback(self._go_on, took)
            return
        self._working = False
        self._announce()
        self.report()
        if took is not None:
            self._sum_up(took)
        if self._resting is not None:
            IOLoop.current().remove_timeout(self._resting)
        self._resting = IOLoop.current().call_later(_IDLE, self.state.rest)

    def _failed(self, error: Exception) -> bool:
        traceback.print_exc(file=sys.stderr)
        self._fault = f"{type(error).__name__}: {error}"
        return False

    def _announce(self) -> None:
        """Tell the browsers whose pages are other than they were."""
        changed = self.state.changed({page.shown for page in self.listening})
        for page in list(self.listening):
            if page.shown in changed:
                page.reload(page.shown)

    def report(self) -> None:
        """Tell every page, and the terminal, what is wrong: once each time that it changes."""
        said = (self.state.problems, self._fault)
        if said == self._said:
            return
        self._said = said
        problems = self.problems()
        for page in list(self.listening):
            page.say(problems)
        print("\n".join(map(str, self.state.problems)) or "no problems", file=sys.stderr)  # noqa: T201

    def _sum_up(self, took: float) -> None:
        """Tell what the save changed: after the pages are on their way."""
        changes = self.state.changes()
        if changes is not None and changes.pages:
            self._changes = {"command": "changes", "took": round(took), **dataclasses.asdict(changes)}
            for page in list(self.listening):
                page.say(self._changes)

    def problems(self) -> Message:
        """The problems as they stand, for a page to show."""
        state = self.state
        return {
            "command": "problems",
            "problems": [described(problem, state.folder, state.source_link) for problem in self._by_weight()],
            "fault": self._fault,
        }

    def _by_weight(self) -> list[Diagnostic]:
        """The problems, what was just saved first, and what only follows from an entry that cannot be read last."""
        saved = {path.relative_to(self.state.folder).as_posix() for path in self._saved}
        return sorted(self.state.problems, key=lambda problem: (problem.code in _FOLLOWING, problem.path not in saved))

    def greet(self, page: _Socket) -> None:
        """Tell a page that has come what it should show."""
        self.listening.add(page)
        self.state.meet(page.shown)
        page.say(self.problems())
        if self._changes:
            page.say(self._changes)

    def trusts(self, address: str) -> bool:
        """Whether a request to this `Host` is meant for us."""
        return is_ours(address, self.host)


class _Socket(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """The browser's end of livereload, which says what page it shows."""

    shown = ""
    ours = False

    def initialize(self, preview: Preview) -> None:
        self._preview = preview

    def check_origin(self, origin: str) -> bool:
        """Only pages that we serve may listen."""
        host = str(self.request.headers.get("Host"))
        return urlsplit(origin).netloc == host and self._preview.trusts(host)

    def on_message(self, message: str | bytes) -> None:
        """The handshake of livereload; with `info` a page says which it is, and our own script that it knows more."""
        try:
            said = json.loads(message)
            command = said.get("command")
        except (ValueError, AttributeError):
            return
        if command == "info":
            path = unquote(urlsplit(str(said.get("url", ""))).path).lstrip("/")
            self.shown = path + "index.html" if path.endswith("/") or not path else path
            self.ours = "duben" in str(said.get("plugins"))
            self._preview.greet(self)
        elif command == "hello":
            super().on_message(message)

    def on_close(self) -> None:
        self._preview.listening.discard(self)

    def reload(self, path: str) -> None:
        """Tell the browser to load its page again, or, for a style sheet, just that."""
        self.send_message({"command": "reload", "path": path, "liveCSS": True})

    def say(self, message: Message) -> None:
        """Tell what only our own script understands."""
        if self.ours:
            self.send_message(dict(message))


class _Pages(web.RequestHandler):
    """Pages from memory, with what only the preview shows. No file is looked for on the disk."""

    def initialize(self, preview: Preview) -> None:
        self._preview = preview

    def prepare(self) -> None:
        """Refuse what was meant for another host."""
        if not self._preview.trusts(self.request.host):
            raise web.HTTPError(421)

    def get(self, path: str) -> None:
        """The page or file at `path`."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        if path.startswith(PREFIX):
            own = path.removeprefix(PREFIX)
            self._why() if own == "why" else self._own(own)
            return
        response = self._preview.state.respond(path)
        self._preview.report()  # a template may have failed that was not tried before
        self.set_status(response.status)
        self.set_header("Content-Type", response.type)
        is_page = response.body is None or response.type.startswith("text/html")
        self.write(with_preview(response.body) if is_page else response.body or b"")

    def _own(self, name: str) -> None:
        found = own_file(name)
        if found is None:
            raise web.HTTPError(404)
        self.set_header("Content-Type", found[0])
        self.write(found[1])

    def _why(self) -> None:
        """Why a word of a page is so, as JSON."""
        state = self._preview.state
        asked = question(*(self.get_query_argument(name, "") for name in ("page", "block", "script", "at")))
        try:
            found = state.why(asked) if asked else None
        except OtherTextError:
            self.set_status(409)
            self.write({"stale": STALE})
            return
        if found is None:
            raise web.HTTPError(404)
        self.write(answer(found, state.folder, state.source_link))
