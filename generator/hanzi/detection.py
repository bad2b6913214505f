"""What a text is written in: script and region, by the characters and words that decide."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.hanzi.dictionaries import own_data, script_characters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model import Region, Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for each script and region: characters or words found, with how often."""

    simplified: Mapping[str, int]
    traditional: Mapping[str, int]
    taiwan: Mapping[str, int]
    hong_kong: Mapping[str, int]
    mainland: Mapping[str, int]

    @property
    def script(self) -> Script:
        """The script of most of the characters that decide; Simplified if none does."""
        return "hant" if sum(self.traditional.values()) > sum(self.simplified.values()) else "hans"

    @property
    def region(self) -> Region:
        """The region most spoken for: Simplified is the mainland's; Traditional is Taiwan's unless more speaks otherwise."""
        if self.script == "hans":
            return "cn"
        counts = {region: sum(found.values()) for region, found in self._regions.items()}
        return max(counts, key=counts.__getitem__)

    @property
    def _regions(self) -> Mapping[Region, Mapping[str, int]]:
        return {"tw": self.taiwan, "hk": self.hong_kong, "cn": self.mainland}

    @property
    def mixed(self) -> bool:
        """Whether more than one character in fifty that decides is of the other script."""
        counts = sum(self.simplified.values()), sum(self.traditional.values())
        return min(counts) * 50 > sum(counts)


def evidence(text: str) -> Evidence:
    """Count in `text` what tells scripts and regions apart."""
    characters = {character: text.count(character) for character in sorted(set(text))}
    simplified, traditional = script_characters()
    return Evidence(
        simplified={key: count for key, count in characters.items() if key in simplified},
        traditional={key: count for key, count in characters.items() if key in traditional},
        **{name: {word: text.count(word) for word in words if word in text} for name, words in _marks().items()},
    )


@cache
def _marks() -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(words.split()) for name, words in own_data("regions").items()}


def detect(text: str) -> tuple[Script, Region]:
    """The script and region `text` is written in."""
    found = evidence(text)
    return found.script, found.region
