"""What a text is written in: its script and region, and the characters and words that say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from duben.chinese.tables.conversion_tables import own_data, script_characters
from duben.model.words import Region, Script

Marks = Mapping[str, int]
"""Characters or words that tell something, with how often each occurs."""

_REGIONS: tuple[Region, ...] = ("tw", "hk", "cn")
_NAMES: Mapping[Region, str] = {"tw": "Taiwan", "hk": "Hong Kong", "cn": "the mainland"}
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for each script, and in a Traditional text for each region: shapes of characters, vocabulary."""

    simplified: Marks
    traditional: Marks
    shapes: Mapping[Region, Marks]
    vocabulary: Mapping[Region, Marks]

    @property
    def script(self) -> Script:
        """The script of most of the characters that belong to one script only; Simplified where none does."""
        return "hant" if _sum(self.traditional) > _sum(self.simplified) else "hans"

    @property
    def region(self) -> Region:
        """Simplified is the mainland's. Traditional is that of most shapes, then of most words, then Taiwan's."""
        if self.script == "hans":
            return "cn"
        return max(_REGIONS, key=lambda region: (_sum(self.shapes[region]), _sum(self.vocabulary[region])))

    @property
    def other_script(self) -> Marks:
        """The characters of the script that the text is not written in."""
        return self.simplified if self.script == "hant" else self.traditional

    def describe(self) -> str:
        """One line for an editor: the script, the region and its reasons, and what does not fit with them."""
        if self.script == "hans":
            said = "Simplified characters"
        else:
            said = f"Traditional characters as in {_NAMES[self.region]} ({_list(self.shapes[self.region])})"
            words = max(_REGIONS, key=lambda region: _sum(self.vocabulary[region]))
            if _sum(self.vocabulary[words]) > _sum(self.vocabulary[self.region]):
                said += f", with the vocabulary of {_NAMES[words]} ({_list(self.vocabulary[words])})"
        return f"{said}; of the other script: {_list(self.other_script)}" if self.other_script else said


def _sum(marks: Marks) -> int:
    return sum(marks.values())


def _list(marks: Marks) -> str:
    most = sorted(marks.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]
    return ", ".join(f"{mark} {count}" for mark, count in most) or "nothing that decides"


def evidence(text: str) -> Evidence:
    """Count in `text` what tells scripts and regions apart."""
    counts = Counter(text)
    simplified, traditional = script_characters()
    return Evidence(
        simplified={character: count for character, count in counts.items() if character in simplified},
        traditional={character: count for character, count in counts.items() if character in traditional},
        shapes=_by_region("shapes", text),
        vocabulary=_by_region("vocabulary", text),
    )


def _by_region(kind: str, text: str) -> Mapping[Region, Marks]:
    found: dict[Region, dict[str, int]] = {region: {} for region in _REGIONS}
    for mark, regions in _marks(kind):
        if mark in text:
            for region in regions:
                found[region][mark] = text.count(mark)
    return found


@cache
def _marks(kind: str) -> tuple[tuple[str, tuple[Region, ...]], ...]:
    groups = own_data("regions")[kind]
    return tuple((mark, tuple(group["regions"])) for group in groups for mark in group["marks"].split())


def detect(text: str) -> tuple[Script, Region]:
    """The script and region that `text` is written in."""
    found = evidence(text)
    return found.script, found.region
