"""What the language side works with: scripts, words in both of them, readings."""

from __future__ import annotations

from typing import Literal, NamedTuple, NewType

Script = Literal["hans", "hant"]
Region = Literal["cn", "tw", "hk"]
Standard = Literal["cn", "tw"]
"""Whose readings: the mainland's or Taiwan's."""
TermId = NewType("TermId", str)
Reading = tuple[str | None, ...]
"""Parallel to a form's characters: a syllable with tone mark for a Han character, `None` for any other."""


class Word(NamedTuple):
    """The unit everything is driven by: one word in both scripts, with its reading and the term it names.

    A word's place follows from the lengths of the words before it, so equal words are one object in every article.
    (A tuple, not a dataclass: it is the key of the tables that make a word's HTML once, and hashes five times faster.)
    `pinyin_traditional` is set only where the Traditional form is read differently (优化 / 最佳化, Taiwan readings).
    """

    simplified: str
    traditional: str
    pinyin: Reading | None = None
    term: TermId | None = None
    pinyin_traditional: Reading | None = None

    def form(self, script: Script) -> str:
        """The word as `script` writes it."""
        return self.simplified if script == "hans" else self.traditional

    def reading(self, script: Script) -> Reading | None:
        """One syllable for each Han character of the form in `script`."""
        return self.pinyin if script == "hans" or self.pinyin_traditional is None else self.pinyin_traditional


class Forms(NamedTuple):
    """One text in both scripts."""

    hans: str
    hant: str

    def form(self, script: Script) -> str:
        """The text as `script` writes it."""
        return self.hans if script == "hans" else self.hant
