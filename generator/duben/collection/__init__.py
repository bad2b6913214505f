"""All articles together: links, related articles, shared passages."""

__all__ = [
    "article_store",
    "links",
    "related",
    "shared_passages",
    "site",
]
