"""Decides which media of `content` are published: those that an article, a page or a template shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from duben.collection.site import Site
from duben.model.diagnostics import Diagnostic, Severity
from duben.sources.articles import media_files
from duben.sources.folder import SourceFolder
from duben.sources.theme import ThemeFiles


class Media(NamedTuple):
    """A media file: its name within the site, its file, its path in the built site, and whether it is published."""

    name: str
    file: Path
    path: str
    is_shown: bool


def find_media(sources: SourceFolder, site: Site, theme: ThemeFiles) -> Iterator[Media]:
    """All media in `content`."""
    templates = [file.data.decode(errors="replace") for file in theme.templates.values() if not file.is_ours]
    for kind, compiled, place in (("articles", site.articles, "articles/"), ("pages", site.pages, "")):
        shown = frozenset(chain.from_iterable(each.media for each in compiled.values()))
        for name in media_files(sources, kind):
            file = name.removeprefix(f"content/{kind}/")
            yield Media(name, sources.path(name), place + file, file in shown or _is_in(place + file, templates))


def unused_media(found: Iterable[Media]) -> Iterator[Diagnostic]:
    """Advice on each media file that is not published."""
    for each in found:
        if not each.is_shown:
            yield Diagnostic(
                path=each.name,
                line=1,
                column=1,
                code="unused-media",
                message="no page shows this file, so it is not published",
                hint="show it in an article, move it to static, or remove it",
                severity=Severity.ADVICE,
            )


def _is_in(path: str, templates: Collection[str]) -> bool:
    return any(path in text for text in templates)
