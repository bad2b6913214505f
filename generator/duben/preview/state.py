"""The site in memory: read again after every change, each output made when it is asked for, the last good one kept."""

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
from duben.build.pipeline import Reading, compile_files, read_site
from duben.build.session import SiteSession
from duben.build.up_to_date import Made, Options, open_store
from duben.collection.site import Site
from duben.model.diagnostics import Diagnostic, in_order, stops
from duben.model.paths import NOT_FOUND
from duben.preview.changes import Changes, compare
from duben.preview.explain import Explanation, Question, explain
from duben.render import TemplateFault, Theme, read_theme
from duben.runtime.output import Data
from duben.runtime.store import DamagedError
from duben.runtime.workers import Processes, cores

T = TypeVar("T")
_TEXTS = frozenset((".md", ".toml", ".html", ".css", ".js"))
"""A change of any other file, an image say, may touch every article in its folder."""
_THEME = ("templates", "static")


@dataclass(frozen=True, slots=True)
class Response:
    """The answer to a request; `body` is `None` for a page that exists and cannot be shown yet."""

    status: int
    type: str
    body: bytes | None


@dataclass(frozen=True, slots=True)
class _Good:
    """A site without errors, ready to be shown."""

    site: Site
    theme: Theme
    outputs: Outputs


class State:
    """One site as the browser should see it now. Not for several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.source_link = ""
        self._context = BuildContext(store=open_store(self.folder))
        self._session = self._new_session()
        self._reading: Reading | None = None
        self._theme: Theme | None = None
        self._good: _Good | None = None
        self._before: Site | None = None
        self._missed: set[Path] | None = None
        self._files: dict[str, bytes] = {}
        """Every file that has been made, as it was last made."""
        self._made: dict[str, Made] = {}
        self._shown: dict[str, bytes] = {}
        """For each page, what browsers show of it."""
        self._ready: set[str] = set()
        """The pages that have been made since the site was read."""
        self._template_problems: dict[str, Diagnostic] = {}
        self._problems: tuple[Diagnostic, ...] = ()

    def _new_session(self) -> SiteSession:
        return SiteSession(self.folder, self._context.store, keep=True)

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Every problem of the site as it is now."""
        return in_order([*self._problems, *self._template_problems.values()])

    def refresh(self, changed: Iterable[Path] = (), first: Iterable[str] | None = None) -> bool:
        """Read the site again after these files have changed (any, if none is named); whether it has no errors.

        With the pages to be shown `first`, the articles of others may have to wait for `work`. A site with errors is
        not shown: the last good one stays. If this raises, the next refresh takes the same files up again.
        """
        named = set(changed)
        self._missed = self._missed | named if self._missed is not None and named else None
        before = self._good.site if self._good else None
        if good := self._take_up(None if first is None or not before else {_source_of(path) for path in first}):
            self._before = self._before or before
        return good

    @property
    def is_whole(self) -> bool:
        """Whether no article has to wait any longer."""
        return not (self._reading and self._reading.waiting)

    def work(self) -> None:
        """Compile one of the articles that wait; after the last of them the site is read again."""
        assert self._reading is not None  # noqa: S101 - something waits
        rows = compile_files(self._reading.compiler, [self._reading.waiting.pop()])
        self._context.store.put(row for each in rows for row in each)
        if self.is_whole:
            self._take_up(None)

    def rest(self) -> None:
        """While nobody waits: save what later processes can use, and collect garbage.

        What survives is not looked through again: that takes a third of a second at 1,000 articles.
        """
        self._session.save_all()
        gc.collect()
        gc.freeze()

    def _take_up(self, first: Container[str] | None) -> bool:
        """Read the site again; if it is good, it is the one to be shown."""
        reading = self._reading = self._safely(lambda: self._read(first))
        self.source_link = reading.site.config.source_link
        if stops(reading.problems, strict=False):
            self._problems = reading.problems
            return False
        if self._theme is None or self._missed is None or any(map(self._is_theme, self._missed)):
            self._theme = read_theme(self.folder, self._session)
        outputs = all_outputs(self.folder, reading.site, self._theme, self._session)
        self._good = _Good(reading.site, self._theme, outputs)
        self._problems, self._missed = reading.problems, set()
        self._template_problems = {}
        self._ready = set()
        self._forget(self._made.keys() - outputs.keys())
        return True

    def _forget(self, names: Iterable[str]) -> None:
        for name in [*names]:
            for path in self._made.pop(name).paths:
                self._files.pop(path, None)

    def _read(self, first: Container[str] | None) -> Reading:
        paths = self._missed
        are_texts = paths is not None and all(path.suffix in _TEXTS for path in paths)
        self._session.content.forget(
            [path.relative_to(self.folder).as_posix() for path in paths or ()] if are_texts else None
        )
        # Processes only before there is a server, whose threads a fork would not survive.
        context = self._context if self._good else replace(self._context, workers=Processes(cores()))
        return read_site(self.folder, Options(drafts=True), context, self._session, first)

    def _is_theme(self, path: Path) -> bool:
        places = [self.folder / name for name in _THEME]
        return any(path == place or place in path.parents for place in places)

    def changes(self) -> Changes | None:
        """What is different since this was last asked; `None` where nothing can be."""
        before, self._before = self._before, None
        if not before or not self._good:
            return None
        try:
            return compare(before, self._good.site)
        except DamagedError:  # the articles of before have gone
            return None

    def file(self, path: str) -> bytes | None:
        """The file at `path`; `None` where there is none. A page whose template fails stays as it last was."""
        if self._good is None:
            return None
        path = self._current(path)
        name = self._good.outputs.at(path)
        if name is None:
            return None
        try:
            self._safely(lambda: self._make(name))
            self._template_problems.pop(name, None)
        except TemplateFault as fault:
            self._template_problems[name] = fault.diagnostic
        except OSError:  # an image that went just now
            return None
        except Exception:  # noqa: BLE001 - a mistake of ours in one page must not take the others away
            traceback.print_exc(file=sys.stderr)
        else:
            self._ready.add(path)
            return self._files.get(path) if path in self._made[name].paths else None
        return self._files.get(path)

    def _make(self, name: str) -> None:
        assert self._good is not None  # noqa: S101 - it is asked for a page of it
        output, files = self._good.outputs[name], self._files

        def write(path: str, data: Data) -> None:
            files[path] = data if isinstance(data, bytes) else b"".join(data)

        self._made[name] = make_output(output, self._made.get(name), files.__getitem__, write)

    def _current(self, path: str) -> str:
        """A path, or for a static file under the name that an earlier content gave it, the one of today."""
        assert self._good is not None  # noqa: S101 - see `file`
        assets = self._good.theme.assets
        if not path.startswith("static/") or path in assets.files:
            return path
        stem, _, suffix = path.removeprefix("static/").rpartition(".")
        return assets.paths.get(f"{stem.rpartition('.')[0]}.{suffix}", path)

    def meet(self, path: str) -> None:
        """A browser shows this page; one that was loaded before we began is taken to be as it is now."""
        if path not in self._shown:
            self._shown[path] = self.file(path) or b""

    def changed(self, paths: Iterable[str]) -> set[str]:
        """Which of these pages differ from what browsers show of them."""
        found = set()
        for path in paths:
            now = self.file(path)
            if now is not None and now != self._shown.get(path):
                self._shown[path] = now
                found.add(path)
        return found

    def why(self, question: Question) -> Explanation | None:
        """Why a word of a page is so; `None` where there is no such word. Raises `OtherTextError` as `explain` does."""
        good, reading = self._good, self._reading
        if good is None or reading is None:
            return None
        annotator = article_compiler(good.site.config, good.site.glossary, reading.compiler).annotator
        return self._safely(lambda: explain(self.folder, good.site, annotator, question))

    def respond(self, path: str) -> Response:
        """The answer to a request for `path`, which has no leading slash."""
        path = path + "index.html" if path.endswith("/") or not path else path
        if path not in self._ready:
            while not self.is_whole:
                self.work()
        found = self.file(path)
        if found is not None:
            if path.endswith(".html"):
                self._shown[path] = found
            return Response(200, _type(path), found)
        if self._good is None or path in self._good.outputs:
            return Response(503, _HTML, None)
        return Response(404, _HTML, self.file(NOT_FOUND))

    def _safely(self, work: Callable[[], T]) -> T:
        """What `work` gives; where the store has lost what it needs, everything is made again first."""
        try:
            return work()
        except DamagedError:
            self._context.store.clear()
            self._session = self._new_session()
            self._missed = None
            self._read(None)
            return work()


_HTML = "text/html; charset=utf-8"


def _type(path: str) -> str:
    return _HTML if path.endswith(".html") else mimetypes.guess_type(path)[0] or "application/octet-stream"


def _source_of(page: str) -> str:
    """The file of content that a page is made of, if it is one of an article or of the editor's own."""
    stem = page.removesuffix(".html")
    return f"content/{stem}.md" if "/" in stem else f"content/pages/{stem}.md"
