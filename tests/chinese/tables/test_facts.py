"""Every line of the tables has an effect, is told once, and contradicts no other."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import pytest

from duben.chinese.reading.model import polyphone
from duben.chinese.reading.read import read
from duben.chinese.reading.taiwan import in_taiwan
from duben.chinese.reading.tones import NEUTRAL, tone, with_tone
from duben.chinese.tables import files as tables
from duben.chinese.tables.reading_tables import given_alone, look_up, phrases, pypinyin_phrase, readings
from duben.chinese.words.segmenter import is_taught

Table = Literal["families", "neutral_tones"]
KEYS = {
    "modern_readings": 2,
    "corrections": 1,
    "families": 2,
    "neutral_tones": 2,
    "taiwan_words": 1,
    "taiwan_characters": 2,
    "taiwan_neutral": 1,
    "surnames": 1,
    "titles": 1,
    "proper_names": 1,
    "common_words": 1,
    "ordinals": 1,
    "benefits": 1,
    "measures": 1,
}
"""Every table, with the number of columns that say what a line is about."""
TABLES: dict[Table, tables.Families] = {"families": tables.families(), "neutral_tones": tables.neutral_tones()}


def test_every_table_is_checked() -> None:
    """A new table has a line here."""
    assert {file.name for file in tables.WRITTEN.iterdir() if file.name.endswith(".tsv")} == {
        f"{name}.tsv" for name in KEYS
    }


@pytest.mark.parametrize("name", KEYS)
def test_no_line_is_told_twice(name: str) -> None:
    """A table has one line about one thing."""
    times = Counter(tuple(fields[: KEYS[name]]) for fields in tables.rows(tables.lines(name)))
    assert [key for key, number in times.items() if number > 1] == []


@pytest.mark.parametrize("name", ["surnames", "titles"])
def test_every_line_of_flags_has_one(name: str) -> None:
    """A line with nothing but empty columns says nothing."""
    assert [fields for fields in tables.rows(tables.lines(name)) if {*fields[1:]} == {tables.EMPTY}] == []


def test_no_two_tables_speak_of_one_syllable() -> None:
    """A correction gives the whole word, a family or a neutral tone another character of it."""
    ours, families, toneless = tables.corrections(), tables.families(), tables.neutral_tones()
    assert [word for word in ours if word in families or word in toneless] == []
    both = [(word, char) for word in families.keys() & toneless for char in families[word].keys() & toneless[word]]
    assert [(word, char) for word, char in both if word.count(char) == 1] == []


def test_no_name_is_a_common_word() -> None:
    """A word is in one of the two tables."""
    names = [name.replace("·", "") for name in tables.proper_names()]
    assert sorted({*names} & tables.common_words()) == []
    assert len(names) == len({*names})


def test_every_correction_has_an_effect() -> None:
    """Without it the word would be read otherwise, be cut, or be left to the model."""
    assert [
        word
        for word, reading in tables.corrections().items()
        if pypinyin_phrase(word) == reading and not is_taught(word) and not any(map(polyphone, word))
    ] == []


def test_every_syllable_has_an_effect() -> None:
    """No line of families or neutral tones could be deleted without a difference (see `_effect`)."""
    facts = [(name, word, char) for name, table in TABLES.items() for word, known in table.items() for char in known]
    assert [fact for fact in facts if not _effect(*fact)] == []


def _effect(table: Table, word: str, char: str) -> str:
    """What would be different without a line; empty if nothing would be.

    `reading`: the word is read otherwise. `phrase`: no other table has the word as a phrase, so it might be cut.
    `final`: the model would be asked. `trust`: the model is asked about a character of the word, and trusts the reading
    of a phrase more if it is ours. `surname`: the word begins as a family name, and the line says that it is none.
    """
    families, toneless = dict(tables.families().get(word, {})), dict(tables.neutral_tones().get(word, {}))
    rest = families if table == "families" else toneless
    del rest[char]
    found = pypinyin_phrase(word)
    if found is None:
        return "phrase"
    syllables = [families.get(each, syllable) for each, syllable in zip(word, found, strict=True)]
    for each, syllable in toneless.items():
        syllables[word.rindex(each)] = syllable
    if tuple(syllables) != look_up(word)[0]:
        return "reading"
    if table == "neutral_tones" and polyphone(char):
        return "final"
    if not rest and any(map(polyphone, word)):
        return "trust"
    return "surname" if table == "families" and char == word[0] in tables.surname_readings() else ""


def test_every_reading_of_today_has_an_effect() -> None:
    """Without it the character by itself would be read as pypinyin has it."""
    assert [char for char, given in tables.modern_readings() if given_alone(char) != given] == []


def test_every_surname_s_reading_has_an_effect() -> None:
    """Without it the name, or a phrase that begins with it, would be read otherwise, or the model would be asked."""
    for name, reading in tables.surname_readings().items():
        others = {look_up(word)[0][: len(name)] for word in phrases() if word.startswith(name)}
        assert {look_up(name)[0], *others} != {reading} or any(map(polyphone, name)), name


def test_every_word_of_taiwan_has_an_effect() -> None:
    """Without it, its characters by themselves, or a shorter entry within it, would give another reading."""
    words, neutral = tables.taiwan_words(), tables.taiwan_neutral()
    assert [
        word
        for word, reading in words.items()
        if not any(part in word for part in {*words, *neutral} if 1 < len(part) < len(word))
        and all(said in {tables.EMPTY, alone} for said, alone in zip(reading, _by_characters(word), strict=True))
    ] == []


def _by_characters(word: str) -> list[str | None]:
    """A word in Taiwan as its characters say by themselves; one that is doubled may have no tone."""
    if len(word) == 1:
        return [*look_up(word)[0]]
    here = read([word])[0] or ()
    return [
        syllable
        if char == before and syllable and tone(syllable) == NEUTRAL
        else (in_taiwan(char, (syllable,)) or "")[0]
        for before, char, syllable in zip(f" {word}", word, here, strict=False)
    ]


def test_every_character_of_taiwan_has_an_effect() -> None:
    """The mainland has the syllable that it changes, or one of its tones has none in a word."""
    changes = tables.taiwan_characters()
    assert [
        (char, here)
        for (char, here), there in changes.items()
        if here == there or here not in {*readings(char), *(with_tone(each, NEUTRAL) for each in readings(char))}
    ] == []


def test_every_neutral_word_of_taiwan_has_an_effect() -> None:
    """One of its syllables has no tone, and its character does not say so by itself."""
    neutral = tables.taiwan_neutral()
    assert [
        word
        for word in neutral
        if len(word) > 1
        and all(tone(syllable or "") or char in neutral for char, syllable in zip(word, look_up(word)[0], strict=True))
    ] == []
