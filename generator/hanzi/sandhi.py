"""Tone sandhi: how citation tones sound next to each other, word by word.

一 and 不 rise before a fourth tone; 一 falls before the others, but keeps its tone where it counts or orders (第一,
十一, 一月) or ends its word (统一). A third tone before a third rises, first inside a word by its parts ((展览)馆
zhánlánguǎn, 纸(老虎) zhǐláohǔ), then inside a pair of short words (很好 hénhǎo), then between neighbours. Punctuation
stops it all.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from generator.hanzi.dictionary import phrase
from generator.hanzi.segment import word_class
from generator.hanzi.tables import orders
from generator.hanzi.tones import FOURTH, NEUTRAL, SECOND, THIRD, tone, with_tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model import Reading

_NUMERALS = frozenset("\u3007零一二三四五六七八九十百千万亿两0123456789")
_FALLEN = frozenset("个")
"""Neutral here, but fourth by origin, so 一 rises before it."""
_PRONOUNS = frozenset("我你您他她它")
_PAIR = 2


def sandhi(words: Sequence[str], readings: Sequence[Reading | None]) -> list[Reading | None]:
    """`readings` of the Simplified `words` of one text, in order, as they sound; what is `None` stays so."""
    sounds: list[Reading | None] = []
    runs = groupby(zip(words, readings, strict=True), key=lambda pair: _spoken(pair[1]))
    for spoken, run in runs:
        pairs = list(run)
        if spoken:
            sounds += _run([word for word, _ in pairs], [list(reading or ()) for _, reading in pairs])
        else:
            sounds += [reading for _, reading in pairs]
    return sounds


def _spoken(reading: Reading | None) -> bool:
    return reading is not None and None not in reading


def _run(words: list[str], readings: list[list[str | None]]) -> list[Reading | None]:
    """The sounds of words without a pause between them."""
    chars = "".join(words)
    syllables = [syllable or "" for reading in readings for syllable in reading]
    ends = {sum(map(len, words[: index + 1])) for index in range(len(words))}
    for at, char in enumerate(chars):
        if char == "一" and syllables[at] == "yī":
            syllables[at] = _one(chars, syllables, at, ends)
        elif char == "不" and syllables[at] == "bù":
            syllables[at] = _not(chars, syllables, at)
    _third_tones(words, syllables)
    lengths = iter(syllables)
    return [tuple(next(lengths) for _ in word) for word in words]


def _one(chars: str, syllables: list[str], at: int, ends: set[int]) -> str:
    """一 as it sounds."""
    before, after = chars[at - 1 : at] if at else "", chars[at + 1 : at + 2]
    if not after or before == "第" or {before, after} & _NUMERALS:
        return "yī"
    if at + 1 in ends and at not in ends and at:
        return "yī"
    if any(chars.startswith(word, at) for word in orders()):
        return "yī"
    if before == after:
        return "yi"
    return "yí" if after in _FALLEN or tone(syllables[at + 1]) == FOURTH else "yì"


def _not(chars: str, syllables: list[str], at: int) -> str:
    """不 as it sounds."""
    after = chars[at + 1 : at + 2]
    if after and chars[at - 1 : at] == after:
        return "bu"
    return "bú" if after and tone(syllables[at + 1]) == FOURTH else "bù"


def _third_tones(words: Sequence[str], syllables: list[str]) -> None:
    """Lets third tones rise, from the smallest groups outwards."""
    start = 0
    borders = []
    for group in _groups(words):
        for word, place in group:
            _inside(word, start + place, syllables)
        for _, place in group[1:]:
            _rise(syllables, start + place - 1)
        start += sum(len(word) for word, _ in group)
        borders.append(start)
    for border in reversed(borders[:-1]):
        _rise(syllables, border - 1)


def _groups(words: Sequence[str]) -> list[list[tuple[str, int]]]:
    """Words that are spoken together, each with its place in the group: long ones alone, short ones in pairs."""
    groups: list[list[tuple[str, int]]] = []
    for index, word in enumerate(words):
        pair = groups[-1] if groups else None
        if len(word) == 1 and pair and len(pair) < _PAIR and len(pair[0][0]) == 1 and not _waits(words, index):
            pair.append((word, 1))
        else:
            groups.append([(word, 0)])
    return groups


def _waits(words: Sequence[str], index: int) -> bool:
    """Whether the word belongs with the next, rather than with the pronoun before it: 我 | 很 好."""
    following = words[index + 1] if index + 1 < len(words) else ""
    return words[index - 1] in _PRONOUNS and len(following) == 1 and word_class(words[index]) in {"d", "zg"}


def _inside(word: str, start: int, syllables: list[str]) -> None:
    """The third tones within one word: of its halves first, then where they meet."""
    if len(word) < _PAIR:
        return
    cut = _cut(word)
    _inside(word[:cut], start, syllables)
    _inside(word[cut:], start + cut, syllables)
    _rise(syllables, start + cut - 1)


def _cut(word: str) -> int:
    """Where a word falls in two: before its last character, or after its first if only what follows is a word."""
    if len(word) <= _PAIR:
        return 1
    if len(word) > _PAIR + 1:
        return _PAIR
    return 1 if _is_word(word[1:]) and not _is_word(word[:_PAIR]) else _PAIR


def _is_word(word: str) -> bool:
    return phrase(word) is not None or word_class(word) not in {"x", "eng"}


def _rise(syllables: list[str], at: int) -> None:
    """A third tone at `at` rises if a third follows; 想想 rises although the second half is neutral."""
    here, after = syllables[at], syllables[at + 1]
    again = tone(after) == NEUTRAL and with_tone(here, NEUTRAL) == after
    if tone(here) == THIRD and (tone(after) == THIRD or (again and here != "jiě")):
        syllables[at] = with_tone(here, SECOND)
