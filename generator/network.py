"""The network: what the articles' mentions and links say when they are turned round.

From each term to the articles that mention it, from each article to those that link to it, and between articles that
share terms.
"""

from __future__ import annotations

import datetime as dt
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, overload

from generator.echoes import Echo, EchoMemory, Fingerprints, Passage, Source, find_echoes
from generator.kept import Kept
from generator.kinship import Kinship
from generator.model import Article, Citation, Forms, Galley, PlainText, Script, Slug, TermId, Use
from generator.workers import Workers


class Mentions(Sequence[Use]):
    """What articles make of one term, the newest first; in columns, for they are many."""

    __slots__ = ("_blocks", "_digests", "_forms", "_times", "articles", "term")

    def __init__(self, term: TermId) -> None:
        self.term = term
        self.articles: list[Slug] = []
        self._forms: list[tuple[str, ...]] = []
        self._blocks: list[str] = []
        self._times, self._digests = array("I"), array("Q")

    def add(self, slug: Slug, forms: tuple[str, ...], block: str, times: int, digest: int) -> None:
        """Add what the next article makes of the term."""
        self.articles.append(slug)
        self._forms.append(forms)
        self._blocks.append(block)
        self._times.append(times)
        self._digests.append(digest)

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
    """What one reading leaves to the next: of the same galleys the network, of the texts the echoes."""

    def __init__(self, echoes: EchoMemory | None = None, *, lasting: bool = False) -> None:
        """One that is `lasting` keeps also what makes a network of other galleys sooner."""
        self.networks: Kept[tuple[Galley, ...], Network] = Kept()
        self.echoes = echoes or EchoMemory()
        self._uses: Kept[Galley, tuple[Use, ...]] | None = Kept() if lasting else None

    def turn(self) -> None:
        """Begin a new reading."""
        self.networks.turn()
        if self._uses:
            self._uses.turn()

    def uses(self, galley: Galley) -> tuple[Use, ...]:
        """The uses of a galley."""
        return self._uses.get(galley, lambda: galley.uses) if self._uses else galley.uses


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
    return memory.networks.get(ordered, lambda: _network(ordered, memory.uses, echoes))


def _network(ordered: Sequence[Galley], uses: Callable[[Galley], Sequence[Use]], echoes: Sequence[Echo]) -> Network:
    mentions: dict[TermId, Mentions] = {}
    one: dict[Any, Any] = {}  # what many articles say is held once for all of them
    backlinks: dict[Slug, list[Backlink]] = defaultdict(list)
    echoes_of: dict[Slug, list[Echo]] = defaultdict(list)
    terms: dict[Slug, tuple[TermId, ...]] = {}
    totals: dict[TermId, int] = defaultdict(int)
    for galley in ordered:
        slug = galley.article.slug
        found = uses(galley)
        for _, term, forms, block, times, digest in found:
            if term not in mentions:
                mentions[term] = Mentions(term)
            mentions[term].add(slug, one.setdefault(forms, forms), one.setdefault(block, block), times, digest)
            totals[term] += times
        for citation in galley.links:
            backlinks[Slug(citation.link.target)].append(Backlink(article=slug, citation=citation))
        terms[slug] = tuple([mentions[use.term].term for use in found])
    for echo in echoes:
        for slug in dict.fromkeys(passage.slug for passage in echo.passages):
            echoes_of[slug].append(echo)
    order = tuple(galley.article.slug for galley in ordered)
    holders = {term: found.articles for term, found in mentions.items()}
    return Network(
        order=order,
        mentions={term: mentions[term] for term in sorted(mentions)},
        totals=dict(totals),
        terms=terms,
        backlinks={slug: tuple(found) for slug, found in sorted(backlinks.items())},
        kinship=Kinship(order, holders, terms),
        echoes=tuple(echoes),
        echoes_of={slug: tuple(found) for slug, found in echoes_of.items()},
    )


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
