"""`data/echoes.json`: no shared passage among the repository's articles, and those of a folder of texts."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from duben.chinese import fold
from duben.cli import main
from duben.collection.shared_passages import SHORTEST, normalise
from duben.importer import import_text
from tests.conftest import Build, Built
from tests.support import pages

ROOT = Path(__file__).parents[2]
LANGUAGES = {"hans": ["zh-Hans"], "hant": ["zh-Hant-TW", "zh-Hant-HK"]}
SCRIPTS = {"hans": "simplified", "hant": "traditional"}
SharedPassages = list[list[dict[str, Any]]]


def shared_passages(built: Built) -> SharedPassages:
    """Each shared passage as its places in articles."""
    assert built.exit_code == 0, built.output
    return [shared["passages"] for shared in json.loads(built.read("data/echoes.json"))]


def wording(passage: dict[str, Any]) -> str:
    """A passage as its article has it."""
    return str(passage[SCRIPTS[passage["script"]]])


def said(passage: dict[str, Any]) -> str:
    """Its words alone, folded."""
    return normalise(fold(wording(passage)))


@pytest.mark.slow
def test_the_repository_s_own_articles_share_no_passage(tmp_path: Path, build: Build) -> None:
    """Each is written independently: a shared passage would be a mistake."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "site.toml", tmp_path)
    assert shared_passages(build(tmp_path)) == []


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The texts of the folder that DUBEN_SEEDS names, by the number with which their names begin."""
    if "DUBEN_SEEDS" not in os.environ:
        pytest.skip("DUBEN_SEEDS names no folder of texts")
    return {path.name[:3]: path.read_text("utf-8") for path in Path(os.environ["DUBEN_SEEDS"]).glob("*.txt")}


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str]) -> Built:
    """A site of these texts, with the repository's glossary."""
    site = tmp_path_factory.mktemp("seeds")
    shutil.copytree(ROOT / "content" / "glossary", site / "content" / "glossary")
    shutil.copy(ROOT / "site.toml", site)
    (site / "content" / "articles").mkdir()
    for name, text in texts.items():
        markdown = import_text(text.encode(), f"{name}.txt").markdown()
        (site / "content" / "articles" / f"text-{name}.md").write_text(markdown, "utf-8")
    result = CliRunner().invoke(main, ["build", "--site", str(site)], catch_exceptions=False)
    return Built(exit_code=result.exit_code, output=result.output, public=site / "public")


def test_every_wording_is_in_its_text_and_long_enough(seeds: Built, texts: dict[str, str]) -> None:
    """Its characters are those between its two offsets; the element named has its first line; none is too short."""
    found = shared_passages(seeds)
    assert found
    for passage in (passage for shared in found for passage in shared):
        text = wording(passage)
        assert len(text) == passage["end"] - passage["start"]
        assert len(said(passage)) >= SHORTEST
        assert normalise(text) in normalise(texts[passage["article"].removeprefix("text-")])
        page, _, element = passage["url"].partition("#")
        blocks = pages.read(seeds.read(page)).texts
        block = "".join(blocks.get((element, language), "") for language in LANGUAGES[passage["script"]])
        assert normalise(text.partition("\n")[0]) in normalise(block)


@pytest.mark.parametrize(
    ("articles", "least", "word"),
    [
        pytest.param({"002", "004"}, 100, "自动驾驶", id="automatic driving"),
        pytest.param({"001", "004"}, 48, "营销大师", id="a master of marketing"),
        pytest.param({"000", "002", "004"}, SHORTEST, "缩短", id="in both scripts"),
    ],
)
def test_the_passages_that_the_texts_share(seeds: Built, articles: set[str], least: int, word: str) -> None:
    """Each belongs to exactly these articles, and has its known length in each."""
    assert any(
        {passage["article"].removeprefix("text-") for passage in shared} == articles
        and articles
        == {p["article"].removeprefix("text-") for p in shared if len(said(p)) >= least and word in said(p)}
        for shared in shared_passages(seeds)
    )
