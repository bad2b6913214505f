"""Diagnostics: every problem that a user can cause, with its place, code, message and hint."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from unicodedata import category

CODES = {
    "toml-syntax": "The file is not valid TOML.",
    "unknown-key": "Duben does not know this key.",
    "missing-key": "A required key is missing.",
    "wrong-type": "A value has the wrong type.",
    "bad-value": "A value is empty or not allowed.",
    "encoding": "The file is not valid UTF-8.",
    "control-character": "The text has a control character, which is left out.",
    "missing-site": "The folder has no site.toml.",
    "unreadable": "A file or folder cannot be read.",
    "unwritable": "A file or folder cannot be written.",
    "not-a-file": "A folder, a pipe or a broken link is in the place of a file; it is left out.",
    "bad-name": "A file name has bytes or characters that no URL can have; the file is left out.",
    "outside-site": "A symbolic link leads to a file outside the site; the file is left out.",
    "unread-file": "A file in content is neither read nor published.",
    "same-output": "Two sources have the same output.",
    "front-matter": "The front matter is missing or has no end.",
    "bad-slug": "The file name cannot be part of a URL.",
    "duplicate-id": "Two glossary entries have the same id.",
    "duplicate-name": "Two glossary entries have the same name or alias.",
    "bad-reading": "The syllables do not match the Han characters, or are not pinyin.",
    "unknown-see": "`see` names an entry that does not exist.",
    "unknown-link": "A [[link]] names an article or entry that does not exist.",
    "bad-override": "An override in the text is malformed.",
    "raw-html": "The text contains HTML, which is shown as text.",
    "bad-address": "An address is not allowed, or is not an address.",
    "missing-image": "An image file does not exist.",
    "unused-media": "No page shows a media file, so it is not published.",
    "remote-image": "An image is on another host.",
    "stray-emphasis": "Asterisks are shown as text.",
    "template": "A template cannot be rendered.",
    "uncertain-reading": "The model is not sure of a reading.",
    "mixed-punctuation": "A half-width mark is beside Han characters.",
    "unlike-the-rest": "A word is written differently from the rest of the text.",
}
"""Each code and its meaning. Each has a line in `docs/diagnostics.md` and a site in `tests/errors/`."""


UNPRINTABLE = frozenset(("Cc", "Cs", "Zl", "Zp"))
"""Categories of characters that cannot be printed in a line: controls, undecodable bytes, line separators."""


class Severity(StrEnum):
    """An error prevents the site from being written. A warning does so only with `--strict`, advice never."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """A problem: `path` is relative to the site; `line` and `column` are 1-based, in characters."""

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __post_init__(self) -> None:
        """Make each text printable in one line: it may quote what a user wrote."""
        for name in ("path", "message", "hint"):
            object.__setattr__(self, name, printable(getattr(self, name)))

    def __str__(self) -> str:
        head = f"{self.path}:{self.line}:{self.column}: {self.severity}: {self.message} [{self.code}]"
        return f"{head}\n    hint: {self.hint}" if self.hint else head

    def as_dict(self) -> dict[str, object]:
        """The fields as a mapping for JSON."""
        return asdict(self)


def printable(text: str) -> str:
    """The text in one line that any terminal can print: controls, line breaks and undecodable bytes are escaped."""
    if text.isprintable():
        return text
    return "".join(ascii(char)[1:-1] if category(char) in UNPRINTABLE else char for char in text)


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics sorted by place, without duplicates, so that the report is always the same."""
    return tuple(sorted(set(found), key=lambda d: (d.path, d.line, d.column, d.code, d.message)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the closest of `known`, or lists all if none is close and there are few."""
    options = sorted(known)
    near = difflib.get_close_matches(word, options, n=1, cutoff=0.6)
    if near:
        return f"did you mean “{near[0]}”?"
    return f"use one of: {', '.join(options)}" if 0 < len(options) <= 20 else ""  # noqa: PLR2004 - a longer list hides the answer


class Hints(dict[str, str]):
    """`did_you_mean` for many words of one report. After `most` different ones, hints are empty: each takes a while."""

    def __init__(self, known: Iterable[str], most: int = 100) -> None:
        super().__init__()
        self._known, self._most = sorted(known), most

    def __missing__(self, word: str) -> str:
        self[word] = hint = did_you_mean(word, self._known) if len(self) < self._most else ""
        return hint


def stops(problems: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Whether these problems keep a site from being written."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(problem.severity in grave for problem in problems)
