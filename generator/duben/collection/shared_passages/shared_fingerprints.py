"""Where the fingerprints of articles meet, and what each article shares with those that it meets."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from duben.collection.shared_passages.fingerprints import HALF
from duben.collection.shared_passages.matching import Match, Text, matches
from duben.model.article import Slug

Pair = tuple[Slug, Slug]
"""Two articles, in the order of their slugs."""


class SharedFingerprints:
    """Pairs of articles, by the first of either, and the places where they meet: 12 bytes each, for they are many."""

    def __init__(self) -> None:
        self._seconds: defaultdict[int, array[int]] = defaultdict(lambda: array("Q"))
        self._places: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))

    def add(self, first: int, here: int, second: int, there: int) -> None:
        """Two articles, by number, meet at these places."""
        self._seconds[first].append(second * HALF + here)
        self._places[first].append(there)

    def firsts(self) -> Sequence[int]:
        """The first of each pair."""
        return [*self._seconds]

    def of(self, first: int) -> Iterator[tuple[int, Iterator[tuple[int, int]]]]:
        """Every second that this first one meets, with the places in both, in order."""
        found = sorted(zip(self._seconds[first], self._places[first], strict=True))
        for second, shared_fingerprints in groupby(found, lambda meeting: meeting[0] // HALF):
            yield second, ((here % HALF, there) for here, there in shared_fingerprints)


class Comparison(NamedTuple):
    """What is to be compared: articles by number, where they meet, and their texts."""

    shared_fingerprints: SharedFingerprints
    slugs: Mapping[int, Slug]
    text: Callable[[Slug], Text]


def compare(comparison: Comparison, firsts: Sequence[int]) -> list[tuple[Pair, list[Match]]]:
    """What these articles share with the second ones that they meet, where they share anything."""
    shared_fingerprints, slugs, text = comparison
    found: list[tuple[Pair, list[Match]]] = []
    for first in firsts:
        for second, places in shared_fingerprints.of(first):
            if shared := list(matches(text(slugs[first]), text(slugs[second]), places)):
                found.append(((slugs[first], slugs[second]), shared))
    return found
