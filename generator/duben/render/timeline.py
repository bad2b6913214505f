"""Draws a timeline of the mentions of a term as SVG, one disc for each day."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable

_WIDTH, _HEIGHT, _MARGIN = 640, 28, 14
_BASE = 14
_LARGEST = 12


def timeline(days: Iterable[tuple[dt.date, int]]) -> str:
    """The SVG for pairs of a day and a number of mentions; an empty string for fewer than two days.

    The area of a disc grows with its mentions. The first and last day are HTML text, to be legible at any size of the
    drawing.
    """
    counts: Counter[dt.date] = Counter()
    for day, mentions in days:
        counts[day] += mentions
    if len(counts) < 2:  # noqa: PLR2004 - one day is no timeline
        return ""
    first, last = min(counts), max(counts)
    most = max(counts.values())
    discs = "".join(
        f"<circle cx={_x(day, first, last):.1f} cy={_BASE} r={_radius(counts[day], most):.1f}>"
        f"<title>{day.isoformat()} · {counts[day]}</title></circle>"
        for day in sorted(counts)
    )
    return (
        f'<svg class=timeline viewBox="0 0 {_WIDTH} {_HEIGHT}" role=img aria-labelledby=timeline>'
        f'<line x1="0" y1="{_BASE}" x2="{_WIDTH}" y2="{_BASE}"/>{discs}</svg>'
        f"<p class=ends><span>{first.isoformat()}</span><span>{last.isoformat()}</span></p>"
    )


def _x(day: dt.date, first: dt.date, last: dt.date) -> float:
    return _MARGIN + (_WIDTH - 2 * _MARGIN) * (day - first).days / (last - first).days


def _radius(mentions: int, most: int) -> float:
    return max(2.5, _LARGEST * math.sqrt(mentions / most))
