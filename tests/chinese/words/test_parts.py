"""Long words of the segmenter that are several words."""

from __future__ import annotations

import pytest

from duben import chinese


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param("春节|假期", id="two-nouns"),
        pytest.param("正月|初七", id="a-date"),
        pytest.param("基础|设施", id="adjective-and-noun"),
        pytest.param("美国|国防部", id="three-characters-after"),
        pytest.param("太平洋|地区", id="three-characters-before"),
        pytest.param("王|先生", id="title"),
        pytest.param("画蛇添足", id="idiom"),
        pytest.param("共产党员", id="a-word-and-one-character"),
        pytest.param("副总经理", id="one-character-and-a-word"),
        pytest.param("马来西亚", id="foreign-name"),
        pytest.param("等等等等", id="doubled"),
        pytest.param("朋友", id="short"),
    ],
)
def test_a_phrase_is_cut_and_a_word_is_not(parts: str) -> None:
    """Into two words that are listed; an idiom, a name and a word with a suffix stay whole."""
    assert chinese.parts(parts.replace("|", "")) == tuple(parts.split("|"))
