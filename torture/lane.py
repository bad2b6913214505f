"""What every experiment needs: a folder of its own, the program, chance, and the build that has to mend everything."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from torture.folders import Tree, names_below, read_tree, write_tree
from torture.outcome import Outcome
from torture.program import Program, Run


@dataclass(slots=True)
class Lane:
    """One of several places where parts of an experiment run at the same time."""

    folder: Path
    program: Program
    random: Random
    count: int
    """How often to try."""
    number: int = 0
    lanes: int = 1
    outcome: Outcome = field(default_factory=Outcome)

    @property
    def clean_folder(self) -> Path:
        """Where clean builds go."""
        return self.folder / "clean"


class Bench:
    """A site in a lane, with the user's own files in its output folder, and what may be around it."""

    def __init__(self, lane: Lane, site: Path, foreign: Mapping[str, bytes]) -> None:
        """Build the site, and put the user's files into the output folder."""
        self.lane, self.site, self.foreign = lane, site, foreign
        self.public = site / "public"
        self.clean()
        self.first = lane.program.run("build", "--site", site, outcome=lane.outcome)
        if self.first.code != 0:
            raise RuntimeError(f"the first build fails: {self.first.end}")
        self._around = self._names_around()
        self.add_foreign()

    def add_foreign(self) -> None:
        """Put the user's files into the output folder, where one is missing."""
        write_tree(self.public, self.foreign)

    def clean(self, *options: str) -> Tree:
        """The output of a clean build of the present sources. Raises `RuntimeError` if it fails."""
        folder = self.lane.clean_folder
        run = self.lane.program.run(
            "build", "--site", self.site, "--no-cache", "--jobs", "1", "--output", folder, *options, limit=120
        )
        tree = read_tree(folder)
        shutil.rmtree(folder, ignore_errors=True)
        if run.code != 0:
            raise RuntimeError(f"a clean build fails: {run.end}")
        return tree

    def published(self) -> Tree:
        """The output folder without the user's files."""
        return {path: data for path, data in read_tree(self.public).items() if path not in self.foreign}

    def check_foreign(self, doing: str) -> None:
        """Count the user's files that are gone or changed, and put them back."""
        for name, data in self.foreign.items():
            path = self.public / name
            if not path.is_file() or path.read_bytes() != data:
                self.lane.outcome.fault("of the user's files lost", f"{doing}: {name}")
        self.add_foreign()

    def recover(self, clean: Tree, doing: str, *options: str) -> Run:
        """Build again: that has to succeed, equal a clean build, and leave nothing behind."""
        outcome = self.lane.outcome
        run = self.lane.program.run("build", "--site", self.site, *options, outcome=outcome)
        if run.code != 0:
            outcome.fault("next builds fail", f"{doing}: {run.end}")
            self.start_again()
            return run
        published = self.published()
        extra = sorted(published.keys() - clean.keys())
        if extra:
            outcome.fault("next builds leave files in public/", f"{doing}: {len(extra)}, such as {extra[0]}")
            self.forget([(self.public / path).relative_to(self.lane.folder).as_posix() for path in extra])
        differing = differences({path: published[path] for path in published.keys() & clean.keys()}, clean)
        if differing:
            outcome.fault("next builds differ from a clean one", f"{doing}: {differing}")
        left = sorted(self._names_around() - self._around)
        if left:
            outcome.fault("next builds leave files around public/", f"{doing}: {left[:5]}")
            self.forget(left)
        self.check_foreign(doing)
        return run

    def start_again(self) -> None:
        """Remove all that was made, and build."""
        for name in ("public", ".cache"):
            shutil.rmtree(self.site / name, ignore_errors=True)
        self.lane.program.run("build", "--site", self.site)
        self.add_foreign()

    def forget(self, left: list[str]) -> None:
        """Remove what was left behind, so that it counts once."""
        for name in left:
            path = self.lane.folder / name
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def _names_around(self) -> set[str]:
        """All that is in the lane, except what people write and what is published."""
        written = [self.site / name for name in ("content", "templates", "static")]
        return names_below(self.lane.folder, [*written, self.public, self.lane.clean_folder])


def differences(found: Tree, expected: Tree) -> str:
    """The first paths in which two trees differ; empty if they are equal."""
    paths = sorted(path for path in found.keys() | expected.keys() if found.get(path) != expected.get(path))
    return f"{len(paths)} files, such as {', '.join(paths[:3])}" if paths else ""
