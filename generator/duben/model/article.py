"""One article on its way, each phase a frozen type: Article (read) → Document (parsed) → AnnotatedArticle (words).

Offsets count characters (code points).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NewType

from duben.model.words import Forms, Region, Script, TermId, Word

Slug = NewType("Slug", str)
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A file of `content/articles` or `content/pages`: front matter, and Markdown from line `body_line` on."""

    slug: Slug
    path: str
    title: str
    body: str
    body_line: int
    script: Script
    region: Region
    date: dt.date | None = None
    author: str = ""
    source: str = ""
    url: str = ""
    summary: str = ""
    draft: bool = False
    conversions: Mapping[str, str] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)
    reading_places: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML that is the same in both scripts."""

    html: str


@dataclass(frozen=True, slots=True)
class Text:
    """Characters of the article to be annotated; `link` is false inside links and headings."""

    text: str
    link: bool = True


@dataclass(frozen=True, slots=True)
class Attribute:
    """A text within an HTML attribute: converted, never read or linked."""

    text: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """An override in the text: `{行|háng}` (a reading) or `-{zh-hans:…; zh-hant:…}-` (forms)."""

    simplified: str
    traditional: str
    pinyin: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """The opening of a `[[target]]`; where it is `titled`, the target's own title is its text."""

    target: str
    titled: bool


Piece = Markup | Text | Attribute | Fixed | Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A top-level block: `tag` with its `attributes` goes around the pieces, once for each script.

    `id` is the anchor of the pair; `line` is 1-based in the article's file; `level` is 2 to 6 for a heading, else 0.
    """

    id: str
    tag: str
    line: int
    pieces: tuple[Piece, ...]
    attributes: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A `[[target]]` in an article: where it stands (block), and its place in the file."""

    target: str
    block: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A note at the foot; `block` is the id of the pair that refers to it first."""

    number: int
    block: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed article: its blocks in order, its footnotes, and what it refers to."""

    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A text, annotated."""

    words: tuple[Word, ...]
    link: bool = True


AnnotatedPiece = Markup | Words | Forms | Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedBlock:
    """A `Block` whose texts have become words; an attribute's text stands in both scripts."""

    block: Block
    pieces: tuple[AnnotatedPiece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """An entry's definition as words; `script` is the one it was written in, `key` covers all it depends on."""

    key: str = field(compare=False)
    script: Script
    pieces: tuple[AnnotatedPiece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A term in an article: its place and the sentence around it. `number` counts the article's mentions from 1.

    `block` is the id of the element that holds it; `left` and `right` are the rest of its sentence.
    """

    term: TermId
    block: str
    number: int
    left: Forms
    form: Forms
    right: Forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A `[[…]]` with the sentence in which it stands."""

    link: Link
    sentence: Forms


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedArticle:
    """An article as words: what the pages, the network and the search are made from."""

    article: Article
    title: tuple[Word, ...]
    summary: tuple[Word, ...]
    blocks: tuple[AnnotatedBlock, ...]
    footnotes: tuple[tuple[Footnote, tuple[AnnotatedBlock, ...]], ...]
    mentions: tuple[Mention, ...]
    links: tuple[Citation, ...]
