"""The articles of this repository as they are read: in every script, with readings, on a phone and on a desk.

`make test` asks Chromium, in a few settings. `make test-browsers` asks three engines, in all of them. The environment
variable `DUBEN_TEXTS` names a folder of more articles.
"""

from __future__ import annotations

import base64
import itertools
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from filelock import FileLock

from duben.chinese.tables.conversion_tables import script_characters
from duben.cli import main
from tests.browser.conftest import StartTab, serving
from tests.support.engines import Tab, check, copied, open_page

pytestmark = [pytest.mark.browser, pytest.mark.engines]

ROOT = Path(__file__).parents[2]
MORE = os.environ.get("DUBEN_TEXTS")
TEXTS = sorted([*ROOT.glob("content/articles/*.md"), *(Path(MORE).glob("*.md") if MORE else ())])
CARDS = 200 // len(TEXTS) + 1
PHRASES = 5
SIMPLIFIED, TRADITIONAL = map("".join, map(sorted, script_characters()))
TRADITIONAL = TRADITIONAL.replace("譞", "")  # few fonts have its simplified form, so a name keeps it
every_article = pytest.mark.parametrize("article", [path.stem for path in TEXTS])


class Setting(NamedTuple):
    """How wide the window is, and what the reader chose."""

    width: int
    script: str
    readings: str
    spelling: str = "pinyin"


QUICK = (
    Setting(320, "source", "all"),
    Setting(320, "both", "off"),
    Setting(320, "hant", "all", "zhuyin"),
    Setting(390, "hans", "all"),
    Setting(390, "both", "all", "zhuyin"),
    Setting(1280, "both", "all"),
    Setting(1280, "hans", "all", "zhuyin"),
)
ALL = (
    *(Setting(width, script, "off") for width in (320, 390, 1280) for script in ("hans", "hant", "both")),
    *(
        Setting(width, script, "all", spelling)
        for width, script, spelling in itertools.product(
            (320, 390, 1280), ("source", "hans", "hant", "both"), ("pinyin", "zhuyin")
        )
    ),
)


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the articles, in a site that the processes of one run build once."""
    own = tmp_path_factory.getbasetemp()
    site = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "every-article"
    with FileLock(f"{site}.lock"):
        if not site.exists():
            shutil.copytree(ROOT / "content", site / "content")
            shutil.copy(ROOT / "site.toml", site)
            for path in TEXTS:
                shutil.copy(path, site / "content" / "articles")
            result = CliRunner().invoke(main, ["build", "--site", str(site)], catch_exceptions=False)
            assert result.exit_code == 0, result.output
    with serving(site / "public") as address:
        yield f"{address}/articles/"


def choose(tab: Tab, *ids: str) -> None:
    """Press controls wherever they are, and wait until the page shows what follows."""
    for name in ids:
        tab.evaluate(f"document.getElementById('{name}').click()")
    if any(name.startswith("spell-") for name in ids):
        check(tab, "spelled", "spell-zhuyin" in ids)
    check(tab, "settled")


def use(tab: Tab, setting: Setting) -> None:
    """Choose a setting, in a page that is open."""
    tab.resize(setting.width, 844)
    choose(tab, f"script-{setting.script}", f"pinyin-{setting.readings}", f"spell-{setting.spelling}")


def report(faults: Mapping[Any, list[str]]) -> str:
    """What is wrong, where and how often, with examples."""
    lines = (f"{where}: {len(found)}\n    " + "\n    ".join(found[:3]) for where, found in faults.items() if found)
    return "\n".join(lines)


@every_article
def test_words_and_readings_hold_together(start_tab: StartTab, articles: str, article: str, *, thorough: bool) -> None:
    """Words keep their readings, which nothing covers or cuts off; lines end as they may; no page scrolls sideways."""
    tab = start_tab()
    open_page(tab, f"{articles}{article}.html")
    faults = {}
    for setting in ALL if thorough else QUICK:
        use(tab, setting)
        for name in ("broken", "strayed", "cut", "sideways", "fused"):
            faults[setting, name] = check(tab, name)
        if setting.spelling != "zhuyin":  # beside a column, which is a box in the line, engines break before a mark
            faults[setting, "edges"] = check(tab, "edges")
    assert not report(faults)


@every_article
def test_a_page_speaks_one_script(start_tab: StartTab, articles: str, article: str) -> None:
    """The frame, the entries and a card have no character of the other script; nor the text, if a script is chosen."""
    tab = start_tab()
    open_page(tab, f"{articles}{article}.html", width=390)
    choose(tab, "ui-auto")
    written = tab.evaluate("document.documentElement.dataset.written")
    faults = {}
    for script in ("source", "hans", "hant", "both"):
        choose(tab, f"script-{script}")
        tab.evaluate("[...document.querySelectorAll('.body a.term[href]')].find(checks.shown).click()")
        shown = script if script in {"hans", "hant"} else written
        others = TRADITIONAL if shown == "hans" else SIMPLIFIED
        faults[script] = check(tab, "otherScript", others, {"body": script == shown})
        tab.press("Escape")
    choose(tab, "ui-en")
    faults["English"] = check(tab, "chineseNames")
    assert not report(faults)


@every_article
@pytest.mark.parametrize("width", [320, 1280])
def test_cards_lead_somewhere(start_tab: StartTab, articles: str, article: str, width: int) -> None:
    """Cards opened at random fit the window, leave their word free, and have no dead link."""
    tab = start_tab()
    open_page(tab, f"{articles}{article}.html", width=width)
    check(tab, "settled")
    cards = check(tab, "cards", CARDS, len(article))
    assert cards["opened"] == CARDS
    assert not report({"cards": cards["faults"]})


@every_article
def test_readings_are_not_text(start_tab: StartTab, articles: str, article: str) -> None:
    """With all readings on, phrases of four words are found in the page, and what is copied is the text alone."""
    tab = start_tab()
    open_page(tab, f"{articles}{article}.html")
    choose(tab, "pinyin-all")
    assert check(tab, "lost", PHRASES, 4, 1) == {"looked": PHRASES, "faults": []}
    text = tab.evaluate("[...checks.textNodes(document.querySelector('.body'))].map((node) => node.data).join('')")
    assert _close(copied(tab, ".body")) == _close(text)


def _close(text: str) -> str:
    """A text without spaces, and without the marks of sections, which show on hovering."""
    return re.sub(r"[\s#]", "", text)


@every_article
def test_dates_are_legible(start_tab: StartTab, articles: str, article: str) -> None:
    """Spaces between digits and characters leave as much white between them as there is without."""
    tab = start_tab()
    open_page(tab, f"{articles}{article}.html")
    tab.evaluate("void (document.documentElement.style.fontSize = '200%')")
    assert _runs(tab) == _runs(tab, "no-autospace")


def _runs(tab: Tab, spaces: str = "") -> list[int]:
    tab.evaluate(f"void (document.documentElement.style.textAutospace = '{spaces}')")
    check(tab, "settled")
    picture = base64.b64encode(tab.screenshot()).decode()
    runs: list[int] = tab.evaluate(f"checks.runs('{picture}', checks.dates())")
    assert runs
    return runs


@every_article
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(start_tab: StartTab, articles: str, article: str, *, dark: bool, thorough: bool) -> None:
    """axe-core finds no violation, with both scripts and all readings."""
    if not thorough:
        pytest.skip("Chromium is asked in test_access.py")
    tab = start_tab(dark=dark)
    open_page(tab, f"{articles}{article}.html", width=1280 if dark else 390)
    choose(tab, "script-both", "pinyin-all")
    tab.evaluate(f"void (() => {{ {Axe().axe_script} }})()")
    found = tab.evaluate(
        """axe.run("html", { resultTypes: ["violations"] }).then(({ violations }) =>
            violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`)))"""
    )
    assert found == []
