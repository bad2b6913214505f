"""What the polyphone model looks at."""

from __future__ import annotations

from duben.chinese.reading.features import features, sentence, sentences


def test_sentences_end_at_their_marks() -> None:
    """A text is cut after every mark that ends a sentence; what is left is a sentence too."""
    assert list(sentences(["好", "。", "他", "来", "了", "！", "走"])) == [(0, 2), (2, 6), (6, 7)]
    assert list(sentences([])) == []


def test_keys_name_the_surroundings() -> None:
    """The characters and words beside the target, the word and the target's place in it are among the keys."""
    keys = features(sentence(["他", "在", "银行", "工作"]), 2, 1)
    assert {"d银", "e工", "A在银", "B工作", "C银工", "w1银行", "p1/2", "<在", ">工作", "Wháng2!"} <= set(keys)


def test_nearby_characters_are_keys_by_themselves() -> None:
    """A character within ten places is a key, and so is a word of several within six."""
    keys = features(sentence(["音乐", "很", "好听", "，", "他", "乐"]), 5, 0)
    assert {"音", "好", "音乐", "好听"} <= set(keys)


def test_phrases_are_found_across_words() -> None:
    """A phrase of the tables counts wherever the words were cut."""
    assert "Sgōu31!" in features(sentence(["早", "在高", "句", "丽"]), 2, 0)
