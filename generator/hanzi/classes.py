"""Classes of words that the rules speak of: numbers, animals, verbs, surnames …

A class is a list in `data/classes.toml`, a shape (a number, Latin letters, punctuation), or a part of speech that the
segmenter's own dictionary gives.
"""

from __future__ import annotations

import re
from functools import cache

import rjieba

from generator.hanzi.dictionaries import own_data

_SHAPES = {
    "number": r"[第数几好上]?[\d０-９.,〇零一二三四五六七八九十百千万亿两兩萬億半多余餘]+|数|數|几|幾|若干|多少",
    "digits": r"[\d０-９.,]+|[〇零一二三四五六七八九十百千万亿]+",
    "latin": r"[A-Za-zÀ-ɏ]+",
    "mark": r"[^\w]*",
    "single": r"[㐀-鿿]",
    "han": r"[㐀-鿿]+",
}
_TAGS = {
    "noun": ("n", "s", "t", "f", "vn", "an"),
    "person": ("nr",),
    "place": ("ns",),
    "verb": ("v",),
    "adjective": ("a",),
    "adverb": ("d",),
}


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in own_data("classes").items()}


@cache
def tag(word: str) -> str:
    """The part of speech of `word` in the segmenter's dictionary (ICTCLAS letters); empty for what is not one word."""
    tagged = rjieba.tag(word, False)  # noqa: FBT003 - the library's own signature
    return tagged[0][1] if len(tagged) == 1 else ""


@cache
def belongs(word: str, name: str) -> bool:
    """Whether `word` (Simplified; empty beyond either end of the text) is of the class `name`.

    Raises KeyError for a class that nothing defines.
    """
    if name in _SHAPES:
        return re.fullmatch(_SHAPES[name], word) is not None
    if name in _TAGS:
        return bool(word) and tag(word).startswith(_TAGS[name])
    return word in _word_lists()[name]
