"""Cleans texts where they enter: one kind of line end, and no character that XML 1.0 forbids or that nobody can see.

Text that went through `clean` can stand in HTML, XML, JSON and a line of a file. No other part has to check it again.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from duben.model.diagnostics import Diagnostic, Severity

CJK = (
    "\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe10-\ufe4f\uff00-\uffef"
    "\U0001aff0-\U0001b16f\U0001f200-\U0001f265\U00020000-\U0003fffd“”‘’…—·"
)
"""A class of a regular expression: Chinese, Japanese and Korean characters and punctuation, with the marks that Latin
texts have too."""
_IS_CJK = re.compile(f"[{CJK}]")
_BREAK_BETWEEN_CJK = re.compile(f"(?<=[{CJK}])\n(?=[{CJK}])")
_SEPARATOR = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_CONTROL = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff{_NONCHARACTERS}]")


class Removed(NamedTuple):
    """The control characters that `clean` removed: the first with its line and column, and how many there were."""

    char: str
    line: int
    column: int
    many: int

    def problem(self, path: str) -> Diagnostic:
        """The warning about the file `path`."""
        name, many = f"U+{ord(self.char):04X}", f" ({self.many} in this file)" if self.many > 1 else ""
        return Diagnostic(
            path=path,
            line=self.line,
            column=self.column,
            code="control-character",
            message=f"the control character {name} is left out{many}",
            hint="remove it from the file: it is invisible",
            severity=Severity.WARNING,
        )


def clean(text: str) -> tuple[str, Removed | None]:
    """`text` with line feeds only, and without control characters; which were removed.

    CR LF, CR, VT, FF, NEL, U+2028 and U+2029 become line feeds. Removed are the other control characters but tab, the
    noncharacters of Unicode and lone surrogates. Byte order marks, zero-width and bidirectional characters stay.
    """
    text = _SEPARATOR.sub("\n", text)
    first = _CONTROL.search(text)
    if first is None:
        return text, None
    cleaned, count = _CONTROL.subn("", text)
    return cleaned, Removed(first[0], *end_of(text[: first.start()]), count)


def is_cjk(char: str) -> bool:
    """Whether a character is Chinese, Japanese or Korean, or a mark of such texts."""
    return _IS_CJK.match(char) is not None


def breaks_between_cjk(text: str) -> set[int]:
    """The places of the line breaks between CJK characters, which are nothing; others are spaces (W3C clreq)."""
    return {match.start() for match in _BREAK_BETWEEN_CJK.finditer(text)}


def in_one_line(text: str) -> str:
    """`text` without line breaks."""
    return _BREAK_BETWEEN_CJK.sub("", text.strip()).replace("\n", " ")


def end_of(before: str) -> tuple[int, int]:
    """Line and column of the place after `before`, the beginning of a file."""
    before = _SEPARATOR.sub("\n", before)
    return before.count("\n") + 1, len(before) - before.rfind("\n")
