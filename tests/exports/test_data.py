"""The collection as data: every mention and shared passage leads to an element whose text has it, in either script."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import Build, Built, MakeSite
from tests.support import pages
from tests.support.texts import entry

Records = list[dict[str, Any]]
LANGUAGES = {"simplified": "zh-Hans", "traditional": "zh-Hant-TW"}


def records(example: Built, name: str) -> Records:
    """The records of one data file."""
    found: Records = json.loads(example.read(f"data/{name}.json"))
    return found


def test_a_form_has_a_reading_in_each_script(make_site: MakeSite, build: Build) -> None:
    """Parallel to the form: one item for each character; null without Han characters."""
    toml = entry("a", "网络", traditional='"網路"') + entry("b", "卡拉", traditional='"KTV"') + entry("c", "AI")
    built = build(make_site({"content/glossary/a.toml": toml}))
    readings = [(f["pinyin"], f["pinyin_traditional"]) for e in records(built, "glossary") for f in e["forms"]]
    assert readings == [(["wǎng", "luò"], ["wǎng", "lù"]), (["Kǎ", "lā"], None), (None, None)]


@pytest.mark.parametrize("script", ["simplified", "traditional"])
def test_a_mention_is_in_the_element_that_it_names(example: Built, script: str) -> None:
    """The text of the element in each script has the form and its sentence."""
    found = records(example, "mentions")
    assert len(found) > 10
    for mention in found:
        path, _, fragment = mention["url"].partition("#")
        assert fragment == mention["element"]
        texts = pages.read(example.read(path)).texts
        text = texts[mention["element"], LANGUAGES[script]]
        assert mention[script] in text
        assert mention["sentence"][script].strip() in text
        assert mention[script] in mention["sentence"][script]


def test_every_mention_is_a_link_on_its_page_and_a_line_on_its_term_s(example: Built) -> None:
    """As many as there are, in both."""
    found = records(example, "mentions")
    for article in ("first", "second"):
        page = pages.read(example.read(f"articles/{article}.html"))
        for term in {mention["term"] for mention in found}:
            count = sum(m["term"] == term and m["article"] == article for m in found)
            body = example.read(f"articles/{article}.html").partition('<section class="terms')[0]
            assert body.count(f"href=#term-{term}>") == 2 * count
            assert (f"term-{term}" in page.ids) == (count > 0)
    for term in {mention["term"] for mention in found}:
        concordance = pages.read(example.read(f"glossary/{term}.html"))
        links = [link.partition(":~:")[0] for link in concordance.links]
        for mention in found:
            assert mention["term"] != term or f"../{mention['url']}" in links


def test_mentions_are_numbered_within_their_article(example: Built) -> None:
    """And so each has an id of its own."""
    found = records(example, "mentions")
    assert len({mention["id"] for mention in found}) == len(found)
    first = [mention["id"] for mention in found if mention["article"] == "first"]
    assert first == [f"first:{number}" for number in range(1, len(first) + 1)]


def test_every_record_names_what_exists(example: Built) -> None:
    """Articles, terms and pages."""
    articles = {article["id"] for article in records(example, "articles")}
    terms = {entry["id"] for entry in records(example, "glossary")}
    files = example.files()
    assert articles == {"first", "second"}
    assert all(m["article"] in articles and m["term"] in terms for m in records(example, "mentions"))
    assert all(record["url"] in files for name in ("articles", "glossary") for record in records(example, name))
    assert all(set(entry["see"]) <= terms for entry in records(example, "glossary"))


def test_articles_are_newest_first_with_all_that_is_known_of_them(example: Built) -> None:
    """What is not known is `null`."""
    second, first = records(example, "articles")
    assert first["author"] == "甲"
    assert first["original"] == "https://example.org/agi"
    assert first["summary"] == {"simplified": "奥特曼说不远了。", "traditional": "奧特曼說不遠了。"}
    assert (second["author"], second["date"], second["script"], second["region"]) == (None, "2024-03-01", "hant", "tw")


def test_forms_have_a_syllable_for_each_han_character(example: Built) -> None:
    """As the word stream has."""
    names = {form["simplified"]: form["pinyin"] for entry in records(example, "glossary") for form in entry["forms"]}
    assert names["奥特曼"] == ["Ào", "tè", "màn"]
    assert names["OpenAI"] is None
