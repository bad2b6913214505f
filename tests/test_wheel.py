"""The wheel: everything rides along, and what is installed from it makes and builds a site far from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPTS = "Scripts" if os.name == "nt" else "bin"

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    """The output of a command that has to succeed, run without sight of the checkout."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=cwd, env=environment, check=False, capture_output=True, text=True, encoding="utf-8", timeout=300
    )
    assert done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built with the hatchling that is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT, cwd=folder)
    (path,) = folder.glob("duben-*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `duben` in a fresh environment: the wheel installed there, its libraries seen where they are.

    Reading the libraries through a `.pth` line needs no download; their own `.pth` lines, such as the one of an
    editable install, are not followed from there.
    """
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=False)
    python = folder / SCRIPTS / "python"
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", python)
    run(*pip, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    libraries = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    Path(site, "libraries.pth").write_text("\n".join(libraries) + "\n", "utf-8")
    origin = run(python, "-c", "import duben; print(duben.__file__)", cwd=folder).strip()
    assert Path(origin).is_relative_to(folder), "the checkout hides the wheel"
    return folder / SCRIPTS / "duben"


def test_the_wheel_holds_package_templates_and_static_files_and_nothing_else(wheel: Path) -> None:
    """Every module, template and static file is inside, at the place where the program looks for it."""
    expected = {
        f"{package}/{path.relative_to(ROOT / folder).as_posix()}"
        for folder, package in {
            "generator/duben": "duben",
            "templates": "duben/templates",
            "static": "duben/static",
        }.items()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == expected


def test_an_installed_duben_makes_a_site_and_builds_it(installed: Path, tmp_path: Path) -> None:
    """`duben new` and `duben build` work from the wheel alone, and the page's style sheet is there."""
    run(installed, "new", "reader", cwd=tmp_path)
    run(installed, "build", cwd=tmp_path / "reader")
    public = tmp_path / "reader" / "public"
    assert "static/" in (public / "index.html").read_text("utf-8")
    assert list((public / "static").glob("*.css"))
