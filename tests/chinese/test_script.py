"""Conversion between the scripts, on sentences of our own."""

from __future__ import annotations

import pytest

from duben.chinese.script import fold
from duben.chinese.short_texts import simplify, traditionalise
from tests.chinese.goldens import pairs

_BOTH = pairs("both")
_TO_TRADITIONAL = pairs("both", "traditional")
_TO_SIMPLIFIED = pairs("simplified")


@pytest.mark.parametrize(("simplified", "traditional"), _TO_TRADITIONAL.values(), ids=_TO_TRADITIONAL)
def test_to_traditional(simplified: str, traditional: str) -> None:
    """Every character that has several Traditional forms gets the one that its word and its neighbours ask for."""
    assert traditionalise(simplified, "tw") == traditional


@pytest.mark.parametrize(("simplified", "traditional"), _BOTH.values(), ids=_BOTH)
def test_to_simplified(simplified: str, traditional: str) -> None:
    """The Traditional sentence gives back the Simplified one."""
    assert simplify(traditional, "tw") == simplified


@pytest.mark.parametrize(("traditional", "simplified"), _TO_SIMPLIFIED.values(), ids=_TO_SIMPLIFIED)
def test_to_simplified_only(traditional: str, simplified: str) -> None:
    """What Simplified keeps apart, or writes alike, is known by the word."""
    assert simplify(traditional, "tw") == simplified


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("他说着话，在公园里。", "他説着話，在公園裏。"),
        ("著名作家看着台风。", "著名作家看着颱風。"),
        ("公布、分布。", "公佈、分佈。"),
        ("为了卫生，吃面。", "為了衞生，吃麪。"),
        ("“好”", "「好」"),
    ],
)
def test_hong_kong(simplified: str, traditional: str) -> None:
    """Hong Kong writes 裏, 説 and 衞, keeps 着 apart from 著, and spreads with 佈."""
    assert traditionalise(simplified, "hk") == traditional
    assert simplify(traditional, "hk") == simplified


def test_fold_keeps_places() -> None:
    """Folding changes characters one by one, for matching: both scripts and all regions fold to the same."""
    text = "臺灣説說裏裡為爲著着A，"
    assert len(fold(text)) == len(text)
    assert fold(text) == "台湾说说里里为为着着A，"


def test_a_folded_text_folds_to_itself() -> None:
    """Whatever a character folds to is left alone by folding."""
    everything = "".join(map(chr, range(0x3400, 0xA000)))
    assert fold(fold(everything)) == fold(everything)
