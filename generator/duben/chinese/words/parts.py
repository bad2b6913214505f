"""Long words that are several: GB/T 16159 joins syllables, not the words of a phrase (春节假期 Chūnjié jiàqī).

The segmenter's dictionary has many phrases of everyday words. One is cut in two where both halves are words of that
dictionary; what the phrase table has as a whole, most of it idioms, is left whole, and so is a word with one character
before or after another word (共产党|员), or that is a foreign name (马来西亚). A family name stands apart from a title,
a numeral from what it counts; what the segmenter only guesses to be a word gives back its adverb or pronoun (很|重).
"""

from __future__ import annotations

from functools import lru_cache

from duben.chinese.tables.files import titles_for_reading
from duben.chinese.tables.reading_tables import phrases
from duben.chinese.words.numerals import counted
from duben.chinese.words.segmenter import is_known, is_listed, tag, word_class
from duben.chinese.words.word_classes import belongs

_LONG, _LONGEST = 4, 6
_NO_COMPOUNDS = "nr"
"""How the tags of persons begin, who are not cut."""
_TIME = "t"
_PLACES = frozenset(("ns", "nz"))
_CUTS = {4: (2,), 5: (3, 2), 6: (3, 4, 2)}
"""Where a word of so many characters may be cut, the likeliest place first."""
_BEFORE = frozenset("得里很更太最再先已又还就也都只才刚正不没会要能该若愈越我你他她它有被把比替向从以与使让")
_NO_SURNAMES = frozenset("很更太最我你他她它")
_BEHIND = frozenset("得里上下中由用比越在")
_PARTICLES = frozenset("吗呢吧嘛")
_BEHIND_WORDS = _BEHIND | frozenset("内间后前时")
"""Words of one character that the segmenter, guessing, joins to the next (他称), or to the one before (课里)."""
_PEOPLE = "人"
_VERY = "很"
"""Listed words begin with it too (很多 hěn duō), and none is one word."""


@lru_cache(maxsize=100_000)
def parts(word: str) -> tuple[str, ...]:
    """The words that the Simplified `word` is written as; itself, if it is one."""
    if word[1:] in titles_for_reading() and len(word) == _LONG - 1 and tag(word) == "nr":
        return word[:1], word[1:]
    if word[0] == _VERY and len(word) > 1:
        return _VERY, word[1:]
    return counted(word) or _halves(word) or (word,)


def inner_words(word: str) -> tuple[str, ...]:
    """The dictionary's words of two and three characters within the Simplified `word`: 北京大学 → 北京, 大学."""
    slices = (word[start : start + length] for length in (2, 3) for start in range(len(word) - length + 1))
    return tuple(each for each in slices if is_listed(each))


def _halves(word: str) -> tuple[str, ...] | None:
    """Two words that make a long one of the segmenter's dictionary."""
    if not _LONG <= len(word) <= _LONGEST or word in phrases() or not is_listed(word):
        return None
    is_derived = word[-2] == word[-1] or (tag(word) != _TIME and (is_listed(word[1:]) or is_listed(word[:-1])))
    if is_derived or tag(word).startswith(_NO_COMPOUNDS):
        return None
    cuts = [cut for cut in _CUTS[len(word)] if is_listed(word[:cut]) and is_listed(word[cut:])]
    if not cuts or word[: cuts[0]] == word[cuts[0] :] or (tag(word) in _PLACES and belongs(word[cuts[0] :], "foreign")):
        return None
    return word[: cuts[0]], word[cuts[0] :]


@lru_cache(maxsize=100_000)
def guessed(word: str) -> tuple[str, ...]:
    """The words in what is no word of any list, if they are plain to see; a name may be any two characters."""
    if not 1 < len(word) < _LONG or is_known(word) or word in phrases():
        return (word,)
    head, tail = word[0], word[-1]
    if tail in _PARTICLES:
        return word[:-1], tail
    if head not in _NO_SURNAMES and word_class(word).startswith("nr"):
        return (word,)
    if head in _BEFORE or (head == _PEOPLE and len(word) == len("人答") and word_class(tail).startswith("v")):
        return head, word[1:]
    apart = tail in _BEHIND if len(word) < _LONG - 1 or tail == "里" else tail in _BEHIND_WORDS and is_listed(word[:-1])
    return (word[:-1], tail) if apart else (word,)
