"""Checks a site without building it: problems, uncertain readings, missing glossary entries."""

from __future__ import annotations

from duben import chinese
from duben.article.compile import ArticleCompiler, article_compiler
from duben.article.review import inconsistent_spellings, least_certain, mixed_punctuation, uncertain_readings
from duben.build.context import BuildContext
from duben.build.media import unused_media
from duben.build.outputs import all_outputs
from duben.build.pipeline import compile_article, load_site
from duben.build.publish import render
from duben.build.session import SiteSession
from duben.build.up_to_date import Options
from duben.model.diagnostics import Diagnostic, in_order, stops
from duben.model.words import TermId
from duben.render import read_theme
from duben.sources.articles import ContentFolder, SourceFile, read_article
from duben.sources.config import read_config
from duben.sources.folder import SourceFolder
from duben.sources.glossary import glossary_files, read_glossary
from duben.suggest import Suggestion, SuggestSource, suggest


def check(sources: SourceFolder, context: BuildContext) -> tuple[Diagnostic, ...]:
    """Every problem in a site, including drafts and templates, and unused media. Writes nothing to the site."""
    session = SiteSession(context.store)
    loaded = load_site(sources, Options(drafts=True), context, session)
    if stops(loaded.problems, strict=False):
        return loaded.problems
    outputs = all_outputs(loaded.site, loaded.media, read_theme(loaded.theme, session), session)
    faults = {result.fault for result in render(outputs, context, session) if result.fault}
    return in_order([*loaded.problems, *faults, *unused_media(loaded.media)])


def review(sources: SourceFolder) -> tuple[Diagnostic, ...]:
    """Advice on the articles: the least certain readings, words spelled in more than one way, half-width marks."""
    annotator = _compiler(sources).annotator
    matcher = annotator.matcher
    articles = [article for each in ContentFolder().files(sources, "articles") if (article := read_article(each)[0])]
    found = least_certain(each for article in articles for each in uncertain_readings(article, matcher))
    found += [each for article in articles for each in inconsistent_spellings(article, matcher)]
    if annotator.punctuation == "as-written":
        found += [each for article in articles for each in mixed_punctuation(article)]
    return in_order(found)


def suggest_entries(sources: SourceFolder) -> tuple[tuple[Suggestion, ...], frozenset[TermId]]:
    """Terms that the glossary lacks, best suggestions first; and the ids that are already used."""
    compiler = _compiler(sources)
    entries = compiler.glossary.values()
    names = ((form, e.id) for e in entries for f in e.forms for form in (f.simplified, f.traditional))
    known = {chinese.fold(form): term for form, term in names}
    found = (_source(each, compiler) for each in ContentFolder().files(sources, "articles"))
    return suggest([source for source in found if source is not None], known), frozenset(compiler.glossary)


def _compiler(sources: SourceFolder) -> ArticleCompiler:
    config, _ = read_config(sources)
    glossary, _ = read_glossary(glossary_files(sources)[0], config.traditional)
    return article_compiler(config, glossary)


def _source(file: SourceFile, compiler: ArticleCompiler) -> SuggestSource | None:
    result = compile_article(file, compiler)
    if result.compiled is None or result.text is None:
        return None
    script = result.compiled.article.script
    text = result.text.forms.form(script)
    spans = compiler.annotator.matcher.spans(text, result.text.folded, script)
    covered = tuple((span.start, span.end) for span in spans if span.word.term)
    return SuggestSource(slug=result.compiled.article.slug, text=text, covered=covered)
