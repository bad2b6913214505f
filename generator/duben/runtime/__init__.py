"""General infrastructure that knows nothing of Chinese or of sites: store, cache, workers, output, codec."""

__all__ = [
    "cache",
    "codec",
    "output",
    "scratch",
    "store",
    "timings",
    "workers",
]
