"""The linear model."""

from __future__ import annotations

import math

import pytest

from duben.chinese.reading.model import Polyphone, polyphone, probability, rows, unit

KNOWN = Polyphone(("a", "b", "c"), dict(zip("xy", rows(((3, 1), (-1, 1))), strict=True)), contested=True)


def test_a_score_adds_up_the_keys() -> None:
    """Each key adds its weights to those of the others; the first reading is the measure and stays at nought."""
    assert KNOWN.scores(["x", "y", "unknown"]) == [0, 4, 0]
    assert KNOWN.scores(["y", "y"]) == [0, 2, 2]
    assert KNOWN.scores([]) == [0, 0, 0]


def test_probabilities_follow_the_logistic_model() -> None:
    """The probabilities of all readings add up to one, and a unit of score is a unit of log odds."""
    scores = [0, unit(), -unit()]
    chances = [probability(scores, choice) for choice in range(3)]
    assert math.fsum(chances) == pytest.approx(1)
    assert chances[1] / chances[0] == pytest.approx(math.e)


def test_only_polyphones_are_known() -> None:
    """A character with several readings is known with them; one with a single reading is not."""
    known = polyphone("长")
    assert known is not None
    assert {"zhǎng", "cháng"} <= set(known.readings)
    assert known.contested
    assert polyphone("猫") is None
