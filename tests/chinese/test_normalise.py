"""What is offered to an editor for making a text alike."""

from __future__ import annotations

import pytest

from duben.chinese.normalise import normalisations
from duben.model.words import Region, Script


@pytest.mark.parametrize(
    ("text", "script", "region", "expected"),
    [
        pytest.param("他們説話，我們說話。", "hant", "tw", [(2, "説話", "說話")], id="another-regions-shape"),
        pytest.param("這裏有評論员。", "hant", "hk", [(3, "評論员", "評論員")], id="simplified-left-over"),
        pytest.param("又一次覆刻了復刻版。", "hant", "tw", [(3, "覆刻", "復刻")], id="wrong-conversion"),
        pytest.param("头發很长。", "hans", "cn", [(0, "头發", "头发")], id="traditional-left-over"),
        pytest.param("他寫了計畫，也訂了計劃。", "hant", "tw", [], id="both-right"),
        pytest.param("一羣人站在山峯。", "hant", "cn", [], id="mainland-print"),
        pytest.param("在「上面」說：“好”。", "hant", "tw", [], id="quotation-marks"),
        pytest.param("著名的“中国制造”。", "hans", "cn", [], id="simplified"),
    ],
)
def test_normalisations(text: str, script: Script, region: Region, expected: list[tuple[int, str, str]]) -> None:
    """A word is offered where it is not written as the rest, with its place; nothing where both ways are right."""
    found = list(normalisations(text, script, region))
    assert [(item.offset, item.found, item.proposed) for item in found] == expected


@pytest.mark.parametrize(
    ("text", "script", "region", "reason"),
    [
        ("他們説話，我們說話。", "hant", "tw", "說 is written elsewhere"),
        ("他們説話。", "hant", "tw", "說 is the shape of the region"),
        ("我們的評論员。", "hant", "tw", "员 is Simplified"),
        ("头發很长。", "hans", "cn", "發 is Traditional"),
        ("又一次覆刻。", "hant", "tw", "復刻 is the usual form"),
    ],
)
def test_reason(text: str, script: Script, region: Region, reason: str) -> None:
    """Each offer says why."""
    assert [item.reason for item in normalisations(text, script, region)] == [reason]
