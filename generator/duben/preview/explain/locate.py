"""Finds the line and column of a word in its source file.

The parser gives only the line of a block, so the words before are searched for one by one.
"""

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
_NOT_IN_COPY: Mapping[str, re.Pattern[str]] = {
    "hans": re.compile(rf"zh-hant:[^;}}\n]*|{_NOT_SHOWN}"),
    "hant": re.compile(rf"zh-hans:[^;}}\n]*|{_NOT_SHOWN}"),
}
"""Source text that is not shown in a copy of each script: link targets, readings, code, the other form of overrides."""


def locate(lines: Sequence[str], first: int, words: Sequence[str], number: int, script: str) -> Place:
    """The line and column of `words[number]`; `words` are all words of a block that begins at line `first`.

    Lines and columns count from 1. Only markup is between words, so each word is the next occurrence of its text.
    """
    text = "\n".join(lines[first - 1 :])
    shown = _NOT_IN_COPY[script].sub(lambda match: " " * len(match[0]), text)
    places = [place for place, char in enumerate(shown) if not char.isspace()]
    condensed = "".join([shown[place] for place in places])
    at = end = 0
    for word in words[: number + 1]:
        wanted = "".join(word.split())
        found = condensed.find(wanted, end) if any(map(str.isalnum, wanted)) else -1
        at, end = (found, found + len(wanted)) if found >= 0 else (end, end)
    place = places[min(at, len(places) - 1)] if places else 0
    before = text[:place]
    return first + before.count("\n"), place - before.rfind("\n")


def read_tables(text: str, path: str) -> TomlSource:
    """The tables in a file, with their places: an article's front matter, or all of `site.toml`."""
    match = _FENCE.match(text) if path.endswith(".md") else None
    return read_toml(match[1], path, first_line=2)[0] if match else read_toml(text, path)[0]


def table_rows(source: TomlSource, forms: Iterable[str]) -> list[tuple[str, Place]]:
    """The rows for a word with one of these `forms`: the table of overrides, and the place."""
    wanted = {_key(form) for form in forms}
    return [
        (table, place)
        for table in ("readings", "conversions")
        for key, place in source.places_in(table).items()
        if _key(key) in wanted
    ]


def _key(word: str) -> str:
    return chinese.fold(word).replace(" ", "").lower()
