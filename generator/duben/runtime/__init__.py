"""Infrastructure that knows nothing of Chinese or of sites: store, session, workers, output, codec."""

__all__ = [
    "codec",
    "interrupts",
    "output",
    "scratch",
    "session",
    "store",
    "timings",
    "version",
    "workers",
]
