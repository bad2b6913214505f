"""Problems: each code has a broken site and its whole report; a report is in order, and suggests what was meant."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from duben.cli import main
from duben.model.diagnostics import CODES, Diagnostic, Hints, Severity, did_you_mean, in_order

CASES = Path(__file__).parents[1] / "errors"
SITES = sorted(path.name for path in CASES.iterdir())


def _odd_name(articles: Path) -> None:
    Path(os.fsdecode(bytes(articles) + b"/\xb1\xa1.md")).touch()


PLACES: dict[str, Callable[[Path], object]] = {
    "bad-name": _odd_name,
    "not-a-file": lambda articles: os.mkfifo(articles / "pipe.md"),
    "outside-site": lambda articles: (articles / "host.md").symlink_to("/etc/hosts"),
    "same-output": lambda articles: shutil.copy(articles.parent / "pages/a.svg", articles.parent / "pages/A.svg"),
    "unreadable": lambda articles: (articles / "a.md").symlink_to("/proc/self/mem"),
    "unwritable": lambda articles: (articles.parents[1] / "public").touch(),
}
"""Files that a repository cannot hold, by the name of the case; each is made in `content/articles`."""


def report(case: Path, folder: Path) -> str:
    """All that `duben check` prints of a copy of a site in `folder`, and its exit code.

    Only `duben build` writes, and so it reports what it cannot write.
    """
    site = shutil.copytree(case, folder / "site")
    if case.name in PLACES:
        PLACES[case.name](site / "content/articles")
    command = "build" if case.name == "unwritable" else "check"
    result = CliRunner().invoke(main, [command, "--site", str(site)], catch_exceptions=False)
    return f"{result.output}exit code {result.exit_code}\n"


@pytest.mark.parametrize("code", CODES)
def test_each_code_has_a_case(code: str) -> None:
    """A site that shows it is kept in `tests/errors/<code>/`, and its report names it."""
    assert f" [{code}]\n" in (CASES / code / "report.txt").read_text("utf-8")


@pytest.mark.parametrize("name", SITES)
def test_the_whole_report_of_a_broken_site(name: str, pytestconfig: pytest.Config, tmp_path: Path) -> None:
    """Every problem with its place, message and hint, and nothing else; `--update-golden` rewrites it."""
    expected, found = CASES / name / "report.txt", report(CASES / name, tmp_path)
    if pytestconfig.getoption("--update-golden"):
        expected.write_bytes(found.encode())
    assert found == expected.read_bytes().decode()


def test_no_case_is_for_a_code_that_is_gone() -> None:
    """Each folder is named by a code, except the site with many problems at once."""
    assert set(SITES) == {*CODES, "many-at-once"}


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        pytest.param("alias", ["aliases", "name"], "did you mean “aliases”?", id="near"),
        pytest.param("x", ["b", "a"], "use one of: a, b", id="a-few"),
        pytest.param("x", [f"k{n}" for n in range(21)], "", id="many"),
        pytest.param("x", [], "", id="none"),
    ],
)
def test_a_hint_names_what_may_be_meant(word: str, known: list[str], hint: str) -> None:
    """The nearest, or all where they are few."""
    assert did_you_mean(word, known) == hint


def test_the_hints_of_a_report_are_limited() -> None:
    """A word that occurs again has its hint again; a report of thousands does not take minutes."""
    hints = Hints(["alias"], most=2)
    assert [hints[word] for word in ("alia", "x", "ali", "alia")] == [
        "did you mean “alias”?",
        "use one of: alias",
        "",
        "did you mean “alias”?",
    ]


def test_a_report_is_in_order_and_says_nothing_twice() -> None:
    """By file, line and column, whoever found what first."""
    first = Diagnostic(path="a.md", line=2, column=1, code="encoding", message="m")
    second = Diagnostic(path="a.md", line=10, column=1, code="encoding", message="m")
    third = Diagnostic(path="b.md", line=1, column=1, code="encoding", message="m")
    assert in_order([third, second, first, second]) == (first, second, third)


def test_a_problem_is_one_line_and_its_hint() -> None:
    """As editors and terminals understand it; and a mapping for programs."""
    problem = Diagnostic(path="a.md", line=2, column=3, code="encoding", message="m", severity=Severity.WARNING)
    assert str(problem) == "a.md:2:3: warning: m [encoding]"
    assert problem.as_dict() == {
        "path": "a.md",
        "line": 2,
        "column": 3,
        "code": "encoding",
        "message": "m",
        "hint": "",
        "severity": "warning",
    }
