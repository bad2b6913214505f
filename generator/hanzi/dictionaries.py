"""The conversion dictionaries: OpenCC's, read as data, and our own tables over them.

OpenCC's converter works on whole strings and so joins what is not one word (被发明 → 被髮明); only its dictionaries
are used here, and `conversion` looks words up in them. Our own tables (`data/*.toml`) come first: each group has a reason.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model import Region

Direction = Literal["s2t", "t2s"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """One direction of conversion for one region: phrases first, then characters, then the region's own shapes."""

    phrases: Mapping[str, str]
    characters: Mapping[str, str]
    names: Mapping[str, str]
    unsure: frozenset[str]
    shapes: Mapping[int, str]
    longest: int

    def form(self, piece: str) -> str:
        """The form of a phrase or a character."""
        return (self.phrases.get(piece) or self.characters.get(piece, piece)).translate(self.shapes)

    def form_in_name(self, character: str) -> str | None:
        """The form of a character of a personal name; None where the words around have to tell that it is one."""
        return None if character in self.unsure else self.names.get(character) or self.form(character)


def own_data(name: str) -> dict[str, Any]:
    """The table `data/<name>.toml` of this package."""
    return tomllib.loads((files("generator.hanzi") / "data" / f"{name}.toml").read_text("utf-8"))


@cache
def _opencc(name: str) -> Mapping[str, str]:
    """An OpenCC dictionary: each key with the first, preferred, of its values."""
    lines = (files("opencc") / "dictionary" / f"{name}.txt").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    return {key: values.split(" ")[0] for key, values in pairs}


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """The pairs of a table's text: `乾坤=乾坤`, or `乾坤` alone for a word that stays as it is."""
    for item in text.split():
        source, _, target = item.partition("=")
        yield source, target or source


def _own_forms(direction: Direction, region: Region) -> dict[str, str]:
    """Our own words and characters for one direction; a group without a region is for all of them."""
    forms: dict[str, str] = {}
    for group in own_data("forms")[direction]:
        if group.get("region", region) == region:
            forms |= _pairs(group["forms"])
    return forms


@cache
def to_traditional_dictionary(region: Region) -> Dictionary:
    """The words and characters of Simplified → Traditional for `region` ('cn' writes OpenCC's own standard)."""
    own = _own_forms("s2t", region)
    shapes = {"tw": _opencc("TWVariants"), "hk": _opencc("HKVariants"), "cn": {}}[region]
    # Our own groups are written as Taiwan writes them; Hong Kong's standard shapes differ in these.
    shapes = {**shapes, "裡": "裏"} if region == "hk" else shapes
    dropped = set(own_data("forms")["drop"]["s2t"].split())
    phrases = {key: value for key, value in _opencc("STPhrases").items() if key not in dropped}
    names = own_data("forms")["names"]
    return _dictionary(phrases, _opencc("STCharacters"), own, shapes, names)


@cache
def to_simplified_dictionary(region: Region) -> Dictionary:
    """The words and characters of Traditional → Simplified, for a source written as `region` writes."""
    own = _own_forms("t2s", region)
    dropped = set(own_data("forms")["drop"]["t2s"].split())
    phrases = {key: value for key, value in _opencc("TSPhrases").items() if key not in dropped}
    return _dictionary(phrases, _opencc("TSCharacters"), own, {}, {"characters": "", "open": ""})


def _dictionary(
    phrases: Mapping[str, str], characters: Mapping[str, str], own: Mapping[str, str], shapes: Mapping[str, str],
    names: Mapping[str, str],
) -> Dictionary:
    """Lay our own forms over OpenCC's; the shapes of the region are applied last, but never to what we set ourselves."""
    words = {key: value for key, value in {**phrases, **own}.items() if len(key) > 1}
    return Dictionary(
        phrases=words,
        characters={**characters, **{key: value for key, value in own.items() if len(key) == 1}},
        names=dict(_pairs(names["characters"])),
        unsure=frozenset(names["open"]),
        shapes=str.maketrans(dict(shapes)),
        longest=max(map(len, words), default=1),
    )


@cache
def fold_table() -> Mapping[int, str]:
    """The character-by-character table of `fold`: a character that has one plain Simplified form."""
    own = dict(_pairs(own_data("forms")["fold"]["characters"]))
    return str.maketrans({key: value for key, value in {**_opencc("TSCharacters"), **own}.items() if len(value) == 1})


@cache
def script_characters() -> tuple[frozenset[str], frozenset[str]]:
    """The characters that occur in Simplified only, and in Traditional only."""
    to_simple, to_traditional = _opencc("TSCharacters"), _opencc("STCharacters")
    traditional = frozenset(key for key, value in to_simple.items() if key != value and key not in to_traditional)
    all_forms = frozenset("".join(line for line in to_traditional.values()))
    simplified = frozenset(key for key, value in to_traditional.items() if value != key and key not in all_forms)
    return simplified, traditional
