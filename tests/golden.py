"""Golden files: texts that a test expects, kept in `tests/golden/`, written anew by `pytest --update-golden`."""

from __future__ import annotations

import difflib
from pathlib import Path


class Goldens:
    """The folder of golden files, and which of them were compared."""

    def __init__(self, folder: Path, *, update: bool) -> None:
        self.folder = folder
        self.update = update
        self.used: set[Path] = set()

    def compare(self, name: str, text: str) -> None:
        """Fail where the golden file `name` differs from `text`, showing how, or does not exist."""
        path = self.folder / name
        self.used.add(path)
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            return
        assert path.exists(), f"there is no {path}: --update-golden writes it"
        expected = path.read_bytes().decode()
        lines = difflib.unified_diff(expected.splitlines(), text.splitlines(), "golden", "now", lineterm="")
        assert text == expected, "\n".join([f"{path} differs (--update-golden writes it):", *lines])

    def stale(self) -> list[str]:
        """The files that nothing compared; removed, and so none, when updating."""
        found = sorted(path for path in self.folder.rglob("*") if path.is_file() and path not in self.used)
        if not self.update:
            return [path.relative_to(self.folder).as_posix() for path in found]
        for path in found:
            path.unlink()
        return []
