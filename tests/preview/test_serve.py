"""The command `duben serve`: why it does not start, and how it ends."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from contextlib import suppress

import pytest
from click.testing import CliRunner

from duben.cli import main
from tests.conftest import MakeSite
from tests.support.sites import FILES
from tests.support.waiting import LONGEST


@pytest.mark.parametrize(
    ("options", "said"),
    [
        pytest.param(("--host", "203.0.113.1"), "cannot listen at 203.0.113.1", id="host"),
        pytest.param(("--site", "nowhere"), "nowhere has no site.toml", id="no-site"),
    ],
)
def test_the_command_says_why_it_does_not_start(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, options: tuple[str, str], said: str
) -> None:
    """Without a traceback, as for any wrong usage."""
    monkeypatch.chdir(make_site(FILES))
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    result = CliRunner().invoke(main, ["serve", *options], catch_exceptions=False)
    for number, handler in zip((signal.SIGINT, signal.SIGTERM), before, strict=True):
        signal.signal(number, handler)
    gc.enable()
    assert (result.exit_code, said in result.output) == (2, True)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for a single process")
@pytest.mark.parametrize(
    ("signals", "pause", "codes"),
    [
        pytest.param([signal.SIGINT], 0, {0}, id="one"),
        pytest.param([signal.SIGTERM], 0, {0}, id="terminate"),
        *(
            pytest.param([first, second], pause, {0, 128 + second}, id=f"{first.name}-{second.name}-{pause}")
            for first, second in ((signal.SIGINT, signal.SIGINT), (signal.SIGINT, signal.SIGTERM))
            for pause in (0, 0.003, 0.05)
        ),
    ],
)
def test_interrupts_end_the_command(
    make_site: MakeSite, signals: list[signal.Signals], pause: float, codes: set[int]
) -> None:
    """Without a traceback, and it has written only the cache; two of them end it at once."""
    site = make_site(FILES)
    files = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    command = [sys.executable, "-m", "duben", "serve", "--site", str(site), "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        for number in signals:
            process.send_signal(number)
            with suppress(subprocess.TimeoutExpired):
                process.wait(pause)
        try:
            said += process.communicate(timeout=LONGEST)[1]
        finally:
            process.kill()
    assert process.returncode in codes
    assert "http://127.0.0.1:" in said
    assert "Traceback" not in said
    left = {path for path in site.rglob("*") if path.is_file() and ".cache" not in path.parts}
    assert {path: path.read_bytes() for path in left} == files
