"""Recognises family names that are read differently from the everyday word (单 Shàn, 任 Rén, 解 Xiè)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.hanzi.segment import word_class
from generator.hanzi.tables import corrections, polyphones, surnames, titles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_RARE = frozenset("黑那繁员洗秘过召应华区")
"""Everyday characters that are names only where the segmenter says so."""
_LONGEST = 3


def surname(words: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The words that are, or begin with, such a name: their index and the syllables of the name.

    A name is a word that the segmenter classes as a person's, or a family name by itself before a title.
    """
    known = surnames()
    for index, word in enumerate(words):
        if word[0] == "姓" and word[1:] in known:
            yield index, ("xìng", *known[word[1:]])
        syllables = known.get(word[:1])
        if syllables is None:
            continue
        if len(word) == 1:
            following = words[index + 1] if index + 1 < len(words) else ""
            if word not in _RARE and following in titles():
                yield index, syllables
        elif _is_person(word):
            yield index, syllables


def _is_person(word: str) -> bool:
    """Whether a word that begins with a family name is somebody's name."""
    listed = word in corrections() or word[0] in polyphones().get(word, ())
    return len(word) <= _LONGEST and not listed and word_class(word) == "nr"
