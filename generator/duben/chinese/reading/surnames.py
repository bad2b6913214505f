"""Recognises family names that are read differently from the everyday word (单 Shàn, 任 Rén, 解 Xiè).

A name is only where one stands: after 姓, beside a title, in a list of people, or in a word that is a name by its
characters. A word that a table has is none (查明 chá, 华丽 huá), whatever the segmenter takes it for.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from duben.chinese.tables.files import (
    surname_readings,
    surnames_with_capital,
    titles_for_capitals,
    titles_for_conversion,
    titles_for_reading,
)
from duben.chinese.tables.reading_tables import phrases
from duben.chinese.words.proper_names import capitals, is_familiar
from duben.chinese.words.segmenter import is_listed, tag, word_class

if TYPE_CHECKING:
    from collections.abc import Sequence

_RARE = frozenset("那繁员洗秘过召应华区种祭折")
"""Everyday characters that are no name before a title: 那老师. Most are none at the head of a word either."""
_VERBS = frozenset("任解查")
"""Verbs too, after a noun: 在电厂任工程师."""
_FAMILIAR = {"老": "lǎo", "小": "xiǎo"}
"""How people are called by their family name: 小薄, 老单."""
_BEFORE_VERBS = "曾"
"""An adverb, so what follows it is a verb (曾住 céng), or it is a name (曾毅 Zēng)."""
_PAIR, _LONGEST = 2, 3
_PERSON = (0, 1)
"""Where the capitals of a name of this kind are: 曾国藩 Zēng Guófān."""
_SAYS = frozenset(
    ("说", "称", "表示", "认为", "指出", "介绍", "回忆", "强调", "告诉", "坦言", "透露", "写道", "回答", "解释")
)
_AFTER_PERSON = frozenset("vdcpxw")
"""How the classes of words after a person begin; `x` is punctuation too."""
_ASKS = frozenset(("姓", "复姓", "本姓", "原姓", "免贵姓", "都姓", "也姓", "不姓", "人姓"))
_NAMES = frozenset(("", "nr", "ns", "nz", "nrt"))
"""Tags of what may be a given name."""


def may_be_name(word: str) -> bool:
    """Whether `word` begins as a name might; all others need no second look."""
    return word[:1] in surname_readings() or word in surname_readings() or word[0] == "姓" or _is_familiar(word)


@lru_cache(maxsize=100_000)
def needs_place(word: str) -> bool:
    """Whether `word` is a name in some places only."""
    if word in surname_readings():
        return True
    return word[0] != "姓" and _is_tagged(word) and not _is_person(word)


def surname(words: Sequence[str], index: int) -> tuple[str, ...] | None:
    """The syllables of the name that the word at `index` is, or begins with; `None` where it is no such name."""
    known, word = surname_readings(), words[index]
    if word[0] == "姓" and len(word) > 1:
        return ("xìng", *known[word[1:]]) if word[1:] in known else None
    if _is_familiar(word):
        return (_FAMILIAR[word[0]], *known[word[1:]])
    if word in known:
        return known[word] if _stands_alone(words, index) else None
    return known[word[0]] if word[0] in known and (_is_person(word) or _is_named(words, index)) else None


@lru_cache(maxsize=100_000)
def _is_familiar(word: str) -> bool:
    """Whether a word is a family name after 老 or 小, and nothing that a dictionary has (小解)."""
    if not is_familiar(word, surname_readings()) or word in phrases() or word[1:] in _RARE:
        return False
    return word[0] != "老" or word[1:] not in _VERBS


def _stands_alone(words: Sequence[str], index: int) -> bool:
    """Whether a family name that is a word by itself is one: after 姓, before a title, between one and a given name."""
    word, before, after = words[index], words[index - 1] if index else "", "".join(words[index + 1 : index + 2])
    if before in _ASKS:
        return True
    if before in _FAMILIAR and word not in _RARE and word not in _VERBS:
        return word_class(after or "。")[:1] in _AFTER_PERSON
    is_verb = word in _VERBS and word_class(before or "。").startswith("n")
    if after in titles_for_reading():
        return word not in _RARE and not is_verb
    return before in _titles() and 0 < len(after) < _LONGEST and not is_verb and _may_be_given(after)


def _may_be_given(word: str) -> bool:
    return "一" <= word[0] <= "鿿" and (tag(word) in _NAMES if len(word) > 1 else word_class(word) == "nr")


@cache
def _titles() -> frozenset[str]:
    return titles_for_reading() | titles_for_capitals() | titles_for_conversion()


@lru_cache(maxsize=100_000)
def _is_tagged(word: str) -> bool:
    """Whether the segmenter takes a word for a name, and no table has it as another."""
    if not 1 < len(word) <= _LONGEST or word in phrases():
        return False
    return word_class(word) == "nr"


@lru_cache(maxsize=100_000)
def _is_person(word: str) -> bool:
    """Whether a word that begins with a family name is somebody's name, wherever it is."""
    family = word[0]
    if not _is_tagged(word):
        return False
    if family in surnames_with_capital("sure") or capitals(word) == _PERSON:
        return True
    if family == _BEFORE_VERBS and len(word) == _PAIR:
        return not tag(word[1]).startswith(("v", "d", "p"))
    is_title = family in surnames_with_capital("title") and family not in _RARE
    return is_title and len(word) == _LONGEST and not any(map(is_listed, (word[1:], word[:2])))


def _is_named(words: Sequence[str], index: int) -> bool:
    """Whether a word that may be a name has a title beside it, says something, or is in a list of people."""
    if not _is_tagged(words[index]):
        return False
    before, after = words[index - 1] if index else "", "".join(words[index + 1 : index + 2])
    if before in _titles() or after in _titles() or after in _SAYS:
        return True
    others = [
        words[place + way] for way in (-1, 1) if 0 < (place := index + way) < len(words) - 1 and words[place] == "、"
    ]
    return any(capitals(other) == _PERSON for other in others)
