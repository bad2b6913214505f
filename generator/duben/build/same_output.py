"""Finds sources that would be written to the same file of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from duben.build.media import Media
from duben.collection.site import Site
from duben.exports import exports
from duben.model.diagnostics import Diagnostic
from duben.model.paths import (
    ARTICLES,
    GLOSSARY,
    HOME,
    NOT_FOUND,
    SEARCH,
    article_path,
    card_path,
    page_path,
    term_path,
)
from duben.runtime.ownership import folded


class _Source(NamedTuple):
    """The source of an output: a file with a line. Duben's own pages have none."""

    path: str = ""
    line: int = 1


def check_outputs(site: Site, media: Iterable[Media]) -> Iterator[Diagnostic]:
    """An error for each source whose output another source has too.

    Two paths are the same if they differ only in case or Unicode form: many file systems and hosts treat them so. A
    file and a folder cannot have the same path either.
    """
    owners: dict[str, _Source] = {}
    folders: dict[str, _Source] = {"": _Source()}
    for path, source in _outputs(site, media):
        key = folded(path)
        other = owners.setdefault(key, source)
        found = [] if other is source else [other]
        found += [folders[key]] if key in folders else []
        folder = key.rpartition("/")[0]
        if folder not in folders:
            above = [*accumulate(folder.split("/"), "{}/{}".format)]
            found += [owners[part] for part in above if part in owners]
            folders |= {part: source for part in above if part not in folders}
        if found:
            yield _problem(path, source, found[0])


def _outputs(site: Site, media: Iterable[Media]) -> Iterator[tuple[str, _Source]]:
    """Each output with its source; Duben's own first, so that the author's file is reported."""
    own = _Source()
    yield from ((path, own) for path in (HOME, ARTICLES, GLOSSARY, SEARCH, NOT_FOUND, *exports(site)))
    for slug, compiled in site.articles.items():
        yield article_path(slug), _Source(compiled.article.path)
    for slug, compiled in site.pages.items():
        if page_path(slug) != HOME:  # `pages/index.md` introduces the home page
            yield page_path(slug), _Source(compiled.article.path)
    for term, entry in site.glossary.items():
        yield term_path(term), _Source(entry.path, entry.line)
        yield card_path(term), _Source(entry.path, entry.line)
    yield from ((each.path, _Source(each.name)) for each in media if each.is_shown)


def _problem(path: str, source: _Source, other: _Source) -> Diagnostic:
    owner = f"is also made from {other.path}" if other.path else "is a page of every site"
    return Diagnostic(
        path=source.path,
        line=source.line,
        column=1,
        code="same-output",
        message=f"its output {path} {owner}",
        hint="rename the file" if source.line == 1 else "choose another id",
    )
