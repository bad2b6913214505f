"""Readings by the standard of Taiwan, where they differ from the mainland's (垃圾 lèsè, 和 hàn, 期 qí, 朋友 péngyǒu).

A character is read by itself: `taiwan_characters` has what the mainland reads otherwise. Few syllables are without a
tone: those of particles, suffixes and doubled characters (桌子, 看看). All others have their tone. A word that its
characters do not give is in `taiwan_words`, and so are the words that contain it (骨头 gútou, 硬骨头).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from duben.chinese.reading.tones import NEUTRAL, tone, with_tone
from duben.chinese.tables.files import EMPTY, taiwan_characters, taiwan_neutral, taiwan_words
from duben.chinese.tables.reading_tables import character, readings

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from duben.model.words import Reading

AND = "和"
_OPENING = frozenset("「『“‘《〈（(")
_BETWEEN = frozenset("一了")
"""What stands between doubled verbs: 看一看, 看了看."""


def joins(words: Sequence[str], index: int) -> bool:
    """Whether 和 at `index` means and, or with: it joins what follows (你和我; not 两人不和。)."""
    after = words[index + 1] if index + 1 < len(words) else ""
    return not index or (after != "了" and (after[:1].isalnum() or after[:1] in _OPENING))


@lru_cache(maxsize=100_000)
def in_taiwan(word: str, reading: Reading | None) -> Reading | None:
    """`reading` of the Simplified `word`, as it is in Taiwan."""
    if reading is None:
        return None
    if len(word) == 1 and word in taiwan_words():
        return taiwan_words()[word] if reading == (character(word),) else reading
    toneless = {place for start, end in _within(word, taiwan_neutral()) for place in range(start, end)}
    syllables = [
        syllable and _of_character(char, syllable, keep=place in toneless or _keeps_neutral(word, place))
        for place, (char, syllable) in enumerate(zip(word, reading, strict=True))
    ]
    for start, end in _within(word, taiwan_words()):
        for place, syllable in enumerate(taiwan_words()[word[start:end]], start):
            if syllable != EMPTY:
                syllables[place] = syllable
    return tuple(syllables)


def _of_character(char: str, syllable: str, *, keep: bool) -> str:
    """The syllable of one character; it stays without a tone if `keep` says so."""
    changes = taiwan_characters()
    if tone(syllable) == NEUTRAL:
        if keep:
            return syllable
        own = (full for full in readings(char) if tone(full) and with_tone(full, NEUTRAL) == syllable)
        syllable = changes.get((char, syllable)) or next(own, syllable)
    return changes.get((char, syllable), syllable)


def _keeps_neutral(word: str, place: int) -> bool:
    """Whether the character at `place` is a particle or a suffix, or repeats the one before: 看看, 看一看."""
    char, before = word[place], word[place - 1 : place]
    return char in taiwan_neutral() or before == char or (before in _BETWEEN and word[place - 2 : place - 1] == char)


def _within(word: str, table: Container[str]) -> Iterator[tuple[int, int]]:
    """Where the longest entries of `table` stand with which `word` begins and ends: starts and ends.

    Not in between: 运行状况 is not made of 行状.
    """
    length = len(word)
    first = next((end for end in range(length, 1, -1) if word[:end] in table), 0)
    if first:
        yield 0, first
    if first < length:
        last = next((start for start in range(1, length - 1) if word[start:] in table), length)
        if last < length:
            yield last, length
