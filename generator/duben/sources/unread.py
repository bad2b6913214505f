"""Names the files in `content` that Duben does not read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from duben.model.addresses import is_media
from duben.model.diagnostics import Diagnostic, Severity
from duben.sources.folder import SourceFolder

_ENDINGS = {"articles": ".md", "pages": ".md", "glossary": ".toml"}
_NAMED = 3
"""Maximum number of files that a message names."""


def unread_files(sources: SourceFolder) -> Iterator[Diagnostic]:
    """A warning for each folder in `content` with files that are neither read nor media."""
    read = {name for kind, ending in _ENDINGS.items() for name in sources.directly_in(f"content/{kind}", ending)}
    real = {_real_path(sources, name) for name in read}
    unread = (name for name in sources.below("content") if not is_media(name) and _real_path(sources, name) not in real)
    for _, group in groupby(unread, key=lambda name: name.rpartition("/")[0]):
        names = [*group]
        shown = ", ".join(name.rpartition("/")[2] for name in names[:_NAMED])
        more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
        verb = "is" if len(names) == 1 else "are"
        yield Diagnostic(
            path=names[0],
            line=1,
            column=1,
            code="unread-file",
            message=f"{shown}{more} {verb} not read or published",
            hint="move articles to content/articles, glossary files to content/glossary, others to static",
            severity=Severity.WARNING,
        )


def _real_path(sources: SourceFolder, name: str) -> str:
    """The path of a file, which may also be reached through a link to its folder."""
    folder, _, file = name.rpartition("/")
    return f"{sources.folders[folder]}/{file}"
