"""Which articles are related, because they share rare terms, and which terms occur together."""

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

_RELATED = 4
_TOGETHER = 8
RELATED_ARTICLES = kind_of("related-articles", list[Slug])
RELATED_TERMS = kind_of("related-terms", list[TermId])
_MOST_COMPARED = 1000
"""An article's rarest terms decide, as long as they are in no more than so many places, which bounds its work."""


class Related:
    """Answers for one article at a time, so that a preview works out only what it shows.

    A shared term counts by its rarity (inverse document frequency); one in more than a tenth of a large collection, or
    in more than a thousand articles, says nothing about any two of them and is passed over.
    """

    def __init__(
        self, order: Sequence[Slug], holders: Mapping[TermId, Sequence[Slug]], terms: Mapping[Slug, Sequence[TermId]]
    ) -> None:
        """`order` is newest first and decides between equals; `holders` and `terms` say who mentions what."""
        most = max(20, min(len(order) // 10, _MOST_COMPARED))
        self._holders, self._terms = holders, terms
        self._place = {slug: index for index, slug in enumerate(order)}
        shared = [(len(found), term) for term, found in holders.items() if 1 < len(found) <= most]
        self._weights = {term: math.log(1 + len(order) / number) for number, term in sorted(shared)}
        self._rank = {term: rank for rank, term in enumerate(self._weights)}

    @cached_property
    def basis(self) -> str:
        """A digest of what all depends on: the articles, their order, and who mentions what."""
        return task_key("related", *[" ".join([slug, *self._terms[slug]]) for slug in self._place])

    def articles(self, slug: Slug, session: Session) -> list[Slug]:
        """The few articles that share most with `slug`, the nearest first."""
        return session.get(Task(RELATED_ARTICLES, self.basis, lambda: self._nearest(slug), slug))

    def terms(self, term: TermId, session: Session) -> list[TermId]:
        """The terms that are mentioned most often in the same articles as `term`."""
        return session.get(Task(RELATED_TERMS, self.basis, lambda: self._together(term), term))

    def _together(self, term: TermId) -> list[TermId]:
        counts = Counter(chain.from_iterable([self._terms[slug] for slug in self._holders.get(term, ())]))
        del counts[term]
        likely = (other for other, count in counts.items() if count > 1)
        return heapq.nsmallest(_TOGETHER, likely, key=lambda other: (-counts[other], other))

    def _nearest(self, slug: Slug) -> list[Slug]:
        mine = self._rarest(self._terms[slug])
        scores: defaultdict[Slug, float] = defaultdict(float)
        places = 0
        for term in mine:
            places += len(self._holders[term])
            if places > _MOST_COMPARED:
                break
            for other in self._holders[term]:
                scores[other] += self._weights[term]
        scores.pop(slug, None)
        least = min(heapq.nlargest(_RELATED, scores.values()), default=0)
        likely = (other for other, score in scores.items() if score >= least)  # by score alone: places decide few
        return sorted(likely, key=lambda other: (-scores[other], self._place[other]))[:_RELATED]

    def _rarest(self, terms: Iterable[TermId]) -> list[TermId]:
        return sorted(filter(self._rank.__contains__, terms), key=self._rank.__getitem__)
