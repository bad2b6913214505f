"""Why a character is read as it is: what a rule gives, and its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from duben.chinese.tables.reading_tables import Source

ReadBy = Literal["correction", "neutral", "family", "phrase", "character", "model", "grammar", "surname", "taiwan"]


class Because(NamedTuple):
    """Who decided a syllable: a table, the model or a rule.

    `said` is the phrase of the table; where Taiwan reads otherwise, the mainland's syllable. `chance` is the
    probability that the model gives the syllable, 0 where it was not asked; `second` is the next likely reading.
    `reason` is that of a rule of grammar.
    """

    by: ReadBy
    said: str = ""
    chance: float = 0.0
    second: str = ""
    reason: str = ""


Reason = Source | Because | Callable[[Because], Because]
"""A reason, or how to make it from that of the rules before. Only explanations do: a build needs no reasons."""
Finding = tuple[int, Sequence[str | None], Reason]
"""What a rule gives: the syllables of the characters of a word from an offset on, and why."""


def because(reason: Reason, before: Because) -> Because:
    """The reason in full, after what the rules before have said."""
    return Because(*reason) if isinstance(reason, tuple) else reason(before)


class ReadCause(NamedTuple):
    """Why `part` of a word is read as `syllables`: the fields of `Because`."""

    part: str
    syllables: tuple[str, ...]
    by: ReadBy
    said: str = ""
    chance: float = 0.0
    second: str = ""
    reason: str = ""


def causes(word: str, syllables: Sequence[str | None], reasons: Sequence[Because]) -> Iterator[ReadCause]:
    """The reasons of the Han characters of a word; neighbours that have the same reason are one part."""
    read = [(reason, char, said) for reason, char, said in zip(reasons, word, syllables, strict=True) if said]
    for reason, group in groupby(read, key=lambda one: one[0]):
        same = list(group)
        yield ReadCause("".join(char for _, char, _ in same), tuple(syllable for *_, syllable in same), *reason)
