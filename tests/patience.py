"""Waiting for a page: Playwright's own `wait_for_function` evaluates strings in the page, which our CSP forbids."""

from __future__ import annotations

import time

from playwright.sync_api import Page

LONGEST = 30
"""Seconds: a busy machine is no failure."""


def wait_until(page: Page, expression: str) -> None:
    """Return once the JavaScript `expression` is true in the page. Raises TimeoutError if it does not become so."""
    end = time.monotonic() + LONGEST
    while not page.evaluate(expression):
        if time.monotonic() > end:
            raise TimeoutError(expression)
        page.wait_for_timeout(50)
