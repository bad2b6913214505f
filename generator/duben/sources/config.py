"""Reads `site.toml` into a checked, frozen `Config`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from duben.model.diagnostics import Diagnostic, stops
from duben.model.words import Region, Script, Standard
from duben.sources.files import read_text
from duben.sources.toml import Field, Place, TomlSource, check_table, fits, read_toml

KEYS = {
    "title": Field(str, required=True, help='write the name of the site: title = "我的读本"'),
    "subtitle": Field(str, help='write one line for under the title: subtitle = "…"'),
    "description": Field(
        str, help='write one or two sentences for search engines and the feed: description = "…"', lines=True
    ),
    "author": Field(str, help='write who publishes the site: author = "…"'),
    "base_url": Field(str, help='write the whole address: base_url = "https://user.github.io/repo/"'),
    "script": Field(str, choices=("hans", "hant"), help='write the script of the lists and menus: script = "hant"'),
    "traditional": Field(str, choices=("tw", "hk"), help='write the region of Traditional forms: traditional = "hk"'),
    "reading_standard": Field(str, choices=("cn", "tw"), help='write the region of readings: reading_standard = "tw"'),
    "licence": Field(str, help='write a line about rights: licence = "CC BY 4.0"'),
    "source_link": Field(str, help='write an address: source_link = "vscode://file/{path}:{line}:{column}"'),
    "conversions": Field(dict, of=str, help='write lines of Simplified = Traditional: "软件" = "軟體"'),
    "readings": Field(dict, of=str, help='write lines of word = syllables: "银行" = "yín háng"'),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings in `site.toml`; `KEYS` describes each key. `base_url` ends in a slash or is empty."""

    title: str
    subtitle: str = ""
    description: str = ""
    author: str = ""
    base_url: str = ""
    script: Script = "hans"
    traditional: Region = "tw"
    reading_standard: Standard = "cn"
    licence: str = ""
    source_link: str = ""
    conversions: Mapping[str, str] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)
    reading_places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def base_path(self) -> str:
        """The path of `base_url`; `/` for a site at the root of its host."""
        return urlsplit(self.base_url).path or "/"


def read_config(site: Path, base_url: str | None = None) -> tuple[Config, list[Diagnostic]]:
    """The settings of the site in the folder `site`, and every problem.

    `base_url` overrides the value in the file. An unusable value becomes its default.
    """
    path = site / "site.toml"
    if not path.is_file():
        hint = "run duben in the folder of site.toml, name the folder with --site, or run “duben new DIR”"
        message = "this folder has no site.toml"
        missing = Diagnostic(path="site.toml", line=1, column=1, code="missing-site", message=message, hint=hint)
        return Config(title=""), [missing]
    text, problems = read_text(path, "site.toml")
    source, found = read_toml(text, "site.toml")
    problems += found
    if not stops(found, strict=False):
        problems += check_table(source, (), source.data, KEYS)
    values = _usable_values(source.data)
    if base_url is not None:
        values["base_url"] = base_url
    values["base_url"], found = _base_url(source, values.get("base_url", ""))
    return Config(**values, reading_places=source.places_in("readings")), problems + found


def _usable_values(data: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {"title": ""}
    for key, known in KEYS.items():
        value = data.get(key)
        if value is not None and fits(value, known):
            values[key] = value
    return values


def _base_url(source: TomlSource, url: str) -> tuple[str, list[Diagnostic]]:
    parts = urlsplit(url)
    if url and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment):
        message = f"“{url}” is not the address of a site"
        return "", [source.problem(("base_url",), "bad-value", message, KEYS["base_url"].help)]
    return url.rstrip("/") + "/" if url else "", []
