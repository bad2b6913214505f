"""The search index: small files under `search/`, of which `static/search.js` fetches the few that a query needs.

Every file is a classic script that hands its data to `dubenShard`, because pages opened as files may neither fetch nor
import. All matching is on folded, lower-cased text. A word is a run of ASCII letters and digits; every other letter
or character stands for itself.

- `index.js`: how many pages there are.
- `f/<n>.js`: the characters that fold alike, as strings that begin with the folded one, for the code points with the
  remainder `n`; so a query is folded, and what it may look like in a text is known.
- `p/<n>.js`: postings by key, and glossary entries. A key is one character, two neighbouring characters, or a word; its
  page follows from its first two characters, so that a word's page is known from the word's beginning.
- `t/<article>-<part>-<script>.js`: some 550 characters of an article with its title, to verify a hit and to show it.

Articles are numbered from the oldest, so that a new one changes few of the numbers. A posting is the distance from the
article before and a mask, of which bit 0 says that the key is in the title and bit `n` that it is in part `n`.

`extracts` takes what the index needs of each article, `postings` encodes where keys occur, `index` puts all together,
and `renewal` renews the few pages that an edit touches.
"""

from duben.search.extracts import Fold, SearchArticle, SearchBlock, extract, text_files
from duben.search.index import Index, SearchTerm, index_of
from duben.search.renewal import IndexState, renewed

__all__ = [
    "Fold",
    "Index",
    "IndexState",
    "SearchArticle",
    "SearchBlock",
    "SearchTerm",
    "extract",
    "index_of",
    "renewed",
    "text_files",
]
