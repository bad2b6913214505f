"""WebKitGTK, by WebDriver: its MiniBrowser in a virtual screen."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from selenium.webdriver import ActionChains, WebKitGTK
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.support.waiting import LONGEST

ADVICE = "install Debian's packages webkit2gtk-driver and xvfb"
MINI_BROWSERS = ("usr/lib*/*/webkit2gtk-4.*/MiniBrowser", "usr/lib*/webkit2gtk-4.*/MiniBrowser")
SCREEN = "1280x1000x24"
# Without this the buttons of MiniBrowser keep its window 447 pixels wide.
NARROW = "* { padding: 0; margin: 0; border-width: 0; min-width: 0; }\ntoolbar, entry { font-size: 1px; }\n"
KEYS = {"Control": Keys.CONTROL, "Shift": Keys.SHIFT, "Escape": Keys.ESCAPE, "Enter": Keys.ENTER, "Tab": Keys.TAB}
KEYS |= {f"Arrow{way}": getattr(Keys, f"ARROW_{way.upper()}") for way in ("Left", "Right", "Up", "Down")}


def find() -> str | None:
    """The path of the driver, if a MiniBrowser and a virtual screen are there for it."""
    return shutil.which("WebKitWebDriver") if shutil.which("Xvfb") and _mini_browser() else None


def _mini_browser() -> str | None:
    return next((str(path) for pattern in MINI_BROWSERS for path in Path("/").glob(pattern)), None)


class WebKitTab:
    """The window of a MiniBrowser of its own."""

    def __init__(self, driver: str, *, dark: bool) -> None:
        self._folder = TemporaryDirectory(ignore_cleanup_errors=True)
        style = Path(self._folder.name, "gtk-3.0", "gtk.css")
        style.parent.mkdir()
        style.write_text(NARROW, "utf-8")
        self._screen, display = _screen()
        options = Options()
        options.binary_location = _mini_browser() or ""
        for argument in ("--automation", *(["--dark-mode"] if dark else [])):
            options.add_argument(argument)
        env = os.environ | {"DISPLAY": display, "XDG_CONFIG_HOME": self._folder.name}
        self._driver = WebKitGTK(options=options, service=Service(driver, env=env))
        self._driver.set_script_timeout(LONGEST)
        self.version = f"WebKitGTK {self._driver.capabilities['browserVersion']}"

    def open(self, url: str) -> None:
        self._driver.get(url)

    def resize(self, width: int, height: int) -> None:
        self._driver.set_window_size(width, height)

    def evaluate(self, expression: str) -> Any:  # noqa: ANN401 - as Tab's
        value, *error = self._driver.execute_async_script(
            f"const done = arguments[0]; (async () => ({expression}))()"
            ".then((value) => done([JSON.stringify(value ?? null)]), (error) => done([null, error + error.stack]))"
        )
        assert value is not None, error
        return json.loads(value)

    def press(self, keys: str) -> None:
        *held, last = (KEYS.get(key, key) for key in keys.split("+"))
        actions = ActionChains(self._driver)
        for key in held:
            actions.key_down(key)
        actions.send_keys(last)
        for key in reversed(held):
            actions.key_up(key)
        actions.perform()

    def click(self, selector: str) -> None:
        # Not by the driver's own click, which does not find the middle of a word with a reading.
        x, y = self._driver.execute_script(
            """const element = document.querySelector(arguments[0]);
            element.scrollIntoView({ block: "center", behavior: "instant" });
            const { left, top, width, height } = element.getClientRects()[0];
            return [Math.round(left + width / 2), Math.round(top + height / 2)];""",
            selector,
        )
        actions = ActionBuilder(self._driver)
        actions.pointer_action.move_to_location(x, y).click()  # type: ignore[no-untyped-call]
        actions.perform()

    def screenshot(self) -> bytes:
        return self._driver.get_screenshot_as_png()

    def close(self) -> None:
        self._driver.quit()
        self._screen.terminate()
        self._screen.wait()
        self._folder.cleanup()


def _screen() -> tuple[subprocess.Popen[bytes], str]:
    """A virtual screen, and what `DISPLAY` has to be for it."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    screen = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as lines:
        return screen, f":{lines.readline().strip()}"
