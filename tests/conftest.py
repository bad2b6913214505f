"""What the tests share: sites made of a few lines, built by the command itself; golden files; a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from duben.cli import main
from tests.support import chromium
from tests.support.golden import Goldens
from tests.support.sites import FILES

MakeSite = Callable[[Mapping[str, str | bytes]], Path]
Build = Callable[..., "Built"]
Golden = Callable[[str, str], None]

settings.register_profile("duben", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("duben")  # a slow machine is no failure

SITE_TOML = 'title = "試"\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What `duben build` left: its exit code, all that it printed, and the folder it wrote."""

    exit_code: int
    output: str
    public: Path

    def read(self, path: str) -> str:
        """The text of one written file, such as `articles/index.html`."""
        return (self.public / path).read_text("utf-8")

    def files(self) -> dict[str, bytes]:
        """Every written file by its path, for comparing one build with another."""
        found = sorted(path for path in self.public.rglob("*") if path.is_file())
        return {path.relative_to(self.public).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    """`make_site({path: text})` writes these files, and a `site.toml` unless given, and gives the folder."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        return written(tmp_path / "site", {"site.toml": SITE_TOML} | dict(files))

    return make


def written(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The folder, with these files in it."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


@pytest.fixture
def build() -> Build:
    """`build(site, *options)` runs `duben build`; an exception that the command does not handle fails the test."""
    return _built


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of `tests/support/sites.py`, built once with a base URL; for tests that only look."""
    site = written(tmp_path_factory.mktemp("example") / "site", FILES)
    return _built(site, "--base-url", "https://user.github.io/repo/")


def _built(site: Path, *options: str) -> Built:
    result = CliRunner().invoke(main, ["build", "--site", str(site), *options], catch_exceptions=False)
    return Built(exit_code=result.exit_code, output=result.output, public=site / "public")


@pytest.fixture
def edit() -> Callable[[Path, str, str], None]:
    """`edit(path, old, new)` replaces `old`, which must occur once in a file."""

    def replace(path: Path, old: str, new: str) -> None:
        text = path.read_bytes().decode()
        assert text.count(old) == 1, f"“{old}” occurs {text.count(old)} times in {path}"
        path.write_bytes(text.replace(old, new).encode())

    return replace


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium, driven by Playwright; mark what uses it with `pytest.mark.browser`."""
    path = chromium.find()
    assert path, chromium.ADVICE
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


GOLDENS = pytest.StashKey[Goldens]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of these tests."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files, and remove unused ones")
    parser.addoption("--every-browser", action="store_true", help="ask Firefox and WebKit too, in every setting")


def pytest_configure(config: pytest.Config) -> None:
    """Open the folder of golden files."""
    config.stash[GOLDENS] = Goldens(config.rootpath / "tests" / "golden", update=config.getoption("--update-golden"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow tests run without coverage: other tests cover the same lines, and tracing takes twice as long."""
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker("no_cover")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """`golden(name, text)` compares with `tests/golden/<name>`; `--update-golden` writes it."""
    return request.config.stash[GOLDENS].compare


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:  # noqa: ANN401 - xdist has no types
    """Collect the golden files that a worker process of xdist has compared."""
    node.config.stash[GOLDENS].used.update(getattr(node, "workeroutput", {}).get("goldens", ()))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """After a whole and green run, a golden file that no test compared is stale, and fails the run.

    With xdist, workers report what they compared, and the process that started them decides.
    """
    config = session.config
    goldens = config.stash[GOLDENS]
    if hasattr(config, "workeroutput"):
        config.workeroutput["goldens"] = sorted(goldens.used)
        return
    chosen = config.option.keyword or config.option.markexpr or config.getoption("lf", default=False)
    if exitstatus != pytest.ExitCode.OK or chosen or config.args != config.getini("testpaths"):
        return
    if stale := goldens.stale():
        config.get_terminal_writer().line(f"\nno test uses these golden files (remove: --update-golden): {stale}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
