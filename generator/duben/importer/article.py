"""Assembles an imported article: front matter, Markdown body, file name, and the report for the editor.

The import loses nothing, and rewrites only punctuation, which it reports. Each non-blank line of the source becomes the
title, a paragraph or a heading.
Any other line appears in the report, with its number and its text.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from duben.chinese import detect
from duben.importer import report
from duben.importer.boilerplate import strip_boilerplate
from duben.importer.encoding import UnreadableTextError, decode
from duben.importer.escape import heading, paragraph
from duben.importer.front_matter import FrontMatter, choose
from duben.importer.headings import find_headings
from duben.importer.lines import split_lines
from duben.importer.metadata import KINDS, parse_date
from duben.importer.report import Findings
from duben.importer.slug import make_slug
from duben.model.diagnostics import Diagnostic
from duben.model.texts import clean
from duben.runtime.write_error import CannotWriteError, write_error, writing

if TYPE_CHECKING:
    import datetime as dt

    from duben.model.article import Slug
    from duben.model.words import Region


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedArticle:
    """An article made from a raw text, not yet written to disk. `encoding` is a Python codec name."""

    slug: Slug
    front: FrontMatter
    body: str
    encoding: str
    diagnostics: tuple[Diagnostic, ...]

    def markdown(self) -> str:
        """The whole file: front matter, a blank line, the body."""
        return f"{self.front.toml()}\n{self.body}"


class NotImportedError(ValueError):
    """The file cannot become an article; `diagnostic` says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


def import_text(
    data: bytes, name: str, *, date: dt.date | None = None, keep_punctuation: bool = False
) -> ImportedArticle:
    """The article in the bytes of a raw text, with its report.

    `name` is the file's path, for the report and the slug. `date` is the day of publication if the editor knows it; it
    overrides the date in the text. Half-width marks beside Han characters become full-width, unless the editor keeps
    them. Raises `NotImportedError` if the bytes are not readable text or the text has no
    body.
    """
    try:
        text, encoding = decode(data)
    except UnreadableTextError as error:
        raise NotImportedError(report.unreadable(name, data, error)) from None
    text, removed = clean(text)
    stripped = strip_boilerplate(split_lines(text))
    if not stripped.body:
        raise NotImportedError(report.empty(name))
    stem = " ".join(clean(PurePath(name).stem)[0].split()) or "text"
    script, region = detect("\n".join(line.text for line in stripped.body))
    findings = Findings(
        encoding=encoding,
        removed=removed,
        stripped=stripped,
        title=stripped.title or stem,
        choices={kind: choose(kind, stripped.found) for kind in KINDS},
        given_date=date,
        headings=find_headings(stripped.body),
        script=script,
        keep_punctuation=keep_punctuation,
    )
    front = _front_matter(findings, region)
    return ImportedArticle(
        slug=make_slug(stem, front.title, front.date),
        front=front,
        body=_body(findings),
        encoding=encoding,
        diagnostics=report.report(name, findings),
    )


def save(imported: ImportedArticle, folder: Path) -> Path:
    """Write the article into `folder` and return the new file's path.

    Creates the folder if necessary. Raises `FileExistsError` if the file exists, which is not changed then, and
    `CannotWriteError`.
    """
    path = folder / f"{imported.slug}.md"
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        file = path.open("x", encoding="utf-8", newline="\n")
    except FileExistsError:
        raise
    except OSError as error:
        raise write_error(error, str(path)) from error
    try:
        with writing(path), file:
            file.write(imported.markdown())
    except CannotWriteError:
        path.unlink()  # a part of an article is worse than none
        raise
    return path


def _front_matter(findings: Findings, region: Region) -> FrontMatter:
    """The article's keys."""
    return FrontMatter(
        title=findings.shown(findings.title),
        date=findings.given_date or parse_date(findings.choices["date"].value),
        author=findings.choices["author"].value,
        source=findings.choices["source"].value,
        script=findings.script,
        region=region,
    )


def _body(findings: Findings) -> str:
    """The body as Markdown: one block for each line, separated by blank lines."""
    certain = findings.headings.certain
    lines = enumerate(findings.shown(line.text) for line in findings.stripped.body)
    return "\n\n".join(heading(line) if at in certain else paragraph(line) for at, line in lines) + "\n"
