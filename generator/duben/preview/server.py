"""The preview's server: serves pages from memory, and tells browsers what changed."""

from __future__ import annotations

import dataclasses
import gc
import os
import sys
import time
import traceback
import webbrowser
from collections.abc import Callable
from functools import partial
from pathlib import Path

from livereload import Server
from livereload.handlers import LiveReloadHandler
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop

from duben.model.diagnostics import Diagnostic
from duben.preview.address import bind
from duben.preview.extras import problem_fields
from duben.preview.handlers import BrowserSocket, Message, PageHandler
from duben.preview.state import PreviewState
from duben.preview.watch import FileEvents
from duben.runtime.interrupts import Interrupts
from duben.sources.files import read_problem

_FETCH_PAUSE = 0.05
"""Seconds for open pages to load what changed, before other articles are compiled."""
_IDLE = 2.0
"""Seconds without a change after which idle tasks run."""
_RETRY = 0.1
"""Seconds until a second attempt, after a file disappeared during a reload."""

_CONSEQUENCES = frozenset(("unknown-see", "unknown-link"))
"""Codes of problems that an error in the glossary may cause; they are listed last."""


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
    interrupts.ignore()


class Preview(Server):  # type: ignore[misc]  # livereload has no types
    """The preview of one site."""

    def __init__(
        self, folder: Path, host: str, port: int, open_state: Callable[[Path], PreviewState] = PreviewState
    ) -> None:
        self._server_socket, self.port = bind(host, port)  # at once, because compiling takes longer
        self.state = open_state(folder)
        self.host = host
        self.sockets: set[BrowserSocket] = set()
        self._fault = ""
        self._unread: tuple[Diagnostic, ...] = ()
        self._saved_paths: set[Path] = set()
        self._last_report: tuple[object, ...] = ((), "")
        self._changes: Message = {}
        self._is_compiling = False
        self._took: float | None = None
        """Milliseconds that the last reload took, until its changes are sent."""
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
        handlers = [web.url(r"/livereload", BrowserSocket, ours), web.url(r"/(.*)", PageHandler, ours)]
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

    def changed(self, paths: set[Path], *, again: bool = False) -> None:
        """Reload the site after these files changed, and the pages that it affects. Never raises.

        If a file cannot be read, try it `again` once. Then report it, and wait for the next change.
        """
        start = time.perf_counter()
        self._saved_paths, self._unread, self._fault = paths, (), ""
        try:
            valid = self.state.refresh(paths, [page.shown for page in self.sockets])
        except OSError as error:
            if not again:
                IOLoop.current().call_later(_RETRY, partial(self.changed, paths, again=True))
                return
            valid, self._unread = False, (read_problem(self._name(error), error),)
        except Exception as error:  # noqa: BLE001 - an error of ours must not end the preview or lose a change
            valid = self._record_failure(error)
        if paths and all(path.suffix == ".css" for path in paths):
            for page in list(self.sockets):
                page.reload("reader.css")
        else:
            self._reload_stale_pages()
        self._took = 1000 * (time.perf_counter() - start) if valid else self._took
        self.report()
        if not self._is_compiling:
            self._is_compiling = True
            IOLoop.current().call_later(_FETCH_PAUSE, self._compile_waiting)

    def _compile_waiting(self) -> None:
        """Compile one waiting article at a time, to answer requests in between; then report the changes."""
        try:
            if not self.state.all_compiled:
                self.state.compile_next()
        except Exception as error:  # noqa: BLE001 - as in `changed`
            self._record_failure(error)
        if not self.state.all_compiled:
            IOLoop.current().add_callback(self._compile_waiting)
            return
        self._is_compiling = False
        self._reload_stale_pages()
        self.report()
        if self._took is not None:
            self._send_changes(self._took)
            self._took = None
        if self._idle_timer is not None:
            IOLoop.current().remove_timeout(self._idle_timer)
        self._idle_timer = IOLoop.current().call_later(_IDLE, self._run_idle_tasks)

    def _name(self, error: OSError) -> str:
        """The path within the site of the file that could not be read, or its whole path."""
        path = Path(os.fsdecode(error.filename or self.state.folder))
        is_inside = path.is_relative_to(self.state.folder)
        return path.relative_to(self.state.folder).as_posix() if is_inside else path.as_posix()

    def _run_idle_tasks(self) -> None:
        try:
            self.state.run_idle_tasks()
        except Exception as error:  # noqa: BLE001 - as in `changed`
            self._record_failure(error)
            self.report()

    def _record_failure(self, error: Exception) -> bool:
        traceback.print_exc(file=sys.stderr)
        self._fault = f"{type(error).__name__}: {error}"
        return False

    def _reload_stale_pages(self) -> None:
        """Reload each open page that has changed; before that, tell all pages which cards have."""
        if cards := self.state.stale_cards():
            for page in list(self.sockets):
                page.send_to_script({"command": "cards", "paths": sorted(cards)})
        changed = self.state.stale_pages({page.shown for page in self.sockets})
        for page in list(self.sockets):
            if page.shown in changed:
                page.reload(page.shown)

    @property
    def _all_problems(self) -> tuple[Diagnostic, ...]:
        """The problems of the site, and the file that could not be read."""
        return (*self.state.problems, *self._unread)

    def report(self) -> None:
        """Send the problems to every page and print them, if they have changed."""
        found = self._all_problems
        said = (found, self._fault)
        if said == self._last_report:
            return
        self._last_report = said
        problems = self.problems()
        for page in list(self.sockets):
            page.send_to_script(problems)
        print("\n".join(map(str, found)) or "no problems", file=sys.stderr)  # noqa: T201

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
            self._all_problems,
            key=lambda problem: (problem.code in _CONSEQUENCES, problem.path not in saved),
        )

    def page_connected(self, page: BrowserSocket) -> None:
        """Send the problems and the last changes to a page that has connected."""
        self.sockets.add(page)
        self.state.page_opened(page.shown)
        page.send_to_script(self.problems())
        if self._changes:
            page.send_to_script(self._changes)
