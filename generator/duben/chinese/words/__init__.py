"""Text to words: segmentation, and what kind of word each is."""

__all__ = [
    "edges",
    "numerals",
    "parts",
    "proper_names",
    "segment",
    "segmenter",
    "word_classes",
]
