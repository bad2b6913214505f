"""Makes the views of shared passages, with both wordings side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from duben.article.html import SCRIPTS
from duben.collection.shared_passages import Passage, SharedPassage, differences, passage_block, passage_text
from duben.model.compiled import CompiledArticle
from duben.model.paths import article_path
from duben.render.deferred import Deferred
from duben.render.list_items import ListItems
from duben.render.views import SharedPassageView


class PassageViews:
    """Makes the views of the shared passages of one site."""

    def __init__(self, items: ListItems) -> None:
        self._site, self._items = items.site, items

    def views(self, compiled: CompiledArticle) -> Deferred[tuple[SharedPassageView, ...]]:
        """The passages that an article shares with others, numbered in text order."""
        shared = self._site.links.passages_of.get(compiled.article.slug, ())
        passages = [passage for each in shared for passage in each.passages]
        key = [(passage, self._site.articles[passage.slug].key) for passage in passages]
        return Deferred(key, lambda: tuple(self._views(compiled, shared)))

    def _views(self, compiled: CompiledArticle, shared: Iterable[SharedPassage]) -> Iterator[SharedPassageView]:
        slug, number = compiled.article.slug, 0
        for each in shared:
            ours = [passage for passage in each.passages if passage.slug == slug]
            for there in each.passages:
                if there.slug != slug:
                    length, number = there.end - there.start, number + 1
                    here = min(ours, key=lambda passage: abs(passage.end - passage.start - length))
                    yield self._view(number, here, there)

    def _view(self, number: int, here: Passage, there: Passage) -> SharedPassageView:
        compiled, other = self._site.articles[here.slug], self._site.articles[there.slug]
        text, other_text = self._site.article_store.text(compiled), self._site.article_store.text(other)
        script, other_script = compiled.article.script, other.article.script
        ours, theirs = passage_text(script, text, here), passage_text(other_script, other_text, there)
        compared = [_compared(ours.form(script), theirs.form(script)) for script in SCRIPTS]
        (ours_hans, theirs_hans), (ours_hant, theirs_hant) = compared
        return SharedPassageView(
            number=number,
            pair=passage_block(script, text, here),
            path=article_path(there.slug, passage_block(other_script, other_text, there)),
            title=self._items.both(*other.plain_title, other.article),
            date=other.article.date,
            here=self._items.both(ours_hans, ours_hant, compiled.article),
            there=self._items.both(theirs_hans, theirs_hant, other.article),
        )


def _compared(ours: str, theirs: str) -> tuple[str, str]:
    """Both wordings as HTML, with `<mark>` around what differs."""
    runs = differences(ours, theirs)
    return "".join(_run(run.first, run.equal) for run in runs), "".join(_run(run.second, run.equal) for run in runs)


def _run(text: str, equal: bool) -> str:  # noqa: FBT001 - a pair of values, not a switch
    shown = escape(text, quote=False)
    return shown if equal or not text else f"<mark>{shown}</mark>"
