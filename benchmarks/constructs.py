"""How the time grows with what people write: each construct 1,000 and 10,000 times in one article, as a ratio.

Time that grows with the length gives 10, time that grows with its square 100.
"""

from __future__ import annotations

import argparse
import gc
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks import report
from benchmarks.construct_texts import BODIES, SENTENCE, WITH_TERM, word
from duben.article.annotate_lines import annotate_lines
from duben.article.compile import article_compiler
from duben.build.compile_articles import article_rows
from duben.build.pipeline import compile_article
from duben.build.review import review
from duben.collection.shared_passages import fingerprints
from duben.importer import NotImportedError, import_text
from duben.sources.articles import SourceFile
from duben.sources.config import Config, read_config
from duben.sources.folder import SourceFolder
from duben.sources.glossary import read_glossary

SIZES = (1_000, 10_000)
FEWEST, MOST_RUNS = 3, 20
MOST = 12.0
Work = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Construct:
    """What people write: `prepare(n)` makes it n times, and gives the work to measure."""

    name: str
    prepare: Callable[[int], Work]


def _article(body: str, front: str = "", glossary: str = "") -> Work:
    """Compiling an article with this body and these lines of front matter, on a site with this glossary."""
    entries, _ = read_glossary((("content/glossary/a.toml", glossary.encode()),), "tw")
    compiler = article_compiler(Config(title="试"), entries)
    file = SourceFile("content/articles/a.md", f'+++\ntitle = "题"\n{front}+++\n{body}\n'.encode())
    return lambda: article_rows(compile_article(file, compiler), compiler)


def _with_body(body: Callable[[int], str], glossary: str, n: int) -> Work:
    return _article(body(n), glossary=glossary)


def _entry(number: int, name: str, more: str = "") -> str:
    return f'[[entry]]\nid = "e{number}"\nname = "{name}"\nkind = "concept"\ndefinition = "见[[e0]]。"\n{more}\n'


def _listed(texts: Iterable[str]) -> str:
    """A list in TOML."""
    return json.dumps(list(texts), ensure_ascii=False)


TERM = _entry(0, "人工智能")


def _glossary(n: int, entry: Callable[[int], str]) -> Work:
    text = "".join(map(entry, range(n))).encode()
    return lambda: read_glossary((("content/glossary/a.toml", text),), "tw")


def _settings(n: int, table: str, value: str) -> Work:
    folder = TemporaryDirectory()  # goes with the work
    lines = "".join(f'"{each}" = "{value}"\n' for each in dict.fromkeys(map(word, range(n))))
    Path(folder.name, "site.toml").write_text(f'title = "试"\n[{table}]\n{lines}', encoding="utf-8")

    def work() -> object:
        config, _ = read_config(SourceFolder(Path(folder.name)))
        return article_compiler(config, {})

    return work


def _annotate(lines: Sequence[str]) -> object:
    return list(annotate_lines(lines, Path("no-site"), "auto", None))


def _import(text: str) -> Work:
    def work() -> object:
        try:
            return import_text(text.encode(), "a.txt")
        except NotImportedError as error:
            return error

    return work


def _review(body: str) -> Work:
    folder = TemporaryDirectory()
    site = Path(folder.name)
    (site / "content/articles").mkdir(parents=True)
    (site / "site.toml").write_text('title = "试"\n', encoding="utf-8")
    (site / "content/articles/a.md").write_text(f'+++\ntitle = "题"\n+++\n{body}\n', encoding="utf-8")
    return lambda: review(SourceFolder(Path(folder.name)))


OTHERS: Mapping[str, Callable[[int], Work]] = {
    "entries": lambda n: _glossary(n, lambda number: _entry(number, word(number, 4))),
    "aliases of one entry": lambda n: _glossary(
        1, lambda _: _entry(0, "甲乙", f"aliases = {_listed(word(x, 4) for x in range(1, n))}")
    ),
    "entries with one name": lambda n: _glossary(n, lambda number: _entry(number, "甲乙")),
    "entries with one id": lambda n: _glossary(n, lambda number: _entry(0, word(number, 4))),
    "unknown keys": lambda n: _glossary(1, lambda _: _entry(0, "甲", "".join(f"k{x} = 1\n" for x in range(n)))),
    "ids in `see`": lambda n: _glossary(1, lambda _: _entry(0, "甲", f"see = {_listed(f'x{x}' for x in range(n))}")),
    "conversions of the site": lambda n: _settings(n, "conversions", "甲乙"),
    "readings of the site": lambda n: _settings(n, "readings", "háng xíng"),
    "readings that do not fit": lambda n: _settings(n, "readings", "háng"),
    "conversions of the article, each once in the text": lambda n: _article(
        "，".join(map(word, range(n))),
        "[conversions]\n" + "".join(f'"{each}" = "甲乙"\n' for each in dict.fromkeys(map(word, range(n)))),
    ),
    "terms, each once in the text": lambda n: _article(
        "，".join(word(x, 4) for x in range(n)), "", "".join(_entry(x, word(x, 4)) for x in range(n))
    ),
    "names within names": lambda n: _article("甲" * n, "", "".join(_entry(x, "甲" * (x + 1)) for x in range(40))),
    "lines for `duben annotate`": lambda n: partial(_annotate, [f"{SENTENCE}\n"] * n),
    "one line for `duben annotate`": lambda n: partial(_annotate, [SENTENCE * n]),
    "lines for `duben import`": lambda n: _import(f"{SENTENCE}\n" * n),
    "one line for `duben import`": lambda n: _import(SENTENCE * n),
    "short lines for `duben import`": lambda n: _import("灯下\n" * n),
    "bylines for `duben import`": lambda n: _import("文 | 林小雨\n" * n + SENTENCE * 3),
    "a line of names for `duben import`": lambda n: _import("记者 " + "林小雨、" * n + "\n" + SENTENCE * 3),
    "a line of spaces for `duben import`": lambda n: _import("题\n甲" + " " * n + "乙\n" + SENTENCE * 3),
    "a line of underscores for `duben import`": lambda n: _import("题" + "_甲乙" * n + "\n" + SENTENCE * 3),
    "a line of dates for `duben import`": lambda n: _import("2024年1月1日" * n + "\n" + SENTENCE * 3),
    "advice on sentences in one paragraph": lambda n: _review(SENTENCE * n),
    "advice on paragraphs": lambda n: _review(f"{SENTENCE}\n\n" * n),
    "advice on `[`": lambda n: _review("[[" * n),
    "advice on `-{`": lambda n: _review("-{" * n),
    "fingerprints of equal sentences": lambda n: partial(fingerprints, SENTENCE * n),
}

CONSTRUCTS = (
    *(Construct(name=name, prepare=partial(_with_body, body, "")) for name, body in BODIES.items()),
    *(Construct(name=name, prepare=partial(_with_body, body, TERM)) for name, body in WITH_TERM.items()),
    *(Construct(name=name, prepare=prepare) for name, prepare in OTHERS.items()),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `python -m benchmarks constructs`."""
    parser.add_argument("names", nargs="*", help="parts of the names of those to measure; default: all")
    parser.add_argument("--sizes", type=int, nargs=2, default=SIZES, metavar="N", help="how many of each")
    parser.add_argument("--seconds", type=float, default=0.5, help="for which each is measured again; the best counts")
    parser.add_argument("--write", action="store_true", help=f"write the table into {report.PATH.name}")


def main(options: argparse.Namespace) -> None:
    """Measure, print and, with `--write`, write the table."""
    gc.disable()  # as `timeit` does: when it runs depends on all that the process holds, not on the construct
    chosen = [c for c in CONSTRUCTS if not options.names or any(name in c.name for name in options.names)]
    rows = []
    for construct in chosen:
        times = [seconds(construct, n, options.seconds) for n in options.sizes]
        rows.append(
            [
                construct.name.replace("|", r"\|"),
                *(f"{1000 * each:,.1f}" for each in times),
                f"{times[1] / times[0]:.1f}",
            ]
        )
        print(*rows[-1], sep=" | ", flush=True)
    slow = [row[0] for row in rows if float(row[-1]) > MOST]
    print(f"{len(slow)} of {len(rows)} grow more than {MOST:.0f} times: {', '.join(slow) or 'none'}")
    if options.write:
        head = ["construct, ms", *(f"{n:,}" for n in options.sizes), "ratio"]
        report.replace_part("constructs", f"{report.machine()}.\n\n{report.table(head, rows)}")


def seconds(construct: Construct, n: int, least: float = 0.5) -> float:
    """The best processor time of the construct, n times. It is measured for `least` seconds, at most 20 times."""
    work, best, total = construct.prepare(n), float("inf"), 0.0
    work()  # tables and caches
    gc.collect()
    for number in range(MOST_RUNS):
        start = process_time()
        work()
        took = process_time() - start
        best, total = min(best, took), total + took
        if total > least and number + 1 >= FEWEST:
            break
    return best
