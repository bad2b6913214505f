"""All that is made of one article alone, by whatever process: its proof, and what other stages take of it."""

from __future__ import annotations

from collections.abc import Sequence

from generator import hanzi
from generator.cache import Row
from generator.concordance import contexts
from generator.content import Manuscript
from generator.echoes import fingerprints
from generator.exports import mentions_data
from generator.findable import search_article
from generator.galleys import Desk
from generator.search import extract
from generator.shelf import Pull, rows


def pull(desk: Desk, work: Sequence[tuple[str, Manuscript]]) -> list[list[Row]]:
    """For each file, with the key of its galley, its rows in the cache."""
    return [_rows(desk, key, manuscript) for key, manuscript in work]


def _rows(desk: Desk, key: str, manuscript: Manuscript) -> list[Row]:
    proof = desk.prove(manuscript, key)
    if proof.galley is None or proof.text is None:
        return rows(key, Pull(proof=proof))
    article = proof.galley.article
    made = Pull(
        proof=proof,
        contexts=contexts(proof.mentions, article, desk.region),
        data=mentions_data(article.slug, proof.mentions),
        search=extract(search_article(proof.galley, proof.text), hanzi.fold),
        prints=fingerprints(proof.text.folded).tobytes(),
    )
    return rows(key, made)
