"""Answers requests: pages from memory, the preview's own files, and the WebSocket of each open page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler
from tornado import web
from tornado.httputil import HTTPServerRequest

from duben.preview.address import is_allowed_host, is_same_origin
from duben.preview.answer import STALE, answer, parse_question
from duben.preview.explain import OtherTextError
from duben.preview.extras import PREFIX, preview_file, with_preview

if TYPE_CHECKING:
    from duben.preview.server import Preview

Message = Mapping[str, object]


def check(request: HTTPServerRequest, host: str, *, is_socket: bool) -> None:
    """Refuse a request for another host than `host`, and a socket from a page of another. Raises `HTTPError`."""
    if not is_allowed_host(request.host, host):
        raise web.HTTPError(421)
    if is_socket and not is_same_origin(request.headers.get("Origin", ""), request.host):
        raise web.HTTPError(403)


class BrowserSocket(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """The WebSocket of one open page; `shown` is the path of the page."""

    shown = ""
    has_our_script = False

    def initialize(self, preview: Preview) -> None:
        """Take the preview that this belongs to."""
        self._preview = preview

    def prepare(self) -> None:
        """Accept only pages that we serve."""
        check(self.request, self._preview.host, is_socket=True)

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
        """Forget the page."""
        self._preview.sockets.discard(self)

    def reload(self, path: str) -> None:
        """Tell the browser to reload its page, or only the style sheet at `path`."""
        self.send_message({"command": "reload", "path": path, "liveCSS": True})

    def send_to_script(self, message: Message) -> None:
        """Send a message, if the page has our script: livereload's would not understand it."""
        if self.has_our_script:
            self.send_message(dict(message))


class PageHandler(web.RequestHandler):
    """Serves pages from memory, with the preview's scripts. Never reads the site's files from disk."""

    def initialize(self, preview: Preview) -> None:
        """Take the preview that this belongs to."""
        self._preview = preview

    def prepare(self) -> None:
        """Refuse a request for another host."""
        check(self.request, self._preview.host, is_socket=False)

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
