"""The states in which people, editors and accidents leave a place of a site."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

Write = Callable[[Path], None]
"""Makes a state at a path where nothing is."""
OUTSIDE = "outside"
"""A folder beside the site, to which links lead out."""
UNDECODABLE = "a\udcff"
"""A name that is not UTF-8."""


def clear(path: Path) -> None:
    """Remove whatever is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def put(path: Path, write: Write) -> None:
    """Make a state in place of whatever is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    clear(path)
    write(path)


def nothing(_: Path) -> None:
    """Leave the place empty."""


def data(content: bytes) -> Write:
    """A file of these bytes."""

    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


def text(content: str) -> Write:
    """A file of this text."""
    return data(content.encode())


def unreadable(content: bytes) -> Write:
    """A file that may not be read."""

    def write(path: Path) -> None:
        path.write_bytes(content)
        path.chmod(0)

    return write


def folder(path: Path) -> None:
    """A folder with a file."""
    path.mkdir()
    (path / "inside.txt").write_text("inside", "utf-8")


def folder_of(name: str, content: bytes) -> Write:
    """A folder with this file."""

    def write(path: Path) -> None:
        path.mkdir()
        (path / name).write_bytes(content)

    return write


def link(target: str) -> Write:
    """A symbolic link."""

    def write(path: Path) -> None:
        path.symlink_to(target)

    return write


def pipe(path: Path) -> None:
    """A named pipe that nobody writes to."""
    os.mkfifo(path)


def named_socket(path: Path) -> None:
    """A socket that nobody listens to. It is made from inside its folder, because its path must be short."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def article(title: str, body: str = "一句话。", **keys: str) -> str:
    """The text of an article."""
    front = "".join(f'{key} = "{value}"\n' for key, value in {"title": title, **keys}.items())
    return f"+++\n{front}date = 2024-02-20\n+++\n\n{body}\n"


def entry(**keys: str) -> str:
    """The text of a glossary entry."""
    values = {"id": "odd", "name": "石灯会", "kind": "concept", "definition": "一种灯会。", **keys}
    return "[[entry]]\n" + "".join(f'{key} = "{value}"\n' for key, value in values.items())
