"""What `duben suggest` proposes: what articles speak of and no glossary entry covers, and new spellings of old names.

1. `sightings` finds places in one article that look like names (Latin, titles, quoted and glossed terms, people);
2. `phrases` finds words that keep company across all articles; 3. `variants` tells which of these are close to a known
name; 4. all are counted and ranked, and `as_toml` prints them for an editor to complete.
"""

from __future__ import annotations

from duben.suggest.printing import as_toml, free_id
from duben.suggest.ranking import Suggestion, suggest
from duben.suggest.sightings import SuggestSource

__all__ = ["SuggestSource", "Suggestion", "as_toml", "free_id", "suggest"]
