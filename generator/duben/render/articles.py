"""Articles and the editor's own pages: from the site to their views."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from html import escape

from duben.article.html import SCRIPTS, OpenReference, open_references
from duben.collection.links import Backlink, passage_block, passage_text
from duben.collection.shared_passages import Passage, differences
from duben.model.article import Reference, Slug
from duben.model.compiled import ArticleBody, CompiledArticle
from duben.model.words import Forms, Script, TermId
from duben.render.lines import ListItems
from duben.render.terms import Terms
from duben.render.ui import ui
from duben.render.views import ArticleView, BacklinkView, HeadingView, NoteView, PageView, SharedPassageView


class Articles:
    """Makes the views of one site's articles and pages."""

    def __init__(self, lines: ListItems, terms: Terms) -> None:
        self.site, self._lines, self._terms = lines.site, lines, terms

    def article(self, slug: Slug) -> ArticleView:
        """An article's own page."""
        compiled, item = self.site.articles[slug], self._lines.item(slug)
        body = self.site.article_store.body(compiled)
        later, earlier = self._neighbours(slug)
        shared_passages = self.shared_passages(compiled)
        return ArticleView(
            title=item.title,
            date=item.date,
            author=item.author,
            publication=item.publication,
            url=compiled.article.url or None,
            summary=item.summary,
            script=item.script,
            region=item.region,
            minutes=item.minutes,
            characters=item.characters,
            body=self._body(compiled, body, shared_passages),
            toc=self._contents(compiled, body),
            notes=self._notes(body),
            terms=self._terms.entries(compiled),
            shared_passages=shared_passages,
            backlinks=tuple(map(self._backlink, self.site.links.backlinks.get(slug, ()))),
            related=tuple(map(self._lines.item, self.site.links.related.of(slug))),
            previous=self._lines.item(earlier) if earlier else None,
            next=self._lines.item(later) if later else None,
        )

    def key(self, slug: Slug) -> object:
        """All that an article's page shows, beside what is the same on all pages."""
        compiled, lines, links = self.site.articles[slug], self._lines, self.site.links
        shared_passages = links.passages_of.get(slug, ())
        return (
            self._page_key(compiled),
            [
                (passage, self.site.articles[passage.slug].key)
                for shared in shared_passages
                for passage in shared.passages
            ],
            [(link, lines.key(link.article)) for link in links.backlinks.get(slug, ())],
            [lines.key(other) for other in links.related.of(slug)],
            [other and lines.key(other) for other in self._neighbours(slug)],
        )

    def _page_key(self, compiled: CompiledArticle) -> object:
        """What the page of an article and one of the editor's own have in common."""
        targets = {citation.link.target for citation in compiled.links}
        return (compiled.key, self._terms.keys(compiled), [(each, self._titles(each)) for each in sorted(targets)])

    def _neighbours(self, slug: Slug) -> tuple[Slug | None, Slug | None]:
        """The articles that come before and after this one in the order, which is newest first."""
        order, place = self.site.links.order, self._places[slug]
        return order[place - 1] if place else None, order[place + 1] if place + 1 < len(order) else None

    @cached_property
    def _places(self) -> Mapping[Slug, int]:
        return {slug: place for place, slug in enumerate(self.site.links.order)}

    def page(self, slug: Slug) -> PageView:
        """A page of the editor's own."""
        compiled = self.site.pages[slug]
        body = self.site.article_store.body(compiled)
        return PageView(
            title=self._lines.both(*compiled.title, compiled.article),
            body=self._body(compiled, body, root=""),
            toc=self._contents(compiled, body),
            notes=self._notes(body, root=""),
            terms=self._terms.entries(compiled, root=""),
        )

    def page_key(self, slug: Slug) -> object:
        """All that a page of the editor's own shows, beside what is the same on all pages."""
        return self._page_key(self.site.pages[slug])

    def _body(
        self,
        compiled: CompiledArticle,
        body: ArticleBody,
        shared_passages: Iterable[SharedPassageView] = (),
        root: str = "../",
    ) -> str:
        """The pairs of the article's blocks, each followed by the marks of the echoes that begin in it."""
        marks: dict[str, str] = {}
        for shared in shared_passages:
            marks[shared.pair] = marks.get(shared.pair, "") + self._passage_mark(shared.number, compiled)
        html = "".join([html + marks[id_] if id_ in marks else html for id_, html in body.blocks])
        return open_references(html, self._opener(root)) if compiled.links else html

    def shared_passages(self, compiled: CompiledArticle) -> tuple[SharedPassageView, ...]:
        """The passages that this article shares, each with its wording in another."""
        slug = compiled.article.slug
        found: list[SharedPassageView] = []
        for shared in self.site.links.passages_of.get(slug, ()):
            ours = [passage for passage in shared.passages if passage.slug == slug]
            for there in shared.passages:
                if there.slug != slug:
                    length = there.end - there.start
                    here = min(ours, key=lambda passage: abs(passage.end - passage.start - length))
                    found.append(self._shared_passage(len(found) + 1, here, there))
        return tuple(found)

    def _backlink(self, backlink: Backlink) -> BacklinkView:
        compiled, citation = self.site.articles[backlink.article], backlink.citation
        return BacklinkView(
            path=f"articles/{backlink.article}.html#{citation.link.block}",
            title=self._lines.both(*compiled.plain_title, compiled.article),
            sentence=self._lines.both(*citation.sentence, compiled.article),
        )

    def _shared_passage(self, number: int, here: Passage, there: Passage) -> SharedPassageView:
        compiled, other = self.site.articles[here.slug], self.site.articles[there.slug]
        text, other_text = self.site.article_store.text(compiled), self.site.article_store.text(other)
        script, other_script = compiled.article.script, other.article.script
        ours, theirs = passage_text(script, text, here), passage_text(other_script, other_text, there)
        compared = [_compared(ours.form(script), theirs.form(script)) for script in SCRIPTS]
        (ours_hans, theirs_hans), (ours_hant, theirs_hant) = compared
        return SharedPassageView(
            number=number,
            pair=passage_block(script, text, here),
            path=f"articles/{there.slug}.html#{passage_block(other_script, other_text, there)}",
            title=self._lines.both(*other.plain_title, other.article),
            date=other.article.date,
            here=self._lines.both(ours_hans, ours_hant, compiled.article),
            there=self._lines.both(theirs_hans, theirs_hant, other.article),
        )

    def _passage_mark(self, number: int, compiled: CompiledArticle) -> str:
        return f"<a class=echo href=#echo-{number}><span class=vh>{ui(compiled.article.script)('echo')}</span></a>\n"

    def _notes(self, body: ArticleBody, root: str = "../") -> tuple[NoteView, ...]:
        return tuple(
            NoteView(
                number=note.number,
                body=open_references(note.html, self._opener(root)),
                pairs=(note.block,) if note.block else (),
            )
            for note in body.notes
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

    def _contents(self, compiled: CompiledArticle, body: ArticleBody) -> tuple[HeadingView, ...]:
        return tuple(
            HeadingView(
                anchor=heading.anchor, level=heading.level, title=self._lines.both(*heading.title, compiled.article)
            )
            for heading in body.headings
        )


def _compared(ours: str, theirs: str) -> tuple[str, str]:
    """Both wordings, with a mark round whatever differs."""
    runs = differences(ours, theirs)
    return "".join(_run(run.first, run.equal) for run in runs), "".join(_run(run.second, run.equal) for run in runs)


def _run(text: str, equal: bool) -> str:  # noqa: FBT001 - a pair of values, not a switch
    shown = escape(text, quote=False)
    return shown if equal or not text else f"<mark>{shown}</mark>"
