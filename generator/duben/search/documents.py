"""Converts articles and glossary entries to the index's input."""

from __future__ import annotations

from collections.abc import Sequence

from duben import chinese
from duben.article.html import plain
from duben.model.compiled import CompiledArticle, PlainText
from duben.model.paths import article_path, term_path
from duben.model.words import Forms, Region, Script, Word
from duben.search import SearchArticle, SearchBlock, SearchTerm
from duben.sources.glossary import Entry


def search_article(
    compiled: CompiledArticle, text: PlainText, words: Sequence[Sequence[Word]], region: Region
) -> SearchArticle:
    """An article as input for the index. `words` are those of its title, then of each line of its text."""
    title, *inside = words
    hans, hant = (form.split("\n") if text.lines else () for form in text.forms)
    lines = zip(text.lines, hans, hant, inside, strict=True)
    article = compiled.article
    return SearchArticle(
        slug=article.slug,
        url=article_path(article.slug),
        title=SearchBlock(anchor="", text=compiled.plain_title, words=title),
        byline=_byline(" · ".join(filter(None, (article.author, article.source))), region),
        date=article.date,
        blocks=tuple(SearchBlock(anchor=anchor, text=Forms(a, b), words=own) for anchor, a, b, own in lines if a),
    )


def _byline(text: str, region: Region) -> SearchBlock:
    script: Script = "hans" if chinese.fold(text) == text else "hant"
    words = chinese.annotate(text, script, region=region).words if text else ()
    return SearchBlock(anchor="", text=plain(words), words=words)


def search_term(entry: Entry) -> SearchTerm:
    """A glossary entry as input for the index."""
    return SearchTerm(
        url=term_path(entry.id),
        names=tuple(
            Word(form.simplified, form.traditional, form.pinyin, None, form.pinyin_traditional) for form in entry.forms
        ),
        english=entry.english,
    )
