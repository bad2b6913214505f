"""Builds a site: `pipeline` lists the stages in order."""

__all__ = [
    "compile_articles",
    "context",
    "outputs",
    "pipeline",
    "publish",
    "review",
    "search_output",
    "session",
    "up_to_date",
]
