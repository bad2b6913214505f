"""Hyphens within a word, and spaces within a term, by GB/T 16159-2012.

dì-yī, sān-sì tiān, Zhōng-Měi, fēngpíng-làngjìng; zìdòng jiàshǐ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby, islice

from duben.chinese.reading.spelling import spell
from duben.chinese.words.parts import parts
from duben.chinese.words.proper_names import capitals, may_be_state
from duben.chinese.words.segment import segment
from duben.chinese.words.segmenter import is_listed, tag
from duben.model.words import Reading

_NONE: tuple[int, ...] = ()
_NUMBERED = re.compile("第[一二三四五六七八九十百千万亿零\u3007两几]+")
_ABOUT = re.compile("(?:一两|两三|二三|三四|三五|四五|五六|六七|七八|八九)[十百千万亿]*")
"""Numbers that are one or the other."""
_IDIOM = 4
_LARGE = "大"
"""The one character that terms begin with as a word of its own: 大|语言|模型."""
_APART = frozenset("cdfprvy")
"""Tags of single characters that are words: conjunction, adverb, place, preposition, pronoun, verb, final particle."""
_LATIN = re.compile(r"[^\W_](?:[^\W_]|[-.+&'/](?=[^\W_])|[.+])*|^-$")
"""Numerals, Latin letters, and what is written within them: GPT-3, 4.5, C++, M."""
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
def spell_name(name: str, reading: Reading) -> str:
    """The reading of an entry's whole name in Simplified, with its numerals and Latin letters: 360 Jítuán, GPT-3 shíkè."""
    spelled = []
    for is_read, run in groupby(zip(name, reading, strict=True), key=lambda pair: pair[1] is not None):
        pairs = tuple(run)
        text = "".join(char for char, _ in pairs)
        if is_read:
            spelled.append(spell_term(text, tuple(syllable for _, syllable in pairs if syllable)))
        else:
            spelled += _LATIN.findall(text)
    return " ".join(spelled).replace(" - ", "-")


@lru_cache(maxsize=20_000)
def spell_term(term: str, syllables: tuple[str, ...]) -> str:
    """The reading of a term in Simplified, which is one name but may be several words: tōngyòng réngōng zhìnéng."""
    words = [part for word in segment(term) for part in parts(word)]
    spelled = "".join(syllables)
    if spelled.islower():
        words = [half for word in words for half in _halves(word)]
    begins_a_name = len(words[0]) > 1 and "".join(syllables[1:]).islower()
    is_common = spelled.islower() or (begins_a_name and (all(map(is_listed, words)) or _is_compound(words)))
    if not is_common or len(term) < _IDIOM:
        return spell(syllables, hyphens(term))
    left = iter(syllables)
    return " ".join(spell(islice(left, len(word)), hyphens(word)) for word in _with_affixes(words))


def _halves(word: str) -> tuple[str, ...]:
    """The two words of a phrase that `parts` leaves whole: shénjīng wǎngluò."""
    two = word[: _IDIOM // 2], word[_IDIOM // 2 :]
    is_phrase = len(word) == _IDIOM and not tag(word).startswith(("i", "l")) and all(map(is_listed, two))
    return two if is_phrase else (word,)


def _is_compound(words: Sequence[str]) -> bool:
    """Whether a name that no list has is followed by common words: Wēixìn péngyouquān, but not Dílìrèbā."""
    return all(map(is_listed, words[1:])) and len("".join(words[1:])) >= len("朋友圈")


def _with_affixes(words: Sequence[str]) -> list[str]:
    """`words` with single characters joined to what they belong to: `公众|号` to one word, `文|生` to one.

    Particles, prepositions, adverbs, pronouns and verbs are words by themselves (GB/T 16159, 6.1).
    """
    joined: list[str] = []
    apart = True
    for is_affix, run in groupby(words, key=_is_affix):
        group = list(run)
        if not is_affix:
            joined += group
            apart = _is_apart(group[-1])
        elif len(group) > 1 or apart:
            joined.append("".join(group))
        else:
            joined[-1] += group[0]
    if len(joined) > 1 and _is_affix(joined[0]) and joined[0] != _LARGE and not _is_apart(joined[1]):
        joined[:2] = ["".join(joined[:2])]
    return joined


def _is_apart(word: str) -> bool:
    return len(word) == 1 and (tag(word) in _APART or tag(word).startswith("u"))


def _is_affix(word: str) -> bool:
    return len(word) == 1 and not _is_apart(word)
