"""The pictures of the site that the documents show: phone and desktop, light and dark, written to `docs/images/`.

`make screenshots` builds the site first. The pages are opened from the disk, as a reader without a server would.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import chromium

ROOT = Path(__file__).parent.parent
PAGES = {
    "home": "index.html",
    "article": "articles/what-is-dit.html",
    "glossary": "glossary/index.html",
    "term": "glossary/agi.html",
}
SIZES = {"phone": (390, 844), "desktop": (1280, 800)}
SCHEMES = ("light", "dark")


def main() -> None:
    """Take every page in every size and colour scheme."""
    path = chromium.find() or chromium.install()
    images = ROOT / "docs" / "images"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for (size, (width, height)), scheme in product(SIZES.items(), SCHEMES):
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if scheme == "dark" else "light",
                reduced_motion="reduce",
            )
            page = context.new_page()
            for name, url in PAGES.items():
                page.goto((ROOT / "public" / url).as_uri())
                target = images / f"{name}-{size}-{scheme}.png"
                page.screenshot(path=target)
                print(target.relative_to(ROOT))
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
