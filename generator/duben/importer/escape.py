"""Escapes plain text so that Markdown shows it literally, including Duben's own syntax."""

from __future__ import annotations

import re

_ANYWHERE = re.compile(
    r"""
      [\\`*_\[<{]                               # escapes, code, emphasis, links and [[links]], HTML, {…|…} and -{…}-
    | ~(?=~) | (?<=~)~                          # strikethrough
    | &(?=[A-Za-z][A-Za-z0-9]*;|\#)             # entities
    """,
    re.VERBOSE,
)
_AT_START = re.compile(
    r"""
      (?=[#>])                                  # heading, quotation
    | (?=[-+](?:[ \t]|$))                       # list
    | (?=[-=+](?:[ \t]*[-=+])+[ \t]*$)          # rule, underline of a heading, front matter
    | \d{1,9}(?=[.)](?:[ \t]|$))   # numbered list
    """,
    re.VERBOSE,
)
_CLOSING_HASHES = re.compile(r"(?<![^ \t])(?=#+$)")


def _literal(line: str) -> str:
    return _ANYWHERE.sub(r"\\\g<0>", line)


def paragraph(line: str) -> str:
    """`line` as a Markdown paragraph (CommonMark 0.31, sections 2.4, 4 and 5).

    `line` is one line without spaces at either end.
    """
    literal = _literal(line)
    opening = _AT_START.match(literal)
    if not opening:
        return literal
    return f"{literal[: opening.end()]}\\{literal[opening.end() :]}"


def heading(line: str) -> str:
    """`line` as a heading of level two. Level one is the title's."""
    return "## " + _CLOSING_HASHES.sub(r"\\", _literal(line))
