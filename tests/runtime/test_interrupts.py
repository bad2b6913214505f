"""Interrupts: the first ends a process in order if it can, the second at once, with its children."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

LONGEST = 60
BEGINNING = """
import multiprocessing, signal, sys, threading
from duben.runtime.interrupts import Interrupts

interrupts = Interrupts()
"""
BUSY = """
child = multiprocessing.get_context("fork").Process(target=threading.Event().wait)
child.start()
print("ready", flush=True)
while True:
    pass
"""
IN_ORDER = """
interrupts.end_with(lambda: print("ending", flush=True))
print("ready", flush=True)
while True:
    pass
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for a single process")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_process_that_cannot_end_in_order_ends_at_once(number: signal.Signals) -> None:
    """Its children too: they would keep its standard output open."""
    with _started(BEGINNING + BUSY) as process:
        process.send_signal(number)
        assert process.communicate(timeout=LONGEST) == ("", "")
    assert process.returncode == 128 + number


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for a single process")
def test_the_second_interrupt_ends_a_process_at_once() -> None:
    """The first asks it to end."""
    with _started(BEGINNING + IN_ORDER) as process:
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None
        assert process.stdout.readline() == "ending\n"
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=LONGEST) == ("", "")
    assert process.returncode == 128 + signal.SIGTERM


def _started(code: str) -> subprocess.Popen[str]:
    """A process that runs this code, and is ready."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-c", code], env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process
