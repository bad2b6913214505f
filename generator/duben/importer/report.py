"""What an editor must know of an import: each line that was taken off the body, and whatever is doubtful."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from duben.importer.fields import mentioned_days, parse_date
from duben.model.diagnostics import Diagnostic, Severity, in_order

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from duben.importer.encoding import UnreadableTextError
    from duben.importer.fields import Kind
    from duben.importer.frame import Framed
    from duben.importer.front import Choice
    from duben.importer.headings import Headings
    from duben.importer.lines import Line

CODES = {
    "import-unreadable": "The file is not text in a known encoding; nothing is imported.",
    "import-empty": "The file has no body text; nothing is imported.",
    "import-encoding-guessed": "The encoding, GB18030 or Big5, is a guess from the characters.",
    "import-no-title": "No line looks like a title; the file name becomes the title.",
    "import-no-date": "The text does not state its date; the article has none.",
    "import-doubtful-author": "The author may be wrong.",
    "import-doubtful-date": "The date has no year, does not exist or may be wrong.",
    "import-doubtful-source": "The source may be wrong.",
    "import-doubtful-heading": "A short line may be a heading; it stays a paragraph.",
    "import-odd-character": "A character is invisible or replaces a lost one; it stays in the text.",
    "import-field-read": "A line moved from the body to the front matter.",
    "import-noise-removed": "A line from the page around the text is not in the article.",
}
"""Every code of an import with its meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found in a text: its encoding, its parts, and what was taken for each key of the front matter."""

    encoding: str
    framed: Framed
    title: str
    choices: Mapping[Kind, Choice]
    given_date: dt.date | None
    headings: Headings


_CERTAIN_ENCODINGS = frozenset({"utf-8", "utf-8-sig", "utf-16"})
_DAYS_SHOWN = 6


def unreadable(path: str, data: bytes, error: UnreadableTextError) -> Diagnostic:
    """The bytes are no text: where they cease to be UTF-8, line and column counted as far as that goes."""
    before = data[: error.offset].decode("utf-8", "replace")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    hint = "open the file in an editor and save it as UTF-8"
    return Diagnostic(path=path, line=line, column=column, code="import-unreadable", message=str(error), hint=hint)


def empty(path: str) -> Diagnostic:
    """There is nothing to import."""
    message, hint = "the file has no body text", "check that this is the right file"
    return Diagnostic(path=path, line=1, column=1, code="import-empty", message=message, hint=hint)


def report(path: str, finding: Finding) -> tuple[Diagnostic, ...]:
    """All that is to be said of an import, by its place in the source."""
    rules = (_of_encoding, _of_title, _of_date, _of_doubts, _of_headings, _of_removed, _of_characters)
    return in_order(diagnostic for rule in rules for diagnostic in rule(path, finding))


def _of_encoding(path: str, finding: Finding) -> Iterator[Diagnostic]:
    """An encoding that the bytes do not prove."""
    if finding.encoding not in _CERTAIN_ENCODINGS:
        message = f"the file is not UTF-8 and is read as {finding.encoding}, which is a guess"
        yield _warning(path, None, "import-encoding-guessed", message, "check the article before you publish it")


def _of_title(path: str, finding: Finding) -> Iterator[Diagnostic]:
    """A title that is missing, or that lost the name of its site."""
    titled, title = finding.framed.titled, finding.title
    if titled is None:
        message = f"the text has no title; the file name “{title}” is used"
        hint = 'write title = "…" in the article'
        yield _warning(path, None, "import-no-title", message, hint)
    elif titled.text != title:
        taken = titled.text[len(title) :]
        yield _warning(path, titled, "import-noise-removed", f"“{taken}” is removed from the title: {titled.text}")


def _of_date(path: str, finding: Finding) -> Iterator[Diagnostic]:
    """A day that the text states in part, or not at all; what it mentions is evidence for the editor."""
    choice = finding.choices["date"]
    if finding.given_date:
        return
    if choice.found and choice.doubt:
        reason = choice.doubt if parse_date(choice.value) else "it has no year or does not exist"
        message = f"“{choice.value}” may be the day of publication: {reason}"
        hint = "check date in the article"
        yield _warning(path, choice.found.line, "import-doubtful-date", message, hint)
    if not parse_date(choice.value):
        days = {day: line.number for line in reversed(finding.framed.body) for day in mentioned_days(line.text)}
        first_named = sorted(days.items(), key=lambda mention: mention[1])
        evidence = ", ".join(f"{day} (line {number})" for day, number in first_named[-_DAYS_SHOWN:])
        hint = "write date = YYYY-MM-DD in the article" + (f"; the text mentions {evidence}" if days else "")
        message = "the text does not say when it was published"
        yield _warning(path, None, "import-no-date", message, hint)


def _of_doubts(path: str, finding: Finding) -> Iterator[Diagnostic]:
    """An author or a source that may be another."""
    for kind in ("author", "source"):
        choice = finding.choices[kind]
        if choice.found and choice.doubt:
            message = f"“{choice.value}” may not be the {kind}: {choice.doubt}"
            yield _warning(path, choice.found.line, f"import-doubtful-{kind}", message, f"check {kind} in the article")


def _of_headings(path: str, finding: Finding) -> Iterator[Diagnostic]:
    """Short lines that were left paragraphs."""
    for place in sorted(finding.headings.doubtful):
        line = finding.framed.body[place]
        message = f"this paragraph may be a heading: {line.text}"
        yield _warning(
            path, line, "import-doubtful-heading", message, "to make it a heading, write ## before it in the article"
        )


def _of_removed(path: str, finding: Finding) -> Iterator[Diagnostic]:
    """Every line that is not in the body, in full."""
    for removed in finding.framed.removed:
        said = ", ".join(f"{field.kind} “{field.value}”" for field in removed.fields)
        if said:
            yield _warning(path, removed.line, "import-field-read", f"read as {said}: {removed.line.text}")
        else:
            yield _warning(path, removed.line, "import-noise-removed", f"not in the article: {removed.line.text}")


def _of_characters(path: str, finding: Finding) -> Iterator[Diagnostic]:
    """Characters in the article that cannot be what the author wrote, the first of each line."""
    for line in (finding.framed.titled, *finding.framed.body):
        for column, char in enumerate(line.text, line.column) if line else ():
            if _is_odd(char):
                message = f"U+{ord(char):04X} is invisible or replaces a lost character"
                warning = _warning(path, line, "import-odd-character", message, "correct it in the article")
                yield replace(warning, column=column)
                break


def _is_odd(char: str) -> bool:
    """Whether `char` is the replacement character, of private use, or a control character other than the tab."""
    return char == "\N{REPLACEMENT CHARACTER}" or (unicodedata.category(char) in {"Cc", "Co"} and char != "\t")


def _warning(path: str, line: Line | None, code: str, message: str, hint: str = "") -> Diagnostic:
    """A warning about a line of the source, or about the source as a whole."""
    number, column = (line.number, line.column) if line else (1, 1)
    severity = Severity.WARNING
    return Diagnostic(path=path, line=number, column=column, code=code, message=message, hint=hint, severity=severity)
