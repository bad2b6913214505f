"""The preview's server: serves pages from memory, and tells browsers what changed."""

from __future__ import annotations

import dataclasses
import gc
import json
import sys
import time
import traceback
import webbrowser
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from livereload import Server
from livereload.handlers import LiveReloadHandler
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.ioloop import IOLoop

from duben.model.diagnostics import Diagnostic
from duben.preview.address import bind, is_allowed_host, is_same_origin
from duben.preview.answer import STALE, answer, parse_question
from duben.preview.explain import OtherTextError
from duben.preview.extras import PREFIX, preview_file, problem_fields, with_preview
from duben.preview.state import PreviewState
from duben.preview.watch import FileEvents
from duben.runtime.interrupts import Interrupts

_FETCH_PAUSE = 0.05
"""Seconds for open pages to load what changed, before other articles are compiled."""
_IDLE = 2.0
"""Seconds without a change after which idle tasks run."""
_RETRY = 0.1
"""Seconds until a new attempt, after a file disappeared during a reload."""

_CONSEQUENCES = frozenset(("unknown-see", "unknown-link"))
"""Codes of problems that an error in the glossary may cause; they are listed last."""

Message = Mapping[str, object]


def serve(folder: Path, interrupts: Interrupts, *, host: str, port: int, browse: bool) -> None:
    """Show the site in `folder` at `host` and `port`, or the next port that is free, until interrupted.

    Raises `CannotListenError`.
    """
    gc.disable()  # `PreviewState.run_idle_tasks` collects garbage
    preview = Preview(folder, host, port)
    loop = IOLoop.current()
    interrupts.end_with(lambda: loop.add_callback_from_signal(loop.stop))
    if browse:
        webbrowser.open(preview.url)
    preview.run()


class Preview(Server):  # type: ignore[misc]  # livereload has no types
    """The preview of one site."""

    def __init__(
        self, folder: Path, host: str, port: int, open_state: Callable[[Path], PreviewState] = PreviewState
    ) -> None:
        self._server_socket, self.port = bind(host, port)  # at once, because compiling takes longer
        self.state = open_state(folder)
        self.host = host
        self.sockets: set[_BrowserSocket] = set()
        self._fault = ""
        self._saved_paths: set[Path] = set()
        self._last_report: tuple[object, ...] = ((), "")
        self._changes: Message = {}
        self._is_compiling = False
        self._idle_timer: object | None = None
        super().__init__(watcher=FileEvents(self.state.folder, self.changed))
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"
        self.changed(set())
        self.application(self.port, host)

    def application(self, port: int, host: str, *_: object, **__: object) -> None:
        """Start the web server, instead of livereload's: its socket accepts only our own pages."""
        LiveReloadHandler.watcher, LiveReloadHandler.live_css = self.watcher, True
        del port, host
        ours = {"preview": self}
        handlers = [web.url(r"/livereload", _BrowserSocket, ours), web.url(r"/(.*)", _PageHandler, ours)]
        self._http = HTTPServer(web.Application(handlers, log_function=lambda _: None))
        self._http.add_socket(self._server_socket)

    def run(self) -> None:
        """Serve until interrupted."""
        loop = IOLoop.current()
        print(f"Serving {self.url} (press Ctrl-C to stop)", file=sys.stderr, flush=True)  # noqa: T201 - the command's own line
        self.watcher.start(lambda: None)
        loop.start()
        loop.run_sync(self._close)

    async def _close(self) -> None:
        self._http.stop()
        await self.watcher.stop()
        await self._http.close_all_connections()

    def changed(self, paths: set[Path]) -> None:
        """Reload the site after these files changed, and the pages that it affects. Never raises."""
        start = time.perf_counter()
        self._saved_paths = paths
        try:
            valid, self._fault = self.state.refresh(paths, [page.shown for page in self.sockets]), ""
        except OSError:
            IOLoop.current().call_later(_RETRY, self.changed, paths)
            return
        except Exception as error:  # noqa: BLE001 - an error of ours must not end the preview or lose a change
            valid = self._record_failure(error)
        if paths and all(path.suffix == ".css" for path in paths):
            for page in list(self.sockets):
                page.reload("reader.css")
        else:
            self._reload_stale_pages()
        took = 1000 * (time.perf_counter() - start)
        self.report()
        if not self._is_compiling:
            self._is_compiling = True
            IOLoop.current().call_later(_FETCH_PAUSE, self._compile_waiting, took if valid else None)

    def _compile_waiting(self, took: float | None) -> None:
        """Compile one waiting article at a time, to answer requests in between; then report the changes."""
        try:
            if not self.state.all_compiled:
                self.state.compile_next()
        except Exception as error:  # noqa: BLE001 - as in `changed`
            self._record_failure(error)
        if not self.state.all_compiled:
            IOLoop.current().add_callback(self._compile_waiting, took)
            return
        self._is_compiling = False
        self._reload_stale_pages()
        self.report()
        if took is not None:
            self._send_changes(took)
        if self._idle_timer is not None:
            IOLoop.current().remove_timeout(self._idle_timer)
        self._idle_timer = IOLoop.current().call_later(_IDLE, self.state.run_idle_tasks)

    def _record_failure(self, error: Exception) -> bool:
        traceback.print_exc(file=sys.stderr)
        self._fault = f"{type(error).__name__}: {error}"
        return False

    def _reload_stale_pages(self) -> None:
        """Reload each open page that has changed."""
        changed = self.state.stale_pages({page.shown for page in self.sockets})
        for page in list(self.sockets):
            if page.shown in changed:
                page.reload(page.shown)

    def report(self) -> None:
        """Send the problems to every page and print them, if they have changed."""
        said = (self.state.problems, self._fault)
        if said == self._last_report:
            return
        self._last_report = said
        problems = self.problems()
        for page in list(self.sockets):
            page.send_to_script(problems)
        print("\n".join(map(str, self.state.problems)) or "no problems", file=sys.stderr)  # noqa: T201

    def _send_changes(self, took: float) -> None:
        """Send every page the changes of the last save, which took `took` milliseconds."""
        changes = self.state.changes()
        if changes is not None and changes.pages:
            self._changes = {"command": "changes", "took": round(took), **dataclasses.asdict(changes)}
            for page in list(self.sockets):
                page.send_to_script(self._changes)

    def problems(self) -> Message:
        """The present problems, as a message for the preview's script."""
        state = self.state
        return {
            "command": "problems",
            "problems": [
                problem_fields(problem, state.folder, state.source_link) for problem in self._sorted_problems()
            ],
            "fault": self._fault,
        }

    def _sorted_problems(self) -> list[Diagnostic]:
        """The problems: those in saved files first, those that other problems cause last."""
        saved = {path.relative_to(self.state.folder).as_posix() for path in self._saved_paths}
        return sorted(
            self.state.problems, key=lambda problem: (problem.code in _CONSEQUENCES, problem.path not in saved)
        )

    def page_connected(self, page: _BrowserSocket) -> None:
        """Send the problems and the last changes to a page that has connected."""
        self.sockets.add(page)
        self.state.page_opened(page.shown)
        page.send_to_script(self.problems())
        if self._changes:
            page.send_to_script(self._changes)

    def check(self, request: HTTPServerRequest, *, is_socket: bool) -> None:
        """Refuse a request for another host, and a socket from a page of another host. Raises `HTTPError`."""
        if not is_allowed_host(request.host, self.host):
            raise web.HTTPError(421)
        if is_socket and not is_same_origin(request.headers.get("Origin", ""), request.host):
            raise web.HTTPError(403)


class _BrowserSocket(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """The WebSocket of one open page; `shown` is the path of the page."""

    shown = ""
    has_our_script = False

    def initialize(self, preview: Preview) -> None:
        self._preview = preview

    def prepare(self) -> None:
        """Accept only pages that we serve."""
        self._preview.check(self.request, is_socket=True)

    def check_origin(self, origin: str) -> bool:
        """Accept: `prepare` has checked each request. Tornado asks this only about some."""
        del origin
        return True

    def on_message(self, message: str | bytes) -> None:
        """Handle livereload's handshake. `info` names the page; our script adds the plugin `duben`."""
        try:
            said = json.loads(message)
            command, address = said.get("command"), urlsplit(str(said.get("url", "")))
        except (ValueError, AttributeError, RecursionError):
            return
        if command == "info":
            path = unquote(address.path).lstrip("/")
            self.shown = path + "index.html" if path.endswith("/") or not path else path
            self.has_our_script = "duben" in str(said.get("plugins"))
            self._preview.page_connected(self)
        elif command == "hello":
            super().on_message(message)

    def on_close(self) -> None:
        self._preview.sockets.discard(self)

    def reload(self, path: str) -> None:
        """Tell the browser to reload its page, or only the style sheet at `path`."""
        self.send_message({"command": "reload", "path": path, "liveCSS": True})

    def send_to_script(self, message: Message) -> None:
        """Send a message, if the page has our script: livereload's would not understand it."""
        if self.has_our_script:
            self.send_message(dict(message))


class _PageHandler(web.RequestHandler):
    """Serves pages from memory, with the preview's scripts. Never reads the site's files from disk."""

    def initialize(self, preview: Preview) -> None:
        self._preview = preview

    def prepare(self) -> None:
        """Refuse a request for another host."""
        self._preview.check(self.request, is_socket=False)

    def head(self, path: str) -> None:
        """As `get`; Tornado leaves out the body."""
        self.get(path)

    def get(self, path: str) -> None:
        """The page or file at `path`."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        if path.startswith(PREFIX):
            own = path.removeprefix(PREFIX)
            self._why() if own == "why" else self._own(own)
            return
        response = self._preview.state.respond(path)
        self._preview.report()  # this request may have found a template error
        self.set_status(response.status)
        self.set_header("Content-Type", response.type)
        is_page = response.body is None or response.type.startswith("text/html")
        self.write(with_preview(response.body) if is_page else response.body or b"")

    def _own(self, name: str) -> None:
        found = preview_file(name)
        if found is None:
            raise web.HTTPError(404)
        self.set_header("Content-Type", found[0])
        self.write(found[1])

    def _why(self) -> None:
        """Answer with the explanation of a word, as JSON."""
        state = self._preview.state
        asked = parse_question(*(self.get_query_argument(name, "") for name in ("page", "block", "script", "at")))
        try:
            found = state.why(asked) if asked else None
        except OtherTextError:
            self.set_status(409)
            self.write({"stale": STALE})
            return
        if found is None:
            raise web.HTTPError(404)
        self.write(answer(found, state.folder, state.source_link))
