"""Writes annotated words as HTML: ruby, term links, and two copies of each block, one for each script.

The copy in the article's own script is shown; the other has `hidden`. Attributes have quotes only where HTML requires
them, because pages repeat them so often that quotes add to their weight.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import NamedTuple

from duben import chinese
from duben.article.mentions import term_uses
from duben.article.ruby import QUOTED, WORD_HTML, join, spoken_tones, with_spoken_tones
from duben.model.article import AnnotatedArticle, AnnotatedBlock, AnnotatedPiece, Article, Markup, Reference, Words
from duben.model.compiled import ArticleBody, CompiledArticle, Heading, HtmlBlock, Note, PlainText
from duben.model.words import Forms, Region, Script, TermId, Word
from duben.runtime.codec import pack
from duben.sources.glossary import Glossary

_MARK = re.compile("\ufdd0(hans|hant)\ufdd1([^\ufdd2]*)\ufdd2([01])\ufdd3")
"""A placeholder for a `[[…]]`. It begins and ends with noncharacters, which no text has (`model.texts.clean`)."""

OpenReference = Callable[[Reference, Script], str]
"""Gives the opening tag of a `[[…]]`, followed by the target's title if that is the link's text."""


class TypesetArticle(NamedTuple):
    """An article in its three parts, each of which is stored and loaded by itself."""

    compiled: CompiledArticle
    body: ArticleBody
    text: PlainText


def typeset(annotated: AnnotatedArticle, glossary: Glossary, hant_region: Region, key: str = "") -> TypesetArticle:
    """The article as HTML in both scripts, stored under `key`.

    `hant_region` is the region of the Traditional copies of Simplified articles.
    """
    article = annotated.article
    blocks = [*annotated.blocks, *(block for _, inside in annotated.footnotes for block in inside)]
    words = [words_of(block) for block in blocks]
    text = _plain_text([block.block.id for block in blocks], words, article.script)
    writer = _BlockWriter(article.script, region_of(article, hant_region), _link_classes(annotated, glossary))
    return TypesetArticle(_compiled(annotated, words, text, key), _body(annotated, writer), text)


def _compiled(
    annotated: AnnotatedArticle, lines: Iterable[Sequence[Word]], text: PlainText, key: str
) -> CompiledArticle:
    article = annotated.article
    return CompiledArticle(
        key=key,
        article=replace(article, body=""),
        title=_with_ruby(annotated.title),
        summary=_with_ruby(annotated.summary),
        plain_title=plain(annotated.title),
        plain_summary=plain(annotated.summary),
        characters=sum(len(word.pinyin) - word.pinyin.count(None) for line in lines for word in line if word.pinyin),
        packed_uses=pack(tuple(term_uses(annotated.mentions, article.slug, article.script))),
        links=annotated.links,
        media=annotated.media,
        wording=hashlib.sha256(text.folded.encode()).hexdigest()[:32],
    )


def _body(annotated: AnnotatedArticle, writer: _BlockWriter) -> ArticleBody:
    """Blocks come before footnotes, because the writer counts mentions in this order."""
    blocks = tuple([HtmlBlock(block.block.id, writer.pair(block)) for block in annotated.blocks])
    notes = tuple(
        [
            Note(number=note.number, block=note.block, html="".join(map(writer.pair, inside)))
            for note, inside in annotated.footnotes
        ]
    )
    return ArticleBody(blocks=blocks, notes=notes, headings=tuple(_headings(annotated.blocks)))


def _plain_text(ids: Iterable[str], lines: Sequence[Sequence[Word]], source: Script) -> PlainText:
    both = list(map(plain, lines))
    forms = Forms("\n".join([line.hans for line in both]), "\n".join([line.hant for line in both]))
    return PlainText(
        forms=forms,
        folded=chinese.fold(forms.form(source)),
        lines=tuple(ids),
        shifts=tuple(_shifts(lines, source)),
    )


def _headings(blocks: Iterable[AnnotatedBlock]) -> Iterator[Heading]:
    """The table of contents."""
    for block in blocks:
        if block.block.level:
            yield Heading(anchor=block.block.id, level=block.block.level, title=plain(words_of(block)))


def _shifts(lines: Iterable[Sequence[Word]], source: Script) -> Iterator[tuple[int, int]]:
    """How far the other script's text is ahead, from each offset in the `source` text where this changes."""
    at = shift = 0
    for line in lines:
        lengths = [len(word[0]) for word in line], [len(word[1]) for word in line]
        own, other = lengths if source == "hans" else reversed(lengths)
        if own == other:
            at += sum(own) + 1
            continue
        for here, there in zip(own, other, strict=True):
            at += here
            if here != there:
                shift += there - here
                yield at, shift
        at += 1


def open_references(html: str, open_reference: OpenReference) -> str:
    """`html` with its placeholders for `[[…]]` replaced by opening tags, once all targets are known."""
    return _MARK.sub(lambda m: open_reference(Reference(m[2], titled=m[3] == "1"), _SCRIPT_OF[m[1]]), html)


def _mark(reference: Reference, script: Script) -> str:
    return f"\ufdd0{script}\ufdd1{reference.target}\ufdd2{reference.titled:d}\ufdd3"


SCRIPTS: tuple[Script, Script] = ("hans", "hant")
_SCRIPT_OF: Mapping[str, Script] = {"hans": "hans", "hant": "hant"}


def plain(words: Iterable[Word]) -> Forms:
    """The words as plain text."""
    stream = tuple(words)
    return Forms("".join([word[0] for word in stream]), "".join([word[1] for word in stream]))


def words_of(block: AnnotatedBlock) -> list[Word]:
    """The words of a block, without its markup."""
    return [word for piece in block.pieces if isinstance(piece, Words) for word in piece.words]


def _with_ruby(words: Sequence[Word]) -> Forms:
    return Forms(*map(join, WORD_HTML.words(words)))


def _link_classes(annotated: AnnotatedArticle, glossary: Glossary) -> Mapping[int, str]:
    """The class of each mention's link, by the mention's number; a term that is never linked is left out.

    The first mention in a section has the class `first`, unless the entry says otherwise.
    """
    classes: dict[int, str] = {}
    section_of: dict[str, int] = {}
    section = 0
    for block in annotated.blocks:
        section = len(section_of) if block.block.level else section
        section_of[block.block.id] = section
    seen: set[tuple[int, TermId]] = set()
    for mention in annotated.mentions:
        link = glossary[mention.term].link
        key = (section_of.get(mention.block, -1), mention.term)
        if link != "never":
            classes[mention.number] = '"term first"' if link == "all" or key not in seen else "term"
        seen.add(key)
    return classes


def region_of(article: Article, hant_region: Region) -> Region:
    """The region of an article's Traditional copy."""
    return article.region if article.script == "hant" and article.region != "cn" else hant_region


def language_tag(script: Script, region: Region) -> str:
    """The `lang` attribute of a copy: `zh-Hans`, `zh-Hant-HK` for Hong Kong, otherwise `zh-Hant-TW`."""
    return "zh-Hans" if script == "hans" else "zh-Hant-HK" if region == "hk" else "zh-Hant-TW"


class _BlockWriter:
    """Writes blocks as HTML in both scripts, in the order of the article.

    Counts the mentions on the way, because `classes` gives the class of each link by the mention's number.
    """

    def __init__(self, source: Script, region: Region, classes: Mapping[int, str]) -> None:
        self._source, self._region, self._classes = source, region, classes
        self._mentions = 0

    def pair(self, annotated: AnnotatedBlock) -> str:
        """The block's two copies in one `<div class=pair>`; a block without text has one copy."""
        block = annotated.block
        if not block.tag:
            inside = "".join(piece.html for piece in annotated.pieces if isinstance(piece, Markup))
        else:
            forms = self._pieces(annotated.pieces)
            inside = "".join(
                f"<{block.tag} lang={language_tag(script, self._region)}{hidden}{block.attributes}>"
                f"{forms.form(script)}</{block.tag}>"
                for script, hidden in _COPIES[self._source]
            )
        return f"<div class=pair id={escape(block.id)}>{inside}</div>\n"

    def _pieces(self, pieces: Iterable[AnnotatedPiece]) -> Forms:
        copies: tuple[list[str], list[str]] = [], []
        for piece in pieces:
            for script, copy in zip(SCRIPTS, copies, strict=True):
                if not isinstance(piece, Words):
                    copy.append(_other(piece, script, _mark))
            if isinstance(piece, Words):
                for copy, html in zip(copies, self._words(piece), strict=True):
                    copy.extend(html)
        return Forms(*map(join, copies))

    def _words(self, piece: Words) -> tuple[list[str], list[str]]:
        """The words of a piece in both scripts, with ruby, tones as spoken and links."""
        both = WORD_HTML.words(piece.words)
        spoken = spoken_tones(piece.words)
        links = list(self._links(piece))
        for script, html in zip(SCRIPTS, both, strict=True):
            for index, tones in spoken.items():
                if script == "hans" or piece.words[index].pinyin_traditional is None:
                    html[index] = with_spoken_tones(html[index], tones)
            for index, opening in links:
                html[index] = f"{opening}{html[index]}</a>"
        return both

    def _links(self, piece: Words) -> Iterator[tuple[int, str]]:
        """The index of each linked word, and the opening tag of its link."""
        for index, word in enumerate(piece.words if piece.link else ()):
            if word.term:
                self._mentions += 1
                if name := self._classes.get(self._mentions):
                    yield index, f"<a class={name} href=#term-{word.term}>"


_COPIES: Mapping[Script, Sequence[tuple[Script, str]]] = {
    "hans": (("hans", ""), ("hant", " hidden")),
    "hant": (("hant", ""), ("hans", " hidden")),
}


def inline(
    pieces: Sequence[AnnotatedPiece],
    script: Script,
    links: Callable[[TermId], str],
    open_reference: OpenReference,
    *,
    ruby: bool,
) -> str:
    """The pieces of a definition in one script; `links` gives the target of a term, or "" for none."""
    parts = []
    for piece in pieces:
        if isinstance(piece, Words):
            for word in piece.words:
                target = links(word.term) if word.term else ""
                html = WORD_HTML[word].form(script) if ruby else word.form(script).translate(QUOTED)
                parts.append(f"<a class=term href={escape(target)}>{html}</a>" if target else html)
        else:
            parts.append(_other(piece, script, open_reference))
    return join(parts)


def _other(piece: Markup | Forms | Reference, script: Script, open_reference: OpenReference) -> str:
    if isinstance(piece, Forms):
        return escape(piece.form(script))
    if isinstance(piece, Reference):
        return open_reference(piece, script)
    return piece.html
