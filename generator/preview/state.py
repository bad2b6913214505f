"""The site in memory: refreshed after every change, each page rendered when it is asked for, the last good one kept."""

from __future__ import annotations

import mimetypes
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from generator.build import Means, Memory, read_site, stops
from generator.cache import DamagedError
from generator.diagnostics import Diagnostic, in_order
from generator.galleys import desk
from generator.jobs import Job, jobs
from generator.preview.changes import Changes, compare
from generator.render import Assets, Renderer, TemplateFault, environment, read_assets
from generator.site import Site
from generator.standing import Options, open_cache
from generator.why import Explanation, Question, explain
from generator.workers import Processes, cores

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
        self._means = Means(cache=open_cache(self.folder))
        self._memory = Memory(self._means.cache, lasting=True)
        self._environment = environment(self.folder)
        self._good: _Good | None = None
        self._before: Site | None = None
        self._missed: set[Path] | None = set()
        self._pages: dict[str, bytes] = {}
        self._stale: dict[str, bytes] = {}
        self._verdicts: dict[str, bool] = {}
        self._files: dict[str, bytes] | None = None
        self._template_problems: dict[str, Diagnostic] = {}
        self._problems: tuple[Diagnostic, ...] = ()

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Every problem of the site as it stands."""
        return in_order([*self._problems, *self._template_problems.values()])

    def refresh(self, changed: Iterable[Path] = ()) -> bool:
        """Read the site again, of which the files `changed` (any, if none is named) are other than before.

        Where it has errors, the last good one stays to be shown, and this is false. What raises here is not lost: the
        next refresh takes the same files up again.
        """
        named = set(changed)
        self._verdicts = {}
        self._missed = self._missed | named if self._missed is not None and named else None
        paths = self._missed or set()
        site, problems = self._safely(lambda: self._read(paths))
        self.source_link = site.config.source_link
        if stops(problems, strict=False):
            self._problems = problems
            return False
        if not paths or any(self._is_template(path) for path in paths):
            self._environment = environment(self.folder)
        assets = read_assets(self.folder)
        renderer = Renderer(site, assets, self._environment)
        self._before = self._good.renderer.site if self._good else None
        self._good = _Good(renderer=renderer, assets=assets, jobs=jobs(self.folder, site, assets, renderer))
        self._problems, self._missed = problems, set()
        self._files = None
        self._stale |= self._pages
        self._pages = {}
        self._template_problems = {}
        return True

    def _read(self, paths: set[Path]) -> tuple[Site, tuple[Diagnostic, ...]]:
        known = paths and all(path.suffix in _TEXTS for path in paths)
        names = [path.relative_to(self.folder).as_posix() for path in paths] if known else None
        # Processes only before there is a server, whose threads a fork would not survive.
        means = self._means if self._good else replace(self._means, workers=Processes(cores()))
        found = read_site(self.folder, Options(drafts=True), means, self._memory, names)
        self._memory.keep()
        return found

    def _is_template(self, path: Path) -> bool:
        place = self.folder / "templates"
        return path == place or place in path.parents

    def changes(self) -> Changes | None:
        """What the last refresh changed, of which there was one before it."""
        if not self._before or not self._good:
            return None
        try:
            return compare(self._before, self._good.renderer.site)
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

    def changed(self, path: str) -> bool:
        """Whether the last refresh made the page at `path` another than it was."""
        if path not in self._verdicts:
            self._verdicts[path] = path not in self._pages and self._stale.get(path) != self.page(path)
        return self._verdicts[path]

    def why(self, question: Question) -> Explanation | None:
        """Why a word of a page is so; `None` where there is no such word. Raises `OtherTextError` as `explain` does."""
        if self._good is None:
            return None
        site = self._good.renderer.site
        annotator = desk(site.config, site.glossary, self._memory.desk).annotator
        return self._safely(lambda: explain(self.folder, site, annotator, question))

    def respond(self, path: str) -> Response:
        """The answer to a request for `path`, which has no leading slash."""
        path = path + "index.html" if path.endswith("/") or not path else path
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
        if path in good.jobs:
            return dict(good.jobs[path].make()).get(path)
        if self._files is None:
            found = (good.jobs[name] for name in ("media", "search"))
            self._files = self._safely(lambda: {path: data for job in found for path, data in job.make()})
        return self._files.get(path)

    def _safely(self, work: Callable[[], T]) -> T:
        """What `work` gives; where the cache has lost what it needs, everything is made again first."""
        try:
            return work()
        except DamagedError:
            self._means.cache.clear()
            self._memory = Memory(self._means.cache, lasting=True)
            self._read(set())
            return work()


def _html(status: int, body: bytes | None) -> Response:
    return Response(status, "text/html; charset=utf-8", body)
