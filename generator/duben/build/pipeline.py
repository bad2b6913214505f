"""The build: from a folder to a site. These stages, in this order, are the whole program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from duben.article.compile import ArticleCompiler, compiler
from duben.article.definitions import define
from duben.article.validate import check_definitions, check_links, check_readings
from duben.build.compile_articles import compile_articles
from duben.build.outputs import Done, Printer, do, jobs
from duben.build.session import Session
from duben.build.up_to_date import BuildRecord, Options, Result, Standing, last, record
from duben.collection.links import connect
from duben.collection.site import Site
from duben.model.article import Slug
from duben.model.compiled import CompiledArticle
from duben.model.diagnostics import Diagnostic, Severity, in_order
from duben.render import Renderer, environment, read_assets
from duben.runtime.output import StagedSite, shape
from duben.runtime.store import DamagedError, Store
from duben.runtime.timings import Timings
from duben.runtime.version import program_version
from duben.runtime.workers import Alone, Workers
from duben.sources.articles import SourceFile, markdown_names
from duben.sources.config import read_config
from duben.sources.glossary import glossary_files
from duben.sources.theme import theme_digest


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildContext:
    """What a build works with; none of it makes a difference to the site.

    `progress` shows how far a piece of work is that has so many results, or fewer, and passes them on.
    """

    store: Store
    workers: Workers = field(default_factory=Alone)
    timings: Timings = field(default_factory=Timings)
    progress: Callable[[Iterable[list[Any]], int, str], Iterable[list[Any]]] = lambda results, _total, _label: results


def build(folder: Path, output: Path, options: Options, context: BuildContext, inputs: Standing) -> Result:
    """Read, annotate, connect, render and write the site in `folder`. Any error leaves `output` as it was.

    `standing` was looked at before anything is read: what is saved meanwhile is the next build's.
    """
    try:
        return _build(folder, output, options, context, inputs)
    except DamagedError:
        context.store.clear()
        return _build(folder, output, options, context, inputs._replace(shape=shape(output)))


def _build(folder: Path, output: Path, options: Options, context: BuildContext, inputs: Standing) -> Result:
    staged = StagedSite(output, inputs.shape)
    try:
        session = Session(context.store)
        site, problems = read_site(folder, options, context, session)
        if stops(problems, strict=options.strict):
            return Result(problems=problems, changed=None)
        with context.timings("connect"):
            session.rest()
        done = print_site(folder, site, staged, context)
        if faults := {each.fault for each in done if each.fault}:
            return Result(problems=in_order([*problems, *faults]), changed=None)
        with context.timings("publish"):
            changed = staged.publish(path for each in done for path in each.paths)
            result = Result(problems=problems, changed=tuple(changed), pages=_pages(done))
            remember(context.store, staged, inputs.source, done, result)
            session.keep()
        return result
    finally:
        staged.discard()


def inspect(folder: Path, context: BuildContext) -> tuple[Diagnostic, ...]:
    """Every problem in the site in `folder`, in its drafts and its templates too; nothing is written."""
    site, problems = read_site(folder, Options(drafts=True), context, Session(context.store))
    if stops(problems, strict=False):
        return problems
    faults = {each.fault for each in print_site(folder, site, None, context) if each.fault}
    return in_order([*problems, *faults])


def read_site(
    folder: Path, options: Options, context: BuildContext, session: Session
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """The site in `folder` as it stands, and every problem in it; what cannot be used is left out.

    `memory` has what the last reading made: what still holds is taken from there, and the rest is made anew.
    """
    with context.timings("read"):
        config, problems = read_config(folder, options.base_url)
        session.turn()
        glossary, misread = session.read_glossary(glossary_files(folder), config.traditional)
        problems += [*misread, *check_readings("site.toml", config.readings, config.reading_places)]
        whole = not any(d.code in {"toml-syntax", "encoding"} for d in misread)
        if not whole and session.glossary is not None:  # a file of it cannot be read: the last one stands in
            glossary = session.glossary
        session.glossary, session.compiler = glossary, compiler(config, glossary, session.compiler)
        session.keys.begin(session.compiler.annotator.matcher, session.changed)
    with context.timings("annotate"):
        articles, found = compiled_articles(folder, "articles", options, context, session)
        pages, more = compiled_articles(folder, "pages", options, context, session)
        problems += [*found, *more]
        definitions = define(glossary, session.compiler.annotator, session.definitions)
    if whole:
        problems += check_definitions(glossary)
        problems += check_links([*articles.values(), *pages.values()], articles, glossary)
    with context.timings("connect"):
        article_store = session.article_store
        links = connect(
            articles.values(), article_store.folded, article_store.fingerprints, session.links, context.workers
        )
    site = Site(
        config=config,
        glossary=glossary,
        definitions=definitions,
        articles=articles,
        pages=pages,
        links=links,
        article_store=article_store,
    )
    return site, in_order(problems)


def compiled_articles(
    folder: Path, kind: str, options: Options, context: BuildContext, session: Session
) -> tuple[dict[Slug, CompiledArticle], list[Diagnostic]]:
    """The galleys of `content/<kind>`, and the problems in them; those that the cache has not are made, or wait."""
    assert session.compiler is not None  # noqa: S101 - `read_site` has laid it out
    keys: list[str] = []
    missing = _missing(folder, kind, session, session.compiler, keys)
    made = context.workers.map(compile_articles, session.compiler, missing)
    for rows in context.progress(made, len(markdown_names(folder, kind)), f"annotating {kind}"):
        session.article_store.add(row for each in rows for row in each)
    found: dict[Slug, CompiledArticle] = {}
    problems: list[Diagnostic] = []
    for key in keys:
        report = session.article_store.report(key)
        if report is None:
            raise DamagedError(f"the cache has lost {key}")
        problems += report.problems
        if report.compiled and (options.drafts or not report.compiled.article.draft):
            found[report.compiled.article.slug] = report.compiled
    return found, problems


def _missing(
    folder: Path, kind: str, session: Session, compiler: ArticleCompiler, keys: list[str]
) -> Iterator[tuple[str, SourceFile]]:
    """The files of which the cache has no galley and nothing can stand in; the `keys` of all are added in order."""
    for file in session.source_files(folder, kind):
        key = session.keys.key(file, compiler)
        if session.article_store.report(key) is None:
            if (last := session.stand_in(key, file)) is not None:
                keys.append(last)
                continue
            yield key, file
        session.stands(file, key)
        keys.append(key)


def print_site(folder: Path, site: Site, staged: StagedSite | None, context: BuildContext) -> list[Done]:
    """Make every file of the site that the last edition has not; without an `edition`, make all and keep none."""
    with context.timings("print"):
        assets = read_assets(folder)
        renderer = Renderer(site, assets, environment(folder, context.store), program_version() + theme_digest(folder))
        todo = jobs(folder, site, assets, renderer)
        kept = still(staged, context.store) if staged else {}
        renderer.know({path: key for path, (key, _) in kept.items()})
        printer = Printer(todo, kept, staged)
        made = context.workers.map(do, printer, todo, local=True)
        return [done for each in context.progress(made, len(todo), "printing") for done in each]


def still(staged: StagedSite, store: Store) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The jobs of the last build of which nobody has touched a file since."""
    built, present = last(store, staged.output), staged.shape
    return {
        name: (key, paths)
        for name, (key, paths) in built.jobs.items()
        if all(path in present and present[path] == built.shape.get(path) for path in paths)
    }


def remember(store: Store, staged: StagedSite, made_from: str, done: Iterable[Done], result: Result) -> None:
    """Leave to the next build what it need not do again."""
    kept = {each.name: (each.key, each.paths) for each in done if each.key}
    record(store, staged.output, BuildRecord(made_from, result.problems, result.pages, kept, staged.shape))


def _pages(done: Iterable[Done]) -> int:
    return sum(path.endswith(".html") for each in done for path in each.paths)


def stops(problems: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Whether these problems keep a site from being written."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(problem.severity in grave for problem in problems)
