"""Reads the tables of readings in `data/`; in all of them `#` starts a comment, which gives the reason of a group."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Readings = Mapping[str, tuple[str, ...]]


def _lines(name: str) -> Iterator[tuple[str, list[str]]]:
    """Where each line of `data/<name>` is, for a message, and its fields."""
    text = files("duben.chinese").joinpath("data", name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        fields = line.split("#", 1)[0].split()
        if fields:
            yield f"{name}:{number}", fields


def read_words(name: str) -> Readings:
    """The words of `data/<name>`, each with one syllable for each character.

    Raises ValueError, naming the line, where their numbers differ.
    """
    table: dict[str, tuple[str, ...]] = {}
    for where, (word, *syllables) in _lines(name):
        if len(word) != len(syllables):
            message = f"{where}: {word} has {len(word)} characters and {len(syllables)} syllables"
            raise ValueError(message)
        table[word] = tuple(syllables)
    return MappingProxyType(table)


def read_families(name: str) -> Mapping[str, Mapping[str, str]]:
    """The words of `data/<name>`, each with the syllable of some of its characters.

    A line is a character, its syllable, and the words in which it is read so.
    Raises ValueError, naming the line, for a word without that character or one that is there twice.
    """
    table: dict[str, dict[str, str]] = {}
    for where, (char, syllable, *words) in _lines(name):
        for word in words:
            known = table.setdefault(word, {})
            if char not in word or char in known:
                message = f"{where}: {word} has no {char}, or has its reading already"
                raise ValueError(message)
            known[char] = syllable
    return MappingProxyType(table)


def read_list(name: str) -> frozenset[str]:
    """The words of `data/<name>`."""
    return frozenset(word for _, words in _lines(name) for word in words)


@cache
def corrections() -> Readings:
    """Whole readings of words that pypinyin's phrase table lacks or has wrong."""
    return read_words("corrections.txt")


@cache
def polyphones() -> Mapping[str, Mapping[str, str]]:
    """For a word, the reading in it of the characters that have several."""
    return read_families("polyphones.txt")


@cache
def neutral() -> Mapping[str, Mapping[str, str]]:
    """For a word, the characters in it that have no tone of their own; nothing overrules them."""
    return read_families("neutral.txt")


@cache
def surnames() -> Readings:
    """Family names that are read differently from the everyday word."""
    return read_words("surnames.txt")


@cache
def taiwan_words() -> Readings:
    """Words that Taiwan reads differently."""
    return read_words("taiwan-words.txt")


@cache
def taiwan_characters() -> Mapping[tuple[str, str], str]:
    """The syllable in Taiwan of a character and its mainland syllable."""
    return MappingProxyType({(char, here): there for _, (char, here, there) in _lines("taiwan-characters.txt")})


@cache
def titles() -> frozenset[str]:
    """Titles that stand after a family name."""
    return read_list("titles.txt")


@cache
def orders() -> frozenset[str]:
    """Words in which 一 keeps its tone."""
    return read_list("orders.txt")


@cache
def benefits() -> frozenset[str]:
    """Verbs of doing something for somebody."""
    return read_list("benefits.txt")


@cache
def measures() -> frozenset[str]:
    """Measure words."""
    return read_list("measures.txt")
