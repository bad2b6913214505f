"""Takes the screenshots for the documentation and writes them to `docs/images/`.

`make screenshots` builds the site first. The pages are opened from disk, as for a reader without a server.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.support import chromium

ROOT = Path(__file__).parent.parent
DESKTOP, PHONE = (1280, 800), (390, 844)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A screenshot: the page, its size, the reader's settings, and an element to click first."""

    name: str
    path: str
    size: tuple[int, int] = DESKTOP
    settings: dict[str, str] = field(default_factory=dict)
    click: str = ""
    below: str = ""
    """The element at the top of the picture; "" for the top of the page."""


TERM = ".body a.term.first:visible"
PICTURES = (
    Picture(name="home", path="index.html"),
    Picture(
        name="article", path="articles/sora-arrives.html", settings={"pinyin": "all", "script": "both"}, below=".body"
    ),
    Picture(name="card", path="articles/sora-arrives.html", settings={"pinyin": "hard"}, click=TERM),
    Picture(
        name="phone",
        path="articles/what-is-dit.html",
        size=PHONE,
        settings={"pinyin": "all", "theme": "dark", "script": "hant"},
        click=TERM,
    ),
    Picture(name="term", path="glossary/altman.html", settings={"theme": "sepia"}),
)


def take(browser: Browser, picture: Picture) -> Path:
    """Take a screenshot and return its path."""
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", locale="zh", has_touch=width < DESKTOP[0]
    )
    page = context.new_page()
    page.add_init_script(f"localStorage.duben = {json.dumps(json.dumps(picture.settings))}")
    page.goto((ROOT / "public" / picture.path).as_uri())
    if picture.below:
        page.locator(picture.below).evaluate("element => scrollTo(0, element.getBoundingClientRect().top - 60)")
    if picture.click:
        page.locator(picture.click).first.click()
    page.wait_for_timeout(300)
    target = ROOT / "docs" / "images" / f"{picture.name}.png"
    page.screenshot(path=target)
    context.close()
    return target


def main() -> None:
    """Take all screenshots."""
    path = chromium.find() or chromium.install()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for picture in PICTURES:
            print(take(browser, picture).relative_to(ROOT))
        browser.close()


if __name__ == "__main__":
    main()
