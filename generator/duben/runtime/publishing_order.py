"""The order in which files of a site replace older ones, so that links work at every moment.

First come the files that are new: nothing published links to a new page, and its style sheet and images are there
before it. Now each link leads to a file, whether an old page contains it or a new one. So the changed files may follow.
Files that are gone are removed last, when no page links to them any more.
"""

from __future__ import annotations

from collections.abc import Iterable

_HOME = "index.html"
_LAST = ("404.html", "feed.xml", "robots.txt", "sitemap.xml")
"""Files that programs read, and that name pages. They come when those are there."""


def added_order(paths: Iterable[str]) -> list[str]:
    """The order of new files: what pages need, pages, the first page."""
    return sorted(paths, key=lambda path: (is_page(path), path == _HOME, path))


def changed_order(paths: Iterable[str]) -> list[str]:
    """The order of changed files: what pages need, pages, files that name pages."""
    return sorted(paths, key=lambda path: (path in _LAST, is_page(path), path == _HOME, path))


def removed_order(paths: Iterable[str]) -> list[str]:
    """The order of files that are gone: files that name pages, pages, what they needed."""
    return sorted(paths, key=lambda path: (path not in _LAST, not is_page(path), path))


def is_page(path: str) -> bool:
    """Whether a file is a page."""
    return path.endswith(".html")
