"""The site in memory: refreshed after every change, each page rendered when it is asked for, the last good one kept."""

from __future__ import annotations

import gc
import mimetypes
import sys
import traceback
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from duben.article.compile import compiler
from duben.build.compile_articles import compile_articles
from duben.build.outputs import Job, jobs, whole
from duben.build.pipeline import BuildContext, read_site, stops
from duben.build.session import Session
from duben.build.up_to_date import Options, open_cache
from duben.collection.site import Site
from duben.model.diagnostics import Diagnostic, in_order
from duben.preview.changes import Changes, compare
from duben.preview.explain import Explanation, Question, explain
from duben.render import Assets, Renderer, TemplateFault, environment, read_assets
from duben.runtime.store import DamagedError
from duben.runtime.workers import Processes, cores

T = TypeVar("T")
_TEXTS = frozenset((".md", ".toml", ".html", ".css", ".js"))
"""A change of any other file, an image say, may touch every article that stands beside it."""
_NOT_FOUND = "404.html"


@dataclass(frozen=True, slots=True)
class Response:
    """What a browser is given; `body` is `None` for a page that is there and cannot be shown yet."""

    status: int
    type: str
    body: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Good:
    """A site without errors, ready to be shown."""

    renderer: Renderer
    assets: Assets
    jobs: Mapping[str, Job]


class State:
    """One site as the browser should see it now. Not for several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.source_link = ""
        self._means = BuildContext(store=open_cache(self.folder))
        self._memory = Session(self._means.store, lasting=True)
        self._environment = environment(self.folder, self._means.store)
        self._good: _Good | None = None
        self._before: Site | None = None
        self._missed: set[Path] | None = None
        self._pages: dict[str, bytes] = {}
        self._stale: dict[str, bytes] = {}
        self._told: dict[str, bytes] = {}
        self._media: dict[str, bytes] | None = None
        self._index: tuple[str, dict[str, bytes]] = "", {}
        self._template_problems: dict[str, Diagnostic] = {}
        self._problems: tuple[Diagnostic, ...] = ()

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Every problem of the site as it stands."""
        return in_order([*self._problems, *self._template_problems.values()])

    def refresh(self, changed: Iterable[Path] = (), first: Iterable[str] | None = None) -> bool:
        """Read the site again, of which the files `changed` (any, if none is named) are other than before.

        With the pages that are to be there `first`, the articles of others may have to wait for `work`. Where the site
        has errors, the last good one stays to be shown, and this is false. What raises here is not lost: the next
        refresh takes the same files up again.
        """
        named = set(changed)
        self._missed = self._missed | named if self._missed is not None and named else None
        before = self._good.renderer.site if self._good else None
        if good := self._take_up(None if first is None or not before else {_source_of(path) for path in first}):
            self._before = self._before or before
        return good

    @property
    def is_whole(self) -> bool:
        """Whether the last refresh has left no work."""
        return not self._memory.waiting

    def work(self) -> None:
        """Do a piece of the work that the last refresh has left; after the last of them the site is read again."""
        compiler, piece = self._memory.compiler, self._memory.waiting.pop()
        assert compiler is not None  # noqa: S101 - there has been a refresh
        self._memory.article_store.add(row for rows in compile_articles(compiler, [piece]) for row in rows)
        if self.is_whole:
            self._take_up(None)

    def rest(self) -> None:
        """When nothing is waited for: leave to later processes what they can use, and look for garbage.

        What stays is not looked through again: that takes a third of a second at 1,000 articles.
        """
        self._memory.keep()
        gc.collect()
        gc.freeze()

    def _take_up(self, urgent: Container[str] | None) -> bool:
        """Read the site again; where it is good, it is the one to be shown."""
        site, problems = self._safely(lambda: self._read(urgent))
        self.source_link = site.config.source_link
        if stops(problems, strict=False):
            self._problems = problems
            return False
        if self._missed is None or any(self._is_template(path) for path in self._missed):
            self._environment = environment(self.folder, self._means.store)
        assets = read_assets(self.folder)
        renderer = Renderer(site, assets, self._environment)
        self._good = _Good(renderer=renderer, assets=assets, jobs=jobs(self.folder, site, assets, renderer))
        self._problems, self._missed = problems, set()
        self._media = None
        self._stale |= self._pages
        self._pages = {}
        self._template_problems = {}
        return True

    def _read(self, urgent: Container[str] | None) -> tuple[Site, tuple[Diagnostic, ...]]:
        paths = self._missed
        known = paths is not None and all(path.suffix in _TEXTS for path in paths)
        names = [path.relative_to(self.folder).as_posix() for path in paths or ()] if known else None
        # Processes only before there is a server, whose threads a fork would not survive.
        context = self._means if self._good else replace(self._means, workers=Processes(cores()))
        self._memory.expect(names, urgent)
        return read_site(self.folder, Options(drafts=True), context, self._memory)

    def _is_template(self, path: Path) -> bool:
        place = self.folder / "templates"
        return path == place or place in path.parents

    def changes(self) -> Changes | None:
        """What is different since this was last asked; `None` where nothing can be."""
        before, self._before = self._before, None
        if not before or not self._good:
            return None
        try:
            return compare(before, self._good.renderer.site)
        except DamagedError:  # what was before is no more
            return None

    def page(self, path: str) -> bytes | None:
        """The page at `path`; `None` where there is none. A page whose template fails stays as it last was."""
        if self._good is None or path not in self._good.renderer.pages:
            return None
        if path not in self._pages:
            renderer = self._good.renderer
            try:
                self._pages[path] = self._safely(lambda: renderer.page(path))
                self._template_problems.pop(path, None)
            except TemplateFault as fault:
                self._template_problems[path] = fault.diagnostic
                return self._stale.get(path)
            except Exception:  # noqa: BLE001 - a mistake of ours in one page must not take the others away
                traceback.print_exc(file=sys.stderr)
                return self._stale.get(path)
        return self._pages[path]

    def meet(self, path: str) -> None:
        """A browser has this page; one that was made before we began is taken to be as it is now."""
        if not any(path in known for known in (self._told, self._stale, self._pages)):
            self._told[path] = self.page(path) or b""

    def changed(self, paths: Iterable[str]) -> set[str]:
        """Which of these pages are other than when they were last asked about here, or first shown."""
        found = set()
        for path in paths:
            before = next((known[path] for known in (self._told, self._stale, self._pages) if path in known), None)
            now = self.page(path)
            if now is not None and now != before:
                self._told[path] = now
                found.add(path)
        return found

    def why(self, question: Question) -> Explanation | None:
        """Why a word of a page is so; `None` where there is no such word. Raises `OtherTextError` as `explain` does."""
        if self._good is None:
            return None
        site = self._good.renderer.site
        annotator = compiler(site.config, site.glossary, self._memory.compiler).annotator
        return self._safely(lambda: explain(self.folder, site, annotator, question))

    def respond(self, path: str) -> Response:
        """The answer to a request for `path`, which has no leading slash."""
        path = path + "index.html" if path.endswith("/") or not path else path
        if path not in self._pages:
            while not self.is_whole:
                self.work()
        page = self.page(path)
        if page is not None:
            return _html(200, page)
        if self._good is None or path in self._good.renderer.pages:
            return _html(503, None)
        found = self._file(path, self._good)
        if found is not None:
            return Response(200, mimetypes.guess_type(path)[0] or "application/octet-stream", found)
        return _html(404, self.page(_NOT_FOUND))

    def _file(self, path: str, good: _Good) -> bytes | None:
        """A file that is no page; a static file also under the name that an earlier content gave it."""
        if path.startswith("static/"):
            stem, _, suffix = path.removeprefix("static/").rpartition(".")
            plain = f"{stem.rpartition('.')[0]}.{suffix}"
            return good.assets.files.get(path) or good.assets.files.get(good.assets.paths.get(plain, ""))
        job = good.jobs.get(path) or good.jobs.get(path.partition("-")[0])
        if job is not None:  # a file of data, or one of the texts of an article
            return self._safely(lambda: whole(job.files())).get(path)
        if path.startswith("search/"):
            return self._safely(lambda: self._search(good.jobs["search"])).get(path)
        if self._media is None:
            self._media = whole(good.jobs["media"].files())
        return self._media.get(path)

    def _search(self, job: Job) -> dict[str, bytes]:
        """The files of the search index: those of the last one, but for what has changed since."""
        key, (last, files) = job.key() or "", self._index
        if key != last:
            renewed = job.renew(last, files.__getitem__)
            files = whole(job.files()) if renewed is None else files | whole(renewed)
            self._index = key, files
        return files

    def _safely(self, work: Callable[[], T]) -> T:
        """What `work` gives; where the cache has lost what it needs, everything is made again first."""
        try:
            return work()
        except DamagedError:
            self._means.store.clear()
            self._memory = Session(self._means.store, lasting=True)
            self._missed = None
            self._read(None)
            return work()


def _source_of(page: str) -> str:
    """The file of content that a page is made of, if it is one of an article or of the editor's own."""
    stem = page.removesuffix(".html")
    return f"content/{stem}.md" if "/" in stem else f"content/pages/{stem}.md"


def _html(status: int, body: bytes | None) -> Response:
    return Response(status, "text/html; charset=utf-8", body)
