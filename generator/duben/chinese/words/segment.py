"""Cuts folded (Simplified) text into words: the segmenter's, and those joined that it cuts though they are one.

Its dictionary has 十九年 and so cuts 六|十九年; it has no 中国人 (GB/T 16159: Zhōngguórén), and of a foreign name that
it does not know it guesses the beginning: 维尔|东（Guillaume Verdon）. What else it guesses may be two words (他|称).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from duben.chinese.tables.files import surnames_with_capital, titles_for_capitals
from duben.chinese.words.numerals import DIGITS, counted
from duben.chinese.words.parts import guessed
from duben.chinese.words.proper_names import capitals, double_surnames, family_of, follows_profession, profession_ends
from duben.chinese.words.segmenter import cut, is_listed, tag, word_class
from duben.chinese.words.word_classes import belongs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DIGITS = frozenset(DIGITS + "几数")
_ZERO = "\u3007"
"""The segmenter cuts at it: 二|\u3007|二|四年."""
_UNITS = frozenset("十百千万亿")
_OF_PLACE = frozenset("人话语籍裔")
_PLACES = frozenset(("ns", "nz", "j", ""))
_OPEN = frozenset("（(")
_DOTS = frozenset("·‧・\uff0e")
_LATIN = re.compile("[A-Z](?:[a-zà-ž]|$)")
_MANY = frozenset("张王李赵刘陈杨孙周吴")
_BY_NUMBER = frozenset("二三四五六七八九")
"""刘三, 李四: how people are called by their place among brothers, which the segmenter cuts (刘|三发)."""
_GIVEN = 2
"""How many characters a given name has at most."""
_NOT_GIVEN = frozenset("pcudrm")
"""How the classes of words begin that are no given names."""
_NO_END = frozenset("vpcudrmqf")
"""How the classes of single characters begin that go on after a name."""
_REACH = 3
"""Into how many words a foreign name may have been cut."""
_LONGEST = 40
"""Longer words are not joined further: no numeral or name is so long."""
_NEEDED = re.compile(
    r"\u3007|[一二三四五六七八九十百千万亿零〇两几数]\0[十百千万亿]|\0[人话语籍裔](?:\0|$)|[（(]\0[A-Z]|\0[·‧・\uff0e]"
    r"|(?:^|\0)[张王李赵刘陈杨孙周吴]\0[二三四五六七八九][^\0]"
    r"|[中美日韩俄英法德]\0[美日韩俄英法德苏朝越](?:\0|$)"
)
"""What is looked for in the words, with \\0 between them: most texts have none of it."""


def segment(folded: str) -> list[str]:
    """The words of `folded`, in order; joined they give it back, character for character."""
    words = list(chain.from_iterable(map(guessed, cut(folded))))
    if any(folded[found.end() - 2 : found.end()] in profession_ends() for found in _before_family()(folded)):
        _join_persons(words)
    if not _NEEDED.search("\0".join(words)):
        return words
    done: list[str] = []
    for index, word in enumerate(words):
        if word in _DOTS or (word in _OPEN and index + 1 < len(words) and _LATIN.match(words[index + 1])):
            _join_name(done)
        if done and done[-1] in _MANY and word[0] in _BY_NUMBER and len(word) > 1 and not _counts(done):
            done[-1] += word[0]
            done.append(word[1:])
        elif done and len(done[-1]) < _LONGEST and (_joins(done, word) or _goes_on_family(done, word)):
            done[-1] += word
        else:
            done.append(word)
    return done


@cache
def _before_family() -> Callable[[str], Iterator[re.Match[str]]]:
    """Finds the characters that end what somebody is, before one that begins a family name."""
    last = "".join({end[-1] for end in profession_ends()})
    first = "".join({name[0] for name in surnames_with_capital("sure", "doubtful", "double")})
    return re.compile(f"[{last}](?=[{first}])").finditer


def _counts(done: list[str]) -> bool:
    """Whether the last of `done` counts something (一张), and is no family name."""
    return len(done) > 1 and (done[-2][-1] in _DIGITS or done[-2][-1].isdigit())


def _join_persons(words: list[str]) -> None:
    """Makes one word of each name after what somebody is: 编剧|鲍|小雨, 工程师|彭子|明画."""
    ends = profession_ends()
    places = [at for at, word in enumerate(words[:-2], 1) if word[-2:] in ends]
    for at in reversed(places):
        if follows_profession(words[at - 1]) and family_of(words[at]):
            words[at : at + 2] = _person(words[at], words[at + 1]) or words[at : at + 2]


@lru_cache(maxsize=10_000)
def _person(first: str, second: str) -> tuple[str, ...] | None:
    """The name that two words begin with, and what is left of them; `None` if the first has all of it, or none."""
    family = family_of(first)
    missing = len(family) + _GIVEN - len(first)
    if not re.fullmatch("[㐀-鿿]+", second) or missing <= 0:
        return None
    if first == family:
        is_given = len(second) == _GIVEN and not _stands_apart(second)
        return (first + second,) if is_given and _is_surname_here(family, second) else None
    if len(first) == len(family) + 1 and not is_listed(first) and belongs(second, "given"):
        return None if tag(second)[:1] in _NO_END else (first + second,)
    if is_listed(first) or not _is_cut_badly(second) or len(second) <= missing or tag(second[0])[:1] in _NO_END:
        return None
    return first + second[:missing], second[missing:]


def _is_surname_here(family: str, given: str) -> bool:
    """Whether a family name by itself is one: one that is a common word too needs a name that looks like one."""
    return family in surnames_with_capital("sure", "double") or word_class(family + given) == "nr"


def _is_cut_badly(word: str) -> bool:
    """Whether a word is only a guess."""
    return len(word) > 1 and not is_listed(word)


def _stands_apart(word: str) -> bool:
    """Whether a word after a family name is no given name: a title, a word of grammar, a verb of saying."""
    if not is_listed(word):
        return not all(belongs(char, "given") for char in word)
    return word in titles_for_capitals() or tag(word)[:1] in _NOT_GIVEN


def _joins(done: list[str], word: str) -> bool:
    return _may_be_one(done[-1], word) and _is_one(done[-1], word) and not _is_within(done)


def _may_be_one(last: str, word: str) -> bool:
    """Whether to ask if two words are one: a numeral goes on, a suffix follows, or both are single characters."""
    return word[0] in _UNITS or word in _OF_PLACE or len(last) == len(word) == 1 or (_ZERO in last or word[0] == _ZERO)


@lru_cache(maxsize=10_000)
def _is_one(last: str, word: str) -> bool:
    """Whether two words are one, of which that may be: 六 + 十九年, 中国 + 人, 中 + 俄."""
    if word[0] in _UNITS:
        goes_on = _DIGITS.issuperset(word) or counted("一" + word) is not None
        return goes_on and last[-1] != word[0] and _DIGITS.issuperset(last)
    if _ZERO in last or word[0] == _ZERO:
        return _DIGITS.issuperset(last) and word[0] in _DIGITS
    if word in _OF_PLACE:
        return len(last) > 1 and capitals(last) == (0,) and tag(last) in _PLACES
    return capitals(last + word) == (0, 1) and not tag(last + word).startswith("nr")


def _is_within(done: list[str]) -> bool:
    """Whether 中 at the end of `done` is the place of something (生活中), and not China."""
    return done[-1] == "中" and len(done) > 1 and belongs(done[-2], "noun")


def _goes_on_family(done: list[str], word: str) -> bool:
    """Whether `word` goes on a name: 司马|贺, or, after the dot of a foreign one, 威廉·皮|布尔斯."""
    if done[-1] in double_surnames():
        return len(word) == 1 and belongs(word, "given")
    return len(done) > 1 and done[-2] in _DOTS and belongs(done[-1], "foreign") and belongs(word, "foreign2")


def _join_name(done: list[str]) -> None:
    """Joins the pieces of a foreign name at the end of `done`: the first is foreign, and none is another word."""
    for back in range(min(_REACH, len(done)), 1, -1):
        first, *rest = done[-back:]
        if _begins_name(first, rest[0]) and all(map(_goes_on_name, rest)):
            done[-back:] = [first + "".join(rest)]
            return


def _begins_name(first: str, second: str) -> bool:
    if len(first) > 1:
        return belongs(first, "foreign2") or (capitals(first) == (0,) and (tag(first) or "nr").startswith("nr"))
    return belongs(first, "foreign") and belongs(second, "foreign2")


@lru_cache(maxsize=10_000)
def _goes_on_name(word: str) -> bool:
    """What may be more of a foreign name: a single character, or a guess."""
    if not re.fullmatch("[㐀-鿿]+", word):
        return False
    if len(word) == 1:
        return not belongs(word, "function")
    return not is_listed(word) or tag(word).startswith("nr") or belongs(word, "foreign2")
