"""Words to HTML: term links and the pair of copies that each block is; strings joined.

The copy in the source's own script is shown; the other carries `hidden`. Attributes have quotes only where HTML wants
them: pages repeat them so often that it can be weighed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape

from duben import chinese
from duben.article.mentions import uses
from duben.article.ruby import QUOTED, WORD_HTML, sounding, sounds
from duben.model.article import AnnotatedArticle, AnnotatedBlock, AnnotatedPiece, Article, Markup, Reference, Words
from duben.model.compiled import ArticleBody, CompiledArticle, Heading, Note, PlainText
from duben.model.words import Forms, Region, Script, TermId, Word
from duben.runtime.codec import pack
from duben.sources.glossary import Glossary

_MARK = re.compile("\ue000(hans|hant)\ue001([^\ue002]*)\ue002([01])\ue003")

OpenReference = Callable[[Reference, Script], str]
"""The opening tag of a `[[…]]` (with its title, where that is the text)."""


def typeset(
    annotated: AnnotatedArticle, glossary: Glossary, hant_region: Region, key: str = ""
) -> tuple[CompiledArticle, ArticleBody, PlainText]:
    """The article, set in both scripts under a `key`; `hant_region` is that of Simplified texts' Traditional copies."""
    article = annotated.article
    region = region_of(article, hant_region)
    classes = _classes(annotated, glossary)
    blocks, number = _pairs(annotated.blocks, article.script, region, classes, 0)
    notes = []
    for note, inside in annotated.footnotes:
        pairs, number = _pairs(inside, article.script, region, classes, number)
        notes.append(Note(number=note.number, block=note.block, html="".join(html for _, html in pairs)))
    everything = [*annotated.blocks, *(block for _, inside in annotated.footnotes for block in inside)]
    words = [words_of(block) for block in everything]
    lines = list(map(plain, words))
    forms = Forms("\n".join([line.hans for line in lines]), "\n".join([line.hant for line in lines]))
    folded = chinese.fold(forms.form(article.script))
    compiled = CompiledArticle(
        key=key,
        article=replace(article, body=""),
        title=_set(annotated.title),
        summary=_set(annotated.summary),
        plain_title=plain(annotated.title),
        plain_summary=plain(annotated.summary),
        characters=sum(len(word.pinyin) - word.pinyin.count(None) for line in words for word in line if word.pinyin),
        packed_uses=pack(tuple(uses(annotated.mentions, article.slug, article.script))),
        links=annotated.links,
        wording=hashlib.sha256(folded.encode()).hexdigest()[:32],
    )
    body = ArticleBody(blocks=tuple(blocks), notes=tuple(notes), headings=tuple(_headings(annotated.blocks)))
    text = PlainText(
        forms=forms,
        folded=folded,
        lines=tuple(block.block.id for block in everything),
        shifts=tuple(_shifts(words, article.script)),
    )
    return compiled, body, text


def _headings(blocks: Iterable[AnnotatedBlock]) -> Iterator[Heading]:
    for block in blocks:
        if block.block.level:
            yield Heading(anchor=block.block.id, level=block.block.level, title=plain(words_of(block)))


def _shifts(lines: Iterable[Sequence[Word]], source: Script) -> Iterator[tuple[int, int]]:
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
    """`html` of a galley with the marks of its `[[…]]` opened, now that their targets are known."""
    return _MARK.sub(lambda m: open_reference(Reference(m[2], titled=m[3] == "1"), _SCRIPT_OF[m[1]]), html)


def _mark(reference: Reference, script: Script) -> str:
    return f"\ue000{script}\ue001{reference.target}\ue002{reference.titled:d}\ue003"


SCRIPTS: tuple[Script, Script] = ("hans", "hant")
_SCRIPT_OF: Mapping[str, Script] = {"hans": "hans", "hant": "hant"}


def plain(words: Iterable[Word]) -> Forms:
    """Words as plain text."""
    stream = tuple(words)
    return Forms("".join([word[0] for word in stream]), "".join([word[1] for word in stream]))


def words_of(block: AnnotatedBlock) -> list[Word]:
    """The words of a block, whatever markup stands between them."""
    return [word for piece in block.pieces if isinstance(piece, Words) for word in piece.words]


def _set(words: Sequence[Word]) -> Forms:
    return Forms(*map("".join, WORD_HTML.words(words)))


def _classes(annotated: AnnotatedArticle, glossary: Glossary) -> Mapping[int, str]:
    """The class of each mention's link: the first of a term in a section is marked, a term never linked is left out."""
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
    """The `lang` of a copy: the Traditional one is Hong Kong's where the region is, else Taiwan's."""
    return "zh-Hans" if script == "hans" else "zh-Hant-HK" if region == "hk" else "zh-Hant-TW"


def _pairs(
    blocks: Iterable[AnnotatedBlock], source: Script, region: Region, terms: Mapping[int, str], number: int
) -> tuple[list[tuple[str, str]], int]:
    """The ids and HTML of blocks, and the number of the last mention in them; `number` is the last before them."""
    pairs = []
    for block in blocks:
        html, number = _pair(block, source, region, terms, number)
        pairs.append((block.block.id, html))
    return pairs, number


def _pair(
    annotated: AnnotatedBlock, source: Script, region: Region, terms: Mapping[int, str], number: int
) -> tuple[str, int]:
    """The HTML of a block in both scripts, and the number of the last mention in it.

    `terms` gives the class of each numbered mention's link; `number` is that of the last mention before this block.
    """
    block = annotated.block
    if not block.tag:
        html = "".join(piece.html for piece in annotated.pieces if isinstance(piece, Markup))
        return f"<div class=pair id={escape(block.id)}>{html}</div>\n", number
    inside, last = _pieces(annotated.pieces, terms, number)
    tag = block.tag
    copies = "".join(
        f"<{tag} lang={language_tag(script, region)}{hidden}{block.attributes}>{inside.form(script)}</{tag}>"
        for script, hidden in _COPIES[source]
    )
    return f"<div class=pair id={escape(block.id)}>{copies}</div>\n", last


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
    """Pieces of a definition in one script, with or without readings; `links` gives the target of a term."""
    parts = []
    for piece in pieces:
        if isinstance(piece, Words):
            for word in piece.words:
                target = links(word.term) if word.term else ""
                html = WORD_HTML[word].form(script) if ruby else word.form(script).translate(QUOTED)
                parts.append(f"<a class=term href={escape(target)}>{html}</a>" if target else html)
        else:
            parts.append(_other(piece, script, open_reference))
    return "".join(parts)


def _pieces(pieces: Iterable[AnnotatedPiece], terms: Mapping[int, str], number: int) -> tuple[Forms, int]:
    copies: tuple[list[str], list[str]] = [], []
    for piece in pieces:
        if not isinstance(piece, Words):
            for script, copy in zip(SCRIPTS, copies, strict=True):
                copy.append(_other(piece, script, _mark))
            continue
        both = WORD_HTML.words(piece.words)
        spoken = sounds(piece.words)
        linked = [(index, word[3]) for index, word in enumerate(piece.words) if word[3]] if piece.link else []
        names = [(index, term, terms.get(at)) for at, (index, term) in enumerate(linked, number + 1)]
        number += len(linked)
        for html in both:
            for index, sound in spoken.items():
                html[index] = sounding(html[index], sound)
            for index, term, name in names:
                if name:
                    html[index] = f"<a class={name} href=#term-{term}>{html[index]}</a>"
        for copy, html in zip(copies, both, strict=True):
            copy.extend(html)
    return Forms(*map("".join, copies)), number


def _other(piece: Markup | Forms | Reference, script: Script, open_reference: OpenReference) -> str:
    if isinstance(piece, Forms):
        return escape(piece.form(script))
    if isinstance(piece, Reference):
        return open_reference(piece, script)
    return piece.html
