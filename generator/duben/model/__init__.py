"""The types that flow through the stages, and the problems that are found on the way."""

__all__ = [
    "article",
    "compiled",
    "diagnostics",
    "paths",
    "words",
]
