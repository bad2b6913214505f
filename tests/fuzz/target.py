"""A thing that people write, as a target: inputs, and a check that fails if the program does not bear one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis.strategies import SearchStrategy


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """`check(input)` says whether the input gave a site, or a result. It raises if a property does not hold.

    `share` is the part of a long run, in hundredths.
    """

    name: str
    share: int
    inputs: SearchStrategy[bytes]
    check: Callable[[bytes], bool]
