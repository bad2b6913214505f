"""What two articles share: every meeting of fingerprints extended to its full length, across small differences."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress, pairwise
from typing import NamedTuple

from duben.collection.shared_passages.fingerprints import GRAM, NORMAL, SHORTEST, normalise, without_boilerplate
from duben.model.article import Slug

FEWEST_UNITS = 10
"""Fewest units of an echo; a Chinese character is a unit, and so is a Latin word or a number, however long."""
SPEAKS_FOR_ITSELF = 20
"""Shared characters from which an echo needs no word of grammar. A shorter one without any is the name of an
institution or an attribution with its date sooner than something that somebody said."""
SHORTEST_ANCHOR = 10
"""Fewest equal characters from which a search goes on across differences; most meetings of fingerprints are chance."""
WIDEST_GAP = 12
"""Most differing characters between two shared runs that still make one echo."""
SHORTEST_RESUMPTION = 4
"""Fewest shared characters after a difference; never fewer than the difference is long."""


_NEARBY = WIDEST_GAP + SHORTEST_RESUMPTION
_STRIDE = 32
"""Characters compared at once."""


class Passage(NamedTuple):
    """The characters `start` to `end` of an article's text."""

    slug: Slug
    start: int
    end: int


class Match(NamedTuple):
    """A passage of one article with that of another; `start` to `end` is the first in the article's normalised text."""

    first: Passage
    second: Passage
    start: int
    end: int


class Text:
    """One article while echoes are joined; its text is asked for only where it must be, the words of all are `kept`."""

    __slots__ = ("_kept", "_load", "_offsets", "slug")

    def __init__(self, slug: Slug, load: Callable[[], str], kept: dict[Slug, str]) -> None:
        self.slug = slug
        self._load, self._kept = load, kept
        self._offsets: array[int] | None = None

    @property
    def words(self) -> str:
        """The normalised text."""
        if self.slug not in self._kept:
            self._kept[self.slug] = normalise(without_boilerplate(self._load()))
        return self._kept[self.slug]

    @property
    def offsets(self) -> array[int]:
        """Where each normalised character stands in the text."""
        if self._offsets is None:
            text = without_boilerplate(self._load())
            self._offsets = array("I", compress(range(len(text)), map(NORMAL.__getitem__, map(ord, text))))
        return self._offsets

    def passage(self, start: int, end: int) -> Passage:
        """The passage from one normalised character to another."""
        return Passage(self.slug, self.offsets[start], self.offsets[end - 1] + 1)

    def inside_latin(self, place: int) -> bool:
        """Whether a cut before the character at `place` would go through a Latin word or a number."""
        between = self.words[max(0, place - 1) : place + 1]
        return len(between) > 1 and between.isascii() and self.offsets[place - 1] + 1 == self.offsets[place]


class _Run(NamedTuple):
    """`length` equal characters at `here` in one normalised text and at `there` in another."""

    here: int
    there: int
    length: int


def is_boilerplate(match: Match, common: Iterable[int]) -> bool:
    """Whether a third of a match is in grams that too many articles have; `common` are their places in the first."""
    start, end = match.start, match.end
    places = {place + step for place in common if start <= place <= end - GRAM for step in range(GRAM)}
    return 3 * len(places) >= end - start


def matches(first: Text, second: Text, anchors: Iterable[tuple[int, int]]) -> Iterator[Match]:
    """What two articles share around the places where their fingerprints meet, which are given in order."""
    a, b = first.words, second.words
    covered: dict[int, int] = {}
    for here, there in anchors:
        further = there - here
        if covered.get(further, 0) > here or a[here : here + GRAM] != b[there : there + GRAM]:
            continue
        start = here - _equal_before(a, b, here, there)
        covered[further] = end = here + GRAM + _equal(a, b, here + GRAM, there + GRAM)
        if end - start < SHORTEST_ANCHOR:
            continue
        runs = [_Run(start, start + further, end - start)]
        if _may_resume(a, b, start, end, further):
            runs = _extended(a, b, *runs[0])
            for run in runs:
                covered[run.there - run.here] = max(run.here + run.length, covered.get(run.there - run.here, 0))
        if sum(run.length for run in runs) < SHORTEST:
            continue
        if len(runs) == 1 and not _is_echo(a, runs):
            continue  # drawing it in would not make it more of one
        runs = _whole_words(first, second, runs)
        if not runs or not _is_echo(a, runs):
            continue
        (start, other), last = runs[0][:2], runs[-1]
        end, other_end = last.here + last.length, last.there + last.length
        yield Match(first.passage(start, end), second.passage(other, other_end), start, end)


def _equal(a: str, b: str, here: int, there: int) -> int:
    """How many characters from `here` and `there` on are equal."""
    length = 0
    while (part := a[here : here + _STRIDE]) and part == b[there : there + _STRIDE]:
        length, here, there = length + len(part), here + len(part), there + len(part)
    for character, other in zip(part, b[there : there + _STRIDE], strict=False):
        if character != other:
            break
        length += 1
    return length


def _equal_before(a: str, b: str, here: int, there: int) -> int:
    """How many characters just before `here` and `there` are equal."""
    if not here or not there or a[here - 1] != b[there - 1]:
        return 0
    return _equal(a[:here][::-1], b[:there][::-1], 0, 0)


def _may_resume(a: str, b: str, start: int, end: int, further: int) -> bool:
    """Whether something near a run may be equal again; quickly, for mostly nothing is.

    Any few characters there have one of those that are looked at, each the last of the first few.
    """
    after = b[end + further : end + further + _NEARBY]
    before = b[max(0, start + further - _NEARBY) : start + further]
    return any(
        character in after for character in a[end + SHORTEST_RESUMPTION - 1 : end + _NEARBY : SHORTEST_RESUMPTION]
    ) or any(
        character in before
        for character in a[max(0, start - _NEARBY) : start][-SHORTEST_RESUMPTION::-SHORTEST_RESUMPTION]
    )


def _extended(a: str, b: str, here: int, there: int, length: int) -> list[_Run]:
    """A run with those around it from which only small differences keep it apart, in order."""
    after = _onwards(a, b, _Run(here, there, length))
    # Backwards is forwards in the mirrored texts.
    before = _onwards(a[:here][::-1], b[:there][::-1], _Run(0, 0, 0))
    behind = [_Run(here - run.here - run.length, there - run.there - run.length, run.length) for run in before]
    return [*behind[:0:-1], *after]


def _onwards(a: str, b: str, first: _Run) -> list[_Run]:
    """A run and those that follow."""
    runs = [first]
    while resumed := _resumed(a, b, runs[-1].here + runs[-1].length, runs[-1].there + runs[-1].length):
        runs.append(resumed)
    return runs


def _resumed(a: str, b: str, here: int, there: int) -> _Run | None:
    """The next run after a difference at `here` and `there`, the smallest difference first."""
    nearby = b[there : there + _NEARBY]
    found: list[tuple[int, int, int]] = []
    for x in range(WIDEST_GAP + 1):
        opening = a[here + x : here + x + SHORTEST_RESUMPTION]
        y = nearby.find(opening) if len(opening) == SHORTEST_RESUMPTION else -1
        if y >= 0:
            found.append((max(x, y), x, y))
    for widest, x, y in sorted(found):
        length = _equal(a, b, here + x, there + y)
        if length >= widest:
            return _Run(here + x, there + y, length)
    return None


def _whole_words(first: Text, second: Text, runs: Sequence[_Run]) -> list[_Run]:
    """`runs` with both ends drawn in to the edge of a Latin word or number."""
    kept = list(runs)
    while kept:
        here, there, length = kept[0]
        if not (first.inside_latin(here) or second.inside_latin(there)):
            break
        kept[:1] = [_Run(here + 1, there + 1, length - 1)] if length > 1 else []
    while kept:
        here, there, length = kept[-1]
        if not (first.inside_latin(here + length) or second.inside_latin(there + length)):
            break
        kept[-1:] = [_Run(here, there, length - 1)] if length > 1 else []
    return kept


_GRAMMAR = frozenset("的了是将把被让使从到对就都也还又没不但如若因所而已着过吗呢吧这那哪我你他她它们很更")
_UNIT = re.compile(r"[^\W_a-z0-9]|[a-z0-9]+")


def _is_echo(a: str, runs: Sequence[_Run]) -> bool:
    """Whether the runs share enough; what differs between them counts against them."""
    differing = sum(max(after.here - run.here, after.there - run.there) - run.length for run, after in pairwise(runs))
    shared = [a[run.here : run.here + run.length] for run in runs]
    length = sum(map(len, shared)) - differing
    units = sum(len(_UNIT.findall(each)) for each in shared) - differing
    if length < SHORTEST or units < FEWEST_UNITS:
        return False
    return length >= SPEAKS_FOR_ITSELF or any(not _GRAMMAR.isdisjoint(each) for each in shared)
