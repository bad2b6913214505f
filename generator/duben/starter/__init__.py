"""An empty site that builds: the files of `site/`, copied."""

from __future__ import annotations

from pathlib import Path

_SITE = Path(__file__).parent / "site"


def start(folder: Path) -> list[str]:
    """Make a new site in `folder`, and give the paths of its files. Raises FileExistsError where something is there."""
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(folder)
    made = []
    for source in sorted(_SITE.rglob("*")):
        if source.is_file():
            name = source.relative_to(_SITE)
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
            made.append(name.as_posix())
    return made
