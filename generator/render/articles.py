"""Articles and the editor's own pages: from the site to their views."""

from __future__ import annotations

from html import escape

from generator.echoes import Passage, differences
from generator.model import Galley, Reference, Script, Slug, TermId
from generator.network import Backlink, passage_block, passage_text
from generator.render.lines import Lines
from generator.render.terms import Terms
from generator.typeset import SCRIPTS, OpenReference, open_references
from generator.ui import ui
from generator.views import (
    ArticleView,
    BacklinkView,
    EchoView,
    HeadingView,
    NoteView,
    PageView,
)


class Articles:
    """Makes the views of one site's articles and pages."""

    def __init__(self, lines: Lines, terms: Terms) -> None:
        self.site, self._lines, self._terms = lines.site, lines, terms

    def article(self, slug: Slug) -> ArticleView:
        """An article's own page."""
        galley, item = self.site.articles[slug], self._lines.item(slug)
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
            terms=self._terms.entries(galley),
            echoes=self.echoes(galley),
            backlinks=tuple(map(self._backlink, self.site.network.backlinks.get(slug, ()))),
            related=tuple(self._lines.item(shared.article) for shared in self.site.network.kinship.of(slug)),
            previous=self._lines.item(order[place + 1]) if place + 1 < len(order) else None,
            next=self._lines.item(order[place - 1]) if place else None,
        )

    def page(self, slug: Slug) -> PageView:
        """A page of the editor's own."""
        galley = self.site.pages[slug]
        return PageView(
            title=self._lines.both(*galley.title, galley.article),
            body=self.body(galley, root=""),
            toc=self.contents(galley),
            notes=self.notes(galley, root=""),
            terms=self._terms.entries(galley, root=""),
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
            title=self._lines.both(*galley.plain_title, galley.article),
            sentence=self._lines.both(*citation.sentence, galley.article),
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
            title=self._lines.both(*other.plain_title, other.article),
            date=other.article.date,
            here=self._lines.both(ours_hans, ours_hant, galley.article),
            there=self._lines.both(theirs_hans, theirs_hant, other.article),
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
                    escape(getattr(self._lines.name(term), script)) if term in self.site.glossary else "",
                )
            return f'<a href="{root}{path}">{shown if reference.titled else ""}'

        return opened

    def contents(self, galley: Galley) -> tuple[HeadingView, ...]:
        """The headings, as a table of contents."""
        return tuple(
            HeadingView(
                anchor=heading.anchor, level=heading.level, title=self._lines.both(*heading.title, galley.article)
            )
            for heading in galley.headings
        )


def _compared(ours: str, theirs: str) -> tuple[str, str]:
    """Both wordings, with a mark round whatever differs."""
    runs = differences(ours, theirs)
    return "".join(_run(run.first, run.equal) for run in runs), "".join(_run(run.second, run.equal) for run in runs)


def _run(text: str, equal: bool) -> str:  # noqa: FBT001 - a pair of values, not a switch
    shown = escape(text, quote=False)
    return shown if equal or not text else f"<mark>{shown}</mark>"
