"""Edits a site at random, oddly too, and compares each build with a clean one."""

from __future__ import annotations

import shutil
from pathlib import Path

from torture.folders import Tree, read_tree
from torture.lane import Lane, differences
from torture.outcome import Outcome
from torture.program import Run, judge, without_rights
from torture.slots import FOLDERS, SLOTS, Slot, swap_folder
from torture.states import OUTSIDE, clear, put

ABOUT = "random edits, with links, circles, renames by case, collisions, pipes, unreadable and undecodable files"
COUNT = 300
_ODD_AT_ONCE = 2
_EITHER = 0.5
_MEND, _GOOD, _ODD = 0.3, 0.55, 0.85
"""Limits of a number from 0 to 1 that decides what the next edit is; up to the first, what is odd is mended."""


def run(lane: Lane) -> None:
    """Make `lane.count` edits, and build after each."""
    editor = Editor(lane)
    before = without_rights() or ()
    for _ in range(lane.count):
        doing = editor.edit()
        lane.outcome.tried["edits"] += 1
        old = read_tree(editor.public)
        built = lane.program.run("build", "--site", editor.site, before=before)
        clean, tree = _clean(lane, editor.site, before)
        judge(built, doing, lane.outcome)
        if not built.problem:
            _compare(built, clean, (old, read_tree(editor.public), tree), doing, lane.outcome)


def _clean(lane: Lane, site: Path, before: tuple[str, ...]) -> tuple[Run, Tree]:
    options = ("--no-cache", "--jobs", "1", "--output", lane.clean_folder)
    clean = lane.program.run("build", "--site", site, *options, before=before)
    tree = read_tree(lane.clean_folder)
    shutil.rmtree(lane.clean_folder, ignore_errors=True)
    return clean, tree


def _compare(built: Run, clean: Run, trees: tuple[Tree, Tree, Tree], doing: str, outcome: Outcome) -> None:
    """Count where an incremental build and a clean one are not the same."""
    old, new, expected = trees
    if clean.problem:
        return  # counted where the other build has it too
    if built.code != clean.code:
        outcome.fault("builds differ from a clean one in the exit code", f"{doing}: {built.end} / {clean.end}")
    elif _report(built) != _report(clean):
        outcome.fault("builds differ from a clean one in the report", f"{doing}: {built.end} / {clean.end}")
    elif built.code == 0 and (differing := differences(new, expected)):
        outcome.fault("builds differ from a clean one", f"{doing}: {differing}")
    if built.code == 0:
        outcome.notes["builds succeeded"] += 1
    else:
        outcome.notes["builds said why not"] += 1
        if differing := differences(new, old):
            outcome.fault("failed builds change the last good site", f"{doing}: {differing}")


def _report(run: Run) -> list[str]:
    """The lines of diagnostics: all but those that name the folder, or count."""
    return [line for line in run.said.splitlines() if not line.startswith(("Built ", "Nothing written"))]


class Editor:
    """A small site, and which of its places are in an odd state."""

    def __init__(self, lane: Lane) -> None:
        """Write the site with every place in its first good state."""
        self.site = lane.folder / "site"
        self.public = self.site / "public"
        self._random = lane.random
        self._odd: list[Slot] = []
        outside = lane.folder / OUTSIDE
        outside.mkdir()
        (outside / "secret.md").write_text('+++\ntitle = "密"\n+++\n\n秘密。\n', "utf-8")
        for slot in SLOTS:
            self._put(slot, next(iter(slot.good)), odd=False)

    def edit(self) -> str:
        """Make one edit; returns what it was, and what is odd by now."""
        dice = self._random.random()
        if self._odd and (dice < _MEND or len(self._odd) > _ODD_AT_ONCE):
            slot = self._random.choice(self._odd)
            done = self._put(slot, self._random.choice([*slot.good]), odd=False)
        elif dice < _GOOD:
            done = self._put(*self._chosen([slot for slot in SLOTS if len(slot.good) > 1], odd=False), odd=False)
        elif dice < _ODD:
            slot, state = self._chosen([slot for slot in SLOTS if slot.odd and slot not in self._odd], odd=True)
            self._odd.append(slot)
            done = self._put(slot, state, odd=True)
        else:
            done = self._swap_or_touch()
        return f"{done} (odd: {', '.join(ascii(slot.path) for slot in self._odd)})"

    def _chosen(self, slots: list[Slot], *, odd: bool) -> tuple[Slot, str]:
        slot = self._random.choice(slots)
        return slot, self._random.choice([*(slot.odd if odd else slot.good)])

    def _put(self, slot: Slot, state: str, *, odd: bool) -> str:
        if not odd and slot in self._odd:
            self._odd.remove(slot)
        put(self.site / slot.path, (slot.odd if odd else slot.good)[state])
        return f"{slot.path!a}: {state}"

    def _swap_or_touch(self) -> str:
        """Make a folder a link, or damage what was built."""
        if self._random.random() < _EITHER:
            return swap_folder(self.site / self._random.choice(FOLDERS))
        name = self._random.choice(("index.html", "articles/a-first.html", "static", "search/index.js"))
        path = self.public / name
        if path.is_file() and self._random.random() < _EITHER:
            path.write_text("changed by another", "utf-8")
            return f"{name} of the output is changed"
        clear(path)
        return f"{name} of the output is removed"
