"""The kinds of files that a site publishes as they are: pictures, sound, film and documents."""

from __future__ import annotations

_SUFFIXES = frozenset(
    (
        *(".apng", ".avif", ".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"),
        *(".aac", ".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".wav"),
        *(".m4v", ".mov", ".mp4", ".ogv", ".vtt", ".webm"),
        *(".epub", ".pdf"),
    )
)


def is_media(name: str) -> bool:
    """Whether a file of this name may be published: `picture.PNG`."""
    return name[name.rfind(".") :].lower() in _SUFFIXES
