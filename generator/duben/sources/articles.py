"""Reads articles and pages: Markdown files with TOML front matter become `Article` values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from duben import chinese
from duben.model.addresses import is_media
from duben.model.article import Article, Slug
from duben.model.diagnostics import Diagnostic, stops
from duben.model.texts import in_one_line
from duben.model.words import Region, Script
from duben.runtime.session import digest
from duben.sources.files import decode
from duben.sources.folder import SourceFolder
from duben.sources.toml import Field, check_table, read_toml, read_web_address

KEYS = {
    "title": Field(str, required=True, help='write title = "…"'),
    "date": Field(dt.date, help="write date = 2024-02-20, without quotation marks"),
    "author": Field(str),
    "source": Field(str, help='write where the text was published: source = "…"'),
    "url": Field(str, help='write the address of the original: url = "https://…"'),
    "summary": Field(str, help='write one sentence for lists and search engines: summary = "…"', lines=True),
    "script": Field(str, choices=("hans", "hant"), help='write script = "hant", or leave the key out'),
    "region": Field(str, choices=("cn", "tw", "hk"), help='write region = "tw", or leave the key out'),
    "vocabulary": Field(str, choices=("none", "tw"), help='write vocabulary = "tw", or leave the key out'),
    "draft": Field(bool, help="write draft = true, or leave the key out"),
    "conversions": Field(dict, of=str, help='write lines of Simplified = Traditional: "软件" = "軟體"'),
    "readings": Field(dict, of=str, help='write lines of word = syllables: "银行" = "yín háng"'),
}

_FENCE = "+++"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@dataclass(frozen=True)
class SourceFile:
    """A file of content as it is on the disk: its path within the site, its bytes, and the media that it may show.

    `beside` has the paths of all media in its folder, relative to that folder. `problems` says why it has no bytes.
    """

    name: str
    data: bytes
    beside: frozenset[str] = frozenset()
    problems: tuple[Diagnostic, ...] = ()

    @property
    def slug(self) -> Slug:
        """The name of the file without its ending."""
        return Slug(PurePosixPath(self.name).stem)

    @cached_property
    def digest(self) -> str:
        """A name for all that this file says. The media count only if it may show one."""
        beside = sorted(self.beside) if b"](" in self.data or b"]:" in self.data else ()
        return digest(self.name, self.data, *map(str, self.problems), *beside)


class ContentFolder:
    """The articles and pages of a site, as files."""

    def __init__(self, *, keep: bool = False) -> None:
        """With `keep`, a file stays in memory until it has changed: a preview reads the site again and again."""
        self._keep = keep
        self._files: dict[str, SourceFile] = {}

    def files(self, sources: SourceFolder, kind: str) -> Iterator[SourceFile]:
        """The files of `content/<kind>` by name, each read when its turn comes."""
        folder = f"content/{kind}/"
        beside = frozenset(name.removeprefix(folder) for name in media_files(sources, kind))
        for name in sources.directly_in(f"content/{kind}", ".md"):
            file = self._files.get(name) or _source_file(sources, name, beside)
            if self._keep:
                self._files[name] = file
            yield file

    def forget(self, changed: Collection[str] | None) -> None:
        """Read these files again, by their paths within the site; for `None`, all of them."""
        for path in [*self._files] if changed is None else changed:
            self._files.pop(path, None)


def _source_file(sources: SourceFolder, name: str, beside: frozenset[str]) -> SourceFile:
    data, problems = sources.read(name)
    return SourceFile(name, data, beside, tuple(problems))


def media_files(sources: SourceFolder, kind: str) -> Iterator[str]:
    """The names of the media in and below `content/<kind>`."""
    return filter(is_media, sources.below(f"content/{kind}"))


def read_article(file: SourceFile) -> tuple[Article | None, list[Diagnostic]]:
    """The article in a file; `None` if its front matter is unusable. The list has every problem."""
    name = file.name
    if file.problems:
        return None, [*file.problems]
    text, problems = decode(file.data, name)
    if not _SLUG.match(file.slug):
        message = f"the file name “{file.slug}” cannot be part of a URL"
        hint = "rename the file with a-z, 0-9 and single hyphens, as in what-is-dit.md"
        problems.append(_problem(name, 1, "bad-slug", message, hint))
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        hint = 'begin the file with three lines: +++, title = "…", +++'
        return None, [*problems, _problem(name, 1, "front-matter", "the file has no front matter", hint)]
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        return None, [
            *problems,
            _problem(name, 1, "front-matter", "the front matter has no end", "write a line +++ after its last key"),
        ]
    source, found = read_toml("\n".join(lines[1:end]), name, first_line=2)
    if not stops(found, strict=False):
        found += check_table(source, (), source.data, KEYS)
    problems += found
    if any(d.code in {"toml-syntax", "wrong-type", "missing-key", "bad-value"} for d in found):
        return None, problems
    article = _article(file.slug, name, source.data, "\n".join(lines[end + 1 :]), end + 2)
    url, found = read_web_address(source, ("url",), source.data, KEYS)
    return replace(article, url=url, reading_places=source.places_in("readings")), problems + found


def _article(slug: Slug, name: str, front: Mapping[str, Any], body: str, body_line: int) -> Article:
    script, region = _choose_script_and_region(front, body)
    values = {key: front[key] for key in KEYS if key in front and key not in {"script", "region", "date", "url"}}
    values |= {key: in_one_line(value) for key, value in values.items() if KEYS[key].lines}
    date = front.get("date")
    if isinstance(date, dt.datetime):
        date = date.date()
    return Article(
        slug=slug, path=name, body=body, body_line=body_line, script=script, region=region, date=date, **values
    )


def _choose_script_and_region(front: Mapping[str, Any], body: str) -> tuple[Script, Region]:
    """The given values. A missing one follows from the other, or is detected from the text."""
    script, region = front.get("script"), front.get("region")
    if script and region:
        return script, region
    found_script, found_region = chinese.detect(front.get("title", "") + "\n" + body)
    if script is None:
        script = found_script if region is None else "hans" if region == "cn" else "hant"
    if region is None:
        region = found_region if script == found_script else "cn" if script == "hans" else "tw"
    return script, region


def _problem(name: str, line: int, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(path=name, line=line, column=1, code=code, message=message, hint=hint)
