"""Inputs that once broke the program: `corpus/<target>/<what broke it>`. Each is tried in every run of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"
INPUTS = sorted(path for path in CORPUS.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.relative_to(CORPUS).as_posix())
def test_what_once_broke(path: Path) -> None:
    """It gives a site, or problems with their places."""
    TARGETS[path.parent.name].check(path.read_bytes())


def test_every_folder_of_the_corpus_is_a_target() -> None:
    """So that no input is left out."""
    assert {path.parent.name for path in INPUTS} <= TARGETS.keys()
    assert sum(target.share for target in TARGETS.values()) == 100
