"""Converting words: each word by itself, remembered; what a word alone leaves open, by its neighbours.

A word is cut into the longest phrases of the dictionary, left to right, and single characters. A word whose pieces are
all settled has one form, kept in a mapping; a word with an open piece is decided anew wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from duben.chinese.conversion.choices import Rule, choices, choose, window_of
from duben.chinese.tables.conversion_tables import (
    Dictionary,
    Direction,
    to_simplified_dictionary,
    to_traditional_dictionary,
)
from duben.chinese.words.word_classes import belongs
from duben.model.words import Region

Piece = tuple[str, str | None]
"""A part of a word with its form; None where its neighbours decide."""


class Converter:
    """One direction and region, with the editor's own table if there is one."""

    def __init__(
        self, dictionary: Dictionary, rules: Mapping[str, tuple[Rule, ...]], table: Mapping[str, str] | None = None
    ) -> None:
        """Convert by `dictionary` and `rules`; the forms of `table` win over both and are taken as they are."""
        self._dictionary = dictionary
        self._rules = rules
        self._table = dict(table or {})
        self._longest = max([dictionary.longest, *map(len, self._table)])
        self._forms = _Memory(self)

    def convert(self, words: Sequence[str]) -> list[str]:
        """One form for each of `words`, which are the words of one text in order."""
        forms = list(map(self._forms.__getitem__, words))
        at = -1
        for _ in range(forms.count(None)):
            at = forms.index(None, at + 1)
            forms[at] = self._decide(words, at)
        return forms  # type: ignore[return-value]  # each None has just been replaced

    def form(self, words: Sequence[str], at: int) -> str:
        """The form of the word at `at`."""
        form = self._forms[words[at]]
        return self._decide(words, at) if form is None else form

    def form_alone(self, word: str) -> str | None:
        """The form of `word` wherever it stands; None if that depends on its neighbours."""
        return self._forms[word]

    def look_up(self, word: str) -> str | None:
        """As `form_alone`, from the dictionary."""
        forms = [form for _, form in self._forms.pieces(word)]
        return None if None in forms else "".join(form for form in forms if form is not None)

    def pieces(self, word: str) -> Iterator[Piece]:
        """Cut `word` into phrases and single characters; a personal name into the characters of names."""
        if self.is_name(word):
            yield from ((character, self._dictionary.form_in_name(character)) for character in word)
            return
        start = 0
        while start < len(word):
            source = self._longest_phrase(word, start)
            yield source, self._form_of_piece(source)
            start += len(source)

    def is_name(self, word: str) -> bool:
        """Whether `word` is converted as a personal name."""
        return bool(self._dictionary.names) and belongs(word, "name") and self._longest_phrase(word, 0) != word

    def _longest_phrase(self, word: str, start: int) -> str:
        for end in range(min(len(word), start + self._longest), start + 1, -1):
            if word[start:end] in self._table or word[start:end] in self._dictionary.phrases:
                return word[start:end]
        return word[start]

    def _form_of_piece(self, source: str) -> str | None:
        if source in self._table:
            return self._table[source]
        if source in self._rules:
            return None
        return self._dictionary.form(source)

    def _decide(self, words: Sequence[str], at: int) -> str:
        pieces = self._forms.pieces(words[at])
        sources = [source for source, _ in pieces]
        return "".join(
            choose(source, self._rules[source], window_of(words, at, sources, number), words, at)
            if form is None
            else form
            for number, (source, form) in enumerate(pieces)
        )


class _Memory(dict[str, str | None]):
    """The form of each word met so far."""

    def __init__(self, converter: Converter) -> None:
        super().__init__()
        self._converter = converter
        self._pieces: dict[str, list[Piece]] = {}

    def __missing__(self, word: str) -> str | None:
        form = self._converter.look_up(word)
        self[word] = form
        return form

    def pieces(self, word: str) -> list[Piece]:
        """The pieces of a word, cut once."""
        if word not in self._pieces:
            self._pieces[word] = list(self._converter.pieces(word))
        return self._pieces[word]


@cache
def converter(direction: Direction, region: Region, table: tuple[tuple[str, str], ...] = ()) -> Converter:
    """The converter of one direction and region; `table` is the editor's own, in the direction of conversion."""
    dictionary = to_traditional_dictionary(region) if direction == "s2t" else to_simplified_dictionary(region)
    return Converter(dictionary, choices(direction, region), dict(table))
