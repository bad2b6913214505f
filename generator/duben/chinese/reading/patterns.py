"""Reads a character by the text around it: the patterns of `data/written/patterns.toml`.

A pattern is a line `before _ after → syllable`. `_` is the character; each condition before or after it is a regular
expression for the text on that side, `!` before one for "not". All must hold; the first line that does decides. What
stands before is a list of alternatives joined by `|`, each of a fixed length (`看|听|[一二]个`); after `~` it may be
anywhere before in the same clause, and such lines come first. A name in braces is one of the lists under `[lists]`;
`{mark}` is also where a sentence begins or ends. The syllable `=` leaves the reading as it is.

Patterns have a say where the character is a word, or in a word that no table has. In the words that `within` fits they
have one although a table has the word.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import groupby, product
from typing import TYPE_CHECKING, NamedTuple

from duben.chinese.tables.conversion_tables import own_data
from duben.chinese.tables.reading_tables import look_up
from duben.chinese.words.proper_names import capitals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_NAME = re.compile(r"\{(\w+)\}")
_CHARACTER_CLASS = re.compile(r"\[[^]]*\]")
_ANYWHERE = "~"
_AS_IT_IS = "="
_REACH = 24
"""How many characters before `~` looks at."""
_MARKS = "，。；：、！？…—“”‘’「」『』（）《》,;:!?()\n\0"
_PLAIN_GROUP = re.compile(r"\((?!\?)")


class Ruling(NamedTuple):
    """What a line gives: the syllable of the character, and the reason of its group."""

    syllable: str
    reason: str


class Line(NamedTuple):
    """A line as expressions: of the text on both sides of the character, and of what is before it in the clause."""

    expression: str
    clause: tuple[re.Pattern[str], ...]
    syllable: str


class Patterns(NamedTuple):
    """The patterns of one character: the lines that look at the clause, and all others in one expression."""

    by_clause: Sequence[tuple[re.Pattern[str], Sequence[re.Pattern[str]], Ruling]]
    expression: re.Pattern[str] | None
    rulings: Sequence[Ruling]
    within: re.Pattern[str] | None

    def ruling(self, text: str, at: int) -> Ruling | None:
        """What the first line gives that holds of the character at `at` of `text`; `None` where none does."""
        for expression, clause, ruling in self.by_clause:
            if expression.match(text, at) and _are_in_clause(clause, text, at):
                return ruling
        found = self.expression.match(text, at) if self.expression else None
        if found is None or found.lastindex is None:
            return None
        ruling = self.rulings[found.lastindex - 1]
        return None if ruling.syllable == _AS_IT_IS else ruling


def _are_in_clause(wanted: Iterable[re.Pattern[str]], text: str, at: int) -> bool:
    clause = text[max(0, at - _REACH) : at]
    start = max(clause.rfind(mark) for mark in _MARKS) + 1
    return all(each.search(clause, start) for each in wanted)


def _options(condition: str, lists: Mapping[str, str]) -> Iterator[str]:
    """The alternatives of what stands before, with each list written out."""
    for option in condition.split("|"):
        pieces = [[piece] if at % 2 == 0 else lists[piece].split("|") for at, piece in enumerate(_NAME.split(option))]
        yield from map("".join, product(*pieces))


def _length(option: str) -> int:
    return len(_CHARACTER_CLASS.sub("x", option))


def _before(condition: str, lists: Mapping[str, str]) -> str:
    """A condition on what stands before, as lookbehinds: one for each length."""
    is_not = condition.startswith("!")
    options = sorted(_options(condition.removeprefix("!"), lists), key=_length)
    sign = "!" if is_not else "="
    parts = [f"(?<{sign}{'|'.join(same)})" for _, same in groupby(options, key=_length)]
    return "".join(parts) if is_not else f"(?:{'|'.join(parts)})"


def _after(condition: str, lists: Mapping[str, str]) -> str:
    sign = "!" if condition.startswith("!") else "="
    written = _NAME.sub(lambda name: f"({lists[name[1]]})", condition.removeprefix("!"))
    return f"(?{sign}{_PLAIN_GROUP.sub('(?:', written)})"


def parse_line(line: str, char: str, lists: Mapping[str, str]) -> Line:
    """Read a line of the patterns of `char`. Raises ValueError for one without `_` or `→`."""
    condition, arrow, syllable = line.partition("→")
    before, gap, after = condition.partition("_")
    if not arrow or not gap:
        message = f"a pattern is written 'before _ after → syllable': {line!r}"
        raise ValueError(message)
    behind = "".join(_before(each, lists) for each in before.split() if not each.startswith(_ANYWHERE))
    ahead = "".join(_after(each, lists) for each in after.split())
    clause = tuple(re.compile(each[1:]) for each in before.split() if each.startswith(_ANYWHERE))
    return Line(f"{behind}{char}{ahead}", clause, syllable.strip())


@cache
def patterns() -> Mapping[str, Patterns]:
    """The patterns of each character that has some."""
    table = own_data("patterns")
    lists = {
        name: words if words.startswith("[") else "|".join(words.split()) for name, words in table["lists"].items()
    }
    found: dict[str, list[tuple[Line, Ruling]]] = {}
    within: dict[str, list[str]] = {}
    for group in table["pattern"]:
        for char in group["of"]:
            lines = [parse_line(line, char, lists) for line in group["lines"].splitlines() if line.strip()]
            found.setdefault(char, []).extend((line, Ruling(line.syllable, group["reason"])) for line in lines)
            within.setdefault(char, []).extend(group.get("within", "").split())
    return {char: _join(lines, within[char]) for char, lines in found.items()}


def _join(lines: Sequence[tuple[Line, Ruling]], within: Sequence[str]) -> Patterns:
    others = [(line, ruling) for line, ruling in lines if not line.clause]
    return Patterns(
        by_clause=[(re.compile(line.expression), line.clause, ruling) for line, ruling in lines if line.clause],
        expression=re.compile("|".join(f"({line.expression})" for line, _ in others)) if others else None,
        rulings=[ruling for _, ruling in others],
        within=re.compile("|".join(within)) if within else None,
    )


@lru_cache(maxsize=200_000)
def places(word: str) -> tuple[tuple[int, Patterns], ...]:
    """The characters of a word on which patterns have a say, by their offsets."""
    known = patterns()
    found = [(offset, known[char]) for offset, char in enumerate(word) if char in known]
    if not found or len(word) == 1:
        return tuple(found)
    if capitals(word):
        return ()
    sources = look_up(word)[1]
    return tuple(
        (offset, each)
        for offset, each in found
        if sources[offset][0] == "character" or (each.within and each.within.fullmatch(word))
    )
