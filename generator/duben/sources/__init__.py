"""Reads what people write: settings, articles, pages and the glossary."""

__all__ = [
    "articles",
    "config",
    "files",
    "glossary",
    "theme",
    "toml",
]
