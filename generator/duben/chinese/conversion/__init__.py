"""Words to their form in the other script."""

__all__ = [
    "choices",
    "convert",
]
