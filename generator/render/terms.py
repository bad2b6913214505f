"""Entries at the foot of articles, and the pages of terms: from the site to their views."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from html import escape
from urllib.parse import quote

from generator import hanzi
from generator.glossary import Entry
from generator.model import Article, Galley, Mention, Reference, Script, TermId, Words
from generator.network import Mentions
from generator.render.lines import Lines
from generator.render.timeline import timeline
from generator.typeset import SCRIPTS, inline, language_tag
from generator.views import (
    Both,
    ConcordanceView,
    EntryView,
    LinkView,
    MentionView,
    NameView,
    PlaceView,
    TermView,
)

_PLACES = 3
_TOGETHER = 8
_QUOTED = 10
"""Characters from either end of a sentence by which a text fragment finds it (WICG scroll-to-text)."""
_CONTEXT = 60
"""Characters of a sentence shown on either side of a mention."""

SetEntry = Callable[[EntryView, Script, str], str]
"""Sets an entry for a page in a script that stands so far from the root."""


class Terms:
    """Makes the views of one site's terms."""

    def __init__(self, lines: Lines, template: SetEntry) -> None:
        self.site, self._lines, self._template = lines.site, lines, template
        self._links: dict[TermId, frozenset[TermId]] = {}
        self._entries: dict[tuple[object, ...], str] = {}

    def entries(self, galley: Galley, root: str = "../") -> tuple[str, ...]:
        """The entries that an article's links lead to, set, by first mention.

        What an entry looks like depends on little of the page: equal ones are set once for the whole site.
        """
        article = galley.article
        here: dict[TermId, dict[str, None]] = {}
        for mention in galley.mentions:
            if self.site.glossary[mention.term].link != "never":
                here.setdefault(mention.term, {})[mention.form.form(article.script)] = None
        return tuple(self._set_entry(term, here, article, root) for term in here)

    def _set_entry(self, term: TermId, here: Mapping[TermId, Iterable[str]], article: Article, root: str) -> str:
        present = frozenset(other for other in self._links_of(term) if other in here)
        places = tuple(m.article for m in self._elsewhere(term, article))
        forms = tuple(here[term])
        key = (term, article.script, self._lines.hant_region(article), root, present, forms, places)
        html = self._entries.get(key)
        if html is None:
            view = self.entry(term, present, forms, article, root)
            html = self._entries[key] = self._template(view, article.script, root)
        return html

    def _links_of(self, term: TermId) -> frozenset[TermId]:
        """The terms that an entry links to."""
        if term not in self._links:
            pieces = self.site.definitions[term].pieces
            spoken = {word.term for piece in pieces if isinstance(piece, Words) for word in piece.words if word.term}
            named = {TermId(piece.target) for piece in pieces if isinstance(piece, Reference)}
            self._links[term] = frozenset({*spoken, *named, *self.site.glossary[term].see})
        return self._links[term]

    def _elsewhere(self, term: TermId, article: Article) -> list[Mentions]:
        """The newest other articles that mention a term."""
        newest = self.site.network.mentions.get(term, ())[: _PLACES + 1]
        return [m for m in newest if m.article != article.slug][:_PLACES]

    def entry(
        self,
        term: TermId,
        present: frozenset[TermId] = frozenset(),
        here: Sequence[str] = (),
        article: Article | None = None,
        root: str = "../",
    ) -> EntryView:
        """An entry as shown on a page that has the entries `present`, and writes it as in `here`."""
        entry, name = self.site.glossary[term], self._lines.name(term)
        return EntryView(
            id=term,
            path=f"glossary/{term}.html",
            name=name,
            pinyin=self._lines.spelled(term),
            english=entry.english,
            kind=entry.kind,
            definition=self.definition(term, present, root, ruby=article is None),
            names=tuple(self._name_views(entry, here, article)),
            see=tuple(LinkView(path=self._to(other, present), label=self._lines.name(other)) for other in entry.see),
            url=entry.url or None,
            places=tuple(map(self._place, self._elsewhere(term, article))) if article else (),
            articles=len(self.site.network.mentions.get(term, ())),
        )

    def definition(self, term: TermId, present: frozenset[TermId], root: str, *, ruby: bool) -> Both:
        """The definition, with links to the terms it speaks of.

        An article's page has it without readings: with them the entries weigh more than the article.
        """
        definition = self.site.definitions[term]

        def target(other: TermId) -> str:
            return f"#term-{other}" if other in present else f"{root}glossary/{other}.html"

        def open_reference(reference: Reference, script: Script) -> str:
            other = TermId(reference.target)
            shown = (
                escape(getattr(self._lines.name(other), script))
                if reference.titled and other in self.site.glossary
                else ""
            )
            return f'<a class="term" href="{target(other)}">{shown}'

        hans, hant = (inline(definition.pieces, script, target, open_reference, ruby=ruby) for script in SCRIPTS)
        return Both(hans=hans, hant=hant, source=definition.script, region=self._lines.region)

    def term(self, term: TermId) -> TermView:
        """A term's own page."""
        found = self.site.network.mentions.get(term, ())
        ordered = self._lines.term_order
        place = ordered.index(term)
        return TermView(
            entry=self.entry(term),
            concordance=tuple(self._concordance(m) for m in found),
            timeline=timeline(
                (date, len(m.mentions)) for m in found if (date := self.site.articles[m.article].article.date)
            ),
            first=self._place(found[-1]) if found else None,
            latest=self._place(found[0]) if found else None,
            mentions=self.site.network.total(term),
            together=tuple(self._lines.term_item(other) for other in self.together(term)),
            previous=self._term_link(ordered[place - 1]) if place else None,
            next=self._term_link(ordered[place + 1]) if place + 1 < len(ordered) else None,
        )

    def together(self, term: TermId) -> list[TermId]:
        """The terms most often mentioned in the same articles."""
        counts: dict[TermId, int] = {}
        for found in self.site.network.mentions.get(term, ()):
            for other in {m.term for m in self.site.articles[found.article].mentions}:
                counts[other] = counts.get(other, 0) + 1
        counts.pop(term, None)
        return sorted((t for t in counts if counts[t] > 1), key=lambda t: (-counts[t], t))[:_TOGETHER]

    def _term_link(self, term: TermId) -> LinkView:
        return LinkView(path=f"glossary/{term}.html", label=self._lines.name(term))

    def _to(self, term: TermId, present: frozenset[TermId]) -> str:
        return f"#term-{term}" if term in present else f"glossary/{term}.html"

    def _place(self, found: Mentions) -> PlaceView:
        item = self._lines.item(found.article)
        galley = self.site.articles[found.article]
        return PlaceView(
            path=f"{item.path}#{found.mentions[0].block}",
            title=self._lines.both(*galley.plain_title, galley.article),
            date=item.date,
        )

    def _concordance(self, found: Mentions) -> ConcordanceView:
        article = self.site.articles[found.article].article
        item, path = self._lines.item(found.article), f"../articles/{found.article}.html"
        return ConcordanceView(
            article=item,
            forms=tuple(dict.fromkeys(m.form.form(article.script) for m in found.mentions)),
            mentions=tuple(
                MentionView(context=self._lines.both(_context(m, path, "hans"), _context(m, path, "hant"), article))
                for m in found.mentions
            ),
        )

    def _name_views(self, entry: Entry, here: Sequence[str], article: Article | None) -> Iterable[NameView]:
        region = self._lines.hant_region(article)
        script: Script = article.script if article else "hans"
        for form in here:
            yield NameView(form=form, lang="en" if _is_latin(form) else language_tag(script, region), here=True)
        said = {entry.name.simplified, entry.name.traditional, entry.english, *here}
        for form_ in entry.forms:
            written: Script = "hans" if form_.region in {None, "cn"} else "hant"
            text = form_.simplified if written == "hans" else form_.traditional
            if form_.listed and text not in said and not {form_.simplified, form_.traditional} & set(here):
                said.add(text)
                lang = "en" if _is_latin(text) else language_tag(written, form_.region or "tw")
                yield NameView(form=text, lang=lang, region=form_.region)


def _context(mention: Mention, path: str, script: Script) -> str:
    """Keyword in context; the link leads to the mention's block, and to its sentence where the browser finds texts."""
    before, form, after = (part.form(script) for part in (mention.left, mention.form, mention.right))
    sentence = (before + form + after).strip()
    start, end = quote(sentence[:_QUOTED], safe=""), quote(sentence[-_QUOTED:], safe="")
    found = start if len(sentence) <= 2 * _QUOTED else f"{start},{end}"
    before = "…" + before[-_CONTEXT:] if len(before) > _CONTEXT else before
    after = after[:_CONTEXT] + "…" if len(after) > _CONTEXT else after
    before, form, after = (escape(part, quote=False) for part in (before, form, after))
    link = f'<a class="hit" href="{path}#{mention.block}:~:text={found.replace("-", "%2D")}"><mark>{form}</mark></a>'
    return f'<span class="kwic"><span class="before">{before}</span>{link}<span class="after">{after}</span></span>'


@cache
def _is_latin(text: str) -> bool:
    return not any(map(hanzi.is_han, text))
