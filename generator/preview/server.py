"""livereload's server, given our pages and our watcher: what browsers are told, and when."""

from __future__ import annotations

import errno
import json
import sys
import webbrowser
from collections.abc import Awaitable
from html import escape
from pathlib import Path
from socket import socket
from urllib.parse import unquote, urlsplit

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets

from generator.preview.state import State
from generator.preview.watch import FileEvents

_PORTS_TRIED = 20


def serve(folder: Path, *, host: str, port: int, browse: bool) -> None:
    """Show the site in `folder` at `host` and `port`, or the next port that is free, until interrupted."""
    preview = Preview(folder, host, port)
    if browse:
        webbrowser.open(preview.url)
    preview.run()


class Preview(Server):  # type: ignore[misc]  # livereload has no types
    """One served site."""

    def __init__(self, folder: Path, host: str, port: int) -> None:
        self._state = State(folder)
        self._said: tuple[object, ...] = ()
        super().__init__(watcher=FileEvents(self._state.folder, self.changed))
        self._sockets, self.port = _bind(host, port)
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"
        self.application(self.port, host)

    def application(self, port: int, host: str, *_: object, **__: object) -> None:
        """The application of livereload, with its socket open to our own pages only."""
        LiveReloadHandler.watcher, LiveReloadHandler.live_css = self.watcher, True
        del port, host
        handlers = [
            web.url(r"/livereload", _Socket),
            web.url(r"/livereload.js", LiveReloadJSHandler),
            web.url(r"/(.*)", _Pages, {"state": self._state}),
        ]
        self._http = HTTPServer(web.Application(handlers, log_function=lambda _: None))
        self._http.add_sockets(self._sockets)

    def run(self) -> None:
        """Serve until interrupted."""
        self._report()
        print(f"{self.url}  (stop with Ctrl-C)", file=sys.stderr)  # noqa: T201 - the command's own line
        self.watcher.start(lambda: None)
        try:
            IOLoop.current().start()
        except KeyboardInterrupt:
            self._http.stop()
            IOLoop.current().run_sync(self.watcher.stop)

    def changed(self, paths: set[Path]) -> None:
        """Take up a burst of changes, and tell the browsers whose pages they touch."""
        before = self._state.problems
        self._state.refresh(paths)
        only_styles = all(path.suffix == ".css" for path in paths)
        for page in list(_Socket.waiters):
            shown = page.shown
            if only_styles:
                page.reload("reader.css")
            elif shown is None or self._state.changed(shown) or before != self._state.problems:
                page.reload(shown or "/")
        self._report()

    def _report(self) -> None:
        """The problems, once each time they change."""
        if self._state.problems != self._said:
            self._said = self._state.problems
            print("\n".join(map(str, self._said)) or "no problems", file=sys.stderr)  # noqa: T201


class _Socket(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """The browser's end of livereload, which says what page it shows."""

    shown: str | None = None

    def check_origin(self, origin: str) -> bool:
        """Only pages that we serve may listen."""
        return urlsplit(origin).netloc == str(self.request.headers.get("Host"))

    def on_message(self, message: str | bytes) -> None:
        said = json.loads(message)
        if said.get("command") == "info":
            path = unquote(urlsplit(said.get("url", "")).path).lstrip("/")
            self.shown = path + "index.html" if path.endswith("/") or not path else path
        super().on_message(message)

    def reload(self, path: str) -> None:
        """Tell the browser to load its page again, or, for a style sheet, just that."""
        self.send_message({"command": "reload", "path": path, "liveCSS": True})


class _Pages(web.RequestHandler):
    """Pages from memory, with what only the preview shows."""

    def initialize(self, state: State) -> None:
        self._state = state

    def get(self, path: str) -> Awaitable[None] | None:
        """The page or file at `path`."""
        response = self._state.respond(path)
        self.set_status(response.status)
        self.set_header("Content-Type", response.type)
        self.set_header("Cache-Control", "no-store")
        body = response.body
        if response.type.startswith("text/html"):
            body = _with_preview(body, self._state)
        self.write(body)
        return None


def _with_preview(page: bytes, state: State) -> bytes:
    problems = "".join(f"<li><code>{escape(str(problem))}</code></li>" for problem in state.problems)
    panel = f'<aside class="problems" role="alert"><ol>{problems}</ol></aside>' if problems else ""
    script = '<script src="/livereload.js" defer></script>'
    if b"</body>" not in page:
        return page + panel.encode() + script.encode()
    return page.replace(b"</body>", panel.encode() + b"</body>").replace(b"</head>", script.encode() + b"</head>", 1)


def _bind(host: str, port: int) -> tuple[list[socket], int]:
    for tried in range(port, port + _PORTS_TRIED if port else 1):
        try:
            sockets = bind_sockets(tried, host, reuse_port=False)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
        else:
            return sockets, sockets[0].getsockname()[1]
    raise OSError(errno.EADDRINUSE, f"ports {port} to {port + _PORTS_TRIED - 1} are all in use")
