"""The wording of a passage in both scripts, and the block in which it begins."""

from __future__ import annotations

from bisect import bisect_right

from duben.collection.shared_passages.matching import Passage
from duben.model.compiled import PlainText
from duben.model.words import Forms, Script


def passage_text(script: Script, text: PlainText, passage: Passage) -> Forms:
    """The wording of a passage in both scripts; its offsets are those of the source's own, in `script`."""
    other: Script = "hant" if script == "hans" else "hans"
    start, end = (at + _shift(text, at) for at in (passage.start, passage.end))
    texts = {script: text.forms.form(script)[passage.start : passage.end], other: text.forms.form(other)[start:end]}
    return Forms(texts["hans"], texts["hant"])


def passage_block(script: Script, text: PlainText, passage: Passage) -> str:
    """The id of the block in which a passage begins."""
    return text.lines[text.forms.form(script).count("\n", 0, passage.start)]


def _shift(text: PlainText, at: int) -> int:
    place = bisect_right(text.shifts, at, key=lambda shift: shift[0])
    return text.shifts[place - 1][1] if place else 0
