"""The mentions of one term in all articles."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, MutableSequence, Sequence
from itertools import repeat
from typing import Any, overload

from duben.model.article import Slug
from duben.model.compiled import TermUse
from duben.model.words import TermId


class Mentions(Sequence[TermUse]):
    """How each article uses one term, newest article first. Stored in columns to save memory."""

    __slots__ = ("_blocks", "_digests", "_forms", "_times", "articles", "term")

    def __init__(self, term: TermId) -> None:
        self.term = term
        self.articles: list[Slug] = []
        self._forms: list[tuple[str, ...]] = []
        self._blocks: list[str] = []
        self._times, self._digests = array("I"), array("Q")

    @property
    def _columns(self) -> tuple[MutableSequence[Any], ...]:
        return self.articles, self._forms, self._blocks, self._times, self._digests

    @property
    def total(self) -> int:
        """Number of mentions in all articles."""
        return sum(self._times)

    def add(self, slug: Slug, forms: tuple[str, ...], block: str, times: int, digest: int) -> None:
        """Append the use of the term in the next article."""
        self.articles.append(slug)
        self._forms.append(forms)
        self._blocks.append(block)
        self._times.append(times)
        self._digests.append(digest)

    def with_use(self, slug: Slug, use: TermUse | None, places: Mapping[Slug, int]) -> Mentions:
        """A copy with this use in one article, or without that article if `use` is `None`.

        `places` gives the position of each article in the order.
        """
        start = bisect_left(self.articles, places[slug], key=places.__getitem__)
        end = start + (self.articles[start : start + 1] == [slug])
        copy, other = Mentions(self.term), Mentions(self.term)
        if use:
            other.add(slug, use.forms, use.block, use.times, use.digest)
        for new, old, part in zip(copy._columns, self._columns, other._columns, strict=True):
            new.extend(old[:start] + part + old[end:])  # type: ignore[operator]  # each is a list or an array
        return copy

    def __len__(self) -> int:
        return len(self.articles)

    def __iter__(self) -> Iterator[TermUse]:
        columns = (self.articles, repeat(self.term), self._forms, self._blocks, self._times, self._digests)
        return map(TermUse, *columns)

    @overload
    def __getitem__(self, place: int) -> TermUse: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[TermUse]: ...
    def __getitem__(self, place: int | slice) -> TermUse | Sequence[TermUse]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        forms, block, times, digest = self._forms[place], self._blocks[place], self._times[place], self._digests[place]
        return TermUse(self.articles[place], self.term, forms, block, times, digest)
