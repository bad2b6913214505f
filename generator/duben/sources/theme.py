"""Reads the templates and static files of a site: its own, and Duben's where it has none of the same name."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from duben.model.diagnostics import Diagnostic
from duben.runtime.version import files_below
from duben.sources.files import decode
from duben.sources.folder import SourceFolder

_PACKAGE = Path(__file__).parents[1]
_CHECKOUT = _PACKAGE.parents[1]


class ThemeFile(NamedTuple):
    """A template or static file: its path, its bytes, and whether it is Duben's."""

    path: Path
    data: bytes
    is_ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFiles:
    """The files of a theme by name, an error for each that cannot be read or decoded, and a digest of all."""

    templates: Mapping[str, ThemeFile]
    static: Mapping[str, ThemeFile]
    problems: tuple[Diagnostic, ...]
    digest: str


@lru_cache(maxsize=1)
def theme_files(sources: SourceFolder) -> ThemeFiles:
    """The files of a site's theme. The site's own files replace Duben's by name."""
    templates, found = _files(sources, "templates")
    static, also_found = _files(sources, "static")
    digest = hashlib.sha256()
    for each in (templates, static):
        for name, file in each.items():
            digest.update(f"\0{name}\0{file.is_ours}\0{len(file.data)}\0".encode() + file.data)
    problems = (*found, *also_found)
    digest.update(repr(problems).encode())
    return ThemeFiles(templates=templates, static=static, problems=problems, digest=digest.hexdigest())


def _files(sources: SourceFolder, kind: str) -> tuple[dict[str, ThemeFile], list[Diagnostic]]:
    ours = _PACKAGE / kind if (_PACKAGE / kind).is_dir() else _CHECKOUT / kind
    files = {
        path.relative_to(ours).as_posix(): ThemeFile(path, path.read_bytes(), is_ours=True)
        for path in files_below([ours])
    }
    problems: list[Diagnostic] = []
    own = sources.path(kind)
    if own.is_dir() and not own.samefile(ours):
        for name in sources.below(kind):
            data, found = sources.read(name)
            problems += found or (decode(data, name)[1] if kind == "templates" else [])
            files[name.removeprefix(f"{kind}/")] = ThemeFile(sources.path(name), data, is_ours=False)
    return dict(sorted(files.items())), problems
