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


PERSONS = {
    "a family name and two characters": ("编剧鲍小雪正在赶稿。", "biānjù Bào Xiǎoxuě zhèng"),
    "cut badly": ("工程师彭子明画了图。", "Péng Zǐmíng huà le"),
    "two characters of family": ("记者闾丘明月来了。", "jìzhě Lǘqiū Míngyuè lái"),
    "a prefix before what he is": ("副局长俞建平发言。", "fùjúzhǎng Yú Jiànpíng fā"),
    "a famous name": ("市长李强出席。", "shìzhǎng Lǐ Qiáng chūxí"),
    "by his place among brothers": ("快叫王五发份通知。", "jiào Wáng Wǔ fā"),
    "no name but a verb": ("老师常说这句话。", "lǎoshī chángshuō"),
    "no name but an adjective": ("医生高兴极了。", "yīshēng gāoxìng"),
    "no name but a common word": ("专家马上到。", "zhuānjiā mǎshàng dào"),
    "a measure word": ("一张三人床", "yīzhāng sānrénchuáng"),
}


@pytest.mark.parametrize(("text", "expected"), PERSONS.values(), ids=PERSONS)
def test_a_name_after_what_somebody_is(text: str, expected: str) -> None:
    """A name after a profession is one word with two capitals; what only begins with such a character is none."""
    assert expected in spelled(text)
