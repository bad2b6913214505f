"""The same libraries in the simplest possible program, as a baseline for Duben's speed.

`python naive.py SOURCE OUTPUT` parses each article with markdown-it, converts each text with OpenCC, segments it with
jieba, asks pypinyin for each word, and renders both scripts with Jinja2. It has no glossary and no links.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import jieba
from jinja2 import Environment
from markdown_it import MarkdownIt
from opencc import OpenCC
from pypinyin import Style, pinyin

TEMPLATE = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>{{ slug }}</title></head>
<body><main>
{% for block in blocks %}
<{{ block.tag }}>
{% for lang, words in block.scripts.items() %}
<span lang="{{ lang }}">
{%- for word in words %}
{%- if word.pinyin %}<ruby>{{ word.text }}<rt>{{ word.pinyin }}</rt></ruby>{% else %}{{ word.text }}{% endif %}
{%- endfor -%}
</span>
{% endfor %}
</{{ block.tag }}>
{% endfor %}
</main></body></html>
"""


class Word(NamedTuple):
    """A word and its reading, or ""."""

    text: str
    pinyin: str


class Block(NamedTuple):
    """A paragraph, heading or list item in both scripts."""

    tag: str
    scripts: dict[str, list[Word]]


CONVERTERS = {"zh-Hans": OpenCC("t2s"), "zh-Hant": OpenCC("s2tw")}


def blocks(body: str) -> Iterator[Block]:
    """Each text of an article, with the tag around it."""
    tokens = MarkdownIt().parse(body)
    for opening, token in pairwise(tokens):
        if token.type == "inline":
            text = "".join(child.content for child in token.children or ())
            yield Block(opening.tag, {lang: words(converter.convert(text)) for lang, converter in CONVERTERS.items()})


def words(text: str) -> list[Word]:
    """The words of a text with their readings."""
    return [Word(word, reading(word)) for word in jieba.cut(text)]


def reading(word: str) -> str:
    """The reading of a word; "" for punctuation, digits and Latin letters."""
    return "".join(syllables[0] for syllables in pinyin(word, style=Style.TONE, errors="ignore"))


def main(source: Path, output: Path) -> None:
    """Write a page for each article in `source`."""
    template = Environment(autoescape=True).from_string(TEMPLATE)
    output.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob("*.md")):
        body = path.read_text("utf-8").split("---\n", 2)[2]
        page = template.render(slug=path.stem, blocks=list(blocks(body)))
        (output / f"{path.stem}.html").write_text(page, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
