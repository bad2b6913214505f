"""Jinja2 and the files it works with: templates, and the static files under names that change with their content."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """The static files: `files` by output path, `paths` from plain name to it; `restore` is the inline script."""

    files: Mapping[str, bytes]
    paths: Mapping[str, str]
    restore: str

    @property
    def restore_hash(self) -> str:
        """The hash of the inline script, as a Content-Security-Policy wants it."""
        return "sha256-" + base64.b64encode(hashlib.sha256(self.restore.encode()).digest()).decode()


def folders(site: Path, name: str) -> list[Path]:
    """Where `name` ("templates" or "static") is looked for: the site's own folder first, then Duben's."""
    ours = _PACKAGE / name if (_PACKAGE / name).is_dir() else _PACKAGE.parent / name
    return [site / name, ours] if (site / name).is_dir() and site / name != ours else [ours]


def read_assets(site: Path) -> Assets:
    """The static files of the site; a file of its own takes the place of Duben's of the same name."""
    found: dict[str, bytes] = {}
    for folder in reversed(folders(site, "static")):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    paths = {name: _hashed(name, data) for name, data in sorted(found.items())}
    restore = next(f for folder in folders(site, "templates") if (f := folder / "restore.js").is_file())
    return Assets(
        files=MappingProxyType({paths[name]: data for name, data in sorted(found.items())}),
        paths=MappingProxyType(paths),
        restore=restore.read_text(encoding="utf-8"),
    )


def environment(site: Path) -> Environment:
    """The environment that `templates/` are written for; see `views` for what they are given."""
    return Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders(site, "templates")]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )


def _hashed(name: str, data: bytes) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"static/{stem}.{hashlib.sha256(data).hexdigest()[:10]}{dot}{suffix}"
