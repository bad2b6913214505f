"""Tells headings from short paragraphs. A raw text has no marks for them, so only what is certain counts.

Certain is:
- a number alone on its line (`01`, `2`), when such lines count up from 1 (or 0) by one, and there are two or more;
- a line of at most 24 characters that ends in no punctuation mark and is no caption, item or quotation, between two
  longer lines that end as sentences do, or between such a number and such a line; one that ends in a question mark only
  in a text that has another heading of this kind, for authors ask questions in short paragraphs too.
Doubtful, kept as a paragraph and reported, is a short line without closing punctuation that fails the rest of the rule.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from duben.chinese import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from duben.importer.lines import Line

_SHORT = 24
_NUMBER = re.compile(r"\d{1,2}")
_CAPTION = re.compile(r"[▲△▼▽◎※●■◆·•*>\[(（【-]|图(?:片|源|\d|[:：/|\uff5c])|来源|资料(?:图|片)|摄影")
"""How captions, items and editor's remarks begin, in Simplified characters."""
_QUESTION = ("?", "？")
_ENDS = ("。", "！", "？", "!", "?", "…", ".", "\uff0e")
_OPENERS = ("“", "「", "『", "‘", '"')
_CLOSERS = '”」』’"》〉)）'


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The lines that are headings for certain, and those that may be; both by their place among the lines."""

    certain: frozenset[int]
    doubtful: frozenset[int]


def find_headings(lines: Sequence[Line]) -> Headings:
    """The headings among the `lines` of a body."""
    numbers = {place for place, line in enumerate(lines) if _NUMBER.fullmatch(line.text)}
    counted = numbers if _counts_up([int(lines[place].text) for place in sorted(numbers)]) else set()
    short = {place for place, line in enumerate(lines) if _is_short_and_open(line.text)} - numbers
    questions = {place for place in short if lines[place].text.rstrip(_CLOSERS).endswith(_QUESTION)}
    enclosed = {place for place in short if _stands_between_paragraphs(lines, place, counted)}
    titled = enclosed if enclosed - questions else set()
    doubtful = (numbers - counted) | (short - questions - titled) | (enclosed - titled)
    return Headings(certain=frozenset(counted | titled), doubtful=frozenset(doubtful))


def _counts_up(numbers: Sequence[int]) -> bool:
    """Whether the numbers are 1, 2, 3 … or 0, 1, 2 …, and more than one."""
    return len(numbers) > 1 and numbers[0] <= 1 and list(numbers) == list(range(numbers[0], numbers[0] + len(numbers)))


def _is_short_and_open(text: str) -> bool:
    """Whether `text` is short and ends in no punctuation but a question mark, and is no caption, item or quotation."""
    core = text.rstrip(_CLOSERS)
    closed = not core or (unicodedata.category(core[-1])[0] == "P" and not core.endswith(_QUESTION))
    quoted = core != text and text.startswith(_OPENERS)
    return len(text) <= _SHORT and not closed and not quoted and not _CAPTION.match(fold(text))


def _stands_between_paragraphs(lines: Sequence[Line], place: int, counted: AbstractSet[int]) -> bool:
    """Whether a paragraph or the number of a section stands before a line, and a paragraph after it."""
    if not 0 < place < len(lines) - 1:
        return False
    before, after = lines[place - 1].text, lines[place + 1].text
    return (place - 1 in counted or _is_paragraph(before)) and _is_paragraph(after)


def _is_paragraph(text: str) -> bool:
    """Whether a line is longer than any heading and ends as a sentence does."""
    return len(text) > _SHORT and text.rstrip(_CLOSERS).endswith(_ENDS)
