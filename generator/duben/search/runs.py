"""The postings of a collection of any size, of which a share is in memory at a time.

This is single-pass in-memory indexing (Heinz and Zobel, "Efficient Single-Pass Index Construction for Text Databases",
2003): of so many articles at a time the postings go to the disk as a run; a share of the keys is merged from all runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice

from duben.model.compiled import SearchKeys
from duben.runtime.codec import pack, unpack
from duben.runtime.scratch import Scratch
from duben.search.postings import BITS, encode, page_of, postings

AT_ONCE = 8192
"""Articles in a run, of which the postings take some 200 MB."""
_SHARES = 16
"""A power of two, as the number of pages is: a page has the keys of one share, or of several whole ones."""

_Entries = dict[str, tuple[int, str, int]]
"""Of each key in a run: its first posting, the others encoded, and the number of its last article."""


class Runs:
    """What is encoded of a collection: in memory where there is but one run, else in a file that is gone with this."""

    def __init__(self, articles: Iterable[SearchKeys], number: int, run: int) -> None:
        """So many articles, numbered as they come; `run` of them go into each run."""
        self._only: dict[str, str] | None = None
        self._runs: list[list[Callable[[], bytes]]] = []
        numbered = enumerate(articles)
        if number <= run:
            self._only = {key: encode(places) for key, places in postings(numbered).items()}
            return
        scratch = Scratch()
        while found := postings(islice(numbered, run)):
            shares: list[_Entries] = [{} for _ in range(_SHARES)]
            while found:
                key, places = found.popitem()
                rest = encode(places[1:], places[0] >> BITS)
                shares[page_of(key, _SHARES)][key] = places[0], rest, places[-1] >> BITS
            self._runs.append([scratch.put(pack(entries)) for entries in shares])

    @property
    def shares(self) -> int:
        """How many shares there are."""
        return 1 if self._only is not None else _SHARES

    def share(self, number: int) -> Mapping[str, str]:
        """All postings of the keys in a share, encoded."""
        if self._only is not None:
            return self._only
        merged: dict[str, str] = {}
        last: dict[str, int] = {}
        for run in self._runs:
            for key, (first, rest, end) in unpack(run[number](), _Entries).items():
                merged[key] = merged.get(key, "") + encode((first,), last.get(key, -1)) + rest
                last[key] = end
        return merged
