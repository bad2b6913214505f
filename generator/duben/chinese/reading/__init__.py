"""Words to readings: one syllable for each Han character."""

__all__ = [
    "features",
    "grammar",
    "hyphenation",
    "model",
    "read",
    "sandhi",
    "spelling",
    "surnames",
    "taiwan",
    "tones",
    "zhuyin",
]
