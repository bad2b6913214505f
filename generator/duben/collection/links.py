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

from duben.collection.related import Kinship
from duben.collection.shared_passages import Echo, EchoMemory, Fingerprints, Passage, Source, find_echoes
from duben.model.article import Article, Citation, Slug
from duben.model.compiled import Galley, PlainText, Use
from duben.model.words import Forms, Script, TermId
from duben.runtime.workers import Workers

_FEW = 8
"""Where one article in so many is another than before, most of the network is as it was."""


class Mentions(Sequence[Use]):
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

    def where(self, slug: Slug, use: Use | None, places: Mapping[Slug, int]) -> Mentions:
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

    def __iter__(self) -> Iterator[Use]:
        columns = (self.articles, repeat(self.term), self._forms, self._blocks, self._times, self._digests)
        return map(Use, *columns)

    @overload
    def __getitem__(self, place: int) -> Use: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Use]: ...
    def __getitem__(self, place: int | slice) -> Use | Sequence[Use]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        forms, block, times, digest = self._forms[place], self._blocks[place], self._times[place], self._digests[place]
        return Use(self.articles[place], self.term, forms, block, times, digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlink:
    """An article that links to another by `[[…]]`, and how."""

    article: Slug
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How the collection hangs together. `order` is newest first; every other sequence of articles follows it."""

    order: tuple[Slug, ...]
    mentions: Mapping[TermId, Mentions]
    totals: Mapping[TermId, int]
    terms: Mapping[Slug, tuple[TermId, ...]]
    backlinks: Mapping[Slug, tuple[Backlink, ...]]
    kinship: Kinship
    echoes: tuple[Echo, ...]
    echoes_of: Mapping[Slug, tuple[Echo, ...]]

    def total(self, term: TermId) -> int:
        """How often the collection mentions `term`."""
        return self.totals.get(term, 0)


class NetworkMemory:
    """What one reading leaves to the next: its galleys and their network, and the echoes of the texts."""

    def __init__(self, echoes: EchoMemory | None = None) -> None:
        self.last: tuple[Sequence[Galley], Network] | None = None
        self.echoes = echoes or EchoMemory()


def connect(
    articles: Iterable[Galley],
    folded: Callable[[Galley], str],
    prints: Callable[[Galley], Fingerprints],
    memory: NetworkMemory | None = None,
    workers: Workers | None = None,
) -> Network:
    """The network of the articles; drafts and pages are the caller's to leave out.

    `folded` gives the text of an article, `prints` its fingerprints.
    """
    ordered = tuple(sorted(articles, key=lambda galley: _newest_first(galley.article)))
    memory = memory or NetworkMemory()
    echoes = find_echoes((_source(galley, folded, prints) for galley in ordered), memory.echoes, workers)
    if memory.last is None or not _same(memory.last[0], ordered):
        memory.last = ordered, _network(ordered, echoes, memory.last)
    return memory.last[1]


def _same(before: Sequence[Galley], after: Sequence[Galley]) -> bool:
    return len(before) == len(after) and all(map(is_, before, after))


def _network(
    ordered: Sequence[Galley], echoes: Sequence[Echo], last: tuple[Sequence[Galley], Network] | None
) -> Network:
    order = tuple(galley.article.slug for galley in ordered)
    turned = (last and last[1].order == order and _turned_again(*last, ordered)) or _turned(ordered)
    backlinks: dict[Slug, list[Backlink]] = defaultdict(list)
    echoes_of: dict[Slug, list[Echo]] = defaultdict(list)
    for galley in ordered:
        for citation in galley.links:
            backlinks[Slug(citation.link.target)].append(Backlink(article=galley.article.slug, citation=citation))
    for echo in echoes:
        for slug in dict.fromkeys(passage.slug for passage in echo.passages):
            echoes_of[slug].append(echo)
    mentions = {term: turned.mentions[term] for term in sorted(turned.mentions)}
    return Network(
        order=order,
        mentions=mentions,
        totals={term: found.total for term, found in mentions.items()},
        terms=turned.terms,
        backlinks={slug: tuple(found) for slug, found in sorted(backlinks.items())},
        kinship=Kinship(order, {term: found.articles for term, found in mentions.items()}, turned.terms),
        echoes=tuple(echoes),
        echoes_of={slug: tuple(found) for slug, found in echoes_of.items()},
    )


class _Turned(NamedTuple):
    """What articles make of terms, turned round: by term, and the terms of each article."""

    mentions: dict[TermId, Mentions]
    terms: dict[Slug, tuple[TermId, ...]]


def _turned(ordered: Iterable[Galley]) -> _Turned:
    mentions: dict[TermId, Mentions] = {}
    terms: dict[Slug, tuple[TermId, ...]] = {}
    one: dict[Any, Any] = {}  # what many articles say is held once for all of them
    for galley in ordered:
        slug = galley.article.slug
        found = galley.uses
        for _, term, forms, block, times, digest in found:
            if term not in mentions:
                mentions[term] = Mentions(term)
            mentions[term].add(slug, one.setdefault(forms, forms), one.setdefault(block, block), times, digest)
        terms[slug] = tuple([mentions[use.term].term for use in found])
    return _Turned(mentions, terms)


def _turned_again(before: Sequence[Galley], network: Network, after: Sequence[Galley]) -> _Turned | None:
    """The same of articles in the same order, few of which are other than `before`; `None` where they are many."""
    changed = [(was, now) for was, now in zip(before, after, strict=True) if was is not now]
    if len(changed) * _FEW > len(after):
        return None
    mentions, terms = dict(network.mentions), dict(network.terms)
    places = {slug: place for place, slug in enumerate(network.order)}
    for was, now in changed:
        slug, uses = now.article.slug, {use.term: use for use in now.uses}
        for term in {use.term for use in {*was.uses} ^ {*now.uses}}:
            mentions[term] = mentions.get(term, Mentions(term)).where(slug, uses.get(term), places)
        terms[slug] = tuple(uses)
    return _Turned({term: found for term, found in mentions.items() if found}, terms)


def _source(galley: Galley, folded: Callable[[Galley], str], prints: Callable[[Galley], Fingerprints]) -> Source:
    """What the search for echoes may ask of an article."""
    return Source(
        slug=galley.article.slug,
        digest=galley.wording,
        text=lambda: folded(galley),
        prints=lambda: prints(galley),
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
