"""`punctuation = "full-width"` changes what a site shows, and no file of it."""

from __future__ import annotations

from tests.conftest import Build, MakeSite
from tests.support import pages
from tests.support.texts import entry

TEXT = """+++
title = "雨后,天晴"
+++
雨停了,街上的人又**多**,见[这里](https://example.org/a,b)(不远).[^1]

- 一:`print("你,好")`

| 名,字 | 时间 |
|---|---|
| 行, | 10:30 |

[^1]: 他说:"好."
"""
SETTING = 'title = "试"\npunctuation = "full-width"\n'


def test_a_site_shows_full_width_marks(make_site: MakeSite, build: Build) -> None:
    """In titles, blocks, tables, notes and definitions, across markup; not in code, addresses and numbers."""
    definition = entry("rain", "雨水", definition='"天上的水,不贵."')
    site = make_site({"site.toml": SETTING, "content/articles/a.md": TEXT, "content/glossary/a.toml": definition})
    built = build(site)
    page = pages.read(built.read("articles/a.html"))
    shown = {key[0]: text for key, text in page.texts.items() if key[1] == "zh-Hans"}
    assert shown["p1"] == "雨停了，街上的人又多，见这里（不远）。"
    assert "一：" in shown["p2"]
    assert 'print("你,好")' in shown["p2"]
    assert "名，字" in shown["p3"]
    assert "10:30" in shown["p3"]
    assert "他说：“好。”" in "".join(shown.values())
    assert "https://example.org/a,b" in built.read("articles/a.html")
    assert 'data-hans="雨后，天晴 · 试"' in built.read("articles/a.html")
    assert "天上的水，不贵。" in pages.card_html(built.read("cards/rain.js"))
    assert (site / "content/articles/a.md").read_text("utf-8") == TEXT


def test_by_default_a_text_is_shown_as_written(make_site: MakeSite, build: Build) -> None:
    """Nobody's punctuation is changed unasked."""
    page = pages.read(build(make_site({"content/articles/a.md": TEXT})).read("articles/a.html"))
    assert page.texts["p1", "zh-Hans"] == "雨停了,街上的人又多,见这里(不远)."
