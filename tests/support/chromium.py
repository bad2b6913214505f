"""A Chromium for the tests: what `DUBEN_CHROMIUM` names, one on PATH, Playwright's own, or else Debian's package.

`python -m tests.support.chromium` makes sure that there is one, installing it where none is found, and prints its path.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
ADVICE = "no Chromium starts on this machine: install one, or name it in the environment variable DUBEN_CHROMIUM"


@cache
def find() -> str | None:
    """The path of the first Chromium that starts, or `None`. Raises where `DUBEN_CHROMIUM` names one that does not."""
    named = os.environ.get("DUBEN_CHROMIUM")
    if named and not _starts(named):
        raise RuntimeError(f"DUBEN_CHROMIUM={named} does not start")
    return named or next(filter(_starts, _candidates()), None)


def install() -> str:
    """The path of a Chromium, installed where none is found: Playwright's, else Debian's. Exits where both fail."""
    for command in ((), _playwright(), *_debian()):
        if command:
            print("installing a Chromium:", *command, file=sys.stderr)  # noqa: T201 - says why the command takes long
            subprocess.run(command, check=False, stdout=sys.stderr, timeout=900)
            find.cache_clear()
        if path := find():
            return path
    sys.exit(ADVICE)


def _candidates() -> Iterator[str]:
    yield from filter(None, map(shutil.which, ON_PATH))
    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def _starts(path: str) -> bool:
    """Whether it can render a page: a snap's stub and a browser without its system libraries cannot."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [path, *FLAGS, f"--user-data-dir={profile}", "--dump-dom", "about:blank"]
        try:
            done = subprocess.run(command, check=False, capture_output=True, timeout=60)
        except (OSError, subprocess.TimeoutExpired):
            return False
    return done.returncode == 0 and b"<html" in done.stdout


def _playwright() -> tuple[str, ...]:
    return (sys.executable, "-m", "playwright", "install", "chromium")


def _debian() -> Iterator[tuple[str, ...]]:
    """Debian's package with a Chinese font; on Ubuntu, where that is a snap, the libraries of Playwright's Chromium.

    Only where apt can be used without asking for a password.
    """
    if not shutil.which("apt-get"):
        return
    sudo = () if os.geteuid() == 0 else ("sudo", "--non-interactive")
    yield (*sudo, "apt-get", "update", "--quiet")
    yield (*sudo, "apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium", "fonts-noto-cjk")
    yield (*sudo, sys.executable, "-m", "playwright", "install-deps", "chromium")


if __name__ == "__main__":
    sys.stdout.write(install() + "\n")
