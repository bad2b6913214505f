"""Files for the web: feed and sitemap if the site's address is known, and `.nojekyll` for GitHub Pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from xml.etree import ElementTree as ET

from duben.collection.site import Site
from duben.model.article import Slug
from duben.model.compiled import CompiledArticle
from duben.model.paths import ARTICLES, GLOSSARY, HOME, article_path, directory, page_path, term_path
from duben.sources.config import Config

_FEED_LENGTH = 20


def web_files(config: Config) -> Mapping[str, Callable[[Site], bytes]]:
    """The function that makes each file. Feed, sitemap and robots.txt need `base_url`."""
    known = {"feed.xml": _feed, "sitemap.xml": _sitemap, "robots.txt": _robots} if config.base_url else {}
    return {".nojekyll": lambda _: b"", **known}


def _robots(site: Site) -> bytes:
    return f"User-agent: *\nAllow: /\nSitemap: {site.config.base_url}sitemap.xml\n".encode()


def _sitemap(site: Site) -> bytes:
    root = ET.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    base = site.config.base_url
    paths = [directory(HOME), directory(ARTICLES), *map(article_path, site.links.order), directory(GLOSSARY)]
    paths += [*map(term_path, site.glossary), *(page_path(slug) for slug in site.pages if slug != "index")]
    for path in paths:
        ET.SubElement(ET.SubElement(root, "url"), "loc").text = base + path
    return _xml(root)


def _feed(site: Site) -> bytes:
    root = ET.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    base, config = site.config.base_url, site.config
    dated = [slug for slug in site.links.order if site.articles[slug].article.date][:_FEED_LENGTH]
    _add(root, "title", config.title)
    _add(root, "id", base)
    _add(root, "updated", _moment(site, dated[0]) if dated else "1970-01-01T00:00:00Z")
    ET.SubElement(root, "link", rel="self", href=f"{base}feed.xml")
    ET.SubElement(root, "link", rel="alternate", href=base)
    if config.author:
        _add(ET.SubElement(root, "author"), "name", config.author)
    for slug in dated:
        _entry(root, site, slug)
    return _xml(root)


def _entry(root: ET.Element, site: Site, slug: Slug) -> None:
    compiled, url = site.articles[slug], site.config.base_url + article_path(slug)
    entry = ET.SubElement(root, "entry")
    _add(entry, "title", compiled.article.title)
    _add(entry, "id", url)
    _add(entry, "updated", _moment(site, slug))
    ET.SubElement(entry, "link", rel="alternate", href=url)
    _add(ET.SubElement(entry, "author"), "name", compiled.article.author or site.config.author or site.config.title)
    if compiled.article.summary:
        _add(entry, "summary", compiled.article.summary)


def _moment(site: Site, slug: Slug) -> str:
    article: CompiledArticle = site.articles[slug]
    return f"{(article.article.date or dt.date.min).isoformat()}T00:00:00Z"


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _xml(root: ET.Element) -> bytes:
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
