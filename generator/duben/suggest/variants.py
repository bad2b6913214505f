"""Finds spellings close to a known name: 奥尔特曼 for 奥特曼, `OpenAl` for `OpenAI`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from duben.model.words import TermId

_LOOKALIKES = str.maketrans("l1|05", "iiios")
_DIGITS = re.compile(r"\d+")


def differs_slightly(form: str, name: str) -> bool:
    """Whether two folded, lower-case forms are probably the same name. Short Latin ones must look identical."""
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
    """The edit distance allowed: for Latin one from 5 characters, two from 9; for Chinese one from 4."""
    shorter, longer = sorted((len(form), len(name)))
    if form.isascii():
        return 0 if shorter < 5 else 1 if shorter < 9 else 2  # noqa: PLR2004
    return 1 if shorter > 2 and longer > 3 else 0  # noqa: PLR2004


def _distance(first: str, second: str) -> int:
    """The Levenshtein distance."""
    row = list(range(len(second) + 1))
    for number, character in enumerate(first, 1):
        last, row = row, [number]
        for place, other in enumerate(second):
            row.append(min(last[place] + (character != other), last[place + 1] + 1, row[-1] + 1))
    return row[-1]


class KnownNames:
    """The known names, indexed by length for comparison."""

    def __init__(self, names: Mapping[str, TermId]) -> None:
        self.names = names
        by_length = sorted(names, key=lambda name: (len(name), name))
        self._by_length = {length: tuple(group) for length, group in groupby(by_length, key=len)}

    def close_to(self, form: str) -> str | None:
        """The known name that a folded, lower-case form varies; `None` if the form is known or unlike any."""
        if form in self.names:
            return None
        return next((name for name in self._similar(len(form)) if differs_slightly(form, name)), None)

    def within(self, run: str) -> tuple[int, int] | None:
        """The longest variant of a known name inside a run of transcription characters: its start and end."""
        for length in range(len(run), 2, -1):
            for start in range(len(run) - length + 1):
                if self.close_to(run[start : start + length]):
                    return start, start + length
        return None

    def _similar(self, length: int) -> Iterator[str]:
        for near in (length, length - 1, length + 1, length - 2, length + 2):
            yield from self._by_length.get(near, ())


def lower(names: Iterable[tuple[str, TermId]]) -> dict[str, TermId]:
    """The names in lower case. Of equal names the first wins."""
    found: dict[str, TermId] = {}
    for name, term in names:
        found.setdefault(name.lower(), term)
    return found
