"""Sentences with the reading of one character, in g2pM's format.

`NAME.sent` has one sentence a line, with the character in question between two ▁. `NAME.lb` has its syllable with a
tone digit (`lu:4`; 5 is neutral).
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

Tally = Counter[tuple[str, str, str]]
"""How often a text was given a wrong result: the text, the result, the right answer."""


class Labelled(NamedTuple):
    """A sentence, the place of a character in it, and its reading."""

    sentence: str
    place: int
    reading: str

    @property
    def char(self) -> str:
        """The labelled character."""
        return self.sentence[self.place]


def read_labelled(labels: Path) -> list[Labelled]:
    """The sentences of a set, by its file of labels."""
    marked = labels.with_suffix(".sent").read_text("utf-8").splitlines()
    readings = labels.read_text("utf-8").split()
    return [
        Labelled(line.replace("▁", ""), line.index("▁"), reading)
        for line, reading in zip(marked, readings, strict=True)
    ]
