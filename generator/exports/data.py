"""The collection as data, for anyone who builds on the site; `docs/data.md` documents every field."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.echoes import Passage
from generator.glossary import Entry, Form
from generator.model import Forms, Galley
from generator.network import passage_block, passage_text
from generator.site import Site


def data_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """The files under `data/`."""
    yield "data/articles.json", _json([_article(site.articles[slug]) for slug in site.network.order])
    yield "data/glossary.json", _json([_entry(entry) for entry in site.glossary.values()])
    yield "data/mentions.json", _json(list(_mentions(site)))
    yield "data/echoes.json", _json(list(_echoes(site)))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _article(galley: Galley) -> dict[str, object]:
    article = galley.article
    return {
        "id": article.slug,
        "url": f"articles/{article.slug}.html",
        "script": article.script,
        "region": article.region,
        "title": _both(galley.plain_title),
        "summary": _both(galley.plain_summary),
        "date": article.date.isoformat() if article.date else None,
        "author": article.author or None,
        "source": article.source or None,
        "original": article.url or None,
    }


def _both(text: Forms) -> dict[str, str]:
    return {"simplified": text.hans, "traditional": text.hant}


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "url": f"glossary/{entry.id}.html",
        "kind": entry.kind,
        "english": entry.english or None,
        "forms": [_form(form) for form in entry.forms],
        "definition": entry.definition,
        "see": list(entry.see),
        "link": entry.url or None,
    }


def _form(form: Form) -> dict[str, object]:
    return {
        "simplified": form.simplified,
        "traditional": form.traditional,
        "pinyin": list(form.pinyin) if form.pinyin else None,
        "region": form.region,
    }


def _mentions(site: Site) -> Iterator[dict[str, object]]:
    for slug in site.network.order:
        for mention in site.articles[slug].mentions:
            yield {
                "id": f"{slug}:{mention.number}",
                "term": mention.term,
                "article": slug,
                "element": mention.block,
                "url": f"articles/{slug}.html#{mention.block}",
                "simplified": mention.form.hans,
                "traditional": mention.form.hant,
                "sentence": {
                    "simplified": mention.left.hans + mention.form.hans + mention.right.hans,
                    "traditional": mention.left.hant + mention.form.hant + mention.right.hant,
                },
            }


def _echoes(site: Site) -> Iterator[dict[str, object]]:
    for echo in site.network.echoes:
        yield {"id": echo.id, "passages": [_passage(site.articles[passage.slug], passage) for passage in echo.passages]}


def _passage(galley: Galley, passage: Passage) -> dict[str, object]:
    text, block = passage_text(galley, passage), passage_block(galley, passage)
    return {
        "article": passage.slug,
        "element": block,
        "url": f"articles/{passage.slug}.html#{block}",
        "script": galley.article.script,
        "start": passage.start,
        "end": passage.end,
        "simplified": text.hans,
        "traditional": text.hant,
    }
