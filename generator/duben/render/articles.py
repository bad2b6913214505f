"""Articles and the editor's own pages: from the site to their views."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from html import escape

from duben.article.html import SCRIPTS, OpenReference, open_references
from duben.collection.links import Backlink, passage_block, passage_text
from duben.collection.shared_passages import Passage, differences
from duben.model.article import Reference, Slug
from duben.model.compiled import Galley, Sheet
from duben.model.words import Forms, Script, TermId
from duben.render.lines import Lines
from duben.render.terms import Terms
from duben.render.ui import ui
from duben.render.views import ArticleView, BacklinkView, EchoView, HeadingView, NoteView, PageView


class Articles:
    """Makes the views of one site's articles and pages."""

    def __init__(self, lines: Lines, terms: Terms) -> None:
        self.site, self._lines, self._terms = lines.site, lines, terms

    def article(self, slug: Slug) -> ArticleView:
        """An article's own page."""
        galley, item = self.site.articles[slug], self._lines.item(slug)
        sheet = self.site.shelf.sheet(galley)
        later, earlier = self._neighbours(slug)
        echoes = self.echoes(galley)
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
            body=self._body(galley, sheet, echoes),
            toc=self._contents(galley, sheet),
            notes=self._notes(sheet),
            terms=self._terms.entries(galley),
            echoes=echoes,
            backlinks=tuple(map(self._backlink, self.site.network.backlinks.get(slug, ()))),
            related=tuple(map(self._lines.item, self.site.network.kinship.of(slug))),
            previous=self._lines.item(earlier) if earlier else None,
            next=self._lines.item(later) if later else None,
        )

    def key(self, slug: Slug) -> object:
        """All that an article's page shows, beside what is the same on all pages."""
        galley, lines, network = self.site.articles[slug], self._lines, self.site.network
        echoes = network.echoes_of.get(slug, ())
        return (
            self._page_key(galley),
            [(passage, self.site.articles[passage.slug].key) for echo in echoes for passage in echo.passages],
            [(link, lines.key(link.article)) for link in network.backlinks.get(slug, ())],
            [lines.key(other) for other in network.kinship.of(slug)],
            [other and lines.key(other) for other in self._neighbours(slug)],
        )

    def _page_key(self, galley: Galley) -> object:
        """What the page of an article and one of the editor's own have in common."""
        targets = {citation.link.target for citation in galley.links}
        return (galley.key, self._terms.keys(galley), [(each, self._titles(each)) for each in sorted(targets)])

    def _neighbours(self, slug: Slug) -> tuple[Slug | None, Slug | None]:
        """The articles that come before and after this one in the order, which is newest first."""
        order, place = self.site.network.order, self._places[slug]
        return order[place - 1] if place else None, order[place + 1] if place + 1 < len(order) else None

    @cached_property
    def _places(self) -> Mapping[Slug, int]:
        return {slug: place for place, slug in enumerate(self.site.network.order)}

    def page(self, slug: Slug) -> PageView:
        """A page of the editor's own."""
        galley = self.site.pages[slug]
        sheet = self.site.shelf.sheet(galley)
        return PageView(
            title=self._lines.both(*galley.title, galley.article),
            body=self._body(galley, sheet, root=""),
            toc=self._contents(galley, sheet),
            notes=self._notes(sheet, root=""),
            terms=self._terms.entries(galley, root=""),
        )

    def page_key(self, slug: Slug) -> object:
        """All that a page of the editor's own shows, beside what is the same on all pages."""
        return self._page_key(self.site.pages[slug])

    def _body(self, galley: Galley, sheet: Sheet, echoes: Iterable[EchoView] = (), root: str = "../") -> str:
        """The pairs of the article's blocks, each followed by the marks of the echoes that begin in it."""
        marks: dict[str, str] = {}
        for echo in echoes:
            marks[echo.pair] = marks.get(echo.pair, "") + self._echo_mark(echo.number, galley)
        html = "".join([html + marks[id_] if id_ in marks else html for id_, html in sheet.blocks])
        return open_references(html, self._opener(root)) if galley.links else html

    def echoes(self, galley: Galley) -> tuple[EchoView, ...]:
        """The passages that this article shares, each with its wording in another."""
        slug = galley.article.slug
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
            title=self._lines.both(*galley.plain_title, galley.article),
            sentence=self._lines.both(*citation.sentence, galley.article),
        )

    def _echo(self, number: int, here: Passage, there: Passage) -> EchoView:
        galley, other = self.site.articles[here.slug], self.site.articles[there.slug]
        text, other_text = self.site.shelf.text(galley), self.site.shelf.text(other)
        script, other_script = galley.article.script, other.article.script
        ours, theirs = passage_text(script, text, here), passage_text(other_script, other_text, there)
        compared = [_compared(ours.form(script), theirs.form(script)) for script in SCRIPTS]
        (ours_hans, theirs_hans), (ours_hant, theirs_hant) = compared
        return EchoView(
            number=number,
            pair=passage_block(script, text, here),
            path=f"articles/{there.slug}.html#{passage_block(other_script, other_text, there)}",
            title=self._lines.both(*other.plain_title, other.article),
            date=other.article.date,
            here=self._lines.both(ours_hans, ours_hant, galley.article),
            there=self._lines.both(theirs_hans, theirs_hant, other.article),
        )

    def _echo_mark(self, number: int, galley: Galley) -> str:
        return f"<a class=echo href=#echo-{number}><span class=vh>{ui(galley.article.script)('echo')}</span></a>\n"

    def _notes(self, sheet: Sheet, root: str = "../") -> tuple[NoteView, ...]:
        return tuple(
            NoteView(
                number=note.number,
                body=open_references(note.html, self._opener(root)),
                pairs=(note.block,) if note.block else (),
            )
            for note in sheet.notes
        )

    def _opener(self, root: str) -> OpenReference:
        """What opens a `[[…]]` on a page from which `root` leads to the site's."""

        def opened(reference: Reference, script: Script) -> str:
            kind = "articles" if reference.target in self.site.articles else "glossary"
            shown = self._titles(reference.target).form(script) if reference.titled else ""
            return f"<a href={root}{kind}/{reference.target}.html>{shown}"

        return opened

    def _titles(self, target: str) -> Forms:
        """What a `[[target]]` is called, as HTML."""
        slug, term = Slug(target), TermId(target)
        if slug in self.site.articles:
            return self.site.articles[slug].title
        if term not in self.site.glossary:
            return Forms("", "")
        name = self._lines.name(term)
        return Forms(escape(name.hans), escape(name.hant))

    def _contents(self, galley: Galley, sheet: Sheet) -> tuple[HeadingView, ...]:
        return tuple(
            HeadingView(
                anchor=heading.anchor, level=heading.level, title=self._lines.both(*heading.title, galley.article)
            )
            for heading in sheet.headings
        )


def _compared(ours: str, theirs: str) -> tuple[str, str]:
    """Both wordings, with a mark round whatever differs."""
    runs = differences(ours, theirs)
    return "".join(_run(run.first, run.equal) for run in runs), "".join(_run(run.second, run.equal) for run in runs)


def _run(text: str, equal: bool) -> str:  # noqa: FBT001 - a pair of values, not a switch
    shown = escape(text, quote=False)
    return shown if equal or not text else f"<mark>{shown}</mark>"
