"""A compiled article in three parts, loaded separately: a summary for other stages, its HTML, and its plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from duben.model.article import Article, Citation, Slug
from duben.model.words import Forms, TermId, Word
from duben.runtime.codec import unpack

SearchKeys = Mapping[int, str]
"""The keys that find an article: for each mask, the keys that have it, separated by spaces; for 0, its words."""
SearchTexts = Sequence[bytes]
"""The texts that the search shows of an article: for each part, the data of its file."""
SearchExtract = tuple[SearchKeys, SearchTexts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line in the table of contents."""

    anchor: str
    level: int
    title: Forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote as HTML; `block` is the id of the first block that refers to it."""

    number: int
    block: str
    html: str


class TermUse(NamedTuple):
    """An article's use of a term: its `forms` as written, the block of the first mention, and the number of mentions.

    `digest` is of the sentences around the mentions, to detect changes without loading them.
    """

    article: Slug
    term: TermId
    forms: tuple[str, ...]
    block: str
    times: int
    digest: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CompiledArticle:
    """The summary of a compiled article, which stays in memory. Compares by identity.

    `key` identifies all inputs; the article's other parts are stored under it. `title` and `summary` are HTML,
    `plain_title` and `plain_summary` plain text. `characters` counts Han characters. `wording` is a digest of the
    folded text. `media` are the media files that it shows or links to, as paths from the folder of its file.
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
    media: tuple[str, ...]
    wording: str

    @property
    def uses(self) -> tuple[TermUse, ...]:
        """The article's use of each term, in the order of first mentions. Decoded at each call to save memory."""
        return unpack(self.packed_uses, tuple[TermUse, ...])


class HtmlBlock(NamedTuple):
    """A block's id, and the HTML of its two copies."""

    id: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ArticleBody:
    """The HTML of an article. It stays out of memory, because it is as large as the article's page.

    Each `[[…]]` is still a placeholder; see `open_references`.
    """

    blocks: tuple[HtmlBlock, ...]
    notes: tuple[Note, ...]
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlainText:
    """The plain text of an article: `forms` has one line for each block and footnote, `lines` their ids.

    `folded` is the folded text in the article's own script. The two forms have the same offsets except for `shifts`:
    from each of these offsets in the own script on, the other form is ahead by that many characters.
    """

    forms: Forms
    folded: str
    lines: tuple[str, ...]
    shifts: tuple[tuple[int, int], ...]


class BlockWords(NamedTuple):
    """The words of a block of an article, in runs; the first of a run says whether its terms are links."""

    block: str
    runs: tuple[tuple[bool, tuple[Word, ...]], ...]
