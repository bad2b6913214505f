"""The tables of readings."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from duben.chinese.tables import files as tables

_SYLLABLE = re.compile(r"[a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹ]{1,6}")


@pytest.mark.parametrize("name", ["corrections", "surname_readings", "taiwan_words"])
def test_whole_words_have_one_syllable_for_each_character(name: str) -> None:
    """Every word of a table is parallel to its syllables, and these are pinyin."""
    for word, syllables in getattr(tables, name)().items():
        assert len(word) == len(syllables), word
        assert all(_SYLLABLE.fullmatch(each) for each in syllables if each != tables.EMPTY), word


@pytest.mark.parametrize("name", ["families", "neutral_tones"])
def test_families_name_characters_of_their_words(name: str) -> None:
    """Every word of a family has the character whose reading it gives."""
    for word, known in getattr(tables, name)().items():
        assert len(word) > 1, word
        assert set(known) <= set(word), word
        assert all(map(_SYLLABLE.fullmatch, known.values())), word


WRONG: dict[str, tuple[Callable[[list[str]], object], str, str]] = {
    "too few syllables": (tables.read_words, "微调\twēi\t-", "微调 has 2 characters and 1 syllables"),
    "too few columns": (tables.read_words, "微调\twēi tiáo", "has 2 columns, not 3"),
    "another character": (tables.read_families, "局长\t行\tháng\t-", "局长 has no 行"),
    "a word twice": (tables.read_families, "局长\t长\tzhǎng\t-\n局长\t长\tcháng\t-", "or has its reading already"),
}


@pytest.mark.parametrize(("read", "table", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_line_is_shown(read: Callable[[list[str]], object], table: str, message: str) -> None:
    """It stops the reading of the table, and the message names the word."""
    head = "word\treading\treason" if read is tables.read_words else "word\tcharacter\treading\treason"
    with pytest.raises(ValueError, match=message):
        read([head, *table.split("\n")])
