"""Verbs that are doubled: the second has no tone (看看 kànkan, 帮帮忙 bāngbang máng, 我找找 zhǎozhao).

By 现代汉语词典, only of what is tried for a moment. 缓缓 and 死死 tell how, 念念 is not to forget: they are in no list.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from duben.chinese.reading.tones import NEUTRAL, with_tone
from duben.chinese.words.word_classes import belongs

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAIR = 2
_LONGEST = 3


@lru_cache(maxsize=100_000)
def may_be_doubled(word: str) -> bool:
    """Whether a word is a doubled verb, begins with one (看看书), or may be half of one."""
    if len(word) > _LONGEST or not belongs(word[0], "tried"):
        return False
    return len(word) == 1 or word[0] == word[1] != word[-1] or (len(word) == _PAIR and word[0] == word[1])


def is_half(word: str) -> bool:
    """Whether a word is a doubled verb only after itself."""
    return len(word) == 1


def weak_syllable(words: Sequence[str], index: int, syllables: Sequence[str | None]) -> tuple[int, str] | None:
    """Which syllable of the word at `index`, for which that may be, has no tone, and how it is then."""
    word, first = words[index], syllables[0]
    if first is None or (len(word) == 1 and not _repeats(words, index)):
        return None
    return int(len(word) > 1), with_tone(first, NEUTRAL)


def _repeats(words: Sequence[str], index: int) -> bool:
    """Whether the word at `index` is there twice, and no more."""
    first, last = index, index
    while first and words[first - 1] == words[index]:
        first -= 1
    while last + 1 < len(words) and words[last + 1] == words[index]:
        last += 1
    return last == index == first + 1
