"""Compiles the articles that have changed, in parallel, and stores the results."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from duben import chinese
from duben.article.compile import NAMES, ArticleCompiler, CompileResult
from duben.article.concordance import contexts
from duben.build.context import BuildContext
from duben.build.session import SiteSession
from duben.collection.article_store import REPORT, CompileReport
from duben.collection.shared_passages import fingerprints
from duben.exports import mentions_data
from duben.model.article import Slug
from duben.model.compiled import CompiledArticle
from duben.model.diagnostics import Diagnostic
from duben.runtime.codec import pack
from duben.runtime.store import DamagedError, Row, row
from duben.search import extract
from duben.search.documents import search_article
from duben.sources.articles import SourceFile

Compile = Callable[[ArticleCompiler, Sequence[SourceFile]], list[list[Row]]]
"""Compiles files to rows of the store: one list of rows for each file."""

_BATCH = 10_000
"""Maximum number of files in memory. Each takes some 8 KB, and a collection may have 100,000."""


class CompiledArticles(NamedTuple):
    """The compiled articles, all problems, and the files still to compile."""

    articles: dict[Slug, CompiledArticle]
    problems: list[Diagnostic]
    waiting: list[SourceFile]


def compile_articles(  # noqa: PLR0913 - the last two are for the preview
    files: Iterator[SourceFile],
    compiler: ArticleCompiler,
    session: SiteSession,
    context: BuildContext,
    compile_files: Compile,
    *,
    drafts: bool = False,
    priority: Container[str] | None = None,
) -> CompiledArticles:
    """Compile each file that has no result in the session yet.

    With `priority`, a set of file names, only these files are compiled at once. Other files that have an older result
    use it, and are listed as `waiting`. Raises `DamagedError` if the store has lost a result.
    """
    keys, waiting = [], []
    while batch := list(islice(files, _BATCH)):
        missing: list[SourceFile] = []
        for file in batch:
            key = session.keys.key(file, compiler)
            if key and session.find(REPORT, key) is not None:
                session.last_keys[file.name] = key
            elif priority is not None and file.name not in priority and _may_wait(file, compiler, session):
                waiting.append(file)
            else:
                missing.append(file)
        made = context.workers.map(compile_files, compiler, missing)
        for rows in context.progress(made, len(missing), "compiling"):
            session.store.put(each for some in rows for each in some)
        session.last_keys |= {file.name: _key(file, compiler, session) for file in missing}
        keys += [session.last_keys[file.name] for file in batch]
    return _compiled([_report(session, key) for key in keys], waiting, drafts=drafts)


def _key(file: SourceFile, compiler: ArticleCompiler, session: SiteSession) -> str:
    """The key of a file that has been compiled."""
    key = session.keys.key(file, compiler)
    if key is None:
        raise DamagedError(f"the store has lost the names in {file.name}")
    return key


def _may_wait(file: SourceFile, compiler: ArticleCompiler, session: SiteSession) -> bool:
    """Whether the file has an older result, and all terms that it mentions still exist."""
    key = session.last_keys.get(file.name)
    report = session.find(REPORT, key) if key else None
    if report is None or report.compiled is None:
        return report is not None
    return all(use.term in compiler.glossary for use in report.compiled.uses)


def _report(session: SiteSession, key: str) -> CompileReport:
    found = session.find(REPORT, key)
    if found is None:
        raise DamagedError(f"the store has lost {key}")
    return found


def _compiled(reports: Sequence[CompileReport], waiting: list[SourceFile], *, drafts: bool) -> CompiledArticles:
    articles = [report.compiled for report in reports if report.compiled]
    return CompiledArticles(
        {each.article.slug: each for each in articles if drafts or not each.article.draft},
        [problem for report in reports for problem in report.problems],
        waiting,
    )


def article_rows(result: CompileResult, compiler: ArticleCompiler) -> list[Row]:
    """The rows of one article: its report, the text in which names are searched, and the parts for later stages."""
    report = row(REPORT.name, result.key, "", pack(CompileReport(result.compiled, result.problems)))
    names = row(NAMES, result.names_key, "", result.names.encode())
    return [report, names, *_part_rows(result.key, result, compiler)]


def _part_rows(key: str, result: CompileResult, compiler: ArticleCompiler) -> Iterator[Row]:
    if result.compiled is None or result.text is None:
        return
    article = result.compiled.article
    searched = search_article(result.compiled, result.text, result.lines, compiler.region)
    keys, texts = extract(searched, chinese.fold)
    yield row("body", key, "", pack(result.body))
    yield row("text", key, "", pack(result.text))
    yield row("words", key, "", pack(result.words))
    for term, html in contexts(result.mentions, article, compiler.region).items():
        yield row("contexts", key, term, html.encode())
    yield row("data", key, "", mentions_data(article.slug, result.mentions))
    yield row("search-keys", key, "", pack(keys))
    yield row("search-texts", key, "", pack(texts))
    yield row("fingerprints", key, "", fingerprints(result.text.folded).tobytes())
