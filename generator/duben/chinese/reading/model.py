"""Chooses among the readings of a character by what stands around it: a linear model from `tools/make_model.py`.

For each character it knows, the model has a table from key (see `features`) to a whole number for each reading but the
first: how much the key speaks for that reading against the first one. A decision adds them up.
"""

from __future__ import annotations

import json
import lzma
import math
import sys
from array import array
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from duben.chinese.tables.files import MADE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Scores = list[int]
_NUMBER = array("h")
"""Weights are stored as little-endian numbers of two bytes."""


@dataclass(frozen=True, slots=True)
class Polyphone:
    """What is known of one character."""

    readings: tuple[str, ...]
    weights: Mapping[str, int]
    """For each key its weights, all in one number (see `rows`)."""
    contested: bool
    """Whether training saw it read in more than one way."""

    def scores(self, keys: Iterable[str]) -> Scores:
        """How much `keys` speak for each reading, in units of the model."""
        total = sum(filter(None, map(self.weights.get, keys)))
        scores = [0]
        for _ in self.readings[1:]:
            score = (total + _HALF) % _WHOLE - _HALF
            scores.append(score)
            total = (total - score) >> _BITS
        return scores


_BITS = 32
_WHOLE, _HALF = 1 << _BITS, 1 << _BITS - 1


def rows(columns: Sequence[Sequence[int]]) -> list[int]:
    """For each key its weights for all readings but the first as the digits of one number: rows are added as one."""
    found = list(columns[0])
    for place, column in enumerate(columns[1:], 1):
        found = [number + (weight << place * _BITS) for number, weight in zip(found, column, strict=True)]
    return found


@dataclass(frozen=True, slots=True)
class _Packed:
    """The weights as they are stored; a character's table is unpacked when the character is first met."""

    unit: int
    readings: Mapping[str, tuple[str, ...]]
    contested: str
    texts: Mapping[str, str]
    numbers: Mapping[str, array[int]]


@cache
def _packed() -> _Packed:
    content = lzma.decompress(MADE.joinpath("polyphones.bin").read_bytes())
    length = int.from_bytes(content[:4], "big")
    head, *tables = content[4 : 4 + length].decode().split("\x1e")
    index = json.loads(head)
    readings = {char: tuple(known) for char, known in index["readings"].items()}
    numbers: dict[str, array[int]] = {}
    start = 4 + length
    for (char, known), table in zip(readings.items(), tables, strict=True):
        size = (table.count("\x1f") + 1 if table else 0) * (len(known) - 1) * _NUMBER.itemsize
        numbers[char] = array(_NUMBER.typecode, content[start : start + size])
        if sys.byteorder == "big":
            numbers[char].byteswap()
        start += size
    return _Packed(index["unit"], readings, index["contested"], dict(zip(readings, tables, strict=True)), numbers)


def unit() -> int:
    """What a score is divided by to give the logarithm of odds."""
    return _packed().unit


@lru_cache(maxsize=20_000)
def polyphone(char: str) -> Polyphone | None:
    """What the model knows of `char`; `None` if it has only the dictionary's reading."""
    packed = _packed()
    readings = packed.readings.get(char)
    if readings is None or len(readings) == 1:
        return None
    keys = packed.texts[char].split("\x1f") if packed.texts[char] else []
    numbers = packed.numbers[char]
    columns = [numbers[place * len(keys) : (place + 1) * len(keys)] for place in range(len(readings) - 1)]
    return Polyphone(readings, dict(zip(keys, rows(columns), strict=True)), char in packed.contested)


def probability(scores: Scores, choice: int) -> float:
    """How likely the reading at `choice` is, by the logistic model."""
    return 1 / sum(math.exp((score - scores[choice]) / unit()) for score in scores)
