"""What an editor may want to know where nothing is wrong: doubtful readings, odd spellings, missing entries."""

from __future__ import annotations

from pathlib import Path

from duben import chinese
from duben.article.compile import ArticleCompiler, compiler
from duben.article.review import inconsistent_spellings, least_certain, uncertain_readings
from duben.model.diagnostics import Diagnostic, in_order
from duben.model.words import TermId
from duben.sources.articles import SourceFile, read_article, source_files
from duben.sources.config import read_config
from duben.sources.glossary import glossary_files, read_glossary
from duben.suggest import Suggestion, SuggestSource, suggest


def advise(folder: Path) -> tuple[Diagnostic, ...]:
    """What in the articles deserves a look."""
    matcher = _desk(folder).annotator.matcher
    articles = [article for each in source_files(folder, "articles") if (article := read_article(each)[0])]
    found = least_certain(each for article in articles for each in uncertain_readings(article, matcher))
    return in_order([*found, *(each for article in articles for each in inconsistent_spellings(article, matcher))])


def propose(folder: Path) -> tuple[tuple[Suggestion, ...], frozenset[TermId]]:
    """What the articles speak of and no entry covers, the best proposals first; and the ids that are taken."""
    compiler = _desk(folder)
    entries = compiler.glossary.values()
    names = ((form, e.id) for e in entries for f in e.forms for form in (f.simplified, f.traditional))
    known = {chinese.fold(form): term for form, term in names}
    sources = [source for each in source_files(folder, "articles") if (source := _source(each, compiler)) is not None]
    return suggest(sources, known), frozenset(compiler.glossary)


def _desk(folder: Path) -> ArticleCompiler:
    config, _ = read_config(folder)
    glossary, _ = read_glossary(glossary_files(folder), config.traditional)
    return compiler(config, glossary)


def _source(file: SourceFile, compiler: ArticleCompiler) -> SuggestSource | None:
    result = compiler.compile(file)
    if result.compiled is None or result.text is None:
        return None
    script = result.compiled.article.script
    text = result.text.forms.form(script)
    spans = compiler.annotator.matcher.spans(text, result.text.folded, script)
    covered = tuple((span.start, span.end) for span in spans if span.word.term)
    return SuggestSource(slug=result.compiled.article.slug, text=text, covered=covered)
