"""An article, compiled: what other stages need to know of it, its body as HTML, and its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from duben.model.article import Article, Citation, Slug
from duben.model.words import Forms, Script, TermId
from duben.runtime.codec import unpack

SearchKeys = Mapping[int, str]
"""What the search finds an article by: for each mask the keys that have it, with spaces between."""
SearchTexts = Sequence[Mapping[Script, bytes]]
"""What the search shows of an article: for each part the data of its file in either script."""
SearchExtract = tuple[SearchKeys, SearchTexts]


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


class TermUse(NamedTuple):
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
class CompiledArticle:
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
    def uses(self) -> tuple[TermUse, ...]:
        """What it makes of each term, in the order of the first mentions; unpacked each time, for they are many."""
        return unpack(self.packed_uses, tuple[TermUse, ...])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ArticleBody:
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
