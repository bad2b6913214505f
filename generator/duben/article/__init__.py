"""Turns one article, independent of all others, from Markdown into annotated HTML."""

__all__ = [
    "annotate",
    "annotate_lines",
    "compile",
    "concordance",
    "definitions",
    "html",
    "markdown",
    "mentions",
    "review",
    "ruby",
    "term_matcher",
    "validate",
]
