"""Updates an index after an edit: rebuilds only the pages that it affects, from the previous ones."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from duben.model.compiled import SearchKeys
from duben.runtime.codec import as_json
from duben.search.extracts import WORDS, shard
from duben.search.index import Index, Sizes, overview, word_pages, word_size
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

_Updated = tuple[int, list[tuple[str, bytes]]]
_FEW = 8
"""At most one article in eight may differ; with more, a full build is faster."""


@dataclass(frozen=True, slots=True)
class IndexInputs:
    """The inputs of an index: digests and dates of its articles, by number, and a digest of its terms."""

    articles: tuple[str, ...]
    dates: tuple[dt.date | None, ...]
    terms: str


@dataclass(frozen=True, slots=True)
class IndexState:
    """What an index was made from, and its sizes."""

    inputs: IndexInputs
    sizes: Sizes


def update_index(
    last: IndexState,
    inputs: IndexInputs,
    find: Callable[[str], SearchKeys | None],
    read: Callable[[str], bytes],
) -> Index | None:
    """The files that differ from the `last` index; `None` if a full build is necessary.

    `find` gives the keys of an article by its digest; `read` gives a file of the last index. Together with the
    unchanged files, the result equals that of `build_index`.
    """
    old, articles = last.inputs.articles, inputs.articles
    numbers = range(max(len(old), len(articles)))
    changed = [number for number in numbers if old[number : number + 1] != articles[number : number + 1]]
    if last.inputs.terms != inputs.terms or _FEW * len(changed) > len(articles):
        return None
    differing: defaultdict[str, dict[int, int]] = defaultdict(dict)
    counts: Counter[str] = Counter()
    for number in changed:
        before, after = (find(each[number]) if number < len(each) else {} for each in (old, articles))
        if before is None or after is None:
            return None
        counts.subtract(before.get(WORDS, "").split())
        counts.update(after.get(WORDS, "").split())
        for key, mask in _changed_masks(before, after):
            differing[key][number] = mask
    words = _updated_words(last.sizes.words, counts, read)
    pages = _updated_pages(last.sizes.pages, differing, read)
    if words is None or pages is None:
        return None
    sizes = Sizes(pages=pages[0], words=words[0])
    first = overview(sizes, inputs.dates)
    was = overview(last.sizes, last.inputs.dates)
    return Index(sizes, [*([first] if first != was else []), *words[1], *pages[1]])


def _updated_words(size: int, counts: Mapping[str, int], read: Callable[[str], bytes]) -> _Updated | None:
    """The size and the pages of spellings after their `counts` changed by this; `None` for another number of pages."""
    number = page_count(size)
    by_page: defaultdict[int, list[str]] = defaultdict(list)
    for spelled in counts:
        for page in word_pages(spelled, number) if counts[spelled] else ():
            by_page[page].append(spelled)
    files, changed = [], Counter[str]()
    for page in sorted(by_page):
        found = parse_page_text(_data(read(f"search/w/{page}.js")))
        for spelled in by_page[page]:
            was = int(found.pop(spelled, 0))
            now = was + counts[spelled]
            changed[spelled] = bool(now) - bool(was)
            if now:
                found[spelled] = str(now)
        files.append(shard(f"w/{page}", as_json(page_text(found))))
    size += sum(word_size(spelled) * change for spelled, change in changed.items())
    return (size, files) if page_count(size) == number else None


def _updated_pages(
    size: int, differing: Mapping[str, Mapping[int, int]], read: Callable[[str], bytes]
) -> _Updated | None:
    """The size and the pages of postings; `None` if the number of pages or the characters of the texts changed."""
    number = page_count(size)
    by_page: defaultdict[int, list[str]] = defaultdict(list)
    for key in differing:
        by_page[page_of(key, number)].append(key)
    files = []
    for page in sorted(by_page):
        postings, entries = _data(read(f"search/p/{page}.js"))
        encoded = parse_page_text(postings)
        for key in by_page[page]:
            before = encoded.pop(key, "")
            after = _changed_postings(before, differing[key])
            if len(key) == 1 and not key.isascii() and not (before and after):
                return None  # the `f/` files change too
            if after:
                encoded[key] = after
            size += bool(after) * posting_size(key, after) - bool(before) * posting_size(key, before)
        files.append(shard(f"p/{page}", as_json([page_text(encoded), entries])))
    return (size, files) if page_count(size) == number else None


def _changed_masks(before: SearchKeys, after: SearchKeys) -> Iterator[tuple[str, int]]:
    """The keys whose masks differ, with the new masks; 0 for a key that is gone."""
    was, now = (
        {key: mask for mask, names in keys.items() if mask != WORDS for key in names.split(" ")}
        for keys in (before, after)
    )
    return ((key, now.get(key, 0)) for key in was.keys() | now.keys() if was.get(key) != now.get(key))


def _data(file: bytes) -> Any:  # noqa: ANN401 - JSON
    """The data of a file."""
    return json.loads(f"[{file.decode().removeprefix('dubenShard(').rstrip()[:-1]}]")[1]


def _changed_postings(text: str, masks: Mapping[int, int]) -> str:
    """Encoded postings with new masks for these articles."""
    found = {place >> MASK_BITS: place for place in decode(text)}
    found |= {number: number << MASK_BITS | mask for number, mask in masks.items()}
    return encode(found[number] for number in sorted(found) if masks.get(number, 1))
