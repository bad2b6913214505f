"""Firefox, by WebDriver BiDi: `firefox.mjs` speaks it, and takes a line of JSON for each command."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
ADVICE = "install Firefox, for example Debian's package firefox-esr, and Node.js; then run `npm ci`"


def find() -> str | None:
    """The path of a Firefox that can be driven: what `DUBEN_FIREFOX` names, or the first on PATH."""
    if not shutil.which("node") or not (ROOT / "node_modules" / "puppeteer-core").is_dir():
        return None
    return os.environ.get("DUBEN_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")


class FirefoxTab:
    """A tab of a Firefox of its own."""

    def __init__(self, path: str, *, dark: bool) -> None:
        script = Path(__file__).with_name("firefox.mjs")
        command = ["node", str(script), path, "dark" if dark else "light"]
        self._bridge = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        self.version = str(self._ask("version"))

    def _ask(self, command: str, *values: object) -> Any:  # noqa: ANN401 - whatever JSON holds
        assert self._bridge.stdin
        assert self._bridge.stdout
        self._bridge.stdin.write(json.dumps({"command": command, "values": values}) + "\n")
        self._bridge.stdin.flush()
        line = self._bridge.stdout.readline()
        assert line, f"Firefox ended during “{command}”"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def open(self, url: str) -> None:
        self._ask("open", url)

    def resize(self, width: int, height: int) -> None:
        self._ask("resize", width, height)

    def evaluate(self, expression: str) -> Any:  # noqa: ANN401 - as Tab's
        return self._ask("evaluate", expression)

    def press(self, keys: str) -> None:
        self._ask("press", keys)

    def click(self, selector: str) -> None:
        self._ask("click", selector)

    def screenshot(self) -> bytes:
        return base64.b64decode(self._ask("screenshot"))

    def close(self) -> None:
        self._bridge.communicate()  # the end of its input ends it
