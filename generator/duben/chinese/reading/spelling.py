"""Spelling: syllables joined into words as GB/T 16159-2012 has it."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable

from duben.model.words import Reading

_VOWELS = frozenset("aāáǎàoōóǒòeēéěèAĀÁǍÀOŌÓǑÒEĒÉĚÈ")
_TONES = dict.fromkeys(map(ord, "\u0304\u0301\u030c\u0300"))


def spell(syllables: Iterable[str], hyphens: Container[int] = ()) -> str:
    """One written word: `["Xī", "ān"]` gives Xī'ān. `hyphens` are the places of syllables with one before them.

    A capital within begins a new word: Zhōu Hóng yī gives Zhōu Hóngyī.
    """
    word = ""
    for place, syllable in enumerate(syllables):
        if place in hyphens:
            word += "-"
        elif word and syllable[0].isupper():
            word += " "
        elif word and syllable[0] in _VOWELS:
            word += "'"
        word += syllable
    return word


def without_tones(spelled: str) -> str:
    """`spelled` with its tone marks taken off: lǜ gives lü."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", spelled).translate(_TONES))


def sort_key(text: str, reading: Reading | None) -> str:
    """What a dictionary orders `text` by: its syllables without tones, other characters as they are."""
    if reading is None:
        return text.lower()
    return "".join(
        char if syllable is None else without_tones(syllable) for char, syllable in zip(text, reading, strict=True)
    ).lower()
