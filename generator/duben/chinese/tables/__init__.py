"""The facts about the language, read from files: readings, forms, classes of words."""

__all__ = [
    "conversion_tables",
    "files",
    "phrases",
    "reading_tables",
]
