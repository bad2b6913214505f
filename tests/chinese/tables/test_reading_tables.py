"""The dictionary reading of a word by itself."""

from __future__ import annotations

import pytest

from duben.chinese.tables.reading_tables import character, is_final, look_up, said

CASES = {
    "our correction": ("微调", ("wēi", "tiáo")),
    "our word family": ("秘书长", ("mì", "shū", "zhǎng")),
    "neutral at the end": ("朋友", ("péng", "you")),
    "doubled": ("妈妈", ("mā", "ma")),
    "erhua": ("这儿", ("zhè", "r")),
    "citation tone of 不": ("不是", ("bù", "shì")),
    "citation tone of 一": ("一定", ("yī", "dìng")),
    "pieces of a long word": ("银行信用卡", ("yín", "háng", "xìn", "yòng", "kǎ")),
    "Latin inside": ("卡拉OK", ("kǎ", "lā", None, None)),
    "no Han at all": ("GPT", (None, None, None)),
}


@pytest.mark.parametrize(("word", "expected"), CASES.values(), ids=CASES)
def test_a_word_is_looked_up(word: str, expected: tuple[str | None, ...]) -> None:
    """A word has the reading of the best table that knows it, one syllable for each Han character."""
    assert look_up(word)[0] == expected


def test_what_is_not_han_has_no_reading() -> None:
    """A Latin letter has none, a Han character its commonest."""
    assert character("A") is None
    assert character("中") == "zhōng"


def test_our_tables_are_marked() -> None:
    """A phrase of ours says so, one of pypinyin's does not, what is no phrase is unknown."""
    assert said("秘书长") == (("mì", "shū", "zhǎng"), "!")
    assert said("一丁不识") == (("yī", "dīng", "bù", "shí"), "")
    assert said("猫的") is None


def test_neutral_syllables_and_corrections_are_final() -> None:
    """What a correction or the list of neutral tones says, no context changes."""
    assert is_final("微调", 1)
    assert is_final("朋友", 1)
    assert not is_final("朋友", 0)
    assert not is_final("秘书长", 2)
