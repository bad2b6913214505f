"""Updates an index after an edit: rebuilds only the pages that it affects, from the previous ones."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from duben.model.compiled import SearchKeys
from duben.runtime.codec import as_json
from duben.search.extracts import shard
from duben.search.index import Index
from duben.search.postings import (
    MASK_BITS,
    decode,
    encode,
    page_count,
    page_of,
    page_text,
    parse_page_text,
    posting_size,
)

_FEW = 8
"""At most one article in eight may differ; with more, a full build is faster."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """The inputs of an index: digests of its articles, by number, and of its terms.

    `size` is the size of its postings in bytes.
    """

    articles: tuple[str, ...]
    terms: str
    size: int


def update_index(
    last: IndexState,
    articles: Sequence[str],
    terms: str,
    find: Callable[[str], SearchKeys | None],
    read: Callable[[str], bytes],
) -> Index | None:
    """The files that differ from the `last` index; `None` if a full build is necessary.

    `articles` are digests, by number; `find` gives the keys of an article by its digest; `read` gives a file of the
    last index. Together with the unchanged files, the result equals that of `build_index`.
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
        for key, mask in _changed_masks(before, after):
            differing[key][number] = mask
    return _updated_pages(last.size, differing, read)


def _updated_pages(size: int, differing: Mapping[str, Mapping[int, int]], read: Callable[[str], bytes]) -> Index | None:
    number = page_count(size)
    by_page: defaultdict[int, list[str]] = defaultdict(list)
    for key in differing:
        by_page[page_of(key, number)].append(key)
    files = []
    for page in sorted(by_page):
        encoded, entries = _parse_page(read(f"search/p/{page}.js"))
        for key in by_page[page]:
            before = encoded.pop(key, "")
            after = _changed_postings(before, differing[key])
            if len(key) == 1 and not key.isascii() and not (before and after):
                return None  # the `f/` files change too
            if after:
                encoded[key] = after
            size += bool(after) * posting_size(key, after) - bool(before) * posting_size(key, before)
        files.append(shard(f"p/{page}", as_json([page_text(encoded), entries])))
    return Index(size, files) if page_count(size) == number else None


def _changed_masks(before: SearchKeys, after: SearchKeys) -> Iterator[tuple[str, int]]:
    """The keys whose masks differ, with the new masks; 0 for a key that is gone."""
    was, now = ({key: mask for mask, names in keys.items() for key in names.split(" ")} for keys in (before, after))
    return ((key, now.get(key, 0)) for key in was.keys() | now.keys() if was.get(key) != now.get(key))


def _parse_page(file: bytes) -> tuple[dict[str, str], object]:
    """The encoded postings of a page by key, and its entries."""
    _, data = json.loads(f"[{file.decode().removeprefix('dubenShard(').rstrip()[:-1]}]")
    return parse_page_text(data[0]), data[1]


def _changed_postings(text: str, masks: Mapping[int, int]) -> str:
    """Encoded postings with new masks for these articles."""
    found = {place >> MASK_BITS: place for place in decode(text)}
    found |= {number: number << MASK_BITS | mask for number, mask in masks.items()}
    return encode(found[number] for number in sorted(found) if masks.get(number, 1))
