"""The golden files themselves: a difference, an absent file and a stale file each fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.golden import Goldens


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two golden files."""
    (tmp_path / "used.txt").write_text("讀本\n", "utf-8")
    (tmp_path / "old.txt").write_text("舊\n", "utf-8")
    return tmp_path


def test_equal_text_passes_and_leaves_the_rest_stale(folder: Path) -> None:
    """A file that was compared is not stale, one that was not is."""
    goldens = Goldens(folder, update=False)
    goldens.compare("used.txt", "讀本\n")
    assert goldens.stale() == ["old.txt"]


@pytest.mark.parametrize(
    ("name", "message"),
    [pytest.param("used.txt", r"\+读本", id="differs"), pytest.param("new.txt", "there is no", id="absent")],
)
def test_another_text_fails(folder: Path, name: str, message: str) -> None:
    """A text that differs from its file, or has none, fails and says so."""
    with pytest.raises(AssertionError, match=message):
        Goldens(folder, update=False).compare(name, "读本\n")


def test_updating_writes_what_is_used_and_removes_the_stale(folder: Path) -> None:
    """`--update-golden` makes the folder hold just what the tests compare."""
    goldens = Goldens(folder, update=True)
    goldens.compare("html/new.txt", "读本\n")
    assert goldens.stale() == []
    assert {path.name: path.read_text("utf-8") for path in folder.rglob("*.txt")} == {"new.txt": "读本\n"}
