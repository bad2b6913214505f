"""Matches of two articles each made to echoes, of which one may have passages of many."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from duben.collection.shared_passages.matching import Match, Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPassage:
    """A passage that at least two articles have; `id` depends on its words only, not on where they are."""

    id: str
    passages: tuple[Passage, ...]


def shared_passages(found: Sequence[Match], wording: Callable[[Passage], str]) -> tuple[SharedPassage, ...]:
    """The echoes that the matches are, in the order of their first passages; `wording` gives a passage normalised.

    An echo is named for its shortest wording, which the next article that shares it seldom changes.
    """
    named: defaultdict[str, set[Passage]] = defaultdict(set)
    for passages in _grouped(found):
        shortest = min(map(wording, passages), key=lambda each: (len(each), each))
        named[hashlib.sha256(shortest.encode()).hexdigest()[:12]] |= passages
    each = [SharedPassage(id=name, passages=tuple(sorted(passages))) for name, passages in named.items()]
    return tuple(sorted(each, key=lambda shared: (shared.passages, shared.id)))


def _grouped(found: Sequence[Match]) -> Iterator[set[Passage]]:
    """The matches as sets of passages, those that are mostly the same passage of an article taken together."""
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
