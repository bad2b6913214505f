"""Chooses the front matter of an imported article from its metadata, and writes it as TOML."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from duben.importer.metadata import parse_date, split_names

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from duben.importer.boilerplate import FoundField
    from duben.importer.metadata import Kind
    from duben.model.words import Region, Script

_FENCE = "+++"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The front matter of an imported article. A value that the text does not state is empty."""

    title: str
    date: dt.date | None
    author: str
    source: str
    script: Script
    region: Region

    def toml(self) -> str:
        """The front matter as TOML between its `+++` fences."""
        values = {
            "title": _string(self.title),
            "date": self.date.isoformat() if self.date else "",
            "author": _string(self.author) if self.author else "",
            "source": _string(self.source) if self.source else "",
            "script": _string(self.script),
            "region": _string(self.region),
        }
        keys = "".join(f"{key} = {value}\n" for key, value in values.items() if value)
        return f"{_FENCE}\n{keys}{_FENCE}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The value chosen for one key, the line that states it, and the reason for any doubt."""

    value: str = ""
    found: FoundField | None = None
    doubt: str = ""


def choose(kind: Kind, all_found: Iterable[FoundField]) -> Choice:
    """The value for a key: the first certain field, otherwise the first field and the reason for doubt."""
    found = sorted((one for one in all_found if one.field.kind == kind), key=lambda one: not one.field.certain)
    if not found:
        return Choice()
    value, plain = split_names(found[0].field.value) if kind == "author" else (found[0].field.value, True)
    others = [one.field.value for one in found[1:] if _differs(value, one.field.value)]
    doubts = [
        "" if found[0].field.certain else "the text does not say so clearly",
        "" if plain else "it does not look like a name",
        f"the text also has {_listed(others)}" if others else "",
    ]
    return Choice(value=value, found=found[0], doubt="; ".join(doubt for doubt in doubts if doubt))


def _differs(value: str, other: str) -> bool:
    """Whether two values disagree. A date may repeat with its time, an author without the co-authors."""
    day = parse_date(value)
    return parse_date(other) != day if day else other not in value and split_names(other)[0] not in value


def _listed(values: Sequence[str]) -> str:
    return ", ".join(f"“{value}”" for value in dict.fromkeys(values))


def _string(text: str) -> str:
    """A TOML basic string. JSON's strings differ only in U+007F, which no clean text has."""
    return json.dumps(text, ensure_ascii=False)
