"""Choosing a form by the words around it: the rules of `data/written/choices.toml`.

A rule is a line `left _ right → form`. `_` is the character decided; each element stands for one word beside it:
`公园` that word, `公*` one that begins so, `*公` one that ends so, `@animal` one of that class, `*` any word,
alternatives joined by `|`, `!` before them for "none of these". Three elements have no place: `~` asks for a word
somewhere near by, `<` for one named shortly before (with no noun after it that it would only describe), `^` looks at
the word the character itself is in. The form `=` is the character unchanged. The first line that holds decides; a
character's last line has no condition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from duben.chinese.tables.conversion_tables import Direction, fold_table, own_data, shaped
from duben.chinese.words.word_classes import belongs
from duben.model.words import Region

REACH = 3
"""How many words either side a rule may name."""
NEAR = 40
"""How many words either side `~` looks at, and half as many `<`."""

_MOST = 10_000
"""Words that one element remembers its answer for."""
_BEYOND = ("",) * REACH
"""What stands past either end of a text."""

Window = Sequence[str]
"""The words around a character: REACH before it, its own word, REACH after it; empty past either end of the text."""


class Element(dict[str, bool]):
    """One element of a rule; as a mapping it remembers its answer for each word."""

    def __init__(self, source: str) -> None:
        """Read `source`, as a rule writes it. Raises KeyError for an unknown class."""
        super().__init__()
        self.kind = source[0] if source[0] in "~^<" else ""
        source = source.removeprefix(self.kind)
        self._negative = source.startswith("!")
        self._options = source.removeprefix("!").split("|")
        for option in self._options:
            if option.startswith("@"):
                belongs("", option[1:])

    def __missing__(self, word: str) -> bool:
        """Whether the word fits."""
        if len(self) >= _MOST:
            self.clear()
        simplified = word.translate(fold_table())
        answer = any(_option_fits(option, word, simplified) for option in self._options) is not self._negative
        self[word] = answer
        return answer


def _option_fits(option: str, word: str, simplified: str) -> bool:
    if option.startswith("@"):
        return belongs(simplified, option[1:])
    if option == "*":
        return bool(word)
    if option.startswith("*"):
        return word.endswith(option[1:])
    if option.endswith("*"):
        return word.startswith(option[:-1])
    return word == option


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line: what is asked of places in the window, of any word near by, of those named before; and the form.

    `line` and `reason` are for people: the rule as it is written, and why its group is there.
    """

    places: tuple[tuple[int, Element], ...]
    near: tuple[Element, ...]
    named: tuple[Element, ...]
    form: str
    line: str = ""
    reason: str = ""

    def holds(self, window: Window, words: Sequence[str], at: int) -> bool:
        """Whether every element is met around word number `at` of `words`."""
        for place, element in self.places:
            if not element[window[place]]:
                return False
        return self._is_near(words, at) and self._was_named(words, at)

    def _is_near(self, words: Sequence[str], at: int) -> bool:
        return all(any(map(element.__getitem__, words[max(0, at - NEAR) : at + NEAR])) for element in self.near)

    def _was_named(self, words: Sequence[str], at: int) -> bool:
        before = range(max(0, at - NEAR // 2), at)
        return all(
            any(element[words[place]] and belongs(words[place + 1], "goes_on") for place in before)
            for element in self.named
        )


def parse_rule(line: str, reason: str = "") -> Rule:
    """Read one line of rules. Raises ValueError for one without `_` or `→`."""
    condition, arrow, form = line.partition("→")
    before, gap, after = f" {condition} ".partition(" _ ")
    if not arrow or not gap:
        message = f"a rule is written 'left _ right → form': {line!r}"
        raise ValueError(message)
    left, right = [Element(item) for item in reversed(before.split())], [Element(item) for item in after.split()]
    beside = [element for element in left if not element.kind], [element for element in right if not element.kind]
    elsewhere = [element for element in (*left, *right) if element.kind]
    return Rule(
        places=(
            *((REACH, element) for element in elsewhere if element.kind == "^"),
            *((REACH - distance, element) for distance, element in enumerate(beside[0], 1)),
            *((REACH + distance, element) for distance, element in enumerate(beside[1], 1)),
        ),
        near=tuple(element for element in elsewhere if element.kind == "~"),
        named=tuple(element for element in elsewhere if element.kind == "<"),
        form=form.strip(),
        line=line,
        reason=reason,
    )


def ruling(rules: Sequence[Rule], window: Window, words: Sequence[str], at: int) -> Rule | None:
    """The first of `rules` that holds around word number `at` of `words`."""
    for rule in rules:
        if rule.holds(window, words, at):
            return rule
    return None


def window_of(words: Sequence[str], at: int, pieces: Sequence[str], number: int) -> Window:
    """What stands around piece `number` of the word at `at`, which is cut into `pieces`."""
    before = [*_BEYOND, *words[max(0, at - REACH) : at], *pieces[:number]]
    after = [*pieces[number + 1 :], *words[at + 1 : at + 1 + REACH], *_BEYOND]
    return [*before[-REACH:], words[at], *after[:REACH]]


@cache
def choices(direction: Direction, region: Region) -> Mapping[str, tuple[Rule, ...]]:
    """The rules of each character, or word, that is decided by its neighbours."""
    found: dict[str, tuple[Rule, ...]] = {}
    for choice in own_data("choices")[direction]:
        if choice.get("region", region) == region:
            lines = filter(None, map(str.strip, choice["rules"].splitlines()))
            written = (line if direction == "t2s" else shaped(line, region) for line in lines)
            rules = tuple(parse_rule(line, choice["reason"]) for line in written)
            for source in choice["words"].split() if "words" in choice else choice["of"]:
                found[source] = (*found.get(source, ()), *rules)
    return found
