"""Tone sandhi: how citation tones sound next to each other, word by word.

一 and 不 rise before a fourth tone; 一 falls before the others, but keeps its tone where it counts or orders (第一,
十一, 一月) or ends its word (统一). A third tone before a third rises, first inside a word by its parts ((展览)馆
zhánlánguǎn, 纸(老虎) zhǐláohǔ), then inside a pair of short words (很好 hénhǎo), then between neighbours. Punctuation
stops it all.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from duben.chinese.reading.tones import FOURTH, NEUTRAL, SECOND, THIRD, tone, with_tone
from duben.chinese.tables.files import ordinals
from duben.chinese.tables.reading_tables import phrase
from duben.chinese.words.segmenter import not_empty, word_class

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duben.model.words import Reading

_NUMERALS = frozenset("\u3007零一二三四五六七八九十百千万亿两0123456789")
_FALLEN = frozenset("个")
"""Neutral here, but fourth by origin, so 一 rises before it."""
_PRONOUNS = frozenset("我你您他她它")
_PAIR = 2
_LOOKING = frozenset((("一", "yī"), ("不", "bù")))
_AHEAD = 2
"""How many words after an 一 may tell that it orders: no word of `ordinals` is longer than three characters."""


class _Sound(NamedTuple):
    """What one word may do, and have done to it."""

    low: str = ""
    """Its last syllable, without the tone, if that is the third."""
    lifts: str = ""
    """What makes the word before it rise: `3` if it begins with a third tone, its first syllable if that is neutral."""
    looks: bool = False
    """Whether it has an 一 or 不, which go by what is around them."""
    stirs: bool = False
    """Whether it does, or third tones meet within it."""
    short: bool = False
    """Whether it may make a pair with another."""
    spoken: bool = True


_PAUSE = _Sound(spoken=False)


def sandhi(words: Sequence[str], readings: Sequence[Reading | None]) -> dict[int, Reading]:
    """Which of the Simplified `words` of one text, in order, sound otherwise than their `readings` say, and how.

    Few do: only where something may happen is a stretch of words worked out.
    """
    if "" in words:
        kept = not_empty(words)
        found = sandhi([words[index] for index in kept], [readings[index] for index in kept])
        return {kept[number]: sound for number, sound in found.items()}
    sounds = [*map(_sound, words, readings), _PAUSE]
    found = {}
    end = 0
    for at in [at for at, one in enumerate(sounds) if one.stirs or one.low]:
        if at >= end and (sounds[at].stirs or _meet(sounds[at], sounds[at + 1])):
            start, end = _stretch(sounds, at)
            stretch = _sounds(tuple(words[start:end]), tuple(readings[start:end]))
            found |= {place: sound for place, sound in enumerate(stretch, start) if sound != readings[place]}
    return found


@lru_cache(maxsize=200_000)
def _sound(word: str, reading: Reading | None) -> _Sound:
    if reading is None:
        return _PAUSE
    syllables = [syllable for syllable in reading if syllable is not None]
    if not syllables or len(syllables) < len(reading):
        return _PAUSE
    first, last = syllables[0], syllables[-1]
    looks = not _LOOKING.isdisjoint(zip(word, map(str.lower, syllables), strict=True))
    return _Sound(
        low=with_tone(last, NEUTRAL) if tone(last) == THIRD else "",
        lifts={THIRD: "3", NEUTRAL: first}.get(tone(first), ""),
        looks=looks,
        stirs=looks or any(_rises(one, after) for one, after in pairwise(syllables)),
        short=len(word) == 1,
    )


def _meet(one: _Sound, after: _Sound) -> bool:
    """Whether the first word may rise before the second."""
    return one.low != "" and after.lifts in {"3", one.low}


def _stretch(sounds: Sequence[_Sound], at: int) -> tuple[int, int]:
    """Where the words begin and end that may have to do with the one at `at`; `sounds` ends with a pause."""
    start, end = at, at + 1
    while start and _bound(sounds[start - 1], sounds[start]):
        start -= 1
    while _bound(sounds[end - 1], sounds[end]) or (sounds[end].spoken and sounds[end - _AHEAD].looks):
        end += 1
    return start, end


def _bound(one: _Sound, after: _Sound) -> bool:
    """Whether neighbours must be worked out together."""
    if not (one.spoken and after.spoken):
        return False
    return (one.short and after.short) or one.looks or after.looks or _meet(one, after)


@lru_cache(maxsize=200_000)
def _sounds(words: tuple[str, ...], readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """How words sound that have nothing to do with those around them."""
    chars = "".join(words)
    syllables = [syllable or "" for reading in readings for syllable in reading]
    ends = set(accumulate(map(len, words)))
    for at, char in enumerate(chars):
        if char == "一" and syllables[at].lower() == "yī":
            syllables[at] = with_tone(syllables[at], tone(_one(chars, syllables, at, ends)))
        elif char == "不" and syllables[at] == "bù":
            syllables[at] = _not(chars, syllables, at)
    _third_tones(words, syllables)
    left = iter(syllables)
    return tuple(tuple(islice(left, len(word))) for word in words)


def _one(chars: str, syllables: list[str], at: int, ends: set[int]) -> str:
    """一 as it sounds."""
    before, after = chars[at - 1 : at] if at else "", chars[at + 1 : at + 2]
    if not after or before == "第" or {before, after} & _NUMERALS:
        return "yī"
    if at + 1 in ends and at not in ends and at:
        return "yī"
    if any(chars.startswith(word, at) for word in ordinals()):
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
    """The third tones within one word: of its parts first, then where they meet, from the end."""
    borders = []
    while len(word) >= _PAIR:
        cut = _cut(word)
        if cut == _PAIR:
            _rise(syllables, start)
        borders.append(start + cut - 1)
        word, start = word[cut:], start + cut
    for border in reversed(borders):
        _rise(syllables, border)


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
    """A third tone at `at` rises if it has to before the next."""
    if _rises(syllables[at], syllables[at + 1]):
        syllables[at] = with_tone(syllables[at], SECOND)


def _rises(here: str, after: str) -> bool:
    """Whether a syllable is a third tone before another; 想想 rises although the second half is neutral."""
    if tone(here) != THIRD:
        return False
    again = tone(after) == NEUTRAL and with_tone(here, NEUTRAL) == after
    return tone(after) == THIRD or (again and here != "jiě")
