"""What an editor may want to know where nothing is wrong: doubtful readings, odd spellings, missing entries."""

from __future__ import annotations

from pathlib import Path

from generator import hanzi
from generator.advice import doubts, least_certain, unlike
from generator.config import read_config
from generator.content import content_files, read_article
from generator.diagnostics import Diagnostic, in_order
from generator.galleys import Desk
from generator.glossary import Glossary, read_glossary
from generator.model import Galley, TermId
from generator.suggest import Suggestion, SuggestSource, suggest


def advise(folder: Path) -> tuple[Diagnostic, ...]:
    """What in the articles deserves a look."""
    desk, _ = _desk(folder)
    lexicon = desk.annotator.lexicon
    articles = [article for path in content_files(folder, "articles") if (article := read_article(folder, path)[0])]
    found = least_certain(doubt for article in articles for doubt in doubts(article, lexicon))
    return in_order([*found, *(unlikeness for article in articles for unlikeness in unlike(article, lexicon))])


def propose(folder: Path) -> tuple[tuple[Suggestion, ...], frozenset[TermId]]:
    """What the articles speak of and no entry covers, the best proposals first; and the ids that are taken."""
    desk, glossary = _desk(folder)
    galleys = [galley for path in content_files(folder, "articles") if (galley := desk.prove(path).galley) is not None]
    names = ((form, e.id) for e in glossary.values() for f in e.forms for form in (f.simplified, f.traditional))
    known = {hanzi.fold(form): term for form, term in names}
    return suggest([_source(galley, desk) for galley in galleys], known), frozenset(glossary)


def _desk(folder: Path) -> tuple[Desk, Glossary]:
    config, _ = read_config(folder)
    glossary, _ = read_glossary(folder, config.traditional)
    return Desk(folder, config, glossary), glossary


def _source(galley: Galley, desk: Desk) -> SuggestSource:
    script = galley.article.script
    text = galley.text.form(script)
    locks = desk.annotator.lexicon.locks(text, galley.folded, script)
    return SuggestSource(
        slug=galley.article.slug, text=text, covered=tuple((lock.start, lock.end) for lock in locks if lock.word.term)
    )
