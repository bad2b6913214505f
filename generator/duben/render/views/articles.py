"""The views of articles, their lists, and the pages in `content/pages`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from duben.model.words import Region, Script
    from duben.render.deferred import Deferred
    from duben.render.views.frame import Both, LinkView


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleItem:
    """An article as a line in a list: home, article list, related, previous and next."""

    path: str
    title: Both  # HTML (with ruby, no links)
    plain_title: Both  # plain
    date: dt.date | None
    author: Both | None = None  # plain
    publication: Both | None = None  # plain: where an imported text came from
    summary: Both | None = None  # HTML, no links
    script: Script
    region: Region = "cn"
    minutes: int
    """Estimated reading time, at least 1."""
    terms: tuple[LinkView, ...] = ()
    """A few of its main terms; in "related", the terms that it shares with the page's article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingView:
    """A line in the table of contents."""

    anchor: str  # id of the heading's pair
    level: int  # 2 … 6
    title: Both  # plain


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """A footnote; its target is `fn-<number>`."""

    number: int
    body: str  # HTML: pairs
    pairs: tuple[str, ...]
    """Ids of the pairs that refer to it, for the links back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPassageView:
    """A passage of this article that another shares; its target is `echo-<number>`."""

    number: int
    pair: str  # id of the pair here, for the link back
    path: str  # the passage there
    title: Both  # plain: title of the other article
    date: dt.date | None = None
    here: Both  # HTML: the wording here, `<mark>` around what differs
    there: Both  # HTML: the wording there, `<mark>` around what differs


@dataclass(frozen=True, slots=True, kw_only=True)
class BacklinkView:
    """Another article that links to this one, and the sentence with the link."""

    path: str  # the block that links
    title: Both  # plain
    sentence: Both  # plain


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """One article (`article.html`)."""

    title: Both  # HTML (ruby), no links
    date: dt.date | None
    author: Both | None = None  # plain
    publication: Both | None = None  # plain
    url: str | None = None  # where it was first published
    summary: Both | None = None  # HTML
    script: Script
    region: Region = "cn"
    minutes: int
    characters: int
    """Han characters in the body."""
    body: Deferred[str]  # HTML: the pairs of copies
    toc: Deferred[tuple[HeadingView, ...]]
    notes: Deferred[tuple[NoteView, ...]]
    terms: Deferred[tuple[str, ...]]  # HTML
    """The entries that the body links to, in the order of the first mentions, each rendered by `entry.html`."""
    shared_passages: Deferred[tuple[SharedPassageView, ...]]
    backlinks: tuple[BacklinkView, ...] = ()
    related: tuple[ArticleItem, ...] = ()
    previous: ArticleItem | None = None  # older
    next: ArticleItem | None = None  # newer


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """The articles of one year, newest first; `year` is `None` for those without a date."""

    year: int | None
    articles: tuple[ArticleItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesView:
    """All articles, newest first, those without a date last (`articles.html`)."""

    years: tuple[YearView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """A page in `content/pages/` (`page.html`)."""

    title: Both  # HTML
    body: Deferred[str]  # HTML: pairs of copies
    toc: Deferred[tuple[HeadingView, ...]]
    notes: Deferred[tuple[NoteView, ...]]
    terms: Deferred[tuple[str, ...]]  # HTML, each rendered by `entry.html`
