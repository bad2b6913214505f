"""Matches two articles: extends each common fingerprint to its full length, across small differences."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress, pairwise
from typing import NamedTuple

from duben.collection.shared_passages.fingerprints import GRAM, NORMALISED, SHORTEST, without_boilerplate
from duben.model.article import Slug

FEWEST_UNITS = 10
"""Minimum units in a shared passage. A Han character is a unit; so is a Latin word or a number."""
ENOUGH_WITHOUT_GRAMMAR = 20
"""Characters from which a passage needs no function word.

A shorter passage without one is usually the name of an institution or a credit with its date.
"""
SHORTEST_ANCHOR = 10
"""Minimum equal characters before the search continues across differences. Most common fingerprints are chance."""
WIDEST_GAP = 12
"""Maximum differing characters between two runs of one passage."""
SHORTEST_RESUMPTION = 4
"""Minimum equal characters after a difference, which must also be at least as long as the difference."""


_MOST_OVERLAPPING = 8
"""Maximum matches of two articles that contain one place. A text that repeats itself matches another at each offset."""
_NEARBY = WIDEST_GAP + SHORTEST_RESUMPTION
_STRIDE = 32
"""Characters compared at once."""


class Passage(NamedTuple):
    """The characters `start` to before `end` of an article's text."""

    slug: Slug
    start: int
    end: int


class Match(NamedTuple):
    """A passage of one article and that of another; `start` and `end` are in the first article's normalised text."""

    first: Passage
    second: Passage
    start: int
    end: int


class NormalisedText:
    """An article's normalised text, `words`, with a way back to the text, loaded only if necessary."""

    __slots__ = ("_load", "_offsets", "slug", "words")

    def __init__(self, slug: Slug, words: str, load: Callable[[], str]) -> None:
        self.slug, self.words = slug, words
        self._load = load
        self._offsets: array[int] | None = None

    @property
    def offsets(self) -> array[int]:
        """The offset in the text of each normalised character."""
        if self._offsets is None:
            text = without_boilerplate(self._load())
            self._offsets = array("I", compress(range(len(text)), map(NORMALISED.__getitem__, map(ord, text))))
        return self._offsets

    def passage(self, start: int, end: int) -> Passage:
        """The passage between two offsets in the normalised text."""
        return Passage(self.slug, self.offsets[start], self.offsets[end - 1] + 1)

    def inside_latin(self, place: int) -> bool:
        """Whether a cut before the character at `place` would split a Latin word or a number."""
        between = self.words[max(0, place - 1) : place + 1]
        return len(between) > 1 and between.isascii() and self.offsets[place - 1] + 1 == self.offsets[place]


class _Run(NamedTuple):
    """`length` equal characters, at `here` in one normalised text and at `there` in the other."""

    here: int
    there: int
    length: int


def is_boilerplate(match: Match, common: Iterable[int]) -> bool:
    """Whether a third of a match consists of grams that occur in too many articles.

    `common` has the places of such grams in the first article.
    """
    start, end = match.start, match.end
    places = {place + step for place in common if start <= place <= end - GRAM for step in range(GRAM)}
    return 3 * len(places) >= end - start


def matches(first: NormalisedText, second: NormalisedText, anchors: Iterable[tuple[int, int]]) -> Iterator[Match]:
    """The matches of two articles around `anchors`, the places of their common fingerprints, in order."""
    a, b = first.words, second.words
    covered: dict[int, int] = {}
    ends: list[int] = []
    for here, there in anchors:
        offset = there - here
        ends = [end for end in ends if end > here]
        if len(ends) >= _MOST_OVERLAPPING:
            continue
        if covered.get(offset, 0) > here or a[here : here + GRAM] != b[there : there + GRAM]:
            continue
        start = here - _equal_before(a, b, here, there)
        covered[offset] = end = here + GRAM + _equal(a, b, here + GRAM, there + GRAM)
        if end - start < SHORTEST_ANCHOR:
            continue
        runs = [_Run(start, start + offset, end - start)]
        if _may_resume(a, b, start, end, offset):
            runs = _extended(a, b, *runs[0])
            for run in runs:
                covered[run.there - run.here] = max(run.here + run.length, covered.get(run.there - run.here, 0))
        if sum(run.length for run in runs) < SHORTEST:
            continue
        if len(runs) == 1 and not _is_long_enough(a, runs):
            continue  # trimming to whole words would only make it shorter
        runs = _whole_words(first, second, runs)
        if not runs or not _is_long_enough(a, runs):
            continue
        (start, other), last = runs[0][:2], runs[-1]
        end, other_end = last.here + last.length, last.there + last.length
        ends.append(end)
        yield Match(first.passage(start, end), second.passage(other, other_end), start, end)


def _equal(a: str, b: str, here: int, there: int) -> int:
    """The number of equal characters from `here` and `there` on."""
    length = 0
    while (part := a[here : here + _STRIDE]) and part == b[there : there + _STRIDE]:
        length, here, there = length + len(part), here + len(part), there + len(part)
    for character, other in zip(part, b[there : there + _STRIDE], strict=False):
        if character != other:
            break
        length += 1
    return length


def _equal_before(a: str, b: str, here: int, there: int) -> int:
    """The number of equal characters directly before `here` and `there`."""
    if not here or not there or a[here - 1] != b[there - 1]:
        return 0
    return _equal(a[:here][::-1], b[:there][::-1], 0, 0)


def _may_resume(a: str, b: str, start: int, end: int, offset: int) -> bool:
    """Whether the texts may be equal again near a run: a quick test that is mostly negative.

    It looks at every fourth character, because any run of four contains one of these.
    """
    after = b[end + offset : end + offset + _NEARBY]
    before = b[max(0, start + offset - _NEARBY) : start + offset]
    return any(
        character in after for character in a[end + SHORTEST_RESUMPTION - 1 : end + _NEARBY : SHORTEST_RESUMPTION]
    ) or any(
        character in before
        for character in a[max(0, start - _NEARBY) : start][-SHORTEST_RESUMPTION::-SHORTEST_RESUMPTION]
    )


def _extended(a: str, b: str, here: int, there: int, length: int) -> list[_Run]:
    """The run, with the runs before and after it at small differences, in order."""
    after = _onwards(a, b, _Run(here, there, length))
    # Backwards is forwards in the reversed texts.
    before = _onwards(a[:here][::-1], b[:there][::-1], _Run(0, 0, 0))
    behind = [_Run(here - run.here - run.length, there - run.there - run.length, run.length) for run in before]
    return [*behind[:0:-1], *after]


def _onwards(a: str, b: str, first: _Run) -> list[_Run]:
    """The run and the runs after it."""
    runs = [first]
    while resumed := _resumed(a, b, runs[-1].here + runs[-1].length, runs[-1].there + runs[-1].length):
        runs.append(resumed)
    return runs


def _resumed(a: str, b: str, here: int, there: int) -> _Run | None:
    """The next run after a difference at `here` and `there`; the smallest difference wins."""
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


def _whole_words(first: NormalisedText, second: NormalisedText, runs: Sequence[_Run]) -> list[_Run]:
    """`runs`, trimmed at both ends to whole Latin words and numbers."""
    trimmed = list(runs)
    while trimmed:
        here, there, length = trimmed[0]
        if not (first.inside_latin(here) or second.inside_latin(there)):
            break
        trimmed[:1] = [_Run(here + 1, there + 1, length - 1)] if length > 1 else []
    while trimmed:
        here, there, length = trimmed[-1]
        if not (first.inside_latin(here + length) or second.inside_latin(there + length)):
            break
        trimmed[-1:] = [_Run(here, there, length - 1)] if length > 1 else []
    return trimmed


_GRAMMAR = frozenset("的了是将把被让使从到对就都也还又没不但如若因所而已着过吗呢吧这那哪我你他她它们很更")
_UNIT = re.compile(r"[^\W_a-z0-9]|[a-z0-9]+")


def _is_long_enough(a: str, runs: Sequence[_Run]) -> bool:
    """Whether the runs share enough. Differences between them reduce the length."""
    differing = sum(max(after.here - run.here, after.there - run.there) - run.length for run, after in pairwise(runs))
    shared = [a[run.here : run.here + run.length] for run in runs]
    length = sum(map(len, shared)) - differing
    units = sum(len(_UNIT.findall(each)) for each in shared) - differing
    if length < SHORTEST or units < FEWEST_UNITS:
        return False
    return length >= ENOUGH_WITHOUT_GRAMMAR or any(not _GRAMMAR.isdisjoint(each) for each in shared)
