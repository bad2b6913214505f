"""What of a site can be searched: its articles block by block, and the glossary's names with their readings."""

from __future__ import annotations

from generator.glossary import Entry
from generator.model import Forms, Galley
from generator.search import SearchArticle, SearchBlock, SearchTerm
from generator.site import Site


def searchable(site: Site) -> tuple[list[SearchArticle], list[SearchTerm]]:
    """The articles and entries as the index wants them."""
    return [_article(site.articles[slug]) for slug in site.network.order], [_term(e) for e in site.glossary.values()]


def _article(galley: Galley) -> SearchArticle:
    hans, hant = (text.split("\n") if galley.lines else () for text in galley.text)
    lines = zip(galley.lines, hans, hant, strict=True)
    return SearchArticle(
        slug=galley.article.slug,
        url=f"articles/{galley.article.slug}.html",
        title=galley.plain_title,
        date=galley.article.date,
        blocks=tuple(SearchBlock(anchor=anchor, text=Forms(*both)) for anchor, *both in lines if both[0]),
    )


def _term(entry: Entry) -> SearchTerm:
    return SearchTerm(
        url=f"glossary/{entry.id}.html",
        name=Forms(entry.name.simplified, entry.name.traditional),
        forms=tuple(dict.fromkeys(text for form in entry.forms for text in (form.simplified, form.traditional))),
        readings=tuple(dict.fromkeys(tuple(s for s in form.pinyin if s) for form in entry.forms if form.pinyin)),
        english=entry.english,
    )
