"""All echoes of a collection: the fingerprints of its articles joined, and what they find grouped."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from generator.echoes.fingerprints import Fingerprints, fingerprints, normalise
from generator.echoes.matching import Passage, Text, matches
from generator.model import Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One article: its plain text folded to Simplified character by character, one line for each block."""

    slug: Slug
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """A passage that at least two articles have; `id` depends on its words only, not on where they are."""

    id: str
    passages: tuple[Passage, ...]


def find_echoes(sources: Sequence[Source], prints: Mapping[Slug, Fingerprints] | None = None) -> tuple[Echo, ...]:
    """All echoes among `sources`, in the order of their first passages.

    `prints` may hold the `fingerprints` of some or all articles; the others are computed. The result does not depend on
    the order of `sources`. A passage in more than `_too_many` articles is boilerplate and left out.
    """
    known = prints or {}
    ordered = sorted(sources, key=lambda source: source.slug)
    texts = [Text(source.slug, source.text) for source in ordered]
    sampled = [known[s.slug] if s.slug in known else fingerprints(s.text) for s in ordered]
    found = [
        match
        for (first, second), meetings in groupby(
            _meet(texts, sampled), key=lambda meeting: divmod(meeting >> 64, _MANY)
        )
        for match in matches(texts[first], texts[second], (divmod(meeting & _PLACES, _MANY) for meeting in meetings))
    ]
    return _identified(_grouped(found), {text.slug: text for text in texts})


def _too_many(articles: int) -> int:
    """In how many of so many articles a gram may be before it is boilerplate; this also bounds the work per gram."""
    return min(20, max(4, articles // 2))


_SHARDS = 16
_MANY = 1 << 32
_PLACES = (1 << 64) - 1


def _meet(texts: Sequence[Text], sampled: Sequence[Fingerprints]) -> list[int]:
    """Places in pairs of articles with the same fingerprint, joined one range of hashes at a time to bound memory.

    Each is one number, for there are millions: an article, another, the place in the first and that in the other, 32
    bits for each; in order. A fingerprint that too many articles have is noted with their texts as boilerplate.
    """
    limit = _too_many(len(sampled))
    meetings: list[int] = []
    for shard in range(_SHARDS):
        for holders in _shared(sampled, shard):
            if len({article for article, _ in holders}) > limit:
                for article, place in holders:
                    texts[article].common.append(place)
                continue
            for (first, here), (second, there) in combinations(holders, 2):
                if first != second:
                    meetings.append((first << 32 | second) << 64 | here << 32 | there)
    meetings.sort()
    return meetings


def _shared(sampled: Sequence[Fingerprints], shard: int) -> Iterator[list[tuple[int, int]]]:
    """The (article, place) pairs of every hash in the `shard` that two articles have."""
    low, high = (edge * (1 << 64) // _SHARDS for edge in (shard, shard + 1))
    ranges = [prints[bisect_left(prints, low) : bisect_left(prints, high)] for prints in sampled]
    once: set[int] = set()
    again: set[int] = set()
    for prints in ranges:
        grams = {each >> 32 for each in prints}
        again |= once & grams
        once |= grams
    holders: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for article, prints in enumerate(ranges):
        for each in prints:
            if each >> 32 in again:
                holders[each >> 32].append((article, each & 0xFFFFFFFF))
    return iter(holders.values())


def _grouped(pairs: Sequence[tuple[Passage, Passage]]) -> Iterator[set[Passage]]:
    """The matches as sets of passages, those that are mostly the same passage of an article taken together."""
    groups = list(range(len(pairs)))

    def group(match: int) -> int:
        while groups[match] != match:
            groups[match] = match = groups[groups[match]]
        return match

    sides = sorted((passage, match) for match, sides in enumerate(pairs) for passage in sides)
    open_sides: list[tuple[Passage, int]] = []
    for passage, match in sides:
        open_sides = [side for side in open_sides if side[0].slug == passage.slug and side[0].end > passage.start]
        for other, earlier in open_sides:
            shared = min(other.end, passage.end) - passage.start
            if 2 * shared >= max(other.end - other.start, passage.end - passage.start):
                groups[group(match)] = group(earlier)
        open_sides.append((passage, match))
    members: defaultdict[int, list[Passage]] = defaultdict(list)
    for passage, match in sides:
        members[group(match)].append(passage)
    return (set(_united(passages)) for passages in members.values())


def _united(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Sorted `passages` with those that overlap made one."""
    last: Passage | None = None
    for passage in passages:
        if last is None or passage.slug != last.slug or passage.start >= last.end:
            if last:
                yield last
            last = passage
        else:
            last = last._replace(end=max(last.end, passage.end))
    if last:
        yield last


def _identified(groups: Iterable[set[Passage]], texts: Mapping[Slug, Text]) -> tuple[Echo, ...]:
    """An echo is named for its shortest wording, which the next article that shares it seldom changes."""
    named: defaultdict[str, set[Passage]] = defaultdict(set)
    for passages in groups:
        wordings = {normalise(texts[slug].text[start:end]) for slug, start, end in passages}
        shortest = min(wordings, key=lambda wording: (len(wording), wording))
        named[hashlib.sha256(shortest.encode()).hexdigest()[:12]] |= passages
    echoes = [Echo(id=name, passages=tuple(sorted(passages))) for name, passages in named.items()]
    return tuple(sorted(echoes, key=lambda echo: (echo.passages, echo.id)))
