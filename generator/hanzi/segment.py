"""The segmenter, rjieba, taught the words of our own tables; and what its dictionary says of a word.

The segmenter is built on first use and kept: building reads a dictionary of 350,000 words, cutting is then fast.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from generator.hanzi.phrases import phrase_keys
from generator.hanzi.tables import corrections

if TYPE_CHECKING:
    from types import ModuleType

_TAUGHT_FREQUENCY = 3_000
"""As common as an everyday word, so that a taught word wins over its parts but not over a longer known word."""


@cache
def _segmenter() -> tuple[ModuleType, frozenset[str]]:
    """The one segmenter of this process, and the words that it was taught."""
    import rjieba  # noqa: PLC0415 - on import it builds its segmenter, which only annotating is worth

    words = {word for word in (*corrections(), *phrase_keys()) if len(word) > 1}
    taught = frozenset(word for word in words if not rjieba.has_word(word) or len(rjieba.cut(word)) > 1)
    for word in taught:
        rjieba.add_word(word, _TAUGHT_FREQUENCY, None)
    return rjieba, taught


def cut(folded: str) -> list[str]:
    """The words of `folded`, in order; joined they give it back, character for character."""
    return list(_segmenter()[0].cut(folded)) if folded else []


@cache
def tag(word: str) -> str:
    """The class of `word` in the segmenter's own dictionary; empty for what is not one word of it."""
    segmenter, taught = _segmenter()
    tagged = segmenter.tag(word, hmm=False)
    return tagged[0][1] if len(tagged) == 1 and word not in taught else ""


def is_listed(word: str) -> bool:
    """Whether the segmenter's own dictionary has `word`."""
    return word not in _segmenter()[1] and is_known(word)


def is_known(word: str) -> bool:
    """Whether the segmenter's dictionary has `word`, or it was taught it."""
    return bool(_segmenter()[0].has_word(word))


@lru_cache(maxsize=200_000)
def word_class(word: str) -> str:
    """The class (part of speech, as jieba's dictionary abbreviates it) of one word; `x` if it is none."""
    tagged = _segmenter()[0].tag(word)
    return tagged[0][1] if len(tagged) == 1 else "x"
