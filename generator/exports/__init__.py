"""What the site offers to programs: the feed, the sitemap, and the collection as data."""

from __future__ import annotations

from collections.abc import Iterator

from generator.exports.data import data_files
from generator.exports.web import web_files
from generator.site import Site


def exports(site: Site) -> Iterator[tuple[str, bytes]]:
    """Path and content of every such file."""
    yield from data_files(site)
    yield from web_files(site)
