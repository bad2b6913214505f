"""Puts an imported article together: front matter, Markdown body, a name, and the report for the editor.

Nothing of the body is lost or rewritten. Each line of the source that is not blank is the title, or a paragraph or
heading that reads as the line does, or it is reported with its number and its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, in_order
from generator.hanzi import detect
from generator.importer import report
from generator.importer.encoding import UnreadableTextError, decode
from generator.importer.escape import heading, paragraph
from generator.importer.fields import parse_date, read_dateline
from generator.importer.frame import Found, unframe
from generator.importer.front import FrontMatter, choose
from generator.importer.headings import find_headings
from generator.importer.lines import lines_of
from generator.importer.slug import slug_of

if TYPE_CHECKING:
    import datetime as dt

    from generator.importer.frame import Framed
    from generator.importer.headings import Headings
    from generator.model import Slug

_NEWS_OPENS_WITHIN = 3
"""A dateline stands in one of the first paragraphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """An article made of a raw text, not yet written. `encoding` is the source's, as Python spells it."""

    slug: Slug
    front: FrontMatter
    body: str
    encoding: str
    diagnostics: tuple[Diagnostic, ...]

    def markdown(self) -> str:
        """The whole file: front matter, a blank line, body."""
        return f"{self.front.toml()}\n{self.body}"


class NotImportedError(ValueError):
    """A file that no article can be made of; `diagnostic` says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


def import_text(data: bytes, name: str, *, date: dt.date | None = None) -> Imported:
    """The article that the bytes of a raw text make, and all that is to be known about it.

    `name` is the file's path, for the report and the slug; `date` is when the text was published, if the editor knows:
    it goes before what the text says. Raises `NotImportedError` if the bytes are no text that can be read, or have no
    body.
    """
    try:
        text, encoding = decode(data)
    except UnreadableTextError as error:
        raise NotImportedError(report.unreadable(name, data, error)) from None
    framed = unframe(lines_of(text))
    if not framed.body:
        raise NotImportedError(report.empty(name))
    found = (*framed.found, *_dateline(framed))
    headings = find_headings(framed.body)
    choices = {kind: choose(kind, found) for kind in report.KINDS}
    day = date or parse_date(choices["date"].value)
    title = framed.title or PurePath(name).stem
    script, region = detect("\n".join(line.text for line in framed.body))
    return Imported(
        slug=slug_of(PurePath(name).stem, title, day),
        front=FrontMatter(
            title=title,
            date=day,
            author=choices["author"].value,
            source=choices["source"].value,
            script=script,
            region=region,
        ),
        body=_body(framed, headings),
        encoding=encoding,
        diagnostics=in_order(
            (
                *report.of_encoding(name, encoding),
                *report.of_title(name, framed, title),
                *report.of_date(name, framed, choices["date"], date),
                *report.of_doubts(name, choices),
                *report.of_headings(name, framed, headings),
                *report.of_removed(name, framed),
                *report.of_characters(name, framed),
            )
        ),
    )


def save(imported: Imported, folder: Path) -> Path:
    """Writes an article into `folder`, made if need be, and gives the new file's path.

    Raises `FileExistsError` if there is a file of that name already, which stays as it is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{imported.slug}.md"
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(imported.markdown())
    return path


def _dateline(framed: Framed) -> tuple[Found, ...]:
    """What the first paragraphs say of themselves, as news does; they stay in the body."""
    opening = framed.body[:_NEWS_OPENS_WITHIN]
    return tuple(Found(field=field, line=line) for line in opening for field in read_dateline(line.text))


def _body(framed: Framed, headings: Headings) -> str:
    """The body in Markdown: a block for each line, blank lines between."""
    blocks = (
        heading(line.text) if place in headings.certain else paragraph(line.text)
        for place, line in enumerate(framed.body)
    )
    return "\n\n".join(blocks) + "\n"
