"""The card of a word: every kind of reason as text, links to the source, texts to copy."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.conftest import MakeSite
from tests.preview.conftest import Serve, Served
from tests.support.sites import FILES

PAGE = "articles/words.html"
WORDS_MD = "content/articles/words.md"
SETTINGS = """title = "试"
source_link = "edit:{path}:{line}:{column}"
[conversions]
"软件" = "軟體"
"""
WORDS = """+++
title = "词"
date = 2024-02-20
script = "hans"

[readings]
"山谷" = "shān yù"
+++
我们得先走了，他终于还了钱，单老师去了银行。桌子旁边的模型要微调，皇后认为总台里有许多只鸡。把它卷起来。

，姜文说，{行|xíng}，山谷，奥特曼，软件，泄。很好。
"""

Answer = dict[str, Any]


def query(block: str, at: int | str, page: str = PAGE, script: str = "hans") -> str:
    """The path and query of a question."""
    return "_duben/why?" + urlencode({"page": f"/{page}", "block": block, "script": script, "at": at})


def answered(here: Served, word: str, script: str = "hans") -> dict[str, str]:
    """The rows of the card of the first word with this form, as text."""
    for block in ("p1", "p2"):
        at = 0
        while (answer := here.get(query(block, at, script=script))).status == 200:
            found: Answer = json.loads(answer.text)
            if word in found["word"]:
                return {row["name"]: "".join(text for text, _ in row["said"]) for row in found["rows"]}
            at += 1
    raise AssertionError(word)


@pytest.fixture
def here(make_site: MakeSite, serve: Serve) -> Served:
    """A preview of the site with the words."""
    return serve(make_site(FILES | {"site.toml": SETTINGS, WORDS_MD: WORDS}))


SAID = {
    "a rule of grammar": ("得", "Reading", "a rule of grammar"),
    "the model": ("卷", "Reading", "the model, "),
    "the model's next reading": ("卷", "Reading", " sure; next juàn"),
    "a family name": ("单", "Reading", "a family name"),
    "a family, and the model agrees": (
        "银行",
        "Reading",
        "行 háng: our table of word families 银行; the model agrees, over 99%",
    ),
    "a phrase": ("银行", "Reading", "银 yín: pypinyin’s phrase 银行"),
    "a neutral tone": ("桌子", "Reading", "子 zi: our table of neutral tones 桌子"),
    "a correction": ("微调", "Reading", "our table of corrections 微调"),
    "characters": ("先", "Reading", "pypinyin, by character"),
    "OpenCC's phrase": ("皇后", "Traditional", "OpenCC’s phrase 皇后"),
    "OpenCC's character": ("钱", "Traditional", "OpenCC, by character"),
    "a shape of the character": ("认为", "Traditional", "为 → 為: OpenCC, by character, in Taiwan’s shape of 爲"),
    "the region's shape": ("泄", "Traditional", "Taiwan’s shape"),
    "our own table": ("总台", "Traditional", "our table of forms. Broadcasting"),
    "a rule that looked around": ("只鸡", "Traditional", "by its neighbours, @number|@each _ @counted → 隻."),
    "a rule's last line": ("里", "Traditional", "裡 where no neighbour decides otherwise. 裡 is inside"),
    "a name": ("姜文", "Traditional", "姜: our table of proper names"),
    "nothing changed": ("先", "Traditional", "unchanged"),
    "sandhi": ("很", "Spoken", "hén, by tone sandhi"),
    "an override": ("行", "Decided by", "an override in the text"),
    "the article's table": ("山谷", "Decided by", f"this article’s [readings], {WORDS_MD}:7:1"),
    "an entry": ("奥特曼", "Decided by", "the entry 奥特曼, content/glossary/entries.toml:9:1"),
    "the site's table": ("软件", "Decided by", "the site’s [conversions], site.toml:4:1"),
    "its place": ("先", "Source", f"{WORDS_MD}:9:4"),
}


@pytest.mark.parametrize(("word", "row", "said"), SAID.values(), ids=SAID)
def test_every_kind_of_cause_is_said(here: Served, word: str, row: str, said: str) -> None:
    """A row has a text for each kind of reason, the same for both copies of the word."""
    for script in ("hans", "hant"):
        assert said in answered(here, word, script)[row]


def test_links_lead_to_the_source_and_the_entry(here: Served) -> None:
    """Places link to the address in `source_link`, and entries also to their page."""
    answers = (json.loads(here.get(query("p2", at)).text) for at in range(9))
    found = next(answer for answer in answers if "奥特曼" in answer["word"])
    rows = {row["name"]: row["said"] for row in found["rows"]}
    folder = here.site.resolve()
    assert ["奥特曼", "/glossary/altman.html"] in rows["Decided by"]
    assert rows["Decided by"][-1][1] == f"edit:{folder}/content/glossary/entries.toml:9:1"
    assert rows["Source"][0][1] == f"edit:{folder}/{WORDS_MD}:11:18"


def test_there_are_no_links_to_the_source_unless_asked_for(make_site: MakeSite, serve: Serve) -> None:
    """Without `source_link`, places are not links."""
    rows = json.loads(serve(make_site(FILES)).get(query("p1", 1, "articles/first.html")).text)["rows"]
    assert all(not link for row in rows for _, link in row["said"])


def test_texts_to_copy_say_what_they_are(here: Served) -> None:
    """The texts are overrides for the place and the article, and an entry, with the present forms and reading."""
    copies = json.loads(here.get(query("p1", 2)).text)["copies"]
    assert [copy["label"] for copy in copies] == [
        "Reading here",
        "Forms here",
        "Reading in article",
        "Forms in article",
        "Glossary entry",
    ]
    assert copies[0]["text"] == "{先|xiān}"
    assert copies[1]["text"] == "-{zh-hans:先; zh-hant:先}-"
    assert copies[2]["text"] == '"先" = "xiān"'
    assert copies[3]["text"] == '[conversions]\n"先" = "先"'
    assert copies[4]["text"].startswith('[[entry]]\nid = "xian"\n')


def test_a_table_in_one_line_is_named_without_a_place(make_site: MakeSite, serve: Serve) -> None:
    """The tables are named without places."""
    text = WORDS.replace('[readings]\n"山谷" = "shān yù"', 'readings = { "山谷" = "shān yù" }')
    here = serve(make_site(FILES | {"site.toml": SETTINGS, WORDS_MD: text}))
    assert answered(here, "山谷")["Decided by"] == "this article’s tables"


NONSENSE = {
    "no question": "_duben/why",
    "no number": query("p1", "one"),
    "a number below none": query("p1", "-1"),
    "a number past the end": query("p1", 9999),
    "a number past all ends": query("p1", "9" * 5000),
    "no script": query("p1", 0, script="latin"),
    "no block": query("p77", 0),
    "no page": query("p1", 0, page="articles/nothing.html"),
    "another page": query("p1", 0, page="glossary/agi.html"),
    "a file": query("p1", 0, page="content/articles/words.md"),
    "a path out of the site": query("p1", 0, page="articles/../../words.html"),
    "a byte of nothing": query("p1", 0, page="articles/wo\0rds.html"),
    "a longer path": query("p1", 0).replace("why?", "why/more?"),
}


@pytest.mark.parametrize("path", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_not_found(here: Served, capfd: pytest.CaptureFixture[str], path: str) -> None:
    """An invalid question gets status 404, and nothing is printed."""
    answer = here.get(path)
    assert answer.status == 404
    assert "Traceback" not in answer.text + capfd.readouterr().err


def test_another_host_is_told_nothing(here: Served) -> None:
    """A request for another host is refused."""
    assert here.get(query("p1", 0), Host="evil.example").status == 421


def test_a_site_that_was_never_good_explains_nothing(make_site: MakeSite, serve: Serve) -> None:
    """A site that never loaded without errors has no explanations."""
    site = make_site(FILES | {"content/glossary/entries.toml": "[[entry]]\n"})
    assert serve(site).get(query("p1", 0, "articles/first.html")).status == 404


def test_a_file_that_the_page_is_behind_of_is_said_to_be(here: Served) -> None:
    """After a save with an error, the page is older than the file: the response is status 409."""
    (here.site / WORDS_MD).write_text(WORDS.replace("我们得", "我们就得").replace("title", "titel"), "utf-8")
    answer = here.get(query("p1", 0))
    assert answer.status == 409
    assert "has changed" in json.loads(answer.text)["stale"]
