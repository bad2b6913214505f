"""Proper names: which syllables of a word begin with a capital (GB/T 16159-2012, 6.2 and 6.3).

A word is a name if a table has it; or if it is one with a suffix (法国人, 汉语族), one followed by a common
word (中国政府), a place by its tag, a family name with a given one (张伟, Zhāng Wěi), or foreign by its tag and its
characters (马斯克). Another table has the common words that the tags, which are coarse, would make names of. Some are
names only where their neighbours say so: 王 before 教授, 中 and 美 before 关系, 辛格 after 彼得·, 一战 unless after 能.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from duben.chinese.tables.conversion_tables import own_data
from duben.chinese.tables.files import common_words, proper_names, surnames_with_capital, titles_for_capitals
from duben.chinese.words.parts import parts
from duben.chinese.words.segmenter import is_listed, tag, word_class
from duben.chinese.words.word_classes import belongs

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence


Capitals = tuple[int, ...]
"""The places of the characters whose syllables have a capital."""

_HAN = re.compile("[㐀-鿿]{2,40}")
_LATIN_NAME = re.compile("[A-Z]")
_OPEN = frozenset("（(")
_DOTS = frozenset("·‧・\uff0e")
_SHORT, _LONG = 2, 4
_TAGS = frozenset(("", "nr", "ns", "nz", "nrt"))
"""Tags of words that may be part of a name, and of what is none."""
_PERSONS = frozenset(("nr", "nrfg"))
"""Tags of persons, who may be famous (李强)."""
_NO_GIVEN = frozenset("vdpcurmq")
"""How the classes of single characters begin that are no given names."""
_FAMILIAR = frozenset("老小")
_PERSON: Capitals = (0, 1)
_NONE: Capitals = ()
_FIRST: Capitals = (0,)


@cache
def _known() -> Mapping[str, Capitals]:
    """The words that the tables decide."""
    found = dict.fromkeys(common_words(), _NONE)
    for name in proper_names():
        starts = (0, *accumulate(map(len, name.split("·"))))
        found[name.replace("·", "")] = starts[:-1]
    return found


@cache
def _list(name: str, table: str = "shapes") -> frozenset[str]:
    return frozenset(own_data("proper")[table][name].split())


@lru_cache(maxsize=200_000)
def capitals(word: str) -> Capitals:
    """Where the Simplified `word` has capitals: nowhere if it is no name."""
    known = _known().get(word)
    if known is not None:
        return known
    if not _HAN.fullmatch(word):
        return _NONE
    if len(word) > _SHORT and (foreign := _of_foreigner(word)):
        return foreign
    if is_familiar(word, surnames_with_capital("sure")):
        return _PERSON
    return _of_suffixed(word) or _of_compound(word) or _of_place(word) or _of_person(word) or _of_foreigner(word)


def double_surnames() -> frozenset[str]:
    """Family names of two characters."""
    return surnames_with_capital("double")


def _surnames() -> frozenset[str]:
    return surnames_with_capital("sure", "doubtful", "title")


def may_be_state(char: str) -> bool:
    """Whether a character is short for a state."""
    return char in _list("state", "context")


@lru_cache(maxsize=200_000)
def may_be_name_here(word: str) -> bool:
    """Whether a word is a name in some places only."""
    if len(word) == 1:
        return word in _surnames() or may_be_state(word)
    if capitals(word):
        return False
    return word in _list("war", "context") or _may_be_foreign(word) or _may_be_person(word)


def _may_be_person(word: str) -> bool:
    """Whether a word that is in no list of words begins with a family name, and goes on as a given name may."""
    family = family_of(word)
    given = word[len(family) :]
    if (
        not family
        or not 0 < len(given) <= _SHORT
        or word in _known()
        or (is_listed(word) and tag(word) not in _PERSONS)
    ):
        return False
    if len(given) == 1:
        return tag(given)[:1] not in _NO_GIVEN
    return not (is_listed(word) and given[-1] in _list("never_given")) and not (
        len(family) == 1 and is_listed(word[:_SHORT])
    )


def _may_be_foreign(word: str) -> bool:
    """Whether a word begins as foreign names do."""
    return word not in _known() and all(map(_sounds_foreign, word[:_SHORT]))


def follows_profession(before: str) -> bool:
    """Whether a word says what somebody is, so that a name may follow: 局长, 副局长, 总工程师."""
    known = _list("profession", "context")
    return before in known or before[1:] in known


@cache
def profession_ends() -> frozenset[str]:
    """The last two characters of each word for what somebody is."""
    return frozenset(word[-2:] for word in _list("profession", "context"))


@lru_cache(maxsize=100_000)
def family_of(word: str) -> str:
    """The family name that a word, or a name that was cut badly, begins with; empty if there is none."""
    if word[:2] in double_surnames():
        return word[:2]
    return word[0] if word[0] in surnames_with_capital("sure", "doubtful") else ""


def is_name_here(words: Sequence[str], index: int) -> bool:
    """Whether the word at `index`, for which that depends, is a name: a family name, a state beside another."""
    word, after = words[index], words[index + 1] if index + 1 < len(words) else ""
    if len(word) > 1:
        return _is_war(words, index) or _is_part_of_name(words, index) or _is_person_here(words, index)
    if len(after) > 1 and after in titles_for_capitals() and word in _surnames():
        return True
    states = _list("state", "context")
    if word not in states:
        return False
    first, last = index, index
    while first and words[first - 1] in states:
        first -= 1
    while last + 1 < len(words) and words[last + 1] in states:
        last += 1
    return first < last < len(words) - 1 and words[last + 1] in _list("between_states", "context")


def _is_person_here(words: Sequence[str], index: int) -> bool:
    """Whether a word that may be somebody's name stands after what he is: 编剧 + 鲍小雪."""
    return index > 0 and follows_profession(words[index - 1]) and _may_be_person(words[index])


def _is_war(words: Sequence[str], index: int) -> bool:
    return words[index] in _list("war", "context") and not (index and words[index - 1] in _list("no_war", "context"))


def _is_part_of_name(words: Sequence[str], index: int) -> bool:
    """Whether a word that may be foreign has its Latin form behind it, or a name beyond a dot: 彼得·辛格."""
    if not _may_be_foreign(words[index]):
        return False
    behind = words[index + 1 : index + 3]
    if len(behind) > 1 and behind[0] in _OPEN and _LATIN_NAME.match(behind[1]) and not is_listed(words[index]):
        return True
    beyond = [words[index + way * 2] for way in (-1, 1) if _is_dot(words, index + way)]
    return any(map(capitals, beyond))


def _is_dot(words: Sequence[str], index: int) -> bool:
    """Whether the word at `index` is a dot within a name, between two words."""
    return 0 < index < len(words) - 1 and words[index] in _DOTS


def may_have_capitals(word: str) -> bool:
    """Whether a word is a name, always or in some places."""
    return bool(capitals(word)) or may_be_name_here(word)


def needs_neighbours(word: str) -> bool:
    """Whether a word is a name in some places only."""
    return not capitals(word) and may_be_name_here(word)


def capitals_here(words: Sequence[str], index: int) -> Capitals:
    """Where the word at `index` of a text has capitals."""
    word = words[index]
    always = capitals(word)
    if always or not (may_be_name_here(word) and is_name_here(words, index)):
        return always
    return (0, len(family_of(word))) if len(word) > 1 and _is_person_here(words, index) else _FIRST


def is_familiar(word: str, families: Container[str]) -> bool:
    """Whether one of these family names after 老 or 小, and nothing else: 小刘, but not 小熊."""
    is_word = is_listed(word) and tag(word) not in {"", *_PERSONS}
    return word[0] in _FAMILIAR and word[1:] in families and not is_word


def _of_suffixed(word: str) -> Capitals:
    """法国人, 上海话, 伊犁河: a name with a suffix."""
    stem = word[:-1]
    return _FIRST if word[-1] in _list("suffix") and len(stem) > 1 and capitals(stem) == _FIRST else _NONE


def _of_compound(word: str) -> Capitals:
    """中国政府, 北京大学: a name and more; what it is has a capital too if it is of the kind that names end with."""
    if len(word) < _LONG or not tag(word):
        return _NONE
    for cut in range(len(word) - 2, 1, -1):
        if word[cut:] in _list("generic") and capitals(word[:cut]) == _FIRST:
            return (0, *range(cut, len(word), 2)) if len(word) - cut == _LONG else (0, cut)
    first = parts(word)[0]
    if first == word and tag(word) == "nt":
        first = next((word[:end] for end in (4, 3, 2) if end < len(word) and capitals(word[:end]) == _FIRST), word)
    return capitals(first) if first != word else _NONE


def _of_place(word: str) -> Capitals:
    """A word tagged as a place, unless it is one of a kind: 东门, 小国, 周边地区."""
    if tag(word) != "ns" or len(parts(word)) > 1:
        return _NONE
    if len(word) == _SHORT and word[0] in _list("describing") and word[1] in _list("kind"):
        return _NONE
    return _FIRST if len(word) < _LONG or word[-1] in _list("kind") or _is_foreign(word) else _NONE


def _of_person(word: str) -> Capitals:
    """A family name, before a title or with a given name."""
    length = _SHORT if word[:2] in double_surnames() else 1
    family, given = word[:length], word[length:]
    is_sure = length > 1 or family in surnames_with_capital("sure")
    if not given or not (is_sure or family in surnames_with_capital("doubtful")):
        return _NONE
    if given in titles_for_capitals():
        return _FIRST if is_sure or len(given) > 1 else _NONE
    is_tagged = length > 1 or (tag(word) or word_class(word)) in _PERSONS
    if len(given) > _SHORT or given[-1] in _list("never_given") or not is_tagged:
        return _NONE
    return (0, length) if is_sure or _has_no_other_word(word) else _NONE


def _has_no_other_word(word: str) -> bool:
    """Whether a name of three characters is nothing else: 白居易, but not 白胡子, which has 胡子."""
    halves = word[:2], word[1:]
    if len(word) != len(halves) + 1:
        return False
    return all(tag(half) in _TAGS for half in halves) if tag(word) == "nr" else not any(map(is_listed, halves))


def _of_foreigner(word: str) -> Capitals:
    """A word tagged as a name and written with the characters of foreign ones."""
    tagged = tag(word) or (word_class(word) if len(word) > _SHORT else "")
    return _FIRST if tagged.startswith("nr") and _is_foreign(word) else _NONE


def _is_foreign(word: str) -> bool:
    return all(map(_sounds_foreign, word)) if len(word) > _SHORT else all(belongs(char, "foreign") for char in word)


def _sounds_foreign(char: str) -> bool:
    return belongs(char, "foreign") or char in _list("foreign")
