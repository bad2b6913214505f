"""The library: texts to words, without any site."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given

from duben.chinese import Span, annotate, annotation
from duben.model.words import Script, Word
from tests.support.texts import ODD_TEXTS


def test_the_example_of_the_documentation_is_true() -> None:
    """What the docstring shows is what you get."""
    failed, tried = doctest.testmod(annotation)
    assert (failed, tried > 1) == (0, True)


@given(ODD_TEXTS)
def test_the_words_are_the_text(text: str) -> None:
    """Whatever the text: joined in its own script, the words give it back, and each Han character has a syllable."""
    found = annotate(text)
    assert "".join(word.form(found.script) for word in found.words) == "".join(found.written) == text


@pytest.mark.parametrize(("text", "script"), [("头发", "hans"), ("頭髮", "hant")])
def test_the_script_is_detected(text: str, script: Script) -> None:
    """Either script gives both forms."""
    found = annotate(text)
    assert found.script == script
    assert found.words == [Word("头发", "頭髮", ("tóu", "fa"))]


def test_region_and_standard_are_the_caller_s() -> None:
    """The forms of Hong Kong, the readings of Taiwan."""
    assert annotate("为了", region="hk").words[0].traditional == "為了"
    assert annotate("垃圾", standard="tw").words[0].pinyin == ("lè", "sè")


def test_decided_words_and_cuts_are_kept() -> None:
    """A decided word is taken as it is, and no word spans a cut."""
    own = Word("行家", "行家", ("xíng", "jia"))
    assert annotate("银行家", "hans", decided=[Span(1, 3, own)]).words[1] is own
    assert annotate("银行家", "hans", cuts=[1]).written[0] == "银"
