"""Checks an article's links, images and readings, and the links in definitions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from duben import chinese
from duben.article.markdown import parse_inline
from duben.model.article import Document, Link, Piece, Reference, Slug
from duben.model.compiled import CompiledArticle
from duben.model.diagnostics import Diagnostic, Hints, Severity
from duben.sources.glossary import Glossary, unfit_reading
from duben.sources.toml import Place


def check_site(
    articles: Mapping[Slug, CompiledArticle], pages: Mapping[Slug, CompiledArticle], glossary: Glossary
) -> Iterator[Diagnostic]:
    """Every `[[target]]` that leads nowhere, in articles, pages and definitions."""
    yield from check_definitions(glossary)
    yield from check_links([*articles.values(), *pages.values()], articles, glossary)


def check_links(
    compiled_articles: Iterable[CompiledArticle], articles: Mapping[Slug, CompiledArticle], glossary: Glossary
) -> Iterator[Diagnostic]:
    """An error for each `[[target]]` that is neither an article nor an entry; a warning if it is a draft."""
    known = {*articles, *glossary}
    hints = Hints(known)
    drafts = {slug for slug, compiled in articles.items() if compiled.article.draft} - {*glossary}
    for compiled in compiled_articles:
        for link in (citation.link for citation in compiled.links):
            if link.target not in known:
                message, hint = f"[[{link.target}]] is not an article or entry", hints[link.target]
                yield _unknown_link(compiled.article.path, link, message, hint)
            elif link.target in drafts and not compiled.article.draft:
                message = f"[[{link.target}]] is a draft, which is not published"
                hint = "publish the draft, or remove the link"
                yield replace(_unknown_link(compiled.article.path, link, message, hint), severity=Severity.WARNING)


def _unknown_link(path: str, link: Link, message: str, hint: str) -> Diagnostic:
    return Diagnostic(path=path, line=link.line, column=link.column, code="unknown-link", message=message, hint=hint)


def check_definitions(glossary: Glossary) -> Iterator[Diagnostic]:
    """An error for each `[[id]]` in a definition that is not an entry."""
    hints = Hints(glossary)
    for entry in glossary.values():
        for target in _targets(parse_inline(entry.definition)):
            if target not in glossary:
                yield Diagnostic(
                    path=entry.path,
                    line=entry.line,
                    column=1,
                    code="unknown-link",
                    message=f"[[{target}]] in the definition of “{entry.id}” is not an entry",
                    hint=hints[target],
                )


def check_images(path: str, document: Document, beside: Collection[str]) -> Iterator[Diagnostic]:
    """An error for each image that is not among the files `beside` the article."""
    for image in document.images:
        if not urlsplit(image).scheme and normpath(unquote(image)) not in beside:
            line = next((b.line for b in document.blocks if any(image in getattr(p, "html", "") for p in b.pieces)), 1)
            message = f"the image “{unquote(image)}” does not exist"
            hint = "put the file beside the article, and write its exact name"
            yield Diagnostic(path=path, line=line, column=1, code="missing-image", message=message, hint=hint)


def check_readings(path: str, readings: Mapping[str, str], places: Mapping[str, Place]) -> Iterator[Diagnostic]:
    """An error for each line of a `[readings]` table whose syllables do not fit its word."""
    for word, spelled in readings.items():
        if chinese.syllables(spelled, word) is None:
            line, column = places.get(word, (1, 1))
            message, hint = unfit_reading(spelled, word)
            yield Diagnostic(
                path=path,
                line=line,
                column=column,
                code="bad-reading",
                message=message,
                hint=hint,
            )


def _targets(pieces: Sequence[Piece]) -> list[str]:
    return [piece.target for piece in pieces if isinstance(piece, Reference)]
