"""What the segmenter should never cut: phrases whose pieces, converted one by one, would give another form.

`python -m tools.make_phrases` finds them among OpenCC's and our own, and tells how.
"""

from __future__ import annotations

from duben.chinese.tables.files import MADE


def phrase_keys() -> list[str]:
    """The phrases, folded, that the segmenter is to keep whole."""
    return MADE.joinpath("phrases.txt").read_text("utf-8").split()
