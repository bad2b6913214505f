"""The lines of a text that say something, with their numbers, and whether one looks like a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BREAK = re.compile(r"\r\n|\r|\n")
_EDGES = re.compile(r"^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$")
"""Blanks and invisible characters with which pages pad and indent their lines; inside a line they are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line that is not blank: number and first column in the file, both from 1, and text."""

    number: int
    column: int
    text: str


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of `text` that hold more than spaces of whatever kind, without their indents."""
    return tuple(
        Line(number=number, column=raw.index(said) + 1, text=said)
        for number, raw in enumerate(_BREAK.split(text), 1)
        if (said := _EDGES.sub("", raw))
    )
