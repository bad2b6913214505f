"""The files that leave the site as they are: the media that an article, a page or a template shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Build, MakeSite
from tests.support.sites import FILES, PIXEL

HEAD = '+++\ntitle = "一"\n+++\n'


def test_only_media_that_somebody_shows_are_published(make_site: MakeSite, build: Build) -> None:
    """By an image or a link, of an article or a page; nothing that is hidden, private or of another type."""
    content: dict[str, str | bytes] = {
        "articles/a.md": HEAD + "![图](a.gif) [讲义](deep/b%20c.pdf) [站外](https://example.org/d.gif)",
        "articles/draft.md": HEAD.replace("+++\n", "+++\ndraft = true\n", 1) + "![图](draft.gif)",
        "pages/about.md": HEAD + "![图][x]\n\n[x]: e.GIF?v=1#top",
        **dict.fromkeys(("articles/a.gif", "articles/deep/b c.pdf", "pages/e.GIF"), PIXEL),
        **dict.fromkeys(("articles/d.gif", "articles/draft.gif", "articles/unused.gif", "pages/a.gif"), PIXEL),
        **dict.fromkeys(("articles/.a.gif", "articles/.git/a.gif", "articles/a.key", "pages/notes.rst"), PIXEL),
    }
    built = build(make_site({f"content/{name}": data for name, data in content.items()}))
    assert built.exit_code == 0
    published = {path for path in built.files() if not path.endswith((".html", ".js", ".json", ".duben"))}
    assert {path for path in published if not path.startswith(("static/", ".nojekyll"))} == {
        "articles/a.gif",
        "articles/deep/b c.pdf",
        "e.GIF",
    }
    assert "content/articles/a.key:1:1: warning: a.key is not read or published [unread-file]" in built.output


def test_a_file_that_is_read_through_a_link_is_no_unread_file(make_site: MakeSite, build: Build) -> None:
    """Its own folder may be in `content` too."""
    site = make_site(FILES)
    (site / "content/articles").rename(site / "content/kept")
    (site / "content/articles").symlink_to("kept")
    (site / "content/kept/a.key").write_bytes(b"key")
    built = build(site)
    assert built.exit_code == 0
    assert built.output.count("unread-file") == 2
    assert ".md is not read" not in built.output


def test_a_template_may_show_media(make_site: MakeSite, build: Build) -> None:
    """Its text names the path in the built site."""
    files = {"content/pages/logo.svg": "<svg/>", "content/pages/other.svg": "<svg/>"}
    site = make_site({**files, "templates/search.html": '<img src="{{ page.root }}logo.svg">\n'})
    assert {path for path in build(site).files() if path.endswith("r.svg") or path == "logo.svg"} == {"logo.svg"}


def test_a_private_file_does_not_leave_by_a_link(make_site: MakeSite, build: Build, tmp_path: Path) -> None:
    """Neither from `content` nor from `static`; a setting allows it."""
    secret = tmp_path / "secret.gif"
    secret.write_bytes(b"secret")
    site = make_site({"content/articles/a.md": HEAD + "![图](a.gif)", "static/own.css": ""})
    for name in ("content/articles/a.gif", "static/b.gif"):
        (site / name).symlink_to(secret)
    built = build(site)
    assert built.exit_code == 1
    assert built.output.count("[outside-site]") == 2
    assert "[missing-image]" in built.output
    (site / "site.toml").write_text(f"title = '一'\noutside_folders = ['{tmp_path}']")
    assert build(site).exit_code == 0
    assert built.public.joinpath("articles/a.gif").read_bytes() == b"secret"


def test_an_edit_in_a_linked_folder_is_seen(make_site: MakeSite, build: Build, tmp_path: Path) -> None:
    """When `content/articles` itself is a link."""
    site = make_site({"content/articles/a.md": HEAD + "旧的。"})
    (site / "content/articles").rename(tmp_path / "vault")
    (site / "content/articles").symlink_to(tmp_path / "vault")
    assert "旧" in build(site).read("articles/a.html")
    (tmp_path / "vault/a.md").write_text(HEAD + "新的。", "utf-8")
    assert "新" in build(site).read("articles/a.html")


@pytest.mark.parametrize("name", ["templates/home.html", "templates/own/macros.html", "content/glossary/a.toml"])
def test_a_file_that_is_not_utf_8(make_site: MakeSite, build: Build, name: str) -> None:
    """A template too is named with the place of its first bad byte."""
    built = build(make_site({name: "甲\n乙\xff".encode("latin-1", "replace") + b"\xff"}))
    assert built.exit_code == 1
    assert f"{name}:2:2: error: byte 0xff is not UTF-8 [encoding]" in built.output
