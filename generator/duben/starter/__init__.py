"""Makes a new site by copying the files of `site/`."""

from __future__ import annotations

from pathlib import Path

from duben.runtime.write_error import writing

_SITE = Path(__file__).parent / "site"


def start(folder: Path) -> list[str]:
    """Copy the starter site into `folder` and return the paths of its files.

    Raises `FileExistsError` if `folder` is not empty, and `CannotWriteError`.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(folder)
    made = []
    with writing(folder):
        for source in sorted(_SITE.rglob("*")):
            if source.is_file():
                name = source.relative_to(_SITE)
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(source.read_bytes())
                made.append(name.as_posix())
    return made
