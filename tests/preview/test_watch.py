"""Watching: real files, saved, renamed, moved and removed as editors and git do it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from duben.preview.watch import watched_places
from tests.conftest import MakeSite
from tests.preview.conftest import Browser, Serve, write
from tests.support.sites import FILES, FIRST, PIXEL, SECOND
from tests.support.texts import ENTRIES

FIRST_PATH = "content/articles/first.md"
SAID = FIRST.replace("比人工智能更难", "Saved again")


def _in_place(site: Path) -> None:
    (site / FIRST_PATH).write_text(SAID, "utf-8")


def _by_renaming(site: Path) -> None:
    write(site, {FIRST_PATH: SAID})


def _as_vim_does(site: Path) -> None:
    """Write a swap file, test the folder, rename the old file, write the new one."""
    path = site / FIRST_PATH
    swap, backup = path.with_name(".first.md.swp"), path.with_name("first.md~")
    swap.write_bytes(b"swap")
    path.with_name("4913").touch()
    path.with_name("4913").unlink()
    path.rename(backup)
    path.write_text(SAID, "utf-8")
    backup.unlink()
    swap.unlink()


def _as_emacs_does(site: Path) -> None:
    """Leave a dangling lock link, an autosaved copy and a backup."""
    path = site / FIRST_PATH
    span = path.with_name(".#first.md")
    span.symlink_to("somebody@somewhere.1234")
    path.with_name("#first.md#").write_text(SAID, "utf-8")
    path.rename(path.with_name("first.md~"))
    path.write_text(SAID, "utf-8")
    path.with_name("#first.md#").unlink()
    span.unlink()


@pytest.mark.parametrize("save", [_in_place, _by_renaming, _as_vim_does, _as_emacs_does])
def test_a_save_is_seen_however_it_is_made(make_site: MakeSite, serve: Serve, save: Callable[[Path], None]) -> None:
    """The page gets the new text; temporary files are neither articles nor served."""
    here = serve(make_site(FILES))
    here.get("articles/first.html")

    async def scenes(browser: Browser) -> None:
        save(here.site)
        await browser.receive("changes", lambda _: "Saved again" in here.get("articles/first.html").text)

    here.play("articles/first.html", scenes)
    assert here.preview.state.problems == ()
    assert here.get("articles/first.md~").status == 404


def test_a_file_that_comes_and_goes(make_site: MakeSite, serve: Serve) -> None:
    """A new article gets a page, a renamed one another path, a removed one none."""
    here = serve(make_site(FILES))

    async def scenes(browser: Browser) -> None:
        write(here.site, {"content/articles/third.md": SECOND})
        await browser.receive("changes", lambda _: here.get("articles/third.html").status == 200)
        (here.site / "content/articles/third.md").rename(here.site / "content/articles/fourth.md")
        await browser.receive("changes", lambda _: here.get("articles/fourth.html").status == 200)
        assert here.get("articles/third.html").status == 404
        (here.site / "content/articles/fourth.md").unlink()
        await browser.receive("changes", lambda _: here.get("articles/fourth.html").status == 404)

    here.play("index.html", scenes)


def test_a_burst_of_hundreds_of_files(make_site: MakeSite, serve: Serve) -> None:
    """After a burst, as by a git checkout, all pages exist, with far fewer messages than files."""
    here = serve(make_site(FILES))

    async def scenes(browser: Browser) -> None:
        write(here.site, {f"content/articles/a{n}.md": SECOND.replace("很高興", f"很高興{n}") for n in range(200)})
        last = "articles/a199.html"
        await browser.receive("changes", lambda _: here.get(last).status == 200)
        while any(here.get(f"articles/a{n}.html").status != 200 for n in (0, 50, 120)):
            await browser.receive("changes")
        assert browser.seen.count("changes") < 50

    here.play("index.html", scenes)


def test_folders_that_come_later_are_watched(make_site: MakeSite, serve: Serve) -> None:
    """A new `templates/` folder and a moved `content/` folder are noticed while the site is served."""
    here = serve(make_site(FILES))
    here.get("glossary/agi.html")

    async def scenes(browser: Browser) -> None:
        write(here.site, {"templates/term.html": "<p>one</p>"})
        await browser.receive("reload", lambda _: "<p>one</p>" in here.get("glossary/agi.html").text)
        write(here.site, {"templates/term.html": "<p>two</p>"})
        await browser.receive("reload", lambda _: "<p>two</p>" in here.get("glossary/agi.html").text)
        shutil.move(here.site / "content", here.site / "elsewhere")
        await browser.receive("changes", lambda _: here.get("glossary/agi.html").status == 404)
        shutil.move(here.site / "elsewhere", here.site / "content")
        await browser.receive("changes", lambda _: here.get("glossary/agi.html").status == 200)
        write(here.site, {"content/glossary/entries.toml": ENTRIES.replace("通用人工智能", "通用的人工智能")})
        await browser.receive("changes", lambda _: "通用的人工智能" in here.get("data/glossary.json").text)

    here.play("glossary/agi.html", scenes)


def test_an_image_and_the_settings_are_watched(make_site: MakeSite, serve: Serve) -> None:
    """A missing image is no problem once it exists; a new title is shown."""
    here = serve(make_site({name: text for name, text in FILES.items() if name != "content/articles/picture.gif"}))

    async def scenes(browser: Browser) -> None:
        assert [problem["code"] for problem in browser.greeting["problems"]] == ["missing-image"]
        (here.site / "content/articles/picture.gif").write_bytes(PIXEL)
        await browser.receive("problems", lambda message: not message["problems"])
        assert here.get("articles/picture.gif").body == PIXEL
        write(here.site, {"site.toml": 'title = "新的名字"\n'})
        await browser.receive("reload", lambda _: "新的名字" in here.get("index.html").text)

    here.play("index.html", scenes)


def _edit(site: Path, text: str) -> None:
    write(site, {FIRST_PATH: FIRST.replace("比人工智能更难", text)})


def test_edits_below_a_link_are_seen(make_site: MakeSite, serve: Serve) -> None:
    """A linked folder, a folder that becomes a link and one again; the paths are those within the site."""
    site = make_site(FILES)
    (site / "content/articles").rename(site.parent / "texts")
    (site / "content/articles").symlink_to("../../texts")
    write(site, {"site.toml": 'title = "試"\noutside_folders = [".."]\n'})
    here = serve(site)
    here.get("articles/first.html")

    async def scenes(browser: Browser) -> None:
        write(site.parent, {"texts/first.md": FIRST + "\n<b>粗</b>\n"})
        said = await browser.receive("problems", lambda message: bool(message["problems"]))
        assert {problem["place"].partition(":")[0] for problem in said["problems"]} == {FIRST_PATH}
        (site / "content/articles").unlink()
        (site.parent / "texts").rename(site / "content/articles")
        _edit(site, "In a folder")
        await browser.receive("changes", lambda _: "In a folder" in here.get("articles/first.html").text)
        (site / "content/articles").rename(site / "texts")
        (site / "content/articles").symlink_to("../texts")
        _edit(site, "In a link")
        await browser.receive("changes", lambda _: "In a link" in here.get("articles/first.html").text)

    here.play("articles/first.html", scenes)


def test_a_linked_file_is_watched_where_it_is(make_site: MakeSite, serve: Serve) -> None:
    """Saved by renaming in its own folder, in which nothing else belongs to the site."""
    site = make_site(FILES)
    (site / "texts").mkdir()
    (site / FIRST_PATH).rename(site / "texts/one.md")
    (site / FIRST_PATH).symlink_to("../../texts/one.md")
    here = serve(site)
    here.get("articles/first.html")

    async def scenes(browser: Browser) -> None:
        write(site, {"texts/two.md": FIRST, "texts/one.md": FIRST.replace("比人工智能更难", "Saved again")})
        await browser.receive("changes", lambda _: "Saved again" in here.get("articles/first.html").text)
        assert here.get("articles/two.html").status == 404

    here.play("articles/first.html", scenes)


def test_one_folder_may_have_two_names(make_site: MakeSite, serve: Serve) -> None:
    """A change in it is one of both, and a circle of links has an end."""
    site = make_site(FILES | {"static/a/note.css": "a {}"})
    (site / "static/b").symlink_to("a")
    (site / "static/a/circle").symlink_to("..")
    places = watched_places(site.resolve())
    real = site.resolve() / "static/a"
    assert sorted(places.paths_of(real / "note.css")) == [site / "static/a/note.css", site / "static/b/note.css"]
    here = serve(site)

    async def scenes(browser: Browser) -> None:
        await browser.receive("problems", lambda _: True) if not browser.greeting["problems"] else None
        (site / "static/a/note.css").write_text("b {}", "utf-8")
        await browser.receive("reload")

    here.play("index.html", scenes)
