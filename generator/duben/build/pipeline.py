"""The build: from a folder to a site. These stages, in this order, are the whole program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from duben.article.compile import Desk, desk
from duben.article.definitions import define
from duben.article.validate import check_definitions, check_links, check_readings
from duben.build.compile_articles import pull
from duben.build.outputs import Done, Printer, do, jobs
from duben.build.session import Memory
from duben.build.up_to_date import Built, Options, Result, Standing, last, record
from duben.collection.links import connect
from duben.collection.site import Site
from duben.model.article import Slug
from duben.model.compiled import Galley
from duben.model.diagnostics import Diagnostic, Severity, in_order
from duben.render import Renderer, environment, read_assets
from duben.runtime.output import Edition, shape
from duben.runtime.store import Cache, DamagedError
from duben.runtime.timings import Timings
from duben.runtime.version import program_version
from duben.runtime.workers import Alone, Workers
from duben.sources.articles import Manuscript, names
from duben.sources.config import read_config
from duben.sources.glossary import glossary_files
from duben.sources.theme import theme_digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a build works with; none of it makes a difference to the site.

    `progress` shows how far a piece of work is that has so many results, or fewer, and passes them on.
    """

    cache: Cache
    workers: Workers = field(default_factory=Alone)
    timings: Timings = field(default_factory=Timings)
    progress: Callable[[Iterable[list[Any]], int, str], Iterable[list[Any]]] = lambda results, _total, _label: results


def build(folder: Path, output: Path, options: Options, means: Means, standing: Standing) -> Result:
    """Read, annotate, connect, render and write the site in `folder`. Any error leaves `output` as it was.

    `standing` was looked at before anything is read: what is saved meanwhile is the next build's.
    """
    try:
        return _build(folder, output, options, means, standing)
    except DamagedError:
        means.cache.clear()
        return _build(folder, output, options, means, standing._replace(shape=shape(output)))


def _build(folder: Path, output: Path, options: Options, means: Means, standing: Standing) -> Result:
    edition = Edition(output, standing.shape)
    try:
        memory = Memory(means.cache)
        site, problems = read_site(folder, options, means, memory)
        if stops(problems, strict=options.strict):
            return Result(problems=problems, changed=None)
        with means.timings("connect"):
            memory.rest()
        done = print_site(folder, site, edition, means)
        if faults := {each.fault for each in done if each.fault}:
            return Result(problems=in_order([*problems, *faults]), changed=None)
        with means.timings("publish"):
            changed = edition.publish(path for each in done for path in each.paths)
            result = Result(problems=problems, changed=tuple(changed), pages=_pages(done))
            remember(means.cache, edition, standing.source, done, result)
            memory.keep()
        return result
    finally:
        edition.discard()


def inspect(folder: Path, means: Means) -> tuple[Diagnostic, ...]:
    """Every problem in the site in `folder`, in its drafts and its templates too; nothing is written."""
    site, problems = read_site(folder, Options(drafts=True), means, Memory(means.cache))
    if stops(problems, strict=False):
        return problems
    faults = {each.fault for each in print_site(folder, site, None, means) if each.fault}
    return in_order([*problems, *faults])


def read_site(folder: Path, options: Options, means: Means, memory: Memory) -> tuple[Site, tuple[Diagnostic, ...]]:
    """The site in `folder` as it stands, and every problem in it; what cannot be used is left out.

    `memory` has what the last reading made: what still holds is taken from there, and the rest is made anew.
    """
    with means.timings("read"):
        config, problems = read_config(folder, options.base_url)
        memory.turn()
        glossary, misread = memory.read_glossary(glossary_files(folder), config.traditional)
        problems += [*misread, *check_readings("site.toml", config.readings, config.reading_places)]
        whole = not any(d.code in {"toml-syntax", "encoding"} for d in misread)
        if not whole and memory.glossary is not None:  # a file of it cannot be read: the last one stands in
            glossary = memory.glossary
        memory.glossary, memory.desk = glossary, desk(config, glossary, memory.desk)
        memory.keys.begin(memory.desk.annotator.lexicon, memory.changed)
    with means.timings("annotate"):
        articles, found = prove(folder, "articles", options, means, memory)
        pages, more = prove(folder, "pages", options, means, memory)
        problems += [*found, *more]
        definitions = define(glossary, memory.desk.annotator, memory.definitions)
    if whole:
        problems += check_definitions(glossary)
        problems += check_links([*articles.values(), *pages.values()], articles, glossary)
    with means.timings("connect"):
        shelf = memory.shelf
        network = connect(articles.values(), shelf.folded, shelf.prints, memory.network, means.workers)
    site = Site(
        config=config,
        glossary=glossary,
        definitions=definitions,
        articles=articles,
        pages=pages,
        network=network,
        shelf=shelf,
    )
    return site, in_order(problems)


def prove(
    folder: Path, kind: str, options: Options, means: Means, memory: Memory
) -> tuple[dict[Slug, Galley], list[Diagnostic]]:
    """The galleys of `content/<kind>`, and the problems in them; those that the cache has not are made, or wait."""
    assert memory.desk is not None  # noqa: S101 - `read_site` has laid it out
    keys: list[str] = []
    missing = _missing(folder, kind, memory, memory.desk, keys)
    made = means.workers.map(pull, memory.desk, missing)
    for rows in means.progress(made, len(names(folder, kind)), f"annotating {kind}"):
        memory.shelf.add(row for each in rows for row in each)
    found: dict[Slug, Galley] = {}
    problems: list[Diagnostic] = []
    for key in keys:
        slip = memory.shelf.slip(key)
        if slip is None:
            raise DamagedError(f"the cache has lost {key}")
        problems += slip.problems
        if slip.galley and (options.drafts or not slip.galley.article.draft):
            found[slip.galley.article.slug] = slip.galley
    return found, problems


def _missing(folder: Path, kind: str, memory: Memory, desk: Desk, keys: list[str]) -> Iterator[tuple[str, Manuscript]]:
    """The files of which the cache has no galley and nothing can stand in; the `keys` of all are added in order."""
    for manuscript in memory.manuscripts(folder, kind):
        key = memory.keys.key(manuscript, desk)
        if memory.shelf.slip(key) is None:
            if (last := memory.stand_in(key, manuscript)) is not None:
                keys.append(last)
                continue
            yield key, manuscript
        memory.stands(manuscript, key)
        keys.append(key)


def print_site(folder: Path, site: Site, edition: Edition | None, means: Means) -> list[Done]:
    """Make every file of the site that the last edition has not; without an `edition`, make all and keep none."""
    with means.timings("print"):
        assets = read_assets(folder)
        renderer = Renderer(site, assets, environment(folder, means.cache), program_version() + theme_digest(folder))
        todo = jobs(folder, site, assets, renderer)
        kept = still(edition, means.cache) if edition else {}
        renderer.know({path: key for path, (key, _) in kept.items()})
        printer = Printer(todo, kept, edition)
        made = means.workers.map(do, printer, todo, alike=True)
        return [done for each in means.progress(made, len(todo), "printing") for done in each]


def still(edition: Edition, cache: Cache) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The jobs of the last build of which nobody has touched a file since."""
    built, present = last(cache, edition.output), edition.shape
    return {
        name: (key, paths)
        for name, (key, paths) in built.jobs.items()
        if all(path in present and present[path] == built.shape.get(path) for path in paths)
    }


def remember(cache: Cache, edition: Edition, made_from: str, done: Iterable[Done], result: Result) -> None:
    """Leave to the next build what it need not do again."""
    kept = {each.name: (each.key, each.paths) for each in done if each.key}
    record(cache, edition.output, Built(made_from, result.problems, result.pages, kept, edition.shape))


def _pages(done: Iterable[Done]) -> int:
    return sum(path.endswith(".html") for each in done for path in each.paths)


def stops(problems: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Whether these problems keep a site from being written."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(problem.severity in grave for problem in problems)
