"""Blocks of time in two periods: what stays together when a difference is tested."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from whowhom.questions.observation import Days
from whowhom.questions.scope import number
from whowhom.snapshot.columns import Columns

LEAST = 10
"""Blocks of the shorter period, where rows are dated by day."""
LEAST_YEARS = 5
"""Yearly totals on either side: of fewer no difference can stand out."""
SHORTEST = 7
"""Days of the shortest block."""
_HALF_YEAR = 183
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Blocks:
    """Blocks of two periods.

    Parameters
    ----------
    first, second : array of int
        Day numbers; block i runs from ``first[i]`` to the day before ``first[i + 1]``.
    years : bool
        Whether they are calendar years, because rows are totals of years.
    """

    first: Ints
    second: Ints
    years: bool = False

    @property
    def sizes(self) -> tuple[int, int]:
        """Number of blocks of each period."""
        return len(self.first) - 1, len(self.second) - 1

    @property
    def days(self) -> int:
        """Length of a block, in days."""
        return round(float(self.first[-1] - self.first[0]) / max(self.sizes[0], 1))

    def enough(self) -> bool:
        """Whether a difference can stand out from so many."""
        return min(self.sizes) >= (LEAST_YEARS if self.years else LEAST - 2)

    def place(self, columns: Columns) -> Ints:
        """Block of each row, by the middle of its days; those of the second period follow; or -1.

        A row lies in a period as a whole or not at all.
        """
        middle = (columns.date.astype(np.int64) + columns.date_end) // 2
        found = np.full(len(columns), -1, dtype=np.int64)
        begin = 0
        for edges in (self.first, self.second):
            inside = (columns.date >= edges[0]) & (columns.date_end < edges[-1])
            place = np.searchsorted(edges, middle[inside], "right") - 1
            found[inside] = begin + place
            begin += len(edges) - 1
        return found

    def count(
        self, place: Ints, key: NDArray[np.intp], acts: NDArray[np.int32], categories: int
    ) -> NDArray[np.float64]:
        """Acts of each category (a key from 0, or -1) in each block."""
        known = (place >= 0) & (key >= 0)
        cells = place[known] * categories + key[known]
        sums = np.bincount(cells, acts[known], sum(self.sizes) * categories)
        return np.asarray(sums.reshape(-1, categories), dtype=np.float64)


def blocks(one: Days, other: Days, years: bool = False) -> Blocks:
    """Blocks of two periods, each from a first to a last day.

    By day: of equal length, at least a week, `LEAST` in the shorter period. Battles outlast days
    and weeks: the longer a block, the less do neighbours depend on each other.

    Examples
    --------
    >>> year, half = ((date(2020, 1, 1), date(2020, m, 30)) for m in (12, 6))
    >>> blocks(year, half).sizes, blocks(year, half).days
    ((20, 10), 18)
    """
    if years:
        return Blocks(_years(one), _years(other), years)
    ends = [(number(a), number(b) + 1) for a, b in (one, other)]
    days = max(min(b - a for a, b in ends) / LEAST, SHORTEST)
    first, second = (_even(a, b, max(round((b - a) / days), 1)) for a, b in ends)
    return Blocks(first, second)


def _even(first: int, end: int, blocks: int) -> Ints:
    return np.round(np.linspace(first, end, blocks + 1)).astype(np.int64)


def _years(days: Days) -> Ints:
    """Edges of calendar years, cut at either end; a stump of less than half a year joins on."""
    first, last = days
    starts = [number(date(year, 1, 1)) for year in range(first.year + 1, last.year + 1)]
    edges = [number(first), *starts, number(last) + 1]
    if len(edges) > 2 and edges[1] - edges[0] < _HALF_YEAR:
        del edges[1]
    if len(edges) > 2 and edges[-1] - edges[-2] < _HALF_YEAR:
        del edges[-2]
    return np.array(edges, dtype=np.int64)
