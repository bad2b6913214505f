"""The collection as JSON files; `docs/data.md` documents every field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from duben.collection.shared_passages import Passage, passage_block, passage_text
from duben.collection.site import Site
from duben.model.article import Mention, Slug
from duben.model.compiled import CompiledArticle
from duben.model.paths import article_path, term_path
from duben.model.words import Forms, Script
from duben.runtime.codec import as_json
from duben.runtime.output import Data
from duben.sources.glossary import Entry, Form


def data_files() -> Mapping[str, Callable[[Site], Data]]:
    """The function that makes each file in `data/`."""
    return {
        "data/articles.json": lambda site: _json([_article(site.articles[slug]) for slug in site.links.order]),
        "data/glossary.json": lambda site: _json([_entry(entry) for entry in site.glossary.values()]),
        "data/mentions.json": _mentions,
        "data/echoes.json": lambda site: _json(list(_shared_passages(site))),
    }


def _mentions(site: Site) -> Iterator[bytes]:
    """One piece for each article, because this file is the largest."""
    before = b"[\n"
    for slug in site.links.order:
        if data := site.article_store.mentions_data(site.articles[slug]):
            yield before + data
            before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def _json(value: object) -> bytes:
    return as_json(value, indent=1) + b"\n"


def _article(compiled: CompiledArticle) -> dict[str, object]:
    article = compiled.article
    return {
        "id": article.slug,
        "url": article_path(article.slug),
        "script": article.script,
        "region": article.region,
        "title": _both(compiled.plain_title),
        "summary": _both(compiled.plain_summary),
        "date": article.date.isoformat() if article.date else None,
        "author": article.author or None,
        "source": article.source or None,
        "original": article.url.text if article.url else None,
    }


def _both(text: Forms) -> dict[str, str]:
    return {"simplified": text.hans, "traditional": text.hant}


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "url": term_path(entry.id),
        "kind": entry.kind,
        "english": entry.english or None,
        "forms": [_form(form) for form in entry.forms],
        "definition": entry.definition,
        "see": list(entry.see),
        "link": entry.url.text if entry.url else None,
    }


def _form(form: Form) -> dict[str, object]:
    return {
        "simplified": form.simplified,
        "traditional": form.traditional,
        "pinyin": _reading(form, "hans"),
        "pinyin_traditional": _reading(form, "hant"),
        "region": form.region,
    }


def _reading(form: Form, script: Script) -> list[str | None] | None:
    reading = form.reading(script) or ()
    return list(reading) if any(reading) else None


def mentions_data(slug: Slug, mentions: Iterable[Mention]) -> bytes:
    """The mentions of an article, as items of the list in `data/mentions.json`."""
    return _json([_mention(slug, mention) for mention in mentions])[2:-3]


def _mention(slug: Slug, mention: Mention) -> dict[str, object]:
    return {
        "id": f"{slug}:{mention.number}",
        "term": mention.term,
        "article": slug,
        "element": mention.block,
        "url": article_path(slug, mention.block),
        "simplified": mention.form.hans,
        "traditional": mention.form.hant,
        "sentence": {
            "simplified": mention.left.hans + mention.form.hans + mention.right.hans,
            "traditional": mention.left.hant + mention.form.hant + mention.right.hant,
        },
    }


def _shared_passages(site: Site) -> Iterator[dict[str, object]]:
    for shared in site.links.shared_passages:
        yield {"id": shared.id, "passages": [_passage(site, passage) for passage in shared.passages]}


def _passage(site: Site, passage: Passage) -> dict[str, object]:
    compiled = site.articles[passage.slug]
    script, text = compiled.article.script, site.article_store.text(compiled)
    forms, block = passage_text(script, text, passage), passage_block(script, text, passage)
    return {
        "article": passage.slug,
        "element": block,
        "url": article_path(passage.slug, block),
        "script": script,
        "start": passage.start,
        "end": passage.end,
        "simplified": forms.hans,
        "traditional": forms.hant,
    }
