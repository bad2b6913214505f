"""Connects the articles of a site: links, related articles, shared passages."""

__all__ = [
    "article_store",
    "links",
    "mentions",
    "related",
    "shared_passages",
    "site",
]
