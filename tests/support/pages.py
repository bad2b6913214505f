"""Built pages as a browser sees them: their ids, their links, their `<main>`."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

_LINKS = {"href", "src", "srcset", "action", "data-spelling"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(slots=True, kw_only=True)
class Page:
    """The ids of a page's elements, in order and with their text, and where its links lead."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    """The text, without readings and marks of footnotes, of each element with an id, by id and language."""
    tags: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    """Tags that were closed in the wrong order, or never."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._open: list[tuple[str, str | None, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        identity = values.get("id")
        if identity is not None:
            self.page.ids.append(identity)
        self.page.tags.add(tag)
        self.page.attributes.update(values)
        self.page.links += [value or "" for name, value in attrs if name in _LINKS]
        if tag not in _VOID:
            self._open.append((tag, identity, values.get("lang")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "ruby" and self._open and self._open[-1][0] == "rt":
            self._open.pop()  # HTML lets `</rt>` be omitted there
        if not self._open or self._open[-1][0] != tag:
            self.page.faults.append(f"</{tag}> at {self.getpos()} closes {self._open[-1:]}")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if any(tag in {"rt", "sup"} for tag, _, _ in self._open):
            return
        lang = next((lang for _, _, lang in reversed(self._open) if lang and lang.startswith("zh")), "")
        for _, identity, _ in self._open:
            if identity:
                key = identity, lang
                self.page.texts[key] = self.page.texts.get(key, "") + data

    def close(self) -> None:
        super().close()
        self.page.faults += [f"<{tag}> is never closed" for tag, _, _ in self._open]


def read(html: str) -> Page:
    """The page of this HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


def broken_links(files: Mapping[str, bytes], base_path: str = "/") -> Iterator[str]:
    """Every link of a site that leads to no file or to no element, and every address that is not relative.

    `404.html` is shown anywhere, and so its links begin with `base_path`.
    """
    pages = {path: read(data.decode()) for path, data in files.items() if path.endswith(".html")}
    pages |= {path: read(card_html(data.decode())) for path, data in files.items() if path.startswith("cards/")}
    for path, page in pages.items():
        for link in page.links:
            if urlsplit(link).scheme in {"http", "https", "mailto", "data"}:
                continue
            if path == "404.html" and link.startswith(base_path):
                target = link.removeprefix(base_path)
            elif link.startswith("/") or (path == "404.html" and not link.startswith("#")):
                yield f"{path}: {link} is not relative"
                continue
            else:
                target = (
                    posixpath.normpath(posixpath.join(posixpath.dirname(path), link)) if link[0] != "#" else path + link
                )
            name, _, fragment = target.partition("#")
            name, fragment = unquote(name), unquote(fragment.partition(":~:")[0])
            if name not in files:
                yield f"{path}: {link} leads to no file"
            elif fragment and fragment not in pages[name].ids:
                yield f"{path}: {link} leads to no element"


def card_html(script: str) -> str:
    """The HTML that a file in `cards/` has."""
    return str(json.loads(script.removeprefix("dubenCard(").removesuffix(");\n")))


def main_of(html: str) -> str:
    """The content of `<main>`."""
    return html.partition("<main id=main>\n")[2].partition("</main>")[0]
