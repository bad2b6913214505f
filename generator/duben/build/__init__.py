"""The program: `pipeline` lists the stages in order."""

__all__ = [
    "compile_articles",
    "outputs",
    "pipeline",
    "review",
    "session",
    "up_to_date",
]
