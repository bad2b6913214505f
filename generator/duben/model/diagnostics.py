"""Problems as values: every mistake a user can make is a `Diagnostic` with its place, a code, a message and a hint."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

CODES = {
    "toml-syntax": "The file is not valid TOML.",
    "unknown-key": "Duben does not know this key.",
    "missing-key": "A required key is missing.",
    "wrong-type": "A value has the wrong type.",
    "bad-value": "A value is empty or not allowed.",
    "encoding": "The file is not valid UTF-8.",
    "missing-site": "The folder has no site.toml.",
    "front-matter": "The front matter is missing or has no end.",
    "bad-slug": "The file name cannot be part of a URL.",
    "duplicate-id": "Two glossary entries have the same id.",
    "duplicate-name": "Two glossary entries have the same name or alias.",
    "bad-reading": "The syllables do not match the Han characters, or are not pinyin.",
    "unknown-see": "`see` names an entry that does not exist.",
    "unknown-link": "A [[link]] names an article or entry that does not exist.",
    "bad-override": "An override in the text is malformed.",
    "raw-html": "The text contains HTML, which is shown as text.",
    "missing-image": "An image file does not exist.",
    "template": "A template cannot be rendered.",
    "uncertain-reading": "The model is not sure of a reading.",
    "unlike-the-rest": "A word is written differently from the rest of the text.",
}
"""Every code with its meaning; `docs/diagnostics.md` has a line and `tests/errors/` a site for each."""


class Severity(StrEnum):
    """An error stops the site from being written; a warning does so only under `--strict`; advice never does."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One problem: `path` relative to the site, 1-based `line` and `column` in characters."""

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        head = f"{self.path}:{self.line}:{self.column}: {self.severity}: {self.message} [{self.code}]"
        return f"{head}\n    hint: {self.hint}" if self.hint else head

    def as_dict(self) -> dict[str, object]:
        """A JSON-ready mapping of the fields."""
        return asdict(self)


def in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by place, each once, so that a report does not depend on who found what first."""
    return tuple(sorted(set(found), key=lambda d: (d.path, d.line, d.column, d.code, d.message)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the nearest of `known`, or listing them where none is near."""
    options = sorted(known)
    near = difflib.get_close_matches(word, options, n=1, cutoff=0.6)
    if near:
        return f"did you mean “{near[0]}”?"
    return f"use one of: {', '.join(options)}" if 0 < len(options) <= 20 else ""  # noqa: PLR2004 - a longer list hides the answer
