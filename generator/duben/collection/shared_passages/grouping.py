"""Groups matches of two articles each into shared passages of any number of articles."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from duben.collection.shared_passages.matching import Match, Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPassage:
    """A passage in at least two articles. `id` depends on its words, not on where they are."""

    id: str
    passages: tuple[Passage, ...]


def shared_passages(found: Sequence[Match], wording: Callable[[Passage], str]) -> tuple[SharedPassage, ...]:
    """The shared passages in these matches, ordered by their first passages.

    `wording` gives a passage's normalised text. The `id` comes from the shortest wording, which rarely changes when
    another article shares the passage.
    """
    named: defaultdict[str, set[Passage]] = defaultdict(set)
    for passages in _grouped(found):
        shortest = min(map(wording, passages), key=lambda each: (len(each), each))
        named[hashlib.sha256(shortest.encode()).hexdigest()[:12]] |= passages
    each = [SharedPassage(id=name, passages=tuple(sorted(passages))) for name, passages in named.items()]
    return tuple(sorted(each, key=lambda shared: (shared.passages, shared.id)))


def _grouped(found: Sequence[Match]) -> Iterator[set[Passage]]:
    """Sets of passages: matches whose passages mostly overlap are in one set (union-find)."""
    groups = list(range(len(found)))

    def group(match: int) -> int:
        while groups[match] != match:
            groups[match] = match = groups[groups[match]]
        return match

    sides = sorted((passage, match) for match, both in enumerate(found) for passage in both[:2])
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
    return (set(_merged(passages)) for passages in members.values())


def _merged(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Sorted `passages`, overlapping ones merged."""
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
