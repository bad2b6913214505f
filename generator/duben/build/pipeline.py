"""Builds a site from a folder: all stages of the program, in order."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from duben.article.annotate import annotate
from duben.article.compile import (
    ArticleCompiler,
    CompileResult,
    article_key,
    block_words,
    line_words,
    names_key,
    searched_text,
)
from duben.article.definitions import annotate_definitions
from duben.article.html import typeset
from duben.article.markdown import parse
from duben.article.validate import check_images, check_readings, check_settings, check_site
from duben.build.compile_articles import article_rows, compile_articles
from duben.build.context import BuildContext
from duben.build.media import Media, find_media
from duben.build.outputs import all_outputs
from duben.build.publish import Target, publish, refuse_unsafe, render
from duben.build.same_output import check_outputs
from duben.build.session import SiteSession
from duben.build.up_to_date import BuildResult, Options, Snapshot, snapshot, up_to_date
from duben.collection.links import connect, newest_first
from duben.collection.site import Site
from duben.model.diagnostics import Diagnostic, in_order, stops
from duben.render import read_theme
from duben.runtime.output import StagedSite, SupersededError
from duben.runtime.store import CannotStoreError, DamagedError, Row, Store
from duben.sources.articles import SourceFile, read_article
from duben.sources.config import read_config
from duben.sources.folder import SourceFolder
from duben.sources.theme import ThemeFiles
from duben.sources.unread import unread_files


def build(output: Path, options: Options, context: BuildContext, before: Snapshot) -> BuildResult:
    """Build a site into `output`. After an error, `output` stays unchanged.

    `before` is the snapshot of its sources and of `output`. A damaged store is cleared, and the build starts again. It
    also starts again if another build has published meanwhile, perhaps from newer sources; and without the cache, if
    that cannot be written. Raises `DamagedError` if the new store is damaged too, `ForeignFilesError` and
    `CannotWriteError`.
    """
    refuse_unsafe(before.sources.site, output)
    try:
        return _until_published(output, options, context, before)
    except CannotStoreError as error:
        if context.store.folder is None:
            raise
        note = f"{error.path}: {error.reason}, so this build did not use it"
    with Store() as store:
        before = snapshot(before.sources.site, output, options, store)
        result = _until_published(output, options, replace(context, store=store), before)
    return replace(result, notes=(note, *result.notes))


def _until_published(output: Path, options: Options, context: BuildContext, before: Snapshot) -> BuildResult:
    is_damaged = False
    while True:
        try:
            return _build(output, options, context, before)
        except DamagedError:
            if is_damaged:
                raise
            is_damaged = True
            context.store.clear()
        except SupersededError:
            pass
        with context.timings("compare"):
            before = snapshot(before.sources.site, output, options, context.store)
        if last := up_to_date(before):
            return last


def _build(output: Path, options: Options, context: BuildContext, before: Snapshot) -> BuildResult:
    with StagedSite(output, before.present, context.store.folder) as staged:
        session = SiteSession(context.store)
        loaded = load_site(before.sources, options, context, session)
        if stops(loaded.problems, strict=options.strict):
            return BuildResult(problems=loaded.problems, changed=None)
        target = Target(staged, before)
        with context.timings("render"):
            theme = read_theme(loaded.theme, session)
            rendered = render(all_outputs(loaded.site, loaded.media, theme, session), context, session, target)
        with context.timings("publish"):
            return publish(rendered, loaded.problems, target, context, session)


class LoadedSite(NamedTuple):
    """A site with its media and theme, every problem in it, and the files still to compile."""

    site: Site
    media: tuple[Media, ...]
    theme: ThemeFiles
    problems: tuple[Diagnostic, ...]
    compiler: ArticleCompiler
    waiting: list[SourceFile]


def load_site(
    sources: SourceFolder,
    options: Options,
    context: BuildContext,
    session: SiteSession,
    priority: Container[str] | None = None,
) -> LoadedSite:
    """Read, compile and connect a site, without the articles that have an error.

    With `priority`, a set of file names, other files may wait (see `compile_articles`).
    """
    with context.timings("read"):
        config, problems = read_config(sources, options.base_url)
        glossary, misread, readable = session.glossary(sources, config.traditional)
        theme = session.theme_files(sources)
        compiler = session.compiler(config, glossary)
    with context.timings("compile"):
        articles, pages = (
            compile_articles(files, compiler, session, context, compile_files, drafts=options.drafts, priority=priority)
            for files in (session.content.files(sources, kind) for kind in ("articles", "pages"))
        )
        definitions = annotate_definitions(glossary, compiler.annotator, session)
    with context.timings("connect"):
        ordered = newest_first(articles.articles.values())
        session.links = connect(ordered, session.shared_passages(ordered, context.workers), session.links)
    site = Site(config, glossary, definitions, articles.articles, pages.articles, session.links, session.article_store)
    problems += [*sources.problems, *unread_files(sources), *misread, *theme.problems]
    problems += [*articles.problems, *pages.problems, *check_settings(config)]
    media = tuple(find_media(sources, site, theme))
    problems += check_outputs(site, media)
    if readable:
        problems += check_site(articles.articles, pages.articles, glossary)
    session.forget_unused()
    return LoadedSite(site, media, theme, in_order(problems), compiler, [*articles.waiting, *pages.waiting])


def compile_files(compiler: ArticleCompiler, files: Sequence[SourceFile]) -> list[list[Row]]:
    """Compile files to rows of the store: one list for each file. Runs in any process."""
    return [article_rows(compile_article(file, compiler), compiler) for file in files]


def compile_article(file: SourceFile, compiler: ArticleCompiler) -> CompileResult:
    """Compile one article: its stages from file to HTML."""
    article, problems = read_article(file)
    matcher, stored = compiler.annotator.matcher, names_key(file)
    if article is None:
        key = article_key(file, compiler, matcher.signature(""))
        return CompileResult(key=key, names_key=stored, names="", problems=tuple(problems))
    document, found = parse(article.body, article.path, article.body_line, article.script)
    names = searched_text(article, document)
    key = article_key(file, compiler, matcher.signature(names))
    annotated = annotate(document, article, compiler.annotator)
    compiled, body, text = typeset(annotated, compiler.glossary, compiler.region, key)
    problems += [*found, *check_images(article.path, document, file.beside)]
    problems += check_readings(article.path, article.readings, article.reading_places)
    return CompileResult(
        key=key,
        names_key=stored,
        names=names,
        compiled=compiled,
        body=body,
        text=text,
        mentions=annotated.mentions,
        words=block_words(annotated),
        lines=line_words(annotated),
        problems=tuple(problems),
    )
