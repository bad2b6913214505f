"""What any program needs, knowing nothing of Chinese or of sites: a store, workers, output, codec."""

__all__ = [
    "cache",
    "codec",
    "output",
    "scratch",
    "store",
    "timings",
    "workers",
]
