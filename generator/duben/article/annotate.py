"""Annotates an article: turns its texts into words, and finds each mention of a term.

The words of a text are made in two steps:
1. overrides in the text, the article's tables, the glossary and the site's tables decide words; the narrowest wins;
2. `chinese.annotate` segments, converts and reads the rest.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from duben import chinese
from duben.article.mentions import citations, is_inline, mentions
from duben.article.term_matcher import DecidedBy, TermMatcher, table_forms, word_of_form
from duben.chinese import Span
from duben.model.article import (
    AnnotatedArticle,
    AnnotatedBlock,
    AnnotatedPiece,
    Article,
    Attribute,
    Block,
    Document,
    Fixed,
    Markup,
    Piece,
    Text,
    Words,
)
from duben.model.words import Forms, Punctuation, Region, Script, Standard, Vocabulary, Word


@dataclass(frozen=True, slots=True)
class Run:
    """A text as words. `single` are the words of one character that a table decided, by index."""

    words: list[Word]
    annotation: chinese.Annotation
    single: Mapping[int, DecidedBy] = field(default_factory=dict)

    def why(self, index: int) -> chinese.Why:
        """The reasons for the reading and the forms of the word at `index`."""
        return chinese.Why(self.single[index]) if index in self.single else self.annotation.why(index)


@dataclass(frozen=True, slots=True)
class Annotator:
    """Annotates texts with the terms of one `matcher`.

    `region` decides the Traditional forms, `standard` the readings, `vocabulary` whether a region's own words are used.
    `punctuation` says how texts are shown that come from files; whoever reads them applies it (`article.punctuation`).
    """

    matcher: TermMatcher
    region: Region = "tw"
    standard: Standard = "cn"
    vocabulary: Vocabulary = "none"
    punctuation: Punctuation = "as-written"

    @property
    def settings(self) -> str:
        """All but the matcher, for cache keys."""
        return f"{self.region} {self.standard} {self.vocabulary} {self.punctuation}"

    def words(self, text: str, script: Script, own: TermMatcher | None = None) -> list[Word]:
        """The words of `text`. Joined in `script`, they are the text again."""
        return self.run(text, script, own).words

    def run(
        self,
        text: str,
        script: Script,
        own: TermMatcher | None = None,
        cuts: Sequence[int] = (),
        fixed: Sequence[Span] = (),
    ) -> Run:
        """The words of `text`, and the reasons for them.

        `own` matches the overrides of an article's tables. No word spans an offset in `cuts`. `fixed` are the words
        that overrides in the text decided.
        """
        folded = chinese.fold(text)  # once for all that need it
        spans = self.matcher.spans(text, folded, script, own.spans(text, folded, script, fixed) if own else fixed)
        found = chinese.annotate(
            text,
            script,
            region=self.region,
            standard=self.standard,
            vocabulary=self.vocabulary,
            decided=spans,
            cuts=cuts,
            folded=folded,
        )
        matchers = [matcher for matcher in (self.matcher, own) if matcher and matcher.single_characters]
        return _with_single(found, matchers) if matchers else Run(found.words, found)


def _with_single(found: chinese.Annotation, matchers: Sequence[TermMatcher]) -> Run:
    """Apply the tables to words of one character; the last of `matchers` wins."""
    words, single = list(found.words), dict[int, DecidedBy]()
    for index, written in enumerate(found.written):
        for matcher in matchers:
            form = matcher.single_characters.get(chinese.fold(written))
            if form and index not in found.decided:
                words[index] = word_of_form(form, written, found.script, None)
                single[index] = matcher.tables_of
    return Run(words, found, single)


def annotate(document: Document, article: Article, annotator: Annotator) -> AnnotatedArticle:
    """The article as words. Mentions are in text order, footnotes last."""
    annotator = annotator_of(article, annotator)
    own = own_matcher(article, annotator)
    blocks = tuple(_block(block, article.script, annotator, own) for block in document.blocks)
    notes = tuple(
        (note, tuple(_block(block, article.script, annotator, own) for block in note.blocks))
        for note in document.footnotes
    )
    everything = [*blocks, *(block for _, inside in notes for block in inside)]
    return AnnotatedArticle(
        article=article,
        title=tuple(annotator.words(article.title, article.script, own)),
        summary=tuple(annotator.words(article.summary, article.script, own)),
        blocks=blocks,
        footnotes=notes,
        mentions=tuple(mentions(everything)),
        links=tuple(citations(everything, document.links)),
        media=document.media,
    )


def annotator_of(article: Article, annotator: Annotator) -> Annotator:
    """The annotator of an article, which may have a vocabulary of its own."""
    return replace(annotator, vocabulary=article.vocabulary) if article.vocabulary else annotator


def own_matcher(article: Article, annotator: Annotator) -> TermMatcher | None:
    """A matcher for the overrides in an article's tables; `None` if it has none."""
    if not (article.conversions or article.readings):
        return None
    return TermMatcher({}, table_forms(article.conversions, article.readings, annotator.region), "article")


def annotate_pieces(
    pieces: Iterable[Piece], script: Script, annotator: Annotator, own: TermMatcher | None = None
) -> tuple[AnnotatedPiece, ...]:
    """The pieces with their texts as words.

    Texts are annotated across emphasis and links, up to the next block element.
    """
    done: list[AnnotatedPiece] = []
    for run, end in _runs(pieces):
        done += _run(run, script, annotator, own)
        if end:
            done.append(end)
    return tuple(done)


def _runs(pieces: Iterable[Piece]) -> Iterator[tuple[list[Piece], Markup | None]]:
    """The pieces whose texts are annotated together, and the block element that ends them."""
    run: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Markup) and not is_inline(piece):
            yield run, piece
            run = []
        else:
            run.append(piece)
    yield run, None


def searched_texts(pieces: Iterable[Piece], script: Script) -> Iterator[str]:
    """Each text of the pieces in which `annotate_pieces` searches for names."""
    for run, _ in _runs(pieces):
        yield "".join(own_text(piece, script) for piece in run)
        for piece in run:
            if isinstance(piece, Attribute):
                yield piece.text
            elif isinstance(piece, Fixed):
                yield piece.simplified


def own_text(piece: Piece, script: Script) -> str:
    """What a piece shows in the article's own script; empty for markup and references."""
    match piece:
        case Text(text):
            return text
        case Fixed(simplified, traditional):
            return simplified if script == "hans" or traditional is None else traditional
    return ""


def _block(block: Block, script: Script, annotator: Annotator, own: TermMatcher | None) -> AnnotatedBlock:
    return AnnotatedBlock(block=block, pieces=annotate_pieces(block.pieces, script, annotator, own))


def _run(
    pieces: Sequence[Piece], script: Script, annotator: Annotator, own: TermMatcher | None
) -> Iterator[AnnotatedPiece]:
    texts, cuts, fixed = [], [], []
    end = 0
    for piece in pieces:
        start = end
        if isinstance(piece, Text):
            texts.append(piece.text)
            end += len(piece.text)
        elif isinstance(piece, Fixed):
            word = _fixed_word(piece, script, annotator)
            texts.append(word.form(script))
            end += len(word.form(script))
            fixed.append(Span(start, end, word, "text"))
        cuts.append(end)
    words = annotator.run("".join(texts), script, own, cuts, fixed).words
    shares = _split_words(words, pieces, cuts, script)
    for piece, share in zip(pieces, shares, strict=True):
        if isinstance(piece, Text | Fixed):
            yield Words(share, piece.link if isinstance(piece, Text) else False)
        elif isinstance(piece, Attribute):
            stream = annotator.words(piece.text, script, own)
            yield Forms("".join(w.simplified for w in stream), "".join(w.traditional for w in stream))
        else:
            yield piece


def _split_words(
    words: Sequence[Word], pieces: Sequence[Piece], cuts: Sequence[int], script: Script
) -> Iterator[tuple[Word, ...]]:
    """Divide the words of a run among its pieces, which end at the offsets `cuts`.

    An override is one word, and only an override can be empty.
    """
    if len(pieces) == 1:
        yield tuple(words)
        return
    own = [word[0] for word in words] if script == "hans" else [word[1] for word in words]
    ends = list(accumulate(map(len, own)))
    start = 0
    for piece, cut in zip(pieces, cuts, strict=True):
        stop = start + 1 if isinstance(piece, Fixed) else bisect_right(ends, cut, lo=start)
        while stop > start and not own[stop - 1] and not isinstance(piece, Fixed):
            stop -= 1
        yield tuple(words[start:stop])
        start = stop


def _fixed_word(piece: Fixed, script: Script, annotator: Annotator) -> Word:
    if piece.traditional is not None:
        forms = Forms(piece.simplified, piece.traditional)
        hans, hant = (chinese.pronounce(chinese.fold(form)) for form in forms)
        return Word.of(*forms, hans, hant)
    words = annotator.words(piece.simplified, script)
    forms = Forms("".join(word.simplified for word in words), "".join(word.traditional for word in words))
    own = chinese.fold(piece.simplified)
    given = chinese.syllables(piece.pinyin, own)
    hans, hant = (given if given and form == own else chinese.pronounce(form) for form in map(chinese.fold, forms))
    return Word.of(*forms, hans, hant)
