"""Reads the tables of readings in `data/`: a word and one syllable for each Han character, a line each; `#` gives the reason."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


def read_table(name: str) -> Mapping[str, tuple[str, ...]]:
    """The words of `data/<name>` and their syllables.

    Raises ValueError, naming the line, where the number of syllables is not that of the characters.
    """
    table: dict[str, tuple[str, ...]] = {}
    text = files("generator.hanzi").joinpath("data", name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        word, *syllables = line.split("#", 1)[0].split() or [""]
        if len(word) != len(syllables):
            message = f"{name}:{number}: {word} has {len(word)} characters and {len(syllables)} syllables"
            raise ValueError(message)
        if word:
            table[word] = tuple(syllables)
    return MappingProxyType(table)


@cache
def corrections() -> Mapping[str, tuple[str, ...]]:
    """Readings of words that pypinyin's phrase table lacks or has wrong."""
    return read_table("corrections.txt")
