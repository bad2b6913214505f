"""From a place in a page to the word there: its article is read, and the one block annotated once more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from duben import chinese
from duben.article.annotate import Annotator, annotate_pieces, own_matcher
from duben.article.html import plain
from duben.article.markdown import parse
from duben.article.ruby import WORD_HTML
from duben.collection.site import Site
from duben.model.article import AnnotatedPiece, Article, Markup, Reference, Slug, Words
from duben.model.compiled import CompiledArticle
from duben.model.words import Forms, Reading, Region, Script, Word
from duben.preview.explain.causes import RecordingAnnotator
from duben.preview.explain.fixes import Fix, entry, in_front_matter, in_text
from duben.preview.explain.locate import locate, rows, tables
from duben.sources.articles import SourceFile, read_article
from duben.sources.files import decode, read_text
from duben.sources.glossary import Glossary

TITLE = "title"
"""What a question names for the title, which is no block: a heading's id begins with `s-`, a paragraph's with `p`."""
_ANCHOR = re.compile(r"<(/?)a\b")


class OtherTextError(Exception):
    """The article's file holds another text than the page that is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A word of a page: its block, the script of the copy, and which of the words and terms there that have cards."""

    page: str
    block: str
    script: Script
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in a file of the site; `about` is the table or the entry that stands there, if it is not the word."""

    path: str
    line: int
    column: int
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A word and why it is so. `rulings` are where what decided it stands.

    `script` is the article's, `region` that of Traditional forms; `sound` is the reading as spoken, where tone sandhi
    changes it.
    """

    word: Word
    script: Script
    region: Region
    why: chinese.Why
    rulings: tuple[Location, ...]
    sound: Reading | None
    place: Location
    fixes: tuple[Fix, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A block of the article's file, annotated; `line` is where it begins."""

    id: str
    article: Article
    lines: Sequence[str]
    line: int
    pieces: Sequence[AnnotatedPiece]
    annotator: RecordingAnnotator

    @property
    def words(self) -> list[Word]:
        """Its words, whatever markup stands between them."""
        return [word for piece in self.pieces if isinstance(piece, Words) for word in piece.words]


def explain(folder: Path, site: Site, annotator: Annotator, question: Question) -> Explanation | None:
    """Why the word that `question` is about is as it is; `None` where there is no such word.

    Raises `OtherTextError` where the article's file is no longer what the page was made from.
    """
    compiled = _galley(site, question.page)
    shown = _shown(site, compiled, question.block) if compiled else None
    if compiled is None or shown is None:
        return None
    annotator = RecordingAnnotator(annotator.matcher, annotator.region, annotator.standard)
    block = _annotated(folder, compiled.article.path, question.block, annotator)
    if block is None or plain(block.words) != shown:
        raise OtherTextError
    units = [*_units(block.pieces, site.glossary, question.script)]
    return _explanation(folder, site, block, units[question.at]) if 0 <= question.at < len(units) else None


def _galley(site: Site, page: str) -> CompiledArticle | None:
    """The article, or the page of the editor's own, that the page at a path shows."""
    slug = Slug(page.removesuffix(".html").removeprefix("articles/"))
    if page == f"articles/{slug}.html":
        return site.articles.get(slug)
    return site.pages.get(slug) if page == f"{slug}.html" else None


def _shown(site: Site, compiled: CompiledArticle, block: str) -> Forms | None:
    """The text of a block as the page has it."""
    if block == TITLE:
        return compiled.plain_title
    text = site.article_store.text(compiled)
    if block not in text.lines:
        return None
    line = text.lines.index(block)
    return Forms(*(form.split("\n")[line] for form in text.forms))


def _annotated(folder: Path, path: str, block: str, annotator: RecordingAnnotator) -> _Block | None:
    """The block as its file has it now."""
    try:
        data = (folder / path).read_bytes()
    except OSError:
        return None
    article, _ = read_article(SourceFile(path, data))
    if article is None:
        return None
    text, own = decode(data, path)[0], own_matcher(article, annotator)
    if block == TITLE:
        line, _ = tables(text, path).places["title",]
        words = annotator.run(article.title, article.script, own, (len(article.title),)).words
        pieces: Sequence[AnnotatedPiece] = (Words(tuple(words), link=False),)
    else:
        document, _ = parse(article.body, path, article.body_line)
        blocks = (*document.blocks, *(each for note in document.footnotes for each in note.blocks))
        found = next((each for each in blocks if each.id == block), None)
        if found is None:
            return None
        line, pieces = found.line, annotate_pieces(found.pieces, article.script, annotator, own)
    return _Block(id=block, article=article, lines=text.split("\n"), line=line, pieces=pieces, annotator=annotator)


def _units(pieces: Sequence[AnnotatedPiece], glossary: Glossary, script: Script) -> Iterator[int]:
    """For each link to a term and each ruby outside links, in order, the number of its word: these have cards."""
    number, linked = -1, False
    for piece in pieces:
        if isinstance(piece, Reference):
            linked = True
        elif isinstance(piece, Markup):
            for match in _ANCHOR.finditer(piece.html):
                linked = not match[1]
        elif isinstance(piece, Words):
            for word in piece.words:
                number += 1
                is_term = piece.link and word.term is not None and glossary[word.term].link != "never"
                times = 1 if is_term else 0 if linked else WORD_HTML[word].form(script).count("<ruby")
                yield from [number] * times


def _explanation(folder: Path, site: Site, block: _Block, number: int) -> Explanation:
    words, script, path = block.words, block.article.script, block.article.path
    word, found = words[number], _why(block, number)
    written = [each.form(script) for each in words]
    line, column = locate(block.lines, block.line, written, number, script)
    return Explanation(
        word=word,
        script=script,
        region=block.annotator.region,
        why=found,
        rulings=tuple(_rulings(folder, site, block, word, found)),
        sound=_sound(block.pieces, number),
        place=Location(path=path, line=line, column=column),
        fixes=tuple(_remedies(site, block, word, found)),
    )


def _why(block: _Block, number: int) -> chinese.Why:
    for run in block.annotator.runs:
        if number < len(run.words):
            return run.why(number)
        number -= len(run.words)
    raise AssertionError(number)


def _rulings(folder: Path, site: Site, block: _Block, word: Word, found: chinese.Why) -> Iterator[Location]:
    """Where the entry is that decided the word, or its rows in the tables."""
    if found.decided_by == "entry" and word.term:
        known = site.glossary[word.term]
        name = known.name.simplified if block.article.script == "hans" else known.name.traditional
        yield Location(path=known.path, line=known.line, column=1, about=name)
    elif found.decided_by in {"article", "site"}:
        path = block.article.path if found.decided_by == "article" else "site.toml"
        text = read_text(folder / path, path)[0] if found.decided_by == "site" else "\n".join(block.lines)
        for table, (line, column) in rows(tables(text, path), (word.simplified, word.traditional)):
            yield Location(path=path, line=line, column=column, about=f"[{table}]")


def _sound(pieces: Sequence[AnnotatedPiece], number: int) -> Reading | None:
    """How a word sounds among those of its piece, if otherwise than it is spelled."""
    for piece in pieces:
        if isinstance(piece, Words):
            if number < len(piece.words):
                words = [word.simplified for word in piece.words], [word.pinyin for word in piece.words]
                return chinese.sandhi(*words).get(number)
            number -= len(piece.words)
    return None


def _remedies(site: Site, block: _Block, word: Word, found: chinese.Why) -> Iterator[Fix]:
    """What could be pasted; over an override that stands there already, nothing."""
    written = word.form(block.article.script)
    if not any(map(chinese.is_han, written)):
        return
    if found.decided_by != "text":
        if block.id != TITLE:
            yield from in_text(word, written)
        yield from in_front_matter(word, block.article)
    if word.term is None:
        is_person = any(cause.by == "surname" for cause in found.reading) or any(c.by == "name" for c in found.forms)
        yield entry(word, written, site.config.traditional, site.glossary, is_person=is_person)
