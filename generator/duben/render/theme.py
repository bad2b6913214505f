"""Reads the theme: templates for Jinja2, and static files with a hash of their content in the name."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from jinja2 import BytecodeCache, ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from duben.runtime.session import Session, Task, kind_of, task_key
from duben.runtime.store import DamagedError
from duben.sources.files import is_source
from duben.sources.theme import theme_digest, theme_folders

_COMMENT = re.compile(rb"^[ \t]*(?:/\*[^*]*\*+(?:[^/*][^*]*\*+)*/|//[^\n]*)?[ \t]*\n", re.MULTILINE)
"""A comment that has its lines for itself, or an empty line."""
_INDENT = re.compile(r"^ +", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """The static files. `paths` maps each plain name to the output path, `files` that path to the bytes.

    `restore` is the inline script that restores the reader's settings.
    """

    files: Mapping[str, bytes]
    paths: Mapping[str, str]
    restore: str

    @property
    def restore_hash(self) -> str:
        """The hash of the inline script, in the format of a Content-Security-Policy."""
        return "sha256-" + base64.b64encode(hashlib.sha256(self.restore.encode()).digest()).decode()


def read_assets(site: Path) -> Assets:
    """The static files of the site in a folder. The site's files replace Duben's by name.

    Comments are removed from Duben's own scripts and style sheets: they are a quarter of the size.
    """
    found: dict[str, bytes] = {}
    ours, *own = reversed(theme_folders(site, "static"))
    for folder in (ours, *own):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and all(map(is_source, path.relative_to(folder).parts)):
                data = path.read_bytes()
                strip = folder == ours and path.suffix in {".css", ".js"}
                found[path.relative_to(folder).as_posix()] = _COMMENT.sub(b"", data) if strip else data
    paths = {name: _hashed(name, data) for name, data in sorted(found.items())}
    restore = next(f for folder in theme_folders(site, "templates") if (f := folder / "restore.js").is_file())
    return Assets(
        files=MappingProxyType({paths[name]: data for name, data in sorted(found.items())}),
        paths=MappingProxyType(paths),
        restore=_INDENT.sub("", restore.read_text(encoding="utf-8")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The static files, the templates, and a digest of both."""

    assets: Assets
    environment: Environment
    digest: str


def read_theme(site: Path, session: Session, last: Theme | None = None) -> Theme:
    """The theme of the site in a folder. See `render/views/` for the values that each template gets.

    If only static files have changed, it has the templates of the `last` theme.
    """
    environment = last.environment if last else _environment(site, session)
    return Theme(assets=read_assets(site), environment=environment, digest=theme_digest(site))


def _environment(site: Path, session: Session) -> Environment:
    return Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in theme_folders(site, "templates")]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
        bytecode_cache=_TemplateCache(session),
    )


TEMPLATE = kind_of("template", bytes)


class _TemplateCache(BytecodeCache):
    """Stores compiled templates. Jinja2 notices a changed template; the task key covers a changed program."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(DamagedError):
            code = self._session.find(TEMPLATE, task_key("template", bucket.key))
            if code is not None:
                bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        code = bucket.bytecode_to_string()
        self._session.get(Task(TEMPLATE, task_key("template", bucket.key), lambda: code))


def _hashed(name: str, data: bytes) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"static/{stem}.{hashlib.sha256(data).hexdigest()[:10]}{dot}{suffix}"
