"""An index renewed: after an edit only the pages that it touches are made again, from those that were there."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from duben.model.compiled import SearchKeys
from duben.runtime.codec import as_json
from duben.search.extracts import shard
from duben.search.index import Index
from duben.search.postings import BITS, decode, encode, page_of, page_postings, page_text, pages_for, size_of

_FEW = 8
"""One article in so many may differ: with more it is quicker to begin anew."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """What an index was made of: digests of its articles, by number, and of its terms; and the size of its postings."""

    articles: tuple[str, ...]
    terms: str
    size: int


def renewed(
    last: IndexState,
    articles: Sequence[str],
    terms: str,
    find: Callable[[str], SearchKeys | None],
    read: Callable[[str], bytes],
) -> Index | None:
    """What differs in the index of these `articles` and `terms` from the `last` one, of which `read` gives the files.

    `find` gives the keys of the article with a digest. With what is left as it was, the files are those that
    `index_of` makes; `None` where that is not to be had so.
    """
    numbers = range(max(len(last.articles), len(articles)))
    changed = [number for number in numbers if last.articles[number : number + 1] != articles[number : number + 1]]
    if last.terms != terms or _FEW * len(changed) > len(articles):
        return None
    differing: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for number in changed:
        before, after = (find(each[number]) if number < len(each) else {} for each in (last.articles, articles))
        if before is None or after is None:
            return None
        for key, mask in _differences(before, after):
            differing[key][number] = mask
    return _renewed(last.size, differing, read)


def _renewed(size: int, differing: Mapping[str, Mapping[int, int]], read: Callable[[str], bytes]) -> Index | None:
    number = pages_for(size)
    by_page: defaultdict[int, list[str]] = defaultdict(list)
    for key in differing:
        by_page[page_of(key, number)].append(key)
    files = []
    for page in sorted(by_page):
        encoded, entries = _parsed(read(f"search/p/{page}.js"))
        for key in by_page[page]:
            before = encoded.pop(key, "")
            after = _with(before, differing[key])
            if len(key) == 1 and not key.isascii() and not (before and after):
                return None  # what folds alike with it comes or goes too
            if after:
                encoded[key] = after
            size += bool(after) * size_of(key, after) - bool(before) * size_of(key, before)
        files.append(shard(f"p/{page}", as_json([page_text(encoded), entries])))
    return Index(size, files) if pages_for(size) == number else None


def _differences(before: SearchKeys, after: SearchKeys) -> Iterator[tuple[str, int]]:
    """The keys that an article has otherwise than before, with their masks; 0 for one that is gone."""
    was, now = ({key: mask for mask, names in keys.items() for key in names.split(" ")} for keys in (before, after))
    return ((key, now.get(key, 0)) for key in was.keys() | now.keys() if was.get(key) != now.get(key))


def _parsed(file: bytes) -> tuple[dict[str, str], object]:
    """The postings of a page by their keys, still encoded, and its entries."""
    _, data = json.loads(f"[{file.decode().removeprefix('dubenShard(').rstrip()[:-1]}]")
    return page_postings(data[0]), data[1]


def _with(text: str, masks: Mapping[int, int]) -> str:
    """Encoded postings, of which these articles have other masks."""
    found = {place >> BITS: place for place in decode(text)}
    found |= {number: number << BITS | mask for number, mask in masks.items()}
    return encode(found[number] for number in sorted(found) if masks.get(number, 1))
