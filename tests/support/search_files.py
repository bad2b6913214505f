"""The whole index at once, as the jobs of a build make it piece by piece, and a page that searches it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

from duben.search import Fold, SearchArticle, SearchTerm, build_index, extract, text_files

STATIC = Path(__file__).parents[2] / "static"
SCRIPTS = ("settings.js", "popover.js", "words.js", "reader.js", "query.js", "search.js")
HTML = """<!doctype html><html lang="{lang}" data-written="{script}"><meta charset="utf-8"><title>搜索</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">
{scripts}
<section id="reading"><div id="settings"></div></section>
<main><form role="search"><input type="search" name="q" id="q"></form><p id="summary" role="status"></p>
<ol id="results" data-root="" data-index="search/"></ol></main>"""
LANGUAGES = {"hans": "zh-Hans", "hant": "zh-Hant-TW"}


def search_files(articles: Iterable[SearchArticle], terms: Iterable[SearchTerm], fold: Fold) -> dict[str, bytes]:
    """Every file of the index by its path; articles are numbered from the oldest."""
    by_age = sorted(articles, key=lambda article: (article.date or dt.date.min, article.slug))
    extracts = [extract(article, fold) for article in by_age]
    files = dict(build_index([keys for keys, _ in extracts], [each.date for each in by_age], terms, fold).files)
    for number, (_, texts) in enumerate(extracts):
        files |= text_files(number, texts)
    return files


def write_search_site(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write an index and a page that searches it, in each script: `hans.html` and `hant.html`."""
    scripts = "\n".join(f'<script src="{name}" data-spelling="spelling.js" defer></script>' for name in SCRIPTS)
    pages = {
        f"{script}.html": HTML.format(lang=lang, script=script, scripts=scripts).encode()
        for script, lang in LANGUAGES.items()
    }
    code = {name: (STATIC / name).read_bytes() for name in (*SCRIPTS, "spelling.js")}
    for path, data in {**pages, **code, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
