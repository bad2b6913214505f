"""The dictionary reading of a word by itself: our tables, then pypinyin's phrases, then its single characters.

A word that no table has is cut into the longest phrases that have a reading, from the left.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from duben.chinese.tables.files import corrections, families, modern_readings, neutral_tones
from duben.runtime.codec import JsonTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CITATION = {"一": "yī", "不": "bù"}
_SANDHI = frozenset(("yí", "yì", "bú"))
"""pypinyin writes 一 and 不 as they sound (yí gè, bú shì); a dictionary, and we, write the citation tone."""
LONGEST = 8


Table = Literal["correction", "neutral", "family", "phrase", "character"]
Source = tuple[Table, str]
"""The table that has a syllable, and the phrase for which it has that."""
Syllables = tuple[str | None, ...]
Entry = tuple[Syllables, tuple[Source, ...]]
"""For each character of a word its syllable, `None` if it is not Han, and where that comes from."""
_BY_CHARACTER: tuple[Source] = (("character", ""),)


def _pypinyin(name: str) -> bytes:
    """A table of pypinyin's, read as data: the package itself would also prepare a segmenter and a dozen styles."""
    return Path(str(distribution("pypinyin").locate_file(f"pypinyin/{name}.json"))).read_bytes()


@cache
def _characters() -> JsonTable[str]:
    """The readings of characters, by code point."""
    return JsonTable(_pypinyin("pinyin_dict"), str)


@cache
def _phrases() -> JsonTable[list[list[str]]]:
    """For each phrase the readings of its characters."""
    return JsonTable(_pypinyin("phrases_dict"), list[list[str]])


def character(char: str) -> str | None:
    """The commonest reading of one character; `None` if it is not Han."""
    own = corrections().get(char)
    if own:
        return own[0]
    given = given_alone(char)
    return _today(char, given) if given else None


def given_alone(char: str) -> str | None:
    """The first reading that pypinyin has for a character."""
    return next(iter(readings(char)), None)


def readings(char: str) -> list[str]:
    """All readings that pypinyin has for a character, the commonest first."""
    found = _characters().get(str(ord(char)))
    return found.split(",") if found else []


def _today(char: str, syllable: str) -> str:
    """`syllable` of `char` by the standard of today; 一 and 不 with their citation tone."""
    if syllable in _SANDHI and char in _CITATION:
        return _CITATION[char]
    return modern_readings().get((char, syllable), syllable)


def pypinyin_phrase(word: str) -> tuple[str, ...] | None:
    """The syllables that pypinyin's phrase table has for a word."""
    entry = _phrases().get(word)
    if entry is None or len(entry) != len(word):
        return None
    return tuple(_today(char, alternatives[0]) for char, alternatives in zip(word, entry, strict=True))


@lru_cache(maxsize=200_000)
def _whole(word: str) -> tuple[Syllables, Table | tuple[Source, ...]] | None:
    """What the tables have for a word as a whole; of a single character, only a correction.

    Where one table has all of it, that one is named once: this is remembered for very many words.
    """
    own = corrections().get(word)
    if own or len(word) == 1:
        return (own, "correction") if own else None
    found = pypinyin_phrase(word)
    known, toneless = families().get(word), neutral_tones().get(word)
    if not known and not toneless:
        return (found, "phrase") if found else None
    entry: Entry = (found, (("phrase", word),) * len(word)) if found else _from_pieces(word)
    return _with_families(word, entry, known or {}, toneless or {})


def _entry(word: str) -> Entry | None:
    """As `_whole`, with a source for each character."""
    found = _whole(word)
    if found is None:
        return None
    syllables, by = found
    return syllables, ((by, word),) * len(word) if isinstance(by, str) else by


def _with_families(word: str, entry: Entry, known: Mapping[str, str], toneless: Mapping[str, str]) -> Entry:
    """`entry` with the characters that our families and our neutral tones know better."""
    syllables, sources = list(entry[0]), list(entry[1])
    for place, char in enumerate(word):
        if char in known:
            syllables[place], sources[place] = known[char], ("family", word)
    for char, syllable in toneless.items():
        place = word.rindex(char)
        syllables[place], sources[place] = syllable, ("neutral", word)
    return tuple(syllables), tuple(sources)


def phrase(word: str) -> Syllables | None:
    """The syllables of a word of several characters, if a table has it as a whole."""
    found = _whole(word)
    return found and found[0]


@cache
def phrases() -> frozenset[str]:
    """The words that a table has: all others are told apart by one look."""
    return frozenset((*_phrases(), *corrections(), *families(), *neutral_tones()))


@lru_cache(maxsize=200_000)
def said(span: str) -> tuple[tuple[str | None, ...], str] | None:
    """The syllables of a phrase, and `!` if our own tables have it, which are more to be trusted than pypinyin's."""
    syllables = phrase(span)
    return None if syllables is None else (syllables, "!" if span in families() or span in corrections() else "")


def is_final(word: str, offset: int) -> bool:
    """Whether no context changes the reading of the character at `offset` in `word`."""
    char = word[offset]
    return word in corrections() or (char in neutral_tones().get(word, ()) and offset == word.rindex(char))


def pieces(word: str) -> Iterator[tuple[int, str]]:
    """The longest phrases within a word that no table has as a whole, and single characters, each with its start."""
    start = 0
    while start < len(word):
        ends = range(min(len(word), start + LONGEST), start + 1, -1)
        end = next((end for end in ends if end - start < len(word) and _whole(word[start:end])), start + 1)
        yield start, word[start:end]
        start = end


def _from_pieces(word: str) -> Entry:
    """A word that no table has as a whole, from the phrases within it."""
    syllables: list[str | None] = []
    sources: list[Source] = []
    for _, piece in pieces(word):
        entry = _entry(piece) or ((character(piece),), _BY_CHARACTER)
        syllables += entry[0]
        sources += entry[1]
    return tuple(syllables), tuple(sources)


def look_up(word: str) -> Entry:
    """The syllables of `word` without its context, and which table each comes from."""
    return _entry(word) or _from_pieces(word)
