"""Finds a word of a page in its article, annotates its block again, and collects the reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from duben import chinese
from duben.article.annotate import Annotator, annotate_pieces, own_matcher
from duben.article.html import plain
from duben.article.markdown import parse
from duben.article.punctuation import punctuated_article, punctuated_document
from duben.article.ruby import WORD_HTML
from duben.collection.site import Site
from duben.model.article import AnnotatedPiece, Article, Markup, Reference, Slug, Words
from duben.model.compiled import CompiledArticle
from duben.model.words import Forms, Reading, Region, Script, Word
from duben.preview.explain.fixes import Fix, front_matter_fixes, new_entry, text_fixes
from duben.preview.explain.locate import locate, read_tables, table_rows
from duben.preview.explain.recording_annotator import RecordingAnnotator
from duben.sources.articles import SourceFile, read_article
from duben.sources.files import decode, read_file
from duben.sources.glossary import Glossary

TITLE = "title"
"""The name of the title in a question. No block has this id: they begin with `s-` or `p`."""
_ANCHOR = re.compile(r"<(/?)a\b")


class OtherTextError(Exception):
    """The article's file has changed since the page was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A word of a page: its block, the script of the copy, and the number of the word's card in it, from 0."""

    page: str
    block: str
    script: Script
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in a file of the site. `about` names the table or entry there, unless it is the word itself."""

    path: str
    line: int
    column: int
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A word, the reasons for its reading and forms, and the fixes on offer.

    `decided_at` lists the overrides or the entry that decided the word. `script` is the article's, `region` that of the
    Traditional forms. `sound` is the spoken reading, if tone sandhi changes it.
    """

    word: Word
    script: Script
    region: Region
    why: chinese.Why
    decided_at: tuple[Location, ...]
    sound: Reading | None
    place: Location
    fixes: tuple[Fix, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """An annotated block of the article's file, which begins at `line`."""

    id: str
    article: Article
    lines: Sequence[str]
    line: int
    pieces: Sequence[AnnotatedPiece]
    annotator: RecordingAnnotator

    @property
    def words(self) -> list[Word]:
        """The words of the block, without the markup between them."""
        return [word for piece in self.pieces if isinstance(piece, Words) for word in piece.words]


def explain(folder: Path, site: Site, annotator: Annotator, question: Question) -> Explanation | None:
    """The explanation of the word in `question`; `None` if there is no such word.

    Raises `OtherTextError` if the article's file has changed since the page was made.
    """
    compiled = _compiled_article(site, question.page)
    shown = _shown_forms(site, compiled, question.block) if compiled else None
    if compiled is None or shown is None:
        return None
    annotator = RecordingAnnotator(
        annotator.matcher,
        annotator.region,
        annotator.standard,
        compiled.article.vocabulary or annotator.vocabulary,
        annotator.punctuation,
    )
    block = _annotated(folder, compiled.article.path, question.block, annotator)
    if block is None or plain(block.words) != shown:
        raise OtherTextError
    cards = [*_words_with_cards(block.pieces, site.glossary, question.script)]
    return _explanation(folder, site, block, cards[question.at]) if 0 <= question.at < len(cards) else None


def _compiled_article(site: Site, page: str) -> CompiledArticle | None:
    """The article or page of `content/` that a page of the site shows."""
    slug = Slug(page.removesuffix(".html").removeprefix("articles/"))
    if page == f"articles/{slug}.html":
        return site.articles.get(slug)
    return site.pages.get(slug) if page == f"{slug}.html" else None


def _shown_forms(site: Site, compiled: CompiledArticle, block: str) -> Forms | None:
    """The text of a block in the page, in both scripts."""
    if block == TITLE:
        return compiled.plain_title
    text = site.article_store.text(compiled)
    if block not in text.lines:
        return None
    line = text.lines.index(block)
    return Forms(*(form.split("\n")[line] for form in text.forms))


def _annotated(folder: Path, path: str, block: str, annotator: RecordingAnnotator) -> _Block | None:
    """The block as it is in the file now."""
    try:
        data = read_file(folder / path)
    except OSError:
        return None
    article, _ = read_article(SourceFile(path, data))
    if article is None:
        return None
    article = punctuated_article(article, annotator.punctuation)
    text, own = decode(data, path)[0], own_matcher(article, annotator)
    if block == TITLE:
        line, _ = read_tables(text, path).places["title",]
        words = annotator.run(article.title, article.script, own, (len(article.title),)).words
        pieces: Sequence[AnnotatedPiece] = (Words(tuple(words), link=False),)
    else:
        document, _ = parse(article.body, path, article.body_line, article.script)
        document = punctuated_document(document, article.script, annotator.punctuation)
        blocks = (*document.blocks, *(each for note in document.footnotes for each in note.blocks))
        found = next((each for each in blocks if each.id == block), None)
        if found is None:
            return None
        line, pieces = found.line, annotate_pieces(found.pieces, article.script, annotator, own)
    return _Block(id=block, article=article, lines=text.split("\n"), line=line, pieces=pieces, annotator=annotator)


def _words_with_cards(pieces: Sequence[AnnotatedPiece], glossary: Glossary, script: Script) -> Iterator[int]:
    """For each card, in order, the number of its word: links to terms and rubies outside links have cards."""
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
        decided_at=tuple(_decided_at(folder, site, block, word, found)),
        sound=_spoken(block.pieces, number),
        place=Location(path=path, line=line, column=column),
        fixes=tuple(_fixes(site, block, word, found)),
    )


def _why(block: _Block, number: int) -> chinese.Why:
    for run in block.annotator.runs:
        if number < len(run.words):
            return run.why(number)
        number -= len(run.words)
    raise AssertionError(number)


def _decided_at(folder: Path, site: Site, block: _Block, word: Word, found: chinese.Why) -> Iterator[Location]:
    """The place of the entry that decided the word, or of its rows in the tables."""
    if found.decided_by == "entry" and word.term:
        known = site.glossary[word.term]
        name = known.name.simplified if block.article.script == "hans" else known.name.traditional
        yield Location(path=known.path, line=known.line, column=1, about=name)
    elif found.decided_by in {"article", "site"}:
        path = block.article.path if found.decided_by == "article" else "site.toml"
        text = decode(read_file(folder / path), path)[0] if found.decided_by == "site" else "\n".join(block.lines)
        for table, (line, column) in table_rows(read_tables(text, path), (word.simplified, word.traditional)):
            yield Location(path=path, line=line, column=column, about=f"[{table}]")


def _spoken(pieces: Sequence[AnnotatedPiece], number: int) -> Reading | None:
    """The spoken reading of a word in its piece, if tone sandhi changes it."""
    for piece in pieces:
        if isinstance(piece, Words):
            if number < len(piece.words):
                words = [word.simplified for word in piece.words], [word.pinyin for word in piece.words]
                return chinese.sandhi(*words).get(number)
            number -= len(piece.words)
    return None


def _fixes(site: Site, block: _Block, word: Word, found: chinese.Why) -> Iterator[Fix]:
    """The texts to paste. None replaces an override that is already in the text."""
    written = word.form(block.article.script)
    if not any(map(chinese.is_han, written)):
        return
    if found.decided_by != "text":
        if block.id != TITLE:
            yield from text_fixes(word, written)
        yield from front_matter_fixes(word, block.article)
    if word.term is None:
        is_person = any(cause.by == "surname" for cause in found.reading) or any(c.by == "name" for c in found.forms)
        yield new_entry(word, written, site.config.traditional, site.glossary, is_person=is_person)
