"""Reports an import to the editor: each line removed from the body, and everything uncertain."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from duben.chinese import full_width, with_full_width
from duben.importer.metadata import mentioned_days, parse_date
from duben.model.diagnostics import Diagnostic, Severity, in_order
from duben.model.texts import end_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from duben.importer.boilerplate import StrippedText
    from duben.importer.encoding import UnreadableTextError
    from duben.importer.front_matter import Choice
    from duben.importer.headings import Headings
    from duben.importer.lines import Line
    from duben.importer.metadata import Kind
    from duben.model.texts import Removed
    from duben.model.words import Script

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
    "import-punctuation": "Half-width marks beside Han characters become full-width.",
    "import-field-read": "A line moved from the body to the front matter.",
    "import-noise-removed": "A line from the page around the text is not in the article.",
}
"""Each import code and its meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything found in a text: encoding, control characters, parts, and the choice for each front matter key."""

    encoding: str
    removed: Removed | None
    stripped: StrippedText
    title: str
    choices: Mapping[Kind, Choice]
    given_date: dt.date | None
    headings: Headings
    script: Script
    keep_punctuation: bool

    def shown(self, text: str) -> str:
        """A line as the article has it."""
        return text if self.keep_punctuation else with_full_width(text, self.script)


_CERTAIN_ENCODINGS = frozenset({"utf-8", "utf-8-sig", "utf-16"})
_DAYS_SHOWN = 6


def unreadable(path: str, data: bytes, error: UnreadableTextError) -> Diagnostic:
    """The error for bytes that are not text; line and column lead to the first byte that is not UTF-8."""
    line, column = end_of(data[: error.offset].decode("utf-8", "replace"))
    hint = "open the file in an editor and save it as UTF-8"
    return Diagnostic(path=path, line=line, column=column, code="import-unreadable", message=str(error), hint=hint)


def empty(path: str) -> Diagnostic:
    """The error for a text without a body."""
    message, hint = "the file has no body text", "check that this is the right file"
    return Diagnostic(path=path, line=1, column=1, code="import-empty", message=message, hint=hint)


def report(path: str, findings: Findings) -> tuple[Diagnostic, ...]:
    """All diagnostics of an import, ordered by their place in the source."""
    rules = (_of_encoding, _of_title, _of_date, _of_doubts, _of_headings, _of_removed, _of_characters, _of_punctuation)
    return in_order(diagnostic for rule in rules for diagnostic in rule(path, findings))


def _of_encoding(path: str, findings: Findings) -> Iterator[Diagnostic]:
    """A warning if the encoding is a guess."""
    if findings.encoding not in _CERTAIN_ENCODINGS:
        message = f"the file is not UTF-8 and is read as {findings.encoding}, which is a guess"
        yield _warning(path, None, "import-encoding-guessed", message, "check the article before you publish it")


def _of_title(path: str, findings: Findings) -> Iterator[Diagnostic]:
    """A warning if the title is missing, or lost the name of its site."""
    title_line, title = findings.stripped.title_line, findings.title
    if title_line is None:
        message = f"the text has no title; the file name “{title}” is used"
        hint = 'write title = "…" in the article'
        yield _warning(path, None, "import-no-title", message, hint)
    elif title_line.text != title:
        taken = title_line.text[len(title) :]
        yield _warning(
            path, title_line, "import-noise-removed", f"“{taken}” is removed from the title: {title_line.text}"
        )


def _of_date(path: str, findings: Findings) -> Iterator[Diagnostic]:
    """A warning if the date is incomplete or missing. Days mentioned in the text help the editor."""
    choice = findings.choices["date"]
    if findings.given_date:
        return
    if choice.found and choice.doubt:
        reason = choice.doubt if parse_date(choice.value) else "it has no year or does not exist"
        message = f"“{choice.value}” may be the day of publication: {reason}"
        hint = "check date in the article"
        yield _warning(path, choice.found.line, "import-doubtful-date", message, hint)
    if not parse_date(choice.value):
        days = {day: line.number for line in reversed(findings.stripped.body) for day in mentioned_days(line.text)}
        first_named = sorted(days.items(), key=lambda mention: mention[1])
        evidence = ", ".join(f"{day} (line {number})" for day, number in first_named[-_DAYS_SHOWN:])
        hint = "write date = YYYY-MM-DD in the article" + (f"; the text mentions {evidence}" if days else "")
        message = "the text does not say when it was published"
        yield _warning(path, None, "import-no-date", message, hint)


def _of_doubts(path: str, findings: Findings) -> Iterator[Diagnostic]:
    """A warning for an uncertain author or source."""
    for kind in ("author", "source"):
        choice = findings.choices[kind]
        if choice.found and choice.doubt:
            message = f"“{choice.value}” may not be the {kind}: {choice.doubt}"
            yield _warning(path, choice.found.line, f"import-doubtful-{kind}", message, f"check {kind} in the article")


def _of_headings(path: str, findings: Findings) -> Iterator[Diagnostic]:
    """A warning for each short line that stays a paragraph."""
    for place in sorted(findings.headings.doubtful):
        line = findings.stripped.body[place]
        message = f"this paragraph may be a heading: {line.text}"
        yield _warning(
            path, line, "import-doubtful-heading", message, "to make it a heading, write ## before it in the article"
        )


def _of_removed(path: str, findings: Findings) -> Iterator[Diagnostic]:
    """A warning for each line outside the body, quoted in full."""
    for removed in findings.stripped.removed:
        said = ", ".join(f"{field.kind} “{field.value}”" for field in removed.fields)
        if said:
            yield _warning(path, removed.line, "import-field-read", f"read as {said}: {removed.line.text}")
        else:
            yield _warning(path, removed.line, "import-noise-removed", f"not in the article: {removed.line.text}")


def _of_characters(path: str, findings: Findings) -> Iterator[Diagnostic]:
    """A warning for the first control character, and for the first lost or private character in each line."""
    if findings.removed:
        yield findings.removed.problem(path)
    for line in (findings.stripped.title_line, *findings.stripped.body):
        for column, char in enumerate(line.text, line.column) if line else ():
            if _is_odd(char):
                message = f"U+{ord(char):04X} is invisible or replaces a lost character"
                warning = _warning(path, line, "import-odd-character", message, "correct it in the article")
                yield replace(warning, column=column)
                break


def _of_punctuation(path: str, findings: Findings) -> Iterator[Diagnostic]:
    """A warning at the first mark that became full-width, with the number of all."""
    if findings.keep_punctuation:
        return
    changed: list[tuple[Line, int, str]] = []
    for line in (findings.stripped.title_line, *findings.stripped.body):
        found = full_width(line.text, findings.script) if line else {}
        changed += [(line, at, mark) for at, mark in sorted(found.items()) if line and mark]
    if changed:
        line, at, mark = changed[0]
        many = f", as {len(changed) - 1} more marks do" if len(changed) > 1 else ""
        message = f"“{line.text[at]}” beside Han characters becomes “{mark}”{many}"
        hint = "to keep the marks as they are, import with --keep-punctuation"
        yield replace(_warning(path, line, "import-punctuation", message, hint), column=line.column + at)


def _is_odd(char: str) -> bool:
    """Whether `char` is the replacement character or a private-use character."""
    return char == "\N{REPLACEMENT CHARACTER}" or unicodedata.category(char) == "Co"


def _warning(path: str, line: Line | None, code: str, message: str, hint: str = "") -> Diagnostic:
    """A warning about a line of the source, or about the whole source."""
    number, column = (line.number, line.column) if line else (1, 1)
    severity = Severity.WARNING
    return Diagnostic(path=path, line=number, column=column, code=code, message=message, hint=hint, severity=severity)
