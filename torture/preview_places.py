"""Makes odd places in a site while a preview runs: it goes on answering, and shows the next edit."""

from __future__ import annotations

import re
import shutil
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from torture.collection import Collection
from torture.kill_serve import READY
from torture.lane import Lane
from torture.odd_places import BUILD, PLACES, OddPlace
from torture.program import Child
from torture.states import clear

ABOUT = "odd places and values come and go while `duben serve` runs"
_BLANK = ("empty: templates/article.html", "a byte order mark: templates/article.html")
"""With an empty template, a page is empty."""
_TRIED = [place for place in PLACES if place.command == BUILD and not place.kept and place.name not in _BLANK]
COUNT = len(_TRIED)
_WRITTEN = ("content", "templates", "static", "site.toml", "public", ".cache")
_PAGE = "articles/made-1.html"
_PATIENCE = 6.0
"""Seconds in which a preview shows an edit."""
_TRACEBACK = "Traceback (most recent call last)"


def run(lane: Lane) -> None:
    """Try the lane's share of the places, at most `lane.count`. A preview that does not recover is started again."""
    collection = Collection(lane.folder / "site", lane.random, real=False)
    site, model = collection.folder, lane.folder / "model"
    lane.program.run("build", "--site", site)
    shutil.copytree(site, model, symlinks=True)
    waiting = _TRIED[lane.number :: lane.lanes][: lane.count]
    while waiting:
        with lane.program.started("serve", "--site", site, "--port", "0") as child:
            child.until_said(READY)
            while waiting and _survives(lane, child, waiting.pop(0), site, model):
                pass


def _survives(lane: Lane, child: Child, place: OddPlace, site: Path, model: Path) -> bool:
    """Make the place, edit, undo the place and edit again; returns whether the preview shows the last edit."""
    outcome = lane.outcome
    outcome.tried["places and values"] += 1
    said = len(child.said)
    place.prepare(site)
    shown = _edit(lane, site)
    start = child.seconds
    if not child.until(lambda: shown in _get(child, _PAGE) or _names(child.said[said:], place), limit=_PATIENCE):
        outcome.fault("previews neither show an edit nor say why", f"{place.name} → {child.said[said:].strip()[-240:]}")
    page = _get(child, "index.html")
    if "</html>" not in page:
        outcome.fault("previews without a first page", f"{place.name}: {page[:200]}")
    _restore(site, model)
    shown = _edit(lane, site)
    recovered = child.until(lambda: shown in _get(child, _PAGE), limit=_PATIENCE)
    outcome.slowest = max(outcome.slowest, child.seconds - start)
    if _TRACEBACK in child.said[said:]:
        outcome.fault("tracebacks", f"{place.name} → {child.said[said:].strip()[-240:]}")
    if not recovered:
        outcome.fault("previews do not recover", f"{place.name} → {child.said[said:].strip()[-240:]}")
        _restore(site, model)
    return recovered


def _edit(lane: Lane, site: Path) -> str:
    """Write a new word into an article, if it is there; returns the word."""
    mark = f"mark{lane.random.randrange(10**9)}"
    article = site / "content/articles/made-1.md"
    if article.is_file():
        article.write_text(f"{article.read_text('utf-8')}\n\n{mark}\n", "utf-8")
    return mark


def _names(said: str, place: OddPlace) -> bool:
    """Whether the preview has named the place in a problem."""
    return place.says in said and "[" in said


def _restore(site: Path, model: Path) -> None:
    for name in _WRITTEN:
        clear(site / name)
        if (model / name).is_dir():
            shutil.copytree(model / name, site / name, symlinks=True)
        elif (model / name).exists():
            shutil.copy2(model / name, site / name)


def _get(child: Child, path: str) -> str:
    """The page at a path; the error if there is none."""
    address = re.search(r"http://\S+/", child.said)
    try:
        with urlopen(f"{address[0] if address else ''}{path}", timeout=_PATIENCE) as response:  # noqa: S310 - our own server
            return str(response.read().decode("utf-8", "replace"))
    except (URLError, HTTPException, OSError, ValueError) as error:
        return f"{type(error).__name__}: {error}"
