"""All that is made of one article alone, by whatever process: its proof, and what other stages take of it."""

from __future__ import annotations

from collections.abc import Sequence

from duben import chinese
from duben.article.compile import Desk
from duben.article.concordance import contexts
from duben.collection.article_store import Pull, rows
from duben.collection.shared_passages import fingerprints
from duben.exports import mentions_data
from duben.runtime.store import Row
from duben.search import extract
from duben.search.documents import search_article
from duben.sources.articles import Manuscript


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
        search=extract(search_article(proof.galley, proof.text), chinese.fold),
        prints=fingerprints(proof.text.folded).tobytes(),
    )
    return rows(key, made)
