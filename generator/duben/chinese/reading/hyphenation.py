"""Hyphens within a word, and spaces within a term, by GB/T 16159-2012.

dì-yī, sān-sì tiān, Zhōng-Měi, fēngpíng-làngjìng; zìdòng jiàshǐ.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from duben.chinese.reading.spelling import spell
from duben.chinese.words.parts import parts
from duben.chinese.words.proper_names import capitals, may_be_state
from duben.chinese.words.segment import segment
from duben.chinese.words.segmenter import is_listed, tag

_NONE: tuple[int, ...] = ()
_NUMBERED = re.compile("第[一二三四五六七八九十百千万亿零\u3007两几]+")
_ABOUT = re.compile("(?:一两|两三|二三|三四|三五|四五|五六|六七|七八|八九)[十百千万亿]*")
"""Numbers that are one or the other."""
_IDIOM = 4
_LARGE = "大"
"""The one character that terms begin with as a word of its own: 大|语言|模型."""
_OTHER = "另"
"""另一回事 and the like are tagged as idioms."""
_WHOLE_SECOND = frozenset("而之以于若如乎其不莫")
_WHOLE_THIRD = frozenset("而之乎于")
"""The second or third character of idioms that do not fall in two."""


@lru_cache(maxsize=100_000)
def hyphens(word: str) -> tuple[int, ...]:
    """After how many characters of the Simplified `word` its spelling has a hyphen.

    An idiom has one in its middle, unless its halves are no words: 总而言之, 目不识丁, 清清楚楚.
    """
    if len(word) == _IDIOM:
        return (_IDIOM // 2,) if _falls_in_two(word) else _NONE
    if _NUMBERED.fullmatch(word) or _ABOUT.fullmatch(word):
        return (1,)
    beside = tuple(range(len(word)))
    are_states = 1 < len(word) < _IDIOM and all(map(may_be_state, word)) and capitals(word) == beside
    return beside[1:] if are_states else _NONE


def _falls_in_two(word: str) -> bool:
    is_idiom = tag(word).startswith("i") and len(parts(word)) == 1 and word[0] != _OTHER
    if not is_idiom or word[1] in _WHOLE_SECOND or word[2] in _WHOLE_THIRD:
        return False
    return not (word[0] == word[1] and word[2] == word[3])


@lru_cache(maxsize=20_000)
def spell_term(term: str, syllables: tuple[str, ...]) -> str:
    """The reading of a term in Simplified, which is one name but may be several words: tōngyòng réngōng zhìnéng."""
    words = [part for word in segment(term) for part in parts(word)]
    is_common = "".join(syllables).islower() or ("".join(syllables[1:]).islower() and all(map(is_listed, words)))
    is_cut = len(words[0]) > 1 or words[0] == _LARGE
    if not (is_cut and is_common) or len(term) < _IDIOM or any(len(word) == 1 for word in words[1:]):
        return spell(syllables, hyphens(term))
    left = iter(syllables)
    return " ".join(spell(islice(left, len(word)), hyphens(word)) for word in words)
