"""The narrow views the templates see: `render` fills them, `templates/` reads them, nobody else knows them.

Every template is rendered with four names:

    site   a SiteView, the same object for every page
    page   a FrameView: what the frame around the content needs (title, language, way to the root)
    view   the view of that page type (ArticleView, TermView …), named after its template
    ui     Ui(page.script): the words of the interface (see `ui`)

The environment has autoescape on, `trim_blocks`, `lstrip_blocks` and StrictUndefined; it needs no filter or global.

Three kinds of text, told apart by where they stand in a field's comment:

    plain   text as a person wrote it; the templates escape it
    HTML    safe, finished HTML; the templates print it as it is (it may carry ruby and term links)
    path    a page of the site from its root, without a leading slash, perhaps with a fragment
            ("articles/sora.html#p12"); the templates put `page.root` before it

HTML fields come with links that already work from the page they are shown on: to `#term-…` where the page's own
glossary has the entry, else to the term's page.

What opens a popover is a link into the page: `#term-<id>` (a glossary entry), `#fn-<n>` (a footnote), `#echo-<n>` (a
passage shared with another article). The templates write those targets at the foot; the body only has the links:

    <a class=term href=#term-agi>…</a>                                a mention; class "first" too for a section's first
    <sup class=fn><a href=#fn-1 role=doc-noteref>1</a></sup>        a footnote's mark, in both copies, without an id
    <a class=echo href=#echo-1><span class=vh>…</span></a>            an echo's mark, straight after its pair
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt

    from generator.glossary import Kind
    from generator.model import Region, Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """One text in both scripts; `source` is the one it was written in, shown when the reader asks for "as written"."""

    hans: str
    hant: str
    source: Script = "hans"
    region: Region = "cn"
    """Region of the Traditional copy; "cn" and "tw" give `zh-Hant-TW`, "hk" gives `zh-Hant-HK`."""

    @property
    def hant_lang(self) -> str:
        """Language tag of the Traditional copy."""
        return "zh-Hant-HK" if self.region == "hk" else "zh-Hant-TW"

    @property
    def lang(self) -> str:
        """Language tag of the copy in the text's own script."""
        return "zh-Hans" if self.source == "hans" else self.hant_lang

    @property
    def own(self) -> str:
        """The copy in the text's own script."""
        return self.hans if self.source == "hans" else self.hant


# ---------------------------------------------------------------------------------------------- the site and the frame


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A link with a bilingual label, such as one in the navigation."""

    path: str
    label: Both  # plain


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultsView:
    """What a first-time reader sees; each value ends a radio button's id (`script-source`, `pinyin-off` …)."""

    script: Literal["source", "hans", "hant", "both"] = "source"
    pinyin: Literal["off", "terms", "hard", "all"] = "off"
    bare: Literal["500", "1000", "1500", "2500"] = "1000"
    """In "hard words": the most common so many characters stay without a reading."""
    links: Literal["first", "all", "none"] = "first"
    theme: Literal["system", "light", "sepia", "dark"] = "system"
    ui: Literal["auto", "en"] = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """What is the same on every page."""

    title: Both  # plain
    subtitle: Both  # plain
    footer: Both | None = None  # HTML: whose the text is, under what licence
    nav: tuple[LinkView, ...] = ()
    """The site's own pages, after the articles and the glossary, which are always there."""
    assets: Mapping[str, str]
    """Path of each file of `static/` by its plain name: "reader.css" → "static/reader.5e1f0a.css"."""
    restore: str
    """Text of `templates/restore.js`, the one inline script: sets the radio buttons from what the browser keeps."""
    restore_hash: str
    """Its hash as CSP wants it: "sha256-…=" (base64 of SHA-256 over exactly the text of `restore`)."""
    defaults: DefaultsView = field(default_factory=DefaultsView)
    feed: str | None = "feed.xml"  # path
    search: str | None = "search.html"  # path; None: a site without search
    generator: str = "Duben"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameView:
    """What the frame around one page's content needs."""

    path: str  # path of this page
    root: str
    """From this page to the site's root: "" or "../"; on 404, which may be shown anywhere, the base path ("/repo/")."""
    title: Both  # plain, without the site's title
    description: Both | None = None  # plain
    canonical: str | None = None  # absolute URL, when the site knows its own
    script: Script = "hans"
    """Script the page is written in: sets `<html lang>` and which copy of the interface shows before any choice."""
    region: Region = "cn"

    @property
    def lang(self) -> str:
        """Language tag of the page as written."""
        return "zh-Hans" if self.script == "hans" else "zh-Hant-HK" if self.region == "hk" else "zh-Hant-TW"


# ------------------------------------------------------------------------------------------------------------ articles


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleItem:
    """An article as a line in a list: home, article list, related, previous and next."""

    path: str
    title: Both  # HTML (ruby if you have it, no links)
    plain_title: Both  # plain
    date: dt.date | None
    author: Both | None = None  # plain
    publication: Both | None = None  # plain: where an imported text came from
    summary: Both | None = None  # HTML, no links
    script: Script
    region: Region = "cn"
    minutes: int
    """Estimated reading time, at least 1."""
    characters: int
    """Han characters in the body."""
    terms: tuple[LinkView, ...] = ()
    """A few terms that say what it is about; in "related", the terms it shares with the article shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingView:
    """A line in the table of contents."""

    anchor: str  # id of the heading's pair
    level: int  # 2 … 6
    title: Both  # plain


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """A footnote; its target is `fn-<number>`."""

    number: int
    body: str  # HTML: pairs
    pairs: tuple[str, ...]
    """Ids of the pairs that refer to it, for the way back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EchoView:
    """A passage of this article that another shares; its target is `echo-<number>`."""

    number: int
    pair: str  # id of the pair here, for the way back
    path: str  # the passage there
    title: Both  # plain: title of the other article
    date: dt.date | None = None
    here: Both  # HTML: the wording here, `<mark>` round what differs from there
    there: Both  # HTML: the wording there, `<mark>` round what differs from here


@dataclass(frozen=True, slots=True, kw_only=True)
class BacklinkView:
    """Another article that links to this one, and the sentence in which it does."""

    path: str  # the block that links
    title: Both  # plain
    sentence: Both  # plain


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """One article (`article.html`)."""

    title: Both  # HTML (ruby), no links
    date: dt.date | None
    author: Both | None = None  # plain
    publication: Both | None = None  # plain
    url: str | None = None  # where it was first published
    summary: Both | None = None  # HTML
    script: Script
    region: Region = "cn"
    minutes: int
    characters: int
    body: str  # HTML: the pairs, as the module that writes annotated text makes them
    toc: tuple[HeadingView, ...] = ()
    notes: tuple[NoteView, ...] = ()
    terms: tuple[str, ...] = ()  # HTML
    """The entries that the body links to, by first mention, each set by `entry.html`."""
    echoes: tuple[EchoView, ...] = ()
    backlinks: tuple[BacklinkView, ...] = ()
    related: tuple[ArticleItem, ...] = ()
    previous: ArticleItem | None = None  # older
    next: ArticleItem | None = None  # newer


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """The articles of one year, newest first; `year` is `None` for those without a date."""

    year: int | None
    articles: tuple[ArticleItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesView:
    """All articles, newest first, those without a date last (`articles.html`)."""

    years: tuple[YearView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The first page (`home.html`)."""

    intro: PageView | None = None  # the page the editor wrote for it
    latest: tuple[ArticleItem, ...]
    terms: tuple[TermItem, ...] = ()
    """The most mentioned terms."""
    articles: int
    entries: int
    characters: int


# ------------------------------------------------------------------------------------------------------------ glossary


@dataclass(frozen=True, slots=True, kw_only=True)
class NameView:
    """One of the names a term goes by."""

    form: str  # plain, exactly as written
    lang: str  # "zh-Hans", "zh-Hant-TW", "zh-Hant-HK", "en"
    region: Region | None = None  # where it is the usual one, if that can be told
    here: bool = False
    """On an article's page: this article writes it so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """Where a term is mentioned, in one line: the article and the first mention in it."""

    path: str  # "articles/sora.html#p3"
    title: Both  # plain
    date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A glossary entry: at the foot of an article, in a popover, and at the head of its own page."""

    id: str
    path: str  # the term's page
    name: Both  # plain
    pinyin: str | None = None  # plain, spelled by GB/T 16159; None for a Latin name
    english: str = ""  # plain
    kind: Kind
    definition: Both  # HTML
    names: tuple[NameView, ...] = ()
    """Other forms than `name`, and `name` too where `here` tells something; the one used here first."""
    see: tuple[LinkView, ...] = ()  # path "#term-<id>" where the page has the entry, else the term's page
    url: str | None = None
    places: tuple[PlaceView, ...] = ()
    """The three newest of the *other* articles that mention it; not shown on its own page."""
    articles: int = 0
    """Articles that mention it, this one included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcordanceView:
    """The mentions of one article."""

    source: str  # HTML: title and facts of the article, set by `source.html`
    lang: str
    forms: tuple[str, ...] = ()  # plain: the forms this article uses, as written
    mentions: str  # HTML: items of a list, see `concordance`


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderView:
    """The mentions of an article that is too old to be shown with its sentences."""

    place: PlaceView
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A term's own page (`term.html`)."""

    entry: EntryView
    concordance: tuple[ConcordanceView, ...] = ()  # newest first
    older: tuple[OlderView, ...] = ()
    """The articles after those, in one line each."""
    articles: int = 0
    mentions: int = 0
    timeline: str = ""  # HTML: an SVG drawing, labelled by the element with the id "timeline"
    first: PlaceView | None = None
    latest: PlaceView | None = None
    together: tuple[TermItem, ...] = ()
    """Terms often mentioned in the same articles."""
    previous: LinkView | None = None  # by the order of the index
    next: LinkView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermItem:
    """A term as a line in the index."""

    id: str
    path: str
    name: Both  # plain
    pinyin: str | None = None
    english: str = ""
    kind: Kind
    mentions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """One letter of the index: A–Z by pinyin or Latin name, "#" for the rest."""

    letter: str
    terms: tuple[TermItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryView:
    """The glossary's index (`glossary.html`)."""

    letters: tuple[LetterView, ...]
    kinds: tuple[Kind, ...]
    """The kinds that occur, in the order to offer them."""
    entries: int


# -------------------------------------------------------------------------------------------------------- other pages


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """A page of the editor's own, from `content/pages/` (`page.html`)."""

    title: Both  # HTML
    body: str  # HTML: pairs
    toc: tuple[HeadingView, ...] = ()
    notes: tuple[NoteView, ...] = ()
    terms: tuple[str, ...] = ()  # HTML, each set by `entry.html`


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """The search page (`search.html`)."""

    script: str | None = "search.js"
    """The file of `static/` that searches."""
    data: str = "search/"
    """Path of the index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    """The page for a missing address (`404.html`)."""

    latest: tuple[ArticleItem, ...] = ()
