"""Capitals for proper names, and none for the words that only look like them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.chinese.reading.read import read
from duben.chinese.reading.spelling import spell
from duben.chinese.words.proper_names import capitals
from duben.chinese.words.segment import segment
from duben.model.words import Standard
from tests.chinese.goldens import pairs


def spelled(text: str, standard: Standard = "cn") -> str:
    """The words of `text` as they are spelled, separated by spaces."""
    readings = read(segment(text), standard)
    return " ".join(spell([syllable for syllable in reading if syllable]) for reading in readings if reading)


@pytest.mark.parametrize(("text", "expected"), pairs("names").values(), ids=pairs("names"))
def test_names_are_spelled_with_capitals(text: str, expected: str) -> None:
    """Names, and nothing else, begin with a capital; a family name is apart from the given name."""
    assert spelled(text) == expected


@pytest.mark.parametrize(("text", "expected"), pairs("no-names").values(), ids=pairs("no-names"))
def test_common_words_have_none(text: str, expected: str) -> None:
    """A common word stays small, whatever the segmenter's dictionary tags it."""
    assert spelled(text) == expected


def test_taiwan_spells_its_readings_so_too() -> None:
    """A reading of Taiwan's own has its capital, a name whose neighbours decide it too."""
    assert spelled("法国和德国", "tw") == "Fǎguó hàn Déguó"
    assert spelled("任先生的微信", "tw") == "Rén xiānshēng de Wéixìn"


@given(st.text("中国北京大学马克思张伟王教授地区西安人的，A1", max_size=9))
def test_a_capital_stands_on_a_character(word: str) -> None:
    """Whatever the word, its capitals are places in it, in order, and a name begins with one."""
    places = capitals(word)
    assert [*places] == sorted({*places})
    assert all(re.match("[㐀-鿿]", word[place]) for place in places)
    assert not places or places[0] == 0
