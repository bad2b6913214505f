"""Where a word stands in the source of its block: the parser knows lines, the words themselves tell the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from duben import chinese
from duben.sources.toml import Place, TomlSource, read_toml

_FENCE = re.compile(r"\+\+\+[^\S\n]*\n(.*?\n)\+\+\+[^\S\n]*$", re.DOTALL | re.MULTILINE)
_NOT_SHOWN = (
    r"`[^`\n]*`|!\[[^\]]*\]\([^)]*\)|(?<=\])\([^)]*\)|\[\^[^\]]*\]:?|\[\[[^\[\]|\n]+(?:\||\]\])"
    r"|(?<=\|)[^{}|\n]+(?=\})|zh-hans:|zh-hant:|\n[\s>]+"
)
_OTHER_SIDE: Mapping[str, re.Pattern[str]] = {
    "hans": re.compile(rf"zh-hant:[^;}}\n]*|{_NOT_SHOWN}"),
    "hant": re.compile(rf"zh-hans:[^;}}\n]*|{_NOT_SHOWN}"),
}
"""What in a source of each script is no text of the page: targets, readings, code, the other side of an override."""


def locate(lines: Sequence[str], first: int, words: Sequence[str], number: int, script: str) -> Place:
    """Line and column of word `number` of `words`, which are in order those of a block that begins at line `first`.

    The words follow each other with nothing but markup between them, so each is the next place that reads like it.
    """
    text = "\n".join(lines[first - 1 :])
    shown = _OTHER_SIDE[script].sub(lambda match: " " * len(match[0]), text)
    kept = [place for place, char in enumerate(shown) if not char.isspace()]
    dense = "".join([shown[place] for place in kept])
    at = end = 0
    for word in words[: number + 1]:
        wanted = "".join(word.split())
        found = dense.find(wanted, end) if any(map(str.isalnum, wanted)) else -1
        at, end = (found, found + len(wanted)) if found >= 0 else (end, end)
    place = kept[min(at, len(kept) - 1)] if kept else 0
    before = text[:place]
    return first + before.count("\n"), place - before.rfind("\n")


def tables(text: str, path: str) -> TomlSource:
    """The settings in a file, with their places: an article's front matter, or all of `site.toml`."""
    match = _FENCE.match(text) if path.endswith(".md") else None
    return read_toml(match[1], path, first_line=2)[0] if match else read_toml(text, path)[0]


def rows(source: TomlSource, forms: Iterable[str]) -> list[tuple[str, Place]]:
    """Which tables of overrides have a word that is written in one of `forms`, and where."""
    wanted = {_key(form) for form in forms}
    return [
        (table, place)
        for table in ("readings", "conversions")
        for key, place in source.places_in(table).items()
        if _key(key) in wanted
    ]


def _key(word: str) -> str:
    return chinese.fold(word).replace(" ", "").lower()
