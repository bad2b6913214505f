"""The index of a collection: its pages of postings and entries, and the characters that fold alike."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from duben.model.compiled import SearchKeys
from duben.model.words import Forms
from duben.runtime.codec import as_json
from duben.search.extracts import RUN, UNIT, Fold, shard
from duben.search.postings import page_of, page_text, pages_for, size_of
from duben.search.runs import AT_ONCE, Runs

FOLDS = 256
"""Files of characters that fold alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTerm:
    """A glossary entry to be found by any of its forms (in either script), their readings or English.

    `readings` has the syllables of each form that is read, with or without tone marks.
    """

    url: str
    name: Forms
    forms: tuple[str, ...]
    readings: tuple[tuple[str, ...], ...] = ()
    english: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """The files of an index by their paths, all but the texts, and the `size` of its postings in bytes."""

    size: int
    files: Iterable[tuple[str, bytes]]


def index_of(
    articles: Iterable[SearchKeys], number: int, terms: Iterable[SearchTerm], fold: Fold, *, run: int = AT_ONCE
) -> Index:
    """The index of a collection of so many articles, numbered as they come; the postings of `run` are in memory."""
    runs = Runs(articles, number, run)
    size = 0
    characters: set[str] = set()
    for share in map(runs.share, range(runs.shares)):
        size += sum(size_of(key, places) for key, places in share.items())
        characters |= {key for key in share if len(key) == 1}
    named = [(term, _names(term, fold)) for term in sorted(terms, key=lambda term: term.url)]
    return Index(size, _files(runs, characters, named, pages_for(size), fold))


def _files(
    runs: Runs, characters: set[str], named: Sequence[tuple[SearchTerm, Sequence[str]]], pages: int, fold: Fold
) -> Iterator[tuple[str, bytes]]:
    yield shard("index", as_json({"pages": pages}))
    entries = _entries(named, pages)
    parts = min(pages, runs.shares)
    for part in range(parts):
        encoded = [share for number in range(part, runs.shares, parts) for share in runs.share(number).items()]
        yield from _pages(encoded, entries, range(part, pages, parts))
    characters = characters.union(*(name for _, names in named for name in names))
    for remainder, members in _alike(characters, fold).items():
        yield shard(f"f/{remainder}", as_json(members))


def _entries(terms: Iterable[tuple[SearchTerm, Sequence[str]]], pages: int) -> Mapping[int, list[list[str]]]:
    """The glossary entries on each of so many pages."""
    entries: defaultdict[int, list[list[str]]] = defaultdict(list)
    for term, names in terms:
        entry = [term.url, *term.name, term.english, " ".join(names)]
        for page in sorted({page_of(start, pages) for name in names for start in _starts(name)}):
            entries[page].append(entry)
    return entries


def _pages(
    encoded: Iterable[tuple[str, str]], entries: Mapping[int, list[list[str]]], numbers: range
) -> Iterator[tuple[str, bytes]]:
    """These pages, whose postings are all there."""
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for key, places in encoded:
        found[page_of(key, numbers.stop)][key] = places
    for page in numbers:
        yield shard(f"p/{page}", as_json([page_text(found[page]), entries.get(page, [])]))


def _names(term: SearchTerm, fold: Fold) -> list[str]:
    """What a term is found by: forms, readings with and without their vowels, English from each of its words on."""
    names: dict[str, None] = {}
    for text in (*term.forms, *term.name, term.english):
        words = RUN.findall(fold(text).lower())
        names |= dict.fromkeys("".join(words[start:]) for start in range(len(words)))
    for reading in term.readings:
        syllables = [plain(syllable) for syllable in reading]
        names |= dict.fromkeys(
            [
                "".join(syllables),
                "".join(syllable[:1] for syllable in syllables),
                "".join(syllable[: 2 if syllable[1:2] == "h" else 1] for syllable in syllables),
            ]
        )
    return [name for name in names if name]


def _starts(name: str) -> Iterator[str]:
    """The keys whose pages must have a term of this name: a query may begin with any of its characters."""
    for unit in UNIT.findall(name):
        if unit.isascii():
            yield unit[:1]
            yield unit[:2]
        else:
            yield from unit
            yield from ("".join(pair) for pair in pairwise(unit))


def plain(syllable: str) -> str:
    """A syllable as it is typed: without its tone mark, `v` for `ü`."""
    typed = unicodedata.normalize("NFC", syllable.lower()).translate(dict.fromkeys(map(ord, "üǖǘǚǜ"), "v"))
    return "".join(character for character in unicodedata.normalize("NFD", typed) if character.isalnum())


def _alike(characters: set[str], fold: Fold) -> dict[int, str]:
    """The characters that fold alike with one of these, each string on the page of each of its members."""
    every = "".join(map(chr, (*range(0x2E80, 0xD800), *range(0xF900, 0xFB00), *range(0x20000, 0x323B0))))
    classes: defaultdict[str, list[str]] = defaultdict(list)
    for character, folded in zip(every, fold(every), strict=True):
        if character != folded and folded in characters:
            classes[folded].append(character)
    files: defaultdict[int, list[str]] = defaultdict(list)
    for folded in sorted(classes):
        members = folded + "".join(classes[folded])
        for number in sorted({ord(member) % FOLDS for member in members}):
            files[number].append(members)
    return {number: " ".join(files[number]) for number in range(FOLDS)}
