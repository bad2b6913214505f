"""Waiting for a page: for a condition, for the frames after a change, or for its timers, by a clock of the test.

Playwright's `wait_for_function` evaluates strings in the page, which its Content-Security-Policy forbids.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Page

T = TypeVar("T")

LONGEST = 120
"""Seconds to wait for a condition: on a busy machine everything takes longer."""

_FRAMES = """number => new Promise((done) => {
    const next = (left) => (left ? requestAnimationFrame(() => next(left - 1)) : done());
    next(number);
})"""


def wait_until(page: Page, condition: str | Callable[[], bool]) -> None:
    """Return once the `condition`, a function or JavaScript for the page, is true; it is asked once a frame.

    Raises TimeoutError if it stays false.
    """
    end = time.monotonic() + LONGEST
    while not (page.evaluate(condition) if isinstance(condition, str) else condition()):
        if time.monotonic() > end:
            raise TimeoutError(condition)
        frames(page, 1)


def frames(page: Page, number: int = 4) -> None:
    """Return once the page has drawn so many frames: observers and animations have then done their work."""
    page.evaluate(_FRAMES, number)


def settled(page: Page, value: Callable[[], T]) -> T:
    """The `value` once it stays the same for some frames, in which the page neither scrolls nor grows."""
    before, now = None, value()
    while now != before:
        frames(page)
        before, now = now, value()
    return now


def stop_clock(page: Page) -> None:
    """Stop the timers of the page: they only run while the test calls `page.clock.run_for(milliseconds)`."""
    page.clock.install(time=0)
    page.clock.pause_at(3600)
