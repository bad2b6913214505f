"""What every page has: texts in both scripts, the site, and the frame around a page's content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from duben.model.words import Region, Script


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
