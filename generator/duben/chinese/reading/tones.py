"""The tone of a pinyin syllable: reads its mark, and sets another."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NEUTRAL, FIRST, SECOND, THIRD, FOURTH = range(5)
_MARKS = ("", "\u0304", "\u0301", "\u030c", "\u0300")
_ANY_MARK = re.compile(f"[{''.join(_MARKS)}]")


@lru_cache(maxsize=4096)
def tone(syllable: str) -> int:
    """1 to 4 for a syllable with a mark, 0 for a neutral one."""
    found = _ANY_MARK.search(unicodedata.normalize("NFD", syllable))
    return _MARKS.index(found[0]) if found else NEUTRAL


@lru_cache(maxsize=4096)
def with_tone(syllable: str, number: int) -> str:
    """`syllable` with the mark of tone `number`: on a or e, else on the o of ou, else on the last vowel."""
    plain = unicodedata.normalize("NFC", _ANY_MARK.sub("", unicodedata.normalize("NFD", syllable)))
    vowel = re.search("(?i)[ae]|o(?=u)", plain) or re.search("(?i)[ioumnü](?!.*[iouü])", plain)
    if vowel is None or number == NEUTRAL:
        return plain
    return unicodedata.normalize("NFC", plain[: vowel.end()] + _MARKS[number] + plain[vowel.end() :])
