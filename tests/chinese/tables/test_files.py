"""The tables of readings."""

from __future__ import annotations

import re

import pytest

from duben.chinese.tables import files as tables

_SYLLABLE = re.compile(r"[a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹ]{1,6}")


@pytest.mark.parametrize("name", ["corrections", "surnames", "taiwan_words"])
def test_whole_words_have_one_syllable_for_each_character(name: str) -> None:
    """Every word of a table is parallel to its syllables, and these are pinyin."""
    for word, syllables in getattr(tables, name)().items():
        assert len(word) == len(syllables), word
        assert all(map(_SYLLABLE.fullmatch, syllables)), word


@pytest.mark.parametrize("name", ["polyphones", "neutral"])
def test_families_name_characters_of_their_words(name: str) -> None:
    """Every word of a family has the character whose reading it gives."""
    for word, known in getattr(tables, name)().items():
        assert len(word) > 1, word
        assert set(known) <= set(word), word
        assert all(map(_SYLLABLE.fullmatch, known.values())), word


def test_a_line_with_too_few_syllables_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong line stops the reading of the table, and the message says where it is."""
    monkeypatch.setattr(tables, "_lines", lambda _: iter([("x.txt:7", ["微调", "wēi"])]))
    with pytest.raises(ValueError, match=r"x\.txt:7: 微调 has 2 characters and 1 syllables"):
        tables.read_words("x.txt")


def test_a_word_listed_twice_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word with two readings of one character is refused."""
    monkeypatch.setattr(
        tables, "_lines", lambda _: iter([("x.txt:1", ["长", "zhǎng", "局长"]), ("x.txt:2", ["长", "cháng", "局长"])])
    )
    with pytest.raises(ValueError, match=r"x\.txt:2"):
        tables.read_families("x.txt")
