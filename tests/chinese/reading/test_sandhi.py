"""Tone sandhi by words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.chinese.reading.read import read
from duben.chinese.reading.sandhi import _AHEAD, _sounds, sandhi
from duben.chinese.tables.files import ordinals

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


WORDS = (
    "一",
    "不",
    "第一",
    "看",
    "好",
    "我",
    "很",
    "想",
    "月",
    "等",
    "奖",
    "年级",
    "展览馆",
    "统一",
    "老虎",
    "十",
    "三",
    "了",
    "个",
)


@pytest.mark.parametrize(("words", "expected"), CASES.values(), ids=CASES)
def test_tones_change_by_word(words: str, expected: str) -> None:
    """Tones change as they are spoken, grouped by words and stopped by punctuation."""
    parts = words.split("/")
    readings = read(parts)
    sounds = sandhi(parts, readings)
    heard = (sounds.get(index, reading) for index, reading in enumerate(readings))
    assert " ".join(syllable for sound in heard if sound for syllable in sound if syllable) == expected


def test_what_has_no_reading_stays_so() -> None:
    """Latin and punctuation do not sound, nor does a word change that nothing changes."""
    assert sandhi(["AI", "，", "好"], [None, None, ("hǎo",)]) == {}


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_a_stretch_is_worked_out_as_the_whole_text_would_be(words: list[str]) -> None:
    """Only stretches of words are worked out; what they say is what all the words together say."""
    readings = [reading for reading in read(words) if reading]
    whole = enumerate(_sounds(tuple(words), tuple(readings)))
    assert sandhi(words, readings) == {at: sound for at, sound in whole if sound != readings[at]}


def test_no_ordering_word_reaches_further_than_is_looked() -> None:
    """What follows 一 in a word that orders is at most as many words as are looked at."""
    assert max(map(len, ordinals())) <= 1 + _AHEAD
