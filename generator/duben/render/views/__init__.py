"""The values that templates get: `render` fills these views, `templates/` reads them.

Every template gets four names:

    site   a SiteView, the same object for every page
    page   a FrameView: what the frame around the content needs (title, language, path to the root)
    view   the view of that page type (ArticleView, TermView …), named after its template
    ui     Ui(page.script): the interface texts (see `ui`)

The environment has autoescape, `trim_blocks`, `lstrip_blocks` and StrictUndefined. It has no filters or globals of its
own.

The comment of a field names the kind of its text:

    plain   text as a person wrote it; the templates escape it
    HTML    safe, finished HTML; the templates print it as it is (it may carry ruby and term links)
    path    a page of the site from its root, without a leading slash, perhaps with a fragment
            ("articles/sora.html#p12"); the templates put `page.root` before it

Links in HTML fields work on the page that shows them: in the body of a page they lead to `#term-…`, in a definition to
the term's page. In a card, `static/entries.js` turns the latter into the former if the page has the entry.

A link within the page opens a popover: `#term-<id>` (a glossary entry), `#fn-<n>` (a footnote) or `#echo-<n>` (a
passage shared with another article). The templates write these targets at the foot. The body has only the links:

    <a class=term href=#term-agi>…</a>                          a mention; also class "first" for the first in a section
    <sup class=fn><a href=#fn-1 role=doc-noteref>1</a></sup>    a footnote's mark, in both copies, without an id
    <a class=echo href=#echo-1><span class=vh>…</span></a>      a shared passage's mark, right after its pair
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
    CardView,
    ConcordanceView,
    EntryLineView,
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
    "CardView",
    "ConcordanceView",
    "DefaultsView",
    "EntryLineView",
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
