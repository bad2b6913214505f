"""Words to HTML: ruby, term links and the pair of copies that each block is; strings joined, each word set once.

A word is `<ruby>优化<rt>yōuhuà</ruby>`, one ruby for a word (GB/T 16159) and one for each word of a phrase that the
segmenter takes for a word (春节|假期), with a class that says how rare its rarest character is: none among the 500
most frequent, `a` up to 1,000, `b` 1,500, `c` 2,500, `d` beyond. The most frequent go bare, and `</rt>` is left to the
parser, since with them every page weighs a tenth more. The copy in the source's own script is shown; the other carries
`hidden`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby, islice

from generator import hanzi
from generator.glossary import Glossary
from generator.mentions import uses
from generator.model import (
    AnnotatedArticle,
    AnnotatedBlock,
    AnnotatedPiece,
    Article,
    Forms,
    Galley,
    Heading,
    Markup,
    Note,
    Reading,
    Reference,
    Region,
    Script,
    Sheet,
    TermId,
    Word,
    Words,
)

_CLASSES = ((500, ""), (1000, " class=a"), (1500, " class=b"), (2500, " class=c"))
_LONGEST = 6
"""Characters that one ruby may have."""
_QUOTED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

_RUBY = re.compile(r"<ruby[^>]*>[^<]*<rt>([^<]*)</ruby>")
_MARK = re.compile("\ue000(hans|hant)\ue001([^\ue002]*)\ue002([01])\ue003")

OpenReference = Callable[[Reference, Script], str]
"""The opening tag of a `[[…]]` (with its title, where that is the text)."""


def typeset(
    annotated: AnnotatedArticle, glossary: Glossary, hant_region: Region, key: str = ""
) -> tuple[Galley, Sheet]:
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
    text = Forms("\n".join([line.hans for line in lines]), "\n".join([line.hant for line in lines]))
    folded = hanzi.fold(text.form(article.script))
    galley = Galley(
        key=key,
        article=replace(article, body=""),
        title=_set(annotated.title),
        summary=_set(annotated.summary),
        plain_title=plain(annotated.title),
        plain_summary=plain(annotated.summary),
        characters=sum(len(word.pinyin) - word.pinyin.count(None) for line in words for word in line if word.pinyin),
        uses=tuple(uses(annotated.mentions, article.script)),
        links=annotated.links,
        wording=hashlib.sha256(folded.encode()).hexdigest()[:32],
    )
    sheet = Sheet(
        blocks=tuple(blocks),
        notes=tuple(notes),
        headings=tuple(
            Heading(anchor=block.block.id, level=block.block.level, title=plain(words_of(block)))
            for block in annotated.blocks
            if block.block.level
        ),
        text=text,
        folded=folded,
        lines=tuple(block.block.id for block in everything),
        shifts=tuple(_shifts(words, article.script)),
    )
    return galley, sheet


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
    return Forms("".join(type_case("hans").words(words)), "".join(type_case("hant").words(words)))


def _classes(annotated: AnnotatedArticle, glossary: Glossary) -> Mapping[int, str]:
    """The class of each mention's link: the first of a term in a section is marked, a term never linked is left out."""
    classes: dict[int, str] = {}
    section_of: dict[str, int] = {}
    for block in annotated.blocks:
        section_of[block.block.id] = len(section_of) if block.block.level else max(section_of.values(), default=0)
    seen: set[tuple[int, TermId]] = set()
    for mention in annotated.mentions:
        link = glossary[mention.term].link
        key = (section_of.get(mention.block, -1), mention.term)
        if link != "never":
            classes[mention.number] = "term first" if link == "all" or key not in seen else "term"
        seen.add(key)
    return classes


class TypeCase(dict[Word, str]):
    """The HTML of words in one script, made once for each word."""

    def __init__(self, script: Script) -> None:
        super().__init__()
        self.script: Script = script

    def __missing__(self, word: Word) -> str:
        """One word, with its reading as ruby."""
        self[word] = html = _ruby(word.form(self.script), word.reading(self.script), term=word.term is not None)
        return html

    def words(self, words: Iterable[Word]) -> list[str]:
        """The words without links."""
        return list(map(self.__getitem__, words))


@cache
def type_case(script: Script) -> TypeCase:
    """The one type case of a script in this process."""
    return TypeCase(script)


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
        return f'<div class="pair" id="{escape(block.id)}">{html}</div>\n', number
    copies, last = [], number
    spoken = [_spoken(piece.words) if isinstance(piece, Words) else {} for piece in annotated.pieces]
    for script in _SCRIPTS[source]:
        inside, last = _pieces(annotated.pieces, spoken, type_case(script), terms, number)
        hidden = "" if script == source else " hidden"
        copies.append(
            f'<{block.tag} lang="{language_tag(script, region)}"{hidden}{block.attributes}>{inside}</{block.tag}>'
        )
    return f'<div class="pair" id="{escape(block.id)}">{"".join(copies)}</div>\n', last


_SCRIPTS: Mapping[Script, tuple[Script, Script]] = {"hans": ("hans", "hant"), "hant": ("hant", "hans")}


def inline(
    pieces: Sequence[AnnotatedPiece],
    script: Script,
    links: Callable[[TermId], str],
    open_reference: OpenReference,
    *,
    ruby: bool,
) -> str:
    """Pieces of a definition in one script, with or without readings; `links` gives the target of a term."""
    case = type_case(script)
    parts = []
    for piece in pieces:
        if isinstance(piece, Words):
            for word in piece.words:
                target = links(word.term) if word.term else ""
                html = case[word] if ruby else word.form(script).translate(_QUOTED)
                parts.append(f'<a class="term" href="{escape(target)}">{html}</a>' if target else html)
        else:
            parts.append(_other(piece, case, open_reference))
    return "".join(parts)


def _spoken(words: Sequence[Word]) -> dict[int, str]:
    """The words that sound otherwise than they are spelled, by tone sandhi: their places, and the tones they sound in.

    The tones are those of the syllables that the spelling marks, since only these ever change: "24" for búcuò.
    """
    sounds = hanzi.sandhi([word.simplified for word in words], [word.pinyin for word in words])
    return {index: _tones(sound, words[index].pinyin or ()) for index, sound in sounds.items()}


def _tones(sound: Reading, reading: Reading) -> str:
    return "".join(str(hanzi.tone(s)) for s, was in zip(sound, reading, strict=True) if s and was and hanzi.tone(was))


def _pieces(
    pieces: Sequence[AnnotatedPiece],
    spoken: Sequence[Mapping[int, str]],
    case: TypeCase,
    terms: Mapping[int, str],
    number: int,
) -> tuple[str, int]:
    parts = []
    for piece, sounds in zip(pieces, spoken, strict=True):
        if not isinstance(piece, Words):
            parts.append(_other(piece, case, _mark))
            continue
        html = case.words(piece.words)
        for index, sound in sounds.items():
            html[index] = _sounding(html[index], sound)
        if piece.link:
            for index, term in [(index, word.term) for index, word in enumerate(piece.words) if word.term]:
                number += 1
                if name := terms.get(number):
                    html[index] = f'<a class="{name}" href="#term-{term}">{html[index]}</a>'
        parts += html
    return "".join(parts), number


def _sounding(html: str, tones: str) -> str:
    """The HTML of a word with the `tones` it sounds in, each ruby with those of its own syllables."""
    left = iter(tones)

    def mark(ruby: re.Match[str]) -> str:
        spelled = "".join(str(hanzi.tone(letter)) for letter in ruby[1] if hanzi.tone(letter))
        spoken = "".join(islice(left, len(spelled)))
        return ruby[0] if spoken == spelled else ruby[0].replace("<ruby", f"<ruby data-s={spoken}", 1)

    return _RUBY.sub(mark, html)


def _other(piece: Markup | Forms | Reference, case: TypeCase, open_reference: OpenReference) -> str:
    if isinstance(piece, Forms):
        return escape(piece.form(case.script))
    if isinstance(piece, Reference):
        return open_reference(piece, case.script)
    return piece.html


def _ruby(form: str, reading: Reading | None, *, term: bool) -> str:
    """A word in one script; a term is one, whatever words its name has, since it is one link."""
    if reading is None:
        return form.translate(_QUOTED)
    parts = []
    for is_read, run in groupby(zip(form, reading, strict=True), key=lambda pair: pair[1] is not None):
        pairs = list(run)
        text = "".join(char for char, _ in pairs)
        if is_read:
            syllables = iter([syllable for _, syllable in pairs if syllable is not None])
            is_name = term and len(text) <= _LONGEST
            for part in [text] if is_name else _parts(text):
                folded, own = hanzi.fold(part), tuple(islice(syllables, len(part)))
                spelled = hanzi.spell_term(folded, own) if is_name else hanzi.spell(own, hanzi.hyphens(folded))
                parts.append(f"<ruby{_rarity(part)}>{part}<rt>{spelled}</ruby>")
        else:
            parts.append(text.translate(_QUOTED))
    return "".join(parts)


def _parts(text: str) -> Iterator[str]:
    """What is set apart: the words of a phrase, and of a long name, since a ruby cannot break and has to fit a page."""
    folded, end = hanzi.fold(text), 0
    for word in hanzi.segment(folded) if len(text) > _LONGEST else [folded]:
        for part in hanzi.parts(word):
            start, end = end, end + len(part)
            yield text[start:end]


def _rarity(text: str) -> str:
    ranks = _ranks()
    rank = max([ranks.get(char, _BEYOND) for char in hanzi.fold(text)])
    return next((name for most, name in _CLASSES if rank <= most), " class=d")


_BEYOND = 1_000_000


@cache
def _ranks() -> Mapping[str, int]:
    lines = files("generator.hanzi").joinpath("data/frequency.txt").read_text(encoding="utf-8").splitlines()
    return {char: rank for rank, char in enumerate("".join(line for line in lines if not line.startswith("#")), 1)}
