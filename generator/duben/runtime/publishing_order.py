"""The order in which files of a site replace older ones, so that links work at every moment.

First come the files that are new: nothing published links to a new page, and its style sheet and images are there
before it. Now each link leads to a file, whether an old page contains it or a new one. So the changed files may follow.
Files that are gone are removed last, when no page links to them any more.

A link may also lead to a place in a page, as `articles/a.html#p7` does. If that page is changed too, it comes before
the link if the place is new, and after it if the place is gone. Two pages that need each other cannot both be first:
then such a link leads to the top of the page until the second one is there. So it may be if most of a large site
changes, as with a template: to compare all pages would take longer than to publish them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

_HOME = "index.html"
_LAST = ("404.html", "feed.xml", "robots.txt", "sitemap.xml")
"""Files that programs read, and that name pages. They come when those are there."""
_CARDS = "cards/"
_MOST_COMPARED = 300
"""If more pages change, their places are not compared."""
_PLACE = re.compile(rb' id="?([^">\s]+)')
_LINK = re.compile(rb'href="?(?:\.\./)*([^"#\s>]+\.html)#([^"\s>]+?)(?=:~:|["\s>])')


def added_order(paths: Iterable[str]) -> list[str]:
    """The order of new files: what pages need, pages, the first page, cards, which name pages."""
    return sorted(paths, key=lambda path: (path.startswith(_CARDS), _is_page(path), path == _HOME, path))


def changed_order(paths: Iterable[str], old: Path, new: Path) -> list[str]:
    """The order of changed files: what pages need, pages, files that name pages.

    The published ones are in the folder `old`, the staged ones in `new`.
    """
    ordered = sorted(paths, key=lambda path: (path in _LAST, _is_page(path), path == _HOME, path))
    pages = [path for path in ordered if _is_page(path)]
    before = _before(pages, old, new) if len(pages) <= _MOST_COMPARED else {}
    return _sorted_by(before, ordered) if before else ordered


def removed_order(paths: Iterable[str]) -> list[str]:
    """The order of files that are gone: files that name pages, pages, what they needed."""
    return sorted(paths, key=lambda path: (not path.startswith((*_LAST, _CARDS)), not _is_page(path), path))


def _is_page(path: str) -> bool:
    return path.endswith(".html")


def _before(pages: Iterable[str], old: Path, new: Path) -> Mapping[str, set[str]]:
    """For each changed page, the pages that have to be replaced before it."""
    lost: dict[str, set[bytes]] = {}
    gained: dict[str, set[bytes]] = {}
    for page in pages:
        then, now = (set(_PLACE.findall(_read(folder / page))) for folder in (old, new))
        if then != now:
            lost[page], gained[page] = then - now, now - then
    found: defaultdict[str, set[str]] = defaultdict(set)
    for page in pages if lost else ():
        for target in _links_to(gained, _read(new / page)):
            found[page].add(target)
        for target in _links_to(lost, _read(old / page)):
            found[target].add(page)
    return found


def _read(path: Path) -> bytes:
    with suppress(OSError):  # a folder, for example
        return path.read_bytes()
    return b""


def _links_to(places: Mapping[str, set[bytes]], page: bytes) -> set[str]:
    """The paths of the pages with one of these places to which a page links."""
    links = ((path.decode(errors="replace"), place) for path, place in set(_LINK.findall(page)))
    return {path for path, place in links if place in places.get(path, ())}


def _sorted_by(before: Mapping[str, set[str]], paths: Iterable[str]) -> list[str]:
    """The paths, each after those that must be before it, as far as these do not contradict each other."""
    done: dict[str, None] = {}
    entered: set[str] = set()
    waiting = [*paths][::-1]
    while waiting:
        path = waiting[-1]
        if path in entered:
            done.setdefault(waiting.pop())
            continue
        entered.add(path)
        waiting += sorted(before.get(path, set()) - entered, reverse=True)
    return [*done]
