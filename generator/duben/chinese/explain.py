"""Says why a word is read and converted as it is: asks those who decide, in the order in which they do.

An editor asks about one word at a time, so nothing is kept, and no build comes here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from duben.chinese.conversion.choices import choices, choose, ruling, window_of
from duben.chinese.conversion.convert import converter
from duben.chinese.reading.grammar import RULED, ruled
from duben.chinese.reading.read import Decision, decisions, settled
from duben.chinese.reading.surnames import may_be_name, surname
from duben.chinese.reading.taiwan import in_taiwan
from duben.chinese.tables.conversion_tables import (
    Dictionary,
    Direction,
    own_reason,
    to_simplified_dictionary,
    to_traditional_dictionary,
)
from duben.chinese.tables.files import corrections, polyphones
from duben.chinese.tables.reading_tables import is_final, look_up, pypinyin_phrase
from duben.chinese.tables.reading_tables import pieces as phrases_in
from duben.chinese.words.proper_names import capitals_here
from duben.model.words import Region, Script, Standard

ReadBy = Literal["correction", "neutral", "family", "phrase", "character", "model", "grammar", "surname", "taiwan"]
FormBy = Literal["own", "phrase", "character", "shape", "rule", "name", "same"]


class ReadCause(NamedTuple):
    """Why `part` of a word is read as `syllables`.

    `by` says who decided. `said` is the phrase that a table has, or, where Taiwan reads otherwise, the mainland's
    syllable. `chance` is the model's, 0 where it was not asked; `second` is then the next likely reading.
    """

    part: str
    syllables: tuple[str, ...]
    by: ReadBy
    said: str = ""
    chance: float = 0.0
    second: str = ""


class FormCause(NamedTuple):
    """Why `part` of a word becomes `form` in the other script.

    `by` says who decided. `rule` is the line that held, `reason` that of our own table; `standard` is the form before
    it was given the shape of the region, where that is another.
    """

    part: str
    form: str
    by: FormBy
    rule: str = ""
    reason: str = ""
    standard: str = ""


def why_read(words: Sequence[str], index: int, standard: Standard = "cn") -> tuple[ReadCause, ...]:
    """Why word number `index` of `words`, the Simplified words of one text, is read so: its Han characters in order."""
    word, reading = words[index], look_up(words[index])
    if reading is None:
        return ()
    found = {at: _from_table(word, at, syllable) for at, syllable in enumerate(reading) if syllable is not None}
    for decision in settled(word):
        if decision.offset in found:
            found[decision.offset] = _settled(found[decision.offset], decision)
    for decision in decisions(words):
        if decision.word == index and decision.offset in found:
            found[decision.offset] = _by_model(decision)
    if word in RULED and (syllable := ruled(words, index)):
        found[0] = ReadCause(word, (syllable,), "grammar")
    if may_be_name(word):
        names = surname(words, index) or ()
        found |= {at: ReadCause(word[at], (syllable,), "surname") for at, syllable in enumerate(names)}
    if standard == "tw":
        found |= _in_taiwan(word, found)
    for at in found.keys() & {*capitals_here(words, index)}:
        found[at] = found[at]._replace(syllables=(found[at].syllables[0].capitalize(), *found[at].syllables[1:]))
    return tuple(_joined(found[at] for at in sorted(found)))


def _from_table(word: str, offset: int, syllable: str) -> ReadCause:
    """The table in which `look_up` found the syllable."""
    char = word[offset]
    if word in corrections():
        return ReadCause(char, (syllable,), "correction", word)
    if is_final(word, offset):
        return ReadCause(char, (syllable,), "neutral", word)
    if char in polyphones().get(word, ()):
        return ReadCause(char, (syllable,), "family", word)
    if len(word) == 1:
        return ReadCause(char, (syllable,), "character")
    if pypinyin_phrase(word):
        return ReadCause(char, (syllable,), "phrase", word)
    start, piece = next((start, piece) for start, piece in phrases_in(word) if start <= offset < start + len(piece))
    return _from_table(piece, offset - start, syllable)


def _settled(table: ReadCause, decision: Decision) -> ReadCause:
    """What the word alone makes certain: where the table says the same, that is what an editor would look up."""
    if table.syllables != (decision.reading,):
        return _by_model(decision)
    return table._replace(chance=decision.probability, second=decision.second)


def _by_model(decision: Decision) -> ReadCause:
    return ReadCause(decision.char, (decision.reading,), "model", chance=decision.probability, second=decision.second)


def _in_taiwan(word: str, found: Mapping[int, ReadCause]) -> dict[int, ReadCause]:
    """The syllables that Taiwan reads otherwise."""
    here = tuple(found[at].syllables[0] if at in found else None for at in range(len(word)))
    there = in_taiwan(word, here) or here
    changed = [at for at in found if here[at] != there[at]]
    return {at: ReadCause(word[at], (there[at] or "",), "taiwan", here[at] or "") for at in changed}


def _joined(causes: Iterable[ReadCause]) -> Iterator[ReadCause]:
    """Neighbours of which the same is to be said, as one."""
    for _, group in groupby(causes, key=lambda cause: cause._replace(part="", syllables=())):
        same = list(group)
        part = "".join(cause.part for cause in same)
        yield same[0]._replace(part=part, syllables=tuple(s for cause in same for s in cause.syllables))


def why_written(words: Sequence[str], at: int, script: Script, region: Region) -> tuple[FormCause, ...]:
    """Why word number `at` of `words`, those of one text in `script`, has its form in the other: its parts in order."""
    return tuple(_form_causes(words, at, "s2t" if script == "hans" else "t2s", region))


def _form_causes(words: Sequence[str], at: int, direction: Direction, region: Region) -> Iterator[FormCause]:
    made, rules = converter(direction, region), choices(direction, region)
    dictionary = to_traditional_dictionary(region) if direction == "s2t" else to_simplified_dictionary(region)
    pieces = list(made.pieces(words[at]))
    sources = [source for source, _ in pieces]
    for number, (source, form) in enumerate(pieces):
        if form is None:
            around = window_of(words, at, sources, number)
            chosen = choose(source, rules[source], around, words, at)
            rule = ruling(rules[source], around, words, at)
            yield FormCause(source, chosen, "rule", rule.line if rule else "", rule.reason if rule else "")
        elif made.is_name(words[at]) and source in dictionary.names:
            yield FormCause(source, form, "name")
        else:
            yield _from_dictionary(source, form, dictionary, own_reason(source, direction, region))


def _from_dictionary(source: str, form: str, dictionary: Dictionary, reason: str) -> FormCause:
    """Where `Dictionary.form` found the form."""
    if source in dictionary.own:
        return FormCause(source, form, "own", reason=reason)
    standard = dictionary.phrases.get(source) or dictionary.characters.get(source) or source
    by: FormBy = "same" if form == source else "shape" if standard == source else "character"
    if source in dictionary.phrases:
        by = "phrase"
    return FormCause(source, form, by, standard="" if by == "same" or standard in {form, source} else standard)
