"""A region's own words for what the other says otherwise: 视频 is 影片 in Taiwan, 軟體 is 软件 on the mainland.

The pairs are OpenCC's, without those that `data/written/vocabulary.toml` drops. They are found among the words of a
text: one word, or some that touch, if they are a pair's whole name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from duben.chinese.reading.read import read
from duben.chinese.script import to_simplified, to_traditional
from duben.chinese.tables.conversion_tables import Direction, own_data, region_phrases
from duben.chinese.words.segment import segment
from duben.chinese.words.segmenter import is_listed
from duben.model.words import Reading, Script, Standard, Word

_MOST_WORDS = 6
"""Words that one name of a pair may be cut into."""


class Replacement(NamedTuple):
    """A word for the words from number `first` to before `end`."""

    first: int
    end: int
    word: Word


@cache
def vocabulary(direction: Direction) -> Mapping[str, str]:
    """Each word of one side with that of the other, Taiwan's and the mainland's; an equal one only guards its parts."""
    own = own_data("vocabulary")["tw"][direction]
    if direction == "s2t":
        pairs = {_simplified(key): to_traditional([form], "tw")[0] for key, form in region_phrases("TWPhrases").items()}
        pairs = {key: form for key, form in pairs.items() if key not in own["drop"].split()}
        return pairs | dict(pair.split("=") for pair in own["own"].split())
    keep = {*own["keep"].split()}
    pairs = {to_traditional([key], "tw")[0]: form for key, form in region_phrases("TWPhrasesRev").items()}
    return {key: _simplified(form) for key, form in pairs.items() if key in keep or not is_listed(_simplified(key))}


def _simplified(text: str) -> str:
    return "".join(to_simplified([text], "tw"))


@cache
def _firsts(direction: Direction) -> frozenset[str]:
    return frozenset(key[0] for key in vocabulary(direction))


def replacements(
    written: Sequence[str], fixed: Mapping[int, object], cuts: Sequence[int], script: Script, standard: Standard
) -> Iterator[Replacement]:
    """The words of one text that the other region says otherwise, in order.

    None has a word whose index is in `fixed`, or spans one of the offsets `cuts`.
    """
    direction: Direction = "s2t" if script == "hans" else "t2s"
    pairs, firsts = vocabulary(direction), _firsts(direction)
    ends = [0, *accumulate(map(len, written))]
    within, at = {*cuts}, 0
    while at < len(written):
        step = 1
        if written[at][:1] in firsts and at not in fixed:
            end = at + 1
            limit = min(len(written), at + _MOST_WORDS)
            while end < limit and end not in fixed and ends[end] not in within:
                end += 1
            for stop in range(end, at, -1):
                name = "".join(written[at:stop])
                if name in pairs:
                    yield Replacement(at, stop, _word(name, script, standard))
                    step = stop - at
                    break
        at += step


@lru_cache(maxsize=5_000)
def _word(name: str, script: Script, standard: Standard) -> Word:
    form = vocabulary("s2t" if script == "hans" else "t2s")[name]
    simplified, traditional = (name, form) if script == "hans" else (form, name)
    return Word.of(
        simplified, traditional, _reading(simplified, standard), _reading(_simplified(traditional), standard)
    )


def _reading(simplified: str, standard: Standard) -> Reading | None:
    words = list(segment(simplified))
    readings = zip(words, read(words, standard), strict=True)
    syllables = tuple(syllable for word, known in readings for syllable in known or (None,) * len(word))
    return syllables if any(syllables) else None
