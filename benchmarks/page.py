"""Measures pages: their size, the time a slow phone takes to turn readings on, and Lighthouse's scores."""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks import report
from tests.support import chromium

SITE = Path(__file__).parent.parent
HAN = re.compile("[\u4e00-\u9fff]")
THROTTLING = 4
WORK = {"ScriptDuration": "script", "RecalcStyleDuration": "style", "LayoutDuration": "layout"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LIGHTHOUSE = "lighthouse@12"
LOADED = ("settings", "entries", "popover", "words", "walk", "reader", "spelling")
SETTLED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 300))))"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `python -m benchmarks page`."""
    parser.add_argument("--site", type=Path, default=SITE, help="folder of the site (default: this repository)")
    parser.add_argument("--runs", type=int, default=5, help="of which the median is taken")
    parser.add_argument("--lighthouse", action="store_true", help=f"run {LIGHTHOUSE} too, through npx")
    parser.add_argument("--write", action="store_true", help=f"write the tables to {report.PATH.name}")


def main(options: argparse.Namespace) -> None:
    """Build the site, measure its pages and print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        public = Path(folder)
        command = [sys.executable, "-m", "duben", "build", "--site", options.site, "--output", public]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        parts = [f"{report.machine()}. Medians of {options.runs} runs.", weights(public)]
        path = longest(public)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
            parts.append(readings(browser, public / path, options.runs))
            browser.close()
        if options.lighthouse:
            with served(public) as address:
                parts.append(lighthouse(address, pages(public), options.runs))
    text = "\n\n".join(parts)
    print(text)
    if options.write:
        report.replace_part("page", text)


def articles(public: Path) -> list[Path]:
    """The articles' pages."""
    return sorted(path for path in (public / "articles").glob("*.html") if path.name != "index.html")


def characters(html: str) -> int:
    """The number of Han characters in an article's text, in one of its two copies."""
    body = html[html.index("<div class=body>") : _end(html)]
    return len(HAN.findall(re.sub("<[^>]*>", "", body))) // 2


def longest(public: Path) -> str:
    """The path of the longest article."""
    found = max(articles(public), key=lambda path: characters(path.read_text("utf-8")))
    return found.relative_to(public).as_posix()


def pages(public: Path) -> Mapping[str, str]:
    """The pages for Lighthouse."""
    terms = [path for path in (public / "glossary").glob("*.html") if path.name != "index.html"]
    term = max(sorted(terms), key=lambda path: path.stat().st_size)
    return {"home": "index.html", "longest article": longest(public), "largest term page": f"glossary/{term.name}"}


def _end(html: str) -> int:
    """The offset at which the article's text ends and its glossary entries begin."""
    return html.index('<section class="terms')


def packed(data: bytes) -> int:
    """The size in bytes after gzip."""
    return len(gzip.compress(data, 9))


def weights(public: Path) -> str:
    """A table of each page's size, and the parts of its text and of its entries."""
    rows = []
    for path in articles(public):
        html = path.read_text("utf-8")
        if '<section class="terms' not in html:
            continue
        start, end = html.index("<div class=body>"), _end(html)
        rest = html.index("</dl>", end)
        marks = [packed(html[:at].encode()) for at in (start, end, rest, len(html))]
        text, entries = marks[1] - marks[0], marks[2] - marks[1]
        number = html[end:rest].count("id=term-")
        sizes = [marks[3], text, entries, marks[3] - text - entries]
        rows.append((path.stem, f"{characters(html):,}", str(number), *(f"{size / 1024:.1f}" for size in sizes)))
    static = {path.name: packed(path.read_bytes()) for path in (public / "static").iterdir()}
    style = sum(size for name, size in static.items() if name.startswith("reader.") and name.endswith(".css"))
    scripts = sum(size for name, size in static.items() if name.endswith(".js") and name.split(".")[0] in LOADED)
    head = ("gzipped KB", "characters", "entries", "page", "text, twice with all readings", "entries", "the rest")
    return (
        report.table(head, rows)
        + f"\nStyle sheet {style / 1024:.1f} KB; all scripts that an article may load {scripts / 1024:.1f} KB."
    )


def readings(browser: Browser, path: Path, runs: int) -> str:
    """A table of main-thread milliseconds to turn all readings on, by kind of work."""
    rows = []
    for width, height in ((390, 844), (1280, 844)):
        found = [turned_on(browser, path, width, height) for _ in range(runs)]
        medians = [statistics.median(each[key] for each in found) for key in WORK]
        sums = [sum(each.values()) for each in found]
        rows.append(
            (f"{width} by {height}", *(f"{value:.0f}" for value in medians), _spread(sums)),
        )
    head = (f"readings on, throttled {THROTTLING} times, ms", *WORK.values(), "all three, median (least–most)")
    return report.table(head, rows) + f"\nOn `{path.name}`, from the click until all is done."


def _spread(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.0f} ({min(values):.0f}–{max(values):.0f})"


def turned_on(browser: Browser, path: Path, width: int, height: int) -> Mapping[str, float]:
    """Milliseconds by metric, from the click on "all" until nothing more happens."""
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh")
    page = context.new_page()
    page.goto(path.as_uri())
    page.evaluate(SETTLED)
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLING})
    page.evaluate(SETTLED)

    def now() -> dict[str, float]:
        return {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}

    before = now()
    page.evaluate("document.getElementById('pinyin-all').click()")
    page.evaluate(SETTLED)
    after = now()
    context.close()
    return {key: (after[key] - before[key]) * 1000 for key in WORK}


class PackedHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files gzipped, as GitHub Pages does."""

    def do_GET(self) -> None:
        """Answer with a file."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        for name, value in {
            "Content-Type": self.guess_type(path),
            "Content-Encoding": "gzip",
            "Content-Length": str(len(data)),
            "Cache-Control": "max-age=600",
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextmanager
def served(public: Path) -> Iterator[str]:
    """The address of a server of the site."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(PackedHandler, directory=str(public)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def lighthouse(address: str, paths: Mapping[str, str], runs: int) -> str:
    """A table of Lighthouse's scores for a phone."""
    rows = []
    for name, path in paths.items():
        found = [scores(address + path) for _ in range(runs)]
        rows.append((name, *(str(statistics.median_low(each[category] for each in found)) for category in CATEGORIES)))
    return report.table((f"{LIGHTHOUSE}, mobile", *CATEGORIES), rows)


def scores(url: str) -> Mapping[str, int]:
    """The scores of one run, by category."""
    npx = shutil.which("npx")
    if not npx:
        raise SystemExit("npx is not installed: Lighthouse needs Node.js")
    flags = "--chrome-flags=--headless=new --no-sandbox"
    command = [npx, "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}"]
    done = subprocess.run([*command, flags], check=True, stdout=subprocess.PIPE)
    found = json.loads(done.stdout)["categories"]
    return {category: round(100 * found[category]["score"]) for category in CATEGORIES}
