"""The types of the language: scripts, words in both scripts, readings."""

from __future__ import annotations

from typing import Literal, NamedTuple, NewType

Script = Literal["hans", "hant"]
Region = Literal["cn", "tw", "hk"]
Standard = Literal["cn", "tw"]
"""Which readings are standard: those of the mainland or of Taiwan."""
Punctuation = Literal["as-written", "full-width"]
"""Whether a site shows half-width marks beside Han characters as written, or in full width."""
Vocabulary = Literal["none", "tw"]
"""Whose words the Traditional form has where the mainland says otherwise: only the script is converted, or Taiwan's."""
TermId = NewType("TermId", str)
Reading = tuple[str | None, ...]
"""Parallel to a form's characters: a syllable with tone mark for each Han character, `None` for any other."""


class Word(NamedTuple):
    """A word in both scripts, with its reading and the term that it mentions.

    A word's offset follows from the lengths of the words before it, so all articles can share equal words. It is a
    tuple because it is the key of large tables: a tuple hashes five times faster than a dataclass. `pinyin_traditional`
    is set only if the Traditional form has another reading (优化 / 最佳化). Forms may have any length, also none. A
    reading is parallel to its own form; `Word.of` sees to that.
    """

    simplified: str
    traditional: str
    pinyin: Reading | None = None
    term: TermId | None = None
    pinyin_traditional: Reading | None = None

    @classmethod
    def of(
        cls,
        simplified: str,
        traditional: str,
        pinyin: Reading | None,
        pinyin_traditional: Reading | None,
        term: TermId | None = None,
    ) -> Word:
        """A word of two forms, each with its own reading, or `None` for one without Han characters: 卡拉OK / KTV."""
        if pinyin is None and pinyin_traditional is None:
            return cls(simplified, traditional, None, term)
        other = (None,) * len(traditional) if pinyin_traditional is None else pinyin_traditional
        return cls(simplified, traditional, pinyin, term, None if other == pinyin else other)

    def form(self, script: Script) -> str:
        """The word in this script."""
        return self.simplified if script == "hans" else self.traditional

    def reading(self, script: Script) -> Reading | None:
        """The reading of the form in this script; `None` for a word without Han characters."""
        return self.pinyin if script == "hans" or self.pinyin_traditional is None else self.pinyin_traditional


class Forms(NamedTuple):
    """A text in both scripts."""

    hans: str
    hant: str

    def form(self, script: Script) -> str:
        """The text in this script."""
        return self.hans if script == "hans" else self.hant
