"""Finds the shared passages of a collection: joins the fingerprints of all articles and groups the matches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from duben.collection.shared_passages.fingerprint_index import FingerprintIndex
from duben.collection.shared_passages.fingerprints import PLACES, Fingerprints, normalise, without_boilerplate
from duben.collection.shared_passages.grouping import SharedPassage, shared_passages
from duben.collection.shared_passages.matching import Match, NormalisedText, Passage, is_boilerplate
from duben.collection.shared_passages.shared_fingerprints import Comparison, Pair, SharedFingerprints, compare
from duben.model.article import Slug
from duben.runtime.workers import Alone, Workers

_INDEX_TO_DISK_ABOVE = 2000
"""Number of articles to compare above which the index has to leave the memory."""
_CACHED_TEXTS = 500
"""Number of texts whose offsets stay in memory; these are as large as the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleText:
    """One article: its plain text folded to Simplified character by character, one line for each block.

    `digest` identifies this version of the text. `text` and `fingerprints` are functions because few are needed:
    fingerprints of new articles, texts of articles that may share something.
    """

    slug: Slug
    digest: str
    text: Callable[[], str]
    fingerprints: Callable[[], Fingerprints]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPassageState:
    """The plain values in a `SharedPassageIndex`, except the fingerprint index and the texts."""

    limit: int
    number: int
    articles: dict[Slug, tuple[str, int]]
    common: list[int]
    matches: list[Match]
    wordings: list[tuple[Passage, str]]
    shared_passages: tuple[SharedPassage, ...]


def boilerplate_limit(articles: int) -> int:
    """In how many of so many articles a gram may be before it is boilerplate; this also bounds the work per gram."""
    return min(20, max(4, articles // 2))


class SharedPassageIndex:
    """Everything that a search can reuse: fingerprints, the matches of each pair of articles, and normalised texts.

    Takes about 16 KB an article. Of these, 10 KB can be stored; texts are loaded again.
    """

    def __init__(
        self,
        state: SharedPassageState | None = None,
        index: Iterable[bytes] = (),
        *,
        limit: Callable[[int], int] = boilerplate_limit,
        large: int = _INDEX_TO_DISK_ABOVE,
    ) -> None:
        """Empty, or from an earlier `state` and `index`; `is_new` once it differs from these.

        `limit` gives the number of articles, of so many, above which a gram is boilerplate. While more than `large`
        articles are compared, the index waits on the disk.
        """
        self.is_new = False
        self._limit_of, self._large = limit, large
        self._articles: dict[Slug, tuple[str, int]] = {}
        self._slugs: dict[int, Slug] = {}
        self._shared_passages: tuple[SharedPassage, ...] = ()
        self._begin(state.limit if state else 0)
        if state:
            self._index = FingerprintIndex(index)
            self._articles |= state.articles
            self._slugs |= {number: slug for slug, (_, number) in state.articles.items()}
            self._number = state.number
            self._common |= {*state.common}
            for match in state.matches:
                self._matches.setdefault((match.first.slug, match.second.slug), []).append(match)
            self._wordings |= state.wordings
            self._shared_passages = state.shared_passages

    def state(self) -> SharedPassageState:
        """The state to store, without the `index`."""
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
        """The fingerprint index to store, in pieces."""
        return self._index.packed()

    def search(self, articles: Iterable[ArticleText], workers: Workers | None = None) -> tuple[SharedPassage, ...]:
        """All passages that these articles share, in the order of the first place of each.

        A passage in more than `_too_many` articles is boilerplate and left out. Only what has changed since the last
        search is compared again, unless that is much: then the `workers` compare everything.
        """
        sources = {source.slug: source for source in articles}
        workers = workers or Alone()
        known = {slug: digest for slug, (digest, _) in self._articles.items()}
        gone = {slug for slug, digest in known.items() if slug not in sources or sources[slug].digest != digest}
        new = [slug for slug in sorted(sources) if slug in gone or slug not in known]
        limit = self._limit_of(len(sources))
        if limit != self._limit or 8 * len(new) > len(sources):
            self._begin(limit)
            gone, new = set(), sorted(sources)
        else:
            workers = Alone()
        if gone or new:
            self.is_new = True
            grams = self._update_index(gone, new, sources)
            self._compare_again(grams, gone, {self._articles[slug][1] for slug in new}, sources, workers)
        return self._shared_passages

    def _begin(self, limit: int) -> None:
        """Clear everything. From now on, a gram in more than `limit` articles is common."""
        self._limit = limit
        self._index = FingerprintIndex()
        self._articles.clear()
        self._slugs.clear()
        self._number = 0
        self._common: set[int] = set()
        self._common_places: dict[Slug, list[int]] = {}
        self._matches: dict[Pair, list[Match]] = {}
        self._wordings: dict[Passage, str] = {}
        self._words: dict[Slug, str] = {}
        self._shared_passages = ()

    def _update_index(self, gone: Iterable[Slug], new: Iterable[Slug], sources: Mapping[Slug, ArticleText]) -> set[int]:
        """Remove and add articles; returns the hashes whose occurrences may differ now."""
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
            grams.update(each // PLACES for each in fingerprints)
        return grams

    def _compare_again(
        self, grams: set[int], gone: set[Slug], new: set[int], sources: Mapping[Slug, ArticleText], workers: Workers
    ) -> None:
        """Compare the pairs of articles that these grams may affect, and group all matches."""
        stale = [pair for pair in self._matches if not gone.isdisjoint(pair)]
        for pair in stale:
            del self._matches[pair]
        shared_fingerprints, toggled = self._collect_shared(grams, new)
        before = {pair: self._matches.pop(pair) for pair in toggled & self._matches.keys()}
        for first, second in toggled:
            for here, there in self._shared_grams(sources[first].fingerprints(), sources[second].fingerprints()):
                shared_fingerprints.add(self._articles[first][1], here, self._articles[second][1], there)
        text = lru_cache(_CACHED_TEXTS)(lambda slug: self._normalised(sources[slug]))
        firsts = shared_fingerprints.firsts()
        if len(firsts) > self._large:
            self._index.move_to_disk()  # the comparison needs the memory and not the index
        compared = workers.map(compare, Comparison(shared_fingerprints, self._slugs, text), firsts, local=True)
        found = {pair: shared for each in compared for pair, shared in each}
        self._matches |= found
        if stale or toggled or found != before:
            self._group_matches(gone, sources)

    def _normalised(self, article: ArticleText) -> NormalisedText:
        slug = article.slug
        if slug not in self._words:
            self._words[slug] = normalise(without_boilerplate(article.text()))
        return NormalisedText(slug, self._words[slug], article.text)

    def _collect_shared(self, grams: Iterable[int], new: set[int]) -> tuple[SharedFingerprints, set[Pair]]:
        """The fingerprints that new articles share with others, and the other pairs to compare again.

        These pairs have a gram that became boilerplate or is no longer boilerplate.
        """
        shared_fingerprints = SharedFingerprints()
        toggled: set[Pair] = set()
        for gram in grams:
            occurrences = self._index.occurrences(gram)
            common = len(occurrences) > self._limit and len({number for number, _ in occurrences}) > self._limit
            if common != (gram in self._common):
                toggled.update(self._toggle_common(gram, {number for number, _ in occurrences} - new))
            if common:
                continue
            for (one, here), (other, there) in combinations(occurrences, 2):
                if one != other and (one in new or other in new):
                    if self._slugs[one] < self._slugs[other]:
                        shared_fingerprints.add(one, here, other, there)
                    else:
                        shared_fingerprints.add(other, there, one, here)
        return shared_fingerprints, toggled

    def _toggle_common(self, gram: int, numbers: Iterable[int]) -> Iterator[Pair]:
        """Mark a gram as common, or as no longer common; gives the pairs of old articles that this affects."""
        self._common ^= {gram}
        slugs = sorted(self._slugs[number] for number in numbers)
        for slug in slugs:
            self._common_places.pop(slug, None)
        pairs = combinations(slugs, 2)
        return (pair for pair in pairs if pair in self._matches) if gram in self._common else pairs

    def _shared_grams(self, first: Fingerprints, second: Fingerprints) -> list[tuple[int, int]]:
        """The places of each gram that two articles share and that is not common."""
        places: defaultdict[int, list[int]] = defaultdict(list)
        for each in first:
            places[each // PLACES].append(each % PLACES)
        return [
            (here, each % PLACES)
            for each in second
            if each // PLACES not in self._common
            for here in places.get(each // PLACES, ())
        ]

    def _group_matches(self, gone: set[Slug], sources: Mapping[Slug, ArticleText]) -> None:
        """Group the matches into shared passages."""
        found = [
            each for (slug, _), some in self._matches.items() for each in self._not_boilerplate(some, slug, sources)
        ]
        known, self._wordings = self._wordings, {}

        def wording(passage: Passage) -> str:
            if passage.slug in gone or passage not in known:
                known[passage] = normalise(sources[passage.slug].text()[passage.start : passage.end])
            self._wordings[passage] = known[passage]
            return known[passage]

        self._shared_passages = shared_passages(found, wording)

    def _not_boilerplate(
        self, found: Iterable[Match], slug: Slug, sources: Mapping[Slug, ArticleText]
    ) -> Iterator[Match]:
        """The matches of an article without those that are boilerplate."""
        if slug not in self._common_places:
            fingerprints = sources[slug].fingerprints()
            self._common_places[slug] = [each % PLACES for each in fingerprints if each // PLACES in self._common]
        common = self._common_places[slug]
        return (match for match in found if not is_boilerplate(match, common))
