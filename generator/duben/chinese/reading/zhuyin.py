"""Writes pinyin syllables in zhuyin (bopomofo), as Taiwan's readers know them."""

from __future__ import annotations

from functools import lru_cache

from pypinyin.style.bopomofo import BopomofoConverter

_NEUTRAL = "˙"
_BARE = {
    "r": "ㄦ",
    "ng": "ㄫ",
    "ǹg": "ㄫˋ",
    "ńg": "ㄫˊ",
    "ňg": "ㄫˇ",
    "n": "ㄋ",
    "ǹ": "ㄋˋ",
    "ń": "ㄋˊ",
    "ň": "ㄋˇ",
    "m": "ㄇ",
    "ḿ": "ㄇˊ",
}
"""Syllables without a vowel, and the r of erhua."""


@lru_cache(maxsize=4096)
def zhuyin(syllable: str) -> str:
    """`zhōng` → `ㄓㄨㄥ`; the dot of a neutral tone stands first, as in schoolbooks."""
    syllable = syllable.lower()
    bare = _BARE.get(syllable)
    if bare:
        return bare
    written: str = BopomofoConverter().to_bopomofo(syllable)
    return _NEUTRAL + written.removesuffix(_NEUTRAL) if written.endswith(_NEUTRAL) else written
