"""The segmenter, rjieba, taught the words of our own tables; and what its dictionary says of a word.

The segmenter is built on first use and kept: building reads a dictionary of 350,000 words, cutting is then fast.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from duben.chinese.tables.files import corrections
from duben.chinese.tables.phrases import phrase_keys

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

_TAUGHT_FREQUENCY = 3_000
"""As common as an everyday word, so that a taught word wins over its parts but not over a longer known word."""


@cache
def _taught() -> frozenset[str]:
    """The words that the segmenter is taught: it has not got them, or would cut them."""
    import rjieba  # noqa: PLC0415 - see `_segmenter`

    words = (word for word in (*corrections(), *phrase_keys()) if len(word) > 1)
    return frozenset(word for word in words if not rjieba.has_word(word) or len(rjieba.cut(word)) > 1)


@cache
def _segmenter() -> ModuleType:
    """The one segmenter of this process."""
    import rjieba  # noqa: PLC0415 - on import it builds its segmenter, which only annotating is worth

    for word in _taught():
        rjieba.add_word(word, _TAUGHT_FREQUENCY, None)
    return rjieba


def cut(folded: str) -> list[str]:
    """The words of `folded`, in order; joined they give it back, character for character."""
    return list(_segmenter().cut(folded)) if folded else []


def cut_known(folded: str) -> list[str]:
    """As `cut`, but only words that the dictionary has, and single characters: it guesses none."""
    return list(_segmenter().cut(folded, hmm=False))


def not_empty(words: Sequence[str]) -> list[int]:
    """The indexes of the words that are not empty: what has no character is no neighbour of another word."""
    return [index for index, word in enumerate(words) if word]


@lru_cache(maxsize=200_000)
def tag(word: str) -> str:
    """The class of `word` in the segmenter's own dictionary; empty for what is not one word of it."""
    tagged = _segmenter().tag(word, hmm=False)
    return tagged[0][1] if len(tagged) == 1 and word not in _taught() else ""


def is_taught(word: str) -> bool:
    """Whether the segmenter was taught `word`."""
    return word in _taught()


def is_listed(word: str) -> bool:
    """Whether the segmenter's own dictionary has `word`."""
    return word not in _taught() and is_known(word)


def is_known(word: str) -> bool:
    """Whether the segmenter's dictionary has `word`, or it was taught it."""
    return bool(_segmenter().has_word(word))


@lru_cache(maxsize=200_000)
def word_class(word: str) -> str:
    """The class (part of speech, as jieba's dictionary abbreviates it) of one word; `x` if it is none."""
    tagged = _segmenter().tag(word)
    return tagged[0][1] if len(tagged) == 1 else "x"


@lru_cache(maxsize=200_000)
def frequency(word: str) -> int:
    """How often the segmenter's dictionary has seen `word`; 0 if it does not know it."""
    return max(1, _segmenter().suggest_freq(word) - 1) if is_known(word) else 0
