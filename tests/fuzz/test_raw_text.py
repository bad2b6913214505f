"""Raw texts to import."""

from __future__ import annotations

from hypothesis import given, settings

from duben.importer import NotImportedError, import_text
from duben.model.diagnostics import stops
from duben.sources.articles import SourceFile, read_article
from tests.fuzz import grammar, properties
from tests.fuzz.target import Target


def check(data: bytes) -> bool:
    """What is imported is an article without a problem."""
    try:
        imported = import_text(data, "a text.txt")
    except NotImportedError as error:
        properties.check_problems([error.diagnostic], {})
        return False
    properties.check_problems(imported.diagnostics, {})
    article, problems = read_article(SourceFile(f"content/articles/{imported.slug}.md", imported.markdown().encode()))
    assert article is not None, problems
    assert not stops(problems, strict=True), problems
    return True


TARGET = Target(name="raw_text", share=14, inputs=grammar.encoded(grammar.broken(grammar.RAW_TEXTS)), check=check)


@given(TARGET.inputs)
@settings(max_examples=200)
def test_a_raw_text_of_anything(data: bytes) -> None:
    """It gives an article that Duben reads, or a problem that says why not."""
    TARGET.check(data)
