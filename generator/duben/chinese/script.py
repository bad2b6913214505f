"""Script: folding for matching, conversion both ways, and what a text is written in.

`fold` keeps every place, so that what is found in the folded text is found in the text. The conversions take the words
of one text in order and give one form for each, so that a form never crosses the boundary of a word.
"""

from __future__ import annotations

from collections.abc import Sequence

from duben.chinese.conversion.convert import converter
from duben.chinese.detection import Evidence, detect, evidence
from duben.chinese.tables.conversion_tables import fold_table
from duben.chinese.tables.phrases import phrase_keys
from duben.model.words import Region

__all__ = ["Evidence", "detect", "evidence", "fold", "phrase_keys", "to_simplified", "to_traditional"]


def fold(text: str) -> str:
    """Fold Traditional characters to Simplified one by one: places in the result are places in `text`.

    For matching, segmenting and search only, never to be shown: 著 becomes 着 and 乾 becomes 干 wherever they stand.
    """
    return text.translate(fold_table())


def to_traditional(words: Sequence[str], region: Region = "tw") -> list[str]:
    """The Traditional form of each of `words`, the Simplified words of one text in order.

    Characters only: vocabulary is the glossary's work.
    """
    return converter("s2t", region).convert(words)


def to_simplified(words: Sequence[str], region: Region = "tw") -> list[str]:
    """The Simplified form of each of `words`, the words of one Traditional text in order."""
    return converter("t2s", region).convert(words)
