"""Runs inside a build, and checks the links of the published site before each step that changes a folder.

Python announces each such step to its audit hooks before it is done, so every state that a reader could meet is seen.
"""

from __future__ import annotations

import atexit
import json
import os
import sys
from pathlib import Path

from torture.links import LinkChecker

_STEPS = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_TRUNC | os.O_CREAT
_EXAMPLES = 5


def begin(folder: str, report: str) -> None:
    """Check the site in `folder` at every step of this process, and write what was found to the file `report`."""
    watch = Watch(folder)
    sys.addaudithook(watch.step)
    atexit.register(watch.end, report)


class Watch:
    """What was seen of one site."""

    def __init__(self, folder: str) -> None:
        self._folder = os.path.realpath(folder)
        self._process = os.getpid()
        self._checker = LinkChecker()
        self._is_checking = False
        self.moments = 0
        self.bad_moments = 0
        self.examples: list[str] = []

    def step(self, event: str, arguments: tuple[object, ...]) -> None:
        """Check, if this event is going to change a file that readers see."""
        if self._is_checking or (event not in _STEPS and event != "open") or os.getpid() != self._process:
            return
        if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & _WRITING):
            return
        if any(self._is_published(argument) for argument in arguments[:2]):
            self._check(f"{event} {arguments[:2]}")

    def end(self, report: str) -> None:
        """Check once more, and write the report."""
        if os.getpid() == self._process:
            self._check("the end")
            found = {"moments": self.moments, "bad_moments": self.bad_moments, "examples": self.examples}
            Path(report).write_text(json.dumps(found), "utf-8")

    def _is_published(self, path: object) -> bool:
        """Whether a path is in the folder, and neither hidden nor in a hidden folder."""
        if not isinstance(path, (str, bytes, os.PathLike)):
            return False
        full = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - links stay
        if not full.startswith(self._folder + os.sep):
            return False
        return f"{os.sep}." not in full[len(self._folder) :]

    def _check(self, before: str) -> None:
        self._is_checking = True
        try:
            files = dict(_files(self._folder))
            found = self._checker.check(files, lambda path: Path(self._folder, path).read_bytes())
        finally:
            self._is_checking = False
        self.moments += 1
        if found.dead:
            self.bad_moments += 1
            if len(self.examples) < _EXAMPLES:
                self.examples.append(f"before {before}: {len(found.dead)}, such as {found.dead[0]}")


def _files(folder: str, above: str = "") -> list[tuple[str, tuple[int, int, int]]]:
    """Each file, with what changes when it is replaced."""
    found: list[tuple[str, tuple[int, int, int]]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith("."):
                    found += _files(entry.path, f"{above}{entry.name}/")
            else:
                stat = entry.stat(follow_symlinks=False)
                found.append((above + entry.name, (stat.st_ino, stat.st_mtime_ns, stat.st_size)))
    return found
