"""The types of one article, one for each stage: `Article` (read), `Document` (parsed), `AnnotatedArticle` (words).

Offsets count characters (code points).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NewType

from duben.model.addresses import Address
from duben.model.words import Forms, Region, Script, TermId, Vocabulary, Word

Slug = NewType("Slug", str)
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A file of `content/articles` or `content/pages`: its front matter, and its Markdown from line `body_line` on.

    `vocabulary` is `None` for that of the site. `reading_places` has the line and column of each key in `[readings]`.
    """

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
    url: Address | None = None
    summary: str = ""
    draft: bool = False
    vocabulary: Vocabulary | None = None
    conversions: Mapping[str, str] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)
    reading_places: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML that both scripts share."""

    html: str


@dataclass(frozen=True, slots=True)
class Text:
    """Text to annotate; `link` is false inside links and headings, where terms get no link."""

    text: str
    link: bool = True


@dataclass(frozen=True, slots=True)
class Attribute:
    """Text in an HTML attribute: converted, but without readings or links."""

    text: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """An override in the text: `{行|háng}` (reading) or `-{zh-hans:…; zh-hant:…}-` (forms).

    For a reading, `simplified` is the text as written, and `traditional` is `None`.
    """

    simplified: str
    traditional: str | None
    pinyin: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """The start of a `[[target]]`. If `titled`, the target's own title is the link's text."""

    target: str
    titled: bool


Piece = Markup | Text | Attribute | Fixed | Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A top-level block: an element `tag` with `attributes`, written once for each script around its pieces.

    `id` is the anchor of both copies. `line` is 1-based in the article's file. `level` is 2 to 6 for a heading,
    otherwise 0. `tag` is empty for a block without text, such as a code block.
    """

    id: str
    tag: str
    line: int
    pieces: tuple[Piece, ...]
    attributes: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A `[[target]]` in an article: the block that contains it, and its line and column in the file."""

    target: str
    block: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenAddress:
    """The address of a link or an image, with the line and column of the link in the file."""

    address: Address
    line: int
    column: int
    is_image: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A footnote; `block` is the id of the first block that refers to it."""

    number: int
    block: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed article: blocks in order, footnotes, `[[…]]` links, and the addresses of other links and of images."""

    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...] = ()
    links: tuple[Link, ...] = ()
    addresses: tuple[WrittenAddress, ...] = ()

    @property
    def media(self) -> tuple[str, ...]:
        """The media files that the article shows or links to, as paths from the folder of its file."""
        return tuple(sorted({path for written in self.addresses if (path := written.address.media_path)}))


@dataclass(frozen=True, slots=True)
class Words:
    """An annotated text; `link` as in `Text`."""

    words: tuple[Word, ...]
    link: bool = True


AnnotatedPiece = Markup | Words | Forms | Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedBlock:
    """A `Block` whose texts are words, and whose attributes are in both scripts."""

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
    """A mention of a term, with its sentence. `number` counts the article's mentions from 1.

    `block` is the id of its block; `left` and `right` are the sentence before and after it.
    """

    term: TermId
    block: str
    number: int
    left: Forms
    form: Forms
    right: Forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A `[[…]]` with its sentence."""

    link: Link
    sentence: Forms


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedArticle:
    """An article as words. Its pages, links and search index are made from this; `media` as in `Document`."""

    article: Article
    title: tuple[Word, ...]
    summary: tuple[Word, ...]
    blocks: tuple[AnnotatedBlock, ...]
    footnotes: tuple[tuple[Footnote, tuple[AnnotatedBlock, ...]], ...]
    mentions: tuple[Mention, ...]
    links: tuple[Citation, ...]
    media: tuple[str, ...]
