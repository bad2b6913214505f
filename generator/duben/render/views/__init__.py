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

    <a class=term href=#term-agi>…</a>                          a mention; class "first" too for a section's first
    <sup class=fn><a href=#fn-1 role=doc-noteref>1</a></sup>    a footnote's mark, in both copies, without an id
    <a class=echo href=#echo-1><span class=vh>…</span></a>      an echo's mark, straight after its pair
"""

from duben.render.views.articles import (
    ArticleItem,
    ArticlesView,
    ArticleView,
    BacklinkView,
    HeadingView,
    NoteView,
    PageView,
    SharedPassageView,
    YearView,
)
from duben.render.views.frame import Both, DefaultsView, FrameView, LinkView, SiteView
from duben.render.views.landing import HomeView, NotFoundView, SearchView
from duben.render.views.terms import (
    ConcordanceView,
    EntryView,
    GlossaryView,
    LetterView,
    NameView,
    OlderView,
    PlaceView,
    TermItem,
    TermView,
)

__all__ = [
    "ArticleItem",
    "ArticleView",
    "ArticlesView",
    "BacklinkView",
    "Both",
    "ConcordanceView",
    "DefaultsView",
    "EntryView",
    "FrameView",
    "GlossaryView",
    "HeadingView",
    "HomeView",
    "LetterView",
    "LinkView",
    "NameView",
    "NotFoundView",
    "NoteView",
    "OlderView",
    "PageView",
    "PlaceView",
    "SearchView",
    "SharedPassageView",
    "SiteView",
    "TermItem",
    "TermView",
    "YearView",
]
