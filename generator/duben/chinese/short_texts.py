"""Short texts without context, such as a glossary's names: their forms, their reading, readings spelled by hand."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from duben.chinese.reading.read import read
from duben.chinese.reading.spelling import without_tones
from duben.chinese.script import fold, to_simplified, to_traditional
from duben.chinese.tables.reading_tables import character
from duben.chinese.words.segment import segment
from duben.model.words import Reading, Region

_SYLLABLE = re.compile(
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?[aeiouüê][aeiouü]*(?:ng|n|r)?|r|m|n|ng|hm|hng", re.IGNORECASE
)


@lru_cache(maxsize=20_000)
def is_han(char: str) -> bool:
    """Whether `char` is a Han character that has a reading."""
    return character(char) is not None


@lru_cache(maxsize=20_000)
def traditionalise(text: str, region: Region) -> str:
    """The Traditional form of the Simplified `text`."""
    return "".join(to_traditional(segment(text), region))


@lru_cache(maxsize=20_000)
def simplify(text: str, region: Region) -> str:
    """The Simplified form of the Traditional `text`."""
    folded = segment(fold(text))
    ends = [0]
    for word in folded:
        ends.append(ends[-1] + len(word))
    return "".join(to_simplified([text[a:b] for a, b in pairwise(ends)], region))


@lru_cache(maxsize=20_000)
def pronounce(text: str) -> Reading | None:
    """The reading of the Simplified `text`, parallel to its characters; `None` where it has no Han character."""
    found: list[str | None] = []
    words = segment(text)
    for word, reading in zip(words, read(words), strict=True):
        found += reading or [None] * len(word)
    return tuple(found) if any(found) else None


def syllables(spelled: str, text: str) -> Reading | None:
    """`spelled` ("Zhōu Hóng yī") laid on the Han characters of `text`.

    `None` where their numbers differ, or where it is no pinyin.
    """
    given = unicodedata.normalize("NFC", spelled).replace("’", " ").replace("'", " ").split()
    places = [is_han(char) for char in text]
    if len(given) != sum(places) or not all(map(_is_syllable, given)):
        return None
    left = iter(given)
    return tuple(next(left) if han else None for han in places)


def _is_syllable(written: str) -> bool:
    return bool(_SYLLABLE.fullmatch(without_tones(written)))
