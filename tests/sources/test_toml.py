"""TOML with places: the line and column of each key, and what a table may hold."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.sources.toml import Field, KeyPath, check_table, fits, read_toml

TEXT = """title = "a"  # title = 1
  indented = 1
"quoted key" = 2
'single' = 3
dotted.key = 4
text = \"\"\"
title = 5
\"\"\"
list = [
  "x = 1",  # ]
  "]",
]

[table]
key = 1

[[entry]]
id = "a"
aliases = [{ form = "x", region = "tw" }, "y"]

[[entry]]
id = "b"
[entry.more]
deep = true
"""


@pytest.mark.parametrize(
    ("at", "place"),
    [
        pytest.param(("title",), (1, 1), id="first"),
        pytest.param(("indented",), (2, 3), id="indented"),
        pytest.param(("quoted key",), (3, 1), id="quoted"),
        pytest.param(("single",), (4, 1), id="single-quoted"),
        pytest.param(("dotted", "key"), (5, 1), id="dotted"),
        pytest.param(("list",), (9, 1), id="after-a-multi-line-string"),
        pytest.param(("table",), (14, 2), id="table"),
        pytest.param(("table", "key"), (15, 1), id="in-a-table"),
        pytest.param(("entry", 0), (17, 1), id="first-of-an-array"),
        pytest.param(("entry", 1, "id"), (22, 1), id="second-of-an-array"),
        pytest.param(("entry", 1, "more", "deep"), (24, 1), id="table-in-an-array"),
    ],
)
def test_a_key_has_its_place(at: KeyPath, place: tuple[int, int]) -> None:
    """Line and column of the key itself."""
    source, problems = read_toml(TEXT, "a.toml")
    assert problems == []
    problem = source.problem(at, "bad-value", "m")
    assert (problem.line, problem.column) == (place[0], 1 if place[1] == 2 else place[1])


def test_a_place_within_a_value_is_that_of_its_key() -> None:
    """A table written in one line has no place of its own."""
    source, _ = read_toml(TEXT, "a.toml", first_line=11)
    problem = source.problem(("entry", 0, "aliases", "form"), "bad-value", "m")
    assert (problem.line, problem.column) == (29, 1)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("a = 1\nb = \n", (2, 5), id="no-value"),
        pytest.param("a = [1", (1, 7), id="end-of-text"),
        pytest.param('a = "\n', (1, 6), id="open-string"),
        pytest.param("a = 1\na = 2", (2, 6), id="twice"),
        pytest.param(f"a = 1\nb = {'[' * 5000}", (2, 5005), id="nested-too-deeply"),
        pytest.param(f"a = 1\nb = {'1' * 5000}", (2, 5005), id="number-too-long"),
        pytest.param(f"a = 1\n{'b.' * 5000}c = 1", (2, 10006), id="key-too-deep"),
    ],
)
def test_a_syntax_error_has_its_place(text: str, place: tuple[int, int]) -> None:
    """And the source is then empty."""
    source, (problem,) = read_toml(text, "a.toml")
    assert (problem.code, problem.line, problem.column) == ("toml-syntax", *place)
    assert source.data == {}


SCHEMA = {
    "name": Field(str, required=True),
    "date": Field(dt.date),
    "flag": Field(bool),
    "kind": Field(str, choices=("a", "b")),
    "list": Field(list, of=str),
    "table": Field(dict, of=str),
    "mixed": Field(list, of=(str, dict)),
    "text": Field(str, lines=True),
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param('name = "n"', [], id="good"),
        pytest.param("", [("missing-key", 1)], id="missing"),
        pytest.param('name = ""', [("bad-value", 1)], id="empty"),
        pytest.param('name = " "', [("bad-value", 1)], id="blank"),
        pytest.param('name = "n"\nlist = [""]', [("bad-value", 2)], id="empty-item"),
        pytest.param('name = "n"\ntable = { x = "" }', [("bad-value", 2)], id="empty-value-in-a-table"),
        pytest.param('name = "n"\nnmae = 1', [("unknown-key", 2)], id="unknown"),
        pytest.param('name = "n"\ndate = 2024-02-20T10:00:00', [], id="date-with-a-time"),
        pytest.param('name = "n"\nflag = 1', [("wrong-type", 2)], id="number-for-a-boolean"),
        pytest.param("name = true", [("wrong-type", 1)], id="boolean-for-a-string"),
        pytest.param('name = "n"\nkind = "c"', [("bad-value", 2)], id="no-choice"),
        pytest.param('name = "n"\nlist = ["x", 1]', [("wrong-type", 2)], id="item-of-a-list"),
        pytest.param('name = "n"\nmixed = ["x", { y = 1 }]', [], id="items-of-two-types"),
        pytest.param('name = "n"\n[table]\nx = 1', [("wrong-type", 2)], id="value-of-a-table"),
        pytest.param('name = "a\\nb"', [("bad-value", 1)], id="two-lines"),
        pytest.param('name = "a\\u2028b"', [("bad-value", 1)], id="two-lines-by-another-separator"),
        pytest.param('name = "n"\nlist = ["a\\rb"]', [("bad-value", 2)], id="item-of-two-lines"),
        pytest.param('name = "n"\n[table]\n"a\\nb" = "x"', [("bad-value", 2)], id="key-of-two-lines"),
        pytest.param('name = "n"\ntext = "a\\nb"', [], id="lines"),
        pytest.param(
            "nmae = 1\nflag = 0", [("unknown-key", 1), ("missing-key", 1), ("wrong-type", 2)], id="all-at-once"
        ),
    ],
)
def test_a_table_is_checked_against_its_fields(text: str, found: list[tuple[str, int]]) -> None:
    """Every problem, each at its key."""
    source, _ = read_toml(text, "a.toml")
    assert [(d.code, d.line) for d in check_table(source, (), source.data, SCHEMA)] == found


@pytest.mark.parametrize(
    ("value", "key", "good"),
    [
        pytest.param("n", "name", True, id="string"),
        pytest.param(1, "name", False, id="number"),
        pytest.param({"x": 1}, "table", False, id="table-of-numbers"),
        pytest.param("c", "kind", False, id="no-choice"),
    ],
)
def test_a_value_fits_its_field_or_not(value: object, key: str, *, good: bool) -> None:
    """As `check_table` would say."""
    assert fits(value, SCHEMA[key]) == good


@given(st.dictionaries(st.text("abc_", min_size=1), st.one_of(st.integers(), st.booleans()), min_size=1))
def test_every_key_of_a_flat_text_has_its_line(table: dict[str, int]) -> None:
    """In the order of the file."""
    text = "\n".join(f"{key} = {str(value).lower()}" for key, value in table.items())
    source, problems = read_toml(text, "a.toml")
    assert problems == []
    assert source.places == {(key,): (line, 1) for line, key in enumerate(table, 1)}


@pytest.mark.parametrize(
    ("text", "data", "message", "place"),
    [
        pytest.param('a = 1\nb = "x\\u0000y"', {"a": 1, "b": "xy"}, "U+0000 is left out", (2, 1), id="string"),
        pytest.param(
            '[[t]]\n"k\\u0001" = ["\\u007f", "z\\r\\n"]',
            {"t": [{"k": ["", "z\n"]}]},
            "U+0001 is left out (2 in this file)",
            (1, 1),
            id="key-and-item",
        ),
    ],
)
def test_strings_are_clean(text: str, data: object, message: str, place: tuple[int, int]) -> None:
    """Escapes for control characters are left out, with one warning at the first key."""
    source, (problem,) = read_toml(text, "a.toml")
    assert source.data == data
    assert (problem.code, problem.line, problem.column) == ("control-character", *place)
    assert problem.message.endswith(message)
