"""What a reader has to load: an article of 3,000 characters with all its readings, the style sheet, the scripts."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from tests.conftest import Build, MakeSite

CONTENT = Path(__file__).parents[1] / "content"
CHARACTERS = 3000
ENTRIES = 16
PAGE, TEXT, STYLE, SCRIPTS = 27.8, 24, 8, 12.5
"""KB, of 1,024 bytes, gzipped: the page with all its entries, without them, and what it loads."""
HAN = re.compile("[\u4e00-\u9fff]")
LOADED = {"settings", "popover", "words", "walk", "reader", "spelling"}


def packed(data: bytes) -> float:
    """KB when gzipped."""
    return len(gzip.compress(data, 9)) / 1024


def prose() -> str:
    """Paragraphs of the site's own articles, as many as make 3,000 characters."""
    chosen: list[str] = []
    for path in sorted((CONTENT / "articles").glob("*.md")):
        front, _, body = path.read_text("utf-8").partition("\n+++\n")
        for block in body.split("\n\n") if 'script = "hans"' in front else ():
            text = re.sub(r"\[\[[^]|]*\||\[\[|\]\]|\[\^\d+\](?!:)", "", block).strip()
            if HAN.match(text):
                chosen.append(text)
            if len(HAN.findall("".join(chosen))) >= CHARACTERS:
                return "\n\n".join(chosen)
    raise AssertionError


def entries(text: str) -> str:
    """As many of the site's own entries as one article links to, by how often the text says their names."""
    found = []
    for path in sorted((CONTENT / "glossary").glob("*.toml")):
        for entry in path.read_text("utf-8").split("[[entry]]\n")[1:]:
            name = str(re.search(r'^name = "(.*)"', entry, re.MULTILINE)[1])  # type: ignore[index]
            plain = re.sub(r"\[\[(?:[^]|]*\|)?([^]]*)\]\]", r"\1", re.sub(r"(?m)^see = .*\n", "", entry))
            found.append((text.count(name), f"[[entry]]\n{plain}"))
    return "".join(entry for _, entry in sorted(found, reverse=True)[:ENTRIES])


@pytest.fixture
def public(make_site: MakeSite, build: Build) -> Path:
    """A site of that article, and of two short ones beside it."""
    text = prose()
    toml = entries(text)
    names = re.findall(r'^name = "(.*)"', toml, re.MULTILINE)
    short = {f"content/articles/{n}.md": f'+++\ntitle = "另见之{n}"\n+++\n{"、".join(names)}。\n' for n in (1, 2, 3)}
    long = {"content/articles/long.md": f'+++\ntitle = "三千字"\n+++\n{text}\n'}
    built = build(make_site(short | long | {"content/glossary/entries.toml": toml}))
    assert built.exit_code == 0, built.output
    return built.public


def test_weight(public: Path) -> None:
    """With every reading in both scripts and sixteen entries; all that an article may ever load counts."""
    page = (public / "articles" / "long.html").read_bytes()
    text = page.decode().partition("<div class=body>")[2].partition('<section class="terms')[0]
    assert len(HAN.findall(re.sub("<[^>]*>", "", text))) >= 2 * CHARACTERS
    assert len(re.findall("<rt", text)) > CHARACTERS
    assert page.count(b"id=term-") == ENTRIES
    assert packed(page) <= PAGE
    assert packed(re.sub(rb"<dl>.*?</dl>", b"", page, flags=re.DOTALL)) <= TEXT
    static = {path.name: packed(path.read_bytes()) for path in (public / "static").iterdir()}
    assert sum(size for name, size in static.items() if re.match(r"reader\..*\.css", name)) <= STYLE
    assert sum(size for name, size in static.items() if name.endswith("js") and name.split(".")[0] in LOADED) <= SCRIPTS
