"""Checks an article's links, images and readings, and the links in definitions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote

from duben import chinese
from duben.article.markdown import parse_inline, read_inline
from duben.model.addresses import Address
from duben.model.article import Document, Link, Piece, Reference, Slug
from duben.model.compiled import CompiledArticle
from duben.model.diagnostics import Diagnostic, Hints, Severity
from duben.sources.config import Config
from duben.sources.folder import SETTINGS
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
    """An error for each `[[id]]` in a definition that is not an entry, and a problem for each unfit address."""
    hints = Hints(glossary)
    for entry in glossary.values():
        yield from check_inline(entry.definition, entry.path, (entry.line, 1), f"the definition of “{entry.id}”")
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


def check_inline(text: str, path: str, place: Place, about: str) -> Iterator[Diagnostic]:
    """A problem for each unfit address in one line of inline Markdown, at `place`; `about` names the line.

    Many pages show the line, so it has no pictures beside it.
    """
    found = read_inline(text)
    problems = [problem for problem in found.problems if problem.code == "bad-address"]
    for image in (each.address.text for each in found.addresses if each.is_image):
        message, hint = f"the image “{unquote(image)}” cannot be shown", "show images in articles and pages only"
        problems.append(Diagnostic(path="", line=1, column=1, code="bad-address", message=message, hint=hint))
    for problem in problems:
        yield replace(problem, path=path, line=place[0], column=place[1], message=f"in {about}, {problem.message}")


def check_images(path: str, document: Document, beside: Collection[str]) -> Iterator[Diagnostic]:
    """A problem for each image that is not among the files `beside` the article: an error, or a warning if remote."""
    for written in document.addresses:
        if written.is_image and (fault := _image_fault(written.address, beside)):
            code, message, hint = fault
            severity = Severity.WARNING if code == "remote-image" else Severity.ERROR
            yield Diagnostic(
                path=path,
                line=written.line,
                column=written.column,
                code=code,
                message=message,
                hint=hint,
                severity=severity,
            )


def _image_fault(address: Address, beside: Collection[str]) -> tuple[str, str, str] | None:
    """The code, message and hint for an image that cannot be shown."""
    name = unquote(address.text)
    if address.host:
        message = f"the image is on another host, {address.host}: browsers do not show it"
        return "remote-image", message, "put a copy of the picture beside the article"
    if address.local_path and not address.media_path:
        hint = "save the picture as PNG, JPEG, WebP, AVIF, GIF or SVG"
        return "bad-address", f"the image “{name}” is not of a known type", hint
    if address.local_path not in beside:
        hint = "put the file beside the article, and write its exact name"
        return "missing-image", f"the image “{name}” does not exist", hint
    return None


def check_settings(config: Config) -> Iterator[Diagnostic]:
    """The problems of the readings and the licence in the settings."""
    yield from check_readings(SETTINGS, config.readings, config.reading_places)
    yield from check_inline(config.licence, SETTINGS, config.licence_place, "“licence”")
    for target in _targets(parse_inline(config.licence)):
        line, column = config.licence_place
        message, hint = f"“licence” cannot contain [[{target}]]", "write a link with a whole address: [text](https://…)"
        yield Diagnostic(path=SETTINGS, line=line, column=column, code="unknown-link", message=message, hint=hint)


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
