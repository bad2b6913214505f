"""The ways in: the first page, the search, and what stands for a page that is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duben.render.views.articles import ArticleItem, PageView
    from duben.render.views.terms import TermItem


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The first page (`home.html`)."""

    intro: PageView | None = None  # the page the editor wrote for it
    latest: tuple[ArticleItem, ...]
    terms: tuple[TermItem, ...] = ()
    """The most mentioned terms."""
    articles: int
    entries: int
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """The search page (`search.html`)."""

    script: str | None = "search.js"
    """The file of `static/` that searches."""
    data: str = "search/"
    """Path of the index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    """The page for a missing address (`404.html`)."""

    latest: tuple[ArticleItem, ...] = ()
