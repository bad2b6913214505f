"""The walk of a site's folder: which files all readers see, and what the walk says about the others."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from duben.sources.folder import SourceFolder
from tests.conftest import MakeSite, written

TEXT = "+++\ntitle = '一'\n+++\n一。\n"


def codes(site: Path) -> list[tuple[str, str]]:
    """Path and code of each problem of the walk."""
    return [(problem.path, problem.code) for problem in SourceFolder(site).problems]


def test_every_source_file_is_found_in_order(make_site: MakeSite) -> None:
    """In `content`, `static` and `templates`, however deep; nothing else of the folder."""
    names = ("content/articles/a/b/c.png", "content/articles/a.md", "site.toml", "static/x.css", "templates/y.html")
    site = make_site({**dict.fromkeys(names, "title = '一'"), "public/index.html": "", "notes.md": ""})
    assert SourceFolder(site).names == tuple(sorted(names))
    assert codes(site) == []


def test_what_editors_leave_behind_is_not_seen(make_site: MakeSite) -> None:
    """Files and folders, and nothing is said of them."""
    left = (".a.md.swp", "a.md~", ".git/a.md", "4913", ".DS_Store", "a.bak/b.md")
    site = make_site({f"content/articles/{name}": TEXT for name in left})
    assert (SourceFolder(site).names, codes(site)) == (("site.toml",), [])


def test_a_folder_without_settings_is_not_walked(tmp_path: Path) -> None:
    """It may be a home folder, or the whole disk."""
    written(tmp_path, {"content/articles/a.md": TEXT})
    assert SourceFolder(tmp_path).names == ()


def test_a_link_to_a_folder_is_followed(make_site: MakeSite, tmp_path: Path) -> None:
    """Its articles are the site's, wherever they are."""
    written(tmp_path / "vault", {"a.md": TEXT, "deep/b.md": TEXT})
    site = make_site({"content/pages/about.md": TEXT})
    (site / "content/articles").symlink_to(tmp_path / "vault")
    assert [*SourceFolder(site).below("content/articles")] == ["content/articles/a.md", "content/articles/deep/b.md"]
    assert codes(site) == []


def test_a_file_outside_the_site_is_left_out(make_site: MakeSite, tmp_path: Path) -> None:
    """A link to one file, and media in a linked folder; both may be private."""
    outside = written(tmp_path / "vault", {"a.md": TEXT, "a.png": b"png", "secret.md": TEXT})
    site = make_site({"content/articles/own.png": b"png"})
    (site / "content/articles/vault").symlink_to(outside)
    (site / "content/articles/secret.md").symlink_to(outside / "secret.md")
    (site / "content/articles/same.png").symlink_to(site / "content/articles/own.png")
    assert SourceFolder(site).names == (
        "content/articles/own.png",
        "content/articles/same.png",
        "content/articles/vault/a.md",
        "content/articles/vault/secret.md",
        "site.toml",
    )
    assert codes(site) == [
        ("content/articles/secret.md", "outside-site"),
        ("content/articles/vault/a.png", "outside-site"),
    ]


@pytest.mark.parametrize("place", ["../vault", "{tmp}/vault", ".."])
def test_the_settings_may_allow_a_folder_outside(make_site: MakeSite, tmp_path: Path, place: str) -> None:
    """By its path, also relative to the site; folders in it are allowed too."""
    outside = written(tmp_path / "vault", {"deep/a.png": b"png"})
    site = make_site({"site.toml": f"title = '一'\noutside_folders = ['{place.format(tmp=tmp_path)}']"})
    written(site, {"content/articles/a.md": TEXT})
    (site / "content/articles/img").symlink_to(outside)
    assert "content/articles/img/deep/a.png" in SourceFolder(site).names
    assert codes(site) == []


def test_a_circle_ends(make_site: MakeSite) -> None:
    """A link to a folder above it, or to itself; the other files stay."""
    site = make_site({"content/articles/a.md": TEXT})
    (site / "content/articles/loop").symlink_to(site / "content")
    (site / "content/articles/all").symlink_to(site)
    (site / "content/articles/self.md").symlink_to("self.md")
    assert SourceFolder(site).names == ("content/articles/a.md", "site.toml")
    assert {code for _, code in codes(site)} == {"not-a-file"}
    assert [path.rpartition("/")[2] for path, _ in codes(site)] == ["all", "loop", "self.md"]


def test_links_that_branch_end(make_site: MakeSite, tmp_path: Path) -> None:
    """Twenty folders, each with two links to the next, would be a million folders."""
    site = make_site({})
    for number in range(20):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name in "ab":
            (folder / name).symlink_to(tmp_path / str(number + 1))
    (tmp_path / "20").mkdir()
    (site / "content").symlink_to(tmp_path / "0")
    assert len(codes(site)) == 2**8


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(Path.mkdir, id="folder"),
        pytest.param(_pipe, id="pipe"),
        pytest.param(_socket, id="socket"),
        pytest.param(lambda path: path.symlink_to("/dev/zero"), id="device"),
        pytest.param(lambda path: path.symlink_to("nothing.md"), id="link to nothing"),
    ],
)
@pytest.mark.parametrize("name", ["articles/notes.md", "pages/x.md", "glossary/x.toml"])
def test_only_regular_files_are_read(make_site: MakeSite, make: Callable[[Path], None], name: str) -> None:
    """All else is left out, with a warning, and nothing waits for it."""
    site = make_site({"content/articles/a.md": TEXT, "content/pages/a.md": TEXT, "content/glossary/a.toml": ""})
    make(site / "content" / name)
    assert f"content/{name}" not in SourceFolder(site).names
    assert codes(site) == [(f"content/{name}", "not-a-file")]


def test_a_name_that_no_url_can_have(make_site: MakeSite) -> None:
    """Bytes that are not UTF-8, and control characters; the message can be printed."""
    site = make_site({"content/articles/a.md": TEXT, "content/articles/b\n.md": TEXT})
    Path(os.fsdecode(bytes(site / "content/articles/") + b"/\xb1\xa1.md")).write_text(TEXT)
    assert SourceFolder(site).names == ("content/articles/a.md", "site.toml")
    assert codes(site) == [("content/articles/b\\n.md", "bad-name"), ("content/articles/\\udcb1\\udca1.md", "bad-name")]
    for problem in SourceFolder(site).problems:
        str(problem).encode()


@pytest.mark.parametrize("name", ["content", "static", "templates"])
def test_a_file_in_the_place_of_a_folder(make_site: MakeSite, name: str) -> None:
    """That is said, and the rest of the site is read."""
    assert codes(make_site({name: "text"})) == [(name, "not-a-file")]


def test_the_settings_are_a_folder(tmp_path: Path) -> None:
    """Then there is no site."""
    (tmp_path / "site.toml").mkdir()
    assert (SourceFolder(tmp_path).names, codes(tmp_path)) == ((), [("site.toml", "not-a-file")])


def test_the_digest_changes_with_what_is_read(make_site: MakeSite, tmp_path: Path) -> None:
    """With a file's text, its name, its presence, through a link as well; not with what is not read."""
    outside = written(tmp_path / "vault", {"a.md": TEXT})
    site = make_site({"content/pages/about.md": TEXT})
    (site / "content/articles").symlink_to(outside)
    seen = [SourceFolder(site).digest]
    (outside / "a.md").write_text(TEXT + "二。")
    seen.append(SourceFolder(site).digest)
    (outside / "a.md").rename(outside / "b.md")
    seen.append(SourceFolder(site).digest)
    (outside / "b.md").unlink()
    seen.append(SourceFolder(site).digest)
    (outside / "b.md").symlink_to("nothing")
    seen.append(SourceFolder(site).digest)
    assert len({*seen}) == len(seen)
    (outside / ".b.md.swp").write_text("")
    (site / "notes.txt").write_text("")
    assert SourceFolder(site).digest == seen[-1]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that nobody can read")
def test_a_file_that_cannot_be_read(make_site: MakeSite) -> None:
    """It has no bytes, and an error says why."""
    site = make_site({"site.toml": "title = '一'\noutside_folders = ['/proc']"})
    written(site, {"content/articles/a.md": TEXT})
    (site / "content/articles/b.md").symlink_to("/proc/self/mem")
    data, (problem,) = SourceFolder(site).read("content/articles/b.md")
    assert (data, problem.path, problem.code) == (b"", "content/articles/b.md", "unreadable")
