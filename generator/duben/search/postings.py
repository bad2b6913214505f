"""Where keys occur, encoded in ASCII, and the pages of the index that have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from string import ascii_lowercase, ascii_uppercase, digits
from zlib import crc32

from duben.model.compiled import SearchKeys

PAGE_SIZE = 2_000
"""Most bytes in a page on average, unless there would be more than `MOST_PAGES`."""
MOST_PAGES = 32_768

Postings = dict[str, list[int]]
"""For each key, in the order of articles, `article << 31 | mask`."""

BITS = 31
_MASK = (1 << BITS) - 1
_DIGITS = digits + ascii_uppercase + ascii_lowercase + "-_"


def postings(articles: Iterable[tuple[int, SearchKeys]]) -> Postings:
    """Where every key of these numbered articles occurs."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, masks in articles:
        for mask, names in masks.items():
            code = number << BITS | mask  # one number for all these keys, to save memory
            for key in names.split(" "):
                found[key].append(code)
    return found


def encode(places: Iterable[int], last: int = -1) -> str:
    """Postings in ASCII: for each the distance and the mask, five bits in a digit, 32 more where another follows.

    The distance of the first is that from the article `last`.
    """
    text: list[str] = []
    for place in places:
        number = place >> BITS
        text.append(_number(number - last - 1) + _number(place & _MASK))
        last = number
    return "".join(text)


def decode(text: str) -> Iterator[int]:
    """The postings that `encode` made the text of."""
    number = -1
    values = _values(text)
    for distance in values:
        number += distance + 1
        yield number << BITS | next(values)


def _values(text: str) -> Iterator[int]:
    value = shift = 0
    for digit in map(_DIGITS.index, text):
        value |= (digit & 31) << shift
        shift += 5
        if digit < 32:  # noqa: PLR2004 - five bits
            yield value
            value = shift = 0


@cache
def _number(value: int) -> str:
    """One number, its lowest bits first."""
    return _DIGITS[value] if value < 32 else _DIGITS[32 | value & 31] + _number(value >> 5)  # noqa: PLR2004 - five bits


def page_of(key: str, pages: int) -> int:
    """The page of a key: CRC-32 of its first two characters in UTF-16."""
    return crc32(key[:2].encode("utf-16-le")) % pages


def size_of(key: str, places: str) -> int:
    """The bytes that a key with its postings takes in a page."""
    return len(key.encode()) + len(places) + 2


def pages_for(size: int) -> int:
    """How many pages there are for so many bytes."""
    number = 1
    while number < MOST_PAGES and size > number * PAGE_SIZE:
        number *= 2
    return number


def page_text(encoded: Mapping[str, str]) -> str:
    """Keys with their postings, as a page has them."""
    return " ".join([f"{key}={encoded[key]}" for key in sorted(encoded)])


def page_postings(text: str) -> dict[str, str]:
    """The keys with their postings, still encoded, of a page."""
    return dict(each.split("=", 1) for each in text.split(" ")) if text else {}
