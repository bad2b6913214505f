"""A small site, served to a real browser: two articles, one in each script, that share a few terms."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Page, expect

from duben.cli import main
from tests.conftest import MakeSite
from tests.preview.conftest import Served, served
from tests.support.engines import ENGINES, Engine, Tab
from tests.support.engines.start import start
from tests.support.waiting import LONGEST

PATIENCE = LONGEST * 1000
"""Milliseconds to wait for a page."""
expect.set_options(timeout=PATIENCE)

Open = Callable[..., Page]
Look = Callable[..., tuple[Page, Served]]
StartTab = Callable[..., Tab]
WIDTHS = (390, 1280)
BASE = "https://example.org/repo/"
"""What a page says of where it is; it is served under the same path."""

FILES = {
    "site.toml": 'title = "读本"\nsubtitle = "试读"\ndescription = "试读两篇。"\n',
    "content/glossary/terms.toml": """
[[entry]]
id = "sora"
name = "Sora"
kind = "model"
english = "Sora"
definition = "[[openai]] 的视频模型，2024年2月公布。"
url = "https://example.org/sora"
see = ["openai"]

[[entry]]
id = "openai"
name = "OpenAI"
kind = "organisation"
english = "OpenAI"
definition = "做出 [[sora]] 的公司，[[altman]]领导。"

[[entry]]
id = "altman"
name = "奥特曼"
aliases = ["奥尔特曼", { form = "阿特曼", region = "tw" }, "Sam Altman"]
kind = "person"
english = "Sam Altman"
pinyin = "Ào tè màn"
definition = "[[openai]] 的首席执行官。"
""",
    "content/articles/hans.md": """+++
title = "一个春天的视频"
date = 2024-02-20
author = "甲"
+++

Sora 是 OpenAI 的模型。奥特曼说，这个模型不是终点，答案还很远。[^1]

## 第一节

机器学会了看世界，也学会了讲故事。我们不要着急下结论。Sora 能生成一分钟的视频，OpenAI 没有公布全部细节。

> 看见的不一定是真的。

- 镜头
- 光线

| 名 | 用处 |
| --- | --- |
| Sora | 生成视频 |

## 第二节

龌龊的想法没有市场。OpenAI 又说，奥尔特曼不会离开。Sora 仍在测试。

[^1]: 见公司当天的说明。
""",
    "content/pages/about.md": """+++
title = "关于本站"
+++

张伟先生在北京大学读书，后来去了西安和海口。见[Sora](articles/hans.md)。

## 怎样读

```
duben annotate article.md --script hans --every-word-with-its-reading-and-both-forms
```

## 许可

可以转载。
""",
    "content/articles/hant.md": """+++
title = "電影會變成什麼樣子"
date = 2024-03-01
+++

Sora 發布以後，電影學院的學生開始擔心。阿特曼沒有回答這個問題。

## 電影

後來的電影頭髮都亂了，導演卻很高興。OpenAI 說這只是開始。
""",
}

PAGE = "articles/hans.html"
HANS = "content/articles/hans.md"
LONG = FILES[HANS] + "".join(f"\nNo{n}. 讲的是 Sora 和奥特曼，还讲了银行里的人行道。\n" for n in range(60))


PAGES = {
    "home": "index.html",
    "list": "articles/index.html",
    "article": "articles/hans.html",
    "article-hant": "articles/hant.html",
    "glossary": "glossary/index.html",
    "term": "glossary/altman.html",
    "search": "search.html",
    "page": "about.html",
    "missing": "404.html",
}
THEMES = ("light", "sepia", "dark")
every_page = pytest.mark.parametrize("path", [pytest.param(path, id=name) for name, path in PAGES.items()])


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    site = tmp_path_factory.mktemp("reader")
    for path, text in FILES.items():
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    result = CliRunner().invoke(main, ["build", "--site", str(site), "--base-url", BASE], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return site / "public"


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, *_args: object) -> None:
        """Print nothing."""


class QuietServer(http.server.ThreadingHTTPServer):
    """A server whose pages may be closed while they load."""

    def handle_error(self, *_args: object) -> None:
        """Print nothing: the browser closed the connection."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address at which the files of a folder are served."""
    with QuietServer(("127.0.0.1", 0), functools.partial(QuietHandler, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def address(public: Path) -> Iterator[str]:
    """Where the site is served, under a folder, as a project's GitHub Pages are."""
    root = public.parent / "root"
    root.mkdir()
    (root / "repo").symlink_to(public, target_is_directory=True)
    with serving(root) as root_address:
        yield f"{root_address}/repo/"


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """`open_page(path, width=…, js=…, touch=…, locale=…, settings={…})` opens a page; an error in it fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_it(
        path: str,
        *,
        width: int = 1280,
        js: bool = True,
        touch: bool = False,
        locale: str = "zh",
        settings: Mapping[str, str] | None = None,
    ) -> Page:
        context = browser.new_context(
            locale=locale,
            viewport={"width": width, "height": 844},
            java_script_enabled=js,
            has_touch=touch,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        if settings:
            text = json.dumps(json.dumps(dict(settings)))
            page.add_init_script(f"if (!localStorage.duben) localStorage.duben = {text}")
        page.goto(address + path)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def look(browser: Browser, make_site: MakeSite) -> Iterator[Look]:
    """`look(files, width=…)` serves a site and opens its article; an error in the page fails the test."""
    faults: list[str] = []
    opened = []

    def start(files: dict[str, str] | None = None, *, width: int = 1280, path: str = PAGE) -> tuple[Page, Served]:
        context = served(make_site(FILES | {HANS: LONG} | (files or {})))
        here = context.__enter__()
        page = browser.new_page(viewport={"width": width, "height": 844}, reduced_motion="reduce")
        opened.append((page, context))
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(here.url + path)
        page.evaluate("window.stayed = true")  # gone if the page is loaded again
        return page, here

    yield start
    for page, context in opened:
        page.close()
        context.__exit__(None, None, None)
    assert not faults


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask Chromium what a test asks of a tab, and with `--every-browser` the other engines too."""
    if "start_tab" in metafunc.fixturenames:
        engines = ENGINES if metafunc.config.getoption("--every-browser") else ENGINES[:1]
        metafunc.parametrize("start_tab", engines, indirect=True)


@pytest.fixture(scope="session")
def thorough(request: pytest.FixtureRequest) -> bool:
    """Whether every setting is tried."""
    return bool(request.config.getoption("--every-browser"))


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Iterator[dict[tuple[Engine, bool], Tab]]:  # noqa: ARG001 - closed after its tabs
    """The tabs that tests have started; each is used again, since a browser takes seconds to start."""
    started: dict[tuple[Engine, bool], Tab] = {}
    yield started
    for tab in started.values():
        tab.close()


@pytest.fixture
def start_tab(
    request: pytest.FixtureRequest, browser: Browser, tabs: dict[tuple[Engine, bool], Tab]
) -> Iterator[StartTab]:
    """`start_tab(dark=…)` gives a tab of the engine that is asked; what it has stored is forgotten afterwards."""
    used: list[Tab] = []

    def give(*, dark: bool = False) -> Tab:
        key = request.param, dark
        if key not in tabs:
            tabs[key] = start(request.param, browser, dark=dark)
        used.append(tabs[key])
        return tabs[key]

    yield give
    for tab in used:
        tab.evaluate("localStorage.clear()")


def choose(page: Page, name: str, value: str) -> None:
    """Choose as a reader does: by the label, opening the settings if it is there."""
    button = page.locator(f"label:has(#{name}-{value})")
    if not button.is_visible():
        page.locator(".open").click()
    button.click()
    if page.locator("#settings").is_visible():
        page.keyboard.press("Escape")


def press(page: Page, *names: str) -> None:
    """Press controls by their ids, at once and wherever they are: for tests of what follows from a choice."""
    page.evaluate("names => { for (const name of names) document.getElementById(name).click() }", names)


def shown(page: Page) -> str:
    """The text of the article's body that is shown."""
    return page.locator(".body").inner_text()
