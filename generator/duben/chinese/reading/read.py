"""Reads words: one syllable with its citation tone for each Han character, by the rules of `rules`.

Most words are read alike in every text. Their reading is worked out once and remembered. Only rules that look at the
neighbours of a word are asked again for each place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, get_args

from duben.chinese.reading.reasons import Because, ReadCause, because, causes
from duben.chinese.reading.rules import RULES, Rule, Text, context_model, is_open
from duben.chinese.words.segmenter import not_empty
from duben.model.words import Reading, Standard

_UNDECIDED = Because("character")
_RULES: Mapping[Standard, Sequence[Rule]] = {
    standard: [rule for rule in RULES if rule.standard in {None, standard}] for standard in get_args(Standard)
}
"""The rules that are for each standard."""


class Decision(NamedTuple):
    """What the model chose for one character by its sentence, and how sure it is."""

    word: int
    """The index of the word."""
    offset: int
    """The character's place in the word."""
    char: str
    reading: str
    probability: float
    second: str
    """The next likely reading."""


_Plan = tuple[Reading | None, tuple[Rule, ...]]
"""How a word is read: its reading in every text, and the rules that are still to be asked in each place."""


def read(words: Sequence[str], standard: Standard = "cn", places: Sequence[int] | None = None) -> list[Reading | None]:
    """A reading for each of `words`, the Simplified words of one text in order, or only for those at `places`.

    It is by the standard of a region. A reading has one syllable for each Han character and `None` for any other; a
    word without Han characters has none.
    """
    if "" in words:
        kept = not_empty(words)
        found = dict(zip(kept, read([words[index] for index in kept], standard), strict=True))
        return [found.get(index) for index in (range(len(words)) if places is None else places)]
    text = Text(words)
    return [_read(text, index, standard) for index in (range(len(words)) if places is None else places)]


def read_alone(word: str, standard: Standard = "cn") -> tuple[Reading | None] | None:
    """The reading of a word in every text; `None` if that depends on its neighbours."""
    reading, rest = _plan(word, standard)
    return None if rest else (reading,)


def why_read(words: Sequence[str], index: int, standard: Standard = "cn") -> tuple[ReadCause, ...]:
    """Why word number `index` of `words`, the Simplified words of one text, is read so: its Han characters in order."""
    word, kept = words[index], not_empty(words)
    if not word:
        return ()
    words, index = [words[each] for each in kept], kept.index(index)
    syllables: list[str | None] = [None] * len(word)
    reasons = [_UNDECIDED] * len(word)
    _apply(_rules(word, standard), Text(words), index, syllables, reasons)
    return tuple(causes(word, syllables, reasons))


def decisions(words: Sequence[str]) -> Iterator[Decision]:
    """What the model decides in `words` by their sentences, in order; the caller keeps those of low probability."""
    text = Text(words)
    for index, word in enumerate(words):
        if is_open(word):
            for offset, (syllable,), reason in context_model(text, index, ()):
                _, _, chance, second, _ = because(reason, _UNDECIDED)
                yield Decision(index, offset, word[offset], syllable or "", chance, second)


def _read(text: Text, index: int, standard: Standard) -> Reading | None:
    reading, rest = _plan(text.words[index], standard)
    if reading is None or not rest:
        return reading
    syllables = list(reading)
    _apply(rest, text, index, syllables)
    return tuple(syllables)


@lru_cache(maxsize=200_000)
def _plan(word: str, standard: Standard) -> _Plan:
    if not word:
        return None, ()
    syllables: list[str | None] = [None] * len(word)
    text = Text([word])
    rest: list[Rule] = []
    for rule in _rules(word, standard):
        if rest or (rule.by_neighbours and rule.by_neighbours(word)):
            rest.append(rule)
        else:
            _apply((rule,), text, 0, syllables)
    return (tuple(syllables), tuple(rest)) if any(syllables) else (None, ())


def _rules(word: str, standard: Standard) -> list[Rule]:
    """The rules that may have a say on `word`."""
    return [rule for rule in _RULES[standard] if rule.may_change is None or rule.may_change(word)]


def _apply(
    rules: Sequence[Rule], text: Text, index: int, syllables: list[str | None], reasons: list[Because] | None = None
) -> None:
    """Let each of `rules` put its syllables into `syllables`, and its reasons into `reasons`, if they are wanted."""
    for rule in rules:
        for offset, given, reason in rule.findings(text, index, syllables):
            end = offset + len(given)
            syllables[offset:end] = given
            if reasons is not None:
                reasons[offset:end] = [because(reason, before) for before in reasons[offset:end]]
