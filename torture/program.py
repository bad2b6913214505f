"""Runs the command `duben` as a stranger's machine would: in another process, with a home folder of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from torture.outcome import Outcome

LIMIT = 10.0
"""Seconds after which a command hangs."""
_TRACEBACK = re.compile(r"Traceback \(most recent call last\)|Exception ignored|panicked at|Fatal Python error")
_LARGEST_CODE = 125
"""Beyond, a shell says that it could not start the command, or that a signal ended it."""
_WITHOUT_RIGHTS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""Starts a command as a root that file permissions stop, as they stop everybody else."""
_LIMITED = ("sh", "-c", 'ulimit -v 4000000 2>/dev/null; exec "$@"', "sh")
"""Starts a command that gets 4 GB of memory at most: it may try to read a file that has no end."""
_DROPPED = ("PYTHONDONTWRITEBYTECODE", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR", "XDG_STATE_HOME", "XDG_DATA_HOME")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A command that has ended, or was ended after `LIMIT` seconds: then `code` is `None`."""

    code: int | None
    said: str
    seconds: float

    @property
    def problem(self) -> str:
        """The name of a fault that no run may have; empty if there is none."""
        if self.code is None:
            return f"hangs over {LIMIT:.0f} s"
        if _TRACEBACK.search(self.said):
            return "tracebacks"
        return "crashes" if self.code < 0 or self.code > _LARGEST_CODE else ""

    @property
    def end(self) -> str:
        """The exit code and the end of the output, for a message."""
        return f"exit {self.code}: {self.said.strip()[-240:]}"


class Program:
    """The program under test: `command` starts it. Home and temporary folder are below `folder`."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self.command = tuple(command)
        self.home, self.temporary = folder / "home", folder / "tmp"
        self.home.mkdir(parents=True, exist_ok=True)
        self.temporary.mkdir(exist_ok=True)

    def run(
        self,
        *arguments: str | Path,
        before: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        outcome: Outcome | None = None,
        limit: float = LIMIT,
    ) -> Run:
        """Run it to its end. With an `outcome`, count what no run may do. `before` starts the command."""
        with self.started(*arguments, before=before, environment=environment) as child:
            found = child.wait(limit)
        if outcome is not None:
            judge(found, " ".join(map(str, arguments)), outcome)
        return found

    @contextmanager
    def started(
        self, *arguments: str | Path, before: Sequence[str] = (), environment: Mapping[str, str] | None = None
    ) -> Iterator[Child]:
        """Start it in a process group of its own. All of the group ends with the block."""
        values = {key: value for key, value in os.environ.items() if key not in _DROPPED}
        values |= {"HOME": str(self.home), "TMPDIR": str(self.temporary), "COLUMNS": "200", **(environment or {})}
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(
                [*_LIMITED, *before, *self.command, *map(str, arguments)],
                env=values,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            child = Child(process, said)
            try:
                yield child
            finally:
                child.kill()


class Child:
    """A process that was started, with all processes that it starts."""

    def __init__(self, process: subprocess.Popen[bytes], said: IO[bytes]) -> None:
        self.process = process
        self._said = said
        self._start = time.perf_counter()

    @property
    def said(self) -> str:
        """All that it has printed."""
        size = os.fstat(self._said.fileno()).st_size
        return os.pread(self._said.fileno(), size, 0).decode("utf-8", "replace")

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self._start

    def wait(self, limit: float = LIMIT) -> Run:
        """Wait for its end, or kill it after `limit` seconds."""
        code: int | None = None
        with suppress(subprocess.TimeoutExpired):
            code = self.process.wait(limit)
        seconds = self.seconds
        self.kill()
        return Run(code=code, said=self.said, seconds=seconds)

    def send(self, number: signal.Signals, *, group: bool) -> None:
        """Send a signal, to the whole group or to the process alone."""
        with suppress(ProcessLookupError):
            if group:
                os.killpg(self.process.pid, number)
            else:
                self.process.send_signal(number)

    def kill(self) -> None:
        """End the whole group at once."""
        self.send(signal.SIGKILL, group=True)
        self.process.wait()

    def until_said(self, text: str) -> bool:
        """Wait until it has printed a text."""
        return self.until(lambda: text in self.said)

    def until(self, seen: Callable[[], bool], limit: float = LIMIT, pause: float = 0.01) -> bool:
        """Wait until something is seen; `False` if the process ends first, or after `limit` seconds."""
        end = time.perf_counter() + limit
        while not seen():
            if self.process.poll() is not None or time.perf_counter() > end:
                return False
            time.sleep(pause)
        return True


def judge(run: Run, doing: str, outcome: Outcome) -> None:
    """Count what no run may do, and how long it took."""
    outcome.slowest = max(outcome.slowest, run.seconds)
    if run.problem:
        outcome.fault(run.problem, f"{doing} → {run.end}")


def without_rights() -> tuple[str, ...] | None:
    """What to write before a command so that permissions stop it; `None` if that is impossible here."""
    if os.geteuid() != 0:
        return ()
    if not shutil.which(_WITHOUT_RIGHTS[0]):
        return None
    tried = subprocess.run([*_WITHOUT_RIGHTS, "true"], check=False, capture_output=True)
    return _WITHOUT_RIGHTS if tried.returncode == 0 else None
