"""The whole index at once, as the jobs of a build make it piece by piece."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from duben.search import Fold, SearchArticle, SearchTerm, build_index, extract, text_files


def search_files(articles: Iterable[SearchArticle], terms: Iterable[SearchTerm], fold: Fold) -> dict[str, bytes]:
    """Every file of the index by its path; articles are numbered from the oldest."""
    by_age = sorted(articles, key=lambda article: (article.date or dt.date.min, article.slug))
    extracts = [extract(article, fold) for article in by_age]
    files = dict(build_index([keys for keys, _ in extracts], [article.date for article in by_age], terms, fold).files)
    for number, (_, texts) in enumerate(extracts):
        files |= text_files(number, texts)
    return files
