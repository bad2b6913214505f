"""All echoes of a collection: the fingerprints of its articles joined, and what they find grouped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from duben.collection.shared_passages.fingerprints import HALF, Fingerprints, normalise
from duben.collection.shared_passages.grouping import SharedPassage, shared_passages
from duben.collection.shared_passages.index import Index
from duben.collection.shared_passages.matching import Match, Passage, Text, is_boilerplate
from duben.collection.shared_passages.shared_fingerprints import Comparison, Pair, SharedFingerprints, compare
from duben.model.article import Slug
from duben.runtime.workers import Alone, Workers

_MANY = 2000
"""Articles to be compared for which the index is too much beside them."""
_TEXTS = 500
"""Texts of which it is at hand where each character stands, which is as large as the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One article: its plain text folded to Simplified character by character, one line for each block.

    `digest` tells the text from any other that the article may have had. Text and `fingerprints` are asked for only
    where they are needed: the prints when an article is new, the text where it seems to share something.
    """

    slug: Slug
    digest: str
    text: Callable[[], str]
    fingerprints: Callable[[], Fingerprints]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPassageState:
    """All of an `EchoMemory` but its index and the texts, in plain values."""

    limit: int
    number: int
    articles: dict[Slug, tuple[str, int]]
    common: list[int]
    matches: list[Match]
    wordings: list[tuple[Passage, str]]
    shared_passages: tuple[SharedPassage, ...]


def find_shared_passages(
    sources: Iterable[Source], index: SharedPassageIndex | None = None, workers: Workers | None = None
) -> tuple[SharedPassage, ...]:
    """All echoes among `sources`, in the order of their first passages, whatever the order of the sources.

    A passage in more than `_too_many` articles is boilerplate and left out. With the `memory` of an earlier search only
    what has changed since is done anew; the result is the same. What is begun anew, the `workers` do.
    """
    return (index or SharedPassageIndex()).search({source.slug: source for source in sources}, workers or Alone())


def _too_many(articles: int) -> int:
    """In how many of so many articles a gram may be before it is boilerplate; this also bounds the work per gram."""
    return min(20, max(4, articles // 2))


class SharedPassageIndex:
    """What one search leaves to the next: the index, what each pair of articles shares, and normalised texts.

    That is some 16 KB an article, of which another process takes up 10: it asks for texts again.
    """

    def __init__(self, state: SharedPassageState | None = None, index: Iterable[bytes] = ()) -> None:
        """Empty, or with what `state` and `index` gave of another; `is_new` as soon as it differs from that."""
        self.is_new = False
        self._articles: dict[Slug, tuple[str, int]] = {}
        self._slugs: dict[int, Slug] = {}
        self._shared_passages: tuple[SharedPassage, ...] = ()
        self._begin(state.limit if state else 0)
        if state:
            self._index = Index(index)
            self._articles |= state.articles
            self._slugs |= {number: slug for slug, (_, number) in state.articles.items()}
            self._number = state.number
            self._common |= {*state.common}
            for match in state.matches:
                self._matches.setdefault((match.first.slug, match.second.slug), []).append(match)
            self._wordings |= state.wordings
            self._shared_passages = state.shared_passages

    def state(self) -> SharedPassageState:
        """What another process needs to go on from here, but for the `index`."""
        return SharedPassageState(
            limit=self._limit,
            number=self._number,
            articles=self._articles,
            common=sorted(self._common),
            matches=[match for _, some in sorted(self._matches.items()) for match in some],
            wordings=sorted(self._wordings.items()),
            shared_passages=self._shared_passages,
        )

    def index(self) -> Iterator[bytes]:
        """The index of all prints, in pieces."""
        return self._index.packed()

    def search(self, sources: Mapping[Slug, Source], workers: Workers) -> tuple[SharedPassage, ...]:
        """The echoes of the articles as they are now."""
        known = {slug: digest for slug, (digest, _) in self._articles.items()}
        gone = {slug for slug, digest in known.items() if slug not in sources or sources[slug].digest != digest}
        new = [slug for slug in sorted(sources) if slug in gone or slug not in known]
        limit = _too_many(len(sources))
        if limit != self._limit or 8 * len(new) > len(sources):
            self._begin(limit)
            gone, new = set(), sorted(sources)
        else:
            workers = Alone()
        if gone or new:
            self.is_new = True
            grams = self._exchange(gone, new, sources)
            self._join(grams, gone, {self._articles[slug][1] for slug in new}, sources, workers)
        return self._shared_passages

    def _begin(self, limit: int) -> None:
        """Forget everything; a gram in more than `limit` articles is common from now on."""
        self._limit = limit
        self._index = Index()
        self._articles.clear()
        self._slugs.clear()
        self._number = 0
        self._common: set[int] = set()
        self._common_places: dict[Slug, list[int]] = {}
        self._matches: dict[Pair, list[Match]] = {}
        self._wordings: dict[Passage, str] = {}
        self._words: dict[Slug, str] = {}
        self._shared_passages = ()

    def _exchange(self, gone: Iterable[Slug], new: Iterable[Slug], sources: Mapping[Slug, Source]) -> set[int]:
        """Bring the index up to date; gives the hashes whose holders may be others now."""
        first = not self._articles
        grams: set[int] = set()
        for slug in gone:
            _, number = self._articles.pop(slug)
            del self._slugs[number]
            self._common_places.pop(slug, None)
            self._words.pop(slug, None)
            grams.update(self._index.remove(number))
        numbered = []
        for slug in new:
            self._articles[slug] = sources[slug].digest, self._number
            self._slugs[self._number] = slug
            numbered.append((self._number, slug))
            self._number += 1
        if first:
            self._index.fill((number, sources[slug].fingerprints()) for number, slug in numbered)
            return self._index.shared()
        for number, slug in numbered:
            fingerprints = sources[slug].fingerprints()
            self._index.add(number, fingerprints)
            grams.update(each // HALF for each in fingerprints)
        return grams

    def _join(
        self, grams: set[int], gone: set[Slug], new: set[int], sources: Mapping[Slug, Source], workers: Workers
    ) -> None:
        """Compare again the pairs of articles for which these grams may make a difference, and group all matches."""
        stale = [pair for pair in self._matches if not gone.isdisjoint(pair)]
        for pair in stale:
            del self._matches[pair]
        shared_fingerprints, turned = self._meetings(grams, new)
        before = {pair: self._matches.pop(pair) for pair in turned & self._matches.keys()}
        for first, second in turned:
            for here, there in self._shared(sources[first].fingerprints(), sources[second].fingerprints()):
                shared_fingerprints.add(self._articles[first][1], here, self._articles[second][1], there)
        text = lru_cache(_TEXTS)(lambda slug: Text(slug, sources[slug].text, self._words))
        firsts = shared_fingerprints.firsts()
        if len(firsts) > _MANY:
            self._index.put_away()  # for nothing is looked for while so many are compared
        compared = workers.map(compare, Comparison(shared_fingerprints, self._slugs, text), firsts, local=True)
        found = {pair: shared for each in compared for pair, shared in each}
        self._matches |= found
        if stale or turned or found != before:
            self._group(gone, sources)

    def _meetings(self, grams: Iterable[int], new: set[int]) -> tuple[SharedFingerprints, set[Pair]]:
        """Where new articles meet others, and which other pairs are to be compared again.

        These are the pairs that hold a gram that was in too many articles and is so no more, or the other way round.
        """
        shared_fingerprints = SharedFingerprints()
        turned: set[Pair] = set()
        for gram in grams:
            holders = self._index.holders(gram)
            common = len(holders) > self._limit and len({number for number, _ in holders}) > self._limit
            if common != (gram in self._common):
                turned.update(self._turn(gram, {number for number, _ in holders} - new))
            if common:
                continue
            for (one, here), (other, there) in combinations(holders, 2):
                if one != other and (one in new or other in new):
                    if self._slugs[one] < self._slugs[other]:
                        shared_fingerprints.add(one, here, other, there)
                    else:
                        shared_fingerprints.add(other, there, one, here)
        return shared_fingerprints, turned

    def _turn(self, gram: int, numbers: Iterable[int]) -> Iterator[Pair]:
        """Count a gram as common, or no longer so; gives the pairs of old articles for which that matters."""
        self._common ^= {gram}
        slugs = sorted(self._slugs[number] for number in numbers)
        for slug in slugs:
            self._common_places.pop(slug, None)
        pairs = combinations(slugs, 2)
        return (pair for pair in pairs if pair in self._matches) if gram in self._common else pairs

    def _shared(self, first: Fingerprints, second: Fingerprints) -> list[tuple[int, int]]:
        """Where two articles have a gram in common that is not so in too many."""
        places: defaultdict[int, list[int]] = defaultdict(list)
        for each in first:
            places[each // HALF].append(each % HALF)
        return [
            (here, each % HALF)
            for each in second
            if each // HALF not in self._common
            for here in places.get(each // HALF, ())
        ]

    def _group(self, gone: set[Slug], sources: Mapping[Slug, Source]) -> None:
        """Make echoes of the matches."""
        found = [each for (slug, _), some in self._matches.items() for each in self._said(some, slug, sources)]
        known, self._wordings = self._wordings, {}

        def wording(passage: Passage) -> str:
            if passage.slug in gone or passage not in known:
                known[passage] = normalise(sources[passage.slug].text()[passage.start : passage.end])
            self._wordings[passage] = known[passage]
            return known[passage]

        self._shared_passages = shared_passages(found, wording)

    def _said(self, found: Iterable[Match], slug: Slug, sources: Mapping[Slug, Source]) -> Iterator[Match]:
        """The matches of an article that are not boilerplate."""
        if slug not in self._common_places:
            fingerprints = sources[slug].fingerprints()
            self._common_places[slug] = [each % HALF for each in fingerprints if each // HALF in self._common]
        common = self._common_places[slug]
        return (match for match in found if not is_boilerplate(match, common))
