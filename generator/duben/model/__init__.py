"""The types that flow through the stages, and diagnostics."""

__all__ = [
    "addresses",
    "article",
    "compiled",
    "diagnostics",
    "paths",
    "texts",
    "words",
]
