"""What an editor must know of an import: each line that was taken off the body, and whatever is doubtful."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from generator.diagnostics import Diagnostic, Severity
from generator.importer.fields import Kind, mentioned_days, parse_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from generator.importer.encoding import UnreadableTextError
    from generator.importer.frame import Framed
    from generator.importer.front import Choice
    from generator.importer.headings import Headings
    from generator.importer.lines import Line

KINDS: tuple[Kind, ...] = get_args(Kind)

CODES = {
    "import-unreadable": "The bytes are not a text in an encoding that is read; nothing is imported.",
    "import-empty": "The text has no body; nothing is imported.",
    "import-encoding-guessed": "The text is in GB18030 or Big5, told apart by what it says.",
    "import-no-title": "No line looks like a title; the file's name stands in its place.",
    "import-no-date": "The text does not say when it was published; the article has no date.",
    "import-doubtful-author": "The author may be another.",
    "import-doubtful-date": "The text names a day without its year, or one that does not exist.",
    "import-doubtful-source": "The source may be another.",
    "import-doubtful-heading": "A short line that may be a heading; it is kept as a paragraph.",
    "import-odd-character": "A character that no font shows, or that stands for a lost one; it is kept.",
    "import-field-read": "A line that went from the body to the front matter.",
    "import-noise-removed": "A line of the page around the text, left out.",
}
"""Every code of an import with its meaning."""


_CERTAIN_ENCODINGS = frozenset({"utf-8", "utf-8-sig", "utf-16"})
_DAYS_SHOWN = 6


def unreadable(path: str, data: bytes, error: UnreadableTextError) -> Diagnostic:
    """The bytes are no text: where they cease to be UTF-8, line and column counted as far as that goes."""
    before = data[: error.offset].decode("utf-8", "replace")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    hint = "save the file as UTF-8"
    return Diagnostic(path=path, line=line, column=column, code="import-unreadable", message=str(error), hint=hint)


def empty(path: str) -> Diagnostic:
    """There is nothing to import."""
    message = "there is no text here beyond a title and what stands around one"
    return Diagnostic(path=path, line=1, column=1, code="import-empty", message=message)


def of_encoding(path: str, encoding: str) -> Iterator[Diagnostic]:
    """An encoding that the bytes do not prove."""
    if encoding not in _CERTAIN_ENCODINGS:
        message = f"read as {encoding}: the bytes are not UTF-8, and so they make ordinary Chinese"
        yield _warning(path, None, "import-encoding-guessed", message, "look at the article before you publish it")


def of_title(path: str, framed: Framed, title: str) -> Iterator[Diagnostic]:
    """A title that is missing, or that lost the name of its site."""
    if framed.titled is None:
        message = f"no title found: the file's name, “{title}”, stands in its place"
        hint = 'write title = "…" in the article'
        yield Diagnostic(path=path, line=1, column=1, code="import-no-title", message=message, hint=hint)
    elif framed.titled.text != title:
        taken = framed.titled.text[len(title) :]
        yield _warning(
            path, framed.titled, "import-noise-removed", f"“{taken}” taken off the title: {framed.titled.text}"
        )


def of_date(path: str, framed: Framed, choice: Choice, given: dt.date | None) -> Iterator[Diagnostic]:
    """A day that the text states in part, or not at all; what it mentions is evidence for the editor."""
    if given:
        return
    if choice.found and choice.doubt:
        reason = choice.doubt if parse_date(choice.value) else "it has no year or does not exist"
        message = f"“{choice.value}” may be the day of publication: {reason}"
        yield _warning(path, choice.found.line, "import-doubtful-date", message)
    if not parse_date(choice.value):
        days = {day: line.number for line in reversed(framed.body) for day in mentioned_days(line.text)}
        first_named = sorted(days.items(), key=lambda mention: mention[1])
        evidence = ", ".join(f"{day} (line {number})" for day, number in first_named[-_DAYS_SHOWN:])
        hint = "write date = YYYY-MM-DD in the article" + (f"; the text mentions {evidence}" if days else "")
        message = "the text does not say when it was published"
        yield Diagnostic(path=path, line=1, column=1, code="import-no-date", message=message, hint=hint)


def of_doubts(path: str, choices: Mapping[Kind, Choice]) -> Iterator[Diagnostic]:
    """An author or a source that may be another."""
    for kind in ("author", "source"):
        choice = choices[kind]
        if choice.found and choice.doubt:
            message = f"{kind} taken to be “{choice.value}”: {choice.doubt}"
            yield _warning(
                path, choice.found.line, f"import-doubtful-{kind}", message, f"correct {kind} in the article if need be"
            )


def of_headings(path: str, framed: Framed, headings: Headings) -> Iterator[Diagnostic]:
    """Short lines that were left paragraphs."""
    for place in sorted(headings.doubtful):
        line = framed.body[place]
        message = f"may be a heading, kept as a paragraph: {line.text}"
        yield _warning(
            path, line, "import-doubtful-heading", message, "write ## before it in the article to make it one"
        )


def of_removed(path: str, framed: Framed) -> Iterator[Diagnostic]:
    """Every line that is not in the body, in full."""
    for removed in framed.removed:
        said = ", ".join(f"{field.kind} “{field.value}”" for field in removed.fields)
        if said:
            yield _warning(
                path, removed.line, "import-field-read", f"read as {said} and left out of the text: {removed.line.text}"
            )
        else:
            yield _warning(path, removed.line, "import-noise-removed", f"left out of the text: {removed.line.text}")


def of_characters(path: str, framed: Framed) -> Iterator[Diagnostic]:
    """Characters in the article that cannot be what the author wrote, the first of each line."""
    for line in (*((framed.titled,) if framed.titled else ()), *framed.body):
        for column, char in enumerate(line.text, line.column):
            if _is_odd(char):
                message = f"U+{ord(char):04X} is kept, but shows nothing or stands for a lost character"
                warning = _warning(path, line, "import-odd-character", message, "correct the article")
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
