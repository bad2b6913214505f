"""The grammar of what people write: strategies of hypothesis for articles, entries, settings and raw texts.

Half of all inputs are sound. The others are sound ones, broken at one to three places: cut, doubled, or with odd
characters in them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

Text = st.SearchStrategy[str]

# fmt: off
WORDS = st.sampled_from([
    "使用", "AGI", "通用人工智能", "通用人工智慧", "奧特曼", "奥尔特曼", "Sam Altman", "e/acc", "DiT", "优化",
    "最佳化", "优化了", "银行行长", "重慶的長官", "头发", "頭髮", "一点儿", "了解", "瞭解", "乾隆乾杯",
    "皇后以后", "单老师", "不错",
    "很好", "我得走", "还书", "中美关系", "千万", "六十九年", "彼得·辛格", "，", "。", "“他说‘好’”",
    "「說」", "！", "…", " ",
    "GPT-4", "1,000.5", "2０2\uff14年", "KTV", "卡拉OK", "a", "é", "🧑‍🚀", "𠮷", "㐂", "\u3007", "々",
])
ODD = st.one_of(
    st.sampled_from([
        "\0", "\b", "\x1b", "\x7f", "\x85", "\r", "\r\n", "\v", "\f", "\u2028", "\u2029", "\ufdd0",
        "\ufffe", "\ufeff",
        "\u200b", "\u202e", "\u3000", "\xa0", "\t", "\n", "\ue000", "\ufffd", "e\u0301", "İ", "ﬁ", "ß", "Ⅷ", "²",
        "\\", "`", "*", "_", "~", "[", "[[", "]]", "](", "![", "{", "|", "}", "-{", "}-", "<", "<b>",
        "</p>", "<!--", "&", "&#",
        "&#13;", "&#x2028;", "&#0;", "&amp;", '"', "'", ":", ";", "+++", "---", "===", "#", ">", "- ",
        "1. ", "[^1]", "[^1]: ",
        "<script>alert(1)</script>", "javascript:alert(1)", '" onload="x', "{{ x }}", "{% x %}",
        "zh-hans:", "$", "%",
    ]),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=3),
)
# fmt: on


def joined(parts: Text, *, most: int, least: int = 1, by: str = "") -> Text:
    """Some of `parts`, joined."""
    return st.lists(parts, min_size=least, max_size=most).map(by.join)


TEXTS = joined(WORDS, most=5)
FORM = st.one_of(
    st.just(""), st.just(" "), TEXTS, st.sampled_from(["的", "*", "<b>", "&", "（", "软件", "軟體", "一" * 12])
)
TARGETS = st.sampled_from(["first", "second", "openai", "altman", "agi"])
ADDRESSES = st.sampled_from(
    ["https://example.org/a?b=c&d#e", "second.html", "mailto:a@example.org", "#p1", "../about.html"]
)


HOLES: Mapping[str, Text] = {
    "address": ADDRESSES,
    "form": FORM,
    "number": st.integers(1, 3).map(str),
    "target": TARGETS,
    "text": TEXTS,
    "word": WORDS,
}


def filled(draw: st.DrawFn, templates: Sequence[str], **inside: Text) -> str:
    """One of the templates, with each `⟨name⟩` replaced by a text of that name."""
    holes = {**HOLES, **inside}
    return re.sub("⟨([a-z]+)⟩", lambda hole: draw(holes[hole[1]]), draw(st.sampled_from(templates)))


WRAPPINGS = (
    *("**⟨inside⟩**", "**⟨inside⟩**", "*⟨inside⟩*", "~~⟨inside⟩~~", "`⟨inside⟩`", "-{⟨inside⟩}-"),
    *("[⟨inside⟩](⟨address⟩)", "![⟨inside⟩](picture.gif)", "⟨inside⟩<https://example.org/>"),
    *("[[⟨target⟩]]⟨inside⟩", "[[⟨target⟩|⟨inside⟩]]", "⟨inside⟩[^⟨number⟩]", "⟨inside⟩[^⟨number⟩]"),
    *("-{zh-hans:⟨form⟩; zh-hant:⟨form⟩}-⟨inside⟩", "⟨inside⟩-{zh-hant:⟨form⟩;zh-hans:⟨form⟩;}-"),
    *("{行|háng}⟨inside⟩", "{银行|yín háng}⟨inside⟩", "{一点儿|yì diǎn r}", "{AGI|x}", "{重|chóng}"),
    "{行|háng xíng}",
    *("⟨inside⟩  \n⟨word⟩", "⟨inside⟩\n⟨word⟩", "⟨inside⟩\\\n⟨word⟩"),
    *("⟨inside⟩&copy;", "&#20154;⟨inside⟩", "⟨inside⟩&#x4e2d;", "\\*⟨inside⟩", "⟨inside⟩<b>"),
)
"""Constructs around an inline text."""


@st.composite
def wrapped(draw: st.DrawFn, inside: Text) -> str:
    """A construct of Markdown or of ours around an inline text."""
    return filled(draw, WRAPPINGS, inside=inside)


INLINE = joined(st.recursive(TEXTS, wrapped, max_leaves=3), most=4)
BLOCKS = (
    *("⟨inline⟩", "⟨inline⟩", "⟨inline⟩", "## ⟨inline⟩", "### ⟨inline⟩", "###### ⟨inline⟩", "⟨text⟩\n---"),
    *("- ⟨inline⟩\n- ⟨inline⟩", "1. ⟨inline⟩\n2. ⟨inline⟩", "- ⟨inline⟩\n  - ⟨inline⟩\n\n    ⟨inline⟩"),
    "* ⟨inline⟩\n+ ⟨text⟩",
    *("> ⟨inline⟩\n> ⟨text⟩", "> - ⟨inline⟩\n>\n> ⟨inline⟩", "|⟨text⟩|乙|\n|-|:-:|\n|⟨inline⟩|⟨text⟩|"),
    *("```\n⟨inline⟩\n```", "```py\n⟨inline⟩", "    ⟨inline⟩", "[^⟨number⟩]: ⟨inline⟩"),
    "[^⟨number⟩]: ⟨inline⟩\n\n    ⟨inline⟩",
    *("---", "", "[甲]: second.html", "* * *"),
)


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """A block of Markdown."""
    return filled(draw, BLOCKS, inline=INLINE)


BODIES = joined(blocks(), most=5, by="\n\n")


def toml(text: str) -> str:
    """A string of TOML, which escapes what it must."""
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text) + '"'


@st.composite
def tables(draw: st.DrawFn, name: str, values: Text) -> str:
    """A table of overrides with a few lines."""
    keys = draw(st.lists(TEXTS.filter(str.strip), max_size=3, unique=True))
    return f"[{name}]\n" + "".join(f"{toml(key)} = {toml(draw(values))}\n" for key in keys)


VALUES = TEXTS.map(str.strip).filter(bool)
OVERRIDES = st.one_of(
    st.just(""),
    tables("conversions", VALUES),
    st.sampled_from(['[readings]\n"银行" = "yín xíng"\n', '[readings]\n"行" = "xíng"\n[conversions]\n"行" = "行"\n']),
)


@st.composite
def front_matters(draw: st.DrawFn) -> str:
    """The front matter of an article, without its fences."""
    lines = [f"title = {toml(draw(VALUES))}"]
    optional = {
        "date": st.sampled_from(["2024-02-20", "0001-01-01", "9999-12-31", "2024-02-20T10:00:00Z"]),
        "author": TEXTS.map(toml),
        "source": TEXTS.map(toml),
        "url": st.just('"https://example.org/a?b&c"'),
        "summary": joined(st.one_of(TEXTS, st.just("\n")), most=4).map(toml),
        "script": st.sampled_from(['"hans"', '"hant"']),
        "region": st.sampled_from(['"cn"', '"tw"', '"hk"']),
    }
    chosen = draw(st.sets(st.sampled_from(sorted(optional)), max_size=4))
    lines += [f"{key} = {draw(optional[key])}" for key in sorted(chosen)]
    return "\n".join([*lines, draw(OVERRIDES)])


ARTICLES = st.builds("+++\n{}\n+++\n{}\n".format, front_matters(), BODIES)

KINDS = st.sampled_from(["person", "organisation", "concept", "slang", "work", "place"])


@st.composite
def entries(draw: st.DrawFn) -> str:
    """An entry of the glossary."""
    name = draw(VALUES)
    optional = {
        "english": TEXTS.map(toml),
        "traditional": FORM.map(toml),
        "simplified": FORM.map(toml),
        "see": st.sampled_from(["[]", '["altman"]', '["altman", "agi"]']),
        "url": st.just('"https://example.org/"'),
        "link": st.sampled_from(['"first"', '"all"', '"never"']),
        "case_sensitive": st.sampled_from(["true", "false"]),
        "aliases": st.lists(st.one_of(VALUES.map(toml), _alias()), max_size=3).map(lambda each: f"[{', '.join(each)}]"),
    }
    chosen = draw(st.sets(st.sampled_from(sorted(optional)), max_size=4))
    lines = [f'[[entry]]\nid = "{draw(st.sampled_from(["x", "x-1", "openai-2"]))}"\nname = {toml(name)}']
    lines += [f'kind = "{draw(KINDS)}"\ndefinition = {toml(draw(INLINE))}']
    return "\n".join([*lines, *(f"{key} = {draw(optional[key])}" for key in sorted(chosen)), ""])


@st.composite
def _alias(draw: st.DrawFn) -> str:
    more = draw(st.sampled_from(["", ', region = "tw"', ', region = "hk"', ", listed = false"]))
    other = draw(st.one_of(st.just(""), FORM.map(lambda form: f", traditional = {toml(form)}")))
    return f"{{ form = {toml(draw(VALUES))}{more}{other} }}"


GLOSSARIES = joined(entries(), most=2)


@st.composite
def settings_files(draw: st.DrawFn) -> str:
    """A `site.toml`."""
    optional = {
        "subtitle": TEXTS.map(toml),
        "description": joined(st.one_of(TEXTS, st.just("\n")), most=4).map(toml),
        "author": TEXTS.map(toml),
        "base_url": st.sampled_from(['""', '"https://example.org"', '"http://example.org/a/b/"']),
        "script": st.sampled_from(['"hans"', '"hant"']),
        "traditional": st.sampled_from(['"tw"', '"hk"']),
        "reading_standard": st.sampled_from(['"cn"', '"tw"']),
        "vocabulary": st.sampled_from(['"none"', '"tw"']),
        "licence": INLINE.map(lambda text: toml(text.replace("\n", " "))),
    }
    chosen = draw(st.sets(st.sampled_from(sorted(optional)), max_size=5))
    lines = [f"title = {toml(draw(VALUES))}", *(f"{key} = {draw(optional[key])}" for key in sorted(chosen))]
    return "\n".join([*lines, draw(OVERRIDES)])


LINES = st.one_of(
    INLINE,
    TEXTS,
    st.sampled_from([
        "作者：甲乙 / 2024年3月7日", "文 | 林小雨", "2024-03-07 10:20 某某网", "某某报记者 甲乙",
        "新华社北京2月17日电", "01", "\uff12",
        "（完）", "浏览次数：0", "版权所有 《小城》", "题_某某频道_某某网", "0000年1月1日",
        "首页 > 正文", "责任编辑：甲", "// 推荐",
        "9999-99-99", "3小时前", "# 题", "+++", "- 0000", "他来了。" * 8, "\u3000\u3000缩进。", "来源：《某报》",
    ]),
)  # fmt: skip
RAW_TEXTS = joined(LINES, most=10, by="\n")

TEMPLATES = joined(
    st.sampled_from([
        "{% extends 'base.html' %}", "{% block main %}", "{% endblock %}", "<p>{{ article.title }}</p>",
        "{{ nothing }}", "甲",
        "{{ site.title }}", "{% for x in articles %}{{ x }}{% endfor %}", "{% include 'none.html' %}",
        "{# 注 #}", "{{", "%}",
        "{{ 1 / 0 }}", "{{ ''.join(1) }}", "{% macro m() %}{% endmacro %}{{ m() }}", "{% if page %}", "{% endif %}",
    ]),
    most=5,
)  # fmt: skip

NAMES = joined(
    st.one_of(
        st.sampled_from(["a", "new", "-", "_", "A", ".", " ", "é", "词", "index", "search", "~", "#", "%41", "\\"]), ODD
    ),
    most=3,
).filter(lambda name: name not in {".", ".."} and "/" not in name and "\0" not in name)  # fmt: skip


@st.composite
def broken(draw: st.DrawFn, sound: Text) -> str:
    """A sound text, or one that is broken at one to three places."""
    text = draw(sound)
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2, 3]))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 8)))
        match draw(st.integers(0, 4)):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:end] + text[start:]
            case 2:
                text = text[:start]
            case _:
                text = text[:start] + draw(ODD) + text[start:]
    return text


@st.composite
def encoded(draw: st.DrawFn, texts: Text) -> bytes:
    """The bytes of a text, mostly in UTF-8."""
    text = draw(texts)
    encoding = draw(st.sampled_from([*["utf-8"] * 12, "utf-8-sig", "utf-16", "gb18030", "big5hkscs"]))
    return text.encode(encoding, errors="replace")
