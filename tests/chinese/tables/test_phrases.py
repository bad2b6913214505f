"""The phrases that the segmenter is taught."""

from __future__ import annotations

import pytest

from duben.chinese.script import fold
from duben.chinese.tables.phrases import phrase_keys
from tools import make_phrases


@pytest.mark.slow
def test_the_file_is_up_to_date() -> None:
    """`python -m tools.make_phrases` would write the file as it is."""
    assert phrase_keys() == sorted(set(make_phrases.phrases()))


def test_phrases_are_folded() -> None:
    """They are looked up in folded text."""
    assert [phrase for phrase in phrase_keys() if fold(phrase) != phrase] == []
