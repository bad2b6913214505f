"""Builds one after another: whatever was edited, each leaves what a first build would, and says the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from duben.build.up_to_date import BuildRecord, record
from duben.cli import main
from duben.runtime.store import DamagedError, Store
from tests.conftest import Build, MakeSite, written
from tests.sites import FILES, FIRST, SECOND
from tests.texts import ENTRIES

ARTICLES = "content/articles"
QUOTED = "有人问他是否相信机器终将学会思考，他沉默许久才回答说不知道。"

Change = Callable[[Path], None]


def change(path: str, *values: str) -> list[Change]:
    """Writing each of these into the file; nothing removes it."""

    def writes(value: str) -> Change:
        def do(site: Path) -> None:
            target = site / path
            if value:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(value, "utf-8")
            else:
                target.unlink(missing_ok=True)

        return do

    return [writes(value) for value in values]


MORE = '[[entry]]\nid = "grey"\nname = "头发"\nkind = "concept"\ndefinition = "见[[agi]]。"\n'
NEW = f'+++\ntitle = "又一篇"\ndate = 2024-02-25\n+++\nAGI 与 DiT，见[[first]]。\n\n{QUOTED}\n'
CHANGES = [
    *change(f"{ARTICLES}/first.md", FIRST, FIRST.replace("不远了", "还很远"), FIRST + f"\n{QUOTED}\n"),
    *change(f"{ARTICLES}/first.md", FIRST.replace("AGI 离我们多远", "新的题目"), FIRST + "\n[[gone]]\n", "no front"),
    *change(f"{ARTICLES}/second.md", SECOND, SECOND.replace("2024-03-01", "2023-01-01")),
    *change(f"{ARTICLES}/second.md", SECOND.replace("OpenAI", "誰")),
    *change(f"{ARTICLES}/new.md", NEW, NEW.replace("DiT", "通用人工智能"), ""),
    *change(f"{ARTICLES}/draft.md", NEW.replace("+++\nAGI", "draft = true\n+++\nAGI"), ""),
    *change("content/glossary/entries.toml", ENTRIES, ENTRIES.replace("OpenAI", "Open AI"), ENTRIES + "\nbad = [\n"),
    *change("content/glossary/more.toml", MORE, ""),
    *change("site.toml", 'title = "試"\n', 'title = "再試"\nbase_url = "https://a.org/b/"\n[readings]\n"白" = "bó"\n'),
    *change("templates/entry.html", '<div id="term-{{ entry.id }}"><dt>{{ entry.id }}</dt></div>\n'),
    *change("templates/entry.html", "{{ entry.no }}", ""),
    *change("content/pages/about.md", '+++\ntitle = "关于"\n+++\nAGI\n', ""),
    *change(f"{ARTICLES}/picture.gif", "", "GIF89a"),
]  # fmt: skip


@pytest.mark.slow
@given(st.lists(st.sampled_from(CHANGES), min_size=4, max_size=7))
@settings(max_examples=6)
def test_a_build_after_any_edits_is_a_clean_one(
    tmp_path_factory: pytest.TempPathFactory, edits: Sequence[Change]
) -> None:
    """In every byte of the site and of the report."""
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
    """The exit code of a build and its report, without the last line, which says how much was written."""
    result = CliRunner().invoke(main, ["build", "--site", str(site), *options], catch_exceptions=False)
    return result.exit_code, result.output.splitlines()[:-1]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file in a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_build_of_the_same_does_nothing(make_site: MakeSite, build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not even read the articles again, and reports the same."""
    site = make_site(FILES | {f"{ARTICLES}/first.md": FIRST + "\n<b>粗</b>\n"})
    first = build(site)
    monkeypatch.setattr("duben.build.pipeline.build", None)
    second = build(site)
    assert "raw-html" in second.output
    assert second.output.endswith(", 0 files changed\n")
    assert second.output.splitlines()[:-1] == first.output.splitlines()[:-1]


def test_a_glossary_that_is_the_same_is_not_read_again(
    make_site: MakeSite, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that has changed is, and its problems are told."""
    site = make_site(FILES)
    build(site)
    (site / f"{ARTICLES}/first.md").write_text(FIRST.replace("不远了", "还很远"), "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("duben.build.session.read_glossary", None)
        again = build(site)
    assert again.exit_code == 0, again.output
    assert not again.output.endswith(" 0 files changed\n")
    (site / "content/glossary/more.toml").write_text(MORE + "odd = 1\n", "utf-8")
    assert "unknown-key" in build(site).output


def test_who_is_akin_is_not_worked_out_again(
    make_site: MakeSite, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor which terms stand together, as long as the same articles mention the same terms."""
    site = make_site(FILES)
    build(site)
    first = site / f"{ARTICLES}/first.md"
    with monkeypatch.context() as patch:
        patch.setattr("duben.collection.related.Kinship._nearest", None)
        patch.setattr("duben.render.terms.Counter", None)
        first.write_text(FIRST + "\n山高水长。\n", "utf-8")
        assert build(site).exit_code == 0
        first.write_text(FIRST.replace("e/acc", "山水"), "utf-8")
        with pytest.raises(TypeError, match="not callable"):
            build(site)


def test_a_file_that_somebody_touched_is_mended(make_site: MakeSite, build: Build) -> None:
    """Changed, emptied or removed; and what somebody added goes."""
    site = make_site(FILES)
    before = build(site).files()
    public = site / "public"
    (public / "index.html").write_text("mine")
    (public / "articles/first.html").unlink()
    (public / "data/mentions.json").write_bytes(b"")
    (public / "more.html").write_text("mine")
    assert build(site).files() == before


def test_a_lost_or_damaged_cache_costs_time_only(make_site: MakeSite, build: Build) -> None:
    """Each kind of row may be missing while the others are there."""
    site = make_site(FILES)
    before = build(site).files()
    with Store(site / ".cache/duben.sqlite") as store:
        kinds = {kind for (kind,) in store._connection.execute("SELECT DISTINCT kind FROM rows")}
    assert {"galley", "sheet", "text", "glossary", "signature", "template"} < kinds
    for kind in sorted(kinds):
        with Store(site / ".cache/duben.sqlite") as store:
            store._connection.execute("DELETE FROM rows WHERE kind = ?", (kind,))
            store._connection.commit()
        shutil.rmtree(site / "public")
        assert build(site).files() == before, kind


def test_a_cache_that_breaks_when_all_is_published(
    make_site: MakeSite, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second attempt finds everything written, and the next build nothing to do."""
    site = make_site(FILES)
    first = iter([DamagedError("the disk is full")])

    def breaking(store: Store, output: Path, built: BuildRecord) -> None:
        for error in first:
            raise error
        record(store, output, built)

    monkeypatch.setattr("duben.build.pipeline.record", breaking)
    assert build(site).exit_code == 0
    assert not list(first)
    monkeypatch.setattr("duben.build.pipeline.build", None)
    assert build(site).output.endswith(", 0 files changed\n")


def test_without_the_cache_nothing_is_kept(make_site: MakeSite, build: Build) -> None:
    """Nor is a cache read that is there."""
    site = make_site(FILES)
    build(site, "--no-cache")
    assert not (site / ".cache").exists()


def test_clean_removes_cache_and_site(make_site: MakeSite, build: Build) -> None:
    """But no folder that Duben has not made."""
    site = make_site(FILES)
    build(site)
    assert CliRunner().invoke(main, ["clean", "--site", str(site)]).exit_code == 0
    assert not (site / ".cache").exists()
    assert not (site / "public").exists()
    (site / "public").mkdir()
    (site / "public/mine.txt").write_text("mine")
    assert CliRunner().invoke(main, ["clean", "--site", str(site)]).exit_code == 2
    assert (site / "public/mine.txt").exists()


def test_timings_name_every_stage(make_site: MakeSite, build: Build) -> None:
    """With seconds by the clock and of the processor."""
    output = build(make_site(FILES), "--timings").output
    stages = [line.split()[0] for line in output.splitlines() if line.endswith(tuple("0123456789"))]
    assert stages == ["compare", "read", "annotate", "connect", "print", "publish", "together"]
