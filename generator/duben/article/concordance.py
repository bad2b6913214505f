"""The concordance: a term's mentions in one article, each in its sentence (keyword in context), in both scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from urllib.parse import quote

from duben.article.html import language_tag, region_of
from duben.model.article import Article, Mention
from duben.model.paths import article_path
from duben.model.words import Region, Script, TermId

_QUOTED = 8
"""Minimum number of characters at each end of a sentence that a text fragment contains."""
_PAUSE = re.compile(r"[\s，。；：！？、（）「」『』《》“”…—,;:!?()]+")
_SENTENCES = 100
"""Number of fragments to remember, because a sentence may have several mentions."""
_SPECIAL = re.compile(r"[^\w\u00a1-\uffef]|\s")
"""Signs that mean something in a link or in a text fragment, and white space."""
_CONTEXT = 60
"""Characters of the sentence on either side of a mention."""


def contexts(mentions: Iterable[Mention], article: Article, hant_region: Region) -> dict[TermId, str]:
    """The mentions of each term as list items, for a page in `glossary/`.

    Each item has three parts in each script, so that CSS can align mentions: what is before, a link to the sentence
    with the mention as its text, and what is after.
    """
    hant = language_tag("hant", region_of(article, hant_region))
    hidden = (" hidden", "") if article.script == "hant" else ("", " hidden")
    found: dict[TermId, list[str]] = {}
    for mention in mentions:
        path = f"../{article_path(article.slug, mention.block)}"
        item = (
            f"<li><div class=pair><p lang=zh-Hans{hidden[0]}>{_context(mention, path, 'hans')}</p>"
            f"<p lang={hant}{hidden[1]}>{_context(mention, path, 'hant')}</p></div></li>\n"
        )
        found.setdefault(mention.term, []).append(item)
    return {term: "".join(items) for term, items in found.items()}


def _context(mention: Mention, path: str, script: Script) -> str:
    """One mention. The link leads to its block, or to its sentence if the browser supports text fragments."""
    before, form, after = (part.form(script) for part in (mention.left, mention.form, mention.right))
    fragment = _fragment((before + form + after).strip())
    before = "…" + before[-_CONTEXT:] if len(before) > _CONTEXT else before
    after = after[:_CONTEXT] + "…" if len(after) > _CONTEXT else after
    before, form, after = (escape(part, quote=False) for part in (before, form, after))
    link = f'<a href="{path}:~:text={fragment}"><mark>{form}</mark></a>'
    return f"<span class=kwic><span>{before}</span>{link}<span>{after}</span></span>"


@lru_cache(_SENTENCES)
def _fragment(sentence: str) -> str:
    """The text fragment that finds the sentence in its page (WICG Scroll to Text Fragment).

    It contains whole clauses, because browsers find only whole words. Han characters stay: a link may have any letter,
    and percent-encoded it would have nine bytes instead of three.
    """
    pauses = [match.span() for match in _PAUSE.finditer(sentence)]
    start = next((start for start, _ in pauses if start >= _QUOTED), len(sentence))
    end = next((end for _, end in reversed(pauses) if end <= len(sentence) - _QUOTED), 0)
    if start >= end:
        return _SPECIAL.sub(_encoded, sentence)
    return ",".join(_SPECIAL.sub(_encoded, part) for part in (sentence[:start], sentence[end:]))


def _encoded(found: re.Match[str]) -> str:
    return quote(found[0], safe="").replace("-", "%2D")
