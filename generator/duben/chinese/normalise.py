"""What in a text is not written as the rest of it: another script's characters, another region's shapes, mistakes.

A text is shown as its author wrote it; these are offered to the editor and never applied. The text is converted to the
other script and back: a word that does not return as it was is either misspelled by an earlier conversion (覆刻 for
復刻) or one of the pairs that are both right, which `[both_right]` in data/written/forms.toml lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from duben.chinese.script import fold, to_simplified, to_traditional
from duben.chinese.tables.conversion_tables import own_data, same_character, script_characters
from duben.chinese.words.segment import segment
from duben.model.words import Region, Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalisation:
    """At `offset` characters the text has `found`; `proposed` is how the rest of it would be written, and why."""

    offset: int
    found: str
    proposed: str
    reason: str


def normalisations(text: str, script: Script, region: Region) -> Iterator[Normalisation]:
    """What an editor might make alike in `text`, which is written in `script` as `region` writes it; in order."""
    folded = segment(fold(text))
    starts = [0, *accumulate(map(len, folded))]
    words = [text[start : start + len(word)] for start, word in zip(starts, folded, strict=False)]
    simplified = to_simplified(words, region)
    written = simplified if script == "hans" else to_traditional(simplified, region)
    for start, found, proposed in zip(starts, words, written, strict=False):
        reason = _reason(found, proposed, script, region, text) if len(found) == len(proposed) else ""
        if reason:
            yield Normalisation(offset=start, found=found, proposed=proposed, reason=reason)


def _reason(found: str, proposed: str, script: Script, region: Region, text: str) -> str:
    """Why `found` should be `proposed`; empty where it need not."""
    differing = [(a, b) for a, b in zip(found, proposed, strict=True) if a != b and a.isalpha()]
    foreign = "".join(a for a, _ in differing if a in script_characters()[script == "hans"])
    if foreign:
        return f"{foreign} is {'Traditional' if script == 'hans' else 'Simplified'}"
    if not differing or all(frozenset(pair) in _both_right() for pair in differing):
        return ""
    if all(same_character(a, b) for a, b in differing):
        return _reason_of_shape(differing, region, text)
    return f"{proposed} is the usual form"


def _reason_of_shape(differing: Sequence[tuple[str, str]], region: Region, text: str) -> str:
    """Shapes of one character: the region's own; in mainland print, where either may stand, the text's own."""
    found, proposed = differing[0]
    if region == "cn" and text.count(proposed) <= text.count(found):
        return ""
    return f"{proposed} is written elsewhere" if proposed in text else f"{proposed} is the shape of the region"


@cache
def _both_right() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in own_data("forms")["both_right"]["pairs"].split())
