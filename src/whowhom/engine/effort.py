"""Effort: which share of a dyad's acts a record holds, where it does not hold them all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whowhom.engine.acts import Float, Int

_LEAST = 1e-4


@dataclass(frozen=True)
class Effort:
    """Share of the acts of each dyad that the record holds, stretch by stretch.

    A record that holds each act with a known chance, whatever the others, is a thinned Poisson
    mixture: the scatter of the whole is that of the part (Grandell 1997), only the mean is scaled.
    So weights and frailty are learnt on what was recorded and forecast what happened.

    Parameters
    ----------
    dyad : int64 array (n,)
        Keys, rising; other dyads are recorded in full.
    starts : int64 array (k,)
        First day of each stretch, rising; the first also stands for what was before it.
    share : float64 array (n, k)
        Between 0 and 1.

    Examples
    --------
    >>> effort = Effort(np.array([7]), np.array([0, 10]), np.array([[0.5, 0.1]]))
    >>> effort.at(np.array([7, 7, 8]), np.array([3, 12, 3]))
    array([0.5, 0.1, 1. ])
    >>> effort.over(np.array([7]), 5, 15)
    array([0.3])
    """

    dyad: Int
    starts: Int
    share: Float

    def at(self, dyad: Int, day: Int) -> Float:
        """Share recorded of each dyad on each day."""
        stretch = np.maximum(np.searchsorted(self.starts, day, side="right") - 1, 0)
        place = np.minimum(np.searchsorted(self.dyad, dyad), len(self.dyad) - 1)
        known = self.dyad[place] == dyad
        return np.where(known, np.maximum(self.share[place, stretch], _LEAST), 1.0)

    def over(self, dyad: Int, start: int, stop: int) -> Float:
        """Mean share recorded of each dyad over the days ``start <= day < stop``."""
        edges = np.concatenate([[start], self.starts[(self.starts > start) & (self.starts < stop)]])
        days = np.diff(np.concatenate([edges, [stop]]))
        parts = [self.at(dyad, np.full(len(dyad), edge)) for edge in edges]
        return np.asarray(np.average(np.stack(parts), axis=0, weights=days))
