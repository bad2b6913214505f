"""Walks the folder of a site once, and reads the files that the walk found.

Every reader of source files uses this walk, so all of them see the same files:
- only regular files, and none that editors leave behind;
- symbolic links to folders are followed, circles are not;
- a file outside the site is left out, unless `outside_folders` in `site.toml` names its folder.
"""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from itertools import islice
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import NamedTuple
from unicodedata import category

from duben.model.diagnostics import UNPRINTABLE, Diagnostic, Severity
from duben.sources.files import is_source, read_file, read_problem

SETTINGS = "site.toml"
FOLDERS = ("content", "static", "templates")
SITE_NAMES = frozenset((SETTINGS, *FOLDERS))
"""The names in the folder of a site that belong to it."""
_TEXTS = (".md", ".toml")
"""Endings of files that are read, and not published as they are."""
_MAX_LINKS = 8
"""Maximum number of links on the way to a file. Links that branch could lead to any number of files."""


class _Folder(NamedTuple):
    """A folder on the walk: its name within the site, and the real paths of it and of the folders above."""

    name: str
    real: tuple[str, ...]
    inside: bool = True
    """Whether it is really inside the site."""
    links: int = 0


class SourceFolder:
    """The source files of the site in the folder `site`: `site.toml`, `content`, `static` and `templates`.

    Without a `site.toml`, there are none. Names are paths within the site, as in `content/articles/what-is-dit.md`.
    """

    def __init__(self, site: Path) -> None:
        self.site = site
        self._root = os.path.realpath(site)
        self.folders: dict[str, str] = {}
        """The real path of each folder, by its name."""
        self.links: dict[str, str] = {}
        """The real path that each symbolic link leads to, by its name."""
        self._found: list[str] = []
        self._outside: dict[str, str] = {}
        self._problems: list[Diagnostic] = []
        self._start()
        self.names: tuple[str, ...] = tuple(sorted(self._found))
        """The names of all files, sorted."""
        self.problems: tuple[Diagnostic, ...] = tuple(self._problems)
        """Everything that the walk left out although it is no leftover of an editor."""

    def below(self, folder: str) -> Iterator[str]:
        """The names of the files in and below a folder, such as `content/pages`."""
        start = bisect_left(self.names, folder + "/")
        return islice(self.names, start, bisect_left(self.names, folder + "0", start))  # 0 follows /

    def directly_in(self, folder: str, ending: str) -> Iterator[str]:
        """The names with this ending of the files in a folder, not those in folders below it."""
        depth = folder.count("/") + 1
        return (name for name in self.below(folder) if name.endswith(ending) and name.count("/") == depth)

    def path(self, name: str) -> Path:
        """The path of a file or folder of the site."""
        return self.site / name

    def read(self, name: str) -> tuple[bytes, list[Diagnostic]]:
        """The bytes of a file. If it cannot be read, no bytes and an error."""
        try:
            return read_file(self.path(name)), []
        except OSError as error:
            return b"", [read_problem(name, error)]

    @cached_property
    def digest(self) -> str:
        """A digest of the settings and the content, as far as they can be read."""
        found = hashlib.sha256(repr(self.problems).encode("utf-8", "backslashreplace"))
        for name in (name for name in self.names if name == SETTINGS or name.startswith("content/")):
            data, problems = self.read(name)
            found.update(f"\0{name}\0{len(data)}\0{problems}\0".encode())
            found.update(data)
        return found.hexdigest()

    def _start(self) -> None:
        root = _Folder("", (self._root,))
        for name in (SETTINGS, *FOLDERS):
            place = Path(self._root, name)
            if place.is_dir() or (name == SETTINGS and os.path.lexists(place)):
                self._look(root, name, str(place), is_link=place.is_symlink())
            elif os.path.lexists(place):
                hint = "rename it, and make a folder of this name"
                self._leave_out(name, "not-a-file", "is not a folder", hint, Severity.ERROR)  # or all pages would go
            if SETTINGS not in self._found:
                return
        self._leave_out_outside()

    def _walk(self, folder: _Folder) -> None:
        try:
            with os.scandir(folder.real[-1]) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._problems.append(read_problem(folder.name, error))
            return
        self.folders[folder.name] = folder.real[-1]
        for entry in found:
            if not is_source(entry.name):
                continue
            name = f"{folder.name}/{entry.name}"
            if entry.is_file(follow_symlinks=False) and _is_usable(entry.name):
                self._add(folder, name, entry.path)
            else:
                self._look(folder, name, entry.path, is_link=entry.is_symlink())

    def _look(self, above: _Folder, name: str, real: str, *, is_link: bool) -> None:
        """Add a file, walk a folder, or say why it is neither."""
        if not _is_usable(name):
            hint = "rename it: a name needs valid UTF-8 without control characters"
            self._leave_out(name, "bad-name", "has a name that cannot be part of a URL", hint)
            return
        if is_link:
            self.links[name] = os.path.realpath(real)
        try:
            real = os.path.realpath(real, strict=True) if is_link else real
            mode = os.stat(real).st_mode  # noqa: PTH116 - the walk has strings
        except OSError as error:
            self._unreadable(name, error, is_link=is_link)
            return
        if S_ISDIR(mode):
            self._walk_into(above, name, real, is_link=is_link)
        elif S_ISREG(mode):
            self._add(above, name, real, is_link=is_link)
        else:
            self._leave_out(name, "not-a-file", "is not a regular file", "remove it, or copy its content into a file")

    def _add(self, above: _Folder, name: str, real: str, *, is_link: bool = False) -> None:
        self._found.append(name)
        inside = _is_below(real, self._root) if is_link else above.inside
        if not inside and (is_link or not name.endswith(_TEXTS)):
            self._outside[name] = real

    def _walk_into(self, above: _Folder, name: str, real: str, *, is_link: bool) -> None:
        links = above.links + is_link
        if real in above.real or links > _MAX_LINKS:
            hint = "remove the link: it leads back to a folder that contains it"
            self._leave_out(name, "not-a-file", "is a circular link", hint)
            return
        if name.endswith(_TEXTS):
            self._leave_out(name, "not-a-file", "is a folder, not a file", "rename the folder")
        inside = _is_below(real, self._root) if is_link else above.inside
        self._walk(_Folder(name, (*above.real, real), inside, links))

    def _unreadable(self, name: str, error: OSError, *, is_link: bool) -> None:
        if is_link and not isinstance(error, PermissionError):
            hint = "remove the link, or create the file that it leads to"
            self._leave_out(name, "not-a-file", "is a symbolic link that leads nowhere", hint)
        else:
            self._problems.append(read_problem(name, error))

    def _leave_out_outside(self) -> None:
        """Leave out files from outside the site, unless the settings allow their folders."""
        allowed = [os.path.realpath(self.site / place) for place in self._outside_folders()] if self._outside else []
        for name, real in self._outside.items():
            if not any(_is_below(real, folder) for folder in allowed):
                folder = Path(real).parent.as_posix()
                hint = f'copy the file into the site, or write outside_folders = ["{folder}"] in site.toml'
                self._leave_out(name, "outside-site", f"leads outside the site, to {real}", hint)
                self._found.remove(name)

    def _outside_folders(self) -> list[str]:
        """The list `outside_folders` in `site.toml`, before the settings are checked."""
        import tomllib  # noqa: PLC0415 - few sites have such links

        with suppress(OSError, ValueError):
            data: Mapping[str, object] = tomllib.loads(read_file(self.site / SETTINGS).decode("utf-8-sig"))
            listed = data.get("outside_folders")
            return [str(Path(place).expanduser()) for place in listed] if isinstance(listed, list) else []
        return []

    def _leave_out(self, name: str, code: str, message: str, hint: str, severity: Severity = Severity.WARNING) -> None:
        self._problems.append(
            Diagnostic(
                path=name,
                line=1,
                column=1,
                code=code,
                message=f"“{name.rpartition('/')[2]}” {message}",
                hint=hint,
                severity=severity,
            )
        )


def _is_usable(name: str) -> bool:
    """Whether a file name can be part of a URL, and of a message."""
    return name.isprintable() or not any(category(char) in UNPRINTABLE for char in name)


def _is_below(path: str, folder: str) -> bool:
    return Path(path).is_relative_to(folder)
