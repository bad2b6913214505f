"""Recognises family names that are read differently from the everyday word (单 Shàn, 任 Rén, 解 Xiè)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duben.chinese.tables.files import corrections, families, surname_readings, titles_for_reading
from duben.chinese.words.segmenter import word_class

if TYPE_CHECKING:
    from collections.abc import Sequence

_RARE = frozenset("黑那繁员洗秘过召应华区")
"""Everyday characters that are names only where the segmenter says so."""
_VERBS = frozenset("任解查")
"""Verbs too, after a noun: 在电厂任工程师."""
_LONGEST = 3


def may_be_name(word: str) -> bool:
    """Whether `word` begins as a name might; all others need no second look."""
    return word[:1] in surname_readings() or word[0] == "姓"


def surname(words: Sequence[str], index: int) -> tuple[str, ...] | None:
    """The syllables of the name that the word at `index` is, or begins with; `None` where it is no such name.

    A name is a word that the segmenter classes as a person's, or a family name by itself before a title.
    """
    known, word = surname_readings(), words[index]
    if word[0] == "姓":
        return ("xìng", *known[word[1:]]) if word[1:] in known else None
    if len(word) == 1:
        following = words[index + 1] if index + 1 < len(words) else ""
        is_verb = word in _VERBS and index and word_class(words[index - 1]).startswith("n")
        return known[word] if word not in _RARE and following in titles_for_reading() and not is_verb else None
    return known[word[0]] if _is_person(word) else None


def _is_person(word: str) -> bool:
    """Whether a word that begins with a family name is somebody's name."""
    listed = word in corrections() or word[0] in families().get(word, ())
    return len(word) <= _LONGEST and not listed and word_class(word) == "nr"
