"""Reads `site.toml` into a checked, frozen `Config`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from duben.model.addresses import editor_fault, parse_web_address, refusal
from duben.model.diagnostics import Diagnostic, stops
from duben.model.texts import in_one_line
from duben.model.words import Punctuation, Region, Script, Standard, Vocabulary
from duben.sources.files import decode
from duben.sources.folder import SETTINGS, SourceFolder
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
    "vocabulary": Field(
        str, choices=("none", "tw"), help='write whose words Traditional forms have: vocabulary = "tw"'
    ),
    "punctuation": Field(
        str,
        choices=("as-written", "full-width"),
        help='show half-width marks in full width: punctuation = "full-width"',
    ),
    "licence": Field(str, help='write a line about rights: licence = "CC BY 4.0"'),
    "source_link": Field(str, help='write an address: source_link = "vscode://file/{path}:{line}:{column}"'),
    "conversions": Field(dict, of=str, help='write lines of Simplified = Traditional: "软件" = "軟體"'),
    "outside_folders": Field(list, of=str, help='write folders that links may lead to: outside_folders = ["../texts"]'),
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
    vocabulary: Vocabulary = "none"
    punctuation: Punctuation = "as-written"
    licence: str = ""
    source_link: str = ""
    outside_folders: Sequence[str] = ()
    conversions: Mapping[str, str] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)
    reading_places: Mapping[str, Place] = field(default_factory=dict)
    licence_place: Place = (1, 1)

    @property
    def base_path(self) -> str:
        """The path of `base_url`; `/` for a site at the root of its host."""
        return urlsplit(self.base_url).path or "/"


def read_config(sources: SourceFolder, base_url: str | None = None) -> tuple[Config, list[Diagnostic]]:
    """The settings of a site, and every problem.

    `base_url` overrides the value in the file. An unusable value becomes its default.
    """
    if SETTINGS not in sources.names:
        hint = "run duben in the folder of site.toml, name the folder with --site, or run “duben new DIR”"
        message = "this folder has no site.toml"
        missing = Diagnostic(path=SETTINGS, line=1, column=1, code="missing-site", message=message, hint=hint)
        return Config(title=""), [missing]
    data, unreadable = sources.read(SETTINGS)
    if unreadable:
        return Config(title=""), unreadable
    text, problems = decode(data, SETTINGS)
    source, found = read_toml(text, SETTINGS)
    problems += found
    if not stops(found, strict=False):
        problems += check_table(source, (), source.data, KEYS)
    values = _usable_values(source.data)
    if base_url is not None:
        values["base_url"] = base_url
    values["base_url"], found = _base_url(source, values.get("base_url", ""))
    values["source_link"], refused = _source_link(source, values.get("source_link", ""))
    places = source.places_in("readings"), source.places.get(("licence",), (1, 1))
    return Config(**values, reading_places=places[0], licence_place=places[1]), [*problems, *found, *refused]


def _usable_values(data: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {"title": ""}
    for key, known in KEYS.items():
        value = data.get(key)
        if value is not None and fits(value, known):
            values[key] = in_one_line(value) if known.lines else value
    return values


def _base_url(source: TomlSource, url: str) -> tuple[str, list[Diagnostic]]:
    if not url:
        return "", []
    address, reason = parse_web_address(url)
    if address and {"?", "#"} & {*url}:
        reason = "has a query or a fragment, and cannot be the address of a site"
    if reason:
        return "", [source.problem(("base_url",), "bad-address", refusal(url, reason), KEYS["base_url"].help)]
    return url.rstrip("/") + "/", []


def _source_link(source: TomlSource, pattern: str) -> tuple[str, list[Diagnostic]]:
    reason = editor_fault(pattern) if pattern else ""
    if reason:
        message = refusal(pattern, reason)
        return "", [source.problem(("source_link",), "bad-address", message, KEYS["source_link"].help)]
    return pattern, []
