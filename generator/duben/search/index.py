"""Builds the index of a collection: pages of postings, spellings, entries, and the characters that fold alike."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from duben.model.compiled import SearchKeys
from duben.runtime.codec import as_json
from duben.search.entries import SearchTerm, entry_files, entry_keys
from duben.search.extracts import WORDS, Fold, default_reading, shard
from duben.search.partitions import RUN_LENGTH, PartitionedPostings
from duben.search.postings import page_count, page_of, page_text, posting_size
from duben.search.spellings import codes, word_spellings

FOLD_FILES = 128
"""Number of files for the characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """The bytes of an index that decide the numbers of its files: those of postings and names, and of spellings."""

    pages: int
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """What an index has besides postings: glossary entries by key, spellings with their counts, characters."""

    terms: Sequence[SearchTerm]
    entries: Mapping[str, str]
    words: Mapping[str, int]
    characters: set[str]


@dataclass(frozen=True, slots=True)
class Index:
    """The files of an index by path, except the texts."""

    sizes: Sizes
    files: Iterable[tuple[str, bytes]]


def build_index(
    articles: Iterable[SearchKeys],
    dates: Sequence[dt.date | None],
    terms: Iterable[SearchTerm],
    fold: Fold,
    run_length: int = RUN_LENGTH,
) -> Index:
    """The index of a collection of articles with these `dates`, numbered in the order in which they come.

    Postings of more than `run_length` articles go to a temporary file.
    """
    by_url = sorted(terms, key=lambda term: term.url)
    words = Counter(dict.fromkeys((each for term in by_url for name in term.names for each in word_spellings(name)), 1))
    postings = PartitionedPostings(_without_words(articles, words), len(dates), run_length)
    entries = entry_keys(by_url, fold)
    size = sum(posting_size(key, numbers) for key, numbers in entries.items())
    characters: set[str] = {character for name in entries for character in name}
    for partition in map(postings.partition, range(postings.partitions)):
        size += sum(posting_size(key, places) for key, places in partition.items())
        characters |= {key for key in partition if len(key) == 1}
    sizes = Sizes(pages=size, words=sum(map(word_size, words)))
    names = _Names(terms=by_url, entries=entries, words=words, characters=characters)
    return Index(sizes, chain([overview(sizes, dates)], _files(postings, names, sizes, fold)))


def _without_words(articles: Iterable[SearchKeys], words: Counter[str]) -> Iterator[SearchKeys]:
    """The keys of each article without its spellings, which are counted in `words`."""
    for masks in articles:
        words.update(masks.get(WORDS, "").split())
        yield {mask: names for mask, names in masks.items() if mask != WORDS}


def _files(postings: PartitionedPostings, names: _Names, sizes: Sizes, fold: Fold) -> Iterator[tuple[str, bytes]]:
    yield from entry_files(names.terms)
    yield from _word_pages(names.words, page_count(sizes.words))
    pages = page_count(sizes.pages)
    entries = _by_page(names.entries, range(pages))
    parts = min(pages, postings.partitions)
    for part in range(parts):
        numbers = range(part, postings.partitions, parts)
        encoded = (item for number in numbers for item in postings.partition(number).items())
        found = _by_page(dict(encoded), range(part, pages, parts))
        for page in range(part, pages, parts):
            yield shard(f"p/{page}", as_json([page_text(found[page]), page_text(entries[page])]))
    for remainder, members in _fold_classes(names.characters, fold).items():
        yield shard(f"f/{remainder}", as_json(members))


def overview(sizes: Sizes, dates: Sequence[dt.date | None]) -> tuple[str, bytes]:
    """The file that a search reads first: numbers of files and of articles, and the first article of each month."""
    months: dict[str, int] = {}
    for number, date in enumerate(dates):
        if date:
            months.setdefault(f"{date:%Y-%m}", number)
    pages, words = page_count(sizes.pages), page_count(sizes.words)
    data = {"pages": pages, "words": words, "articles": len(dates), "months": months}
    return shard("index", as_json(data))


def word_size(spelled: str) -> int:
    """The bytes that a spelling takes, whatever its count."""
    return (len(spelled.encode()) + 3) * len(codes(spelled))


def word_pages(spelled: str, pages: int) -> set[int]:
    """The pages of spellings that have this one."""
    return {page_of(code, pages, len(code)) for code in codes(spelled)}


def _word_pages(words: Mapping[str, int], pages: int) -> Iterator[tuple[str, bytes]]:
    """The pages of spellings, each with the number of articles that have it."""
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for spelled, count in words.items():
        for page in word_pages(spelled, pages):
            found[page][spelled] = str(count)
    for page in range(pages):
        yield shard(f"w/{page}", as_json(page_text(found[page])))


def _by_page(encoded: Mapping[str, str], numbers: range) -> Mapping[int, dict[str, str]]:
    """Keys with what they lead to, by page; `numbers` are pages that have them all."""
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for key, places in encoded.items():
        found[page_of(key, numbers.stop)][key] = places
    return found


def _fold_classes(characters: set[str], fold: Fold) -> dict[int, str]:
    """For each file, the groups of characters that fold to one of `characters`, each with its reading.

    A group is in the file of each of its members.
    """
    classes = {character: [character] for character in characters if not character.isascii()}
    for character, folded in _folded_characters(fold):
        if folded in classes:
            classes[folded].append(character)
    files: defaultdict[int, list[str]] = defaultdict(list)
    for folded in sorted(classes):
        reading = default_reading(folded)
        if reading or len(classes[folded]) > 1:
            for number in sorted({ord(member) % FOLD_FILES for member in classes[folded]}):
                files[number].append("".join(classes[folded]) + reading)
    return {number: " ".join(files[number]) for number in range(FOLD_FILES)}


@lru_cache(maxsize=2)
def _folded_characters(fold: Fold) -> tuple[tuple[str, str], ...]:
    """Every Han character that `fold` changes, with its folded form."""
    every = "".join(map(chr, (*range(0x2E80, 0xD800), *range(0xF900, 0xFB00), *range(0x20000, 0x323B0))))
    return tuple(pair for pair in zip(every, fold(every), strict=True) if pair[0] != pair[1])
