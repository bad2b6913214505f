"""Classes of words that the rules speak of: numbers, animals, verbs, surnames and more.

A class is a list in `data/written/classes.toml`, a shape (a number, Latin letters, punctuation), or a part of speech
that the segmenter's own dictionary gives.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from duben.chinese.tables.conversion_tables import own_data
from duben.chinese.tables.files import surnames_converted, titles_for_conversion
from duben.chinese.words.segmenter import is_listed, tag

_SHAPES = {
    "number": r"[第好上近约逾]?(?:[\d０-９][\d０-９.,]*|[〇零一二三四五六七八九十百千万亿两几数半多余]+)+"
    r"|若干|多少|无数|许多|好多",
    "digits": r"[\d０-９][\d０-９.,]*|[〇零一二三四五六七八九十百千万亿两]+",
    "latin": r"[A-Za-zÀ-ɏ]+",
    "mark": r"[^\w]*",
    "single": r"[㐀-鿿]",
}
_TAGS = {
    "noun": ("n", "s", "t", "f", "vn", "an"),
    "place": ("ns",),
    "person": ("nr",),
    "foreign_name": ("nrt",),
    "verb": ("v",),
    "adjective": ("a",),
    "adverb": ("d",),
}


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    lists = {name: frozenset(words.split()) for name, words in own_data("classes").items()}
    return lists | {"title": titles_for_conversion()}


def _is_name(word: str) -> bool:
    """A Chinese personal name: a surname, one to three characters more, and tagged so (`nrt` tags foreign names)."""
    longest = 4
    surnames = surnames_converted("yes", "rare")
    if not 1 < len(word) <= longest or not {word[0], word[:2]} & surnames:
        return False
    if len(word) == longest and word[:2] not in surnames:
        return False  # 向后散射
    if word[0] in surnames_converted("rare") and len(word) == longest - 1 and is_listed(word[1:]):
        return False  # 于长江, in the Yangtze; 干辣椒, dry pepper
    kind = tag(word)
    return kind.startswith("nr") and kind != "nrt" and word[-1] not in _word_lists()["name_end"]


def _is_foreign(word: str) -> bool:
    """A word of syllables that foreign names are written with."""
    return bool(word) and set(word) <= _word_lists()["syllable"]


def _is_given(word: str) -> bool:
    """A single character that may be one of a given name."""
    return belongs(word, "single") and word not in _word_lists()["function"]


def _is_name_in_qian(word: str) -> bool:
    """A personal name that ends in 乾, folded to 干: 李承乾, 張乾; not 毛巾乾, which begins with a word."""
    lengths = 2, 3
    return (
        len(word) in lengths
        and word[-1] == "干"
        and word[0] in _word_lists()["surname"]
        and not (len(word) == max(lengths) and (is_listed(word[:2]) or word[1] == word[0]))
    )


def _goes_on(word: str) -> bool:
    """A word that a noun stands whole before: a verb, an adverb, a particle, a mark."""
    return any(belongs(word, name) for name in ("mark", "verb", "adverb", "adjective", "function"))


_TESTS = {
    "goes_on": _goes_on,
    "name": _is_name,
    "name_in_qian": _is_name_in_qian,
    "thing": lambda word: tag(word) == "n",
    "noodles": lambda word: word.endswith("面") and word[:-1] in _word_lists()["ingredient"],
    "foreign": _is_foreign,
    "foreign2": lambda word: len(word) > 1 and _is_foreign(word),
    "foreign3": lambda word: len(word) > 2 and _is_foreign(word),  # noqa: PLR2004 - as its name says
    "given": _is_given,
}


@lru_cache(maxsize=200_000)
def belongs(word: str, name: str) -> bool:
    """Whether `word` (Simplified; empty beyond either end of the text) is of the class `name`.

    Raises KeyError for a class that nothing defines.
    """
    if name in _SHAPES:
        return re.fullmatch(_SHAPES[name], word) is not None
    if name in _TAGS:
        return bool(word) and tag(word).startswith(_TAGS[name])
    if name in _TESTS:
        return _TESTS[name](word)
    return word in _word_lists()[name]
