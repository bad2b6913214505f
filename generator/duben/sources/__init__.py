"""What people write, read from files: settings, articles, the glossary."""

__all__ = [
    "articles",
    "config",
    "files",
    "glossary",
    "toml",
]
