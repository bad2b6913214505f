"""Writes the generated corpus to disk: as a Duben site, and as plain Markdown for Hugo and MkDocs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from benchmarks.corpus import HAN, Corpus, MadeArticle, MadeEntry

ARTICLES = "content/articles"
GLOSSARY = "content/glossary/terms.toml"
EDITED = "article-00000"
"""The article to edit. Only this one mentions the entry `ONCE`."""
_SITE = 'title = "石灯集"\nbase_url = "https://example.org/"\n'
_REFERENCE = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")


def write_site(folder: Path, number: int, han: int = HAN) -> None:
    """Write a Duben site of `number` articles with `han` characters each."""
    corpus = Corpus(han)
    articles = made(folder / ARTICLES)
    (folder / "site.toml").write_text(_SITE, "utf-8")
    made((folder / GLOSSARY).parent)
    (folder / GLOSSARY).write_text("\n".join(map(_entry, corpus.glossary)), "utf-8")
    for article in corpus.articles(number):
        title, body = article.written()
        front = f"title = {_quoted(title)}\ndate = {article.date}\n"
        (articles / f"{article.slug}.md").write_text(f"+++\n{front}+++\n\n{body}", "utf-8")


def write_plain(folder: Path, number: int) -> None:
    """Write the same articles to `folder` as Markdown with YAML front matter; references become ordinary links."""
    made(folder)
    for article in Corpus().articles(number):
        (folder / f"{article.slug}.md").write_text(plain(article), "utf-8")


def plain(article: MadeArticle) -> str:
    """One article in plain Markdown."""
    title, body = article.written()
    body = _REFERENCE.sub(r"[\2](../\1/)", body)
    return f"---\ntitle: {_quoted(title)}\ndate: {article.date}\n---\n\n{body}"


def edit_article(folder: Path, mark: str) -> None:
    """Add a sentence with `mark`, which must be new, to the article's first paragraph."""
    path = folder / ARTICLES / f"{EDITED}.md"
    save(path, re.sub("(。)", rf"\1此处改为{mark}。", path.read_text("utf-8"), count=1))


def edit_definition(folder: Path, entry: str, mark: str) -> None:
    """Begin the definition of `entry` with `mark`."""
    _edit_entry(folder, entry, '(definition = ")(mark[0-9]+，)?', rf"\g<1>{mark}，")


def add_alias(folder: Path, entry: str, alias: str) -> None:
    """Add an alias to `entry`."""
    _edit_entry(folder, entry, r"(aliases = \[.*?)\]", rf'\1, "{alias}"]')


def save(path: Path, text: str) -> None:
    """Write a file as editors do: write another one, then rename it."""
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def _edit_entry(folder: Path, entry: str, old: str, new: str) -> None:
    path = folder / GLOSSARY
    before, start, after = path.read_text("utf-8").partition(f'id = "{entry}"')
    save(path, before + start + re.sub(old, new, after, count=1))


def made(folder: Path) -> Path:
    """`folder`, created if necessary."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _entry(entry: MadeEntry) -> str:
    values: Mapping[str, str | list[str]] = {
        "id": entry.id,
        "name": entry.name,
        "aliases": list(entry.aliases),
        "kind": entry.kind,
        "english": entry.english,
        "definition": entry.definition,
    }
    return "[[entry]]\n" + "".join(f"{key} = {_quoted(value)}\n" for key, value in values.items() if value)


def _quoted(value: str | list[str]) -> str:
    """A string or a list of strings in syntax that TOML, YAML and JSON share."""
    return json.dumps(value, ensure_ascii=False)
