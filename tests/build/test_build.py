"""Whole builds: every link resolves, the bytes are reproducible, and an error leaves the last site unchanged."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Build, Built, Golden, MakeSite
from tests.support import pages
from tests.support.sites import FILES, FIRST

Edit = Callable[[Path, str, str], None]


def test_every_link_of_a_site_leads_somewhere(make_site: MakeSite, build: Build) -> None:
    """Every file and fragment exists, and only `404.html` has absolute paths."""
    built = build(make_site(FILES))
    assert built.exit_code == 0, built.output
    assert list(pages.broken_links(built.files())) == []


def test_every_link_of_a_site_under_a_path_leads_somewhere(example: Built) -> None:
    """Only `404.html` contains the path of the site, because any path may show it."""
    assert example.exit_code == 0, example.output
    assert list(pages.broken_links(example.files(), "/repo/")) == []


def test_every_page_is_well_formed(example: Built) -> None:
    """Tags are closed in order, and no id occurs twice."""
    found = {path: pages.read(data.decode()) for path, data in example.files().items() if path.endswith(".html")}
    assert {path: page.faults for path, page in found.items() if page.faults} == {}
    assert {path: page.ids for path, page in found.items() if len(page.ids) != len(set(page.ids))} == {}


def test_the_pages_of_a_site(example: Built) -> None:
    """Each article, entry and page has a page of its own; a draft has none."""
    terms = ("agi", "ai", "altman", "dit", "eacc", "openai", "optimisation")
    assert {path for path in example.files() if path.endswith(".html")} == {
        *("index.html", "404.html", "search.html", "about.html", "articles/index.html", "glossary/index.html"),
        *("articles/first.html", "articles/second.html"),
        *(f"glossary/{term}.html" for term in terms),
    }


@pytest.mark.parametrize(
    "path", ["articles/first.html", "articles/second.html", "glossary/agi.html", "about.html", "index.html"]
)
def test_the_main_part_of_a_page(example: Built, golden: Golden, path: str) -> None:
    """The `<main>` of the page is the golden file."""
    golden(f"site/{path}", pages.main_of(example.read(path)))


def test_no_page_asks_another_host_for_anything(example: Built) -> None:
    """A page loads nothing from other hosts, and has no inline styles, which its policy forbids."""
    for path, data in example.files().items():
        if path.endswith(".html"):
            assert 'src="http' not in data.decode(), path
            assert " style=" not in data.decode(), path


def test_a_second_build_changes_nothing(make_site: MakeSite, build: Build) -> None:
    """The second build writes no file."""
    site = make_site(FILES)
    first = build(site).files()
    second = build(site)
    assert second.files() == first
    assert "0 files changed" in second.output


@pytest.mark.slow
def test_the_bytes_do_not_depend_on_the_process(make_site: MakeSite, tmp_path: Path) -> None:
    """The hash seed, the folder and the locale do not change the output."""
    site = make_site(FILES)
    trees = []
    for seed, locale in (("0", "C"), ("1", "C.UTF-8"), ("4242", "POSIX")):
        output = tmp_path / seed
        environment = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale}
        command = [sys.executable, "-m", "duben", "build", "--site", str(site), "--output", str(output)]
        subprocess.run(command, check=True, capture_output=True, env=environment, timeout=120)
        found = sorted(path for path in output.rglob("*") if path.is_file())
        trees.append({path.relative_to(output).as_posix(): path.read_bytes() for path in found})
    assert trees[0] == trees[1] == trees[2]


def test_the_bytes_do_not_depend_on_what_was_there_before(make_site: MakeSite, build: Build, edit: Edit) -> None:
    """A build over an older site equals a build into an empty folder; old files are removed."""
    site = make_site(FILES)
    build(site)
    (site / "content/articles/second.md").unlink()
    edit(site / "content/articles/first.md", "见[[second]]与[[openai]]", "见[[openai]]")
    edit(site / "content/articles/first.md", "[[second|另一篇]]", "另一篇")
    edit(site / "content/articles/first.md", "也见[[second|那里]]和", "见")
    edit(site / "content/pages/about.md", "见[[second]]", "无")
    over = build(site)
    anew = build(site, "--output", str(site.parent / "anew"))
    assert anew.exit_code == 0, anew.output
    assert over.files() == {
        path.relative_to(site.parent / "anew").as_posix(): path.read_bytes()
        for path in sorted((site.parent / "anew").rglob("*"))
        if path.is_file()
    }
    assert not (site / "public/articles/second.html").exists()


def test_an_error_leaves_the_last_site_as_it_was(make_site: MakeSite, build: Build, edit: Edit) -> None:
    """A build with an error writes nothing, and its exit code is 1."""
    site = make_site(FILES)
    before = build(site).files()
    edit(site / "content/articles/first.md", "[[openai]]", "[[opena]]")
    failed = build(site)
    assert failed.exit_code == 1
    assert "unknown-link" in failed.output
    assert failed.files() == before


def test_one_bad_article_does_not_hide_the_problems_of_others(make_site: MakeSite, build: Build) -> None:
    """One build reports every problem."""
    site = make_site(FILES | {"content/articles/bad.md": "no front matter", "content/articles/worse.md": b"+++\n\xff"})
    output = build(site).output
    assert "content/articles/bad.md:1:1: error: the file has no front matter" in output
    assert "content/articles/worse.md:2:1: error: byte 0xff is not UTF-8" in output


@pytest.mark.parametrize(
    ("options", "exit_code"), [pytest.param((), 0, id="lenient"), pytest.param(("--strict",), 1, id="strict")]
)
def test_a_warning_fails_a_strict_build_only(
    make_site: MakeSite, build: Build, options: tuple[str, ...], exit_code: int
) -> None:
    """Both builds report the warning."""
    built = build(make_site(FILES | {"content/articles/first.md": FIRST + "\n<b>粗</b>\n"}), *options)
    assert built.exit_code == exit_code
    assert "raw-html" in built.output
    assert (built.public / "index.html").exists() == (exit_code == 0)


def test_a_foreign_folder_is_refused(make_site: MakeSite, build: Build, tmp_path: Path) -> None:
    """Duben never writes to a folder with files of others."""
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("五年", "utf-8")
    refused = build(make_site(FILES), "--output", str(mine))
    assert refused.exit_code == 2
    assert "thesis.txt" in {path.name for path in mine.iterdir()}
    assert len(list(mine.iterdir())) == 1


def test_a_killed_build_leaves_a_site_that_serves(
    make_site: MakeSite, build: Build, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a kill, each file is the old one or the new one, and the next build completes the site."""
    site = make_site(FILES)
    before = build(site).files()
    edit(site / "site.toml", "讀本之試", "讀本之再試")
    replaced = 0
    real = Path.replace

    def killed(self: Path, target: Path) -> Path:
        nonlocal replaced
        replaced += 1
        if replaced == 5:
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "replace", killed)
    build(site)
    monkeypatch.undo()
    public = site / "public"
    half = {p.relative_to(public).as_posix(): p.read_bytes() for p in sorted(public.rglob("*")) if p.is_file()}
    assert half.keys() == before.keys()
    assert list(pages.broken_links(half)) == []
    after = build(site, "--output", str(site.parent / "clean"))
    assert after.exit_code == 0
    mended = build(site).files()
    clean = site.parent / "clean"
    assert mended == {p.relative_to(clean).as_posix(): p.read_bytes() for p in sorted(clean.rglob("*")) if p.is_file()}
    assert sum(half[path] != before[path] for path in before if path != ".duben") == 4


def test_a_site_of_nothing_builds(make_site: MakeSite, build: Build) -> None:
    """A site needs only a title."""
    built = build(make_site({}))
    assert built.exit_code == 0, built.output
    assert list(pages.broken_links(built.files())) == []


def test_an_article_of_nothing_builds(make_site: MakeSite, build: Build) -> None:
    """An article needs only a title and a date."""
    built = build(make_site({"content/articles/a.md": '+++\ntitle = "题"\ndate = 2024-01-01\n+++\n'}))
    assert built.exit_code == 0, built.output
    assert list(pages.broken_links(built.files())) == []


def test_an_output_elsewhere_may_be_named(make_site: MakeSite, build: Build, tmp_path: Path) -> None:
    """`--output` replaces `public/`."""
    site = make_site(FILES)
    assert build(site, "--output", str(tmp_path / "out")).exit_code == 0
    assert (tmp_path / "out" / "index.html").exists()
    assert not (site / "public").exists()


def test_the_sources_are_never_touched(make_site: MakeSite, build: Build) -> None:
    """A build reads the site's folder and writes to `public/` and `.cache/` only."""
    site = make_site(FILES)
    build(site)
    left = {
        p.relative_to(site).as_posix()
        for p in site.rglob("*")
        if p.is_file() and p.parts[len(site.parts)] not in {"public", ".cache"}
    }
    assert left == set(FILES)
    assert all((site / path).read_bytes() == (d.encode() if isinstance(d, str) else d) for path, d in FILES.items())
