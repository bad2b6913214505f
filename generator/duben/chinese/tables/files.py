"""Reads the tables of `data/written/*.tsv`: a line a fact, its columns named in the first line, `-` for an empty one.

The last column says why a line is here, or where it comes from; nothing but people reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Readings = Mapping[str, tuple[str, ...]]
Families = Mapping[str, Mapping[str, str]]

WRITTEN = files("duben.chinese").joinpath("data", "written")
"""What people wrote."""
MADE = files("duben.chinese").joinpath("data", "made")
"""What tools make of it, and of other data."""
EMPTY = "-"


def lines(name: str) -> list[str]:
    """The lines of `data/written/<name>.tsv`, the names of its columns first."""
    return WRITTEN.joinpath(f"{name}.tsv").read_text(encoding="utf-8").splitlines()


def rows(table: Iterable[str]) -> Iterator[list[str]]:
    """The columns of each line, without the first.

    Raises ValueError, showing the line, where it has more or fewer columns than the first.
    """
    head, *rest = table
    columns = head.count("\t") + 1
    for line in rest:
        fields = line.split("\t")
        if len(fields) != columns:
            message = f"{line!r} has {len(fields)} columns, not {columns}"
            raise ValueError(message)
        yield fields


def read_words(table: Iterable[str]) -> Readings:
    """Words, each with a syllable for each character.

    Raises ValueError, naming the word, where their numbers differ.
    """
    found: dict[str, tuple[str, ...]] = {}
    for word, reading, *_ in rows(table):
        if reading == EMPTY:
            continue
        syllables = tuple(reading.split())
        if len(word) != len(syllables):
            message = f"{word} has {len(word)} characters and {len(syllables)} syllables"
            raise ValueError(message)
        found[word] = syllables
    return MappingProxyType(found)


def read_families(table: Iterable[str]) -> Families:
    """Words, each with the syllable of some of its characters.

    Raises ValueError, naming the word, where it lacks the character or has a reading of it already.
    """
    found: dict[str, dict[str, str]] = {}
    for word, char, syllable, _ in rows(table):
        known = found.setdefault(word, {})
        if char not in word or char in known:
            message = f"{word} has no {char}, or has its reading already"
            raise ValueError(message)
        known[char] = syllable
    return MappingProxyType(found)


def _flagged(name: str, column: int, *flags: str) -> frozenset[str]:
    """The words of a table that have one of `flags` in a column."""
    return frozenset(fields[0] for fields in rows(lines(name)) if fields[column] in flags)


@cache
def modern_readings() -> Mapping[tuple[str, str], str]:
    """For a character and a syllable that pypinyin has for it, the one that the standard has today."""
    return MappingProxyType({(char, old): new for char, old, new, _ in rows(lines("modern_readings"))})


@cache
def corrections() -> Readings:
    """Whole readings of words that pypinyin lacks or has wrong; final, and the segmenter is taught the words."""
    return read_words(lines("corrections"))


@cache
def families() -> Families:
    """For a word, the reading in it of a character that has several. The model may overrule it, but trusts it."""
    return read_families(lines("families"))


@cache
def neutral_tones() -> Families:
    """For a word, the characters in it that have no tone of their own; nothing overrules them."""
    return read_families(lines("neutral_tones"))


@cache
def taiwan_words() -> Readings:
    """Words that Taiwan reads differently than their characters say; `-` for a syllable that they do say."""
    return read_words(lines("taiwan_words"))


@cache
def taiwan_neutral() -> frozenset[str]:
    """Characters and words that have a syllable without a tone in Taiwan too."""
    return _words("taiwan_neutral")


@cache
def taiwan_characters() -> Mapping[tuple[str, str], str]:
    """The syllable in Taiwan of a character and its mainland syllable, which may have no tone."""
    return MappingProxyType({(char, here): there for char, here, there, _ in rows(lines("taiwan_characters"))})


@cache
def surname_readings() -> Readings:
    """Family names that are read differently from the everyday word."""
    return read_words(lines("surnames"))


@cache
def surnames_with_capital(*kinds: str) -> frozenset[str]:
    """Family names by how surely a word that begins so is a name.

    `sure`: it begins few words but names. `doubtful`: it begins many others (高, 白, 万). `title`: only before a title.
    `double`: it has two characters.
    """
    return _flagged("surnames", 2, *kinds)


@cache
def surnames_converted(*kinds: str) -> frozenset[str]:
    """Family names that conversion knows; a `rare` one is a common word too, and no name before a word."""
    return _flagged("surnames", 3, *kinds)


@cache
def titles_for_reading() -> frozenset[str]:
    """Titles before which a family name by itself is read as a name, and from which it stands apart."""
    return _flagged("titles", 1, "yes")


@cache
def titles_for_capitals() -> frozenset[str]:
    """Titles that make a name of the family name before them."""
    return _flagged("titles", 2, "yes")


@cache
def titles_for_conversion() -> frozenset[str]:
    """Titles beside which the rules of conversion expect a name."""
    return _flagged("titles", 3, "yes")


@cache
def proper_names() -> frozenset[str]:
    """Words that are names, with `·` before a second capital (人民·日报)."""
    return frozenset(name for name, _ in rows(lines("proper_names")))


@cache
def common_words() -> frozenset[str]:
    """Words that look like names, and are none."""
    return frozenset(word for word, _ in rows(lines("common_words")))


@cache
def ordinals() -> frozenset[str]:
    """Words in which 一 counts or orders, and so keeps its tone: 一月, 一楼."""
    return _words("ordinals")


@cache
def benefits() -> frozenset[str]:
    """Verbs of doing something for somebody: 为 … 提供."""
    return _words("benefits")


@cache
def measures() -> frozenset[str]:
    """Measure words, but those that make another word with a numeral (一块, 一月)."""
    return _words("measures")


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word, *_ in rows(lines(name)))
