"""Collects the fingerprints that articles have in common, and compares these articles."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from duben.collection.shared_passages.fingerprints import PLACES
from duben.collection.shared_passages.matching import Match, NormalisedText, matches
from duben.model.article import Slug

Pair = tuple[Slug, Slug]
"""Two articles, sorted by slug."""


class SharedFingerprints:
    """The places of common fingerprints, by the first article of each pair; 12 bytes each, because there are many."""

    def __init__(self) -> None:
        self._seconds: defaultdict[int, array[int]] = defaultdict(lambda: array("Q"))
        self._places: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))

    def add(self, first: int, here: int, second: int, there: int) -> None:
        """Add a fingerprint that two articles, by number, have in common at these places."""
        self._seconds[first].append(second * PLACES + here)
        self._places[first].append(there)

    def firsts(self) -> Sequence[int]:
        """The first article of each pair."""
        return [*self._seconds]

    def of(self, first: int) -> Iterator[tuple[int, Iterator[tuple[int, int]]]]:
        """Each second article for this first one, with the places in both, in order."""
        found = sorted(zip(self._seconds[first], self._places[first], strict=True))
        for second, places in groupby(found, lambda place: place[0] // PLACES):
            yield second, ((here % PLACES, there) for here, there in places)


class Comparison(NamedTuple):
    """The input of `compare`: common fingerprints, slugs by number, and texts."""

    shared_fingerprints: SharedFingerprints
    slugs: Mapping[int, Slug]
    text: Callable[[Slug], NormalisedText]


def compare(comparison: Comparison, firsts: Sequence[int]) -> list[tuple[Pair, list[Match]]]:
    """The matches of these first articles with their second ones; pairs without a match are left out."""
    shared_fingerprints, slugs, text = comparison
    found: list[tuple[Pair, list[Match]]] = []
    for first in firsts:
        for second, places in shared_fingerprints.of(first):
            if shared := list(matches(text(slugs[first]), text(slugs[second]), places)):
                found.append(((slugs[first], slugs[second]), shared))
    return found
