"""What the segmenter should never cut: phrases whose pieces, converted one by one, would give another form.

`python -m tools.phrases` finds them among OpenCC's and our own, and tells how.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

FILE = Path(str(files("duben.chinese") / "data" / "phrases.txt"))


def phrase_keys() -> list[str]:
    """The phrases, folded, that the segmenter is to keep whole."""
    return FILE.read_text("utf-8").split()
