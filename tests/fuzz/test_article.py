"""Articles: front matter and Markdown, with all constructs of ours."""

from __future__ import annotations

from hypothesis import given, settings

from tests.fuzz import grammar
from tests.fuzz.site import ARTICLE, check_site
from tests.fuzz.target import Target


def check(data: bytes) -> bool:
    """A site with this article has all properties."""
    return check_site({ARTICLE: data})


TARGET = Target(name="article", share=44, inputs=grammar.encoded(grammar.broken(grammar.ARTICLES)), check=check)


@given(TARGET.inputs)
@settings(max_examples=60)
def test_an_article_of_anything(data: bytes) -> None:
    """It gives a sound page, or problems with their places."""
    TARGET.check(data)
