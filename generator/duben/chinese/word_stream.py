"""Words with both forms and a reading: each is looked up once, unless its neighbours decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from duben.chinese.conversion.convert import converter
from duben.chinese.reading.read import read, read_alone
from duben.model.words import Region, Script, Standard, Word

_MOST = 100_000
"""Words remembered; a collection may have any number, if only of numerals and names."""
_word = tuple.__new__
"""A `Word` from its five fields: half the time of calling it, for the most frequent thing that is made."""


class WordStream(dict[str, Word | None]):
    """The words met so far in texts of one script, as they are written; `None` for one that its neighbours decide.

    So a word is one object in all articles.
    """

    def __init__(self, script: Script, region: Region, standard: Standard, most: int = _MOST) -> None:
        """Traditional forms are those of `region`, readings those of `standard`; it remembers `most` words."""
        super().__init__()
        self._most = most
        self._script, self._standard = script, standard
        self._converter = converter("t2s" if script == "hant" else "s2t", region)
        self._decided: dict[Word, Word] = {}

    def __missing__(self, written: str) -> Word | None:
        """Look up a new word."""
        if len(self) >= self._most:
            self.clear()
        self[written] = word = self._alone(written)
        return word

    def words(self, written: Sequence[str], decided: Mapping[int, Word]) -> list[Word]:
        """The words of one text, in order; those `decided` beforehand, by index, only count as neighbours."""
        unknown = list(written)
        for index in decided:
            unknown[index] = ""  # nothing to look up
        words = list(map(self.__getitem__, unknown))
        for index, word in decided.items():
            words[index] = word
        if None in words:
            self._decide(words, written)
        return words  # type: ignore[return-value]  # what was None has just been decided

    def _alone(self, written: str) -> Word | None:
        form = self._converter.form_alone(written)
        if form is None:
            return None
        simplified, traditional = (form, written) if self._script == "hant" else (written, form)
        known = read_alone(simplified, self._standard)
        return None if known is None else _word(Word, (simplified, traditional, known[0], None, None))

    def _decide(self, words: list[Word | None], written: Sequence[str]) -> None:
        """Put a word wherever there is none, by its neighbours."""
        if len(self._decided) >= self._most:
            self._decided.clear()
        places = [index for index, word in enumerate(words) if word is None]
        forms = self._converter.forms(written, places)
        if self._script == "hant":
            simplified = [word[0] if word else "" for word in words]
            for index, form in zip(places, forms, strict=True):
                simplified[index] = form
        else:
            simplified = [word[0] if word else own for word, own in zip(words, written, strict=True)]
        readings = read(simplified, self._standard, places)
        for index, form, reading in zip(places, forms, readings, strict=True):
            traditional = written[index] if self._script == "hant" else form
            word = _word(Word, (simplified[index], traditional, reading, None, None))
            words[index] = self._decided.setdefault(word, word)


@cache
def word_stream(script: Script, region: Region, standard: Standard) -> WordStream:
    """The one stream of its kind in this process."""
    return WordStream(script, region, standard)
