"""An index from gram hashes to articles and places: small, quick to change, and easy to store."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import compress
from operator import eq

from duben.collection.shared_passages.fingerprints import Fingerprints
from duben.runtime.scratch import Scratch

_SHARD_BITS = 8
"""Bits of a hash that choose its shard. A change moves a few kilobytes in one shard, not the whole index."""
SHARDS = 1 << _SHARD_BITS
"""Number of shards."""
_SORT_BITS = 4
"""Bits that divide the input when the index is filled. Each part is sorted alone, which limits the memory."""
_HIGH_WORD = int(sys.byteorder == "little")
"""Index of the high 32-bit word in a 64-bit number."""


class _Shard:
    """Parallel arrays, sorted by hash."""

    __slots__ = ("hashes", "numbers", "places")

    def __init__(self, hashes: array[int], numbers: array[int], places: array[int]) -> None:
        self.hashes, self.numbers, self.places = hashes, numbers, places

    def of(self, number: int) -> list[int]:
        """The positions of an article in the shard. A search in the bytes is much faster than a loop."""
        found, data, wanted = [], self.numbers.tobytes(), array("I", [number]).tobytes()
        at = data.find(wanted)
        while at >= 0:
            if at % 4 == 0:
                found.append(at // 4)
            at = data.find(wanted, at + 1)
        return found


class FingerprintIndex:
    """The fingerprints of all articles, by hash."""

    def __init__(self, packed: Iterable[bytes] = ()) -> None:
        """Empty, or from the bytes that `packed` gave on a machine with the same byte order."""
        self._in_memory = [_Shard(*_unpacked_arrays(each)) for each in packed]
        self._in_memory = self._in_memory or [_Shard(array("I"), array("I"), array("I")) for _ in range(SHARDS)]
        self._on_disk: list[Callable[[], bytes]] = []

    @property
    def _shards(self) -> list[_Shard]:
        if self._on_disk:
            self._in_memory, self._on_disk = [_Shard(*_unpacked_arrays(each)) for each in self.packed()], []
        return self._in_memory

    def move_to_disk(self) -> None:
        """Move all data to a temporary file. The next lookup loads it again."""
        scratch = Scratch()
        self._on_disk = [scratch.put(piece) for piece in self.packed()]
        self._in_memory = []

    def packed(self) -> Iterator[bytes]:
        """The content of the index, one item for each of the `SHARDS`."""
        if self._on_disk:
            yield from (read() for read in self._on_disk)
            return
        for each in self._in_memory:
            yield each.hashes.tobytes() + each.numbers.tobytes() + each.places.tobytes()

    def fill(self, articles: Iterable[tuple[int, Fingerprints]]) -> None:
        """Add many articles to an empty index."""
        heaps = [_Shard(array("I"), array("I"), array("I")) for _ in range(1 << _SORT_BITS)]
        edges = [edge << 64 - _SORT_BITS for edge in range(1, 1 << _SORT_BITS)]
        for number, fingerprints in articles:
            cuts = [bisect_left(fingerprints, edge) for edge in edges]
            hashes, places = _halves(fingerprints)
            for heap, low, high in zip(heaps, [0, *cuts], [*cuts, len(fingerprints)], strict=True):
                heap.hashes += hashes[low:high]
                heap.numbers += array("I", [number]) * (high - low)
                heap.places += places[low:high]
        heaps.reverse()
        self._in_memory = [shard for part in range(len(heaps)) for shard in _sorted(part, heaps.pop())]

    def add(self, number: int, fingerprints: Fingerprints) -> None:
        """Add one article."""
        for gram, place in zip(*_halves(fingerprints), strict=True):
            shard = self._shards[gram >> 32 - _SHARD_BITS]
            at = bisect_right(shard.hashes, gram)
            shard.hashes.insert(at, gram)
            shard.numbers.insert(at, number)
            shard.places.insert(at, place)

    def remove(self, number: int) -> Iterator[int]:
        """Remove one article; gives its hashes."""
        for shard in self._shards:
            for at in reversed(shard.of(number)):
                yield shard.hashes.pop(at)
                del shard.numbers[at], shard.places[at]

    def occurrences(self, gram: int) -> list[tuple[int, int]]:
        """The articles (by number) and places in which the gram with this hash occurs."""
        shard = self._shards[gram >> 32 - _SHARD_BITS]
        low = bisect_left(shard.hashes, gram)
        high = bisect_right(shard.hashes, gram, low)
        return list(zip(shard.numbers[low:high], shard.places[low:high], strict=True))

    def shared(self) -> set[int]:
        """The hashes that occur more than once."""
        return {gram for each in self._shards for gram in compress(each.hashes, map(eq, each.hashes, each.hashes[1:]))}


def _sorted(part: int, heap: _Shard) -> Iterator[_Shard]:
    """The final shards of one unsorted part."""
    hashes, order = _halves(sorted(_combined(heap.hashes, array("I", range(len(heap.hashes))))))
    numbers = array("I", map(heap.numbers.__getitem__, order))
    places = array("I", map(heap.places.__getitem__, order))
    each = 1 << _SHARD_BITS - _SORT_BITS
    low = 0
    for fine in range(part * each + 1, (part + 1) * each + 1):
        high = bisect_left(hashes, fine << 32 - _SHARD_BITS, low)
        yield _Shard(hashes[low:high], numbers[low:high], places[low:high])
        low = high


def _unpacked_arrays(packed: bytes) -> Iterator[array[int]]:
    """The three arrays of a shard."""
    third = len(packed) // 3
    return (array("I", packed[start : start + third]) for start in (0, third, 2 * third))


def _combined(high: array[int], low: array[int]) -> array[int]:
    """64-bit numbers from their high and low words."""
    halves = array("I", bytes(8 * len(high)))
    halves[_HIGH_WORD::2], halves[1 - _HIGH_WORD :: 2] = high, low
    return array("Q", halves.tobytes())


def _halves(numbers: Iterable[int]) -> tuple[array[int], array[int]]:
    """The high and the low words of 64-bit numbers."""
    halves = array("I", array("Q", numbers).tobytes())
    return halves[_HIGH_WORD::2], halves[1 - _HIGH_WORD :: 2]
