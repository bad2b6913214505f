"""Holds the previewed site in memory: reloads it after each change, and makes each file on request."""

from __future__ import annotations

import gc
import mimetypes
import sys
import traceback
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from duben.article.compile import article_compiler
from duben.build.context import BuildContext
from duben.build.outputs import Outputs, all_outputs, make_output
from duben.build.pipeline import LoadedSite, compile_files, load_site
from duben.build.session import SiteSession
from duben.build.up_to_date import Options, OutputRecord, open_store
from duben.collection.site import Site
from duben.model.diagnostics import Diagnostic, in_order, stops
from duben.model.paths import CARDS, NOT_FOUND
from duben.preview.changes import Changes, compare
from duben.preview.explain import Explanation, Question, explain
from duben.render import TemplateFault, Theme, read_theme
from duben.runtime.output import Data
from duben.runtime.store import DamagedError
from duben.runtime.workers import Processes, cores
from duben.sources.folder import SourceFolder

T = TypeVar("T")
_TEXT_SUFFIXES = frozenset((".md", ".toml", ".html", ".css", ".js"))
"""If any other file changes, such as an image, every article in its folder may be affected."""


@dataclass(frozen=True, slots=True)
class Response:
    """The answer to a request. `body` is `None` for a page that exists but cannot be shown yet."""

    status: int
    type: str
    body: bytes | None


@dataclass(frozen=True, slots=True)
class _ValidSite:
    """A site without errors, with its theme and outputs."""

    site: Site
    theme: Theme
    outputs: Outputs


class PreviewState:
    """One site as browsers should see it now. Not thread-safe."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.source_link = ""
        self._context = BuildContext(store=open_store(self.folder))
        self._session = self._new_session()
        self._loaded: LoadedSite | None = None
        self._theme: Theme | None = None
        self._valid: _ValidSite | None = None
        self._previous: Site | None = None
        self._pending: set[Path] | None = None
        self._files: dict[str, bytes] = {}
        """The bytes of each file that was made, by path."""
        self._records: dict[str, OutputRecord] = {}
        self._displayed: dict[str, bytes] = {}
        """The bytes of each page and card that browsers show, by path."""
        self._rendered: set[str] = set()
        """The paths of the files made since the site was loaded."""
        self._template_problems: dict[str, Diagnostic] = {}
        self._problems: tuple[Diagnostic, ...] = ()

    def _new_session(self) -> SiteSession:
        return SiteSession(self._context.store, long_lived=True)

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Every problem of the site as it is now."""
        return in_order([*self._problems, *self._template_problems.values()])

    def refresh(self, changed: Iterable[Path] = (), priority: Iterable[str] | None = None) -> bool:
        """Reload the site after these files have changed (any file, if none is given). True if it has no errors.

        With `priority`, the paths of open pages, other articles may wait for `compile_next`. If the site has errors,
        the last valid one is still shown. If this raises, the next refresh includes the same files.
        """
        named = set(changed)
        self._pending = self._pending | named if self._pending is not None and named else None
        before = self._valid.site if self._valid else None
        if valid := self._reload(None if priority is None or not before else {_source_of(path) for path in priority}):
            self._previous = self._previous or before
        return valid

    @property
    def all_compiled(self) -> bool:
        """Whether no article is waiting to be compiled."""
        return not (self._loaded and self._loaded.waiting)

    def compile_next(self) -> None:
        """Compile one waiting article. After the last one, reload the site."""
        assert self._loaded is not None  # noqa: S101 - `all_compiled` is false
        rows = compile_files(self._loaded.compiler, [self._loaded.waiting.pop()])
        self._context.store.put(row for each in rows for row in each)
        if self.all_compiled:
            self._reload(None)

    def run_idle_tasks(self) -> None:
        """Save results for later processes, and collect garbage.

        Objects that survive are frozen: to check them again would take a third of a second at 1,000 articles.
        """
        self._recovering(self._save)
        gc.collect()
        gc.freeze()

    def _save(self) -> None:
        self._session.save_all()

    def _reload(self, priority: Container[str] | None) -> bool:
        """Load the site again, and show it if it is valid. True if it is."""
        sources = SourceFolder(self.folder)
        loaded = self._loaded = self._recovering(lambda: self._read(sources, priority))
        self.source_link = loaded.site.config.source_link
        if stops(loaded.problems, strict=False):
            self._problems = loaded.problems
            return False
        self._theme = read_theme(loaded.theme, self._session, self._theme)
        outputs = all_outputs(loaded.site, loaded.media, self._theme, self._session)
        self._valid = _ValidSite(loaded.site, self._theme, outputs)
        self._problems, self._pending = loaded.problems, set()
        self._template_problems = {}
        self._rendered = set()
        self._forget(self._records.keys() - outputs.keys())
        return True

    def _forget(self, names: Iterable[str]) -> None:
        for name in [*names]:
            for path in self._records.pop(name).paths:
                self._files.pop(path, None)

    def _read(self, sources: SourceFolder, priority: Container[str] | None) -> LoadedSite:
        paths = self._pending
        are_texts = paths is not None and all(path.suffix in _TEXT_SUFFIXES for path in paths)
        self._session.forget([path.relative_to(self.folder).as_posix() for path in paths or ()] if are_texts else None)
        # Fork only the first time: later there is a server, whose threads a fork would break.
        context = self._context if self._valid else replace(self._context, workers=Processes(cores()))
        return load_site(sources, Options(drafts=True), context, self._session, priority)

    def changes(self) -> Changes | None:
        """The changes since the last call; `None` if there is nothing to compare."""
        before, self._previous = self._previous, None
        if not before or not self._valid:
            return None
        try:
            return compare(before, self._valid.site)
        except DamagedError:  # the store no longer has the old articles
            return None

    def file(self, path: str) -> bytes | None:
        """The file at `path`; `None` if there is none. If its template fails, the last version of the page."""
        if self._valid is None:
            return None
        path = self._current_path(path)
        name = self._valid.outputs.name_of(path)
        if name is None:
            return None
        try:
            self._recovering(lambda: self._make(name))
            self._template_problems.pop(name, None)
        except TemplateFault as fault:
            self._template_problems[name] = fault.diagnostic
        except OSError:  # an image was deleted just now
            return None
        except Exception:  # noqa: BLE001 - an error of ours in one page must not affect the others
            traceback.print_exc(file=sys.stderr)
        else:
            self._rendered.add(path)
            return self._files.get(path) if path in self._records[name].paths else None
        return self._files.get(path)

    def _make(self, name: str) -> None:
        assert self._valid is not None  # noqa: S101 - `file` has checked it
        output, files = self._valid.outputs[name], self._files

        def write(path: str, data: Data) -> None:
            files[path] = data if isinstance(data, bytes) else b"".join(data)

        self._records[name] = make_output(output, self._records.get(name), files.__getitem__, write)

    def _current_path(self, path: str) -> str:
        """The path, or the new path of a static file whose name has an old hash."""
        assert self._valid is not None  # noqa: S101 - `file` has checked it
        assets = self._valid.theme.assets
        if not path.startswith("static/") or path in assets.files:
            return path
        stem, _, suffix = path.removeprefix("static/").rpartition(".")
        return assets.paths.get(f"{stem.rpartition('.')[0]}.{suffix}", path)

    def page_opened(self, path: str) -> None:
        """Record that a browser shows this page. A page loaded before we started counts as up to date."""
        if path not in self._displayed:
            self._displayed[path] = self.file(path) or b""

    def stale_cards(self) -> set[str]:
        """The cards that differ from what browsers have loaded. They count as loaded from now on."""
        return self.stale_pages([path for path in self._displayed if path.startswith(CARDS)])

    def stale_pages(self, paths: Iterable[str]) -> set[str]:
        """The pages among `paths` that differ from what browsers show. They count as shown from now on."""
        found = set()
        for path in paths:
            now = self.file(path)
            if now is not None and now != self._displayed.get(path):
                self._displayed[path] = now
                found.add(path)
        return found

    def why(self, question: Question) -> Explanation | None:
        """The explanation of a word; `None` if there is no such word. Raises `OtherTextError`, as `explain` does."""
        valid, loaded = self._valid, self._loaded
        if valid is None or loaded is None:
            return None
        annotator = article_compiler(valid.site.config, valid.site.glossary, loaded.compiler).annotator
        return self._recovering(lambda: explain(self.folder, valid.site, annotator, question))

    def respond(self, path: str) -> Response:
        """The answer to a request for `path`, without a leading slash."""
        path = path + "index.html" if path.endswith("/") or not path else path
        if path not in self._rendered:
            while not self.all_compiled:
                self.compile_next()
        found = self.file(path)
        if found is not None:
            if path.endswith(".html") or path.startswith(CARDS):
                self._displayed[path] = found
            return Response(200, _type(path), found)
        if self._valid is None or path in self._valid.outputs:
            return Response(503, _HTML, None)
        return Response(404, _HTML, self.file(NOT_FOUND))

    def _recovering(self, work: Callable[[], T]) -> T:
        """The result of `work`. If the store is damaged, clear it, load the site again and retry."""
        try:
            return work()
        except DamagedError:
            self._context.store.clear()
            self._session = self._new_session()
            self._pending = None
            self._read(SourceFolder(self.folder), None)
            return work()


_HTML = "text/html; charset=utf-8"


def _type(path: str) -> str:
    return _HTML if path.endswith(".html") else mimetypes.guess_type(path)[0] or "application/octet-stream"


def _source_of(page: str) -> str:
    """The content file of an article's page or of a page in `content/pages`."""
    stem = page.removesuffix(".html")
    return f"content/{stem}.md" if "/" in stem else f"content/pages/{stem}.md"
