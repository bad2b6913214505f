"""The rules across articles: links that lead nowhere are reported at their place."""

from __future__ import annotations

import pytest

from duben.article.markdown import parse
from duben.article.validate import check_definitions, check_images, check_inline, check_readings
from tests.conftest import Build, MakeSite
from tests.support.texts import entry, glossary

PAGE = '+++\ntitle = "页"\n+++\n'
ARTICLE = '+++\ntitle = "文"\ndate = 2024-01-01\n+++\n'


@pytest.mark.parametrize(
    ("link", "good"),
    [
        pytest.param("[[b]]", True, id="article"),
        pytest.param("[[term]]", True, id="entry"),
        pytest.param("[[about]]", False, id="page"),
        pytest.param("[[B]]", False, id="other-case"),
        pytest.param("[[b.md]]", False, id="file-name"),
        pytest.param("`[[nothing]]`", True, id="in-code"),
    ],
)
@pytest.mark.parametrize("place", ["content/articles/a.md", "content/pages/about.md"])
def test_a_link_leads_to_an_article_or_an_entry(
    make_site: MakeSite, build: Build, link: str, place: str, *, good: bool
) -> None:
    """From articles and pages alike."""
    files: dict[str, str | bytes] = {
        "content/articles/a.md": ARTICLE,
        "content/articles/b.md": ARTICLE,
        "content/pages/about.md": PAGE,
        "content/glossary/a.toml": entry("term", "甲词"),
    }
    files[place] = (PAGE if "pages" in place else ARTICLE) + link
    built = build(make_site(files))
    assert (built.exit_code == 0) == good
    assert ("unknown-link" in built.output) != good


def test_a_definition_links_to_entries_only() -> None:
    """And the place is its entry's."""
    (problem,) = check_definitions(glossary(entry("a", "甲") + entry("b", "乙", definition='"见[[a]]与[[c]]。"')))
    assert (problem.code, problem.line) == ("unknown-link", 6)
    assert "[[c]]" in problem.message


@pytest.mark.parametrize(
    ("image", "codes"),
    [
        pytest.param("here.png", [], id="beside"),
        pytest.param("sub/there.png", [], id="below"),
        pytest.param("sub/../here.png", [], id="normalised"),
        pytest.param("with%20space.png", [], id="percent-encoded"),
        pytest.param("<with space.png>", [], id="with-a-space"),
        pytest.param("图.png", [], id="han"),
        pytest.param("gone.png", ["missing-image"], id="gone"),
        pytest.param("../here.png", ["missing-image"], id="above"),
        pytest.param("/here.png", ["missing-image"], id="absolute"),
        pytest.param("#here", ["missing-image"], id="no-file"),
        pytest.param("notes.doc.bak", ["bad-address"], id="unknown-type"),
        pytest.param("https://example.org/a.png", ["remote-image"], id="elsewhere"),
    ],
)
def test_an_image_is_a_file_beside_its_article(image: str, codes: list[str]) -> None:
    """However its name is written; the problem has the place of the image."""
    beside = {"here.png", "sub/there.png", "with space.png", "图.png", "notes.doc.bak"}
    document, _ = parse(f"甲![图]({image})", "a.md", 1)
    found = list(check_images("a.md", document, beside))
    assert [problem.code for problem in found] == codes
    assert all((problem.line, problem.column) == (1, 2) for problem in found)


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        pytest.param("见[甲](https://a.org)。", [], id="good"),
        pytest.param("见[甲](javascript:x)。", ["warning"], id="link"),
        pytest.param("![甲](a.png)", ["error"], id="image"),
        pytest.param("![甲](data:image/png,x)", ["error"], id="refused-image"),
    ],
)
def test_a_line_of_markdown_has_no_unfit_address(text: str, severities: list[str]) -> None:
    """And no image, because many pages show it."""
    found = list(check_inline(text, "site.toml", (3, 1), "“licence”"))
    assert [problem.severity for problem in found] == severities
    assert all((problem.path, problem.line, problem.code) == ("site.toml", 3, "bad-address") for problem in found)


def test_a_table_of_readings_is_checked_line_by_line() -> None:
    """At the place of each line, if it is known."""
    readings = {"银行": "yín háng", "重启": "chóng", "行": "xing2"}
    problems = list(check_readings("site.toml", readings, {"重启": (4, 1)}))
    assert [(p.line, p.message) for p in problems] == [
        (4, "“chóng” is not a reading of 重启, which needs 2 syllables"),
        (1, "“xing2” is not a reading of 行, which needs 1 syllable"),
    ]
