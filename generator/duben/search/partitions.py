"""Holds the postings of a collection of any size, one partition of the keys in memory at a time.

This is single-pass in-memory indexing (Heinz and Zobel, "Efficient Single-Pass Index Construction for Text Databases",
2003). The postings of each run of articles go to a temporary file, divided into partitions. A partition is then merged
from all runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice

from duben.model.compiled import SearchKeys
from duben.runtime.codec import pack, unpack
from duben.runtime.scratch import Scratch
from duben.search.postings import MASK_BITS, encode, page_of, postings

RUN_LENGTH = 8192
"""Articles in a run. Their postings take about 200 MB."""
_PARTITIONS = 16
"""A power of two, like the number of pages: a page has keys of one partition, or of several complete ones."""

_Entries = dict[str, tuple[int, str, int]]
"""For each key in a run: its first posting, the others encoded, and the number of its last article."""


class PartitionedPostings:
    """The encoded postings: in memory if one run holds all articles, otherwise in a temporary file."""

    def __init__(self, articles: Iterable[SearchKeys], count: int, run_length: int = RUN_LENGTH) -> None:
        self._in_memory: dict[str, str] | None = None
        self._runs: list[list[Callable[[], bytes]]] = []
        numbered = enumerate(articles)
        if count <= run_length:
            self._in_memory = {key: encode(places) for key, places in postings(numbered).items()}
            return
        scratch = Scratch()
        while found := postings(islice(numbered, run_length)):
            partitions: list[_Entries] = [{} for _ in range(_PARTITIONS)]
            while found:
                key, places = found.popitem()
                rest = encode(places[1:], places[0] >> MASK_BITS)
                partitions[page_of(key, _PARTITIONS)][key] = places[0], rest, places[-1] >> MASK_BITS
            self._runs.append([scratch.put(pack(entries)) for entries in partitions])

    @property
    def partitions(self) -> int:
        """The number of partitions."""
        return 1 if self._in_memory is not None else _PARTITIONS

    def partition(self, number: int) -> Mapping[str, str]:
        """The encoded postings of each key in a partition."""
        if self._in_memory is not None:
            return self._in_memory
        merged: dict[str, str] = {}
        last: dict[str, int] = {}
        for run in self._runs:
            for key, (first, rest, end) in unpack(run[number](), _Entries).items():
                merged[key] = merged.get(key, "") + encode((first,), last.get(key, -1)) + rest
                last[key] = end
        return merged
