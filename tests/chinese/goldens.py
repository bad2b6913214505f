"""Sentences and words of our own, read from `goldens.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

GOLDENS: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def pairs(*kinds: str) -> dict[str, tuple[str, str]]:
    """The sentences of some tables, both sides of each under its name."""
    found = {}
    for kind in kinds:
        for name, sentence in GOLDENS[kind].items():
            left, _, right = sentence.partition(" = ")
            found[name] = (left, right)
    return found
