"""Duben 讀本: a static site generator for annotated Chinese readers."""

__version__ = "0.1.0"
