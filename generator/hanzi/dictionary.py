"""The dictionary reading of a word by itself: our corrections, then pypinyin's phrases, then its single characters.

A word that no table has is cut into the longest phrases that have a reading, from the left.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from generator.hanzi.tables import corrections

if TYPE_CHECKING:
    from generator.model import Reading

_CITATION = {"一": "yī", "不": "bù"}
"""pypinyin writes these two as they sound (yí gè, bú shì); a dictionary, and we, write the citation tone."""
_LONGEST = 10


def is_han(char: str) -> bool:
    """Whether `char` is a Han character that has a reading."""
    return ord(char) in PINYIN_DICT


def _citation(char: str, syllable: str) -> str:
    return _CITATION[char] if char in _CITATION and syllable in {"yí", "yì", "bú"} else syllable


def phrase(word: str) -> tuple[str, ...] | None:
    """The syllables of `word` if a table has it as a whole."""
    if word in corrections():
        return corrections()[word]
    if word in PHRASES_DICT and len(word) > 1:
        return tuple(_citation(char, alternatives[0]) for char, alternatives in zip(word, PHRASES_DICT[word], strict=True))
    return None


def _pieces(word: str) -> list[str | None]:
    """The syllables of a word that may have to be cut into phrases."""
    syllables: list[str | None] = []
    start = 0
    while start < len(word):
        for end in range(min(len(word), start + _LONGEST), start + 1, -1):
            found = phrase(word[start:end])
            if found:
                syllables += found
                start = end
                break
        else:
            syllables.append(character(word[start]))
            start += 1
    return syllables


def character(char: str) -> str | None:
    """The commonest reading of one character; `None` if it is not Han."""
    own = corrections().get(char)
    if own:
        return own[0]
    readings = PINYIN_DICT.get(ord(char))
    return readings.split(",", 1)[0] if readings else None


@lru_cache(maxsize=200_000)
def look_up(word: str) -> Reading | None:
    """The reading of `word` without its context: one syllable for each Han character, `None` without any."""
    syllables = _pieces(word)
    return tuple(syllables) if any(syllables) else None
