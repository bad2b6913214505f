"""Splits a text into its non-blank lines, with their positions."""

from __future__ import annotations

from dataclasses import dataclass

_PADDING = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\u2060\ufeff"
"""Spaces and invisible characters that pages use for padding. They stay inside a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A non-blank line: its number and first column in the file, both 1-based, and its text."""

    number: int
    column: int
    text: str


def split_lines(text: str) -> tuple[Line, ...]:
    """The non-blank lines of `text`, without leading and trailing space."""
    return tuple(
        Line(number=number, column=raw.index(said) + 1, text=said)
        for number, raw in enumerate(text.split("\n"), 1)
        if (said := raw.strip(_PADDING))
    )
