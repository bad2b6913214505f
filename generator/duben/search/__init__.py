"""The search index: many small files in `search/`; `static/search.js` fetches the few that a query needs.

Each file is a classic script that passes its data to `dubenShard`, because a page opened from disk may neither fetch
nor import. Text is folded to Simplified and in lower case. A word is a run of ASCII letters and digits; any other
letter or character counts alone.

- `index.js`: the numbers of pages and of articles, and the first article of each month.
- `f/<n>.js`: groups of characters that fold to the same one, for code points with remainder `n`. Each string begins
  with the folded character and ends with its reading. The browser folds the query with these.
- `p/<n>.js`: a page of postings by key, and of the numbers of glossary entries by the ends of their names. A key is a
  character, two neighbouring characters, or a word. Its first two characters decide its page, so the start of a word is
  enough to find its page.
- `w/<n>.js`: a page of the words of all texts as they are spelled, with the number of articles that have each. The
  codes of a spelling decide its pages, so a spelling with a slip leads to them too (`spellings`).
- `e/<n>.js`: what a result shows of sixteen glossary entries.
- `t/<article>-<part>.js`: about 400 characters of an article in both scripts, with its title and byline, to verify and
  show a hit. It has the readings that are not those of `f/`.

Articles are numbered from the oldest, so a new one changes few numbers. A posting holds the distance from the previous
article and a mask. Bit 0 of the mask is for the title, bit `n` for part `n`.

`extracts` takes keys, spellings and texts from each article, `entries` those of the glossary. `postings` encodes where
keys occur; `partitions` limits the memory for that. `index` builds all files; `update` rebuilds only the pages that an
edit affects.
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
