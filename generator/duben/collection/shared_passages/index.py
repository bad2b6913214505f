"""Which articles hold which grams and where, in a form that is small, quick to change, and can be kept on the disk."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import compress
from operator import eq

from duben.collection.shared_passages.fingerprints import Fingerprints
from duben.runtime.scratch import Scratch

_FINE = 8
"""Bits of a hash that choose its shard: a change moves a few kilobytes of one, not the whole index."""
PIECES = 1 << _FINE
"""How many shards there are."""
_COARSE = 4
"""Bits that choose what is sorted at once when the index is filled, which bounds the memory that takes."""
_HIGH = int(sys.byteorder == "little")
"""Which half of a 64-bit number is the greater one."""


class _Shard:
    """Parallel arrays, in the order of the hashes."""

    __slots__ = ("hashes", "numbers", "places")

    def __init__(self, hashes: array[int], numbers: array[int], places: array[int]) -> None:
        self.hashes, self.numbers, self.places = hashes, numbers, places

    def of(self, number: int) -> list[int]:
        """Where in the shard an article stands; looked for as bytes, which takes no time."""
        found, data, wanted = [], self.numbers.tobytes(), array("I", [number]).tobytes()
        at = data.find(wanted)
        while at >= 0:
            if at % 4 == 0:
                found.append(at // 4)
            at = data.find(wanted, at + 1)
        return found


class Index:
    """The prints of a collection by their hashes."""

    def __init__(self, packed: Iterable[bytes] = ()) -> None:
        """Empty, or what `packed` gave of another, on a machine with the same order of bytes."""
        self._here = [_Shard(*_thirds(each)) for each in packed]
        self._here = self._here or [_Shard(array("I"), array("I"), array("I")) for _ in range(PIECES)]
        self._away: list[Callable[[], bytes]] = []

    @property
    def _shards(self) -> list[_Shard]:
        if self._away:
            self._here, self._away = [_Shard(*_thirds(each)) for each in self.packed()], []
        return self._here

    def put_away(self) -> None:
        """Leave memory to others: all goes to a file, and comes back when anything is looked for."""
        scratch = Scratch()
        self._away = [scratch.put(piece) for piece in self.packed()]
        self._here = []

    def packed(self) -> Iterator[bytes]:
        """All that it holds, in so many `PIECES`."""
        if self._away:
            yield from (read() for read in self._away)
            return
        for each in self._here:
            yield each.hashes.tobytes() + each.numbers.tobytes() + each.places.tobytes()

    def fill(self, articles: Iterable[tuple[int, Fingerprints]]) -> None:
        """Take in many articles; the index is empty before."""
        heaps = [_Shard(array("I"), array("I"), array("I")) for _ in range(1 << _COARSE)]
        edges = [edge << 64 - _COARSE for edge in range(1, 1 << _COARSE)]
        for number, fingerprints in articles:
            cuts = [bisect_left(fingerprints, edge) for edge in edges]
            hashes, places = _halves(fingerprints)
            for heap, low, high in zip(heaps, [0, *cuts], [*cuts, len(fingerprints)], strict=True):
                heap.hashes += hashes[low:high]
                heap.numbers += array("I", [number]) * (high - low)
                heap.places += places[low:high]
        heaps.reverse()
        self._here = [shard for part in range(len(heaps)) for shard in _sorted(part, heaps.pop())]

    def add(self, number: int, fingerprints: Fingerprints) -> None:
        """Take in one article."""
        for gram, place in zip(*_halves(fingerprints), strict=True):
            shard = self._shards[gram >> 32 - _FINE]
            at = bisect_right(shard.hashes, gram)
            shard.hashes.insert(at, gram)
            shard.numbers.insert(at, number)
            shard.places.insert(at, place)

    def remove(self, number: int) -> Iterator[int]:
        """Take out one article; gives the hashes that it had."""
        for shard in self._shards:
            for at in reversed(shard.of(number)):
                yield shard.hashes.pop(at)
                del shard.numbers[at], shard.places[at]

    def holders(self, gram: int) -> list[tuple[int, int]]:
        """The numbers of the articles that hold the gram with this hash, and the places where."""
        shard = self._shards[gram >> 32 - _FINE]
        low = bisect_left(shard.hashes, gram)
        high = bisect_right(shard.hashes, gram, low)
        return list(zip(shard.numbers[low:high], shard.places[low:high], strict=True))

    def shared(self) -> set[int]:
        """The hashes that stand in more than one place."""
        return {gram for each in self._shards for gram in compress(each.hashes, map(eq, each.hashes, each.hashes[1:]))}


def _sorted(part: int, heap: _Shard) -> Iterator[_Shard]:
    """The fine shards of a coarse one, of which the hashes are in any order."""
    hashes, order = _halves(sorted(_joined(heap.hashes, array("I", range(len(heap.hashes))))))
    numbers = array("I", map(heap.numbers.__getitem__, order))
    places = array("I", map(heap.places.__getitem__, order))
    each = 1 << _FINE - _COARSE
    low = 0
    for fine in range(part * each + 1, (part + 1) * each + 1):
        high = bisect_left(hashes, fine << 32 - _FINE, low)
        yield _Shard(hashes[low:high], numbers[low:high], places[low:high])
        low = high


def _thirds(packed: bytes) -> Iterator[array[int]]:
    """The three arrays of a shard."""
    third = len(packed) // 3
    return (array("I", packed[start : start + third]) for start in (0, third, 2 * third))


def _joined(high: array[int], low: array[int]) -> array[int]:
    """Numbers of 64 bits from their halves."""
    halves = array("I", bytes(8 * len(high)))
    halves[_HIGH::2], halves[1 - _HIGH :: 2] = high, low
    return array("Q", halves.tobytes())


def _halves(numbers: Iterable[int]) -> tuple[array[int], array[int]]:
    """The upper and the lower halves of numbers of 64 bits."""
    halves = array("I", array("Q", numbers).tobytes())
    return halves[_HIGH::2], halves[1 - _HIGH :: 2]
