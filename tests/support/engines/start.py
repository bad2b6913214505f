"""Starts a browser of each engine, or says how to install it."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import Browser

from tests.support.engines import Engine, Tab, firefox, webkit
from tests.support.engines.chromium import ChromiumTab
from tests.support.engines.firefox import FirefoxTab
from tests.support.engines.webkit import WebKitTab


def start(engine: Engine, browser: Browser, *, dark: bool) -> Tab:
    """A tab of this engine, of `browser` if that is Chromium.

    Without the engine, skips the test; fails it on a machine that is there for the tests.
    """
    if engine == "chromium":
        return ChromiumTab(browser, dark=dark)
    if engine == "firefox":
        return FirefoxTab(_found(firefox.find(), firefox.ADVICE), dark=dark)
    return WebKitTab(_found(webkit.find(), webkit.ADVICE), dark=dark)


def _found(path: str | None, advice: str) -> str:
    if path:
        return path
    if os.environ.get("CI"):
        pytest.fail(advice)
    pytest.skip(advice)
