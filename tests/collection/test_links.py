"""Links between articles: mentions by term, links by target, related articles, shared passages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from functools import partial

import pytest

from duben.article.html import typeset
from duben.collection.links import Links, connect, newest_first
from duben.collection.mentions import Mentions
from duben.collection.shared_passages import ArticleText, SharedPassageIndex, fingerprints
from duben.model.article import Slug
from duben.model.compiled import CompiledArticle, PlainText
from duben.model.words import TermId
from duben.runtime.session import Session
from duben.runtime.store import Store
from tests.support.texts import ENTRIES, annotated, annotator, article, glossary

GLOSSARY = glossary(ENTRIES)
ANNOTATOR = annotator()


Written = tuple[CompiledArticle, PlainText]


def written(slug: str, day: int, body: str) -> Written:
    """A compiled article with this slug and day in January, and its text."""
    source = replace(article(body), slug=Slug(slug), date=dt.date(2024, 1, day))
    compiled, _, text = typeset(annotated(source, ANNOTATOR), GLOSSARY, "tw", slug)
    return compiled, text


def connected(articles: Iterable[Written], last: Links | None = None) -> Links:
    """The links between these articles."""
    found = list(articles)
    sources = [
        ArticleText(
            slug=compiled.article.slug,
            digest=compiled.wording,
            text=partial(str, text.folded),
            fingerprints=partial(fingerprints, text.folded),
        )
        for compiled, text in found
    ]
    return connect(newest_first(compiled for compiled, _ in found), SharedPassageIndex().search(sources), last)


def related(links: Links, slug: str) -> list[Slug]:
    """The articles related to this one."""
    with Store() as store:
        return links.related.articles(Slug(slug), Session(store))


def test_the_newest_comes_first() -> None:
    """Articles are sorted newest first, and by slug within a day."""
    compiled_articles = [written("b", 1, "甲"), written("c", 2, "甲"), written("a", 1, "甲")]
    assert connected(compiled_articles).order == connected(reversed(compiled_articles)).order == ("c", "a", "b")


def test_mentions_are_found_by_term() -> None:
    """The mentions of a term are newest first, each with the first block and their number."""
    links = connected([written("a", 1, "AGI、奥特曼、AGI"), written("b", 2, "AGI")])
    found = links.mentions[TermId("agi")]
    assert [(m.article, m.block, m.times) for m in found] == [("b", "p1", 1), ("a", "p1", 2)]
    assert links.total(TermId("agi")) == 3
    assert links.total(TermId("dit")) == 0


def test_mentions_are_a_sequence() -> None:
    """Mentions support indices, negative indices and slices."""
    links = connected(written(slug, 1, "AGI、奥特曼" + "、AGI" * number) for number, slug in enumerate("abcd"))
    found = links.mentions[TermId("agi")]
    every = [use for compiled in "abcd" for use in found if use.article == compiled]
    assert [use.times for use in every] == [1, 2, 3, 4]
    assert [*found] == every == [found[place] for place in range(len(found))]
    assert (found[-1], found[1:3], found[2:]) == (every[-1], every[1:3], every[2:])
    assert every[0].forms == ("AGI",)


def test_links_are_found_by_target() -> None:
    """A backlink has the block of its link."""
    links = connected([written("a", 1, "前。见[[b]]。\n\n又[[b|乙]]"), written("b", 2, "甲")])
    found = links.backlinks[Slug("b")]
    assert [(link.article, link.citation.link.block) for link in found] == [("a", "p1"), ("a", "p2")]


def test_articles_that_share_terms_are_related() -> None:
    """More and rarer shared terms count more; an article is never related to itself."""
    links = connected(
        [
            written("a", 1, "AGI、DiT、e/acc"),
            written("b", 2, "AGI、DiT"),
            written("c", 3, "AGI"),
            written("d", 4, "OpenAI"),
        ]
    )
    assert related(links, "a") == ["b", "c"]
    assert related(links, "d") == []


def test_an_article_is_related_to_a_few() -> None:
    """An article has few related articles; of equal ones, the newest."""
    links = connected([written(f"a{day}", day, "AGI") for day in range(1, 9)])
    assert related(links, "a1") == ["a8", "a7", "a6", "a5"]


def test_a_collection_without_articles_has_no_links() -> None:
    """Without articles there are no links, mentions or shared passages."""
    links = connected([])
    assert (links.order, dict(links.mentions), links.shared_passages) == ((), {}, ())


def test_a_shared_passage_belongs_to_both_articles() -> None:
    """Two articles share a passage, also in different scripts."""
    links = connected(
        [
            written("a", 1, "开头甲。有人问他是否相信机器终将学会思考，他沉默许久才回答说不知道。"),
            written("b", 2, "另一個開頭。有人問他是否相信機器終將學會思考，他沉默許久才回答說不知道。"),
        ]
    )
    (shared,) = links.shared_passages
    assert {passage.slug for passage in shared.passages} == {"a", "b"}
    assert links.passages_of[Slug("a")] == links.passages_of[Slug("b")] == (shared,)


@pytest.mark.parametrize(
    "body",
    ["AGI、AGI。", "DiT、奥特曼，AGI。", "无人提及。", "AGI。见[[a3]]。", "奥特曼。AGI。OpenAI。", "e/acc"],
    ids=["more", "less and more", "none", "a link", "in another order", "the only one"],
)
def test_links_are_updated_from_the_last_ones(body: str) -> None:
    """Links updated after an edit equal links collected from all articles."""
    articles = [written(f"a{day}", day, "AGI、奥特曼" if day % 2 else "AGI") for day in range(1, 17)]
    before = connected(articles)
    assert connected(articles, before) is before
    for place in (0, 6, 15):
        edited = [*articles[:place], written(f"a{place + 1}", place + 1, body), *articles[place + 1 :]]
        again, whole = connected(edited, before), connected(edited)
        assert [term for term in whole.mentions if again.mentions[term] is before.mentions.get(term)] == [
            term for term in whole.mentions if [*whole.mentions[term]] == [*before.mentions.get(term, ())]
        ]
        for field in fields(Links):
            if field.name == "related":
                assert again.related.key == whole.related.key
            elif field.name != "articles":
                assert _plain(getattr(again, field.name)) == _plain(getattr(whole, field.name))


def _plain(part: object) -> object:
    """A part of the links with its mentions as lists, to compare."""
    if isinstance(part, Mapping):
        return [(key, [*value] if isinstance(value, Mentions) else value) for key, value in part.items()]
    return part
