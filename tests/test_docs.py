"""The documents say what the program does: every command, option, key and code is in `docs/`, and nothing else is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import click
import click.testing
import pytest

from duben import importer
from duben.cli import main
from duben.model.diagnostics import CODES
from duben.sources import articles as content
from duben.sources import config, glossary

ROOT = Path(__file__).parent.parent
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```|^    .*?$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def sections(document: str) -> dict[str, str]:
    """The texts under the second-level headings of a document."""
    text = (ROOT / "docs" / document).read_text("utf-8")
    return dict(part.split("\n", 1) for part in text.split("\n## ")[1:])


def first_cells(section: str) -> list[str]:
    """The code in the first cell of each row of a section's tables."""
    return re.findall(r"^\| `([^`]+)` ", section, re.MULTILINE)


@pytest.mark.parametrize(
    ("document", "heading", "known"),
    [
        pytest.param("reference.md", "Settings", config.KEYS, id="settings"),
        pytest.param("reference.md", "Front matter", content.KEYS, id="front-matter"),
        pytest.param("reference.md", "Glossary entries", glossary.KEYS, id="glossary"),
        pytest.param("reference.md", "Aliases", glossary.ALIAS_KEYS, id="aliases"),
        pytest.param("diagnostics.md", "Codes", CODES, id="diagnostics"),
        pytest.param("diagnostics.md", "Imports", importer.CODES, id="imports"),
    ],
)
def test_a_table_lists_just_what_the_program_knows(document: str, heading: str, known: Iterable[str]) -> None:
    """Each key and each code has one row, and each row a key or code."""
    assert sorted(first_cells(sections(document)[heading])) == sorted(known)


def test_every_command_has_a_section() -> None:
    """`docs/commands.md` has a section for each command, and for no other."""
    assert isinstance(main, click.Group)
    assert sorted(sections("commands.md")) == sorted(f"duben {name}" for name in main.commands)


def test_the_readme_lists_every_command() -> None:
    """In the order of `duben --help`, and no other."""
    listed = re.findall(r"^\| `duben (\S+)` ", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert listed == sorted(main.commands)


@pytest.mark.parametrize("name", sorted(main.commands))
def test_a_command_is_documented_with_its_options(name: str) -> None:
    """The section of a command has a row for each of its options, and for no other."""
    options = [option for option in main.commands[name].params if isinstance(option, click.Option)]
    named = {max(option.opts, key=len) for option in options}
    assert {cell.split()[0] for cell in first_cells(sections("commands.md")[f"duben {name}"])} == named


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    """A relative link names a file that exists, and a heading in it."""
    targets = [a or b for a, b in LINK.findall(FENCED.sub("", document.read_text("utf-8")))]
    broken = [target for target in targets if "://" not in target and not leads_somewhere(document, target)]
    assert not broken


def leads_somewhere(document: Path, target: str) -> bool:
    """Whether the file is there, and the heading if one is named (its anchor as GitHub makes it)."""
    name, _, anchor = target.partition("#")
    path = document.parent / name if name else document
    if not anchor or not path.is_file():
        return path.exists()
    headings = re.findall(r"^#+ (.*)$", path.read_text("utf-8"), re.MULTILINE)
    return anchor in {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_lines_of_tables_are_toml() -> None:
    """A key that is not of a-z has quotation marks, in the documents, in the help of a key and in the empty site."""
    sources = [*DOCUMENTS, ROOT / "generator/duben/starter/site/site.toml", ROOT / "generator/duben/sources/config.py"]
    text = "\n".join(source.read_text("utf-8") for source in [*sources, ROOT / "generator/duben/sources/articles.py"])
    lines = re.findall(r'"?[\u3400-\u9fff]+"? = "[^"\n]*"', text)
    assert lines
    for line in lines:
        assert tomllib.loads(line)


def test_the_example_of_annotate_is_what_it_gives() -> None:
    """What follows the command in its section is the answer."""
    section = sections("commands.md")["duben annotate"]
    (asked, answer), *_ = re.findall(r"\$ echo (\S+) \| duben annotate\n    (\{.*\})", section)
    assert click.testing.CliRunner().invoke(main, ["annotate", "-"], input=f"{asked}\n").output == f"{answer}\n"
