"""All that is made of one article alone, by whatever process: its proof, and what other stages take of it."""

from __future__ import annotations

from collections.abc import Sequence

from duben import chinese
from duben.article.compile import ArticleCompiler
from duben.article.concordance import contexts
from duben.collection.article_store import ArticleParts, rows
from duben.collection.shared_passages import fingerprints
from duben.exports import mentions_data
from duben.runtime.store import Row
from duben.search import extract
from duben.search.documents import search_article
from duben.sources.articles import SourceFile


def compile_articles(compiler: ArticleCompiler, work: Sequence[tuple[str, SourceFile]]) -> list[list[Row]]:
    """For each file, with the key of its galley, its rows in the cache."""
    return [_rows(compiler, key, file) for key, file in work]


def _rows(compiler: ArticleCompiler, key: str, file: SourceFile) -> list[Row]:
    result = compiler.compile(file, key)
    if result.compiled is None or result.text is None:
        return rows(key, ArticleParts(result=result))
    article = result.compiled.article
    made = ArticleParts(
        result=result,
        contexts=contexts(result.mentions, article, compiler.region),
        data=mentions_data(article.slug, result.mentions),
        search=extract(search_article(result.compiled, result.text), chinese.fold),
        fingerprints=fingerprints(result.text.folded).tobytes(),
    )
    return rows(key, made)
