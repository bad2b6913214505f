"""Spellings close to a known name: 奥尔特曼 beside 奥特曼, `OpenAl` beside `OpenAI`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from duben.model.words import TermId

_LOOKALIKES = str.maketrans("l1|05", "iiios")
_DIGITS = re.compile(r"\d+")


def differs_slightly(form: str, name: str) -> bool:
    """Whether two folded, lower-case forms are likely one name; short ones must look the same letter for letter."""
    if form == name or abs(len(form) - len(name)) > 2:  # noqa: PLR2004 — `_allowed` never gives more
        return False
    if form.isascii() and name.isascii():
        if form.translate(_LOOKALIKES) == name.translate(_LOOKALIKES):
            return len(name) > 2 and form.isalpha() == name.isalpha()  # noqa: PLR2004
        # GPT-3 is not GPT-4.
        if _DIGITS.findall(form) != _DIGITS.findall(name):
            return False
    return _distance(form, name) <= _allowed(form, name)


def _allowed(form: str, name: str) -> int:
    """How many characters may differ: in Latin one of five, two of nine; in Chinese one of four."""
    shorter, longer = sorted((len(form), len(name)))
    if form.isascii():
        return 0 if shorter < 5 else 1 if shorter < 9 else 2  # noqa: PLR2004
    return 1 if shorter > 2 and longer > 3 else 0  # noqa: PLR2004


def _distance(first: str, second: str) -> int:
    """Levenshtein's edit distance."""
    row = list(range(len(second) + 1))
    for number, character in enumerate(first, 1):
        last, row = row, [number]
        for place, other in enumerate(second):
            row.append(min(last[place] + (character != other), last[place + 1] + 1, row[-1] + 1))
    return row[-1]


class Known:
    """The known names, ready to be compared with."""

    def __init__(self, names: Mapping[str, TermId]) -> None:
        self.names = names
        by_length = sorted(names, key=lambda name: (len(name), name))
        self._by_length = {length: tuple(group) for length, group in groupby(by_length, key=len)}

    def close_to(self, form: str) -> str | None:
        """The known name that a folded, lower-case form is a spelling of, if any."""
        if form in self.names:
            return None
        return next((name for name in self._similar(len(form)) if differs_slightly(form, name)), None)

    def within(self, run: str) -> tuple[int, int, str] | None:
        """Where in a run of transcribing characters a spelling of a known name is, the longest; and the name."""
        for length in range(len(run), 2, -1):
            for start in range(len(run) - length + 1):
                if name := self.close_to(run[start : start + length]):
                    return start, start + length, name
        return None

    def _similar(self, length: int) -> Iterator[str]:
        for near in (length, length - 1, length + 1, length - 2, length + 2):
            yield from self._by_length.get(near, ())


def lower(names: Iterable[tuple[str, TermId]]) -> dict[str, TermId]:
    """Names in lower case; of equal ones the first."""
    found: dict[str, TermId] = {}
    for name, term in names:
        found.setdefault(name.lower(), term)
    return found
