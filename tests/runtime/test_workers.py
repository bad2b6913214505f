"""Workers do every piece of work exactly once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.runtime.workers import Alone, Cluster, Processes, Workers, can_fork, chunks
from tests.conftest import Build, MakeSite
from tests.support.sites import FILES

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")


@given(st.integers(0, 2000), st.integers(1, 8))
def test_chunks_have_every_piece_once(total: int, workers: int) -> None:
    """The chunks have every piece in order, and no chunk is larger than the one before."""
    found = list(chunks(iter(range(total)), workers))
    assert [piece for chunk in found for piece in chunk] == list(range(total))
    sizes = list(map(len, found))
    assert sizes == sorted(sizes, reverse=True)


def double(shared: int, pieces: Sequence[int]) -> list[tuple[int, int]]:
    """The shared value, and twice each piece."""
    return [(shared, 2 * piece) for piece in pieces]


@pytest.mark.parametrize("workers", [Alone(), Processes(1), Processes(2), Processes(3)])
@pytest.mark.parametrize("total", [0, 1, 100])
def test_the_result_is_the_same_for_any_number_of_processes(workers: Workers, total: int) -> None:
    """Any number of processes gives the same results, in any order."""
    found = [each for chunk in workers.map(double, 7, range(total)) for each in chunk]
    assert sorted(found) == [(7, 2 * piece) for piece in range(total)]


@pytest.mark.parametrize("workers", [Alone(), Processes(2)])
def test_pieces_are_asked_for_little_by_little(workers: Workers) -> None:
    """When the first results arrive, most of the pieces are not taken yet."""
    pieces = iter(range(10_000))
    done = workers.map(double, 7, pieces)
    first = next(done)
    assert next(pieces) < 1_000
    assert len(first) + 1 + sum(map(len, done)) == 10_000


def where(_: None, pieces: Sequence[int]) -> list[int]:
    """The id of the process that does the work."""
    return [os.getpid() for _ in pieces]


def test_processes_are_other_processes() -> None:
    """With enough pieces, other processes work too."""
    assert os.getpid() not in {each for chunk in Processes(2).map(where, None, range(100)) for each in chunk}
    assert list(Processes(2).map(where, None, range(3))) == [[os.getpid()]] * 3


def fail(_: None, pieces: Sequence[int]) -> list[int]:
    """Raise an error."""
    raise LookupError(str(pieces))


@pytest.mark.parametrize("workers", [Alone(), Processes(2)])
def test_a_failure_is_heard_of(workers: Workers) -> None:
    """An error in another process reaches the caller."""
    with pytest.raises(LookupError):
        list(workers.map(fail, None, range(100)))


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a Dask scheduler with two worker processes, connected by TCP."""
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with distributed.LocalCluster(**options, protocol="tcp://", host="127.0.0.1") as running:
        yield running.scheduler_address


def die_once(mark: str, pieces: Sequence[int]) -> list[int]:
    """The first process that calls this exits."""
    try:
        Path(mark).touch(exist_ok=False)
    except FileExistsError:
        return [2 * piece for piece in pieces]
    os.kill(os.getpid(), signal.SIGKILL)
    return []


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_does_the_same_work(cluster: str) -> None:
    """A cluster gives the same results, from its own processes."""
    workers = Cluster(cluster)
    assert sorted(each for chunk in workers.map(double, 7, range(50)) for each in chunk) == [
        (7, 2 * piece) for piece in range(50)
    ]
    places = {each for chunk in workers.map(where, None, range(50)) for each in chunk}
    assert places  # how many share the work is up to the scheduler, and another test kills one
    assert os.getpid() not in places
    workers.close()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_work_of_one_who_dies_is_done_by_another(cluster: str, tmp_path: Path) -> None:
    """Another worker does the work of one that died."""
    workers = Cluster(cluster)
    done = workers.map(die_once, str(tmp_path / "died"), range(50))
    assert sorted(each for chunk in done for each in chunk) == list(range(0, 100, 2))
    workers.close()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_site_built_on_a_cluster_is_the_same(make_site: MakeSite, build: Build, cluster: str) -> None:
    """A site built on a cluster is the same, byte for byte."""
    site = make_site(FILES)
    alone = build(site, "--jobs", "1", "--no-cache").files()
    assert build(site, "--cluster", cluster, "--no-cache", "--output", str(site / "other")).exit_code == 0
    other = {
        p.relative_to(site / "other").as_posix(): p.read_bytes() for p in (site / "other").rglob("*") if p.is_file()
    }
    assert other == alone


def test_a_scheduler_that_does_not_answer_is_wrong_usage(make_site: MakeSite, build: Build) -> None:
    """A scheduler that does not answer is reported as wrong usage."""
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        failed = build(make_site(FILES), "--cluster", "tcp://127.0.0.1:9")
    assert failed.exit_code == 2
    assert "no Dask scheduler answers" in failed.output


@pytest.mark.skipif(not can_fork(), reason="needs SIGKILL")
def test_workers_end_with_a_killed_parent() -> None:
    """After SIGKILL no process stays: each of them holds the pipe, which would stay open."""
    code = (
        "import os, signal\n"
        "from duben.runtime.workers import Processes\n"
        "from tests.runtime.test_workers import double\n"
        "found = Processes(2).map(double, 7, iter(int, 1))\n"
        "next(found)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", code]
    killed = subprocess.run(command, check=False, cwd=root, env=environment, stdout=subprocess.PIPE, timeout=60)
    assert killed.returncode == -signal.SIGKILL
