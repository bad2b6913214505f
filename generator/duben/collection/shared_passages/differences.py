"""Compares two wordings of a shared passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from duben.collection.shared_passages.fingerprints import normalise


class Difference(NamedTuple):
    """Aligned parts of two wordings. If `equal`, they differ at most in punctuation and capitals."""

    equal: bool
    first: str
    second: str


_WINDOW = 500
"""Tokens aligned at a time, because the time of difflib grows with their square. In longer passages it also skips
frequent tokens (autojunk)."""
_TOKEN = re.compile(r"(?:[A-Za-z0-9]+|[^\W_])[\W_]*|^[\W_]+")


def differences(first: str, second: str) -> tuple[Difference, ...]:
    """Two wordings divided into aligned parts. The joined parts give back both wordings."""
    a, b = _tokens(first), _tokens(second)
    parts = groupby(_aligned(a, b), key=lambda part: part.equal)
    return tuple(_joined(equal, list(group)) for equal, group in parts)


def _aligned(a: Sequence[str], b: Sequence[str]) -> Iterator[Difference]:
    """The parts in order, window by window. A window ends with the last tokens in it that are equal."""
    words_a, words_b = list(map(normalise, a)), list(map(normalise, b))
    is_long = max(len(a), len(b)) > _WINDOW
    i = j = 0
    while i < len(a) or j < len(b):
        ends = min(len(a), i + _WINDOW), min(len(b), j + _WINDOW)
        found = SequenceMatcher(None, words_a[i : ends[0]], words_b[j : ends[1]], autojunk=is_long).get_opcodes()
        if ends != (len(a), len(b)):
            while len(found) > 1 and found[-1][0] != "equal":
                found.pop()
        for operation, low, high, other_low, other_high in found:
            a_part, b_part = "".join(a[i + low : i + high]), "".join(b[j + other_low : j + other_high])
            yield Difference(operation == "equal", a_part, b_part)
        i, j = i + found[-1][2], j + found[-1][4]


def _joined(equal: bool, parts: Sequence[Difference]) -> Difference:  # noqa: FBT001 - a field of the result
    return Difference(equal, "".join(part.first for part in parts), "".join(part.second for part in parts))


def _tokens(text: str) -> list[str]:
    """Latin words and single characters, each with the punctuation after it."""
    return _TOKEN.findall(text)
