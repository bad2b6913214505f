"""The build: from a folder to a site. These stages, in this order, are the whole program."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import hanzi
from generator.annotate import DefinitionsKept, define
from generator.check import check_definitions, check_links, check_readings
from generator.config import read_config
from generator.content import content_files
from generator.diagnostics import Diagnostic, Severity, in_order
from generator.exports import exports
from generator.findable import searchable
from generator.galleys import Desk, GalleyMemory
from generator.glossary import read_glossary
from generator.kept import Kept
from generator.model import Galley, Slug
from generator.network import NetworkMemory, connect
from generator.render import Renderer, TemplateFault, environment, read_assets
from generator.search import search_files
from generator.site import Site
from generator.write import write

Progress = Callable[[Sequence[Path], str], Iterable[Path]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line may say about a build."""

    base_url: str | None = None
    strict: bool = False
    drafts: bool = False


class Memory:
    """What a reading of a site leaves to the next one; nothing in it can make that differ from one without."""

    def __init__(self) -> None:
        self.galleys = GalleyMemory()
        self.definitions: DefinitionsKept = Kept()
        self.network = NetworkMemory()

    def turn(self) -> None:
        """Begin a new reading."""
        for kept in (self.galleys.proofs, self.definitions, self.network):
            kept.turn()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a build: every problem, and the paths written, or `None` where errors kept the last site."""

    problems: tuple[Diagnostic, ...]
    changed: tuple[str, ...] | None
    pages: int = 0

    @property
    def failed(self) -> bool:
        """Whether nothing was written."""
        return self.changed is None


def build(folder: Path, output: Path, options: Options, progress: Progress = lambda paths, _: paths) -> Result:
    """Read, annotate, connect, render and write the site in `folder`. Any error leaves `output` as it was."""
    site, problems = read_site(folder, options, progress)
    if stops(problems, strict=options.strict):
        return Result(problems=problems, changed=None)
    files = dict(media(folder))
    try:
        files |= render(folder, site)
    except TemplateFault as fault:
        return Result(problems=in_order([*problems, fault.diagnostic]), changed=None)
    changed = write(output, sorted(files.items()))
    return Result(problems=problems, changed=tuple(changed), pages=sum(path.endswith(".html") for path in files))


def inspect(folder: Path, progress: Progress = lambda paths, _: paths) -> tuple[Diagnostic, ...]:
    """Every problem in the site in `folder`, in its drafts and its templates too; nothing is written."""
    site, problems = read_site(folder, Options(drafts=True), progress)
    if stops(problems, strict=False):
        return problems
    try:
        deque(render(folder, site), maxlen=0)
    except TemplateFault as fault:
        return in_order([*problems, fault.diagnostic])
    return problems


def read_site(
    folder: Path, options: Options, progress: Progress = lambda paths, _: paths, memory: Memory | None = None
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """The site in `folder` as it stands, and every problem in it; what cannot be used is left out.

    `memory` has what the last reading made: what still holds is taken from there, and the rest is made anew.
    """
    config, problems = read_config(folder, options.base_url)
    glossary, found = read_glossary(folder, config.traditional)
    memory = memory or Memory()
    memory.turn()
    whole = not any(d.code in {"toml-syntax", "encoding"} for d in found)
    desk = Desk(folder, config, glossary, memory.galleys, whole=whole)
    problems += found
    problems += check_readings("site.toml", config.readings, config.reading_places)
    articles, found = prove(folder, "articles", desk, options, progress)
    pages, more = prove(folder, "pages", desk, options, progress)
    problems += [*found, *more]
    if whole:
        problems += check_definitions(glossary)
        problems += check_links([*articles.values(), *pages.values()], articles, glossary)
    site = Site(
        config=config,
        glossary=glossary,
        definitions=define(glossary, desk.annotator, memory.definitions),
        articles=articles,
        pages=pages,
        network=connect(articles.values(), memory.network),
    )
    return site, in_order(problems)


def prove(
    folder: Path, kind: str, desk: Desk, options: Options, progress: Progress
) -> tuple[dict[Slug, Galley], list[Diagnostic]]:
    """The galleys of `content/<kind>`, and the problems in them."""
    found: dict[Slug, Galley] = {}
    problems: list[Diagnostic] = []
    for path in progress(content_files(folder, kind), f"annotating {kind}"):
        proof = desk.proof(path)
        problems += proof.problems
        if proof.galley and (options.drafts or not proof.galley.article.draft):
            found[proof.galley.article.slug] = proof.galley
    return found, problems


def render(folder: Path, site: Site) -> Iterator[tuple[str, bytes]]:
    """Every page, static file and data file of the site."""
    assets = read_assets(folder)
    yield from assets.files.items()
    renderer = Renderer(site, assets, environment(folder))
    for path in renderer.pages:
        yield path, renderer.page(path)
    yield from data_files(site)


def data_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """What programs read: feed and sitemap, the collection as data, the search index."""
    yield from exports(site)
    yield from search_files(*searchable(site), hanzi.fold).items()


def media(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The images beside articles and pages."""
    for kind, place in (("articles", "articles/"), ("pages", "")):
        for below, _, names in os.walk(folder / "content" / kind):
            for name in names:
                if not name.endswith(".md"):
                    path = Path(below, name)
                    yield place + path.relative_to(folder / "content" / kind).as_posix(), path.read_bytes()


def stops(problems: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Whether these problems keep a site from being written."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(problem.severity in grave for problem in problems)
