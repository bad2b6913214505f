"""Zhuyin."""

from __future__ import annotations

import pytest

from duben.chinese.reading.zhuyin import zhuyin

CASES = {
    "zhōng": "ㄓㄨㄥ",
    "Ōu": "ㄡ",
    "Lǚ": "ㄌㄩˇ",
    "lǜ": "ㄌㄩˋ",
    "de": "˙ㄉㄜ",
    "r": "ㄦ",
    "ér": "ㄦˊ",
    "yuán": "ㄩㄢˊ",
    "ǹg": "ㄫˋ",
}


@pytest.mark.parametrize(("syllable", "expected"), CASES.items(), ids=CASES)
def test_syllables_are_written_in_zhuyin(syllable: str, expected: str) -> None:
    """Every kind of syllable has its signs; the first tone has no mark, the neutral one a dot in front."""
    assert zhuyin(syllable) == expected
