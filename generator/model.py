"""The types that flow through the stages; each phase is a new frozen type, nothing is filled in later.

Article (read) → Document (parsed) → AnnotatedArticle (words, mentions). All offsets count characters (code points).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NewType

Script = Literal["hans", "hant"]
Region = Literal["cn", "tw", "hk"]
Slug = NewType("Slug", str)
TermId = NewType("TermId", str)
Reading = tuple[str | None, ...]
"""One syllable with tone mark (citation tone, neutral unmarked) for each Han character; `None` where one has none."""

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Word:
    """The unit everything is driven by: one word in both scripts, with its reading and the term it names.

    Words are shared between articles; a word's place follows from the lengths of the words before it.
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
