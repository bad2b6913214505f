"""Infrastructure that knows nothing of Chinese or of sites: store, session, workers, output, codec."""

__all__ = [
    "cache_folder",
    "codec",
    "file_list",
    "interrupts",
    "output",
    "ownership",
    "scratch",
    "session",
    "staging",
    "store",
    "timings",
    "version",
    "workers",
    "write_error",
]
