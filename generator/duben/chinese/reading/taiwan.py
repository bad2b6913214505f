"""Readings by the standard of Taiwan, where they differ from the mainland's (垃圾 lèsè, 和 hàn, 期 qí)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from duben.chinese.tables.files import taiwan_characters, taiwan_words

if TYPE_CHECKING:
    from duben.model.words import Reading


@lru_cache(maxsize=100_000)
def in_taiwan(word: str, reading: Reading | None) -> Reading | None:
    """`reading` of the Simplified `word`, as it is in Taiwan."""
    if reading is None:
        return None
    whole = taiwan_words().get(word)
    if whole:
        return whole
    changes = taiwan_characters()
    return tuple(changes.get((char, syllable or ""), syllable) for char, syllable in zip(word, reading, strict=True))
