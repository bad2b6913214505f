"""All that is made of one article alone, by whatever process: its proof, and what other stages take of it."""

from __future__ import annotations

from collections.abc import Sequence

from generator import hanzi
from generator.cache import Row
from generator.concordance import contexts
from generator.content import Manuscript
from generator.exports import mentions_data
from generator.findable import search_article
from generator.galleys import Desk
from generator.search import extract
from generator.shelf import rows


def pull(desk: Desk, work: Sequence[tuple[str, Manuscript]]) -> list[list[Row]]:
    """For each file, with the key of its galley, its rows in the cache."""
    return [_rows(desk, key, manuscript) for key, manuscript in work]


def _rows(desk: Desk, key: str, manuscript: Manuscript) -> list[Row]:
    proof = desk.prove(manuscript, key)
    if proof.galley is None or proof.sheet is None:
        return rows(key, proof)
    galley, sheet = proof.galley, proof.sheet
    return rows(
        key,
        proof,
        contexts(proof.mentions, galley.article, desk.region),
        mentions_data(galley.article.slug, proof.mentions),
        extract(search_article(galley, sheet), hanzi.fold),
    )
