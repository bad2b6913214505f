"""Script: folding for matching, conversion both ways, and what a text is written in.

`fold` keeps every place, so that what is found in the folded text is found in the text. The conversions take the words
of one text in order and give one form for each, so that a form never crosses the boundary of a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from duben.chinese.conversion.convert import converter
from duben.chinese.detection import Evidence, detect, evidence
from duben.chinese.tables.conversion_tables import fold_table
from duben.chinese.tables.phrases import phrase_keys
from duben.model.article import NOTHING
from duben.model.words import Region

__all__ = ["Evidence", "detect", "evidence", "fold", "phrase_keys", "to_simplified", "to_traditional"]


def fold(text: str) -> str:
    """Fold Traditional characters to Simplified one by one: places in the result are places in `text`.

    For matching, segmenting and search only, never to be shown: 著 becomes 着 and 乾 becomes 干 wherever they stand.
    """
    return text.translate(fold_table())


def to_traditional(words: Sequence[str], region: Region = "tw", table: Mapping[str, str] = NOTHING) -> list[str]:
    """The Traditional form of each of `words`, the Simplified words of one text in order.

    `table` (Simplified = Traditional) is the editor's own and wins. Characters only: vocabulary is the glossary's work.
    """
    return converter("s2t", region, _as_key(table)).convert(words)


def to_simplified(words: Sequence[str], region: Region = "tw", table: Mapping[str, str] = NOTHING) -> list[str]:
    """The Simplified form of each of `words`, the words of one Traditional text in order.

    `table` is the editor's own, written as for `to_traditional` (Simplified = Traditional) and read from right to left.
    """
    return converter("t2s", region, _as_key({traditional: simple for simple, traditional in table.items()})).convert(
        words
    )


def _as_key(table: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(table.items())) if table else ()
