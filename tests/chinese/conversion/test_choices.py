"""The rules for characters that their neighbours decide."""

from __future__ import annotations

import pytest

from duben.chinese.conversion.choices import choices, parse_rule, ruling
from duben.chinese.tables.conversion_tables import Direction
from duben.model.words import Region


@pytest.mark.parametrize(
    ("rule", "words", "holds"),
    [
        pytest.param("公 _ → 里", "公 里", True, id="word"),
        pytest.param("公|英 _ → 里", "英 里", True, id="alternatives"),
        pytest.param("公 _ → 里", "办公 里", False, id="whole-word"),
        pytest.param("*公 _ → 里", "办公 里", True, id="ends"),
        pytest.param("_ 路* → 里", "里 路上", True, id="begins"),
        pytest.param("@number _ → 里", "35 里", True, id="class"),
        pytest.param("!@number _ → 里", "35 里", False, id="none-of"),
        pytest.param("!@number _ → 里", "里", True, id="none-of-at-the-beginning"),
        pytest.param("* _ → 里", "里", False, id="any-word"),
        pytest.param("走 了 _ → 里", "走 了 里", True, id="two-words"),
        pytest.param("_ @mark → 里", "里", True, id="end-of-text"),
        pytest.param("~走 _ → 里", "走 在 很 远 很 远 的 里", True, id="near-by"),
        pytest.param("<猫 _ → 里", "猫 在 很 远 的 里", True, id="named-before"),
        pytest.param("<猫 _ → 里", "里 有 猫", False, id="named-after"),
        pytest.param("<猫 _ → 里", "猫 公司 在 里", False, id="part-of-a-longer-name"),
        pytest.param("^里头 _ → 里", "里", False, id="own-word"),
    ],
)
def test_rule(rule: str, words: str, holds: bool) -> None:  # noqa: FBT001 - a column of the table
    """A rule asks for the words on either side of the character, and nothing else."""
    text = words.split()
    at = text.index("里")
    window = [*[""] * 3, *text, *[""] * 3][at : at + 7]
    assert parse_rule(rule).holds(window, text, at) is holds


@pytest.mark.parametrize("line", ["里 → 里", "公 _ 里"])
def test_a_rule_without_its_marks_is_refused(line: str) -> None:
    """A line without the place of the character or without its form is an error that shows the line."""
    with pytest.raises(ValueError, match=line):
        parse_rule(line)


def test_an_unknown_class_is_refused() -> None:
    """A class that nothing defines is an error where the rule is read, not where it is used."""
    with pytest.raises(KeyError, match="no-such-class"):
        parse_rule("@no-such-class _ → 里")


@pytest.mark.parametrize("direction", ["s2t", "t2s"])
@pytest.mark.parametrize("region", ["tw", "hk", "cn"])
def test_every_character_is_decided(direction: Direction, region: Region) -> None:
    """The last rule of each character has no condition, so that there is always a form."""
    for rules in choices(direction, region).values():
        assert not rules[-1].places
        assert not rules[-1].near
        assert not rules[-1].named
        assert rules[-1].form


def test_the_first_rule_decides() -> None:
    """Rules are asked in their order."""
    rules = [parse_rule("公 _ → ="), parse_rule("公 _ → 裡"), parse_rule("_ → 裏")]
    assert ruling(rules, ["", "", "公", "里", "", "", ""], ["公", "里"], 1) is rules[0]
    assert ruling(rules, ["", "", "山", "里", "", "", ""], ["山", "里"], 1) is rules[2]
