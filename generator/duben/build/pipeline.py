"""The program: from a folder to a site. These stages, in this order, are all of it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from pathlib import Path
from typing import NamedTuple

from duben.article.annotate import annotate
from duben.article.compile import ArticleCompiler, CompileResult, block_words
from duben.article.definitions import define
from duben.article.html import typeset
from duben.article.markdown import parse
from duben.article.validate import check_images, check_readings, check_site
from duben.build.compile_articles import article_rows, compile_articles
from duben.build.context import BuildContext
from duben.build.publish import publish, render
from duben.build.session import SiteSession
from duben.build.up_to_date import Options, Result, Snapshot
from duben.collection.links import connect, newest_first
from duben.collection.site import Site
from duben.model.diagnostics import Diagnostic, in_order, stops
from duben.runtime.output import StagedSite, shape
from duben.runtime.store import DamagedError, Row
from duben.sources.articles import SourceFile, read_article
from duben.sources.config import read_config
from duben.sources.glossary import glossary_files


def build(folder: Path, output: Path, options: Options, context: BuildContext, before: Snapshot) -> Result:
    """Build the site in `folder`, which was in the state `before`. An error leaves `output` as it was."""
    try:
        with StagedSite(output, before.shape) as staged:
            session = SiteSession(folder, context.store)
            reading = read_site(folder, options, context, session)
            if stops(reading.problems, strict=options.strict):
                return Result(problems=reading.problems, changed=None)
            rendered = render(folder, reading.site, staged, context, session)
            with context.timings("publish"):
                return publish(rendered, reading.problems, before, staged, session)
    except DamagedError:
        context.store.clear()
        return build(folder, output, options, context, before._replace(shape=shape(output)))


class Reading(NamedTuple):
    """A site, every problem in it, and the files whose articles have yet to be compiled, each with its key."""

    site: Site
    problems: tuple[Diagnostic, ...]
    compiler: ArticleCompiler
    waiting: list[tuple[str, SourceFile]]


def read_site(
    folder: Path, options: Options, context: BuildContext, session: SiteSession, first: Container[str] | None = None
) -> Reading:
    """Read, compile and connect the site in `folder`. An article with an error is left out.

    With the files that are to be compiled `first`, the others may wait (see `compile_articles`).
    """
    with context.timings("read"):
        config, problems = read_config(folder, options.base_url)
        glossary, misread, is_whole = session.glossary(glossary_files(folder), config.traditional)
        compiler = session.compiler(config, glossary)
    with context.timings("compile"):
        articles, pages = (
            compile_articles(kind, compiler, session, context, compile_files, drafts=options.drafts, first=first)
            for kind in ("articles", "pages")
        )
        definitions = define(glossary, compiler.annotator, session)
    with context.timings("connect"):
        ordered = newest_first(articles.articles.values())
        session.links = connect(ordered, session.shared_passages(ordered, context.workers), session.links)
    problems += [*misread, *check_readings("site.toml", config.readings, config.reading_places)]
    problems += [*articles.problems, *pages.problems]
    if is_whole:
        problems += check_site(articles.articles, pages.articles, glossary)
    site = Site(config, glossary, definitions, articles.articles, pages.articles, session.links, session.articles)
    session.forget_unused()
    return Reading(site, in_order(problems), compiler, [*articles.waiting, *pages.waiting])


def compile_files(compiler: ArticleCompiler, files: Sequence[tuple[str, SourceFile]]) -> list[list[Row]]:
    """Compile files, each alone and in any process, to rows for the store, each under the key of its file."""
    return [article_rows(key, compile_article(file, compiler, key), compiler) for key, file in files]


def compile_article(file: SourceFile, compiler: ArticleCompiler, key: str = "") -> CompileResult:
    """One article, from its file to HTML."""
    article, problems = read_article(file)
    if article is None:
        return CompileResult(problems=tuple(problems))
    document, found = parse(article.body, article.path, article.body_line)
    annotated = annotate(document, article, compiler.annotator)
    compiled, body, text = typeset(annotated, compiler.glossary, compiler.region, key)
    problems += [*found, *check_images(article.path, document, file.beside)]
    problems += check_readings(article.path, article.readings, article.reading_places)
    return CompileResult(compiled, body, text, annotated.mentions, block_words(annotated), tuple(problems))
