"""Glossaries, articles and odd texts for the tests of the stages; no disk is seen by who uses them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from hypothesis import strategies as st

from duben import chinese
from duben.article.annotate import Annotator, annotate
from duben.article.markdown import parse
from duben.article.term_matcher import TermMatcher, table_forms
from duben.model.article import AnnotatedArticle, Article, Fixed, Piece, Slug, Text
from duben.model.texts import clean
from duben.model.words import Region, Script
from duben.sources.glossary import Glossary, read_glossary

NONE: Mapping[str, str] = {}

ENTRIES = """
[[entry]]
id = "agi"
name = "通用人工智能"
aliases = ["AGI", "Artificial General Intelligence"]
kind = "concept"
definition = "能做各种事的智能。"

[[entry]]
id = "altman"
name = "奥特曼"
aliases = ["奥尔特曼", "Sam Altman", { form = "阿特曼", region = "tw" }]
kind = "person"
definition = "[[openai]] 的首席执行官。"
pinyin = "Ào tè màn"

[[entry]]
id = "openai"
name = "OpenAI"
kind = "organisation"
definition = "一家公司。"
see = ["altman"]

[[entry]]
id = "eacc"
name = "e/acc"
kind = "slang"
definition = "主张加速的人。"

[[entry]]
id = "dit"
name = "DiT"
kind = "model"
definition = "一种扩散模型。"
case_sensitive = true

[[entry]]
id = "ai"
name = "人工智能"
aliases = ["AI"]
kind = "concept"
definition = "机器的智能。"

[[entry]]
id = "optimisation"
name = "优化"
traditional = "最佳化"
kind = "concept"
definition = "让它更好。"
"""
"""A glossary in which names contain names, differ in length between the scripts, and have Latin letters."""


def entry(identity: str, name: str, **more: str) -> str:
    """The TOML of one entry; `more` are keys with values as TOML has them."""
    keys = {"id": f'"{identity}"', "name": f'"{name}"', "kind": '"concept"', "definition": '"一个词。"'} | more
    return "[[entry]]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())


def toml_string(text: str) -> str:
    """`text` as TOML, each character by its number: so any of them gets in, but surrogates."""
    return '"' + "".join(f"\\U{ord(char):08x}" for char in text) + '"'


def glossary(toml: str, region: Region = "tw") -> Glossary:
    """The glossary of one file, which must be without problems."""
    found, problems = read_glossary((("content/glossary/entries.toml", toml.encode()),), region)
    assert not problems
    return found


def annotator(
    toml: str = ENTRIES, conversions: Mapping[str, str] = NONE, readings: Mapping[str, str] = NONE
) -> Annotator:
    """An annotator with this glossary and the tables of a site."""
    return Annotator(TermMatcher(glossary(toml), table_forms(conversions, readings, "tw")))


def article(
    body: str,
    *,
    title: str = "题",
    script: Script | None = None,
    conversions: Mapping[str, str] = NONE,
    readings: Mapping[str, str] = NONE,
) -> Article:
    """An article with this body; its script is found from it unless given."""
    found, region = chinese.detect(body)
    return Article(
        slug=Slug("a"),
        path="content/articles/a.md",
        title=title,
        body=body,
        body_line=5,
        script=script or found,
        region=region if script in {None, found} else "tw" if script == "hant" else "cn",
        date=dt.date(2024, 2, 20),
        conversions=conversions,
        readings=readings,
    )


def annotated(written: Article, by: Annotator) -> AnnotatedArticle:
    """The article as words; its Markdown must be without problems."""
    document, problems = parse(written.body, written.path, written.body_line)
    assert problems == []
    return annotate(document, written, by)


# fmt: off
_SNIPPETS = [
    "使用AGI来", "AGILE", "通用人工智能", "通用人工智慧", "奧特曼", "奥尔特曼", "Sam Altman", "e/acc", "DiT",
    "DIT", "优化", "最佳化", "優化", "银行行长", "重慶的長官", "头发发展", "頭髮發展", "一点儿", "花兒", "了解",
    "瞭解", "“他说‘好’”", "「他說『好』」", "乾隆乾杯", "皇后以后", "İstanbul", "Straße", "\ufb01n",
    "e\u0301", "🧑‍🚀", "👩🏽", "𠮷野", "𪚥", "㐂", "\u3007", "々", "\ufffc", "\ufeff", "\u200b", "\u202e",
    "\r\n", "\r", "\t", "\x00", "\x1b[0m", "\x85", "\u2028", "\u3000", " ", "1,000.5\uff05", "２０２４年", "№",
    "\uff21\uff27\uff29", "カタカナ", "한국어", "\ue000",
]
# fmt: on

ODD_TEXTS = st.lists(
    st.one_of(st.sampled_from(_SNIPPETS), st.text(st.characters(exclude_categories=["Cs"]), max_size=8)), max_size=12
).map("".join)
"""Texts of anything: both scripts, names, control and combining characters, emoji, every plane but no surrogates."""

CLEAN_TEXTS = ODD_TEXTS.map(lambda text: clean(text)[0])
"""The same as they are once they have been read."""


def plain_text(pieces: Iterable[Piece]) -> str:
    """The text that a reader sees, in the source's script."""
    return "".join(p.text if isinstance(p, Text) else p.simplified if isinstance(p, Fixed) else "" for p in pieces)
