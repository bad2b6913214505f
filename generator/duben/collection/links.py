"""The network: what the articles' mentions and links say when they are turned round.

From each term to the articles that mention it, from each article to those that link to it, and between articles that
share terms.
"""

from __future__ import annotations

import datetime as dt
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableSequence, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import is_
from typing import Any, NamedTuple, overload

from duben.collection.related import Related
from duben.collection.shared_passages import (
    ArticleText,
    Fingerprints,
    Passage,
    SharedPassage,
    SharedPassageIndex,
    find_shared_passages,
)
from duben.model.article import Article, Citation, Slug
from duben.model.compiled import CompiledArticle, PlainText, TermUse
from duben.model.words import Forms, Script, TermId
from duben.runtime.workers import Workers

_FEW = 8
"""Where one article in so many is another than before, most of the network is as it was."""


class Mentions(Sequence[TermUse]):
    """What articles make of one term, the newest first; in columns, for they are many."""

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
        """How often the term is mentioned."""
        return sum(self._times)

    def add(self, slug: Slug, forms: tuple[str, ...], block: str, times: int, digest: int) -> None:
        """Add what the next article makes of the term."""
        self.articles.append(slug)
        self._forms.append(forms)
        self._blocks.append(block)
        self._times.append(times)
        self._digests.append(digest)

    def where(self, slug: Slug, use: TermUse | None, places: Mapping[Slug, int]) -> Mentions:
        """A copy where one article makes this use of the term, or none; `places` are those of articles in the order."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlink:
    """An article that links to another by `[[…]]`, and how."""

    article: Slug
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """How the collection hangs together. `order` is newest first; every other sequence of articles follows it."""

    order: tuple[Slug, ...]
    mentions: Mapping[TermId, Mentions]
    totals: Mapping[TermId, int]
    terms: Mapping[Slug, tuple[TermId, ...]]
    backlinks: Mapping[Slug, tuple[Backlink, ...]]
    related: Related
    shared_passages: tuple[SharedPassage, ...]
    passages_of: Mapping[Slug, tuple[SharedPassage, ...]]

    def total(self, term: TermId) -> int:
        """How often the collection mentions `term`."""
        return self.totals.get(term, 0)


class NetworkMemory:
    """What one reading leaves to the next: its galleys and their network, and the echoes of the texts."""

    def __init__(self, shared_passages: SharedPassageIndex | None = None) -> None:
        self.last: tuple[Sequence[CompiledArticle], Links] | None = None
        self.shared_passages = shared_passages or SharedPassageIndex()


def connect(
    articles: Iterable[CompiledArticle],
    folded: Callable[[CompiledArticle], str],
    fingerprints: Callable[[CompiledArticle], Fingerprints],
    memory: NetworkMemory | None = None,
    workers: Workers | None = None,
) -> Links:
    """The network of the articles; drafts and pages are the caller's to leave out.

    `folded` gives the text of an article, `prints` its fingerprints.
    """
    ordered = tuple(sorted(articles, key=lambda compiled: _newest_first(compiled.article)))
    memory = memory or NetworkMemory()
    shared_passages = find_shared_passages(
        (_source(compiled, folded, fingerprints) for compiled in ordered), memory.shared_passages, workers
    )
    if memory.last is None or not _same(memory.last[0], ordered):
        memory.last = ordered, _links(ordered, shared_passages, memory.last)
    return memory.last[1]


def _same(before: Sequence[CompiledArticle], after: Sequence[CompiledArticle]) -> bool:
    return len(before) == len(after) and all(map(is_, before, after))


def _links(
    ordered: Sequence[CompiledArticle],
    shared_passages: Sequence[SharedPassage],
    last: tuple[Sequence[CompiledArticle], Links] | None,
) -> Links:
    order = tuple(compiled.article.slug for compiled in ordered)
    turned = (last and last[1].order == order and _turned_again(*last, ordered)) or _turned(ordered)
    backlinks: dict[Slug, list[Backlink]] = defaultdict(list)
    passages_of: dict[Slug, list[SharedPassage]] = defaultdict(list)
    for compiled in ordered:
        for citation in compiled.links:
            backlinks[Slug(citation.link.target)].append(Backlink(article=compiled.article.slug, citation=citation))
    for shared in shared_passages:
        for slug in dict.fromkeys(passage.slug for passage in shared.passages):
            passages_of[slug].append(shared)
    mentions = {term: turned.mentions[term] for term in sorted(turned.mentions)}
    return Links(
        order=order,
        mentions=mentions,
        totals={term: found.total for term, found in mentions.items()},
        terms=turned.terms,
        backlinks={slug: tuple(found) for slug, found in sorted(backlinks.items())},
        related=Related(order, {term: found.articles for term, found in mentions.items()}, turned.terms),
        shared_passages=tuple(shared_passages),
        passages_of={slug: tuple(found) for slug, found in passages_of.items()},
    )


class _Turned(NamedTuple):
    """What articles make of terms, turned round: by term, and the terms of each article."""

    mentions: dict[TermId, Mentions]
    terms: dict[Slug, tuple[TermId, ...]]


def _turned(ordered: Iterable[CompiledArticle]) -> _Turned:
    mentions: dict[TermId, Mentions] = {}
    terms: dict[Slug, tuple[TermId, ...]] = {}
    one: dict[Any, Any] = {}  # what many articles say is held once for all of them
    for compiled in ordered:
        slug = compiled.article.slug
        found = compiled.uses
        for _, term, forms, block, times, digest in found:
            if term not in mentions:
                mentions[term] = Mentions(term)
            mentions[term].add(slug, one.setdefault(forms, forms), one.setdefault(block, block), times, digest)
        terms[slug] = tuple([mentions[use.term].term for use in found])
    return _Turned(mentions, terms)


def _turned_again(before: Sequence[CompiledArticle], links: Links, after: Sequence[CompiledArticle]) -> _Turned | None:
    """The same of articles in the same order, few of which are other than `before`; `None` where they are many."""
    changed = [(was, now) for was, now in zip(before, after, strict=True) if was is not now]
    if len(changed) * _FEW > len(after):
        return None
    mentions, terms = dict(links.mentions), dict(links.terms)
    places = {slug: place for place, slug in enumerate(links.order)}
    for was, now in changed:
        slug, uses = now.article.slug, {use.term: use for use in now.uses}
        for term in {use.term for use in {*was.uses} ^ {*now.uses}}:
            mentions[term] = mentions.get(term, Mentions(term)).where(slug, uses.get(term), places)
        terms[slug] = tuple(uses)
    return _Turned({term: found for term, found in mentions.items() if found}, terms)


def _source(
    compiled: CompiledArticle,
    folded: Callable[[CompiledArticle], str],
    fingerprints: Callable[[CompiledArticle], Fingerprints],
) -> ArticleText:
    """What the search for echoes may ask of an article."""
    return ArticleText(
        slug=compiled.article.slug,
        digest=compiled.wording,
        text=lambda: folded(compiled),
        fingerprints=lambda: fingerprints(compiled),
    )


def _newest_first(article: Article) -> tuple[int, Slug]:
    return (-(article.date or dt.date.min).toordinal(), article.slug)


def passage_text(script: Script, text: PlainText, passage: Passage) -> Forms:
    """The wording of an echo's passage in both scripts; its offsets are those of the source's own, in `script`."""
    other: Script = "hant" if script == "hans" else "hans"
    start, end = (at + _shift(text, at) for at in (passage.start, passage.end))
    texts = {script: text.forms.form(script)[passage.start : passage.end], other: text.forms.form(other)[start:end]}
    return Forms(texts["hans"], texts["hant"])


def passage_block(script: Script, text: PlainText, passage: Passage) -> str:
    """The id of the block in which a passage begins."""
    return text.lines[text.forms.form(script).count("\n", 0, passage.start)]


def _shift(text: PlainText, at: int) -> int:
    place = bisect_right(text.shifts, at, key=lambda shift: shift[0])
    return text.shifts[place - 1][1] if place else 0
