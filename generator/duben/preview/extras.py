"""Adds the preview's scripts and styles to pages. They are never a part of a built site."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from duben.model.diagnostics import Diagnostic
from duben.sources.files import decode, read_file

PREFIX = "_duben/"
"""The path of the preview's own files. No page can have it, because a slug begins with a letter or digit."""
_SCRIPT_TYPE = "text/javascript; charset=utf-8"
_TYPES = {"preview.js": _SCRIPT_TYPE, "why.js": _SCRIPT_TYPE, "preview.css": "text/css; charset=utf-8"}
_SCRIPT = b"".join(f'<script src="/{PREFIX}{name}.js" defer></script>\n'.encode() for name in ("preview", "why"))
_STYLE = f'<link rel="stylesheet" href="/{PREFIX}preview.css">\n'.encode()
_WAITING_PAGE = b"""<!DOCTYPE html>
<html lang="en" data-waiting>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Duben: no page yet</title>
</head>
<body>
<main><h1>This page cannot be shown yet</h1>
<p>Fix the problems below. The page then appears by itself.</p></main>
</body>
</html>
"""
_MAX_CONTEXT = 60
_TOKEN = re.compile(r"\[\[[^\]]*\]\]|\"[^\"]*\"|[\w-]+|.")


def with_preview(page: bytes | None) -> bytes:
    """The page with the preview's scripts and style sheet; for `None`, a page that says there is no page yet."""
    page = _WAITING_PAGE if page is None else page
    # Before the page's own scripts, because it reads the page as it was sent.
    head, tag, rest = page.partition(b"<script")
    page = head + _SCRIPT + tag + rest if tag else page.replace(b"</head>", _SCRIPT + b"</head>", 1)
    return page.replace(b"</head>", _STYLE + b"</head>", 1)


@cache
def preview_file(name: str) -> tuple[str, bytes] | None:
    """The media type and content of one of the preview's own files; `None` if there is none."""
    kind = _TYPES.get(name)
    return (kind, (files("duben.preview") / name).read_bytes()) if kind else None


def problem_fields(problem: Diagnostic, folder: Path, source_link: str) -> dict[str, object]:
    """A problem as JSON values for the panel. Its source line is in three parts; the middle one is marked."""
    line = _line(folder / problem.path, problem.line)
    at = min(problem.column - 1, len(line))
    match = _TOKEN.match(line, at)
    end = match.end() if match else at
    return {
        "place": f"{problem.path}:{problem.line}:{problem.column}",
        "severity": str(problem.severity),
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "line": [_shortened(line[:at], last=True), line[at:end], _shortened(line[end:], last=False)],
        "link": source_address(source_link, folder / problem.path, problem.line, problem.column),
    }


def source_address(pattern: str, path: Path, line: int, column: int) -> str:
    """The address that opens a file in an editor: `source_link` of `site.toml`, filled in. Empty without it."""
    whole = quote(path.as_posix())
    values = {"path": whole.lstrip("/") if "/{path}" in pattern else whole, "line": str(line), "column": str(column)}
    return re.sub(r"\{(path|line|column)\}", lambda match: values[match[1]], pattern)


def _line(path: Path, number: int) -> str:
    """A line of a file as it is now; empty if there is none."""
    try:
        lines = decode(read_file(path), "")[0].split("\n")
    except OSError:
        return ""
    return lines[number - 1] if number <= len(lines) else ""


def _shortened(text: str, *, last: bool) -> str:
    if len(text) <= _MAX_CONTEXT:
        return text
    return "…" + text[-_MAX_CONTEXT:] if last else text[:_MAX_CONTEXT] + "…"
