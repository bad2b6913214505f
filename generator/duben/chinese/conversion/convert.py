"""Converts words by the rules of `rules`.

A word is cut into the longest phrases of the dictionary, left to right, and single characters. A word whose pieces need
no neighbours has one form, which is remembered; one with a piece that does is decided in each place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from duben.chinese.conversion.choices import window_of
from duben.chinese.conversion.rules import (
    Form,
    FormCause,
    Piece,
    Place,
    Tables,
    cause,
    form_alone,
    form_of,
    needs_neighbours,
    tables,
)
from duben.chinese.tables.conversion_tables import Direction
from duben.chinese.words.segmenter import cut_known, is_known, not_empty
from duben.chinese.words.word_classes import belongs
from duben.model.words import Region, Script

_MOST = 200_000
"""Words remembered."""


class Converter:
    """One direction and region."""

    def __init__(self, facts: Tables) -> None:
        """Convert by `facts`."""
        self._tables = facts
        self._forms = _Forms(self)

    def convert(self, words: Sequence[str]) -> list[str]:
        """One form for each of `words`, which are the words of one text in order."""
        return self.forms(words, range(len(words)))

    def forms(self, words: Sequence[str], places: Sequence[int]) -> list[str]:
        """The form of each of the words at `places`."""
        if "" in words:
            kept = not_empty(words)
            found = dict(zip(kept, self.convert([words[index] for index in kept]), strict=True))
            return [found.get(at, "") for at in places]
        return [self._form(words, at) for at in places]

    def _form(self, words: Sequence[str], at: int) -> str:
        form = self._forms[words[at]]
        return form if isinstance(form, str) else "".join(form.text for form in self._by_place(form, words, at))

    def form_alone(self, word: str) -> str | None:
        """The form of `word` in every text; None if that depends on its neighbours."""
        form = self._forms[word]
        return form if isinstance(form, str) else None

    def why(self, words: Sequence[str], at: int) -> tuple[FormCause, ...]:
        """Why the word at `at` has its form: its pieces in order."""
        pieces, kept = tuple(self._pieces(words[at])), not_empty(words)
        if not pieces:
            return ()
        words, at = [words[index] for index in kept], kept.index(at)
        forms = self._by_place(pieces, words, at)
        return tuple(cause(piece, form, self._tables) for piece, form in zip(pieces, forms, strict=True))

    def look_up(self, word: str) -> str | tuple[Piece, ...]:
        """The form of `word` in every text, or its pieces if one of them needs neighbours."""
        pieces = tuple(self._pieces(word))
        forms = [form_alone(piece, self._tables.direction, self._tables.region) for piece in pieces]
        return pieces if None in forms else "".join(filter(None, forms))

    def _by_place(self, pieces: Sequence[Piece], words: Sequence[str], at: int) -> Iterator[Form]:
        """The form of each piece of the word at `at`."""
        for number, piece in enumerate(pieces):
            place = None
            if needs_neighbours(piece, self._tables):
                place = Place(window_of(words, at, [piece.text for piece in pieces], number), words, at)
            yield form_of(piece, self._tables, place)

    def _pieces(self, word: str) -> Iterator[Piece]:
        """Cut `word` into phrases and single characters; a personal name into characters."""
        if self._is_name(word):
            yield from (Piece(character, in_name=True) for character in word)
            return
        yield from map(Piece, self._cut(word))

    def _cut(self, word: str) -> list[str]:
        """Cut a word into phrases and characters: as the segmenter would, if it makes no more pieces (短短|几天)."""
        whole = self._phrases(word)
        if self._tables.direction == "t2s" or is_known(word):
            return whole
        parts = [phrase for part in cut_known(word) for phrase in self._phrases(part)]
        return parts if len(parts) <= len(whole) else whole

    def _phrases(self, word: str) -> list[str]:
        """The longest phrases of `word` from the left, and single characters."""
        found: list[str] = []
        start = 0
        while start < len(word):
            found.append(self._longest_phrase(word, start))
            start += len(found[-1])
        return found

    def _is_name(self, word: str) -> bool:
        """Whether `word` is converted as a personal name; one that ends in a common noun is none (左后卫)."""
        dictionary = self._tables.dictionary
        return (
            bool(dictionary.names)
            and belongs(word, "name")
            and word not in dictionary.phrases
            and not (len(word) > 2 and belongs(word[1:], "thing") and word[1:] in dictionary.phrases)  # noqa: PLR2004
        )

    def _longest_phrase(self, word: str, start: int) -> str:
        dictionary = self._tables.dictionary
        for end in range(min(len(word), start + dictionary.longest), start + 1, -1):
            if word[start:end] in dictionary.phrases:
                return word[start:end]
        return word[start]


class _Forms(dict[str, str | tuple[Piece, ...]]):
    """What `Converter.look_up` says of each word met so far."""

    def __init__(self, converter: Converter) -> None:
        super().__init__()
        self._converter = converter

    def __missing__(self, word: str) -> str | tuple[Piece, ...]:
        if len(self) >= _MOST:
            self.clear()
        found = self[word] = self._converter.look_up(word)
        return found


@cache
def converter(direction: Direction, region: Region) -> Converter:
    """The converter of one direction and region."""
    return Converter(tables(direction, region))


def why_written(words: Sequence[str], at: int, script: Script, region: Region) -> tuple[FormCause, ...]:
    """Why word number `at` of `words`, those of one text in `script`, has its form in the other: its parts in order."""
    return converter("s2t" if script == "hans" else "t2s", region).why(words, at)
