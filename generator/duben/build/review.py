"""What an editor may want to know where nothing is wrong: doubtful readings, odd spellings, missing entries."""

from __future__ import annotations

from pathlib import Path

from duben import chinese
from duben.article.compile import Desk, desk
from duben.article.review import doubts, least_certain, unlike
from duben.model.diagnostics import Diagnostic, in_order
from duben.model.words import TermId
from duben.sources.articles import Manuscript, manuscripts, read_article
from duben.sources.config import read_config
from duben.sources.glossary import glossary_files, read_glossary
from duben.suggest import Suggestion, SuggestSource, suggest


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
    known = {chinese.fold(form): term for form, term in names}
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
