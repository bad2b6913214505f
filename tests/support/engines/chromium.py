"""Chromium, by Playwright."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser


class ChromiumTab:
    """A tab of Chromium with a profile of its own."""

    def __init__(self, browser: Browser, *, dark: bool) -> None:
        self.version = f"Chromium {browser.version}"
        self._context = browser.new_context(color_scheme="dark" if dark else "light", reduced_motion="reduce")
        self._page = self._context.new_page()

    def open(self, url: str) -> None:
        self._page.goto(url)

    def resize(self, width: int, height: int) -> None:
        self._page.set_viewport_size({"width": width, "height": height})

    def evaluate(self, expression: str) -> Any:  # noqa: ANN401 - as Tab's
        return self._page.evaluate(expression)

    def press(self, keys: str) -> None:
        self._page.keyboard.press(keys)

    def click(self, selector: str) -> None:
        self._page.locator(selector).first.click()

    def screenshot(self) -> bytes:
        return self._page.screenshot()

    def close(self) -> None:
        self._context.close()
