"""Faults of files and folders: the last good page stays, and the preview goes on when the fault is mended."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Container
from pathlib import Path

import pytest

from duben.preview.server import Preview
from duben.preview.state import PreviewState
from tests.conftest import SITE_TOML, MakeSite
from tests.preview.conftest import Browser, Serve, write
from tests.support.sites import FILES, FIRST, SECOND

ARTICLES = "content/articles"
PAGE = "articles/first.html"
Change = Callable[[Path], object]


def _unlink(path: str) -> Change:
    return lambda site: (site / path).unlink()


def _rename(path: str, other: str) -> Change:
    return lambda site: (site / path).rename(site / other)


def _undecodable(site: Path) -> Path:
    return Path(os.fsdecode(os.fsencode(site / ARTICLES) + b"/\xff.md"))


def _write_bad_template(site: Path) -> None:
    (site / "templates").mkdir()
    (site / "templates/term.html").write_bytes(b"\xff")


def _replace_by_file(site: Path) -> None:
    (site / "content").rename(site / "elsewhere")
    (site / "content").touch()


def _replace_by_folder(site: Path) -> None:
    (site / "content").unlink()
    (site / "elsewhere").rename(site / "content")


FAULTS: dict[str, tuple[Change, Change, str]] = {
    "a-folder-named-as-an-article": (
        lambda site: (site / f"{ARTICLES}/notes.md").mkdir(),
        lambda site: (site / f"{ARTICLES}/notes.md").rmdir(),
        "not-a-file",
    ),
    "a-pipe": (lambda site: os.mkfifo(site / f"{ARTICLES}/notes.md"), _unlink(f"{ARTICLES}/notes.md"), "not-a-file"),
    "a-link-to-nothing": (
        lambda site: (site / f"{ARTICLES}/notes.md").symlink_to("nothing.md"),
        _unlink(f"{ARTICLES}/notes.md"),
        "not-a-file",
    ),
    "a-link-to-itself": (
        lambda site: (site / f"{ARTICLES}/notes").symlink_to("notes"),
        _unlink(f"{ARTICLES}/notes"),
        "not-a-file",
    ),
    "a-link-to-the-site": (
        lambda site: (site / f"{ARTICLES}/notes").symlink_to("../.."),
        _unlink(f"{ARTICLES}/notes"),
        "not-a-file",
    ),
    "a-name-that-is-not-unicode": (
        lambda site: _undecodable(site).write_bytes(b""),
        lambda site: _undecodable(site).unlink(),
        "bad-name",
    ),
    "no-settings": (
        _unlink("site.toml"),
        lambda site: write(site, {"site.toml": SITE_TOML}),
        "missing-site",
    ),
    "renamed-settings": (_rename("site.toml", "site.bak"), _rename("site.bak", "site.toml"), "missing-site"),
    "a-template-that-is-not-unicode": (
        _write_bad_template,
        lambda site: shutil.rmtree(site / "templates"),
        "encoding",
    ),
    "an-article-that-is-not-unicode": (
        lambda site: (site / f"{ARTICLES}/notes.md").write_bytes(b"\xff"),
        _unlink(f"{ARTICLES}/notes.md"),
        "encoding",
    ),
    "two-sources-of-one-page": (
        lambda site: write(site, {"content/pages/search.md": SECOND}),
        _unlink("content/pages/search.md"),
        "same-output",
    ),
    "content-that-is-a-file": (_replace_by_file, _replace_by_folder, "not-a-file"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_shown_until_it_is_mended(make_site: MakeSite, serve: Serve, fault: str) -> None:
    """Then the next edit is seen, without a restart."""
    here = serve(make_site(FILES))
    spoil, mend, code = FAULTS[fault]
    before = here.get(PAGE).text

    async def scenes(browser: Browser) -> None:
        spoil(here.site)
        await browser.receive("problems", lambda said: code in [problem["code"] for problem in said["problems"]])
        assert here.get(PAGE).text == before
        mend(here.site)
        await browser.receive("problems", lambda said: not said["problems"])
        write(here.site, {f"{ARTICLES}/first.md": FIRST.replace("比人工智能更难", "Saved again")})
        await browser.receive("changes", lambda _: "Saved again" in here.get(PAGE).text)

    here.play(PAGE, scenes)


def test_the_cache_may_be_removed(make_site: MakeSite) -> None:
    """While the site is served: what was in it is made again."""
    site = make_site(FILES).resolve()
    state = PreviewState(site)
    state.refresh()
    for text in ("Saved once", "Saved again"):
        shutil.rmtree(site / ".cache", ignore_errors=True)
        write(site, {f"{ARTICLES}/first.md": FIRST.replace("比人工智能更难", text)})
        assert state.refresh([site / f"{ARTICLES}/first.md"])
        assert text.encode() in (state.respond(PAGE).body or b"")
        shutil.rmtree(site / ".cache", ignore_errors=True)
        state.run_idle_tasks()
        assert state.respond("articles/second.html").status == 200


class Unreadable(PreviewState):
    """A state that cannot read one file for as long as `is_unreadable`."""

    is_unreadable = False

    def _reload(self, priority: Container[str] | None) -> bool:
        if self.is_unreadable:
            raise PermissionError(errno.EACCES, "Permission denied", str(self.folder / f"{ARTICLES}/first.md"))
        return super()._reload(priority)


def test_an_error_of_the_system_is_a_problem(make_site: MakeSite, serve: Serve) -> None:
    """With its place; the next change includes what could not be read."""
    here = serve(make_site(FILES), Unreadable)
    state = here.preview.state
    assert isinstance(state, Unreadable)

    async def scenes(browser: Browser) -> None:
        state.is_unreadable = True
        write(here.site, {f"{ARTICLES}/first.md": FIRST.replace("比人工智能更难", "Saved again")})
        said = await browser.receive("problems")
        assert [problem["place"] for problem in said["problems"]] == [f"{ARTICLES}/first.md:1:1"]
        assert said["fault"] == ""
        state.is_unreadable = False
        write(here.site, {f"{ARTICLES}/second.md": SECOND + "\n"})
        await browser.receive("changes", lambda _: "Saved again" in here.get(PAGE).text)

    here.play(PAGE, scenes)


def test_a_second_attempt_is_the_last(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    """Only the second is reported, because the first may meet a file that an editor replaces."""
    site = make_site(FILES)
    preview = Preview(site, "127.0.0.1", 0, Unreadable)
    assert isinstance(preview.state, Unreadable)
    preview.state.is_unreadable = True
    preview.changed({site / PAGE})
    assert "unreadable" not in capsys.readouterr().err
    preview.changed({site / PAGE}, again=True)
    assert capsys.readouterr().err.count("[unreadable]") == 1
    preview._http.stop()
