"""How many days of each cell of a panel a dataset observed: what tells a zero from not knowing.

A day is observed for a unit when the dataset's coverage on that day takes in the countries in which
at least nine tenths of the unit's own acts lie; coverage of the world always does.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from whowhom.events.coverage import Coverage
from whowhom.questions.observed import totals_until
from whowhom.questions.scope import number
from whowhom.snapshot.dataset import Dataset

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MOSTLY: Final = 0.9
"""Share of a unit's acts that must lie where the dataset observes."""


@dataclass(frozen=True)
class Units:
    """What each unit is, as far as observation goes.

    Parameters
    ----------
    first, last : int64 array (U,)
        First and last day on which all its actors existed, as far as known.
    shares : float array (U, C)
        Share of its acts in each country of the snapshot; rows of zeros where no country is known.
    earliest : int64 array (U,)
        First day of its rows.
    """

    first: Ints
    last: Ints
    shares: Floats
    earliest: Ints


def observed_days(
    dataset: Dataset, countries: tuple[str, ...], units: Units, edges: Ints, by: str
) -> tuple[Ints, Ints]:
    """Days of each period on which a unit existed, and those of them observed.

    Parameters
    ----------
    dataset : Dataset
        Which.
    countries : tuple of str
        What the columns of ``units.shares`` stand for.
    units : Units
        U of them.
    edges : int64 array (P + 1,)
        Day numbers; period i runs from ``edges[i]`` to the day before ``edges[i + 1]``.
    by : str
        ``month`` or ``year``: how finely the dataset has to date its rows to fill a cell.

    Returns
    -------
    int64 array (U, P), int64 array (U, P)
        Days.
    """
    seen = [c for c in dataset.observed if _fine_enough(c, by)]
    bounds = _bounds(seen, edges)
    covered = _covered(seen, countries, units.shares, bounds)
    listed_until = totals_until(dataset)
    existed = np.empty((len(units.first), len(edges) - 1), dtype=np.int64)
    observed = np.empty_like(existed)
    for u in range(len(units.first)):
        first, last = int(units.first[u]), int(units.last[u]) + 1
        clipped = np.clip(edges, first, last)
        existed[u] = np.diff(clipped)
        if listed_until and units.earliest[u] > number(listed_until):
            # Years of totals of chosen dyads: no total is no zero there.
            clipped = np.clip(edges, max(first, number(listed_until) + 1), last)
        before = np.concatenate([[0], np.cumsum(covered[u] * np.diff(bounds))])
        observed[u] = np.diff(np.interp(clipped, bounds, before).round().astype(np.int64))
    return existed, observed


def _fine_enough(coverage: Coverage, by: str) -> bool:
    """Whether rows are dated well enough; a monthly total of deaths alone counts no acts."""
    if coverage.resolution == "month":
        return coverage.events is not None
    return coverage.resolution != "year" or by == "year"


def _bounds(seen: list[Coverage], edges: Ints) -> Ints:
    """Days at which coverage may change, from the first edge to the last."""
    days = {int(edges[0]), int(edges[-1])}
    for c in seen:
        days |= {number(c.first), number(c.last) + 1}
    found = np.array(sorted(days), dtype=np.int64)
    return np.asarray(found[(found >= edges[0]) & (found <= edges[-1])])


def _covered(
    seen: list[Coverage], countries: tuple[str, ...], shares: Floats, bounds: Ints
) -> NDArray[np.bool_]:
    """For each unit and stretch between bounds, whether the unit is observed."""
    world = np.zeros(len(bounds) - 1, dtype=np.bool_)
    named = np.zeros((len(countries), len(bounds) - 1), dtype=np.bool_)
    any_named = np.zeros(len(bounds) - 1, dtype=np.bool_)
    place = {iso: n for n, iso in enumerate(countries)}
    for c in seen:
        inside = (bounds[:-1] >= number(c.first)) & (bounds[1:] <= number(c.last) + 1)
        if not c.country:
            world |= inside
            continue
        any_named |= inside
        if c.country in place:
            named[place[c.country]] |= inside
    covered = np.asarray(shares @ named.astype(np.float64) >= MOSTLY - 1e-9)
    nowhere = shares.sum(axis=1) == 0
    # A unit whose places nobody knows is observed wherever the dataset looks at all.
    covered[nowhere] = any_named
    return np.asarray(covered | world[None, :])
