"""The views of the home page, the search page and the 404 page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duben.render.views.articles import ArticleItem, PageView
    from duben.render.views.terms import TermItem


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The home page (`home.html`)."""

    intro: PageView | None = None  # content/pages/index.md
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
    """The script in `static/` that runs the search."""
    data: str = "search/"
    """Path of the index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    """The page for a missing address (`404.html`)."""

    latest: tuple[ArticleItem, ...] = ()
