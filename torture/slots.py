"""Places in a site that `torture.edits` changes, with the states that each may be in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from torture.collection import ROOT, png
from torture.states import (
    OUTSIDE,
    UNDECODABLE,
    Write,
    article,
    data,
    entry,
    folder,
    folder_of,
    link,
    nothing,
    pipe,
    text,
    unreadable,
)


class Slot(NamedTuple):
    """A path in the site: states in which every site builds, and others in which it may not."""

    path: str
    good: Mapping[str, Write]
    odd: Mapping[str, Write]


def _odd_files(content: bytes) -> dict[str, Write]:
    return {
        "a folder": folder,
        "a link to nothing": link("nothing"),
        "a link to itself": link("itself.md"),
        "a link to a device": link("/dev/zero"),
        "a link out of the site": link(f"../../../{OUTSIDE}/secret.md"),
        "a pipe": pipe,
        "unreadable": unreadable(content),
        "not UTF-8": data(content + b"\xff\xfe\xb0\xa1"),
        "empty": data(b""),
        "a byte order mark": data(b"\xef\xbb\xbf"),
        "UTF-16": data(content.decode().encode("utf-16")),
        "zero bytes": data(content + bytes(5)),
    }


_TEXT = "石灯会，见[[a-first]]。"
_FORMS = "他说-{zh-hans:卡拉OK; zh-hant:KTV}-好，-{zh-hans:; zh-hant:的}-也好，{行|háng}不行。"
_CONTROLS = "控制\x01字符\x0b和\x1b[31m红色\x7f，还有\u2028行分隔\u2029与\x85。"
_GOOD_ARTICLE = {
    "as before": text(article("甲", _TEXT)),
    "edited": text(article("甲", f"今天{_TEXT}\n\n## 银行\n\n他在银行工作。")),
    "with Windows lines": text(article("甲", _TEXT).replace("\n", "\r\n")),
}
_ODD_ARTICLE = {
    **_odd_files(article("乙", _TEXT).encode()),
    "odd forms": text(article("甲", _FORMS)),
    "control characters": text(article("甲", _CONTROLS)),
    "a control character in the title": text(article("甲\x01乙", _TEXT)),
    "a line separator in the title": text(article("甲\u2028乙", _TEXT)),
    "an odd address": text(article("甲", _TEXT, url="javascript://example.org/%0aalert(1)")),
    "a picture from another place": text(article("甲", f"{_TEXT}\n\n![a](http://example.org/a.png)")),
    "a link to a dead name": text(article("甲", "[[no-such-article]]")),
    "an override of nothing": text(article("甲", "{|}{行|}-{}- [[]] -{zh-hans:}-")),
}
_ODD_ENTRY = {
    **_odd_files(entry().encode()),
    "a syntax error": text("[[entry]\n"),
    "an empty name": text(entry(name="")),
    "a name of control characters": text(entry(name="灯\\u0001会")),
    "a name with a line separator": text(entry(name="灯\\u2028会")),
    "a name with a carriage return": text(entry(name="灯\\r会")),
    "an odd traditional form": text(entry(traditional="KTV")),
    "a long name": text(entry(name="灯" * 3000)),
    "a url without a host": text(entry(url="https:///a")),
    "a script as url": text(entry(url="javascript:alert(1)")),
    "one id twice": text(entry() + entry(name="石舟会")),
    "one folded name twice": text(entry() + entry(id="other", name="石燈會")),
}
_GOOD_SETTINGS = {
    "a title": text('title = "试"\n'),
    "another script": text('title = "再试"\nscript = "hant"\n'),
    "an address": text('title = "试"\nbase_url = "https://example.org/a/"\n'),
}
_ODD_SETTINGS = {
    "no title": text(""),
    "an odd address": text('title = "试"\nbase_url = "http://[x"\n'),
    "odd conversions": text('title = "试"\n[conversions]\n"卡拉OK" = "KTV"\n"头发" = ""\n'),
    "unreadable": unreadable(b'title = "x"\n'),
    "a folder": folder,
    "not UTF-8": data(b'title = "\xff"\n'),
}
_ABSENT: Mapping[str, Write] = {"absent": nothing}
_PAGE = text(article("页"))
_MINE = text("<p>mine</p>")
_PICTURES = {"a picture": data(png(1)), "another picture": data(png(2))}
_STYLES = {"a style": text("p { color: red }"), "another style": text("p { color: blue }")}


def _template(name: str) -> Slot:
    content = (ROOT / "templates" / name).read_bytes()
    good = {"absent": nothing, "the theme's": data(content), "changed": data(content + b"<!-- changed -->\n")}
    odd = {"a fault": data(b"{{ nothing.at.all }}"), "a syntax error": data(b"{% if %}"), **_odd_files(content)}
    return Slot(f"templates/{name}", good, odd)


def _like_another(name: str) -> Slot:
    """A picture whose name another has, but for its case or Unicode form."""
    return Slot(f"content/articles/{name}", _ABSENT, {**_PICTURES, "a folder": folder, "a link": link("picture.png")})


_ARTICLES = (
    Slot("content/articles/a-first.md", _GOOD_ARTICLE, {}),
    Slot("content/articles/a-second.md", {**_ABSENT, **_GOOD_ARTICLE}, _ODD_ARTICLE),
    Slot("content/articles/a-third.md", {**_ABSENT, **_GOOD_ARTICLE}, _ODD_ARTICLE),
    Slot("content/articles/a-link.md", _ABSENT, {"a link to an article": link("a-first.md")}),
    Slot(
        "content/articles/a-picture.md",
        {**_ABSENT, "a picture": text(article("图", "![图](picture.png)"))},
        {
            "a picture in another case": text(article("图", "![图](Picture.png)")),
            "a picture in a folder": text(article("图", "![图](deep/picture.png)")),
        },
    ),
    Slot("content/articles/folder.md", _ABSENT, {"a folder": folder, "a file": _PAGE}),
    Slot("content/articles/Upper_Case.md", _ABSENT, {"a file": _PAGE}),
    Slot("content/articles/index.md", _ABSENT, {"a collision": _PAGE}),
    Slot(f"content/articles/{UNDECODABLE}.md", _ABSENT, {"an undecodable name": _PAGE}),
)
_MEDIA = (
    Slot("content/articles/picture.png", _PICTURES, _odd_files(b"picture")),
    *map(_like_another, ("Picture.png", "PICTURE.PNG", "caf\u00e9.png", "cafe\u0301.png")),
    Slot(
        "content/articles/deep",
        {**_ABSENT, "a folder": folder_of("picture.png", png(3))},
        {
            "a link inside": link("../pages"),
            "a link out of the site": link(f"../../../{OUTSIDE}"),
            "a circle": link("."),
            "a circle above": link("../.."),
            "a file": text("file"),
        },
    ),
    Slot("content/articles/Deep", _ABSENT, {"a folder in another case": folder_of("picture.png", png(4))}),
    Slot("content/articles/index.html", _ABSENT, {"a collision": _MINE, "a folder": folder}),
    Slot("content/articles/a-first.html", _ABSENT, {"a collision": _MINE}),
    Slot("content/articles/notes.txt", {**_ABSENT, "a text": text("a"), "other text": text("b")}, _odd_files(b"notes")),
    Slot(f"content/articles/{UNDECODABLE}.png", _ABSENT, {"an undecodable name": data(png(5))}),
    Slot("content/articles/a\nb\x1b.png", _ABSENT, {"a name of control characters": data(png(6))}),
    Slot("content/articles/.hidden", _ABSENT, {"a file": text("secret"), "a folder": folder}),
)
_PAGES = (
    Slot("content/pages/about.md", {**_ABSENT, **_GOOD_ARTICLE}, _odd_files(article("丁", _TEXT).encode())),
    *(Slot(f"content/pages/{name}.md", _ABSENT, {"a collision": _PAGE}) for name in ("search", "404", "index")),
    Slot("content/pages/articles.md", _ABSENT, {"nearly a collision": _PAGE}),
    Slot("content/pages/static", _ABSENT, {"a collision": folder, "a file": text("static")}),
    Slot("content/pages/sitemap.xml", _ABSENT, {"a collision": _MINE}),
)
_OTHERS = (
    Slot(
        "content/glossary/slot.toml",
        {**_ABSENT, "an entry": text(entry()), "edited": text(entry(name="石舟会"))},
        _ODD_ENTRY,
    ),
    Slot("content/glossary/x.toml", _ABSENT, {"a folder": folder, "a link to nothing": link("nothing")}),
    _template("article.html"),
    _template("term.html"),
    Slot("templates/mine", _ABSENT, {"a folder": folder, "a circle": link("..")}),
    Slot("static/reader.css", {**_ABSENT, **_STYLES}, _odd_files(b"p {}")),
    Slot("static/READER.css", _ABSENT, {"a name in another case": text("p {}")}),
    Slot(
        "static/mine", {**_ABSENT, "a folder": folder}, {"a circle": link("."), "a link out": link(f"../../{OUTSIDE}")}
    ),
    Slot("site.toml", _GOOD_SETTINGS, _ODD_SETTINGS),
)
SLOTS = (*_ARTICLES, *_MEDIA, *_PAGES, *_OTHERS)
FOLDERS = ("content/articles", "content/articles", "content/pages", "content/glossary", "templates", "static")
"""Folders that become links to their content, and back."""


def swap_folder(path: Path) -> str:
    """Move a folder elsewhere and leave a link, or put it back."""
    elsewhere = path.with_name(f"{path.name}-elsewhere")
    if path.is_symlink():
        path.unlink()
        elsewhere.rename(path)
        return f"{path.name} is a folder again"
    if not path.is_dir():
        return f"{path.name} does not exist"
    path.rename(elsewhere)
    path.symlink_to(elsewhere.name)
    return f"{path.name} is a link"
