"""Browsers of three engines, each as a `Tab` that opens a page, asks it and uses it as a reader does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal, Protocol

Engine = Literal["chromium", "firefox", "webkit"]
ENGINES: tuple[Engine, ...] = ("chromium", "firefox", "webkit")
HEIGHT = 844
_CHECKS = "\n".join(
    (Path(__file__).parent / "checks" / f"{name}.js").read_text("utf-8") for name in ("page", "layout", "content")
)


class Tab(Protocol):
    """One window of a browser. Text that is JavaScript is one expression; a promise is waited for."""

    version: str
    """The browser's name and version."""

    def open(self, url: str) -> None:
        """Load a page."""

    def resize(self, width: int, height: int) -> None:
        """Make the part that shows the page so many pixels wide and about so high."""

    def evaluate(self, expression: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        """The value of an expression in the page."""

    def press(self, keys: str) -> None:
        """Press a key such as `Escape`, or several such as `Control+c`."""

    def click(self, selector: str) -> None:
        """Click the first element of a CSS selector."""

    def screenshot(self) -> bytes:
        """A picture of the part that shows, as PNG."""

    def close(self) -> None:
        """End the browser."""


def check(tab: Tab, name: str, *values: object) -> Any:  # noqa: ANN401 - as Tab.evaluate
    """The result of one of the checks in `checks/`, in a page that `open_page` has opened."""
    return tab.evaluate(f"checks.{name}({', '.join(map(json.dumps, values))})")


def open_page(tab: Tab, url: str, *, width: int = 1280) -> None:
    """Open a page in a window so wide, ready to be checked."""
    tab.resize(width, HEIGHT)
    tab.open(url)
    tab.evaluate(f"void (() => {{ {_CHECKS} }})()")


def copied(tab: Tab, selector: str) -> str:
    """What a reader gets who selects an element, copies it, and pastes it elsewhere."""
    tab.evaluate(
        f"""(() => {{
            const field = document.body.appendChild(document.createElement("textarea"));
            field.id = "pasted";
            getSelection().selectAllChildren(document.querySelector({json.dumps(selector)}));
        }})()"""
    )
    tab.press("Control+c")
    tab.evaluate("document.getElementById('pasted').focus({ preventScroll: true })")
    tab.press("Control+v")
    return str(tab.evaluate("(field => (field.remove(), field.value))(document.getElementById('pasted'))"))
