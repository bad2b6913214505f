"""Proposes glossary entries: names that no entry covers yet, and new spellings of known names.

The stages are in this order:
1. `candidates` finds text in one article that looks like a name (Latin, titles, quotations, people).
2. `collocations` finds terms by the words that occur together across all articles.
3. `variants` finds the candidates that are close to a known name.
4. `ranking` counts and orders the candidates; `toml_output` writes them for an editor to complete.
"""

from __future__ import annotations

from duben.suggest.candidates import SuggestSource
from duben.suggest.ranking import Suggestion, suggest
from duben.suggest.toml_output import as_toml, free_id

__all__ = ["SuggestSource", "Suggestion", "as_toml", "free_id", "suggest"]
