"""The output folder contains the files of the site, each complete, and every file of the user, unchanged."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duben.runtime.output import Published, StagedSite, SupersededError, present, remove
from duben.runtime.ownership import ForeignFilesError
from duben.runtime.staging import lock_output, remove_left_over
from duben.runtime.write_error import CannotWriteError


def staged_site(folder: Path, files: Mapping[str, bytes]) -> tuple[StagedSite, dict[str, str]]:
    """A staged site of these files, and their digests."""
    staged = StagedSite(folder)
    return staged, {path: staged.add(path, data) for path, data in files.items()}


def publish(folder: Path, files: Mapping[str, bytes]) -> Published:
    """Publish a site of these files."""
    staged, digests = staged_site(folder, files)
    with staged:
        return staged.publish(digests, digests)


def write(folder: Path, files: Iterable[tuple[str, bytes]]) -> list[str]:
    """Publish a site of these files. Returns the paths that changed."""
    return [*publish(folder, dict(files)).changed]


def tree(folder: Path) -> dict[str, bytes]:
    """The files in a folder, without Duben's list."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: data for path, data in found.items() if path != ".duben"}


def mine(folder: Path, files: Mapping[str, str]) -> dict[str, bytes]:
    """Write files of the user; returns them."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return {path: text.encode() for path, text in files.items()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder that does not exist yet, in a folder with nothing else."""
    return tmp_path / "out"


def test_the_folder_holds_exactly_the_files(out: Path) -> None:
    """Publishing removes older files and their folders, and does not rewrite equal files."""
    assert write(out, [("a.html", b"1"), ("b/c/d.html", b"2")]) == ["a.html", "b/c/d.html"]
    assert write(out, [("a.html", b"1"), ("e.html", b"3")]) == ["e.html", "b/c/d.html"]
    assert tree(out) == {"a.html": b"1", "e.html": b"3"}
    assert not (out / "b").exists()


def test_a_file_that_is_the_same_is_left_alone(out: Path) -> None:
    """An equal file keeps its time, so servers and sync tools see no change. So does the list."""
    write(out, [("a.html", b"1")])
    for name in ("a.html", ".duben"):
        os.utime(out / name, (1, 1))
    assert write(out, [("a.html", b"1")]) == []
    assert [(out / name).stat().st_mtime for name in ("a.html", ".duben")] == [1, 1]


def test_a_file_in_pieces(out: Path) -> None:
    """A file in pieces is written only if its content differs."""
    pieces = (b"ab", b"", b"c")
    for made, changed in ((iter(pieces), ("a/b.json",)), (iter([b"abc"]), ()), (b"abc", ())):
        with StagedSite(out) as staged:
            assert staged.publish(["a/b.json"], {"a/b.json": staged.add("a/b.json", made)}).changed == changed
        assert tree(out) == {"a/b.json": b"abc"}
    with StagedSite(out) as staged:
        assert staged.add("a/b.json", iter((b"ab", b"d"))) == sha256(b"abd").hexdigest()
        staged.publish(["a/b.json"], {"a/b.json": sha256(b"abd").hexdigest()})
    assert tree(out) == {"a/b.json": b"abd"}


def test_a_change_of_the_same_length_is_written(out: Path) -> None:
    """The content is compared, not size or time."""
    write(out, [("a.html", b"1")])
    assert write(out, [("a.html", b"2")]) == ["a.html"]


def test_the_list_is_one_that_sha256sum_reads(out: Path) -> None:
    """Each line has a digest and a path; equal sites have equal lists."""
    write(out, [("b.html", b"1"), ("a/c\\\n.html", b"2")])
    head, *lines = (out / ".duben").read_text().splitlines()
    assert head.startswith("# ")
    assert lines == [rf"\{sha256(b'2').hexdigest()}  a/c\\\n.html", f"{sha256(b'1').hexdigest()}  b.html"]
    assert write(out, [("b.html", b"1")]) == ["a/c\\\n.html"]


# The user's files


@pytest.mark.parametrize("name", ["thesis.txt", ".gitignore", "sub/x"])
def test_a_folder_of_others_is_refused(tmp_path: Path, name: str) -> None:
    """A folder with files of others is refused and stays unchanged."""
    files = mine(tmp_path, {name: "mine"})
    with pytest.raises(ForeignFilesError, match=f"{name.partition('/')[0]}, which Duben did not write"):
        write(tmp_path, [("a.html", b"1")])
    assert tree(tmp_path) == files


@pytest.mark.parametrize("names", [(), (".git/config", "CNAME", ".nojekyll", ".DS_Store"), (".git",)])
def test_a_folder_that_is_as_good_as_empty_is_used(out: Path, names: Iterable[str]) -> None:
    """So is a new branch for pages, whether `.git` is a folder or a file."""
    files = mine(out, dict.fromkeys(names, ""))
    write(out, [("a.html", b"1")])
    write(out, [("b.html", b"1")])
    assert tree(out) == {**files, "b.html": b"1"}
    remove(out)
    assert tree(out) == files


def test_what_the_user_adds_stays(out: Path) -> None:
    """Builds neither change nor remove it; nor does `remove`, even in folders of Duben's."""
    write(out, [("a.html", b"1"), ("articles/b.html", b"2")])
    files = mine(out, {"CNAME": "a.org", "own.html": "own", "articles/own.png": "own", ".well-known/x": "own"})
    (out / "empty").mkdir()
    for number in range(10):
        write(out, [("a.html", b"%d" % number), (f"articles/{number}.html", b"2")])
    assert tree(out) == {**files, "a.html": b"9", "articles/9.html": b"2"}
    assert remove(out) == ()
    assert tree(out) == files
    assert (out / "empty").exists()


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        pytest.param("a.html", "a.html", id="file"),
        pytest.param("a", "a/b.html", id="file-for-folder"),
        pytest.param("a.html/b", "a.html", id="folder-for-file"),
    ],
)
def test_a_file_of_the_user_is_never_overwritten(out: Path, theirs: str, ours: str) -> None:
    """The build stops before it changes anything, and names the file."""
    write(out, [("index.html", b"1")])
    files = mine(out, {theirs: "mine"})
    with pytest.raises(ForeignFilesError, match=f"contains {theirs}, which Duben did not write"):
        write(out, [("index.html", b"2"), (ours, b"2")])
    assert tree(out) == {**files, "index.html": b"1"}


def test_a_link_of_the_user_is_not_followed(out: Path, tmp_path: Path) -> None:
    """Duben neither writes through it nor removes it, nor what it leads to."""
    write(out, [("a/b.html", b"1"), ("c.html", b"1")])
    (out / "a").rename(tmp_path / "elsewhere")
    (out / "a").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ForeignFilesError, match="contains a, which"):
        write(out, [("a/b.html", b"2"), ("c.html", b"1")])
    assert publish(out, {"c.html": b"1"}).changed == ()
    assert (tmp_path / "elsewhere/b.html").read_bytes() == b"1"
    assert (out / "a").is_symlink()


def test_an_equal_file_of_the_user_becomes_duben_s(out: Path) -> None:
    """Nothing has to be overwritten."""
    write(out, [("index.html", b"1")])
    mine(out, {"a.html": "same"})
    assert write(out, [("index.html", b"1"), ("a.html", b"same")]) == []
    assert write(out, [("index.html", b"1")]) == ["a.html"]


def test_a_changed_file_that_is_no_longer_part_of_the_site_stays(out: Path) -> None:
    """It is named once, and is the user's from then on. Without a change it would be removed."""
    write(out, [("index.html", b"1"), ("a.html", b"1"), ("b.html", b"1")])
    files = mine(out, {"a.html": "edited"})
    done = publish(out, {"index.html": b"1"})
    assert done.changed == ("b.html",)
    assert [note.count("a.html, changed after Duben wrote it") for note in done.notes] == [1]
    assert publish(out, {"index.html": b"2"}).notes == ()
    assert tree(out) == {**files, "index.html": b"2"}


def test_a_changed_file_of_the_site_is_mended(out: Path) -> None:
    """It is an output: the next build writes it again. `remove` leaves it, and says so."""
    write(out, [("a.html", b"1")])
    files = mine(out, {"a.html": "edited"})
    assert write(out, [("a.html", b"1")]) == ["a.html"]
    mine(out, {"a.html": "edited"})
    assert remove(out) == ("a.html",)
    assert tree(out) == files
    with pytest.raises(ForeignFilesError, match=r"contains a\.html"):
        write(out, [("a.html", b"1")])


def test_a_folder_with_the_mark_of_an_older_duben(out: Path) -> None:
    """It has no list: the site's files are replaced, nothing is removed, and what was found is named once."""
    files = mine(
        out, {".duben": "", "a.html": "old", "b.html": "same", "gone.html": "old", "own/x": "mine", ".git/y": ""}
    )
    with pytest.raises(ForeignFilesError, match="older Duben"):
        remove(out)
    done = publish(out, {"a.html": b"new", "b.html": b"same"})
    assert done.changed == ("a.html",)
    assert ["gone.html, own/x, not part of the site" in note for note in done.notes] == [True]
    assert publish(out, {"a.html": b"newer"}).notes == ()
    del files[".duben"], files["b.html"]
    assert tree(out) == {**files, "a.html": b"newer"}


@pytest.mark.parametrize("path", ["../mine", "a/../../mine", "/mine", ".git/config", "./mine", ""])
def test_a_list_that_somebody_wrote_leads_nowhere_else(out: Path, path: str) -> None:
    """A path that leaves the folder or enters `.git` is ignored."""
    write(out, [("a.html", b"1")])
    files = mine(out, {".git/config": "mine", "../mine": "mine", "mine": "mine"})
    with (out / ".duben").open("a") as file:
        file.write(f"{sha256(b'mine').hexdigest()}  {path}\n")
    remove(out)
    assert {name: (out / name).read_bytes() for name in files} == files


def test_only_what_duben_wrote_is_removed(tmp_path: Path) -> None:
    """Removing the site does not remove a folder of others, nor an empty one."""
    write(tmp_path / "ours", [("a.html", b"1")])
    (tmp_path / "empty").mkdir()
    for name in ("ours", "none", "empty"):
        assert remove(tmp_path / name) == ()
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]
    files = mine(tmp_path, {"mine": "mine"})
    with pytest.raises(ForeignFilesError):
        remove(tmp_path)
    assert tree(tmp_path) == files


# Staging and publishing


def test_a_staged_site_is_invisible_until_it_is_published(out: Path) -> None:
    """A staged site that is discarded leaves the last site, and nothing else."""
    write(out, [("a.html", b"1")])
    staged, _ = staged_site(out, {"a.html": b"2"})
    assert tree(out) == {"a.html": b"1"}
    staged.discard()
    assert tree(out.parent).keys() == {"out/a.html", "out/.duben"}


def test_a_first_site_that_is_discarded_leaves_no_folder(tmp_path: Path) -> None:
    """Not even the folders above."""
    staged, _ = staged_site(tmp_path / "a/b/c", {"a.html": b"2"})
    staged.discard()
    assert list(tmp_path.iterdir()) == []


def test_staged_files_are_in_the_cache(out: Path, tmp_path: Path) -> None:
    """If there is one on the same disk."""
    cache = tmp_path / "cache"
    cache.mkdir()
    with StagedSite(out, cache=cache) as staged:
        staged.add("a.html", b"1")
        assert [path.name for path in tmp_path.iterdir()] == ["cache"]
        assert b"1" in tree(cache).values()
    assert list(cache.iterdir()) == []


def test_staged_files_where_nothing_else_can_be_written(tmp_path: Path) -> None:
    """They are in the folder for temporary files: here, no name beside the folder is short enough."""
    folder = tmp_path / ("x" * 250)
    with StagedSite(folder) as staged:
        digests = {"a.html": staged.add("a.html", b"1")}
        staged.publish(digests, digests)
    assert tree(folder) == {"a.html": b"1"}


def test_staging_on_another_disk(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be moved is copied, and then replaces the old one in one step."""
    write(out, [("a.html", b"1")])
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if out not in self.parents:
            raise OSError(18, "Invalid cross-device link")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    assert write(out, [("a.html", b"2"), ("b/c.html", b"2")]) == ["a.html", "b/c.html"]
    assert tree(out) == {"a.html": b"2", "b/c.html": b"2"}


def test_a_failure_leaves_the_old_file(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a failure, the old file stays and the staged files are removed."""
    write(out, [("a.html", b"1")])

    def full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CannotWriteError, match="the disk is full"):
        write(out, [("a.html", b"2")])
    assert tree(out.parent) == {"out/a.html": b"1", "out/.duben": (out / ".duben").read_bytes()}


@pytest.mark.parametrize("path", ["out", "out/public"])
def test_a_file_where_the_folder_must_be(tmp_path: Path, path: str) -> None:
    """The message names the file."""
    (tmp_path / "out").write_text("mine")
    with pytest.raises(CannotWriteError, match=r"out.*not a folder"):
        write(tmp_path / path, [("a.html", b"1")])
    assert tree(tmp_path) == {"out": b"mine"}


def test_staged_files_of_a_killed_build_are_removed(out: Path, tmp_path: Path) -> None:
    """They are recognised by their lock, which nobody holds. Those of a running build stay."""
    cache = tmp_path / "cache"
    cache.mkdir()
    running = StagedSite(out, cache=cache)
    for number, folder in enumerate((cache / "staging-0123abcd", tmp_path / ".out.duben-0123abcd")):
        mine(folder, {"a.html": "half"})
        if number:
            folder.with_name(f"{folder.name}.lock").write_text("4711")
    others = mine(tmp_path, {".out.duben-mine/a": "mine", "cache/staging-mine": "mine"})
    remove_left_over(out, cache)
    running.add("a.html", b"1")
    running.discard()
    assert tree(tmp_path) == others


def test_a_folder_where_a_file_was(out: Path) -> None:
    """A file may become a folder, and a folder a file."""
    write(out, [("a", b"1"), ("b/c/d", b"2")])
    write(out, [("a/x", b"3"), ("b", b"4")])
    assert tree(out) == {"a/x": b"3", "b": b"4"}


def test_a_published_site_knows_its_shape(out: Path) -> None:
    """The shape has the size and time of every published file, and of the list."""
    write(out, [("a", b"1"), ("b/c", b"2"), ("d", b"3"), ("e", b"4")])
    staged, digests = staged_site(out, {"a/x": b"5", "b": b"6", "d": b"3"})
    with staged:
        shape = staged.publish(digests, digests).shape
    assert shape == present(out, ["a/x", "b", "d", "e"]).shape
    assert shape.keys() == {"a/x", "b", "d", ".duben"}


def test_files_are_readable_by_a_server(out: Path) -> None:
    """Other users may read the files, and the list."""
    write(out, [("a.html", b"1")])
    assert all(path.stat().st_mode & 0o044 for path in (out, *out.iterdir()))


# Two builds


def test_only_the_first_of_two_builds_publishes(out: Path) -> None:
    """The other one began before: its sources may be older."""
    write(out, [("a.html", b"1")])
    first, second = (staged_site(out, {"a.html": data}) for data in (b"2", b"3"))
    for staged, digests in (first, second):
        with staged:
            if staged is second[0]:
                with pytest.raises(SupersededError):
                    staged.publish(digests, digests)
            else:
                staged.publish(digests, digests)
    assert tree(out) == {"a.html": b"2"}


def test_a_build_says_for_whom_it_waits(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And gives up after a while."""
    write(out, [("a.html", b"1")])
    monkeypatch.setattr("duben.runtime.output._PATIENCE", 0.01)
    staged, digests = staged_site(out, {"a.html": b"2"})
    said: list[str] = []
    message = f"process {os.getpid()} writes to it"
    with staged, lock_output(out, 0, said.append), pytest.raises(CannotWriteError, match=message):
        staged.publish(digests, digests, said.append)
    assert said == [f"process {os.getpid()}"]
    assert tree(out) == {"a.html": b"1"}


def test_the_lock_of_a_killed_build_is_free(out: Path) -> None:
    """Its file may be left beside the folder, and goes with the next build, also with one that writes nothing."""
    lock = out.with_name(f".{out.name}.duben-lock")
    for data in (b"1", None, b"2"):
        lock.write_text("4711")
        if data is None:
            remove_left_over(out, None)
        else:
            write(out, [("a.html", data)])
        assert tree(out.parent) == {f"out/{path}": found for path, found in tree(out).items()} | {
            "out/.duben": (out / ".duben").read_bytes()
        }
    assert tree(out) == {"a.html": b"2"}


def test_the_lock_of_a_running_build_stays(out: Path) -> None:
    """Another build that begins meanwhile does not remove it."""
    with lock_output(out, 0, print):
        remove_left_over(out, None)
        assert out.with_name(f".{out.name}.duben-lock").exists()
    assert not any(out.parent.iterdir())


def test_clean_while_a_build_is_staged(out: Path) -> None:
    """The build begins again: what it did not stage, since it was there, is gone."""
    write(out, [("a.html", b"1"), ("b.html", b"1")])
    staged, digests = staged_site(out, {"a.html": b"1"})
    with staged:
        remove(out)
        digests["b.html"] = staged.add("b.html", iter([b"1"]))
        with pytest.raises(SupersededError):
            staged.last("a.html")
        with pytest.raises(SupersededError):
            staged.publish(digests, digests)
    assert not out.exists()


def test_a_folder_where_clean_left_files_of_the_user_is_used_again(out: Path) -> None:
    """An empty list stays with them, and goes with the last of them."""
    write(out, [("a/b.html", b"1")])
    files = mine(out, {"a/mine.html": "mine"})
    assert remove(out) == ()
    assert tree(out) == files
    write(out, [("a/b.html", b"2")])
    assert tree(out) == files | {"a/b.html": b"2"}
    remove(out)
    shutil.rmtree(out / "a")
    assert remove(out) == ()
    assert not out.exists()


NAMES = st.sampled_from(["a.html", "b/a.html", "b/c/a.html", "d.json", "d.json/e"])
TREES = st.dictionaries(NAMES, st.binary(max_size=3)).filter(lambda files: not {"d.json", "d.json/e"} <= files.keys())


@given(st.lists(TREES, min_size=1, max_size=4), st.booleans())
@settings(max_examples=30)
def test_whatever_was_there_only_the_last_build_counts(
    tmp_path_factory: pytest.TempPathFactory,
    builds: list[dict[str, bytes]],
    theirs: bool,  # noqa: FBT001 - by hypothesis
) -> None:
    """Any sequence of builds leaves the files of the last one, and those of the user."""
    folder = tmp_path_factory.mktemp("out")
    files = {}
    for site in builds:
        write(folder, sorted(site.items()))
        files = mine(folder, {"b/mine": "mine"}) if theirs else {}
    assert tree(folder) == builds[-1] | files
    shutil.rmtree(folder)
