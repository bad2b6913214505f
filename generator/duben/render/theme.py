"""Reads the theme: templates for Jinja2, and static files with a hash of their content in the name."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined
from jinja2.bccache import Bucket

from duben.runtime.session import Session, Task, kind_of, task_key
from duben.runtime.store import DamagedError
from duben.sources.files import decode
from duben.sources.theme import ThemeFiles

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


def read_assets(files: ThemeFiles) -> Assets:
    """The static files of a theme.

    Comments are removed from Duben's own scripts and style sheets: they are a quarter of the size.
    """
    found = {
        name: _COMMENT.sub(b"", file.data) if file.is_ours and file.path.suffix in {".css", ".js"} else file.data
        for name, file in files.static.items()
    }
    paths = {name: _hashed(name, data) for name, data in found.items()}
    return Assets(
        files=MappingProxyType({paths[name]: data for name, data in found.items()}),
        paths=MappingProxyType(paths),
        restore=_INDENT.sub("", decode(files.templates["restore.js"].data, "")[0]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The static files, the templates, and the files that both were made from."""

    assets: Assets
    environment: Environment
    files: ThemeFiles


def read_theme(files: ThemeFiles, session: Session, last: Theme | None = None) -> Theme:
    """The theme made from these files. See `render/views/` for the values that each template gets.

    What has not changed since the `last` theme stays.
    """
    if last and last.files is files:
        return last
    kept = last is not None and last.files.templates == files.templates
    environment = last.environment if last and kept else _environment(files, session)
    return Theme(assets=read_assets(files), environment=environment, files=files)


def _environment(files: ThemeFiles, session: Session) -> Environment:
    def load(name: str) -> tuple[str, str, None] | None:
        file = files.templates.get(name)
        return (decode(file.data, name)[0], str(file.path), None) if file else None

    return Environment(
        loader=FunctionLoader(load),
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
