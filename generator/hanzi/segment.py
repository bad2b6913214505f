"""The segmenter, rjieba, taught the words of our own tables; and what its dictionary says of a word.

The segmenter is built on first use and kept: building reads a dictionary of 350,000 words, cutting is then fast.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from generator.hanzi.phrases import phrase_keys
from generator.hanzi.tables import corrections

if TYPE_CHECKING:
    from rjieba import Jieba

_TAUGHT_FREQUENCY = 3_000
"""As common as an everyday word, so that a taught word wins over its parts but not over a longer known word."""


@cache
def _segmenter() -> Jieba:
    """The one segmenter of this process."""
    import rjieba  # noqa: PLC0415 - on import it builds a segmenter of its own, which only annotating is worth

    segmenter = rjieba.Jieba()
    for word in (*corrections(), *phrase_keys()):
        if len(word) > 1 and (not segmenter.has_word(word) or len(segmenter.cut(word)) > 1):
            segmenter.add_word(word, _TAUGHT_FREQUENCY, None)
    return segmenter


def cut(folded: str) -> list[str]:
    """The words of `folded`, in order; joined they give it back, character for character."""
    return list(_segmenter().cut(folded)) if folded else []


@cache
def tag(word: str) -> str:
    """The class of `word` in the segmenter's own dictionary, untaught; empty for what is not one word of it."""
    import rjieba  # noqa: PLC0415 - see `_segmenter`

    tagged = rjieba.tag(word, hmm=False)
    return tagged[0][1] if len(tagged) == 1 else ""


def is_listed(word: str) -> bool:
    """Whether the segmenter's own dictionary has `word`."""
    import rjieba  # noqa: PLC0415 - see `_segmenter`

    return rjieba.has_word(word)


def is_known(word: str) -> bool:
    """Whether the segmenter's dictionary has `word`, or it was taught it."""
    return _segmenter().has_word(word)


@lru_cache(maxsize=200_000)
def word_class(word: str) -> str:
    """The class (part of speech, as jieba's dictionary abbreviates it) of one word; `x` if it is none."""
    tagged = _segmenter().tag(word)
    return tagged[0][1] if len(tagged) == 1 else "x"
