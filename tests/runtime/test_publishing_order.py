"""The order of publishing: at every moment each link on a page that can be reached from the first page works."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from duben.runtime.publishing_order import added_order, changed_order, removed_order

Site = Mapping[str, str]
"""The pages of a site by path."""


def order(old: Site, new: Site, folder: Path) -> list[str]:
    """The paths in the order in which they are replaced or removed."""
    for name, site in (("old", old), ("new", new)):
        for path, text in site.items():
            (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / name / path).write_text(text)
    changed = [path for path in new if path in old and old[path] != new[path]]
    return [
        *added_order(new.keys() - old.keys()),
        *changed_order(changed, folder / "old", folder / "new"),
        *removed_order(old.keys() - new.keys()),
    ]


def test_what_pages_need_comes_before_them(tmp_path: Path) -> None:
    """New files come first and the first page last of them; what is gone goes last, pages before their assets."""
    old = dict.fromkeys(("index.html", "a.html", "feed.xml", "search/p/0.js", "static/a.1.css", "404.html"), "old")
    new = dict.fromkeys(("index.html", "b.html", "feed.xml", "search/p/0.js", "static/a.2.css", "404.html"), "new")
    assert order(old, new, tmp_path) == [
        *("static/a.2.css", "b.html", "search/p/0.js", "index.html", "feed.xml", "404.html"),
        *("a.html", "static/a.1.css"),
    ]
    assert added_order(new) == ["feed.xml", "search/p/0.js", "static/a.2.css", "404.html", "b.html", "index.html"]


def test_a_new_place_comes_before_links_to_it(tmp_path: Path) -> None:
    """And a place that is gone after them, whether or not its attribute has quotation marks."""
    link = '<a href=../z/a.html#{}></a> <a href="../z/a.html#{}:~:text=x">'
    old = {"z/a.html": '<p id="p1"><p id=p2 class=x>', "a/b.html": link.format("p1", "p1"), "index.html": "old"}
    new = {
        "z/a.html": '<p id="p1"><p id=p2 class=x><p id="p3">',
        "a/b.html": link.format("p3", "p3"),
        "index.html": "new",
    }
    assert order(old, new, tmp_path / "grows") == ["z/a.html", "a/b.html", "index.html"]
    assert order(new, old, tmp_path / "shrinks") == ["a/b.html", "z/a.html", "index.html"]


def test_pages_that_need_each_other_are_all_replaced(tmp_path: Path) -> None:
    """Even if no order is right."""
    page = "<p id={}><a href={}.html#{}>"
    old = {"a.html": page.format("p1", "b", "p1"), "b.html": page.format("p1", "a", "p1")}
    new = {"a.html": page.format("p2", "b", "p2"), "b.html": page.format("p2", "a", "p2")}
    assert sorted(order(old, new, tmp_path)) == ["a.html", "b.html"]


PAGES = [f"{name}.html" for name in "abcdef"]
GRAPHS = st.dictionaries(st.sampled_from(PAGES), st.sets(st.sampled_from(PAGES)), max_size=5)


def linked(graph: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The links of each page of a site: to other pages that exist, and from the first page to all."""
    return {**{page: targets & graph.keys() for page, targets in graph.items()}, "index.html": {*graph}}


def reached(site: Mapping[str, set[str]]) -> set[str]:
    """The pages to which links lead from the first page, whether they exist or not."""
    found, waiting = {"index.html"}, ["index.html"]
    while waiting:
        new = site.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


@given(GRAPHS, GRAPHS)
def test_every_link_works_at_every_moment(before: Mapping[str, set[str]], after: Mapping[str, set[str]]) -> None:
    """After each step, whatever pages were added, changed and removed."""
    old, new = linked(before), linked(after)
    site, nowhere = dict(old), Path("nowhere")
    for path in (*added_order(new.keys() - old), *changed_order(new.keys() & old, nowhere, nowhere)):
        site[path] = new[path]
        assert reached(site) <= site.keys()
    for path in removed_order(old.keys() - new):
        del site[path]
        assert reached(site) <= site.keys()
    assert site == new
