"""Files for other programs: the feed, the sitemap, and the collection as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from duben.collection.site import Site
from duben.exports.data import data_files, mentions_data
from duben.exports.web import web_files
from duben.runtime.output import Data

__all__ = ["exports", "mentions_data"]


def exports(site: Site) -> Mapping[str, Callable[[], Data]]:
    """The function that makes each exported file, by path."""
    return {path: partial(make, site) for path, make in {**data_files(), **web_files(site.config)}.items()}
