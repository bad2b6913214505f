"""The types that flow through the stages; each phase is a new frozen type, nothing is filled in later.

Article (read) → Document (parsed) → AnnotatedArticle (words, mentions). All offsets count characters (code points).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple, NewType

from generator.packing import unpack

Script = Literal["hans", "hant"]
Region = Literal["cn", "tw", "hk"]
Slug = NewType("Slug", str)
TermId = NewType("TermId", str)
Reading = tuple[str | None, ...]
"""Parallel to a form's characters: a syllable with tone mark for a Han character, `None` for any other."""
NOTHING: Mapping[str, str] = MappingProxyType({})


class Word(NamedTuple):
    """The unit everything is driven by: one word in both scripts, with its reading and the term it names.

    A word's place follows from the lengths of the words before it, so equal words are one object in every article.
    (A tuple, not a dataclass: it is the key of the tables that make a word's HTML once, and hashes five times faster.)
    `pinyin_traditional` is set only where the Traditional form is read differently (优化 / 最佳化, Taiwan readings).
    """

    simplified: str
    traditional: str
    pinyin: Reading | None = None
    term: TermId | None = None
    pinyin_traditional: Reading | None = None

    def form(self, script: Script) -> str:
        """The word as `script` writes it."""
        return self.simplified if script == "hans" else self.traditional

    def reading(self, script: Script) -> Reading | None:
        """One syllable for each Han character of the form in `script`."""
        return self.pinyin if script == "hans" or self.pinyin_traditional is None else self.pinyin_traditional


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


class Forms(NamedTuple):
    """One text in both scripts."""

    hans: str
    hant: str

    def form(self, script: Script) -> str:
        """The text as `script` writes it."""
        return self.hans if script == "hans" else self.hant


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
    """An entry's definition as words; `script` is the one it was written in."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line of the table of contents."""

    anchor: str
    level: int
    title: Forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote, set; `block` is the id of the pair that refers to it first."""

    number: int
    block: str
    html: str


class Use(NamedTuple):
    """What an article makes of a term: its `forms` as written, the block of its first mention, and their number.

    `digest` is of the sentences around them, so that it is known without them whether they have changed.
    """

    article: Slug
    term: TermId
    forms: tuple[str, ...]
    block: str
    times: int
    digest: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Galley:
    """An article, set: what the rest of the site needs to know of it. Equal is only the very same one.

    `key` names all that it was made from, and with it the `Sheet` that its own page is printed from. `title` and
    `summary` are HTML, `plain_title` and `plain_summary` not. `wording` is a digest of its text, folded.
    """

    key: str
    article: Article
    title: Forms
    summary: Forms
    plain_title: Forms
    plain_summary: Forms
    characters: int
    packed_uses: bytes
    links: tuple[Citation, ...]
    wording: str

    @property
    def uses(self) -> tuple[Use, ...]:
        """What it makes of each term, in the order of the first mentions; unpacked each time, for they are many."""
        return unpack(self.packed_uses, tuple[Use, ...])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """The text of an article, set; kept out of memory, since it is as large as the article's page.

    `blocks` are ids and HTML of the pairs, in which a `[[…]]` still stands as a mark (see `typeset`).
    """

    blocks: tuple[tuple[str, str], ...]
    notes: tuple[Note, ...]
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlainText:
    """The same without markup: `forms` has a line for each block and footnote, `lines` their ids.

    `folded` is the source's own text folded. The two forms run in parallel but for `shifts`: from each offset of the
    source's own text on, how much further the other form is.
    """

    forms: Forms
    folded: str
    lines: tuple[str, ...]
    shifts: tuple[tuple[int, int], ...]
