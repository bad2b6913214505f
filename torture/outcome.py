"""What an experiment tried and what happened, as values that can be added up."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

_EXAMPLES = 8
_ALIKE = 50
"""Examples that end with so many equal characters show the same."""
_WIDTH = 400


@dataclass(slots=True)
class Outcome:
    """Counts of what was tried, of faults, and of what is no fault but worth to know."""

    tried: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    examples: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    details: list[str] = field(default_factory=list)
    """A line for each try, where every try is another."""
    slowest: float = 0.0
    """Seconds of the longest run."""

    def fault(self, kind: str, where: str, times: int = 1) -> None:
        """Count a fault; `where` describes how to get there."""
        self.faults[kind] += times
        found, end = self.examples[kind], where[-_ALIKE:]
        if len(found) < _EXAMPLES and not any(example.endswith(end) for example in found):
            found.append(where if len(where) <= _WIDTH else f"{where[:120]} … {where[120 - _WIDTH :]}")

    def add(self, other: Outcome) -> None:
        """Add what another part of the experiment found."""
        self.tried += other.tried
        self.faults += other.faults
        self.notes += other.notes
        self.details += other.details
        self.slowest = max(self.slowest, other.slowest)
        for kind, found in other.examples.items():
            self.examples[kind] = [*self.examples[kind], *found][:_EXAMPLES]

    def cells(self) -> tuple[str, str, str]:
        """What was tried, what went wrong and what else was seen, for a row of the table."""
        return _listed(self.tried), _listed(self.faults) or "nothing", _listed(self.notes)


def _listed(counts: Counter[str]) -> str:
    return "; ".join(f"{count:,} {name}" for name, count in counts.items())
