"""Annotates lines of text with jieba, pypinyin and OpenCC, as a baseline for Duben's accuracy.

`python naive_stream.py hans|hant` reads standard input and writes one JSON record a line, like `duben annotate`.
"""

from __future__ import annotations

import json
import sys

import jieba
from opencc import OpenCC
from pypinyin import Style, pinyin

CONVERTERS = {"hans": ("traditional", OpenCC("s2tw")), "hant": ("simplified", OpenCC("t2s"))}


def main(script: str) -> None:
    """Write a record for each line. It has one word, because whole lines are converted."""
    other, converter = CONVERTERS[script]
    own = "simplified" if script == "hans" else "traditional"
    for line in sys.stdin:
        text = line.rstrip("\n")
        readings = [syllable for word in jieba.cut(text) for syllable in syllables(word)]
        word = {own: text, other: converter.convert(text), "pinyin": readings}
        sys.stdout.write(json.dumps({"words": [word]}) + "\n")


def syllables(word: str) -> list[str | None]:
    """One item for each character: pypinyin's syllable, or `None` for a character without a reading."""
    found = pinyin(word, style=Style.TONE, errors=list)  # type: ignore[arg-type]  # one item a character
    return [readings[0] if readings[0] != char else None for readings, char in zip(found, word, strict=True)]


if __name__ == "__main__":
    main(sys.argv[1])
