"""A collection that changes at random and always builds: articles, pages, images, entries, templates, static files."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from torture.folders import Tree, write_tree

ROOT = Path(__file__).parent.parent
FOREIGN: Mapping[str, bytes] = {
    "CNAME": b"reader.example.org\n",
    ".git/HEAD": b"ref: refs/heads/gh-pages\n",
    ".git/objects/4b/825dc642cb6eb9a060e54bf8d69288fbee4904": b"x\x01+)JMU0`\x00\x00\n,\x02\x01",
    "my-page.html": b"<!DOCTYPE html><title>mine</title>\n",
    "articles/mine.png": b"\x89PNG mine",
    "my/picture.jpg": b"\xff\xd8\xff mine",
}
"""Files of the user's own in the output folder."""
_TEXTS = (
    "{name}今天在报纸上写了一篇关于{term}的文章，读的人很多。",
    "有人说{term}不过如此，也有人说它会改变一切。",
    "他把头发剪短了，然后去银行取了{count}块钱，买了一本讲{term}的书。",
    "从北京到上海的路上，她一直在想第{count}个问题：{term}到底是什么？",
    "这件事说来话长，先看[[{slug}]]，再看《长安夜话》第{count}回。",
    "老师只说了一句话：“{term}是死的，人是活的。”",
)
_PEOPLE = ("周鸿祎", "李明", "王小波", "欧阳修", "张伟")
_THINGS = ("山", "水", "灯", "云", "石", "竹", "雪", "月", "松", "舟")
_KINDS = ("person", "organisation", "product", "concept", "work")
_TEMPLATES = ("base.html", "article.html", "term.html", "home.html")
_STATIC = ("reader.css", "reader.js", "popover.js", "icon.svg")
_MANY = 4
_LINK = re.compile(r"\[\[(?!entry\]\])([^\]|]+)(?:\|([^\]]+))?\]\]")
_KEPT = ("people.toml", "media.toml", "works-and-events.toml")
"""The files of the glossary that stay: all would make a build take twice as long."""


def png(shade: int) -> bytes:
    """A picture of one grey dot."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    data = zlib.compress(bytes([0, shade % 256]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@dataclass(slots=True)
class Piece:
    """A generated article or page: numbers from which its text follows, and the file name of its picture."""

    numbers: list[int]
    picture: str = ""
    shade: int = 0
    day: int = 1


@dataclass(slots=True)
class Collection:
    """The site in `folder`. `change` edits it; every state builds without an error.

    With `real`, it begins with the articles and the glossary of this repository; otherwise it has generated ones only.
    """

    folder: Path
    random: Random
    real: bool = True
    size: int = 10
    """The number of generated articles at the beginning."""
    articles: dict[str, Piece] = field(default_factory=dict)
    pages: dict[str, Piece] = field(default_factory=dict)
    terms: dict[str, int] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)
    _base: Tree = field(default_factory=dict)
    _written: set[str] = field(default_factory=set)
    _count: int = 0

    def __post_init__(self) -> None:
        """Write the first state."""
        if self.real:
            self._base = _own_content()
        for _ in range(self.size):
            self.new_article()
        for _ in range(15):
            self.new_term()
        self.new_page()
        self.write()

    def change(self) -> str:
        """Make one to three random edits; returns their names."""
        edits: tuple[Callable[[], None], ...] = (
            *(self.edit_article, self.edit_article, self.new_article, self.rename_article, self.delete_article),
            *(self.edit_term, self.new_term, self.delete_term, self.edit_picture, self.rename_picture),
            *(self.edit_template, self.edit_static, self.new_page, self.delete_page, self.rename_site),
        )
        chosen = self.random.choices(edits, k=self.random.randint(1, 3))
        return self._do(*chosen)

    def change_every_page(self) -> str:
        """Make edits that change every page, names of static files, and which pages exist."""
        first = self.random.choice((self.edit_static, self.edit_template, self.rename_site))
        second = self.random.choice((self.new_article, self.rename_article, self.delete_article, self.delete_term))
        return self._do(first, second, self.edit_picture)

    def change_a_sentence(self) -> str:
        """Make the smallest edit, which is built soonest."""
        return self._do(self.edit_article)

    def _do(self, *edits: Callable[[], None]) -> str:
        for edit in edits:
            edit()
        self.write()
        return ", ".join(edit.__name__.replace("_", " ") for edit in edits)

    def new_article(self) -> None:
        """Add an article; every third has a picture."""
        self._count += 1
        piece = self._piece()
        if self._count % 3 == 0:
            piece.picture = f"picture-{self._count}.png"
        self.articles[f"made-{self._count}"] = piece

    def edit_article(self) -> None:
        """Change a sentence."""
        piece = self.random.choice([*self.articles.values()])
        piece.numbers[self.random.randrange(len(piece.numbers))] = self.random.randrange(1_000_000)

    def rename_article(self) -> None:
        """Give an article another address; links follow."""
        self._count += 1
        self.articles[f"renamed-{self._count}"] = self.articles.pop(self.random.choice([*self.articles]))

    def delete_article(self) -> None:
        """Remove an article, unless few are left."""
        if len(self.articles) > _MANY:
            del self.articles[self.random.choice([*self.articles])]

    def new_page(self) -> None:
        """Add a page to the navigation of every page."""
        self._count += 1
        self.pages[f"page-{self._count}"] = self._piece()

    def delete_page(self) -> None:
        """Remove a page from the navigation of every page."""
        if len(self.pages) > 1:
            del self.pages[self.random.choice([*self.pages])]

    def new_term(self) -> None:
        """Add an entry whose name some texts have."""
        self._count += 1
        self.terms[f"made-term-{self._count}"] = self.random.randrange(len(_THINGS) ** 3)

    def edit_term(self) -> None:
        """Change a definition."""
        self.marks[self.random.choice([*self.terms])] = self.random.randrange(1_000_000)

    def delete_term(self) -> None:
        """Remove an entry, unless few are left."""
        if len(self.terms) > _MANY:
            del self.terms[self.random.choice([*self.terms])]

    def edit_picture(self) -> None:
        """Change the bytes of every picture."""
        for piece in self.articles.values():
            piece.shade = self.random.randrange(256)

    def rename_picture(self) -> None:
        """Give a picture another name."""
        self._count += 1
        self.random.choice([*self.articles.values()]).picture = f"renamed-{self._count}.png"

    def edit_template(self) -> None:
        """Change a template."""
        self.marks[f"templates/{self.random.choice(_TEMPLATES)}"] = self.random.randrange(1_000_000)

    def edit_static(self) -> None:
        """Change a static file; its name in the site has a digest, so every page changes."""
        self.marks[f"static/{self.random.choice(_STATIC)}"] = self.random.randrange(1_000_000)

    def rename_site(self) -> None:
        """Change the title of the site."""
        self.marks["site"] = self.random.randrange(1_000_000)

    def write(self) -> None:
        """Write what differs from the disk, and remove what is gone."""
        files = self.files()
        for name in self._written - files.keys():
            (self.folder / name).unlink()
        write_tree(self.folder, files)
        self._written = {*files}

    def files(self) -> Tree:
        """The files of the site in the present state."""
        files = {**self._base, "site.toml": f'title = "读本{self.marks.get("site", "")}"\n'.encode()}
        for kind, pieces in (("articles", self.articles), ("pages", self.pages)):
            for slug, piece in pieces.items():
                files[f"content/{kind}/{slug}.md"] = self._article(slug, piece).encode()
                if piece.picture:
                    files[f"content/{kind}/{piece.picture}"] = png(piece.shade)
        files["content/glossary/made.toml"] = "\n".join(map(self._entry, self.terms)).encode()
        for name, mark in self.marks.items():
            if "/" in name:
                data = (ROOT / name).read_bytes()
                files[name] = _marked(name, data.decode(), mark).encode()
        return files

    def _piece(self) -> Piece:
        numbers = [self.random.randrange(1_000_000) for _ in range(self.random.randint(3, 8))]
        return Piece(numbers=numbers, day=self.random.randint(1, 28))

    def _article(self, slug: str, piece: Piece) -> str:
        paragraphs = [self._sentence(slug, number) for number in piece.numbers]
        picture = f"\n\n![图]({piece.picture})" if piece.picture else ""
        front = f'+++\ntitle = "第{slug.rpartition("-")[2]}篇"\ndate = 2024-02-{piece.day:02}\n+++\n\n'
        return front + "\n\n".join(paragraphs) + picture + "\n"

    def _sentence(self, slug: str, number: int) -> str:
        terms, articles = sorted(self.terms), sorted(self.articles)
        return _TEXTS[number % len(_TEXTS)].format(
            name=_PEOPLE[number % len(_PEOPLE)],
            term=self._name(terms[number % len(terms)]),
            slug=articles[number % len(articles)] if articles else slug,
            count=number,
        )

    def _name(self, term: str) -> str:
        number = self.terms[term]
        digits = (number // 100, number // 10 % 10, number % 10)
        return "".join(_THINGS[digit] for digit in digits) + "记" + term.rpartition("-")[2]

    def _entry(self, term: str) -> str:
        kind = _KINDS[self.terms[term] % len(_KINDS)]
        definition = f"一个编出来的词，第{self.marks.get(term, 0)}版。"
        return f'[[entry]]\nid = "{term}"\nname = "{self._name(term)}"\nkind = "{kind}"\ndefinition = "{definition}"\n'


def _own_content() -> Tree:
    """The articles of this repository and a part of its glossary, without links to the other entries."""
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "content").rglob("*.*")}
    kept = {path: data for path, data in files.items() if not path.endswith(".toml") or path.endswith(_KEPT)}
    known = {Path(path).stem for path in kept}
    known |= {found.decode() for data in kept.values() for found in re.findall(rb'(?m)^id = "(.+)"', data)}

    def linked(found: re.Match[str]) -> str:
        return found[0] if found[1] in known else found[2] or found[1]

    def without(text: str) -> str:
        return re.sub(r"(?m)^see = .*\n", "", _LINK.sub(linked, text))

    return {path: without(data.decode()).encode() for path, data in kept.items()}


def _marked(name: str, text: str, mark: int) -> str:
    """The file with a mark that changes its output."""
    if name.endswith(".css"):
        return f"{text}\n.mark-{mark} {{ color: red }}\n"
    if name.endswith(".js"):
        return f"{text}\n// {mark}\n"
    if name.endswith(".svg"):
        return text.replace("</svg>", f"<!-- {mark} --></svg>")
    if name == "templates/base.html":
        return text.replace("</footer>", f"<!-- {mark} --></footer>")
    return re.sub(r"(\{% block main %\})", rf"\1<!-- {mark} -->", text, count=1)
