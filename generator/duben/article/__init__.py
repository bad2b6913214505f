"""One article alone: from its Markdown to annotated HTML."""

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
