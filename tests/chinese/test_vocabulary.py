"""A region's own words: 视频 is 影片 in Taiwan."""

from __future__ import annotations

import pytest

from duben.chinese import Span, annotate
from duben.model.words import Script, Word


def both(text: str, script: Script) -> tuple[str, str]:
    """The text in Simplified and in Traditional, with Taiwan's words."""
    words = annotate(text, script, vocabulary="tw").words
    return "".join(word.simplified for word in words), "".join(word.traditional for word in words)


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("我们上传视频。", "我們上傳影片。"),
        ("程序员写软件。", "程式設計師寫軟體。"),
        ("人工智能很热。", "人工智慧很熱。"),
        ("坐出租车去网吧。", "坐計程車去網咖。"),
        ("他支持这次历史进程。", "他支持這次歷史進程。"),
        ("司法程序走完了。", "司法程序走完了。"),
        ("海内存知己。", "海內存知己。"),
    ],
)
def test_taiwans_words_to_traditional(simplified: str, traditional: str) -> None:
    """A whole name changes; one that only touches words, or that both regions have, does not."""
    assert both(simplified, "hans") == (simplified, traditional)


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("這個軟體的影片很短。", "这个软件的视频很短。"),
        ("他的智慧和人工智慧。", "他的智慧和人工智能。"),
        ("檔案館。", "档案馆。"),
    ],
)
def test_the_mainlands_words_to_simplified(traditional: str, simplified: str) -> None:
    """Taiwan's words in a text become the mainland's; the text stays as it is."""
    assert both(traditional, "hant") == (simplified, traditional)


def test_each_form_has_its_reading() -> None:
    """视频 is shìpín, 影片 yǐngpiàn, and forms of different lengths have as many syllables as characters."""
    words = annotate("视频。程序员。", "hans", vocabulary="tw").words
    assert words[0] == Word("视频", "影片", ("shì", "pín"), None, ("yǐng", "piàn"))
    assert words[2].pinyin == ("chéng", "xù", "yuán")
    assert words[2].pinyin_traditional == ("chéng", "shì", "shè", "jì", "shī")


def test_it_is_off_by_default() -> None:
    """Without it, characters change and words do not."""
    assert annotate("视频", "hans").words == [Word("视频", "視頻", ("shì", "pín"))]


def test_what_is_decided_wins() -> None:
    """A word that an override or an entry decided keeps its form."""
    decided = Span(0, 2, Word("视频", "視訊", ("shì", "pín"), None, ("shì", "xùn")), "entry")
    words = annotate("视频和视频", "hans", vocabulary="tw", decided=[decided]).words
    assert [word.traditional for word in words] == ["視訊", "和", "影片"]


def test_no_word_spans_a_cut() -> None:
    """Markup between two words keeps them apart."""
    assert "".join(word.traditional for word in annotate("视频", "hans", vocabulary="tw", cuts=[1]).words) == "視頻"


def test_it_says_why() -> None:
    """The vocabulary is the reason of the word."""
    assert annotate("视频", "hans", vocabulary="tw").why(0).decided_by == "vocabulary"
