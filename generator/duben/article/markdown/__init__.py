"""Parses Markdown into a `Document`, and one line of it into pieces. markdown-it does the parsing."""

from duben.article.markdown.reader import parse, parse_inline, read_inline

__all__ = ["parse", "parse_inline", "read_inline"]
