"""From the site to the views: what every template is shown, and nothing else.

A `Composer` belongs to one site and remembers what many pages show: the line of an article, the names of a term.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from html import escape
from urllib.parse import quote

from generator import hanzi
from generator.echoes import Passage, differences
from generator.glossary import Entry
from generator.model import Article, Galley, Mention, Reference, Region, Script, Slug, TermId, Words
from generator.network import Backlink, Mentions, passage_block, passage_text
from generator.render.timeline import timeline
from generator.site import Site
from generator.typeset import SCRIPTS, OpenReference, inline, language_tag, open_references
from generator.ui import ui
from generator.views import (
    ArticleItem,
    ArticleView,
    BacklinkView,
    Both,
    ConcordanceView,
    EchoView,
    EntryView,
    HeadingView,
    LinkView,
    MentionView,
    NameView,
    NoteView,
    PageView,
    PlaceView,
    TermItem,
    TermView,
)

_CHARACTERS_A_MINUTE = 350
"""A native adult reads 255–400 characters a minute (Brysbaert 2019); a learner takes longer, nobody knows how long."""
_PLACES = 3
_TOGETHER = 8
_QUOTED = 10
"""Characters from either end of a sentence by which a text fragment finds it (WICG scroll-to-text)."""
_CONTEXT = 60
"""Characters of a sentence shown on either side of a mention."""


class Composer:
    """Makes the views of one site."""

    def __init__(self, site: Site, template: Callable[[EntryView, Script, str], str]) -> None:
        """`template` sets an entry for a page in a script that stands so far from the root."""
        self.site, self._template = site, template
        self.region: Region = site.config.traditional
        self._items: dict[Slug, ArticleItem] = {}
        self._names: dict[TermId, Both] = {}
        self._links: dict[TermId, frozenset[TermId]] = {}
        self._entries: dict[tuple[object, ...], str] = {}

    # ---- texts

    def both(self, hans: str, hant: str, article: Article | None = None) -> Both:
        """A bilingual text; without an article, one of the site's own."""
        source: Script = article.script if article else self.site.config.script
        return Both(hans=hans, hant=hant, source=source, region=self.hant_region(article))

    def hant_region(self, article: Article | None) -> Region:
        """The region of an article's Traditional copy."""
        return article.region if article and article.script == "hant" and article.region != "cn" else self.region

    def text(self, text: str) -> Both:
        """A text of the settings or the front matter, in both scripts."""
        if not text:
            return self.both("", "")
        if hanzi.fold(text) != text:
            return self.both(hanzi.simplify(text, self.region), text)
        return self.both(text, hanzi.traditionalise(text, self.region))

    # ---- articles

    def item(self, slug: Slug) -> ArticleItem:
        """An article as a line of a list."""
        found = self._items.get(slug)
        if found is None:
            galley = self.site.articles[slug]
            article = galley.article
            found = self._items[slug] = ArticleItem(
                path=f"articles/{slug}.html",
                title=self.both(*galley.title, article),
                date=article.date or dt.date.min,  # `content` lets no article pass without one
                author=self.text(article.author) if article.author else None,
                publication=self.text(article.source) if article.source else None,
                summary=self.both(*galley.summary, article) if article.summary else None,
                script=article.script,
                region=article.region,
                minutes=max(1, round(galley.characters / _CHARACTERS_A_MINUTE)),
                characters=galley.characters,
            )
        return found

    def article(self, slug: Slug) -> ArticleView:
        """An article's own page."""
        galley, item = self.site.articles[slug], self.item(slug)
        order = self.site.network.order
        place = order.index(slug)
        return ArticleView(
            title=item.title,
            date=item.date,
            author=item.author,
            publication=item.publication,
            url=galley.article.url or None,
            summary=item.summary,
            script=item.script,
            region=item.region,
            minutes=item.minutes,
            characters=item.characters,
            body=self.body(galley),
            toc=self.contents(galley),
            notes=self.notes(galley),
            terms=self.entries(galley),
            echoes=self.echoes(galley),
            backlinks=tuple(map(self._backlink, self.site.network.backlinks.get(slug, ()))),
            related=tuple(self.item(shared.article) for shared in self.site.network.kinship.of(slug)),
            previous=self.item(order[place + 1]) if place + 1 < len(order) else None,
            next=self.item(order[place - 1]) if place else None,
        )

    def page(self, slug: Slug) -> PageView:
        """A page of the editor's own."""
        galley = self.site.pages[slug]
        return PageView(
            title=self.both(*galley.title, galley.article),
            body=self.body(galley, root=""),
            toc=self.contents(galley),
            notes=self.notes(galley, root=""),
            terms=self.entries(galley, root=""),
        )

    def body(self, galley: Galley, root: str = "../") -> str:
        """The pairs of the article's blocks, each followed by the marks of the echoes that begin in it."""
        marks: dict[str, str] = {}
        for echo in self.echoes(galley):
            marks[echo.pair] = marks.get(echo.pair, "") + self._echo_mark(echo.number, galley)
        html = "".join([html + marks[id_] if id_ in marks else html for id_, html in galley.blocks])
        return open_references(html, self._opener(root)) if galley.links else html

    def echoes(self, galley: Galley) -> tuple[EchoView, ...]:
        """The passages that this article shares, each with its wording in another."""
        slug = galley.article.slug
        if galley is not self.site.articles.get(slug):  # a page may have the name of an article
            return ()
        found: list[EchoView] = []
        for echo in self.site.network.echoes_of.get(slug, ()):
            ours = [passage for passage in echo.passages if passage.slug == slug]
            for there in echo.passages:
                if there.slug != slug:
                    length = there.end - there.start
                    here = min(ours, key=lambda passage: abs(passage.end - passage.start - length))
                    found.append(self._echo(len(found) + 1, here, there))
        return tuple(found)

    def _backlink(self, backlink: Backlink) -> BacklinkView:
        galley, citation = self.site.articles[backlink.article], backlink.citation
        return BacklinkView(
            path=f"articles/{backlink.article}.html#{citation.link.block}",
            title=self.both(*galley.plain_title, galley.article),
            sentence=self.both(*citation.sentence, galley.article),
        )

    def _echo(self, number: int, here: Passage, there: Passage) -> EchoView:
        galley, other = self.site.articles[here.slug], self.site.articles[there.slug]
        ours, theirs = passage_text(galley, here), passage_text(other, there)
        compared = [_compared(ours.form(script), theirs.form(script)) for script in SCRIPTS]
        (ours_hans, theirs_hans), (ours_hant, theirs_hant) = compared
        return EchoView(
            number=number,
            pair=passage_block(galley, here),
            path=f"articles/{there.slug}.html#{passage_block(other, there)}",
            title=self.both(*other.plain_title, other.article),
            date=other.article.date,
            here=self.both(ours_hans, ours_hant, galley.article),
            there=self.both(theirs_hans, theirs_hant, other.article),
        )

    def _echo_mark(self, number: int, galley: Galley) -> str:
        return (
            f'<a class="echo" href="#echo-{number}"><span class="vh">{ui(galley.article.script)("echo")}</span></a>\n'
        )

    def notes(self, galley: Galley, root: str = "../") -> tuple[NoteView, ...]:
        """The footnotes."""
        return tuple(
            NoteView(
                number=note.number,
                body=open_references(note.html, self._opener(root)),
                pairs=(note.block,) if note.block else (),
            )
            for note in galley.notes
        )

    def _opener(self, root: str) -> OpenReference:
        """What opens a `[[…]]` on a page from which `root` leads to the site's."""

        def opened(reference: Reference, script: Script) -> str:
            slug, term = Slug(reference.target), TermId(reference.target)
            if slug in self.site.articles:
                path, shown = f"articles/{slug}.html", self.site.articles[slug].title.form(script)
            else:
                path, shown = (
                    f"glossary/{term}.html",
                    escape(getattr(self.name(term), script)) if term in self.site.glossary else "",
                )
            return f'<a href="{root}{path}">{shown if reference.titled else ""}'

        return opened

    def contents(self, galley: Galley) -> tuple[HeadingView, ...]:
        """The headings, as a table of contents."""
        return tuple(
            HeadingView(anchor=heading.anchor, level=heading.level, title=self.both(*heading.title, galley.article))
            for heading in galley.headings
        )

    # ---- terms

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
        key = (term, article.script, self.hant_region(article), root, present, forms, places)
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
        entry, name = self.site.glossary[term], self.name(term)
        return EntryView(
            id=term,
            path=f"glossary/{term}.html",
            name=name,
            pinyin=self.spelled(term),
            english=entry.english,
            kind=entry.kind,
            definition=self.definition(term, present, root, ruby=article is None),
            names=tuple(self._name_views(entry, here, article)),
            see=tuple(LinkView(path=self._to(other, present), label=self.name(other)) for other in entry.see),
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
                escape(getattr(self.name(other), script)) if reference.titled and other in self.site.glossary else ""
            )
            return f'<a class="term" href="{target(other)}">{shown}'

        hans, hant = (inline(definition.pieces, script, target, open_reference, ruby=ruby) for script in SCRIPTS)
        return Both(hans=hans, hant=hant, source=definition.script, region=self.region)

    def name(self, term: TermId) -> Both:
        """The entry's name in both scripts."""
        if term not in self._names:
            form = self.site.glossary[term].name
            self._names[term] = self.both(form.simplified, form.traditional)
        return self._names[term]

    def spelled(self, term: TermId) -> str | None:
        """The name's reading by the rules of GB/T 16159; `None` for a Latin name."""
        pinyin = self.site.glossary[term].name.pinyin
        return hanzi.spell([s for s in pinyin if s]) if pinyin else None

    def term_item(self, term: TermId) -> TermItem:
        """A term as a line of an index."""
        entry = self.site.glossary[term]
        return TermItem(
            id=term,
            path=f"glossary/{term}.html",
            name=self.name(term),
            pinyin=self.spelled(term),
            english=entry.english,
            kind=entry.kind,
            mentions=self.site.network.total(term),
        )

    def term(self, term: TermId) -> TermView:
        """A term's own page."""
        found = self.site.network.mentions.get(term, ())
        ordered = self.term_order
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
            together=tuple(self.term_item(other) for other in self.together(term)),
            previous=self._term_link(ordered[place - 1]) if place else None,
            next=self._term_link(ordered[place + 1]) if place + 1 < len(ordered) else None,
        )

    @cached_property
    def term_order(self) -> tuple[TermId, ...]:
        """All terms, A–Z by reading or Latin name."""
        return tuple(sorted(self.site.glossary, key=lambda term: (self.sort_key(term), term)))

    def sort_key(self, term: TermId) -> str:
        """What a term is ordered by: its reading without tones, or its name."""
        name = self.site.glossary[term].name
        return hanzi.sort_key(name.simplified, name.pinyin)

    def together(self, term: TermId) -> list[TermId]:
        """The terms most often mentioned in the same articles."""
        counts: dict[TermId, int] = {}
        for found in self.site.network.mentions.get(term, ()):
            for other in {m.term for m in self.site.articles[found.article].mentions}:
                counts[other] = counts.get(other, 0) + 1
        counts.pop(term, None)
        return sorted((t for t in counts if counts[t] > 1), key=lambda t: (-counts[t], t))[:_TOGETHER]

    def _term_link(self, term: TermId) -> LinkView:
        return LinkView(path=f"glossary/{term}.html", label=self.name(term))

    def _to(self, term: TermId, present: frozenset[TermId]) -> str:
        return f"#term-{term}" if term in present else f"glossary/{term}.html"

    def _place(self, found: Mentions) -> PlaceView:
        item = self.item(found.article)
        galley = self.site.articles[found.article]
        return PlaceView(
            path=f"{item.path}#{found.mentions[0].block}",
            title=self.both(*galley.plain_title, galley.article),
            date=item.date,
        )

    def _concordance(self, found: Mentions) -> ConcordanceView:
        article = self.site.articles[found.article].article
        item, path = self.item(found.article), f"../articles/{found.article}.html"
        return ConcordanceView(
            article=item,
            forms=tuple(dict.fromkeys(m.form.form(article.script) for m in found.mentions)),
            mentions=tuple(
                MentionView(context=self.both(_context(m, path, "hans"), _context(m, path, "hant"), article))
                for m in found.mentions
            ),
        )

    def _name_views(self, entry: Entry, here: Sequence[str], article: Article | None) -> Iterable[NameView]:
        region = self.hant_region(article)
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


def _compared(ours: str, theirs: str) -> tuple[str, str]:
    """Both wordings, with a mark round whatever differs."""
    runs = differences(ours, theirs)
    return "".join(_run(run.first, run.equal) for run in runs), "".join(_run(run.second, run.equal) for run in runs)


def _run(text: str, equal: bool) -> str:  # noqa: FBT001 - a pair of values, not a switch
    shown = escape(text, quote=False)
    return shown if equal or not text else f"<mark>{shown}</mark>"


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
