"""Finds related articles, which share rare terms, and terms that occur in the same articles."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain

from duben.model.article import Slug
from duben.model.words import TermId
from duben.runtime.session import Session, Task, kind_of, task_key

_MAX_ARTICLES = 4
_MAX_TERMS = 8
RELATED_ARTICLES = kind_of("related-articles", list[Slug])
RELATED_TERMS = kind_of("related-terms", list[TermId])
_MOST_COMPARED = 1000
"""Maximum number of articles to compare with one: its rarest terms are compared first."""


class Related:
    """The related articles and terms of a site, found for one article or term at a time.

    A shared term counts by its rarity (inverse document frequency). Ignored are terms in more than a tenth of a large
    collection, or in more than a thousand articles: they say nothing about two of them.
    """

    def __init__(
        self,
        order: Sequence[Slug],
        articles_of: Mapping[TermId, Sequence[Slug]],
        terms: Mapping[Slug, Sequence[TermId]],
    ) -> None:
        """`order`, newest first, decides between equals; `articles_of` lists articles by term, `terms` the reverse."""
        most = max(20, min(len(order) // 10, _MOST_COMPARED))
        self._articles_of, self._terms = articles_of, terms
        self._position = {slug: index for index, slug in enumerate(order)}
        shared = [(len(found), term) for term, found in articles_of.items() if 1 < len(found) <= most]
        self._weights = {term: math.log(1 + len(order) / number) for number, term in sorted(shared)}
        self._rank = {term: rank for rank, term in enumerate(self._weights)}

    @cached_property
    def key(self) -> str:
        """The cache key of all results: a digest of the articles, their order and their terms."""
        return task_key("related", *[" ".join([slug, *self._terms[slug]]) for slug in self._position])

    def articles(self, slug: Slug, session: Session) -> list[Slug]:
        """Up to four articles that share most with `slug`, best first."""
        return session.get(Task(RELATED_ARTICLES, self.key, lambda: self._most_related(slug), slug))

    def terms(self, term: TermId, session: Session) -> list[TermId]:
        """Up to eight terms that are mentioned most often in the same articles as `term`."""
        return session.get(Task(RELATED_TERMS, self.key, lambda: self._co_occurring(term), term))

    def _co_occurring(self, term: TermId) -> list[TermId]:
        counts = Counter(chain.from_iterable([self._terms[slug] for slug in self._articles_of.get(term, ())]))
        del counts[term]
        likely = (other for other, count in counts.items() if count > 1)
        return heapq.nsmallest(_MAX_TERMS, likely, key=lambda other: (-counts[other], other))

    def _most_related(self, slug: Slug) -> list[Slug]:
        terms = self._rarest(self._terms[slug])
        scores: defaultdict[Slug, float] = defaultdict(float)
        places = 0
        for term in terms:
            places += len(self._articles_of[term])
            if places > _MOST_COMPARED:
                break
            for other in self._articles_of[term]:
                scores[other] += self._weights[term]
        scores.pop(slug, None)
        least = min(heapq.nlargest(_MAX_ARTICLES, scores.values()), default=0)
        likely = (
            other for other, score in scores.items() if score >= least
        )  # only equal scores are compared by position
        return sorted(likely, key=lambda other: (-scores[other], self._position[other]))[:_MAX_ARTICLES]

    def _rarest(self, terms: Iterable[TermId]) -> list[TermId]:
        return sorted(filter(self._rank.__contains__, terms), key=self._rank.__getitem__)
