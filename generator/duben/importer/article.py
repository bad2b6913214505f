"""Puts an imported article together: front matter, Markdown body, a name, and the report for the editor.

Nothing of the body is lost or rewritten. Each line of the source that is not blank is the title, or a paragraph or
heading that reads as the line does, or it is reported with its number and its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from duben.chinese import detect
from duben.importer import report
from duben.importer.encoding import UnreadableTextError, decode
from duben.importer.escape import heading, paragraph
from duben.importer.fields import KINDS, parse_date
from duben.importer.frame import unframe
from duben.importer.front import FrontMatter, choose
from duben.importer.headings import find_headings
from duben.importer.lines import lines_of
from duben.importer.report import Finding
from duben.importer.slug import slug_of
from duben.model.diagnostics import Diagnostic

if TYPE_CHECKING:
    import datetime as dt

    from duben.model.article import Slug


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
    stem = PurePath(name).stem
    finding = Finding(
        encoding=encoding,
        framed=framed,
        title=framed.title or stem,
        choices={kind: choose(kind, framed.found) for kind in KINDS},
        given_date=date,
        headings=find_headings(framed.body),
    )
    front = _front_matter(finding)
    return Imported(
        slug=slug_of(stem, front.title, front.date),
        front=front,
        body=_body(finding),
        encoding=encoding,
        diagnostics=report.report(name, finding),
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


def _front_matter(finding: Finding) -> FrontMatter:
    """The keys of the article, with script and region as its body has them."""
    script, region = detect("\n".join(line.text for line in finding.framed.body))
    return FrontMatter(
        title=finding.title,
        date=finding.given_date or parse_date(finding.choices["date"].value),
        author=finding.choices["author"].value,
        source=finding.choices["source"].value,
        script=script,
        region=region,
    )


def _body(finding: Finding) -> str:
    """The body in Markdown: a block for each line, blank lines between."""
    certain = finding.headings.certain
    lines = enumerate(finding.framed.body)
    return "\n\n".join(heading(line.text) if at in certain else paragraph(line.text) for at, line in lines) + "\n"
