"""Lines for `duben annotate`."""

from __future__ import annotations

import json

from hypothesis import given, settings

from duben.article.annotate_lines import annotate_lines
from duben.model.texts import clean
from tests.fuzz import grammar
from tests.fuzz.site import fuzz_site
from tests.fuzz.target import Target

FORMS = {"hans": "simplified", "hant": "traditional"}


def check(data: bytes) -> bool:
    """Each line gives a record whose words, joined in its own script, are the line."""
    text = data.decode(errors="replace")
    with fuzz_site() as site:
        records = [
            json.loads(each) for each in annotate_lines(text.splitlines(keepends=True), site.folder, "auto", None)
        ]
    shown = ["".join(word[FORMS[record["script"]]] for word in record["words"]) for record in records]
    expected = [
        line for each in text.splitlines(keepends=True) for line in clean(each)[0].removesuffix("\n").split("\n")
    ]
    assert shown == expected
    return True


TARGET = Target(name="lines", share=8, inputs=grammar.encoded(grammar.broken(grammar.RAW_TEXTS)), check=check)


@given(TARGET.inputs)
@settings(max_examples=40)
def test_lines_of_anything(data: bytes) -> None:
    """They come out as words."""
    TARGET.check(data)
