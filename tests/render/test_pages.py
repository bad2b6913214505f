"""Pages: their frames, their views, and a site's own templates and static files."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from tests.conftest import Build, Built, MakeSite
from tests.support import pages
from tests.support.sites import FILES
from tests.support.texts import entry

BASE = "https://user.github.io/repo/"


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        pytest.param("index.html", BASE, id="home"),
        pytest.param("articles/index.html", f"{BASE}articles/", id="list"),
        pytest.param("articles/first.html", f"{BASE}articles/first.html", id="article"),
        pytest.param("404.html", None, id="missing"),
    ],
)
def test_a_page_names_its_one_address(example: Built, path: str, canonical: str | None) -> None:
    """Each page has a canonical URL; 404.html has none, because any path may show it."""
    found = re.search(r'<link rel=canonical href="([^"]*)">', example.read(path))
    assert (found and found[1]) == canonical


@pytest.mark.parametrize(
    ("path", "lang"),
    [("articles/first.html", "zh-Hans"), ("articles/second.html", "zh-Hant-TW"), ("index.html", "zh-Hans")],
)
def test_a_page_is_in_the_script_that_it_was_written_in(example: Built, path: str, lang: str) -> None:
    """`<html lang>` is the language tag of the page's script."""
    assert f"<html lang={lang} " in example.read(path)


def test_the_one_inline_script_has_its_hash_in_the_policy(example: Built) -> None:
    """The policy contains the hash of the inline script, or browsers would not run it."""
    html = example.read("index.html")
    inline = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    hashes = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline}
    assert len(inline) == 1
    assert all(f"'sha256-{value}'" in html for value in hashes)


def test_the_missing_page_works_at_any_depth(example: Built) -> None:
    """The links of 404.html begin with the path of the site."""
    links = pages.read(example.read("404.html")).links
    inside = [link for link in links if not link.startswith(("#", "https://creativecommons.org/"))]
    assert inside
    assert all(link.startswith("/repo/") for link in inside)


def test_static_files_are_named_by_their_content(make_site: MakeSite, build: Build) -> None:
    """A name contains the content's hash, so browsers can cache it; a site's own file replaces Duben's."""
    site = make_site(FILES)
    before = {path for path in build(site).files() if path.startswith("static/reader.") and path.endswith(".css")}
    (site / "static").mkdir()
    (site / "static" / "reader.css").write_text("body { color: red }", "utf-8")
    files = build(site).files()
    after = {path for path in files if path.startswith("static/reader.") and path.endswith(".css")}
    (path,) = after
    assert after != before
    assert files[path] == b"body { color: red }"
    assert path in files["index.html"].decode()


def test_static_files_of_duben_s_go_without_comments(example: Built) -> None:
    """Comments on lines of their own are removed; a comment beside code stays."""
    files = {re.sub(r"\.\w{10}\.", ".", path): data for path, data in example.files().items()}
    script, style = files["static/popover.js"].decode(), files["static/reader.css"].decode()
    assert script.startswith('"use strict";\nconst OPENS')
    assert 'a[href^="#fn-"]' in script
    assert style.startswith(":root {\n  color-scheme")
    assert "\n*, ::before, ::after { box-sizing" in style
    assert [
        line for line in (script + style).splitlines() if not line or line.lstrip().startswith(("/* ", "// "))
    ] == []


def test_a_site_s_own_template_is_used(make_site: MakeSite, build: Build) -> None:
    """A site's template replaces Duben's of the same name; others are still Duben's."""
    built = build(make_site(FILES | {"templates/search.html": "<p>{{ view.data }}</p>"}))
    assert built.read("search.html") == "<p>search/</p>"
    assert "<main" in built.read("index.html")


@pytest.mark.parametrize(
    ("template", "place"),
    [
        pytest.param("\n{{ view.nothing }}", "templates/term.html:2:1: error: ", id="unknown-name"),
        pytest.param("\n\n{% if %}", "templates/term.html:3:1: error: ", id="syntax"),
        pytest.param("{% include 'gone.html' %}", "templates/", id="missing-template"),
    ],
)
def test_a_template_that_fails_is_a_problem_with_a_place(
    make_site: MakeSite, build: Build, template: str, place: str
) -> None:
    """A template error is reported with its file and line, and nothing is written."""
    built = build(make_site(FILES | {"templates/term.html": template}))
    assert built.exit_code == 1
    assert place in built.output
    assert not built.public.exists()


def test_a_term_s_page_has_every_mention_in_its_sentence(example: Built) -> None:
    """A term's page lists mentions in both scripts, newest article first, with the forms of each article."""
    concordance = example.read("glossary/altman.html").partition("<section class=concordance")[2]
    headings = re.findall(r"<h3><a href=([^>]*)>", concordance)
    assert headings == ["../articles/second.html", "../articles/first.html"]
    assert sorted(re.findall(r"<mark>([^<]*)</mark>", concordance)) == sorted(["奧特曼", "奥特曼", "奥特曼", "奧特曼"])
    assert "不远了。" in concordance
    assert "不遠了。" in concordance


def test_an_entry_that_nothing_mentions_has_a_page(make_site: MakeSite, build: Build) -> None:
    """The page of a term without mentions has no concordance."""
    built = build(make_site({"content/glossary/a.toml": entry("alone", "无人提")}))
    assert "一个词。" in pages.read(built.read("glossary/alone.html")).texts["main", "zh-Hans"]
    assert "class=concordance" not in built.read("glossary/alone.html")


def test_the_index_is_in_the_order_of_sound(make_site: MakeSite, build: Build) -> None:
    """Han names are sorted by pinyin, together with Latin names."""
    toml = "".join(entry(f"t{n}", name) for n, name in enumerate(["中", "Bard", "奥", "1X", "词"]))
    main = pages.main_of(build(make_site({"content/glossary/a.toml": toml})).read("glossary/index.html"))
    places = [main.index(f"glossary/{term}.html>") for term in ("t2", "t1", "t4", "t0")]
    assert places == sorted(places)


NETWORK = entry("net", "网络", traditional='"網路"', pinyin='"wǎng luò"')
GROTTO = entry("cave", "石窟")


def test_each_form_of_a_name_shows_its_own_reading(make_site: MakeSite, build: Build) -> None:
    """On its page and in the glossary; a reading that both forms share shows once."""
    built = build(make_site({"content/glossary/a.toml": NETWORK + GROTTO}))
    heading = built.read("glossary/net.html").partition("</h1>")[0]
    assert "网络 <i class=reading lang=zh-Latn>wǎngluò</i>" in heading
    assert "網路 <i class=reading lang=zh-Latn>wǎnglù</i>" in heading
    line = built.read("glossary/index.html").partition("glossary/net.html")[2].partition("</li>")[0]
    assert "<span lang=zh-Hans><i class=reading lang=zh-Latn>wǎngluò</i></span>" in line
    assert "<span lang=zh-Hant-TW hidden><i class=reading lang=zh-Latn>wǎnglù</i></span>" in line
    assert built.read("glossary/cave.html").partition("</h1>")[0].count("<i class=reading") == 1


@pytest.mark.parametrize(
    ("script", "order"),
    [pytest.param("hans", ["lu", "net"], id="simplified"), pytest.param("hant", ["net", "lu"], id="traditional")],
)
def test_the_index_follows_the_names_of_the_site_s_script(
    make_site: MakeSite, build: Build, script: str, order: list[str]
) -> None:
    """The Traditional name may sound otherwise: 硅谷 guīgǔ, 矽谷 xìgǔ."""
    toml = entry("net", "网络", traditional='"電腦"') + entry("lu", "路")
    site = make_site({"site.toml": f'title = "书"\nscript = "{script}"\n', "content/glossary/a.toml": toml})
    main = pages.main_of(build(site).read("glossary/index.html"))
    assert sorted(order, key=lambda term: main.index(f"glossary/{term}.html")) == order


def test_a_page_links_from_the_navigation(example: Built) -> None:
    """The navigation links to each page in `content/pages`, except `index.md`."""
    for path in ("index.html", "articles/first.html"):
        links = pages.read(example.read(path)).links
        assert ("../" if "/" in path else "") + "about.html" in links
        assert ("../" if "/" in path else "") + "index.html" in links
    assert "欢迎！" in pages.read(example.read("index.html")).texts["p1", "zh-Hans"]


def test_a_licence_is_inline_markdown(example: Built) -> None:
    """The licence is at the foot of every page, in both scripts."""
    html = example.read("index.html")
    assert '<a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a> 授權' in html


def test_an_article_and_a_page_may_share_a_name(make_site: MakeSite, build: Build) -> None:
    """Their paths differ, and neither affects the other."""
    text = "有人问他是否相信机器终将学会思考，他沉默许久才回答说不知道。"
    files = {
        "content/articles/same.md": f'+++\ntitle = "文"\ndate = 2024-01-01\n+++\n{text}\n',
        "content/articles/other.md": f'+++\ntitle = "另"\ndate = 2024-01-02\n+++\n又见：{text}\n',
        "content/pages/same.md": '+++\ntitle = "页"\n+++\n正文。\n',
    }
    built = build(make_site(files))
    assert "class=echo" in built.read("articles/same.html")
    assert "class=echo" not in built.read("same.html")
    assert list(pages.broken_links(built.files())) == []


def test_an_article_may_have_no_date(make_site: MakeSite, build: Build) -> None:
    """No page, feed or index invents a date; the list shows undated articles last, under their own heading."""
    text = "有人问他是否相信奥特曼终将学会思考，他沉默许久才回答说不知道。"
    files = {
        "content/articles/dated.md": f'+++\ntitle = "有期"\ndate = 2024-01-02\n+++\n{text}另见[[undated]]。\n',
        "content/articles/undated.md": f'+++\ntitle = "无期"\n+++\n{text}另见[[dated]]。\n',
        "content/glossary/a.toml": entry("altman", "奥特曼"),
    }
    built = build(make_site(files), "--base-url", BASE)
    named = [
        path for path, data in built.files().items() if re.search(rb"0001-01|>1 January 1<|1\xe5\xb9\xb41\xe6", data)
    ]
    assert named == []
    listed = pages.main_of(built.read("articles/index.html"))
    assert re.findall(r"<h2 id=(y\d+)", listed) == ["y2024", "y0"]
    assert listed.index("dated.html") < listed.index("id=y0") < listed.index("undated.html")
    assert "日期不详" in listed
    assert re.findall("<title>([^<]*)</title>", built.read("feed.xml")) == ["試", "有期"]


def test_an_undated_article_is_neither_first_nor_latest(make_site: MakeSite, build: Build) -> None:
    """A term's page names the oldest and the newest dated article; the undated one is called undated there."""
    days = {"old": "date = 2023-05-06\n", "new": "date = 2024-01-02\n", "undated": ""}
    files = {
        f"content/articles/{slug}.md": f'+++\ntitle = "{slug}"\n{day}+++\n奥特曼。\n' for slug, day in days.items()
    }
    built = build(make_site(files | {"content/glossary/a.toml": entry("altman", "奥特曼")}))
    main = pages.main_of(built.read("glossary/altman.html"))
    first, latest = (re.search(rf"{word}</bdi>[^<]*<a href=../articles/(\w+)", main) for word in ("最早", "最近"))
    assert first
    assert latest
    assert (first[1], latest[1]) == ("old", "new")
    sources = re.findall(r"<h3><a href=../articles/(\w+)\.html>.*?</h3>\n<p class=facts>(.*)", main)
    assert {slug for slug, facts in sources if "日期不详" in facts} == {"undated"}
    assert "日期不详" in pages.main_of(built.read("articles/undated.html")).partition("</header>")[0]


def test_a_term_of_undated_articles_has_no_first_mention(make_site: MakeSite, build: Build) -> None:
    """Nothing says which of them is older."""
    files = {f"content/articles/{slug}.md": f'+++\ntitle = "{slug}"\n+++\n奥特曼。\n' for slug in ("a", "b")}
    built = build(make_site(files | {"content/glossary/a.toml": entry("altman", "奥特曼")}))
    assert "最早" not in pages.main_of(built.read("glossary/altman.html"))


def test_a_card_has_the_rest_of_an_entry(example: Built) -> None:
    """Its file is a call with HTML; the page has the name, and no word of the definition."""
    html = pages.card_html(example.read("cards/agi.js"))
    assert "<dd class=def>" in html
    assert {link for link in pages.read(html).links if "articles" in link} == {
        "../articles/second.html#p1",
        "../articles/first.html#p1",
    }
    line = example.read("articles/first.html").partition("<div id=term-agi ")[2].partition("</div>")[0]
    assert "href=../glossary/agi.html" in line
    assert "class=def" not in line


def test_a_term_that_is_never_linked_has_no_card(make_site: MakeSite, build: Build) -> None:
    """No page could open it."""
    toml = entry("a", "甲词") + entry("b", "乙词", link='"never"')
    files = {"content/articles/a.md": '+++\ntitle = "题"\n+++\n甲词与乙词。\n', "content/glossary/a.toml": toml}
    assert {path for path in build(make_site(files)).files() if path.startswith("cards/")} == {"cards/a.js"}


def test_a_term_page_leads_to_every_article(make_site: MakeSite, build: Build) -> None:
    """The newest articles show their sentences, each further one its title, its date and the number of mentions."""
    files = {
        f"content/articles/n{n}.md": f'+++\ntitle = "第{n}"\ndate = 2024-01-{1 + n % 28:02}\n+++\n奥特曼和奥特曼。\n'
        for n in range(40)
    }
    built = build(make_site(files | {"content/glossary/a.toml": entry("altman", "奥特曼")}))
    main = pages.main_of(built.read("glossary/altman.html"))
    shown, _, further = main.partition('<section class="source older">')
    assert len(re.findall("<section class=source>", shown)) == 30
    assert (
        len(re.findall(r"<li><a href=../articles/n\d+\.html#p1>.*<time>2024-01-\d\d</time> <small>2</small>", further))
        == 10
    )
    assert {f"n{n}" for n in range(40)} == set(re.findall(r"articles/(n\d+)\.html", main))


def test_the_contents_add_no_numbers(make_site: MakeSite, build: Build) -> None:
    """Titles often have numbers of their own, and a numbered list shows a second one wherever its style is lost."""
    body = "\n\n".join(f"## {number}缘起\n\n正文。" for number in ("1. ", "一、", "（二）"))
    files = {"content/articles/a.md": f'+++\ntitle = "题"\n+++\n{body}\n'}
    contents = (
        build(make_site(files)).read("articles/a.html").partition("<details class=toc")[2].partition("</details>")[0]
    )
    assert contents.count("<li") == 3
    assert "<ol" not in contents
