"""Numerals and what they count: GB/T 16159-2012 writes them apart (liǎng gè rén), and 这, 每, 各 and 某 too (měi nián).

The segmenter's dictionary has such pairs as words.
"""

from __future__ import annotations

import re

from duben.chinese.tables.files import measures

DIGITS = "一二三四五六七八九十百千万亿零\u3007两"
_NUMERAL = re.compile(rf"第[{DIGITS}]+|(?!零$)[数好]?[{DIGITS}几]+[多余来]?|同一|另一|无数")
_UNITS = frozenset("百千万亿")
_COUNTED_TOO = frozenset("前后内间来里半多人事话路钱楼树")
"""What the segmenter joins to a measure word, and is a word of its own: 三年|前, 一句|话."""
_POINTING = frozenset("这那哪每各某")
_APART = frozenset("每各某")
"""These stand apart from nouns too: 各国, 每人."""
_TOGETHER = frozenset(["这个", "那个", "哪个", "各自", "各位", "各异", "每每", "每逢", "每当", "某某", "某些"])
_PAIR = 2


def counted(word: str) -> tuple[str, ...] | None:
    """The numeral, or what points, in the Simplified `word`, and what it counts; `None` if there is no such thing."""
    if word[0] in _POINTING and len(word) > 1:
        rest = () if word in _TOGETHER else counted(word[1:]) or _measured(word[1:])
        if not rest and word[0] in _APART and len(word) == _PAIR and word not in _TOGETHER:
            rest = (word[1:],)
        return (word[0], *rest) if rest else None
    for end in range(len(word) - 1, 0, -1):
        number, rest = word[:end], _measured(word[end:])
        if rest and _NUMERAL.fullmatch(number) and (number not in _UNITS or _is_counted_by_units(rest[0])):
            return number, *rest
    return None


def _is_counted_by_units(measure: str) -> bool:
    """亿|美元, 万|个; but 百年 and 千层 are words."""
    return len(measure) > 1 or measure in "个元颗吨"


def _measured(rest: str) -> tuple[str, ...]:
    """A measure word, doubled or with what the segmenter has joined to it."""
    if rest in measures() or (rest[0] == rest[1:] and rest[0] in measures()):
        return (rest,)
    return (rest[:-1], rest[-1]) if rest[:-1] in measures() and rest[-1] in _COUNTED_TOO else ()
