"""Encodes the glossary entries: which one each name leads to, and what a result shows of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from duben import chinese
from duben.article.html import SCRIPTS
from duben.model.words import Script, Word
from duben.runtime.codec import as_json
from duben.search.extracts import RUN, Fold, plain, shard
from duben.search.spellings import typed

GROUP = 16
"""Number of entries in a file."""
LONGEST = 16
"""Characters of a name that a key has."""
MOST = 20
"""Number of entries that a single character or letter leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTerm:
    """A glossary entry, found by its `names` (in either script), their readings or its English name."""

    url: str
    names: tuple[Word, ...]
    english: str = ""


def entry_keys(terms: Sequence[SearchTerm], fold: Fold) -> Mapping[str, str]:
    """For each key, the numbers of the entries that it leads to, the shortest name first.

    A key is the end of a name, from any of its characters or words on, so that a query is the beginning of a key. For a
    query of one character or letter, it is also a key.
    """
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for number, term in enumerate(terms):
        for name in _names(term, fold):
            for end in _ends(name):
                for key in {end, end[:1]}:
                    found[key][number] = min(len(end) - len(key), found[key].get(number, LONGEST))
    return {key: ",".join(map(str, _nearest(numbers))) for key, numbers in found.items()}


def _nearest(numbers: Mapping[int, int]) -> list[int]:
    return sorted(numbers, key=lambda number: (numbers[number], number))[:MOST]


def _ends(name: str) -> Iterator[str]:
    """The ends of a name from each character on; Latin words are not divided."""
    for start in range(len(name)):
        if not (start and name[start].isascii() and name[start - 1].isascii()):
            yield name[start : start + LONGEST]


def entry_files(terms: Sequence[SearchTerm]) -> Iterator[tuple[str, bytes]]:
    """The files with what a result shows of each entry: its address, both forms, its English name, both readings."""
    for start in range(0, len(terms), GROUP):
        shown = [_shown(term) for term in terms[start : start + GROUP]]
        yield shard(f"e/{start // GROUP}", as_json(shown))


def _shown(term: SearchTerm) -> list[object]:
    name = term.names[0]
    readings = [_spelled(name, script) for script in SCRIPTS]
    return [term.url, name.simplified, name.traditional, term.english, *dict.fromkeys(readings)]


def _spelled(name: Word, script: Script) -> str:
    reading = name.reading(script) or ()
    syllables = tuple(filter(None, reading))
    whole = len(syllables) == len(reading)
    return chinese.spell_term(chinese.fold(name.form(script)), syllables) if whole else chinese.spell(syllables)


def _names(term: SearchTerm, fold: Fold) -> list[str]:
    """The strings that find a term: forms, readings, initials of readings, and English from each word on.

    `奥特曼` → `奥特曼`, `aoteman`, `atm`.
    """
    names: dict[str, None] = {}
    for text in (*(name.form(script) for name in term.names for script in SCRIPTS), term.english):
        words = RUN.findall(plain(fold(text)))
        names |= dict.fromkeys("".join(words[start:]) for start in range(len(words)))
    for spell in (_whole, _first, _first_sound):
        for name in term.names:
            for script in SCRIPTS:
                names["".join(spell(typed(each)) for each in name.reading(script) or () if each)] = None
    return [name for name in names if name]


def _whole(syllable: str) -> str:
    return syllable


def _first(syllable: str) -> str:
    return syllable[:1]


def _first_sound(syllable: str) -> str:
    return syllable[: 2 if syllable[1:2] == "h" else 1]
