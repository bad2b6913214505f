"""Tells headings from short paragraphs. Raw text does not mark headings, so only clear cases count.

A line is a heading in these cases:
- It is a number alone (`01`, `2`), and at least two such lines count up by one from 1 or 0.
- It is short, open and enclosed. Short: at most 24 characters. Open: no punctuation at its end, and not a caption, list
  item or quotation. Enclosed: between two longer lines that end like sentences; a number may take the place of the
  first.
- It ends in a question mark, and another heading of the second kind exists. Authors also write short paragraphs as
  questions.

Any other short line without closing punctuation is doubtful: it stays a paragraph, and the report names it.
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
"""How captions, list items and editors' remarks begin, in Simplified characters."""
_QUESTION = ("?", "？")
_SENTENCE_ENDS = ("。", "！", "？", "!", "?", "…", ".", "\uff0e")
_OPENING_QUOTES = ("“", "「", "『", "‘", '"')
_CLOSING_MARKS = '”」』’"》〉)）'


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The indexes of the lines that are headings, and of the lines that may be headings."""

    certain: frozenset[int]
    doubtful: frozenset[int]


def find_headings(lines: Sequence[Line]) -> Headings:
    """The headings among the `lines` of a body."""
    numbers = {place for place, line in enumerate(lines) if _NUMBER.fullmatch(line.text)}
    counted = numbers if _counts_up([int(lines[place].text) for place in sorted(numbers)]) else set()
    short = {place for place, line in enumerate(lines) if _is_short_and_open(line.text)} - numbers
    questions = {place for place in short if lines[place].text.rstrip(_CLOSING_MARKS).endswith(_QUESTION)}
    enclosed = {place for place in short if _is_between_paragraphs(lines, place, counted)}
    accepted = enclosed if enclosed - questions else set()
    doubtful = (numbers - counted) | (short - questions - accepted) | (enclosed - accepted)
    return Headings(certain=frozenset(counted | accepted), doubtful=frozenset(doubtful))


def _counts_up(numbers: Sequence[int]) -> bool:
    """Whether there are at least two numbers that count 1, 2, 3 … or 0, 1, 2 …."""
    return len(numbers) > 1 and numbers[0] <= 1 and list(numbers) == list(range(numbers[0], numbers[0] + len(numbers)))


def _is_short_and_open(text: str) -> bool:
    """Whether `text` is short, not a caption, item or quotation, and ends in no punctuation except "?"."""
    core = text.rstrip(_CLOSING_MARKS)
    closed = not core or (unicodedata.category(core[-1])[0] == "P" and not core.endswith(_QUESTION))
    quoted = core != text and text.startswith(_OPENING_QUOTES)
    return len(text) <= _SHORT and not closed and not quoted and not _CAPTION.match(fold(text))


def _is_between_paragraphs(lines: Sequence[Line], place: int, counted: AbstractSet[int]) -> bool:
    """Whether a paragraph or section number comes before the line, and a paragraph after it."""
    if not 0 < place < len(lines) - 1:
        return False
    before, after = lines[place - 1].text, lines[place + 1].text
    return (place - 1 in counted or _is_paragraph(before)) and _is_paragraph(after)


def _is_paragraph(text: str) -> bool:
    """Whether a line is longer than any heading and ends like a sentence."""
    return len(text) > _SHORT and text.rstrip(_CLOSING_MARKS).endswith(_SENTENCE_ENDS)
