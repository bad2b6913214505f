"""The network: mentions and links turned round, and what articles share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace

import pytest

from duben.article.html import typeset
from duben.collection.links import Mentions, Network, NetworkMemory, connect
from duben.collection.shared_passages import fingerprints
from duben.model.article import Slug
from duben.model.compiled import Galley, PlainText
from duben.model.words import TermId
from tests.texts import ENTRIES, annotated, annotator, article, glossary

GLOSSARY = glossary(ENTRIES)
ANNOTATOR = annotator()


Proofs = tuple[Galley, PlainText]


def proof(slug: str, day: int, body: str) -> Proofs:
    """A galley by this name, of a day in January, and its text."""
    written = replace(article(body), slug=Slug(slug), date=dt.date(2024, 1, day))
    galley, _, text = typeset(annotated(written, ANNOTATOR), GLOSSARY, "tw", slug)
    return galley, text


def connected(proofs: Iterable[Proofs], memory: NetworkMemory | None = None) -> Network:
    """The network of these articles."""
    found = list(proofs)
    texts = {galley.key: text.folded for galley, text in found}
    return connect(
        (galley for galley, _ in found),
        lambda galley: texts[galley.key],
        lambda galley: fingerprints(texts[galley.key]),
        memory,
    )


def test_the_newest_comes_first() -> None:
    """Articles of one day by their name, whatever order they are given in."""
    galleys = [proof("b", 1, "甲"), proof("c", 2, "甲"), proof("a", 1, "甲")]
    assert connected(galleys).order == connected(reversed(galleys)).order == ("c", "a", "b")


def test_mentions_are_found_by_term() -> None:
    """Newest article first, with the place of the first and their number."""
    network = connected([proof("a", 1, "AGI、奥特曼、AGI"), proof("b", 2, "AGI")])
    found = network.mentions[TermId("agi")]
    assert [(m.article, m.block, m.times) for m in found] == [("b", "p1", 1), ("a", "p1", 2)]
    assert network.total(TermId("agi")) == 3
    assert network.total(TermId("dit")) == 0


def test_mentions_are_a_sequence() -> None:
    """What is held in columns is got one by one, from either end, and in part."""
    network = connected(proof(slug, 1, "AGI、奥特曼" + "、AGI" * number) for number, slug in enumerate("abcd"))
    found = network.mentions[TermId("agi")]
    every = [use for galley in "abcd" for use in found if use.article == galley]
    assert [use.times for use in every] == [1, 2, 3, 4]
    assert [*found] == every == [found[place] for place in range(len(found))]
    assert (found[-1], found[1:3], found[2:]) == (every[-1], every[1:3], every[2:])
    assert every[0].forms == ("AGI",)


def test_links_are_found_by_target() -> None:
    """With the block and the sentence that they stand in."""
    network = connected([proof("a", 1, "前。见[[b]]。\n\n又[[b|乙]]"), proof("b", 2, "甲")])
    found = network.backlinks[Slug("b")]
    assert [(link.article, link.citation.link.block) for link in found] == [("a", "p1"), ("a", "p2")]


def test_articles_that_share_terms_are_related() -> None:
    """The more and the rarer, the nearer; never to itself."""
    network = connected(
        [
            proof("a", 1, "AGI、DiT、e/acc"),
            proof("b", 2, "AGI、DiT"),
            proof("c", 3, "AGI"),
            proof("d", 4, "OpenAI"),
        ]
    )
    assert network.kinship.of(Slug("a")) == ["b", "c"]
    assert network.kinship.of(Slug("d")) == []


def test_an_article_is_related_to_a_few() -> None:
    """However many share a term; of equals, the newest."""
    network = connected([proof(f"a{day}", day, "AGI") for day in range(1, 9)])
    assert network.kinship.of(Slug("a1")) == ["a8", "a7", "a6", "a5"]


def test_a_collection_of_nothing_has_an_empty_network() -> None:
    """And asks nothing of anyone."""
    network = connected([])
    assert (network.order, dict(network.mentions), network.echoes) == ((), {}, ())


def test_a_shared_passage_is_an_echo_of_both() -> None:
    """Whichever script each is written in."""
    network = connected(
        [
            proof("a", 1, "开头甲。有人问他是否相信机器终将学会思考，他沉默许久才回答说不知道。"),
            proof("b", 2, "另一個開頭。有人問他是否相信機器終將學會思考，他沉默許久才回答說不知道。"),
        ]
    )
    (echo,) = network.echoes
    assert {passage.slug for passage in echo.passages} == {"a", "b"}
    assert network.echoes_of[Slug("a")] == network.echoes_of[Slug("b")] == (echo,)


@pytest.mark.parametrize(
    "body",
    ["AGI、AGI。", "DiT、奥特曼，AGI。", "无人提及。", "AGI。见[[a3]]。", "奥特曼。AGI。OpenAI。", "e/acc"],
    ids=["more", "less and more", "none", "a link", "in another order", "the only one"],
)
def test_a_network_goes_on_from_the_last_one(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an edited article makes of terms is put in the place of what it made; then it is that of a first reading."""
    proofs = [proof(f"a{day}", day, "AGI、奥特曼" if day % 2 else "AGI") for day in range(1, 17)]
    memory = NetworkMemory()
    before = connected(proofs, memory)
    assert connected(proofs, memory) is before
    for place in (0, 6, 15):
        edited = [*proofs[:place], proof(f"a{place + 1}", place + 1, body), *proofs[place + 1 :]]
        with monkeypatch.context() as patch:
            patch.setattr("duben.collection.links._turned", None)
            again = connected(edited, memory)
        whole = connected(edited)
        for field in fields(Network):
            if field.name == "kinship":
                assert again.kinship.basis == whole.kinship.basis
            else:
                assert _plain(getattr(again, field.name)) == _plain(getattr(whole, field.name))
        with monkeypatch.context() as patch:
            patch.setattr("duben.collection.links._turned", None)
            connected(proofs, memory)


def _plain(part: object) -> object:
    """Mentions as a list, in any mapping, with the order of its keys."""
    if isinstance(part, Mapping):
        return [(key, [*value] if isinstance(value, Mentions) else value) for key, value in part.items()]
    return part
