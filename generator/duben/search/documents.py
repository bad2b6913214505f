"""Converts articles and glossary entries to the index's input."""

from __future__ import annotations

from duben.model.compiled import CompiledArticle, PlainText
from duben.model.paths import article_path, term_path
from duben.model.words import Forms
from duben.search import SearchArticle, SearchBlock, SearchTerm
from duben.sources.glossary import Entry


def search_article(compiled: CompiledArticle, text: PlainText) -> SearchArticle:
    """An article as input for the index."""
    hans, hant = (form.split("\n") if text.lines else () for form in text.forms)
    lines = zip(text.lines, hans, hant, strict=True)
    return SearchArticle(
        slug=compiled.article.slug,
        url=article_path(compiled.article.slug),
        title=compiled.plain_title,
        date=compiled.article.date,
        blocks=tuple(SearchBlock(anchor=anchor, text=Forms(*both)) for anchor, *both in lines if both[0]),
    )


def search_term(entry: Entry) -> SearchTerm:
    """A glossary entry as input for the index."""
    return SearchTerm(
        url=term_path(entry.id),
        name=Forms(entry.name.simplified, entry.name.traditional),
        forms=tuple(dict.fromkeys(text for form in entry.forms for text in (form.simplified, form.traditional))),
        readings=tuple(
            dict.fromkeys(
                tuple(filter(None, reading))
                for form in entry.forms
                for reading in (form.pinyin, form.pinyin_traditional)
                if reading
            )
        ),
        english=entry.english,
    )
