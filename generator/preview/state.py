"""The site in memory: refreshed after every change, each page rendered when it is asked for, the last good one kept."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.build import Memory, Options, data_files, media, read_site, stops
from generator.diagnostics import Diagnostic, in_order
from generator.render import Assets, Renderer, TemplateFault, environment, read_assets

_TEXTS = frozenset((".md", ".toml", ".html", ".css", ".js"))
"""A change of any other file, an image say, may touch every article that stands beside it."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a browser is given."""

    status: int
    type: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Good:
    """A site without errors, ready to be shown."""

    renderer: Renderer
    assets: Assets
    media: Mapping[str, bytes]


class State:
    """One site as the browser should see it now. Not for several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._memory = Memory()
        self._environment = environment(self.folder)
        self._good: _Good | None = None
        self._pages: dict[str, bytes] = {}
        self._stale: dict[str, bytes] = {}
        self._data: dict[str, bytes] | None = None
        self._template_problems: dict[str, Diagnostic] = {}
        self._problems: tuple[Diagnostic, ...] = ()
        self.refresh()

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Every problem of the site as it stands."""
        return in_order([*self._problems, *self._template_problems.values()])

    def refresh(self, changed: Iterable[Path] = ()) -> None:
        """Read the site again, of which the files `changed` (any, if none is named) are other than before.

        Where it has errors, the last good one stays to be shown.
        """
        paths = set(changed)
        self._memory.galleys.forget(paths if all(path.suffix in _TEXTS for path in paths) else ())
        site, self._problems = read_site(self.folder, Options(drafts=True), memory=self._memory)
        if stops(self._problems, strict=False):
            return
        if not paths or any(self.folder / "templates" in path.parents for path in paths):
            self._environment = environment(self.folder)
        assets = read_assets(self.folder)
        renderer = Renderer(site, assets, self._environment)
        self._good = _Good(renderer=renderer, assets=assets, media=dict(media(self.folder)))
        self._data = None
        self._stale |= self._pages
        self._pages = {}
        self._template_problems = {}

    def page(self, path: str) -> bytes | None:
        """The page at `path`; `None` where there is none. A page whose template fails stays as it last was."""
        if self._good is None or path not in self._good.renderer.pages:
            return None
        if path not in self._pages:
            try:
                self._pages[path] = self._good.renderer.page(path)
                self._template_problems.pop(path, None)
            except TemplateFault as fault:
                self._template_problems[path] = fault.diagnostic
                return self._stale.get(path)
        return self._pages[path]

    def changed(self, path: str) -> bool:
        """Whether the page at `path` differs from what was last shown."""
        return self._stale.get(path) != self.page(path)

    def respond(self, path: str) -> Response:
        """The answer to a request for `path`, which has no leading slash."""
        path = path + "index.html" if path.endswith("/") or not path else path
        page = self.page(path)
        if page is not None:
            return Response(200, "text/html; charset=utf-8", page)
        found = self._file(path)
        if found is not None:
            return Response(200, mimetypes.guess_type(path)[0] or "application/octet-stream", found)
        return Response(
            404, "text/html; charset=utf-8", self.page("404.html") or b"<!doctype html><title>404</title>404"
        )

    def _file(self, path: str) -> bytes | None:
        """A file that is no page; a static file also under the name that an earlier content gave it."""
        if self._good is None:
            return None
        if path in self._good.media:
            return self._good.media[path]
        if path in self._good.assets.files:
            return self._good.assets.files[path]
        stem, _, suffix = path.removeprefix("static/").rpartition(".")
        plain = f"{stem.rpartition('.')[0]}.{suffix}"
        return self._good.assets.files.get(self._good.assets.paths.get(plain, "")) or self._data_file(path)

    def _data_file(self, path: str) -> bytes | None:
        """A file for programs; all of them are made when one is first asked for after a change."""
        if self._data is None and self._good:
            self._data = dict(data_files(self._good.renderer.site))
        return (self._data or {}).get(path)
