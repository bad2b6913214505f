"""The network: what the articles' mentions and links say when they are turned round.

From each term to the articles that mention it, from each article to those that link to it, and between articles that
share terms.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.echoes import Echo, Passage, Source, find_echoes
from generator.kept import Kept
from generator.kinship import Kinship
from generator.model import Article, Citation, Forms, Galley, Mention, Script, Slug, TermId


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """The mentions of one term in one article, in the order of the text."""

    article: Slug
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlink:
    """An article that links to another by `[[…]]`, and how."""

    article: Slug
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How the collection hangs together. `order` is newest first; every other sequence of articles follows it."""

    order: tuple[Slug, ...]
    mentions: Mapping[TermId, tuple[Mentions, ...]]
    backlinks: Mapping[Slug, tuple[Backlink, ...]]
    kinship: Kinship
    echoes: tuple[Echo, ...]
    echoes_of: Mapping[Slug, tuple[Echo, ...]]

    def total(self, term: TermId) -> int:
        """How often the collection mentions `term`."""
        return sum(len(found.mentions) for found in self.mentions.get(term, ()))


class NetworkMemory:
    """What one reading leaves to the next: the network of the very same galleys, the echoes of the same texts."""

    def __init__(self) -> None:
        self.networks: Kept[tuple[Galley, ...], Network] = Kept()
        self.echoes: Kept[tuple[tuple[Slug, str], ...], tuple[Echo, ...]] = Kept()

    def turn(self) -> None:
        """Begin a new reading."""
        self.networks.turn()
        self.echoes.turn()


def connect(articles: Iterable[Galley], memory: NetworkMemory | None = None) -> Network:
    """The network of the articles; drafts and pages are the caller's to leave out."""
    ordered = tuple(sorted(articles, key=lambda galley: _newest_first(galley.article)))
    memory = memory or NetworkMemory()
    texts = tuple((galley.article.slug, galley.folded) for galley in ordered)
    echoes = memory.echoes.get(texts, lambda: _echoes(ordered))
    return memory.networks.get(ordered, lambda: _network(ordered, echoes))


def _network(ordered: Sequence[Galley], echoes: Sequence[Echo]) -> Network:
    mentions: dict[TermId, list[Mentions]] = defaultdict(list)
    backlinks: dict[Slug, list[Backlink]] = defaultdict(list)
    echoes_of: dict[Slug, list[Echo]] = defaultdict(list)
    terms: dict[Slug, frozenset[TermId]] = {}
    for galley in ordered:
        slug = galley.article.slug
        by_term: dict[TermId, list[Mention]] = defaultdict(list)
        for mention in galley.mentions:
            by_term[mention.term].append(mention)
        for term, found in by_term.items():
            mentions[term].append(Mentions(article=slug, mentions=tuple(found)))
        for citation in galley.links:
            backlinks[Slug(citation.link.target)].append(Backlink(article=slug, citation=citation))
        terms[slug] = frozenset(by_term)
    for echo in echoes:
        for slug in dict.fromkeys(passage.slug for passage in echo.passages):
            echoes_of[slug].append(echo)
    order = tuple(galley.article.slug for galley in ordered)
    holders = {term: tuple(found.article for found in mentions[term]) for term in mentions}
    return Network(
        order=order,
        mentions={term: tuple(mentions[term]) for term in sorted(mentions)},
        backlinks={slug: tuple(found) for slug, found in sorted(backlinks.items())},
        kinship=Kinship(order, holders, terms),
        echoes=tuple(echoes),
        echoes_of={slug: tuple(found) for slug, found in echoes_of.items()},
    )


def _echoes(ordered: Sequence[Galley]) -> tuple[Echo, ...]:
    sources = [Source(slug=galley.article.slug, text=galley.folded) for galley in ordered]
    return find_echoes(sources, {galley.article.slug: galley.prints for galley in ordered})


def _newest_first(article: Article) -> tuple[int, Slug]:
    return (-(article.date or dt.date.min).toordinal(), article.slug)


def passage_text(galley: Galley, passage: Passage) -> Forms:
    """The wording of an echo's passage in both scripts; its offsets are those of the source's own text."""
    own: Script = galley.article.script
    other: Script = "hant" if own == "hans" else "hans"
    start, end = (at + _shift(galley, at) for at in (passage.start, passage.end))
    texts = {own: galley.text.form(own)[passage.start : passage.end], other: galley.text.form(other)[start:end]}
    return Forms(texts["hans"], texts["hant"])


def passage_block(galley: Galley, passage: Passage) -> str:
    """The id of the block in which a passage begins."""
    return galley.lines[galley.text.form(galley.article.script).count("\n", 0, passage.start)]


def _shift(galley: Galley, at: int) -> int:
    place = bisect_right(galley.shifts, at, key=lambda shift: shift[0])
    return galley.shifts[place - 1][1] if place else 0
