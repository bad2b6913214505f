"""What an editor may want to know where nothing is wrong: doubtful readings, odd spellings, missing entries."""

from __future__ import annotations

from pathlib import Path

from generator import hanzi
from generator.advice import doubts, least_certain, unlike
from generator.config import read_config
from generator.content import Manuscript, manuscripts, read_article
from generator.diagnostics import Diagnostic, in_order
from generator.galleys import Desk, desk
from generator.glossary import glossary_files, read_glossary
from generator.model import TermId
from generator.suggest import Suggestion, SuggestSource, suggest


def advise(folder: Path) -> tuple[Diagnostic, ...]:
    """What in the articles deserves a look."""
    lexicon = _desk(folder).annotator.lexicon
    articles = [article for each in manuscripts(folder, "articles") if (article := read_article(each)[0])]
    found = least_certain(doubt for article in articles for doubt in doubts(article, lexicon))
    return in_order([*found, *(unlikeness for article in articles for unlikeness in unlike(article, lexicon))])


def propose(folder: Path) -> tuple[tuple[Suggestion, ...], frozenset[TermId]]:
    """What the articles speak of and no entry covers, the best proposals first; and the ids that are taken."""
    desk = _desk(folder)
    entries = desk.glossary.values()
    names = ((form, e.id) for e in entries for f in e.forms for form in (f.simplified, f.traditional))
    known = {hanzi.fold(form): term for form, term in names}
    sources = [source for each in manuscripts(folder, "articles") if (source := _source(each, desk)) is not None]
    return suggest(sources, known), frozenset(desk.glossary)


def _desk(folder: Path) -> Desk:
    config, _ = read_config(folder)
    glossary, _ = read_glossary(glossary_files(folder), config.traditional)
    return desk(config, glossary)


def _source(manuscript: Manuscript, desk: Desk) -> SuggestSource | None:
    proof = desk.prove(manuscript)
    if proof.galley is None or proof.text is None:
        return None
    script = proof.galley.article.script
    text = proof.text.forms.form(script)
    locks = desk.annotator.lexicon.locks(text, proof.text.folded, script)
    covered = tuple((lock.start, lock.end) for lock in locks if lock.word.term)
    return SuggestSource(slug=proof.galley.article.slug, text=text, covered=covered)
