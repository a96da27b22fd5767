"""Paths: acts to come drawn one by one, and what conditions count of them on every path.

A path is one future of all dyads. Whatever is asked, an act keeps its day, kind and deaths: they
are a function of the seed, the dyad, the class, the path and the act's number on it, by a counter-
based generator (Salmon et al. 2011) with the mixing function of SplitMix64 (Steele, Lea & Flood
2014). So a longer window holds all acts of a shorter one, and higher expectations all acts of
lower ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whowhom.engine.acts import Float, Int, Mask
from whowhom.forecasting.fitted import PATHS
from whowhom.forecasting.law import Law, Wanted
from whowhom.forecasting.origins import BANDS

_DAY, _KIND, _CELL, _DEATHS = range(4)
_PLACES = 7
_GOLDEN = 0x9E3779B97F4A7C15
_Even = Callable[[int], Float]


@dataclass(frozen=True)
class Drawn:
    """The acts of one dyad, class and band over all paths, one entry each.

    Parameters
    ----------
    path, day, kind, cell, deaths : int64 array
        Which path, day ahead from 0, kind, place, deaths.
    """

    path: Int
    day: Int
    kind: Int
    cell: Int
    deaths: Int

    def fitting(self, wanted: Wanted) -> Mask:
        """Acts that count."""
        days = (self.day >= wanted.first) & (self.day < wanted.last)
        return np.asarray(days & wanted.kinds[self.kind] & wanted.cells[self.cell])


def tally(law: Law, wanted: Sequence[Wanted], seed: int, paths: int = PATHS) -> Int:
    """What each condition counts of one dyad and class: array (conditions, paths).

    Parameters
    ----------
    law : Law
        Of the dyad and class.
    wanted : sequence of Wanted
        The conditions; what does not touch the law counts nothing.
    seed : int
        Of the paths; those of a dyad and class are the ones that a forecast of it draws.
    paths : int
        How many to count on, of `PATHS`.
    """
    found = np.zeros((len(wanted), paths), dtype=np.int64)
    own = [n for n, each in enumerate(wanted) if each.touches(law)]
    last = max((wanted[n].last for n in own), default=0)
    bands = sum(low < last for low, _ in BANDS)
    counts = _counts(law, bands, seed)[:, :paths]
    cells = _cells(law, seed)
    for band in range(bands):
        drawn = _drawn(law, band, counts[band], cells, seed)
        for n in own:
            _add(found[n], drawn, wanted[n])
    return found


def _add(found: Int, drawn: Drawn, wanted: Wanted) -> None:
    """Add what one band brings to what was counted on each path."""
    mask = drawn.fitting(wanted)
    path = drawn.path[mask]
    if wanted.measure == "acts":
        found += np.bincount(path, minlength=len(found))
    elif wanted.measure == "deaths":
        found += np.bincount(path, drawn.deaths[mask], len(found)).astype(np.int64)
    else:
        np.maximum.at(found, path, drawn.deaths[mask])


def together(tallies: Sequence[Int], wanted: Sequence[Wanted]) -> Int:
    """What conditions count over all dyads and classes: (conditions, paths)."""
    found = np.sum(tallies, axis=0)
    for n, each in enumerate(wanted):
        if each.measure == "deadliest":
            found[n] = np.max([t[n] for t in tallies], axis=0)
    return np.asarray(found)


def _counts(law: Law, bands: int, seed: int) -> Int:
    """Acts in each band: (bands, paths); a forecast of the dyad and class draws the same."""
    rng = np.random.default_rng([seed, law.dyad, law.quad])
    means = law.means[:bands, None]
    so_far = law.frailty.draw(means, np.array([law.pace]), PATHS, rng)[:, 0]
    return np.diff(so_far, axis=0, prepend=0)


def _cells(law: Law, seed: int) -> Float:
    """Shares of the places on every path, added up from the first: (paths, places)."""
    if len(law.cells) < 2:
        return np.ones((PATHS, 1))
    rng = np.random.default_rng([seed, law.dyad, _PLACES])
    drawn = rng.standard_gamma(law.cells, (PATHS, len(law.cells))) + law.cells * 1e-12
    so_far = np.cumsum(drawn, axis=1)
    return np.asarray(so_far / so_far[:, -1:])


def _drawn(law: Law, band: int, counts: Int, cells: Float, seed: int) -> Drawn:
    path = np.repeat(np.arange(len(counts)), counts)
    number = np.arange(len(path)) - np.repeat(np.cumsum(counts) - counts, counts)
    place = (path.astype(np.uint64) << np.uint64(32)) | number.astype(np.uint64)
    keys = np.random.SeedSequence([seed, law.dyad, law.quad, band]).generate_state(4, np.uint64)

    def even(mark: int) -> Float:
        return uniform(int(keys[mark]), place)

    low, high = BANDS[band]
    day = low + (even(_DAY) * (high - low)).astype(np.int64)
    share = np.cumsum(law.kinds) / max(law.kinds.sum(), 1e-12)
    kind = np.minimum(np.searchsorted(share, even(_KIND), "right"), len(share) - 1)
    return Drawn(path, day, kind, _cell_of(cells, path, even), _deaths_of(law, even, len(path)))


def _cell_of(cells: Float, path: Int, even: _Even) -> Int:
    if cells.shape[1] == 1:
        return np.zeros(len(path), dtype=np.int64)
    return np.asarray((even(_CELL)[:, None] >= cells[path, :-1]).sum(axis=1))


def _deaths_of(law: Law, even: _Even, size: int) -> Int:
    if not len(law.deaths):
        return np.zeros(size, dtype=np.int64)
    place = np.searchsorted(np.cumsum(law.chance), even(_DEATHS), "right")
    return law.deaths[np.minimum(place, len(law.deaths) - 1)]


def uniform(key: int, counter: NDArray[np.uint64]) -> Float:
    """Numbers from 0 to below 1, one for each counter.

    >>> uniform(7, np.array([0, 1, 2**40], dtype=np.uint64)).round(3)
    array([0.39 , 0.017, 0.616])
    """
    x = (counter + np.uint64(1)) * np.uint64(_GOLDEN) + np.uint64(key)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        x = (x ^ (x >> np.uint64(shift))) * np.uint64(factor)
    x ^= x >> np.uint64(31)
    return np.asarray((x >> np.uint64(11)).astype(np.float64) * 2.0**-53)
