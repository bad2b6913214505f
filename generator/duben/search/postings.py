"""Encodes the postings (where each key occurs) in ASCII, and assigns keys to pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from string import ascii_lowercase, ascii_uppercase, digits
from zlib import crc32

from duben.model.compiled import SearchKeys

PAGE_SIZE = 2_400
"""Maximum average bytes of a page, unless that needs more than `MAX_PAGES`."""
MAX_PAGES = 32_768

Postings = dict[str, list[int]]
"""For each key, `article << 31 | mask`, in the order of articles."""

MASK_BITS = 31
_MASK = (1 << MASK_BITS) - 1
_DIGITS = digits + ascii_uppercase + ascii_lowercase + "-_"


def postings(articles: Iterable[tuple[int, SearchKeys]]) -> Postings:
    """The postings of these numbered articles."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, masks in articles:
        for mask, names in masks.items():
            code = number << MASK_BITS | mask  # one int object for all these keys, to save memory
            for key in names.split(" "):
                found[key].append(code)
    return found


def encode(places: Iterable[int], last: int = -1) -> str:
    """Postings in ASCII: distance and mask of each. A digit has five bits, plus 32 if another digit follows.

    The first distance counts from the article `last`.
    """
    text: list[str] = []
    for place in places:
        number = place >> MASK_BITS
        text.append(_number(number - last - 1) + _number(place & _MASK))
        last = number
    return "".join(text)


def decode(text: str) -> Iterator[int]:
    """The postings that `encode` encoded."""
    number = -1
    values = _values(text)
    for distance in values:
        number += distance + 1
        yield number << MASK_BITS | next(values)


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
    """One number, lowest bits first."""
    return _DIGITS[value] if value < 32 else _DIGITS[32 | value & 31] + _number(value >> 5)  # noqa: PLR2004 - five bits


def page_of(key: str, pages: int, length: int = 2) -> int:
    """The page of a key: CRC-32 of its first characters in UTF-16, modulo the number of pages."""
    return crc32(key[:length].encode("utf-16-le")) % pages


def posting_size(key: str, places: str) -> int:
    """The bytes that a key and its postings take in a page."""
    return len(key.encode()) + len(places) + 2


def page_count(size: int) -> int:
    """The number of pages for `size` bytes: a power of two."""
    number = 1
    while number < MAX_PAGES and size > number * PAGE_SIZE:
        number *= 2
    return number


def page_text(encoded: Mapping[str, str]) -> str:
    """Keys and their encoded postings, as a page stores them."""
    return " ".join([f"{key}={encoded[key]}" for key in sorted(encoded)])


def parse_page_text(text: str) -> dict[str, str]:
    """The encoded postings of each key on a page."""
    return dict(each.split("=", 1) for each in text.split(" ")) if text else {}
