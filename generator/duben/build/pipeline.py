"""Builds a site from a folder: all stages of the program, in order."""

from __future__ import annotations

from collections.abc import Container, Sequence
from pathlib import Path
from typing import NamedTuple

from duben.article.annotate import annotate
from duben.article.compile import ArticleCompiler, CompileResult, block_words
from duben.article.definitions import annotate_definitions
from duben.article.html import typeset
from duben.article.markdown import parse
from duben.article.validate import check_images, check_readings, check_site
from duben.build.compile_articles import article_rows, compile_articles
from duben.build.context import BuildContext
from duben.build.publish import Target, publish, refuse_unsafe, render
from duben.build.session import SiteSession
from duben.build.up_to_date import BuildResult, Options, Snapshot, snapshot, up_to_date
from duben.collection.links import connect, newest_first
from duben.collection.site import Site
from duben.model.diagnostics import Diagnostic, in_order, stops
from duben.runtime.output import StagedSite, SupersededError
from duben.runtime.store import DamagedError, Row
from duben.sources.articles import SourceFile, read_article
from duben.sources.config import read_config
from duben.sources.glossary import glossary_files


def build(folder: Path, output: Path, options: Options, context: BuildContext, before: Snapshot) -> BuildResult:
    """Build the site in `folder` into `output`. After an error, `output` stays unchanged.

    `before` is the snapshot of both folders. A damaged store is cleared, and the build starts again. It also starts
    again if another build has published meanwhile, perhaps from newer sources. Raises `DamagedError` if the new store
    is damaged too, `ForeignFilesError` and `CannotWriteError`.
    """
    refuse_unsafe(folder, output)
    is_damaged = False
    while True:
        try:
            return _build(folder, output, options, context, before)
        except DamagedError:
            if is_damaged:
                raise
            is_damaged = True
            context.store.clear()
        except SupersededError:
            pass
        with context.timings("compare"):
            before = snapshot(folder, output, options, context.store)
        if result := up_to_date(before):
            return result


def _build(folder: Path, output: Path, options: Options, context: BuildContext, before: Snapshot) -> BuildResult:
    with StagedSite(output, before.present, context.store.folder) as staged:
        session = SiteSession(folder, context.store)
        loaded = load_site(folder, options, context, session)
        if stops(loaded.problems, strict=options.strict):
            return BuildResult(problems=loaded.problems, changed=None)
        target = Target(staged, before)
        rendered = render(folder, loaded.site, context, session, target)
        with context.timings("publish"):
            return publish(rendered, loaded.problems, target, context, session)


class LoadedSite(NamedTuple):
    """A site, every problem in it, and the files still to compile, each with its key."""

    site: Site
    problems: tuple[Diagnostic, ...]
    compiler: ArticleCompiler
    waiting: list[tuple[str, SourceFile]]


def load_site(
    folder: Path, options: Options, context: BuildContext, session: SiteSession, priority: Container[str] | None = None
) -> LoadedSite:
    """Read, compile and connect the site in `folder`, without the articles that have an error.

    With `priority`, a set of file names, other files may wait (see `compile_articles`).
    """
    with context.timings("read"):
        config, problems = read_config(folder, options.base_url)
        glossary, misread, readable = session.glossary(glossary_files(folder), config.traditional)
        compiler = session.compiler(config, glossary)
    with context.timings("compile"):
        articles, pages = (
            compile_articles(kind, compiler, session, context, compile_files, drafts=options.drafts, priority=priority)
            for kind in ("articles", "pages")
        )
        definitions = annotate_definitions(glossary, compiler.annotator, session)
    with context.timings("connect"):
        ordered = newest_first(articles.articles.values())
        session.links = connect(ordered, session.shared_passages(ordered, context.workers), session.links)
    problems += [*misread, *check_readings("site.toml", config.readings, config.reading_places)]
    problems += [*articles.problems, *pages.problems]
    if readable:
        problems += check_site(articles.articles, pages.articles, glossary)
    site = Site(config, glossary, definitions, articles.articles, pages.articles, session.links, session.article_store)
    session.forget_unused()
    return LoadedSite(site, in_order(problems), compiler, [*articles.waiting, *pages.waiting])


def compile_files(compiler: ArticleCompiler, files: Sequence[tuple[str, SourceFile]]) -> list[list[Row]]:
    """Compile files to rows of the store: one list for each file. Runs in any process."""
    return [article_rows(key, compile_article(file, compiler, key), compiler) for key, file in files]


def compile_article(file: SourceFile, compiler: ArticleCompiler, key: str = "") -> CompileResult:
    """Compile one article: its stages from file to HTML."""
    article, problems = read_article(file)
    if article is None:
        return CompileResult(problems=tuple(problems))
    document, found = parse(article.body, article.path, article.body_line)
    annotated = annotate(document, article, compiler.annotator)
    compiled, body, text = typeset(annotated, compiler.glossary, compiler.region, key)
    problems += [*found, *check_images(article.path, document, file.beside)]
    problems += check_readings(article.path, article.readings, article.reading_places)
    return CompileResult(compiled, body, text, annotated.mentions, block_words(annotated), tuple(problems))
