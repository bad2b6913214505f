"""How a word is read: every rule, in the order in which they decide. A later rule overrules those before it.

1. `dictionary`: the word in our tables and pypinyin's (银行 yín háng).
2. `word_model`: what the model finds all but certain from the word alone.
3. `context_model`: what the model finds from the sentence, where the word leaves it open (还 hái or huán).
4. `pattern`: what the text beside a character decides (data/written/patterns.toml: 长八公里 cháng).
5. `grammar`: 得, 为, 着, 率, 教 and 地 by rules (我们得走 děi).
6. `surname`: family names with a reading of their own (单老师 Shàn).
7. `doubled`: the second of a doubled verb has no tone (看看 kàn kan).
8. `taiwan`: the standard of Taiwan, where it is asked for (星期 xīng qí).
9. `capitals`: proper names (中国 Zhōng guó).

A rule is given a text, the index of a word and its syllables so far. It gives syllables, each with its reason.
Overrides come before all rules: a word that an editor has decided is not read here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import groupby

from duben.chinese.reading.doubled import is_half, may_be_doubled, weak_syllable
from duben.chinese.reading.features import Sentence, features, part_of, sentence, sentences
from duben.chinese.reading.grammar import RULES as GRAMMAR
from duben.chinese.reading.grammar import ruling
from duben.chinese.reading.model import Polyphone, Scores, polyphone, probability, unit
from duben.chinese.reading.patterns import Ruling, places
from duben.chinese.reading.reasons import Because, Finding
from duben.chinese.reading.surnames import may_be_name, needs_place, surname
from duben.chinese.reading.taiwan import AND, in_taiwan, joins
from duben.chinese.tables.reading_tables import is_final, look_up
from duben.chinese.words.proper_names import capitals_here, may_have_capitals, needs_neighbours
from duben.model.words import Standard

Syllables = Sequence[str | None]

_CERTAIN = {True: 5.0, False: 3.0}
"""Where the word alone speaks for a reading by such odds (a logarithm), its context hardly ever decides otherwise: for
characters seen with several readings, and for the others. Measured beside 6: 14 of 184,000 words differ."""
_OUTSIDE = frozenset("\0^$")
"""Keys with these speak of what is outside the text."""


class Text:
    """The words of one text; the sentence that was last looked at is at hand."""

    def __init__(self, words: Sequence[str]) -> None:
        """`words` are Simplified, in order."""
        self.words = words
        self._ends: list[int] = []
        self._first = self._last = 0
        self._patterned: tuple[int, tuple[tuple[int, Ruling], ...]] = (-1, ())

    def sentence(self, index: int) -> tuple[Sentence, int]:
        """The sentence with the word at `index`, and the word's index there."""
        if not self._first <= index < self._last:
            self._ends = self._ends or [0, *(end for _, end in sentences(self.words))]
            number = bisect_right(self._ends, index)
            self._first, self._last = self._ends[number - 1], self._ends[number]
            self._sentence = sentence(self.words[self._first : self._last])
        return self._sentence, index - self._first

    def patterned(self, index: int) -> tuple[tuple[int, Ruling], ...]:
        """What patterns say of the characters of a word, by their offsets: two rules ask, one after the other."""
        if self._patterned[0] != index:
            self._patterned = index, tuple(self._by_patterns(index))
        return self._patterned[1]

    def _by_patterns(self, index: int) -> Iterator[tuple[int, Ruling]]:
        known = places(self.words[index])
        if known:
            seen, place = self.sentence(index)
            for offset, lines in known:
                found = lines.ruling(seen.text, seen.starts[place] + offset)
                if found:
                    yield offset, found


def dictionary(text: Text, index: int, _: Syllables) -> Iterator[Finding]:
    """The tables' reading of the word by itself."""
    syllables, sources = look_up(text.words[index])
    if sources.count(sources[0]) == len(sources):
        yield 0, syllables, sources[0]
        return
    offset = 0
    for source, same in groupby(sources):
        end = offset + len(list(same))
        yield offset, syllables[offset:end], source
        offset = end


def word_model(text: Text, index: int, syllables: Syllables) -> Iterator[Finding]:
    """The characters of which the word alone makes the reading all but certain."""
    word = text.words[index]
    for offset, known, best in weighed(word)[0]:
        yield offset, (best,), partial(_by_word, word, offset, known, confirmed=best == syllables[offset])


def context_model(text: Text, index: int, _: Syllables) -> Iterator[Finding]:
    """The characters whose reading the word leaves open, by the sentence around them, where no pattern decides."""
    seen, place = text.sentence(index)
    decided = [offset for offset, _ in text.patterned(index)]
    for offset, known in weighed(text.words[index])[1]:
        if offset in decided:
            continue
        scores = known.scores(features(seen, place, offset))
        yield offset, (known.readings[scores.index(max(scores))],), partial(_by_model, known, scores)


def _by_model(known: Polyphone, scores: Scores, _: Because) -> Because:
    best, second = sorted(range(len(scores)), key=lambda place: -scores[place])[:2]
    return Because("model", chance=probability(scores, best), second=known.readings[second])


def _by_word(word: str, offset: int, known: Polyphone, before: Because, *, confirmed: bool) -> Because:
    """Where a table and the model say the same, the table is what an editor would look up."""
    model = _by_model(known, _scores_alone(word, offset, known), before)
    return before._replace(chance=model.chance, second=model.second) if confirmed else model


def _scores_alone(word: str, offset: int, known: Polyphone) -> Scores:
    keys = features(sentence([word]), 0, offset)
    return known.scores(key for key in keys if _OUTSIDE.isdisjoint(key))


Weighed = tuple[tuple[tuple[int, Polyphone, str], ...], tuple[tuple[int, Polyphone], ...]]
"""The characters of a word on which the model has a say, each with its offset and what the model knows of it: those
of which the word alone makes a reading all but certain, with that; and those that it leaves open."""
_NOTHING: Weighed = ((), ())


@lru_cache(maxsize=200_000)
def weighed(word: str) -> Weighed:
    """What the model knows of `word` by itself."""
    certain: list[tuple[int, Polyphone, str]] = []
    left: list[tuple[int, Polyphone]] = []
    for offset, char in enumerate(word):
        known = polyphone(char)
        if known and not _is_final(word, offset):
            scores = _scores_alone(word, offset, known)
            second, best = sorted(scores)[-2:]
            if best - second > _CERTAIN[known.contested] * unit():
                certain.append((offset, known, known.readings[scores.index(best)]))
            else:
                left.append((offset, known))
    return (tuple(certain), tuple(left)) if certain or left else _NOTHING


def _is_final(word: str, offset: int) -> bool:
    """Whether the word, or a phrase of ours within it (知识 in 专业知识), leaves the reading to nobody."""
    if is_final(word, offset):
        return True
    start, part = part_of(word, offset)
    return is_final(part, offset - start)


def is_open(word: str) -> bool:
    """Whether the word leaves the reading of a character open."""
    return bool(weighed(word)[1])


def pattern(text: Text, index: int, _: Syllables) -> Iterator[Finding]:
    """The characters that the text beside them decides."""
    for offset, found in text.patterned(index):
        yield offset, (found.syllable,), Because("grammar", reason=found.reason)


def grammar(text: Text, index: int, _: Syllables) -> Iterator[Finding]:
    """A word of grammar, where one of its rules holds."""
    rule = ruling(text.words, index)
    if rule:
        yield 0, (rule.syllable,), Because("grammar", reason=rule.reason)


def family_name(text: Text, index: int, _: Syllables) -> Iterator[Finding]:
    """A family name that is not read as the everyday word."""
    syllables = surname(text.words, index)
    if syllables:
        yield 0, syllables, Because("surname")


def doubled(text: Text, index: int, syllables: Syllables) -> Iterator[Finding]:
    """The second half of a doubled verb."""
    weak = weak_syllable(text.words, index, syllables)
    if weak:
        yield weak[0], (weak[1],), Because("neutral", text.words[index])


def taiwan(text: Text, index: int, syllables: Syllables) -> Iterator[Finding]:
    """What Taiwan reads otherwise."""
    here, word = tuple(syllables), text.words[index]
    if word == AND and not joins(text.words, index):
        return
    for offset, (ours, theirs) in enumerate(zip(here, in_taiwan(word, here) or (), strict=True)):
        if theirs and theirs != ours:
            yield offset, (theirs,), Because("taiwan", ours or "")


def capitals(text: Text, index: int, syllables: Syllables) -> Iterator[Finding]:
    """The first syllables of names; the reason of the reading stays."""
    for offset in capitals_here(text.words, index):
        syllable = syllables[offset]
        if syllable:
            yield offset, (syllable.capitalize(),), lambda before: before


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, and for which words it has to be asked.

    `may_change` is false of words on which it never has a say; without it, it has one on all. `by_neighbours` is true
    of those for which the words around them count; for all others it answers the same in every text. `standard` is the
    only one that it is for.
    """

    findings: Callable[[Text, int, Syllables], Iterable[Finding]]
    may_change: Callable[[str], object] | None = None
    by_neighbours: Callable[[str], object] | None = None
    standard: Standard | None = None


RULES = (
    Rule(dictionary),
    Rule(word_model),
    Rule(context_model, may_change=is_open, by_neighbours=bool),
    Rule(pattern, may_change=places, by_neighbours=bool),
    Rule(grammar, may_change=GRAMMAR.__contains__, by_neighbours=bool),
    Rule(family_name, may_change=may_be_name, by_neighbours=needs_place),
    Rule(doubled, may_change=may_be_doubled, by_neighbours=is_half),
    Rule(taiwan, by_neighbours=AND.__eq__, standard="tw"),
    Rule(capitals, may_change=may_have_capitals, by_neighbours=needs_neighbours),
)
"""The order in which they decide."""
