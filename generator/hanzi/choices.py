"""Choosing a form by the words around it: the rules of `data/choices.toml`.

A rule is a line `left _ right → form`. `_` is the character decided; each element stands for one word beside it:
`公园` that word, `公*` one that begins so, `*公` one that ends so, `@animal` one of that class, `*` any word,
alternatives joined by `|`, `!` before them for "none of these". Two elements have no place: `~` asks for a word somewhere
near by, `^` looks at the word the character itself is in. The form `=` is the character unchanged. The first line that
holds decides; a character's last line has no condition.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.hanzi.dictionaries import Direction, own_data
from generator.hanzi.classes import belongs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model import Region

REACH = 3
"""How many words either side a rule may name."""
NEAR = 40
"""How many words either side `~` looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a character stands: the words either side, nearest first, and the text with the number of its word."""

    left: Sequence[str]
    right: Sequence[str]
    words: Sequence[str]
    at: int


class Element(dict[str, bool]):
    """One element of a rule; as a mapping it remembers its answer for each word."""

    def __init__(self, source: str) -> None:
        """Read `source`, as a rule writes it. Raises KeyError for an unknown class."""
        super().__init__()
        self.kind = source[0] if source[0] in "~^" else ""
        source = source.removeprefix(self.kind)
        self._negative = source.startswith("!")
        self._options = source.removeprefix("!").split("|")
        for option in self._options:
            if option.startswith("@"):
                belongs("", option[1:])

    def __missing__(self, word: str) -> bool:
        """Whether the word fits."""
        answer = any(_option_fits(option, word) for option in self._options) is not self._negative
        self[word] = answer
        return answer


def _option_fits(option: str, word: str) -> bool:
    if option.startswith("@"):
        return belongs(word, option[1:])
    if option == "*":
        return bool(word)
    if option.startswith("*"):
        return word.endswith(option[1:])
    if option.endswith("*"):
        return word.startswith(option[:-1])
    return word == option


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line: the elements to the left (nearest first), to the right, near by, of the word itself; and the form."""

    left: tuple[Element, ...]
    right: tuple[Element, ...]
    near: tuple[Element, ...]
    own: tuple[Element, ...]
    form: str

    def holds(self, place: Place) -> bool:
        """Whether every element is met."""
        return (
            all(map(Element.__getitem__, self.left, place.left))
            and all(map(Element.__getitem__, self.right, place.right))
            and all(element[place.words[place.at]] for element in self.own)
            and all(self._is_near(element, place) for element in self.near)
        )

    @staticmethod
    def _is_near(element: Element, place: Place) -> bool:
        return any(element[word] for word in place.words[max(0, place.at - NEAR) : place.at + NEAR])


def parse_rule(line: str) -> Rule:
    """Read one line of rules. Raises ValueError for one without `_` or `→`."""
    condition, arrow, form = line.partition("→")
    before, gap, after = condition.partition("_")
    if not arrow or not gap:
        message = f"a rule is written 'left _ right → form': {line!r}"
        raise ValueError(message)
    left = [Element(item) for item in reversed(before.split())]
    right = [Element(item) for item in after.split()]
    return Rule(
        left=tuple(element for element in left if not element.kind),
        right=tuple(element for element in right if not element.kind),
        near=tuple(element for element in (*left, *right) if element.kind == "~"),
        own=tuple(element for element in (*left, *right) if element.kind == "^"),
        form=form.strip(),
    )


def choose(character: str, rules: Sequence[Rule], place: Place) -> str:
    """The form of the first rule that holds."""
    form = next(rule.form for rule in rules if rule.holds(place))
    return character if form == "=" else form


@cache
def choices(direction: Direction, region: Region) -> Mapping[str, tuple[Rule, ...]]:
    """The rules of each character that is decided by its neighbours."""
    found: dict[str, tuple[Rule, ...]] = {}
    for choice in own_data("choices")[direction]:
        if choice.get("region", region) == region:
            rules = tuple(parse_rule(line) for line in choice["rules"].splitlines() if line.strip())
            for character in choice["of"]:
                found[character] = (*found.get(character, ()), *rules)
    return found
