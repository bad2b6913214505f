"""Finds the templates and static files of a site: its own and Duben's."""

from __future__ import annotations

import hashlib
from pathlib import Path

from duben.runtime.version import files_below

_PACKAGE = Path(__file__).parents[1]
_CHECKOUT = _PACKAGE.parents[1]


def theme_digest(folder: Path) -> str:
    """A digest of the templates and static files that the site in `folder` uses."""
    found = hashlib.sha256()
    for name in ("templates", "static"):
        for path in files_below(theme_folders(folder, name)):
            found.update(f"\0{path.as_posix()}\0".encode() + path.read_bytes())
    return found.hexdigest()


def theme_folders(folder: Path, name: str) -> list[Path]:
    """The folders to search for `name` ("templates" or "static"): first the site's own, then Duben's."""
    ours = _PACKAGE / name if (_PACKAGE / name).is_dir() else _CHECKOUT / name
    own = folder / name
    return [own, ours] if own.is_dir() and not own.samefile(ours) else [ours]
