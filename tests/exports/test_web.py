"""Files for the web at large: feed, sitemap and robots.txt where the site knows its address."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from duben.cli import main
from duben.model.texts import clean
from tests.conftest import SITE_TOML, Build, Built, MakeSite, written
from tests.support.texts import toml_string

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://user.github.io/repo/"


def test_a_site_without_an_address_has_no_feed(make_site: MakeSite, build: Build) -> None:
    """For a feed and a sitemap need absolute addresses; `.nojekyll` is there always."""
    files = build(make_site({})).files()
    assert not {"feed.xml", "sitemap.xml", "robots.txt"} & files.keys()
    assert files[".nojekyll"] == b""


def test_the_sitemap_has_every_page_once(example: Built) -> None:
    """Each address leads to a file; 404 and search are no content."""
    found = ET.fromstring(example.read("sitemap.xml"))  # noqa: S314 - our own
    addresses = [element.text or "" for element in found.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    paths = [address.removeprefix(BASE) + ("index.html" if address.endswith("/") else "") for address in addresses]
    pages = {path for path in example.files() if path.endswith(".html")}
    assert sorted(paths) == sorted(pages - {"404.html", "search.html"})


def test_the_feed_has_the_newest_articles_first(example: Built) -> None:
    """With what a reader of feeds needs of each."""
    feed = ET.fromstring(example.read("feed.xml"))  # noqa: S314 - our own
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        f"{BASE}articles/second.html",
        f"{BASE}articles/first.html",
    ]
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["誰在談論加速", "AGI 离我们多远"]
    assert feed.findtext(f"{ATOM}updated") == "2024-03-01T00:00:00Z"
    assert feed.findtext(f"{ATOM}id") == BASE
    assert [entry.findtext(f"{ATOM}author/{ATOM}name") for entry in entries] == ["编者", "甲"]
    assert [entry.findtext(f"{ATOM}summary") for entry in entries] == [None, "奥特曼说不远了。"]


def test_the_feed_keeps_to_the_newest(make_site: MakeSite, build: Build) -> None:
    """Twenty of however many."""
    articles = {
        f"content/articles/a{n}.md": f'+++\ntitle = "题{n}"\ndate = 2024-01-{n:02}\n+++\n文。\n' for n in range(1, 26)
    }
    built = build(make_site(articles), "--base-url", BASE)
    feed = ET.fromstring(built.read("feed.xml"))  # noqa: S314 - our own
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [
        f"题{n}" for n in range(25, 5, -1)
    ]


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
@settings(max_examples=20)
def test_feed_and_sitemap_are_well_formed(title: str, summary: str) -> None:
    """Whatever an article says of itself; what is left of its title is what a reader of the feed sees."""
    keys = {"title": "题" + title, "summary": summary, "author": title}
    front = "\n".join(f"{key} = {toml_string(value)}" for key, value in keys.items())
    article = f"+++\n{front}\ndate = 2024-01-02\n+++\n{title}\n"
    with TemporaryDirectory() as folder:
        site = written(Path(folder), {"site.toml": SITE_TOML, "content/articles/a.md": article})
        CliRunner().invoke(main, ["build", "--site", folder, "--base-url", BASE, "--no-cache"], catch_exceptions=False)
        if (site / "public").exists():
            entry = ET.parse(site / "public/feed.xml").find(f"{ATOM}entry")  # noqa: S314 - our own
            ET.parse(site / "public/sitemap.xml")  # noqa: S314 - our own
            assert entry is not None
            assert entry.findtext(f"{ATOM}title") == clean("题" + title)[0]


def test_a_site_without_articles_has_an_empty_feed(make_site: MakeSite, build: Build) -> None:
    """Which is valid all the same."""
    feed = ET.fromstring(build(make_site({}), "--base-url", BASE).read("feed.xml"))  # noqa: S314 - our own
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.findtext(f"{ATOM}updated")


def test_robots_are_shown_the_sitemap(example: Built) -> None:
    """At its absolute address."""
    assert f"Sitemap: {BASE}sitemap.xml" in example.read("robots.txt")


def test_what_people_wrote_is_escaped(make_site: MakeSite, build: Build) -> None:
    """In the feed as on the pages."""
    hostile = '<script>alert("x")</script> & more'
    files: dict[str, str | bytes] = {
        "site.toml": f"title = '{hostile}'\nlicence = '{hostile}'\nauthor = '{hostile}'\nsubtitle = '{hostile}'\n",
        "content/articles/a.md": f"+++\ntitle = '{hostile}'\ndate = 2024-01-01\nauthor = '{hostile}'\n"
        f"source = '{hostile}'\nsummary = '{hostile}'\n+++\n## {hostile}\n\n{hostile} 甲词\n\n![{hostile}](a.gif)\n",
        "content/articles/a.gif": b"GIF",
        "content/glossary/a.toml": f"[[entry]]\nid = 'a'\nname = '甲词'\naliases = ['{hostile}']\nkind = 'concept'\n"
        f"definition = '{hostile}'\nenglish = '{hostile}'\n",
    }
    built = build(make_site(files), "--base-url", BASE)
    assert built.exit_code == 0, built.output
    ET.fromstring(built.read("feed.xml"))  # noqa: S314 - our own
    for path, data in built.files().items():
        if path.endswith(".html"):
            assert "<script>alert" not in data.decode(), path
