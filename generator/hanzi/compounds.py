"""Long words that are several: GB/T 16159 joins syllables, not the words of a phrase (春节假期 Chūnjié jiàqī).

The segmenter's dictionary has many phrases of everyday words. One is cut in two where both halves are words of that
dictionary; what the phrase table has as a whole, most of it idioms, is left whole, and so is a word with one character
before or after another word (共产党|员), or that is a foreign name (马来西亚). A family name stands apart from a title.
"""

from __future__ import annotations

from functools import lru_cache

from generator.hanzi.classes import belongs
from generator.hanzi.dictionary import phrases
from generator.hanzi.segment import is_listed, tag
from generator.hanzi.tables import titles

_LONG, _LONGEST = 4, 6
_NO_COMPOUNDS = ("nr", "i")
"""How the tags of words begin that are not cut: persons, idioms."""
_TIME = "t"
_PLACES = frozenset(("ns", "nz"))
_CUTS = {4: (2,), 5: (3, 2), 6: (3, 4, 2)}
"""Where a word of so many characters may be cut, the likeliest place first."""


@lru_cache(maxsize=100_000)
def parts(word: str) -> tuple[str, ...]:
    """The words that the Simplified `word` is written as; itself, if it is one."""
    if word[1:] in titles() and len(word) == _LONG - 1 and tag(word) == "nr":
        return word[:1], word[1:]
    if not _LONG <= len(word) <= _LONGEST or word in phrases() or not is_listed(word):
        return (word,)
    is_derived = tag(word) != _TIME and (is_listed(word[1:]) or is_listed(word[:-1]))
    if is_derived or tag(word).startswith(_NO_COMPOUNDS):
        return (word,)
    cuts = [cut for cut in _CUTS[len(word)] if is_listed(word[:cut]) and is_listed(word[cut:])]
    if not cuts or word[: cuts[0]] == word[cuts[0] :] or (tag(word) in _PLACES and belongs(word[cuts[0] :], "foreign")):
        return (word,)
    return word[: cuts[0]], word[cuts[0] :]
