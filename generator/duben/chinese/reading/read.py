"""Reads words: one syllable with its citation tone for each Han character, chosen by the words around it.

Words come first: what a word says by itself is looked up once and kept. Only a character that its word leaves open is
put to the model, with the sentence around it. Names, the standard of Taiwan and capitals are applied last.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from duben.chinese.reading.features import features, sentence, sentences
from duben.chinese.reading.grammar import RULED, ruled
from duben.chinese.reading.model import Polyphone, polyphone, probability, unit
from duben.chinese.reading.surnames import may_be_name, surname
from duben.chinese.reading.taiwan import in_taiwan
from duben.chinese.tables.reading_tables import is_final, look_up
from duben.chinese.words.proper_names import capitals_here, may_be_name_here, with_capitals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from duben.chinese.reading.features import Sentence
    from duben.model.words import Reading, Standard

_SETTLED = {True: 6.0, False: 3.0}
"""Where the word alone speaks for a reading by such odds (a logarithm), its context hardly ever decides otherwise: for
characters seen with several readings, and for the others. Measured: 1 of 19,000 decisions."""
_BEYOND = frozenset("\0^$")
"""Keys with these speak of what is outside the text."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the model chose for one character, and how sure it is."""

    word: int
    """The index of the word."""
    offset: int
    """The character's place in the word."""
    char: str
    reading: str
    probability: float
    second: str
    """The next likely reading."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a word says by itself."""

    reading: Reading | None
    open: tuple[tuple[int, Polyphone], ...]
    """The places that need the context."""
    named: bool
    """Whether it may be, or begin with, a family name."""
    at_times: bool
    """Whether it is a name in some places only."""


def read(words: Sequence[str], standard: Standard = "cn", places: Sequence[int] | None = None) -> list[Reading | None]:
    """A reading for each of `words`, the Simplified words of one text in order, or only for those at `places`.

    It is by the standard of a region. A reading has one syllable for each Han character and `None` for any other; a
    word without Han characters has none.
    """
    wanted = range(len(words)) if places is None else places
    entries = [(index, _entry(words[index])) for index in wanted]
    readings = {index: entry.reading for index, entry in entries}
    for index, offset, known, scores in _scored(words, entries):
        readings[index] = _replace(readings[index], offset, known.readings[scores.index(max(scores))])
    for index, entry in entries:
        if words[index] in RULED and (syllable := ruled(words, index)):
            readings[index] = (syllable,)
        family = surname(words, index) if entry.named else None
        if family:
            readings[index] = _replace_first(readings[index], family)
        if standard == "tw":
            readings[index] = in_taiwan(words[index], readings[index])
        if starts := capitals_here(words, index):
            readings[index] = with_capitals(readings[index], starts)
    return list(readings.values())


def read_alone(word: str, standard: Standard = "cn") -> tuple[Reading | None] | None:
    """The reading of a word, whatever stands around it; `None` if that depends."""
    entry = _entry(word)
    if entry.open or word in RULED or entry.at_times or (entry.named and len(word) == 1):
        return None
    (reading,) = read([word], standard)
    return (reading,)


def decisions(words: Sequence[str]) -> Iterator[Decision]:
    """What the model decides in `words`, in order; the caller keeps those of low probability."""
    for index, offset, known, scores in _scored(words, [(index, _entry(word)) for index, word in enumerate(words)]):
        yield _decision(index, offset, words[index][offset], known, scores)


def settled(word: str) -> Iterator[Decision]:
    """What the model decides of `word` whatever stands around it, since the word alone makes it all but certain."""
    alone = sentence([word])
    for offset, char in enumerate(word):
        known = polyphone(char)
        if known and not is_final(word, offset) and _settled(alone, offset, known) is not None:
            yield _decision(0, offset, char, known, _scores_alone(alone, offset, known))


def _decision(index: int, offset: int, char: str, known: Polyphone, scores: list[int]) -> Decision:
    best, second = sorted(range(len(scores)), key=lambda place: -scores[place])[:2]
    return Decision(index, offset, char, known.readings[best], probability(scores, best), known.readings[second])


def _scored(
    words: Sequence[str], entries: Iterable[tuple[int, _Entry]]
) -> Iterator[tuple[int, int, Polyphone, list[int]]]:
    """Every open character: the index of its word, its place there, what is known of it, the score of each reading."""
    bounds = sentences(words)
    last = 0
    for index, entry in entries:
        if entry.open:
            if index >= last:
                first, last = next((first, last) for first, last in bounds if index < last)
                seen = sentence(words[first:last])
            for offset, known in entry.open:
                yield index, offset, known, known.scores(features(seen, index - first, offset))


@lru_cache(maxsize=200_000)
def _entry(word: str) -> _Entry:
    """The reading of a word by itself, and the characters it leaves open."""
    reading = look_up(word)
    left: list[tuple[int, Polyphone]] = []
    for offset, char in enumerate(word):
        known = polyphone(char)
        if known is None or is_final(word, offset):
            continue
        settled = _settled(sentence([word]), offset, known)
        if settled is None:
            left.append((offset, known))
        else:
            reading = _replace(reading, offset, settled)
    return _Entry(reading, tuple(left), may_be_name(word), may_be_name_here(word))


def _settled(alone: Sentence, offset: int, known: Polyphone) -> str | None:
    """The reading that the word alone makes all but certain."""
    scores = _scores_alone(alone, offset, known)
    second, best = sorted(scores)[-2:]
    return known.readings[scores.index(best)] if best - second > _SETTLED[known.contested] * unit() else None


def _scores_alone(alone: Sentence, offset: int, known: Polyphone) -> list[int]:
    return known.scores(key for key in features(alone, 0, offset) if _BEYOND.isdisjoint(key))


def _replace(reading: Reading | None, offset: int, syllable: str) -> Reading | None:
    if reading is None or reading[offset] == syllable:
        return reading
    return (*reading[:offset], syllable, *reading[offset + 1 :])


def _replace_first(reading: Reading | None, syllables: tuple[str, ...] | None) -> Reading | None:
    return reading if reading is None or syllables is None else (*syllables, *reading[len(syllables) :])
