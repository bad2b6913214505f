"""Tone marks."""

from __future__ import annotations

import pytest

from duben.chinese.reading.tones import tone, with_tone

CASES = [
    ("zhong", 1, "zhōng"),
    ("xiang", 2, "xiáng"),
    ("lü", 3, "lǚ"),
    ("gui", 4, "guì"),
    ("liu", 2, "liú"),
    ("gou", 3, "gǒu"),
    ("ng", 4, "ǹg"),
]


@pytest.mark.parametrize(("plain", "number", "marked"), CASES, ids=[case[2] for case in CASES])
def test_the_mark_stands_on_its_vowel(plain: str, number: int, marked: str) -> None:
    """A tone is set on the vowel that carries it, read back, and taken off again."""
    assert with_tone(plain, number) == marked
    assert tone(marked) == number
    assert with_tone(marked, 0) == plain
    assert tone(plain) == 0
