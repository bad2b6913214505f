"""The views that every page has: texts in both scripts, the site, and the frame of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from duben.model.words import Region, Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """One text in both scripts. `source` is the script of the original, which "Source" shows."""

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
    """The settings before the reader changes them. Each value is the end of a radio button's id: `script-source`."""

    script: Literal["source", "hans", "hant", "both"] = "source"
    pinyin: Literal["off", "terms", "hard", "all"] = "off"
    bare: Literal["500", "1000", "1500", "2500"] = "1000"
    """In "hard words": this number of the most common characters has no pinyin."""
    links: Literal["first", "all", "none"] = "first"
    theme: Literal["system", "light", "sepia", "dark"] = "system"
    ui: Literal["auto", "en"] = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """The values that are the same on every page."""

    title: Both  # plain
    subtitle: Both  # plain
    footer: Both | None = None  # HTML: author and licence of the texts
    nav: tuple[LinkView, ...] = ()
    """The pages in `content/pages`. The links to the articles and the glossary are not in it."""
    assets: Mapping[str, str]
    """Path of each file of `static/` by its plain name: "reader.css" → "static/reader.5e1f0a.css"."""
    restore: str
    """Text of `templates/restore.js`, the inline script: sets the radio buttons from the browser's storage."""
    restore_hash: str
    """Its hash for the Content-Security-Policy: "sha256-…=" (base64 of the SHA-256 of the text of `restore`)."""
    defaults: DefaultsView = field(default_factory=DefaultsView)
    feed: str | None = "feed.xml"  # path
    search: str | None = "search.html"  # path; None: a site without search
    generator: str = "Duben"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameView:
    """The values for the frame around one page's content."""

    path: str  # path of this page
    root: str
    """Path from this page to the site's root: "" or "../". For 404.html, which any path may show, it is "/repo/"."""
    title: Both  # plain, without the site's title
    description: Both | None = None  # plain
    canonical: str | None = None  # absolute URL, if the site has a base_url
    script: Script = "hans"
    """Script of the page's text: decides `<html lang>` and the default language of the interface."""
    region: Region = "cn"

    @property
    def lang(self) -> str:
        """Language tag of the page as written."""
        return "zh-Hans" if self.script == "hans" else "zh-Hant-HK" if self.region == "hk" else "zh-Hant-TW"
