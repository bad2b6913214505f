"""The network: what the articles' mentions and links say when they are turned round.

From each term to the articles that mention it, from each article to those that link to it, and between articles that share terms.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.echoes import Echo, Passage, Source, find_echoes
from generator.kept import Kept
from generator.model import Article, Citation, Forms, Galley, Mention, Script, Slug, TermId

_RELATED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """The mentions of one term in one article, in the order of the text."""

    article: Slug
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Another article and the terms it has in common with the one asked about, the rarest first."""

    article: Slug
    terms: tuple[TermId, ...]


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
    related: Mapping[Slug, tuple[Shared, ...]]
    echoes: tuple[Echo, ...]
    echoes_of: Mapping[Slug, tuple[Echo, ...]]

    def total(self, term: TermId) -> int:
        """How often the collection mentions `term`."""
        return sum(len(found.mentions) for found in self.mentions.get(term, ()))


EchoesKept = Kept[tuple[tuple[Slug, str], ...], tuple[Echo, ...]]


def connect(articles: Iterable[Galley], kept: EchoesKept | None = None) -> Network:
    """The network of the articles; drafts and pages are the caller's to leave out. The echoes of the same texts are `kept`."""
    ordered = sorted(articles, key=lambda a: _newest_first(a.article))
    mentions: dict[TermId, list[Mentions]] = defaultdict(list)
    backlinks: dict[Slug, list[Backlink]] = defaultdict(list)
    for galley in ordered:
        slug = galley.article.slug
        by_term: dict[TermId, list[Mention]] = defaultdict(list)
        for mention in galley.mentions:
            by_term[mention.term].append(mention)
        for term, found in by_term.items():
            mentions[term].append(Mentions(article=slug, mentions=tuple(found)))
        for citation in galley.links:
            backlinks[Slug(citation.link.target)].append(Backlink(article=slug, citation=citation))
    order = tuple(galley.article.slug for galley in ordered)
    texts = tuple((galley.article.slug, galley.folded) for galley in ordered)
    echoes = (kept or Kept()).get(texts, lambda: _echoes(ordered))
    echoes_of: dict[Slug, list[Echo]] = defaultdict(list)
    for echo in echoes:
        for slug in dict.fromkeys(passage.slug for passage in echo.passages):
            echoes_of[slug].append(echo)
    return Network(
        order=order,
        mentions={term: tuple(mentions[term]) for term in sorted(mentions)},
        backlinks={slug: tuple(found) for slug, found in sorted(backlinks.items())},
        related=_related(order, mentions),
        echoes=echoes,
        echoes_of={slug: tuple(found) for slug, found in echoes_of.items()},
    )


def _echoes(ordered: Sequence[Galley]) -> tuple[Echo, ...]:
    sources = [Source(slug=galley.article.slug, text=galley.folded) for galley in ordered]
    return find_echoes(sources, {galley.article.slug: galley.prints for galley in ordered})


def _newest_first(article: Article) -> tuple[int, Slug]:
    return (-(article.date or dt.date.min).toordinal(), article.slug)


def _related(order: Sequence[Slug], mentions: Mapping[TermId, Sequence[Mentions]]) -> dict[Slug, tuple[Shared, ...]]:
    """For each article the few that share most with it; a shared term counts by its rarity (inverse document frequency).

    A term in more than a tenth of a large collection says nothing about any two of its articles and is passed over.
    """
    most = max(20, len(order) // 10)
    weights = {term: math.log(1 + len(order) / len(found)) for term, found in mentions.items() if 2 <= len(found) <= most}
    place = {slug: index for index, slug in enumerate(order)}
    terms_of: dict[Slug, list[TermId]] = defaultdict(list)
    for term in sorted(weights, key=lambda t: (-weights[t], t)):
        for found in mentions[term]:
            terms_of[found.article].append(term)
    related = {}
    for slug in order:
        scores: Counter[Slug] = Counter()
        for term in terms_of[slug][:_TERMS_COMPARED]:
            for found in mentions[term]:
                scores[found.article] += weights[term]  # type: ignore[assignment]  # a Counter adds any number
        del scores[slug]
        best = sorted(scores, key=lambda other: (-scores[other], place[other]))[:_RELATED]
        mine = set(terms_of[slug])
        related[slug] = tuple(Shared(article=o, terms=tuple(t for t in terms_of[o] if t in mine)) for o in best)
    return related


_TERMS_COMPARED = 40
"""The rarest so many of an article's terms decide, which keeps the work linear in the number of articles."""


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
