"""Entries of the glossary, and an article that has their names in it."""

from __future__ import annotations

import re

from hypothesis import given, settings

from tests.fuzz import grammar
from tests.fuzz.site import ARTICLE, check_site
from tests.fuzz.target import Target


def check(data: bytes) -> bool:
    """A site with these entries has all properties."""
    names = re.sub(r"[^\w·，-]+", "，", data.decode(errors="replace"))
    article = f'+++\ntitle = "题"\n+++\n说{names}。\n\n## {names[:40]}\n\n**{names[:20]}**{names[20:40]}\n'
    return check_site({"content/glossary/fuzz.toml": data, ARTICLE: article.encode()})


TARGET = Target(name="glossary", share=16, inputs=grammar.encoded(grammar.broken(grammar.GLOSSARIES)), check=check)


@given(TARGET.inputs)
@settings(max_examples=40)
def test_entries_of_anything(data: bytes) -> None:
    """They give sound pages, or problems with their places."""
    TARGET.check(data)
