"""The output folder contains exactly the files of the site, each complete."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duben.runtime.output import ForeignFolder, StagedSite, remove, shape


def write(folder: Path, files: Iterable[tuple[str, bytes]]) -> list[str]:
    """Publish a site of these files. Returns the paths that changed."""
    staged, present = StagedSite(folder), dict(files)
    for path, data in present.items():
        staged.add(path, data)
    return staged.publish(present)


def tree(folder: Path) -> dict[str, bytes]:
    """The files in a folder, without Duben's marker file."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: data for path, data in found.items() if path != ".duben"}


def test_the_folder_holds_exactly_the_files(tmp_path: Path) -> None:
    """Publishing removes other files and their folders, and does not rewrite equal files."""
    assert write(tmp_path, [("a.html", b"1"), ("b/c/d.html", b"2")]) == ["a.html", "b/c/d.html"]
    assert write(tmp_path, [("a.html", b"1"), ("e.html", b"3")]) == ["e.html", "b/c/d.html"]
    assert tree(tmp_path) == {"a.html": b"1", "e.html": b"3"}
    assert not (tmp_path / "b").exists()


def test_a_file_that_is_the_same_is_left_alone(tmp_path: Path) -> None:
    """An equal file keeps its time, so servers and sync tools see no change."""
    write(tmp_path, [("a.html", b"1")])
    os.utime(tmp_path / "a.html", (1, 1))
    assert write(tmp_path, [("a.html", b"1")]) == []
    assert (tmp_path / "a.html").stat().st_mtime == 1


def test_a_file_in_pieces(tmp_path: Path) -> None:
    """A file in pieces is written only if its content differs."""
    pieces = (b"ab", b"", b"c")
    for made in (iter(pieces), iter([b"abc"]), b"abc"):
        staged = StagedSite(tmp_path)
        differs = staged.add("a/b.json", made)
        assert staged.publish(["a/b.json"]) == (["a/b.json"] if differs else [])
        assert tree(tmp_path) == {"a/b.json": b"abc"}
    staged = StagedSite(tmp_path)
    assert staged.add("a/b.json", iter((b"ab", b"d")))
    staged.publish(["a/b.json"])
    assert tree(tmp_path) == {"a/b.json": b"abd"}


def test_a_change_of_the_same_length_is_written(tmp_path: Path) -> None:
    """The content is compared, not size or time."""
    write(tmp_path, [("a.html", b"1")])
    assert write(tmp_path, [("a.html", b"2")]) == ["a.html"]


@pytest.mark.parametrize("name", ["thesis.txt", ".git/config", "sub/x"])
def test_a_folder_of_others_is_refused(tmp_path: Path, name: str) -> None:
    """A folder with files of others is refused and stays unchanged."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine")
    with pytest.raises(ForeignFolder, match="not made"):
        write(tmp_path, [("a.html", b"1")])
    assert tree(tmp_path) == {name: b"mine"}


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    """An empty folder, such as a new branch for pages, is accepted."""
    (tmp_path / "out").mkdir()
    write(tmp_path / "out", [("a.html", b"1")])
    assert tree(tmp_path / "out") == {"a.html": b"1"}


def test_a_staged_site_is_invisible_until_it_is_published(tmp_path: Path) -> None:
    """A staged site that is discarded leaves the last site."""
    write(tmp_path, [("a.html", b"1")])
    staged = StagedSite(tmp_path)
    staged.add("a.html", b"2")
    assert (tmp_path / "a.html").read_bytes() == b"1"
    assert shape(tmp_path).keys() == {"a.html"}
    staged.discard()
    assert tree(tmp_path) == {"a.html": b"1"}


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a failure, the old file stays and the staged files are removed."""
    write(tmp_path, [("a.html", b"1")])

    def full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "no space left")

    staged = StagedSite(tmp_path)
    staged.add("a.html", b"2")
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space"):
        staged.publish(["a.html"])
    staged.discard()
    assert tree(tmp_path) == {"a.html": b"1"}


def test_staged_files_of_a_killed_build_are_removed(tmp_path: Path) -> None:
    """Staged files of a killed build are removed after an hour, and are never part of the site."""
    write(tmp_path, [("a.html", b"1")])
    killed = StagedSite(tmp_path)
    killed.add("a.html", b"half")
    write(tmp_path, [("a.html", b"1")])
    (staged,) = (path for path in tmp_path.iterdir() if path.is_dir())
    os.utime(staged, (1, 1))
    write(tmp_path, [("a.html", b"1")])
    assert tree(tmp_path) == {"a.html": b"1"}


def test_only_what_duben_wrote_is_removed(tmp_path: Path) -> None:
    """Removing the site does not remove a folder of others."""
    write(tmp_path / "ours", [("a.html", b"1")])
    remove(tmp_path / "ours")
    remove(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(ForeignFolder):
        remove(tmp_path)
    assert tree(tmp_path) == {"mine": b"mine"}


def test_files_are_readable_by_a_server(tmp_path: Path) -> None:
    """Other users may read the files."""
    write(tmp_path, [("a.html", b"1")])
    assert (tmp_path / "a.html").stat().st_mode & 0o044


def test_a_folder_where_a_file_was(tmp_path: Path) -> None:
    """A file may become a folder, and a folder a file."""
    write(tmp_path, [("a", b"1"), ("b/c", b"2")])
    write(tmp_path, [("a/x", b"3"), ("b", b"4")])
    assert tree(tmp_path) == {"a/x": b"3", "b": b"4"}


def test_a_published_site_knows_its_shape(tmp_path: Path) -> None:
    """The shape has the size and time of every published file."""
    write(tmp_path, [("a", b"1"), ("b/c", b"2"), ("d", b"3"), ("e", b"4")])
    staged = StagedSite(tmp_path)
    staged.add("a/x", b"5")
    staged.add("b", b"6")
    staged.publish(["a/x", "b", "d"])
    assert staged.shape == shape(tmp_path)
    assert staged.shape.keys() == {"a/x", "b", "d"}


NAMES = st.sampled_from(["a.html", "b/a.html", "b/c/a.html", "d.json"])
TREES = st.dictionaries(NAMES, st.binary(max_size=3))


@given(st.lists(TREES, min_size=1, max_size=4))
@settings(max_examples=30)
def test_whatever_was_there_only_the_last_build_counts(
    tmp_path_factory: pytest.TempPathFactory, builds: list[dict[str, bytes]]
) -> None:
    """Any sequence of builds leaves the files of the last one."""
    folder = tmp_path_factory.mktemp("out")
    for files in builds:
        write(folder, sorted(files.items()))
    assert tree(folder) == builds[-1]
