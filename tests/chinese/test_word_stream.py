"""The caches of words do not grow with the collection."""

from __future__ import annotations

from duben import chinese
from duben.article.ruby import WordHtml
from duben.chinese.word_stream import WordStream

TEXT = "他在银行里还书，银行的人说这本书还没有看完。长江很长，他长大了。"


def test_a_full_stream_starts_over() -> None:
    """It says the same, whether a word is decided by itself or by its neighbours, and does not grow."""
    written = chinese.segment(TEXT)
    whole = WordStream("hans", "tw", "cn").words(written, {})
    small = WordStream("hans", "tw", "cn", most=3)
    assert [small.words(written, {}) for _ in range(2)] == [whole] * 2
    assert len(small) <= 3
    assert len(small._decided) < len(whole)


def test_a_full_cache_of_words_starts_again_empty() -> None:
    """The HTML stays the same."""
    words = WordStream("hans", "tw", "cn").words(chinese.segment(TEXT), {})
    whole = WordHtml().words(words)
    small = WordHtml(limit=3)
    assert small.words(words) == whole
    assert len(small) <= 3
