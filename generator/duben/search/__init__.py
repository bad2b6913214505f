"""The search index: many small files in `search/`; `static/search.js` fetches the few that a query needs.

Each file is a classic script that passes its data to `dubenShard`, because a page opened from disk may neither fetch
nor import. Text is folded to Simplified and in lower case. A word is a run of ASCII letters and digits; any other
letter or character counts alone.

- `index.js`: the number of pages.
- `f/<n>.js`: groups of characters that fold to the same one, for code points with remainder `n`. Each string begins
  with the folded character. The browser folds the query with these.
- `p/<n>.js`: a page of postings by key, and of glossary entries. A key is a character, two neighbouring characters, or
  a word. Its first two characters decide its page, so the start of a word is enough to find its page.
- `t/<article>-<part>-<script>.js`: about 550 characters of an article with its title, to verify and show a hit.

Articles are numbered from the oldest, so a new one changes few numbers. A posting holds the distance from the previous
article and a mask. Bit 0 of the mask is for the title, bit `n` for part `n`.

`extracts` takes keys and texts from each article. `postings` encodes where keys occur; `partitions` limits the memory
for that. `index` builds all files; `update` rebuilds only the pages that an edit affects.
"""

from duben.search.entries import SearchTerm
from duben.search.extracts import Fold, SearchArticle, SearchBlock, extract, text_files
from duben.search.index import Index, build_index
from duben.search.update import IndexInputs, IndexState, update_index

__all__ = [
    "Fold",
    "Index",
    "IndexInputs",
    "IndexState",
    "SearchArticle",
    "SearchBlock",
    "SearchTerm",
    "build_index",
    "extract",
    "text_files",
    "update_index",
]
