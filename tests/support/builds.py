"""Builds a site in this process, without the command."""

from __future__ import annotations

from pathlib import Path

from duben.build.context import BuildContext
from duben.build.pipeline import build
from duben.build.up_to_date import BuildResult, Options, snapshot
from duben.runtime.store import Store
from duben.sources.folder import SourceFolder


def build_into(site: Path, output: Path, store: Store, options: Options) -> BuildResult:
    """The result of building the site as it is now."""
    sources = SourceFolder(site)
    return build(sources, output, options, BuildContext(store=store), snapshot(sources, output, options, store))
