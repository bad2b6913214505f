"""Incremental builds: after any edits, the site and the report are those of a clean build."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from duben.build.up_to_date import Options, snapshot, up_to_date
from duben.cli import main
from duben.runtime.store import DamagedError, Row, Store
from tests.conftest import Build, MakeSite, written
from tests.support.builds import build_into
from tests.support.sites import FILES, FIRST, SECOND
from tests.support.texts import ENTRIES

ARTICLES = "content/articles"
QUOTED = "有人问他是否相信机器终将学会思考，他沉默许久才回答说不知道。"

Change = Callable[[Path], None]


def change(path: str, *values: str) -> list[Change]:
    """Changes that write each of these values to the file; an empty value removes it."""

    def writes(value: str) -> Change:
        def do(site: Path) -> None:
            clear(site / path)
            if value:
                (site / path).write_text(value, "utf-8")

        return do

    return [writes(value) for value in values]


def place(path: str, make: Callable[[Path], object]) -> Change:
    """A change that makes something else of the file."""

    def do(site: Path) -> None:
        clear(site / path)
        make(site / path)

    return do


def clear(target: Path) -> None:
    """Remove a file, a link or a folder, and make sure that there is a folder for a new one."""
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    target.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)


MORE = '[[entry]]\nid = "grey"\nname = "头发"\nkind = "concept"\ndefinition = "见[[agi]]。"\n'
NEW = f'+++\ntitle = "又一篇"\ndate = 2024-02-25\n+++\nAGI 与 DiT，见[[first]]。\n\n{QUOTED}\n'
CHANGES = [
    *change(f"{ARTICLES}/first.md", FIRST, FIRST.replace("不远了", "还很远"), FIRST + f"\n{QUOTED}\n"),
    *change(f"{ARTICLES}/first.md", FIRST.replace("AGI 离我们多远", "新的题目"), FIRST + "\n[[gone]]\n", "no front"),
    *change(f"{ARTICLES}/second.md", SECOND, SECOND.replace("2024-03-01", "2023-01-01")),
    *change(f"{ARTICLES}/second.md", SECOND.replace("date = 2024-03-01\n", "")),
    *change(f"{ARTICLES}/second.md", SECOND.replace("OpenAI", "誰")),
    *change(f"{ARTICLES}/new.md", NEW, NEW.replace("DiT", "通用人工智能"), ""),
    *change(f"{ARTICLES}/draft.md", NEW.replace("+++\nAGI", "draft = true\n+++\nAGI"), ""),
    *change("content/glossary/entries.toml", ENTRIES, ENTRIES.replace("OpenAI", "Open AI"), ENTRIES + "\nbad = [\n"),
    *change("content/glossary/more.toml", MORE, ""),
    *change("site.toml", 'title = "試"\n', 'title = "再試"\nbase_url = "https://a.org/b/"\n[readings]\n"白" = "bó"\n'),
    *change("site.toml", 'title = "視頻"\nvocabulary = "tw"\n'),
    *change("site.toml", 'title = "試"\npunctuation = "full-width"\n'),
    *change(f"{ARTICLES}/new.md", NEW.replace("AGI 与 DiT，见", "智能,DiT:见") + "\n(也见[[altman]]).\n"),
    *change(f"{ARTICLES}/new.md", NEW.replace("date", 'vocabulary = "tw"\ndate') + "\n视频\n"),
    *change("templates/entry.html", '<div id="term-{{ entry.id }}"><dt>{{ entry.id }}</dt></div>\n'),
    *change("templates/entry.html", "{{ entry.no }}", ""),
    *change("templates/card.html", "<dd>{{ view.entry.value.english }}</dd>", ""),
    *change("content/pages/about.md", '+++\ntitle = "关于"\n+++\nAGI\n', ""),
    *change(f"{ARTICLES}/picture.gif", "", "GIF89a"),
    *change(f"{ARTICLES}/Picture.gif", "GIF89a", ""),
    *change(f"{ARTICLES}/index.md", NEW, ""),
    *change("content/pages/search.md", NEW, ""),
    *change("content/pages/articles/picture.gif", "GIF", ""),
    *change("content/notes.txt", "x", ""),
    place(f"{ARTICLES}/new.md", Path.mkdir),
    place(f"{ARTICLES}/new.md", os.mkfifo),
    place(f"{ARTICLES}/new.md", lambda path: path.symlink_to("second.md")),
    place(f"{ARTICLES}/new.md", lambda path: path.symlink_to("/etc/hosts")),
    place("content/glossary/more.toml", lambda path: path.symlink_to("nothing.toml")),
    place(f"{ARTICLES}/picture.gif", lambda path: path.symlink_to("../../linked.gif")),
    place(f"{ARTICLES}/circle", lambda path: path.symlink_to("../../content")),
]  # fmt: skip


@pytest.mark.slow
@given(st.lists(st.sampled_from(CHANGES), min_size=4, max_size=7))
@settings(max_examples=6)
def test_a_build_after_any_edits_is_a_clean_one(
    tmp_path_factory: pytest.TempPathFactory, edits: Sequence[Change]
) -> None:
    """The site and the report are the same, byte for byte."""
    folder = tmp_path_factory.mktemp("site")
    site = written(folder / "site", {"site.toml": 'title = "試"\n', **FILES})
    run(site)
    for edit in edits:
        edit(site)
        code, output = run(site)
        clean_code, clean_output = run(site, "--no-cache", "--output", str(folder / "clean"))
        assert (code, output) == (clean_code, clean_output)
        if code == 0:
            assert tree(site / "public") == tree(folder / "clean")


def run(site: Path, *options: str) -> tuple[int, list[str]]:
    """The exit code and the report of a build, without the last line, which counts the files written."""
    result = CliRunner().invoke(main, ["build", "--site", str(site), *options], catch_exceptions=False)
    return result.exit_code, result.output.splitlines()[:-1]


def tree(folder: Path) -> dict[str, bytes]:
    """The files in a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
@pytest.mark.parametrize(
    "written_as",
    [
        pytest.param("人工**智能**", id="emphasis"),
        pytest.param("人工\n智能", id="line-break"),
        pytest.param("[人工](second.html)智能", id="link"),
        pytest.param("人工[^1]智能\n\n[^1]: 注", id="footnote"),
        pytest.param("&#20154;工智能", id="character-reference"),
        pytest.param("人\x01工智能", id="control-character"),
        pytest.param("![人工\\\n智能](picture.gif)", id="text-of-a-picture"),
    ],
)
def test_a_new_name_is_found_across_markup(make_site: MakeSite, written_as: str) -> None:
    """Where a page shows the name, the article is compiled again, however the file writes it; a definition too."""
    first = FIRST.partition("奥特曼说：")[0] + f"说{written_as}。\n"
    other = '[[entry]]\nid = "x"\nname = "词"\nkind = "concept"\ndefinition = "人工**智能**。"\n'
    glossary = {"content/glossary/entries.toml": other, "content/glossary/more.toml": ""}
    site = make_site({"content/articles/picture.gif": b"GIF89a", f"{ARTICLES}/first.md": first, **glossary})
    written(site, {f"{ARTICLES}/second.md": SECOND.partition("「奧")[0] + "文\n"})
    run(site)
    edited = '[[entry]]\nid = "ai"\nname = "人工智能"\nkind = "concept"\ndefinition = "机器的智能。"\n'
    written(site, {"content/glossary/more.toml": edited})
    run(site)
    run(site, "--no-cache", "--output", str(site / "clean"))
    assert tree(site / "public") == tree(site / "clean")


def test_a_build_of_the_same_does_nothing(make_site: MakeSite, build: Build) -> None:
    """It does not read the articles again, and its report is the same."""
    site = make_site(FILES | {f"{ARTICLES}/first.md": FIRST + "\n<b>粗</b>\n"})
    first = build(site)
    second = build(site, "--timings")
    stages = second.output.partition("stage")[2]
    assert [line.split()[0] for line in stages.splitlines()[1:3]] == ["compare", "together"]
    assert "raw-html" in first.output
    assert {*first.output.splitlines()[:-1]} <= {*second.output.splitlines()}
    assert second.output.endswith(", 0 files changed\n")


def made_again(site: Path, kinds: Sequence[str]) -> set[str]:
    """The names of the results of these kinds that a build makes again."""
    before = cached_results(site, kinds)
    assert run(site)[0] == 0
    return {kind for kind, _ in cached_results(site, kinds) - before}


def cached_results(site: Path, kinds: Sequence[str]) -> set[tuple[str, str]]:
    """The kinds and keys of the results in the cache."""
    with Store(site / ".cache/duben/duben.sqlite") as store:
        rows = store._connection.execute("SELECT kind, key FROM rows").fetchall()
    return {(kind, key) for kind, key in rows if kind in kinds}


KINDS = ("glossary", "definition", "related-articles", "related-terms", "search-index")


def test_what_an_edit_does_not_touch_is_not_made_again(make_site: MakeSite) -> None:
    """Only results that depend on the edited file are made again."""
    site = make_site(FILES)
    run(site)
    first, more = site / f"{ARTICLES}/first.md", site / "content/glossary/more.toml"
    first.write_text(FIRST + "\n山高水长。\n", "utf-8")
    assert made_again(site, KINDS) == {"search-index"}
    first.write_text(FIRST.replace("e/acc", "山水"), "utf-8")
    assert made_again(site, KINDS) == {"related-articles", "related-terms", "search-index"}
    more.write_text(MORE.replace("头发", "山川"), "utf-8")
    assert made_again(site, KINDS) == {"glossary", "definition", "search-index"}
    assert made_again(site, KINDS) == set()


def test_a_definition_is_in_few_files(make_site: MakeSite, build: Build) -> None:
    """An edited definition changes the card, the term's page and the data, and no page of an article."""
    site = make_site(FILES)
    before = build(site).files()
    written(site, {"content/glossary/entries.toml": ENTRIES.replace("主张加速的人。", "主张加速的一群人。")})
    after = build(site).files()
    changed = {path for path, data in after.items() if before.get(path) != data and not path.startswith("search/")}
    assert changed - {".duben"} == {"cards/eacc.js", "glossary/eacc.html", "data/glossary.json"}


def test_a_changed_glossary_reports_its_problems(make_site: MakeSite, build: Build) -> None:
    """A file that cannot be read is reported, although the last glossary is cached."""
    site = make_site(FILES)
    build(site)
    (site / "content/glossary/more.toml").write_text(MORE + "odd = 1\n", "utf-8")
    assert "unknown-key" in build(site).output


def test_a_file_that_somebody_touched_is_mended(make_site: MakeSite, build: Build) -> None:
    """The next build restores files that were changed, emptied or removed. A file that was added stays."""
    site = make_site(FILES)
    before = build(site).files()
    public = site / "public"
    (public / "index.html").write_text("mine")
    (public / "articles/first.html").unlink()
    (public / "data/mentions.json").write_bytes(b"")
    (public / "more.html").write_text("mine")
    assert build(site).files() == before | {"more.html": b"mine"}


def test_a_lost_or_damaged_cache_costs_time_only(make_site: MakeSite, build: Build) -> None:
    """If rows of one kind are missing, the build is still correct."""
    site = make_site(FILES)
    before = build(site).files()
    with Store(site / ".cache/duben/duben.sqlite") as store:
        kinds = {kind for (kind,) in store._connection.execute("SELECT DISTINCT kind FROM rows")}
    assert {"article", "body", "text", "glossary", "signature", "template", "related-articles"} < kinds
    for kind in sorted(kinds):
        with Store(site / ".cache/duben/duben.sqlite") as store:
            store._connection.execute("DELETE FROM rows WHERE kind = ?", (kind,))
            store._connection.commit()
        shutil.rmtree(site / "public")
        assert build(site).files() == before, kind


def test_a_cache_that_breaks_while_a_build_runs(make_site: MakeSite) -> None:
    """The build starts again with an empty store, and the next build has nothing to do."""
    site, options = make_site(FILES), Options()
    output = site / "public"
    with _Breaking(site / ".cache/duben/duben.sqlite") as store:
        for _ in range(2):
            result = build_into(site, output, store, options)
            assert not result.failed
            assert store.breaks == 0
        assert result.changed == ()
        assert up_to_date(snapshot(site, output, options, store)) is not None


def test_a_cache_that_stays_broken_ends_the_build(make_site: MakeSite) -> None:
    """It begins again once, and not for ever."""
    site, options = make_site(FILES), Options()
    output = site / "public"
    with _Breaking(site / ".cache/duben/duben.sqlite") as store:
        store.breaks = 5
        with pytest.raises(DamagedError):
            build_into(site, output, store, options)
        assert store.breaks == 3


class _Breaking(Store):
    """A store that fails once, when a build is recorded."""

    breaks = 1

    def put(self, rows: Iterable[Row]) -> None:
        """Raise an error the first time."""
        found = list(rows)
        if self.breaks and any(row.kind == "build" for row in found):
            self.breaks -= 1
            raise DamagedError("the disk is full")
        super().put(found)


def test_without_the_cache_nothing_is_kept(make_site: MakeSite, build: Build) -> None:
    """An existing cache is neither read nor written."""
    site = make_site(FILES)
    build(site, "--no-cache")
    assert not (site / ".cache").exists()


def clean(site: Path, *options: str) -> Result:
    """The result of `duben clean`."""
    return CliRunner().invoke(main, ["clean", "--site", str(site), *options], catch_exceptions=False)


def test_clean_removes_cache_and_site(make_site: MakeSite, build: Build) -> None:
    """`duben clean` leaves the sources, and refuses a folder that Duben did not make."""
    site = make_site(FILES)
    build(site)
    assert clean(site).exit_code == 0
    assert {path.name for path in site.iterdir()} == {path.partition("/")[0] for path in FILES}
    (site / "public").mkdir()
    (site / "public/mine.txt").write_text("mine")
    assert clean(site).exit_code == 2
    assert (site / "public/mine.txt").exists()


def test_clean_leaves_what_duben_did_not_make(tmp_path: Path) -> None:
    """In a folder such as a home folder, it touches nothing: no cache of other programs, no empty folder."""
    home = written(tmp_path / "home", {".cache/pip/a": "a", ".cache/duben/b": "b", "public.txt": "c"})
    (home / "empty").mkdir()
    (home / "public").mkdir()
    assert clean(home).exit_code == 0
    assert clean(home, "--output", str(home / "empty")).exit_code == 0
    assert tree(home) == {".cache/pip/a": b"a", ".cache/duben/b": b"b", "public.txt": b"c"}
    assert (home / "empty").exists()
    assert (home / "public").exists()


def test_the_cache_of_an_older_duben_is_removed(make_site: MakeSite, build: Build) -> None:
    """It was not in a folder of its own. Files of other programs in `.cache` stay."""
    site = make_site(FILES | {".cache/duben.sqlite": "old", ".cache/duben.sqlite-wal": "old", ".cache/other": "other"})
    build(site)
    assert {path.name for path in (site / ".cache").iterdir()} == {"duben", "other"}
    assert clean(site).exit_code == 0
    assert tree(site / ".cache") == {"other": b"other"}


def test_a_folder_of_another_program_is_no_cache(make_site: MakeSite, build: Build) -> None:
    """Without the tag of Duben, the build uses no cache."""
    site = make_site(FILES | {".cache/duben/other": "other"})
    assert build(site).exit_code == 0
    assert tree(site / ".cache") == {"duben/other": b"other"}


def test_timings_name_every_stage(make_site: MakeSite, build: Build) -> None:
    """Each line has wall-clock seconds and processor seconds."""
    output = build(make_site(FILES), "--timings").output
    stages = [line.split()[0] for line in output.splitlines() if line.endswith(tuple("0123456789"))]
    assert stages == ["compare", "read", "compile", "connect", "render", "publish", "together"]
