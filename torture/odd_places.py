"""The table of odd places and values that are tried one at a time, each in a small site that builds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from torture.collection import png
from torture.states import UNDECODABLE, Write, article, clear, data, entry, link, named_socket, pipe, put, text
from torture.states import folder as folder_state

SITE = "{site}"
"""Stands for the folder of the site in the arguments of a command."""
BUILD = ("build", "--site", SITE)
_CLEAN = ("clean", "--site", SITE)
_MEGABYTE = 1 << 20
_ARTICLES, _PAGES, _GLOSSARY = "content/articles", "content/pages", "content/glossary"
_SOURCES = (
    f"{_ARTICLES}/notes.md",
    f"{_PAGES}/notes.md",
    f"{_GLOSSARY}/x.toml",
    "site.toml",
    "templates/article.html",
    "static/reader.css",
    f"{_ARTICLES}/a.png",
)
Prepare = Callable[[Path], None]


class OddPlace(NamedTuple):
    """A site with something odd.

    `prepare` makes it. `says` has to be in the message of a command that fails.
    """

    name: str
    prepare: Prepare
    says: str = ""
    command: tuple[str, ...] = BUILD
    kept: str = ""
    """A path whose content the command must not touch, relative to the site."""
    must_fail: bool = False
    must_say: bool = False
    """The command may succeed, but `says` is in what it prints."""
    read_only: bool = False
    """Run the command where nothing at all can be written: it should refuse before it tries."""


def _at(path: str, write: Write) -> Prepare:
    return lambda site: put(site / path, write)


def _all(*steps: Prepare) -> Prepare:
    def prepare(site: Path) -> None:
        for step in steps:
            step(site)

    return prepare


def _without(*names: str) -> Prepare:
    def prepare(site: Path) -> None:
        for name in names:
            clear(site / name)

    return prepare


def _articles_elsewhere(site: Path) -> None:
    (site / _ARTICLES).rename(site / "content/elsewhere")
    (site / _ARTICLES).symlink_to("elsewhere")


def _untouched(_: Path) -> None:
    return None


_OTHERS_CACHE = _at(".cache/other-program/data", text("precious"))
_HOME = _all(_without("site.toml", ".cache", "public"), _OTHERS_CACHE)
"""A home folder: other programs keep their files in its `.cache`."""


def _instead_of_files() -> Iterator[OddPlace]:
    """What stands where a file is expected."""
    kinds = {
        "a folder": folder_state,
        "a link to nothing": link("nothing"),
        "a pipe": pipe,
        "a socket": named_socket,
        "a device": link("/dev/zero"),
    }
    for kind, write in kinds.items():
        for path in _SOURCES:
            yield OddPlace(f"{kind}: {path}", _at(path, write), Path(path).name)
    for path in _SOURCES:
        yield OddPlace(f"a link to itself: {path}", _at(path, link(Path(path).name)), Path(path).name)
    yield OddPlace("a pipe: content/pipe", _at("content/pipe", pipe), "pipe")


def _instead_of_folders() -> Iterator[OddPlace]:
    """What stands where a folder is expected, and circles of links."""
    for path in ("content", _ARTICLES, _PAGES, _GLOSSARY, "templates", "static"):
        yield OddPlace(f"a file: {path}", _at(path, text("file")), Path(path).name)
    for path, target in ((_ARTICLES, "."), (_PAGES, ".."), ("static", ".."), ("templates", "../.."), ("content", "..")):
        yield OddPlace(f"a circle in {path}", _at(f"{path}/circle", link(target)), "circle")
    yield OddPlace("content/articles is a link", _articles_elsewhere)


def _outputs() -> Iterator[OddPlace]:
    """Where a build writes, and what `clean` must leave alone."""
    for path in ("public", ".cache"):
        for kind, write in (("a file", text("file")), ("a link to nothing", link("nothing")), ("a pipe", pipe)):
            kept = path if kind == "a file" else ""
            yield OddPlace(f"{path} is {kind}", _at(path, write), path, kept=kept)
            yield OddPlace(f"clean: {path} is {kind}", _at(path, write), path, _CLEAN, kept=kept)
    cached = ".cache/other-program/data"
    page = _at("public/mine.html", text("precious"))
    yield OddPlace("clean: a home folder", _HOME, "site", _CLEAN, kept=cached)
    yield OddPlace("clean: a home folder with a page", _all(_HOME, page), "site", _CLEAN, kept="public/mine.html")
    yield OddPlace("clean: another's .cache", _OTHERS_CACHE, "", _CLEAN, kept=cached)
    yield OddPlace("clean: a page of the user's", page, "", _CLEAN, kept="public/mine.html")
    yield OddPlace("build: another's .cache", _OTHERS_CACHE, kept=cached)
    yield OddPlace("build: a page of the user's", page, kept="public/mine.html")
    empty, theirs = _at("empty", Path.mkdir), _at("theirs/index.html", text("precious"))
    yield OddPlace("clean --output: empty", empty, "empty", (*_CLEAN, "--output", "{site}/empty"), kept="empty")
    for command in (BUILD, _CLEAN):
        options = (*command, "--output", "{site}/theirs")
        name = f"{command[0]} --output: another's folder"
        yield OddPlace(name, theirs, "theirs", options, kept="theirs/index.html", must_fail=True)


def _odd_outputs() -> Iterator[OddPlace]:
    """Folders that no site can be written to."""
    inside = ("", "/content", "/content/articles", "/templates", "/static", "/..", "/site.toml")
    for name in inside:
        options = (*BUILD, "--output", SITE + name)
        says = name.strip("/.") or "site"
        yield OddPlace(f"--output SITE{name}", _untouched, says, options, kept="site.toml", must_fail=True)
    for target in ("/dev/null", "/proc/new", "{site}/" + "a" * 300):
        says = target.removeprefix(f"{SITE}/")
        yield OddPlace(f"--output {target[:20]}", _untouched, says, (*BUILD, "--output", target), must_fail=True)
    root = (*BUILD, "--no-cache", "--output", "/")
    yield OddPlace("--output /", _untouched, "/", root, must_fail=True, read_only=True)
    for name in ("nothing", "site.toml"):
        command = ("build", "--site", f"{SITE}/{name}")
        yield OddPlace(f"--site SITE/{name}", _untouched, "site.toml", command, must_fail=True)
    for name in ("build", "check"):
        prepare = _without("site.toml")
        yield OddPlace(f"{name}: no site.toml", prepare, "site.toml", (name, "--site", SITE), must_fail=True)


def _names() -> Iterator[OddPlace]:
    """Names that are no text, names that are too long, and two sources for one output."""
    ends = {_ARTICLES: ".md", _PAGES: ".md", _GLOSSARY: ".toml", "templates": ".html", "static": ".css", "content": ""}
    for place, end in (*ends.items(), (_ARTICLES, ".png")):
        path = f"{place}/{UNDECODABLE}{end}"
        yield OddPlace(f"an undecodable name: {place}/a?{end}", _at(path, text(article("名"))), "a")
    yield OddPlace("a name of control characters", _at(f"{_ARTICLES}/a\n\x1b[31mb.md", text(article("名"))), "a")
    yield OddPlace("a long name", _at(f"{_ARTICLES}/{'a' * 240}.md", text(article("名"))), "aaa")
    yield OddPlace("a deep folder", _at("static/" + "deep/" * 200 + "a.css", text("x")), "deep")
    page, picture = text(article("撞")), data(png(1))
    for path in ("pages/search.md", "pages/404.md", "articles/index.md"):
        yield OddPlace(f"a collision: {path}", _at(f"content/{path}", page), Path(path).name, must_fail=True)
    for path in ("articles/index.html", "articles/made-1.html", "pages/data/articles.json"):
        # A file that is no medium need not be published, but then something says so.
        yield OddPlace(f"a collision: {path}", _at(f"content/{path}", text("mine")), Path(path).name, must_say=True)
    shown = _at(
        f"{_ARTICLES}/show.md", text(article("图", "![](Same.png) ![](same.png) ![](café.png) ![](cafe\u0301.png)"))
    )
    for one, two in (("Same.png", "same.png"), ("caf\u00e9.png", "cafe\u0301.png")):
        both = _all(shown, *(_at(f"{_ARTICLES}/{name}", picture) for name in ("Same.png", "café.png", one, two)))
        yield OddPlace(f"a collision: {one!a}, {two!a}", both, one, must_fail=True)


def _contents() -> Iterator[OddPlace]:
    """What files hold."""
    kinds = {
        "not UTF-8": b"\xb0\xa1\xff",
        "empty": b"",
        "a byte order mark": b"\xef\xbb\xbf",
        "UTF-16": "题".encode("utf-16"),
        "zeros": bytes(99),
    }
    for kind, content in kinds.items():
        for path in _SOURCES:
            yield OddPlace(f"{kind}: {path}", _at(path, data(content)), Path(path).name)
    notes = f"{_ARTICLES}/notes.md"
    sentence = "今天天气很好，他在银行工作，"
    yield OddPlace("a line of 100,000 characters", _at(notes, text(article("长", sentence * 7_000))), "notes.md")
    yield OddPlace("an article of a megabyte", _at(notes, text(article("大", f"{sentence}\n\n" * 23_000))), "notes.md")
    yield OddPlace("a picture of 40 MB", _at(f"{_ARTICLES}/made-3.png", data(bytes(40 * _MEGABYTE))), "made-3.png")


def _addresses() -> Iterator[OddPlace]:
    """Addresses that are none, or that a page must not link to."""
    ours = ("http://[x", "javascript:alert(1)", "http://", "file:///etc", "//example.org", "ftp://example.org/")
    for url in ours:
        yield OddPlace(f"--base-url {url}", _untouched, url, (*BUILD, "--base-url", url), must_say=True)
    for url in (*ours, "https://exa mple.org/", "http://example.org:99999/"):
        settings = text(f'title = "试"\nbase_url = "{url}"\n')
        yield OddPlace(f"base_url {url}", _at("site.toml", settings), "site.toml", must_say=True)
    notes, terms = f"{_ARTICLES}/notes.md", f"{_GLOSSARY}/x.toml"
    for url in ("javascript://example.org/%0aalert(1)", "https:///nowhere", "http://[x", "data:text/html,x", "x:y"):
        yield OddPlace(f"url of an article: {url}", _at(notes, text(article("址", url=url))), "notes.md", must_say=True)
        yield OddPlace(f"url of an entry: {url}", _at(terms, text(entry(url=url))), "x.toml", must_say=True)
    picture = text(article("图", "![](http://example.org/a.png)"))
    yield OddPlace("a picture of another host", _at(notes, picture), "notes.md", must_say=True)


PLACES = tuple(
    place
    for places in (_instead_of_files, _instead_of_folders, _outputs, _odd_outputs, _names, _contents, _addresses)
    for place in places()
)
