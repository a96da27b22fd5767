"""Whether a change of volume is one of many countries or pairs at once, or of a few."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whowhom.snapshot.columns import Columns

_REACH = 183
_FEWEST_ROWS = 10
_FEWEST_GROUPS = 5
_SPAN = 31


@dataclass(frozen=True, slots=True)
class Moved:
    """How many groups moved the same way.

    Parameters
    ----------
    share : float or None
        Share of them; None with fewer than five to compare.
    compared : int
        Groups with at least ten rows in the year around the day.
    by : str
        ``countries``, or ``pairs`` where there are too few countries.
    """

    share: float | None
    compared: int
    by: str


def moved_together(rows: Columns, at: int, up: bool) -> Moved:
    """Share of countries, or pairs, whose rows went up (or down) at a day.

    Half a year before is held against half a year after, in rows dated to a month or better. A
    country whose row numbers stay as they were counts as not moved.

    Parameters
    ----------
    rows : Columns
        Of one dataset.
    at : int
        Day number.
    up : bool
        Whether the whole went up.
    """
    near = (np.abs(rows.date - at) <= _REACH) & (rows.date_end - rows.date < _SPAN)
    some = rows.take(near)
    later = some.date >= at
    placed = some.country >= 0
    found = _moved(some.country[placed].astype(np.int64), later[placed], up, "countries")
    if found.share is not None:
        return found
    low = np.minimum(some.source, some.target).astype(np.int64)
    pairs = low << 32 | np.maximum(some.source, some.target)
    return _moved(pairs, later, up, "pairs")


def _moved(group: NDArray[np.int64], later: NDArray[np.bool_], up: bool, by: str) -> Moved:
    if not len(group):
        return Moved(None, 0, "")
    _, where = np.unique(group, return_inverse=True)
    after = np.bincount(where, later)
    before = np.bincount(where, ~later)
    enough = after + before >= _FEWEST_ROWS
    compared = int(enough.sum())
    if compared < _FEWEST_GROUPS:
        return Moved(None, compared, by)
    change = (after - before)[enough] * (1 if up else -1)
    return Moved(float((change > 0).mean()), compared, by)
