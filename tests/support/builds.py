"""Builds a site in this process, without the command."""

from __future__ import annotations

from pathlib import Path

from duben.build.context import BuildContext
from duben.build.pipeline import build
from duben.build.up_to_date import BuildResult, Options, snapshot
from duben.runtime.store import Store


def build_into(site: Path, output: Path, store: Store, options: Options) -> BuildResult:
    """The result of building the site as it is now."""
    return build(output, options, BuildContext(store=store), snapshot(site, output, options, store))
