"""Builds the index of a collection: pages of postings and entries, and groups of characters that fold alike."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from duben.model.compiled import SearchKeys
from duben.model.words import Forms
from duben.runtime.codec import as_json
from duben.search.extracts import RUN, UNIT, Fold, shard
from duben.search.partitions import RUN_LENGTH, PartitionedPostings
from duben.search.postings import page_count, page_of, page_text, posting_size

FOLD_FILES = 256
"""Number of files for characters that fold alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTerm:
    """A glossary entry, found by its forms (in either script), their readings or its English name.

    `readings` has the syllables of each form that has a reading, with or without tone marks.
    """

    url: str
    name: Forms
    forms: tuple[str, ...]
    readings: tuple[tuple[str, ...], ...] = ()
    english: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """The files of an index by path, except the texts; `size` is the size of its postings in bytes."""

    size: int
    files: Iterable[tuple[str, bytes]]


def build_index(
    articles: Iterable[SearchKeys], count: int, terms: Iterable[SearchTerm], fold: Fold, run_length: int = RUN_LENGTH
) -> Index:
    """The index of a collection of `count` articles, numbered in the order in which they come.

    Postings of more than `run_length` articles go to a temporary file.
    """
    postings = PartitionedPostings(articles, count, run_length)
    size = 0
    characters: set[str] = set()
    for partition in map(postings.partition, range(postings.partitions)):
        size += sum(posting_size(key, places) for key, places in partition.items())
        characters |= {key for key in partition if len(key) == 1}
    named = [(term, _search_names(term, fold)) for term in sorted(terms, key=lambda term: term.url)]
    return Index(size, _files(postings, characters, named, page_count(size), fold))


def _files(
    postings: PartitionedPostings,
    characters: set[str],
    named: Sequence[tuple[SearchTerm, Sequence[str]]],
    pages: int,
    fold: Fold,
) -> Iterator[tuple[str, bytes]]:
    yield shard("index", as_json({"pages": pages}))
    entries = _entries(named, pages)
    parts = min(pages, postings.partitions)
    for part in range(parts):
        numbers = range(part, postings.partitions, parts)
        encoded = [item for number in numbers for item in postings.partition(number).items()]
        yield from _pages(encoded, entries, range(part, pages, parts))
    characters = characters.union(*(name for _, names in named for name in names))
    for remainder, members in _fold_classes(characters, fold).items():
        yield shard(f"f/{remainder}", as_json(members))


def _entries(terms: Iterable[tuple[SearchTerm, Sequence[str]]], pages: int) -> Mapping[int, list[list[str]]]:
    """The glossary entries on each page."""
    entries: defaultdict[int, list[list[str]]] = defaultdict(list)
    for term, names in terms:
        entry = [term.url, *term.name, term.english, " ".join(names)]
        for page in sorted({page_of(start, pages) for name in names for start in _entry_keys(name)}):
            entries[page].append(entry)
    return entries


def _pages(
    encoded: Iterable[tuple[str, str]], entries: Mapping[int, list[list[str]]], numbers: range
) -> Iterator[tuple[str, bytes]]:
    """The pages with these `numbers`; `encoded` has all their postings."""
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for key, places in encoded:
        found[page_of(key, numbers.stop)][key] = places
    for page in numbers:
        yield shard(f"p/{page}", as_json([page_text(found[page]), entries.get(page, [])]))


def _search_names(term: SearchTerm, fold: Fold) -> list[str]:
    """The strings that find a term: forms, readings, initials of readings, and English from each word on.

    `奥特曼` → `奥特曼`, `aoteman`, `atm`.
    """
    names: dict[str, None] = {}
    for text in (*term.forms, *term.name, term.english):
        words = RUN.findall(fold(text).lower())
        names |= dict.fromkeys("".join(words[start:]) for start in range(len(words)))
    for reading in term.readings:
        syllables = [typed(syllable) for syllable in reading]
        names |= dict.fromkeys(
            [
                "".join(syllables),
                "".join(syllable[:1] for syllable in syllables),
                "".join(syllable[: 2 if syllable[1:2] == "h" else 1] for syllable in syllables),
            ]
        )
    return [name for name in names if name]


def _entry_keys(name: str) -> Iterator[str]:
    """The keys whose pages list a term with this name, because a query may start at any of its characters."""
    for unit in UNIT.findall(name):
        if unit.isascii():
            yield unit[:1]
            yield unit[:2]
        else:
            yield from unit
            yield from ("".join(pair) for pair in pairwise(unit))


def typed(syllable: str) -> str:
    """A syllable as one types it: without tone mark, `v` for `ü`: `lǜ` → `lv`."""
    typed = unicodedata.normalize("NFC", syllable.lower()).translate(dict.fromkeys(map(ord, "üǖǘǚǜ"), "v"))
    return "".join(character for character in unicodedata.normalize("NFD", typed) if character.isalnum())


def _fold_classes(characters: set[str], fold: Fold) -> dict[int, str]:
    """For each file, the groups of characters that fold to one of `characters`.

    A group is in the file of each of its members.
    """
    classes: defaultdict[str, list[str]] = defaultdict(list)
    for character, folded in _folded_characters(fold):
        if folded in characters:
            classes[folded].append(character)
    files: defaultdict[int, list[str]] = defaultdict(list)
    for folded in sorted(classes):
        members = folded + "".join(classes[folded])
        for number in sorted({ord(member) % FOLD_FILES for member in members}):
            files[number].append(members)
    return {number: " ".join(files[number]) for number in range(FOLD_FILES)}


@lru_cache(maxsize=2)
def _folded_characters(fold: Fold) -> tuple[tuple[str, str], ...]:
    """Every Han character that `fold` changes, with its folded form."""
    every = "".join(map(chr, (*range(0x2E80, 0xD800), *range(0xF900, 0xFB00), *range(0x20000, 0x323B0))))
    return tuple(pair for pair in zip(every, fold(every), strict=True) if pair[0] != pair[1])
