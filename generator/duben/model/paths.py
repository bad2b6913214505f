"""The address of each page: the one place that turns a slug or an id into a path.

Paths are relative to the site's root, as in `articles/what-is-dit.html`.
"""

from __future__ import annotations

from typing import NewType

from duben.model.article import Slug
from duben.model.words import TermId

UrlPath = NewType("UrlPath", str)
"""A path within the site, without a leading slash; it may end in `#fragment`."""

HOME = UrlPath("index.html")
ARTICLES = UrlPath("articles/index.html")
GLOSSARY = UrlPath("glossary/index.html")
SEARCH = UrlPath("search.html")
NOT_FOUND = UrlPath("404.html")
CARDS = "cards/"
"""The folder of the cards' files."""


def article_path(slug: Slug, block: str = "") -> UrlPath:
    """The page of an article, at the element with the id `block`: `articles/what-is-dit.html#b3`."""
    return UrlPath(f"articles/{slug}.html#{block}" if block else f"articles/{slug}.html")


def term_path(term: TermId) -> UrlPath:
    """The page of a glossary entry: `glossary/openai.html`."""
    return UrlPath(f"glossary/{term}.html")


def card_path(term: TermId) -> UrlPath:
    """The script with the content of a glossary entry's card: `cards/openai.js`."""
    return UrlPath(f"{CARDS}{term}.js")


def page_path(slug: Slug) -> UrlPath:
    """The page of a file in `content/pages`: `about.html`."""
    return UrlPath(f"{slug}.html")


def directory(path: UrlPath) -> UrlPath:
    """The short address that servers know a folder's index by: `articles/index.html` → `articles/`."""
    return UrlPath(path.removesuffix("index.html"))
