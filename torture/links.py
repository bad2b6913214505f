"""Follows the links of a site from its first page, and finds those that lead nowhere.

It needs the standard library only: `torture.watch` runs it inside a build, before each step of publishing.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

FIRST = "index.html"
_TAG = re.compile(r"""<[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(r"""\s([a-zA-Z][\w-]*)=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_CSS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)""")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_SHARD = re.compile(r'dubenShard\("[^"]*",(.*)\)\s*;?\s*\Z', re.DOTALL)
_LINKS = {"href", "src", "action", "poster", "data-spelling"}
_INDEX = "data-index"
_END = "</html>"


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file refers to: paths in the site, each with a place in that file or an empty text."""

    targets: frozenset[tuple[str, str]] = frozenset()
    places: frozenset[str] = frozenset()
    results: frozenset[str] = frozenset()
    """Paths that a search shows as results, from a file of the search index."""
    is_whole: bool = True


@dataclass(slots=True)
class Found:
    """What was found on the files that can be reached from the first page."""

    reached: int = 0
    dead: list[str] = field(default_factory=list)
    """Links to files that do not exist, and pages that are not whole."""
    misplaced: int = 0
    """Links to a place that its page does not have."""
    lost_results: int = 0
    """Results of a search that would lead to a page that does not exist."""


class LinkChecker:
    """Checks a site again and again; parses only what has changed.

    A file is given by its path and by a value that changes with its content.
    """

    def __init__(self) -> None:
        self._parsed: dict[tuple[str, Hashable], Parsed] = {}

    def check(self, files: Mapping[str, Hashable], read: Callable[[str], bytes]) -> Found:
        """Follow all links from the first page. A site without a first page has none."""
        self._parsed = {key: parsed for key, parsed in self._parsed.items() if files.get(key[0]) == key[1]}
        found = Found()
        waiting = [FIRST] if FIRST in files else []
        seen = {*waiting}
        while waiting:
            path = waiting.pop()
            parsed = self._parse(path, files, read)
            found.reached += 1
            if not parsed.is_whole:
                found.dead.append(f"{path} is not whole")
            for target, place in parsed.targets:
                if target not in files:
                    found.dead.append(f"{path} → {target}")
                    continue
                if place and place not in self._parse(target, files, read).places:
                    found.misplaced += 1
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)
        index = (path for path in files if path.startswith("search/"))
        results = {result for path in index for result in self._parse(path, files, read).results}
        found.lost_results = len(results - files.keys())
        return found

    def _parse(self, path: str, files: Mapping[str, Hashable], read: Callable[[str], bytes]) -> Parsed:
        key = (path, files[path])
        if key not in self._parsed:
            self._parsed[key] = parse(path, read(path))
        return self._parsed[key]


def parse(path: str, data: bytes) -> Parsed:
    """The references of a file."""
    text = data.decode("utf-8", "replace")
    if path.endswith(".html"):
        return _page(path, text)
    if path.endswith(".css"):
        return Parsed(frozenset(_resolved(path, (a or b for a, b in _CSS.findall(text)))))
    if path.startswith("search/"):
        return _search(path, text)
    return Parsed()


def _search(path: str, text: str) -> Parsed:
    """A file of the search index (see `generator/duben/search/`)."""
    found = _SHARD.match(text)
    if not found:
        return Parsed(is_whole=False)
    data = json.loads(found[1])
    if path == "search/index.js":
        numbers = {"p": data["pages"], "w": data["words"]}
        return Parsed(frozenset((f"search/{kind}/{each}.js", "") for kind in numbers for each in range(numbers[kind])))
    if path.startswith("search/e/"):
        return Parsed(results=frozenset(entry[0] for entry in data))
    return Parsed(results=frozenset((data[0],)) if path.startswith("search/t/") else frozenset())


def _page(path: str, text: str) -> Parsed:
    targets, places = [], set()
    for tag in _TAG.findall(text):
        for name, *values in _ATTRIBUTE.findall(tag):
            value = html.unescape("".join(values))
            if name in _LINKS:
                targets.append(value)
            elif name == _INDEX:
                targets.append(f"{value}index.js")
            elif name == "id":
                places.add(value)
    return Parsed(frozenset(_resolved(path, targets)), frozenset(places), is_whole=text.rstrip().endswith(_END))


def _resolved(path: str, targets: Iterator[str] | list[str]) -> Iterator[tuple[str, str]]:
    """Paths in the site, with the places in them; addresses elsewhere are left out."""
    for target in targets:
        name, _, place = target.partition("#")
        place = unquote(place.partition(":~:")[0])  # what follows is text to highlight
        name = unquote(name.partition("?")[0])
        if _SCHEME.match(target) or not name:
            if not _SCHEME.match(target) and place:
                yield path, place
            continue
        full = name.lstrip("/") if name.startswith("/") else posixpath.join(posixpath.dirname(path), name)
        clean = posixpath.normpath(full)
        yield (FIRST if clean == "." else f"{clean}/{FIRST}" if name.endswith("/") else clean), place
