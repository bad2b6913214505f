"""Golden files: the texts that tests expect, in `tests/golden/`; `pytest --update-golden` rewrites them."""

from __future__ import annotations

import difflib
from pathlib import Path


class Goldens:
    """The folder of golden files, and which of them were compared."""

    def __init__(self, folder: Path, *, update: bool) -> None:
        self.folder = folder
        self.update = update
        self.used: set[str] = set()

    def compare(self, name: str, text: str) -> None:
        """Fail where the golden file `name` differs from `text`, showing how, or does not exist."""
        path = self.folder / name
        self.used.add(name)
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            return
        assert path.exists(), f"there is no {path}: --update-golden writes it"
        expected = path.read_bytes().decode()
        lines = difflib.unified_diff(expected.splitlines(), text.splitlines(), "golden", "now", lineterm="")
        assert text == expected, "\n".join([f"{path} differs (--update-golden writes it):", *lines])

    def stale(self) -> list[str]:
        """The names of the files that no test compared. When updating, these are removed, and the list is empty."""
        files = (path for path in self.folder.rglob("*") if path.is_file())
        found = sorted({path.relative_to(self.folder).as_posix() for path in files} - self.used)
        if not self.update:
            return found
        for name in found:
            (self.folder / name).unlink()
        return []
