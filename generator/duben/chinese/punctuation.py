"""Full-width punctuation for the half-width marks beside Han characters (GB/T 15834; W3C clreq, section 3.1).

`你好,世界(Sora).` → `你好，世界（Sora）。`; numbers, Latin text, addresses and code keep theirs: `3.5`, `10:30`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

from duben.chinese.short_texts import is_han
from duben.model.words import Script

_MARKS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_OUTER: Mapping[Script, tuple[str, str]] = {"hans": ("“", "”"), "hant": ("「", "」")}
_INNER: Mapping[Script, tuple[str, str]] = {"hans": ("‘", "’"), "hant": ("『", "』")}
_IS_WIDE = re.compile("[\u2e80-\ua4cf\uf900-\ufaff\ufe10-\ufe4f\uff00-\uffef\U00020000-\U0003fffd]")
_ANY = re.compile(r"[,;:?!.()\"']")
_PROTECTED = re.compile(
    r"""
      (?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]*://[!\#-;=?-_a-~]+(?<![,.:;?!()'])   # address
    | (?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]+@[A-Za-z0-9.-]+[A-Za-z0-9]         # mail
    | `[^`]*`                                            # code
    """,
    re.VERBOSE,
)
_SINGLE = re.compile(r"(?<![0-9A-Za-z])'(?=\S)([^']*)(?<=\S)'(?![0-9A-Za-z])")
_TRANSPARENT = frozenset(" “”‘’…—·*_~\"'")
"""Marks that Chinese and Latin texts share: what is beyond them decides, up to this many characters away."""
_NEAR = 8


def _is_wide(char: str) -> bool:
    return _IS_WIDE.match(char) is not None


def full_width(text: str, script: Script = "hans") -> dict[int, str]:
    """The full-width form of each half-width mark beside Han characters, by offset.

    A space beside such a mark becomes nothing. A bracket or a quotation mark without a partner stays.
    """
    if not _ANY.search(text) or not any(map(is_han, text)):
        return {}
    line = _Line(text, script)
    for at, char in enumerate(text):
        if char in _MARKS and at not in line.kept and line.is_chinese_mark(at):
            line.found[at] = _MARKS[char]
    return line.found | dict.fromkeys(line.spaces(), "")


def with_full_width(text: str, script: Script = "hans") -> str:
    """`text` with full-width punctuation."""
    found = full_width(text, script)
    return "".join([found.get(at, char) for at, char in enumerate(text)]) if found else text


class _Pair(NamedTuple):
    """Two marks that belong together: their offsets, and what they become."""

    start: int
    end: int
    opening: str
    closing: str


class _Line:
    """A text, the offsets that are `kept` as they are, and what is `found` so far: at first the pairs of marks."""

    def __init__(self, text: str, script: Script) -> None:
        self.text = text
        self.kept = {at for match in _PROTECTED.finditer(text) for at in range(*match.span())}
        self.found: dict[int, str] = {}
        self._han = [*accumulate(map(is_han, text), initial=0)]
        self._openings: set[int] = set()
        for pair in [*self._brackets(), *self._quotes(script)]:
            self.found |= {pair.start: pair.opening, pair.end: pair.closing}
            self._openings.add(pair.start)

    def _brackets(self) -> Iterator[_Pair]:
        """Pairs of brackets around or beside Han characters: not those of `f(x)` or `[text](address)`."""
        opened: list[int] = []
        for at, char in enumerate(self.text):
            if char == "(" and at not in self.kept:
                opened.append(at)
            elif char == ")" and at not in self.kept and opened:
                start = opened.pop()
                before = self.text[start - 1 : start]
                is_call = before == "]" or (before.isascii() and before.isalnum() and not self._has_han(start, at))
                if at - start > 1 and not is_call and self._is_beside_han(start, at):
                    yield _Pair(start, at, "（", "）")

    def _quotes(self, script: Script) -> Iterator[_Pair]:
        """Pairs of straight quotation marks around or beside Han characters."""
        text = self.text
        places = [at for at, char in enumerate(text) if char == '"' and at not in self.kept]
        pairs = [*zip(places[::2], places[1::2], strict=False)]
        fits = len(places) % 2 == 0 and not any(
            end - start < 2 or text[start + 1].isspace() or text[end - 1].isspace()  # noqa: PLR2004 - nothing inside
            for start, end in pairs
        )
        outer = [_Pair(*pair, *_OUTER[script]) for pair in pairs if fits and self._is_beside_han(*pair)]
        yield from outer
        inside = {at for pair in outer for at in range(pair.start, pair.end)}
        for match in _SINGLE.finditer(text):
            start, end = match.start(), match.end() - 1
            if start not in self.kept and end not in self.kept and self._has_han(start, end):
                yield _Pair(start, end, *(_INNER if start in inside or script == "hans" else _OUTER)[script])

    def is_chinese_mark(self, at: int) -> bool:
        """Whether a mark is that of a Chinese sentence: after Han characters, or before them and after a word."""
        char, before, after = self.text[at], self.text[at - 1 : at], self.text[at + 1 : at + 2]
        left, right = self._left(at), self._right(at)
        if char == ".":
            ends = not after or after.isspace() or _is_wide(after) or at + 1 in self.found or after in "\"')"
            return _is_wide(left) and ends and before != "."
        if not left or (before.isdigit() and after.isdigit()):
            return False
        if (char == "!" and after == "[") or (char in ":;" and after == ")" and at + 1 not in self.found):
            return False  # a picture in Markdown; a face
        return _is_wide(left) or (right != "" and is_han(right))

    def spaces(self) -> Iterator[int]:
        """The spaces beside full-width marks: before an opening one, after any other."""
        for at in self.found:
            beside = at - 1 if at in self._openings else at + 1
            if 0 < beside < len(self.text) - 1 and self.text[beside] == " ":
                yield beside

    def _has_han(self, start: int, end: int) -> bool:
        return self._han[start] < self._han[end]

    def _is_beside_han(self, start: int, end: int) -> bool:
        """Whether Han characters are between two marks, or touch one of them."""
        return self._has_han(start, end) or _is_wide(self._left(start)) or _is_wide(self._right(end))

    def _left(self, at: int) -> str:
        """The character before `at`, beyond spaces and quotation marks; empty if there is none near."""
        return self._first(range(at - 1, max(at - _NEAR, 0) - 1, -1))

    def _right(self, at: int) -> str:
        """The character after `at`, likewise."""
        return self._first(range(at + 1, min(at + _NEAR, len(self.text))))

    def _first(self, places: Iterable[int]) -> str:
        shown = (self.found.get(place, self.text[place]) for place in places)
        return next((char for char in shown if char not in _TRANSPARENT), "")
