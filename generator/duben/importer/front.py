"""The front matter of an imported article: what the fields of its frame add up to, and how it is written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from duben.importer.fields import parse_date, split_names

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from duben.importer.fields import Kind
    from duben.importer.frame import Found
    from duben.model.words import Region, Script

_FENCE = "+++"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The keys of an imported article; what the text does not say is absent."""

    title: str
    date: dt.date | None
    author: str
    source: str
    script: Script
    region: Region

    def toml(self) -> str:
        """The front matter as it stands at the head of an article, with its fences."""
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
    """What was taken for one key of the front matter, where it stands, and why it is doubtful, if it is."""

    value: str = ""
    found: Found | None = None
    doubt: str = ""


def choose(kind: Kind, all_found: Iterable[Found]) -> Choice:
    """The value for a key: the first that is certain, else the first of all, with its doubt."""
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
    """Whether two statements disagree: a date may be repeated with its time, an author without the colleagues."""
    day = parse_date(value)
    return parse_date(other) != day if day else other not in value and split_names(other)[0] not in value


def _listed(values: Sequence[str]) -> str:
    return ", ".join(f"“{value}”" for value in dict.fromkeys(values))


def _string(text: str) -> str:
    """A TOML basic string; JSON's differs only in leaving U+007F as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
