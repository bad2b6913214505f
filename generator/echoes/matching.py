"""What two articles share: every meeting of fingerprints extended to its full length, across small differences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, pairwise
from typing import NamedTuple

from generator.echoes.fingerprints import GRAM, NORMAL, SHORTEST, normalise, without_boilerplate
from generator.model import Slug

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


class Passage(NamedTuple):
    """The characters `start` to `end` of an article's text."""

    slug: Slug
    start: int
    end: int


class Text:
    """One article while echoes are joined; normalised only when a fingerprint of it meets another."""

    __slots__ = ("_offsets", "_words", "common", "slug", "text")

    def __init__(self, slug: Slug, text: str) -> None:
        self.slug = slug
        self.text = text
        self.common: list[int] = []
        self._words: str | None = None
        self._offsets: list[int] | None = None

    @property
    def words(self) -> str:
        """The normalised text."""
        if self._words is None:
            self._words = normalise(without_boilerplate(self.text))
        return self._words

    @property
    def offsets(self) -> list[int]:
        """Where each normalised character stands in the text."""
        if self._offsets is None:
            kept = map(NORMAL.__getitem__, map(ord, without_boilerplate(self.text)))
            self._offsets = list(compress(range(len(self.text)), kept))
        return self._offsets

    def passage(self, start: int, end: int) -> Passage:
        """The passage from one normalised character to another."""
        return Passage(self.slug, self.offsets[start], self.offsets[end - 1] + 1)

    def is_boilerplate(self, start: int, end: int) -> bool:
        """Whether a third of these normalised characters is in grams that too many articles have."""
        common = {
            place + step for place in self.common for step in range(GRAM) if start <= place and place + GRAM <= end
        }
        return 3 * len(common) >= end - start

    def inside_latin(self, place: int) -> bool:
        """Whether a cut before the character at `place` would go through a Latin word or a number."""
        between = self.words[max(0, place - 1) : place + 1]
        return len(between) > 1 and between.isascii() and self.offsets[place - 1] + 1 == self.offsets[place]


class _Run(NamedTuple):
    """`length` equal characters at `here` in one normalised text and at `there` in another."""

    here: int
    there: int
    length: int


def matches(first: Text, second: Text, anchors: Iterable[tuple[int, int]]) -> Iterator[tuple[Passage, Passage]]:
    """What two articles share around the places where their fingerprints meet."""
    a, b = first.words, second.words
    covered: dict[int, int] = {}
    for here, there in anchors:
        if covered.get(there - here, 0) > here or a[here : here + GRAM] != b[there : there + GRAM]:
            continue
        before = _equal(a[:here][::-1], b[:there][::-1], 0, 0)
        length = before + _equal(a, b, here, there)
        if length < SHORTEST_ANCHOR:
            covered[there - here] = here - before + length
            continue
        runs = _extended(a, b, here, there)
        for run in runs:
            covered[run.there - run.here] = max(run.here + run.length, covered.get(run.there - run.here, 0))
        if sum(run.length for run in runs) < SHORTEST:
            continue
        runs = _whole_words(first, second, runs)
        if not runs or not _is_echo(a, runs):
            continue
        (start, other), last = runs[0][:2], runs[-1]
        end, other_end = last.here + last.length, last.there + last.length
        if not first.is_boilerplate(start, end):
            yield first.passage(start, end), second.passage(other, other_end)


def _equal(a: str, b: str, here: int, there: int) -> int:
    """How many characters from `here` and `there` on are equal."""
    length = 0
    for character, other in zip(a[here:], b[there:], strict=False):
        if character != other:
            break
        length += 1
    return length


def _extended(a: str, b: str, here: int, there: int) -> list[_Run]:
    """The runs of equal characters around `here` and `there` that only small differences keep apart, in order."""
    after = _onwards(a[here:], b[there:])
    # Backwards is forwards in the mirrored texts.
    before = _onwards(a[:here][::-1], b[:there][::-1])
    behind = [_Run(here - run.here - run.length, there - run.there - run.length, run.length) for run in before]
    ahead = [_Run(here + run.here, there + run.there, run.length) for run in after]
    middle = _Run(behind[0].here, behind[0].there, behind[0].length + ahead[0].length)
    return [*behind[:0:-1], middle, *ahead[1:]]


def _onwards(a: str, b: str) -> list[_Run]:
    """The runs from the beginning of both texts; the first may be empty."""
    runs = [_Run(0, 0, _equal(a, b, 0, 0))]
    while resumed := _resumed(a, b, runs[-1].here + runs[-1].length, runs[-1].there + runs[-1].length):
        runs.append(resumed)
    return runs


def _resumed(a: str, b: str, here: int, there: int) -> _Run | None:
    """The next run after a difference at `here` and `there`, the smallest difference first."""
    nearby = b[there : there + WIDEST_GAP + SHORTEST_RESUMPTION]
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
