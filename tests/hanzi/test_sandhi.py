"""Tone sandhi by words."""

from __future__ import annotations

import pytest

from generator.hanzi.reading import read
from generator.hanzi.sandhi import sandhi

CASES = {
    "bù before a fourth tone": ("不/错", "bú cuò"),
    "bù before another tone": ("不/好", "bù hǎo"),
    "bù between two halves": ("好不好", "hǎo bu hǎo"),
    "yī before a fourth tone": ("一/定", "yí dìng"),
    "yī before another tone": ("一起", "yì qǐ"),
    "yī before a measure word": ("一/个/人", "yí gè rén"),
    "yī that orders": ("第一/次", "dì yī cì"),
    "yī in a number": ("二十一/天", "èr shí yī tiān"),
    "yī ending a word": ("统一/了", "tǒng yī le"),
    "yī of a month": ("一月", "yī yuè"),
    "yī between a doubled verb": ("看一看", "kàn yi kàn"),
    "two thirds": ("你好", "ní hǎo"),
    "pair of short words": ("老师/很/好", "lǎo shī hén hǎo"),
    "pronoun before a pair": ("我/很/好", "wǒ hén hǎo"),
    "two and one": ("展览馆", "zhán lán guǎn"),
    "one and two": ("纸老虎", "zhǐ láo hǔ"),
    "a pause stops it": ("很/，/好", "hěn hǎo"),
}


@pytest.mark.parametrize(("words", "expected"), CASES.values(), ids=CASES)
def test_tones_change_by_word(words: str, expected: str) -> None:
    """Tones change as they are spoken, grouped by words and stopped by punctuation."""
    parts = words.split("/")
    sounds = sandhi(parts, read(parts))
    assert " ".join(syllable for sound in sounds if sound for syllable in sound if syllable) == expected


def test_what_has_no_reading_stays_so() -> None:
    """Latin and punctuation go through."""
    assert sandhi(["AI", "，", "好"], [None, None, ("hǎo",)]) == [None, None, ("hǎo",)]
