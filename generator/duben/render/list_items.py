"""Makes the list items of articles and terms, and short texts in both scripts."""

from __future__ import annotations

from functools import cached_property

from duben import chinese
from duben.article.html import region_of
from duben.collection.site import Site
from duben.model.article import Article, Slug
from duben.model.paths import article_path, term_path
from duben.model.words import Reading, Region, Script, TermId
from duben.render.deferred import view_digest
from duben.render.views import ArticleItem, Both, TermItem

_CHARACTERS_A_MINUTE = 350
"""Reading speed: a native adult reads 255–400 characters a minute (Brysbaert 2019). Learners are slower."""


class ListItems:
    """Makes and caches the list items of one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.region: Region = site.config.traditional
        self._items: dict[Slug, ArticleItem] = {}
        self._digests: dict[Slug, str] = {}
        self._names: dict[TermId, Both] = {}

    def both(self, hans: str, hant: str, article: Article | None = None) -> Both:
        """A text in both scripts. Its source script is that of the article, or else of the site."""
        source: Script = article.script if article else self.site.config.script
        return Both(hans=hans, hant=hant, source=source, region=self.hant_region(article))

    def hant_region(self, article: Article | None) -> Region:
        """The region of an article's Traditional copy."""
        return region_of(article, self.region) if article else self.region

    def text(self, text: str) -> Both:
        """A plain text of `site.toml` or of a front matter, converted to both scripts."""
        if not text:
            return self.both("", "")
        script: Script = "hans" if chinese.fold(text) == text else "hant"
        words = chinese.annotate(text, script, region=self.region, vocabulary=self.site.config.vocabulary).words
        return self.both("".join(word.simplified for word in words), "".join(word.traditional for word in words))

    def item(self, slug: Slug) -> ArticleItem:
        """The list item of an article."""
        if slug not in self._items:
            compiled = self.site.articles[slug]
            article = compiled.article
            self._items[slug] = ArticleItem(
                path=article_path(slug),
                title=self.both(*compiled.title, article),
                plain_title=self.both(*compiled.plain_title, article),
                date=article.date,
                author=self.text(article.author) if article.author else None,
                publication=self.text(article.source) if article.source else None,
                summary=self.both(*compiled.summary, article) if article.summary else None,
                script=article.script,
                region=article.region,
                minutes=max(1, round(compiled.characters / _CHARACTERS_A_MINUTE)),
            )
        return self._items[slug]

    def item_digest(self, slug: Slug) -> str:
        """A digest of an article's item."""
        if slug not in self._digests:
            self._digests[slug] = view_digest(self.item(slug))
        return self._digests[slug]

    def name(self, term: TermId) -> Both:
        """The name of a term in both scripts."""
        if term not in self._names:
            form = self.site.glossary[term].name
            self._names[term] = self.both(form.simplified, form.traditional)
        return self._names[term]

    def pinyin(self, term: TermId) -> Both | None:
        """The pinyin of both forms of a term's name, spelled by GB/T 16159; `None` for a Latin name."""
        name = self.site.glossary[term].name
        hans = _spelled(name.simplified, name.reading("hans"))
        hant = _spelled(chinese.fold(name.traditional), name.reading("hant"))
        return self.both(hans, hant) if hans or hant else None

    def term_item(self, term: TermId) -> TermItem:
        """The list item of a term."""
        entry = self.site.glossary[term]
        return TermItem(
            id=term,
            path=term_path(term),
            name=self.name(term),
            pinyin=self.pinyin(term),
            english=entry.english,
            kind=entry.kind,
            mentions=self.site.links.total(term),
        )

    @cached_property
    def term_order(self) -> tuple[TermId, ...]:
        """All terms, sorted A–Z by pinyin or Latin name."""
        return tuple(sorted(self.site.glossary, key=lambda term: (self.sort_key(term), term)))

    def sort_key(self, term: TermId) -> str:
        """The sort key of a term: the pinyin of its form in the site's script without tones, or its Latin name."""
        name, script = self.site.glossary[term].name, self.site.config.script
        return chinese.sort_key(name.simplified if script == "hans" else name.traditional, name.reading(script))


def _spelled(form: str, reading: Reading | None) -> str:
    """The spelling of a Simplified form's reading; empty without Han characters."""
    return chinese.spell_name(form, reading) if reading and any(reading) else ""
