"""Tells whether a name in a sentence is words of it, and not parts of others: 学生成绩 has no 生成.

The text around the name is cut by the frequencies of the segmenter's dictionary, with the name as one more word. A name
that this dictionary lacks is as frequent as it must be for its own characters to be one word.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

from duben.chinese.words.numerals import DIGITS
from duben.chinese.words.segmenter import frequency, tag
from duben.chinese.words.word_classes import belongs

_REACH = 10
"""How many characters on either side of a name are looked at."""
_PAIR = 2
_LONGEST = 5
"""Longest word that may lie across an edge of a name."""
_TOTAL = 60_000_000
"""Sum of all frequencies in the dictionary."""
_RARE = math.log(0.5 / _TOTAL)
_NAME = math.log(2 / _TOTAL)
_FULL_NAME = math.log(5_000 / _TOTAL)
"""A family name with a given name of two characters is hardly ever anything else."""
_MARGIN = 5.5
"""How much less likely a word across an edge may be, and still win, if the name leaves a single character that seldom
stands alone: 稍|微软, 大模型|号."""
_COMMON = 100
"""Only a word of such a frequency wins by that (not 词库, of 提示词|库)."""
_ALONE = frozenset(
    "的了着过得地是在有和与及也都就不没被把将从到对向为以其这那此该各每某我你他她它们说称能会要可来去让使给用由又再更很最太只才并而但或则所等"
    "之上下前后内外里中做作比跟同当靠叫如像凭替往至自于本多好人者吗呢吧啊嘛请看想问学教买卖讲谈写读听吃打开关找选出起回进住完掉成"
)
"""Characters that often stand alone: particles, prepositions, adverbs, pronouns, common verbs."""
_PROPER = ("nr", "ns")
_SUFFIXES = frozenset("省市县区州郡府镇乡村旗岛山峰河江湖海港城站路街桥人族语文话军队家们")
_BEHIND = frozenset("里上中下内外前后间时们的了着过")
"""Characters that stand behind any name; a word of two characters with one says nothing (朋友圈里 has no 圈里)."""
_OF = frozenset("语话")
"""As these, in a word of any length: 施拉姆语."""
_NUMERAL = frozenset(DIGITS + "几")
_NUMERAL_WEIGHT = -3.0


def keeps_to_words(folded: str, start: int, end: int) -> bool:
    """Whether the name from `start` to before `end` begins and ends where words of the folded text do.

    >>> keeps_to_words("工人工资", 1, 3), keeps_to_words("用人工种树", 1, 3)
    (False, True)
    """
    inner_start, inner_end = start, end
    while inner_start < end and not _is_han(folded[inner_start]):
        inner_start += 1
    while inner_end > inner_start and not _is_han(folded[inner_end - 1]):
        inner_end -= 1
    if inner_start == inner_end or not all(map(_is_han, folded[inner_start:inner_end])):
        return True
    before = _run(folded, inner_start, -1) if inner_start == start else inner_start
    after = _run(folded, inner_end, 1) if inner_end == end else inner_end
    if (before, after) == (inner_start, inner_end):
        return True
    return _are_words(folded[before:after], inner_start - before, inner_end - before)


def _is_han(char: str) -> bool:
    return "㐀" <= char <= "鿿" or char == "\u3007"


def _run(text: str, at: int, step: int) -> int:
    """Where the Han characters before or after `at` end, as far as they matter."""
    end = at
    while 0 <= (place := end - (step < 0)) < len(text) and abs(end - at) < _REACH and _is_han(text[place]):
        end += step
    return end


@lru_cache(maxsize=50_000)
def _are_words(run: str, start: int, end: int) -> bool:
    across = [(*word, edge) for edge in (start, end) for word in _across(run, edge, start, end)]
    if not across:
        return True
    before, after = _best(run), [*reversed(_best(run[::-1], reverse=True))]
    name = run[start:end]
    weight = max(_weight(name) if frequency(name) else _best(name)[-1], _FULL_NAME if _is_person(name) else _NAME)
    chosen = before[start] + weight + after[end]
    margins = {start: _margin(run, start - 1, -1), end: _margin(run, end, 1)}
    return all(
        chosen
        >= before[first]
        + _weight(run[first:last])
        + after[last]
        + (margins[edge] if frequency(run[first:last]) >= _COMMON else 0)
        for first, last, edge in across
    )


def _across(run: str, edge: int, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The words of the dictionary that lie across an edge of a name, and numerals.

    Compounds that contain the name have their edges where the words within them have theirs (逻辑推理).
    """
    for first in range(max(0, edge - _LONGEST + 1), edge):
        for last in range(edge + 1, min(len(run), first + _LONGEST) + 1):
            word = run[first:last]
            contains = first <= start and last >= end and _is_compound(word, run[first:start], run[end:last])
            behind = last - edge == 1 and edge == end and run[edge] in (_BEHIND if last - first == _PAIR else _OF)
            if _is_word(word) and not contains and not behind:
                yield first, last


def _is_person(name: str) -> bool:
    return len(name) > _PAIR and belongs(name, "name")


def _is_compound(word: str, *rest: str) -> bool:
    """Whether a word is a name with the words `rest` around it: 逻辑推理, 北京市; not 马来西亚."""
    return not tag(word).startswith(_PROPER) or all(
        not part or part in _SUFFIXES or (len(part) > 1 and frequency(part) > 0 and not tag(part).startswith(_PROPER))
        for part in rest
    )


def _margin(run: str, at: int, step: int) -> float:
    """How much likelier than others the name must be, by the character at `at`, which is beside it."""
    if not 0 <= at < len(run) or run[at] in _ALONE or run[at] in _NUMERAL or run[at] in _SUFFIXES:
        return 0.0
    first, last = sorted((at, at + step))
    return 0.0 if first >= 0 and last < len(run) and _is_word(run[first : last + 1]) else _MARGIN


def _is_word(text: str) -> bool:
    return frequency(text) > 0 or _NUMERAL.issuperset(text)


@lru_cache(maxsize=50_000)
def _weight(word: str) -> float:
    """The logarithm of how likely a word is."""
    if len(word) > 1 and _NUMERAL.issuperset(word):
        return _NUMERAL_WEIGHT
    known = frequency(word)
    return math.log(known / _TOTAL) if known else _RARE * len(word)


def _best(run: str, *, reverse: bool = False) -> list[float]:
    """The weight of the best way to cut the first so many characters of a run; of the last, if it is reversed."""
    best = [0.0]
    for end in range(1, len(run) + 1):
        starts = range(max(0, end - _LONGEST), end)
        pieces = ((start, run[start:end][:: -1 if reverse else 1]) for start in starts)
        best.append(max(best[at] + _weight(piece) for at, piece in pieces if end - at == 1 or _is_word(piece)))
    return best
