"""Outlook: how many acts of each quad class each dyad will do within each horizon."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from whowhom.engine.acts import Acts, Float, Int

CLASSES = 4


@dataclass(frozen=True, eq=False, repr=False)
class Outlook:
    """Forecast for n dyads, 4 quad classes and H horizons, each horizon counted from one origin.

    Parameters
    ----------
    mean : float64 array, (n, 4, H)
        Expected acts within the horizon, at least 0.
    any : float64 array, (n, 4, H)
        Probability of at least one act, 0 to 1.
    draws : int64 array, (n, 4, H, S)
        Sampled counts; draw s of a dyad is one future, so it never falls from a horizon to a longer
        one. Together they are the forecast distribution, in no order.

    Raises
    ------
    ValueError
        If shapes do not agree or a value is out of its range.

    Examples
    --------
    >>> cells = np.zeros((2, 4, 1))
    >>> Outlook(cells, cells, np.zeros((2, 4, 1, 10), dtype=np.int64))
    Outlook(2 dyads, 1 horizons, 10 draws)
    """

    mean: Float
    any: Float
    draws: Int

    def __post_init__(self) -> None:
        shape = self.mean.shape
        if len(shape) != 3 or shape[1] != CLASSES:
            raise ValueError(f"mean must be (n, {CLASSES}, H), got {shape}")
        if self.any.shape != shape or self.draws.ndim != 4 or self.draws.shape[:3] != shape:
            raise ValueError(
                f"any must be {shape} and draws {(*shape, 'S')}, "
                f"got {self.any.shape} and {self.draws.shape}"
            )
        if not np.all(self.mean >= 0) or not np.all(np.isfinite(self.mean)):
            raise ValueError("mean must be finite and at least 0")
        if not np.all((self.any >= 0) & (self.any <= 1)):
            raise ValueError("any must lie in 0..1")
        if np.any(np.diff(self.draws, axis=2) < 0):
            raise ValueError("draws must not fall from a horizon to a longer one")

    def __repr__(self) -> str:
        n, _, horizons, draws = self.draws.shape
        return f"Outlook({n} dyads, {horizons} horizons, {draws} draws)"


Forecaster = Callable[[Acts, int, Int, tuple[int, ...]], Outlook]
"""Acts strictly before the origin, the origin's day, dyad keys (`Acts.dyad`), horizons in days.

Horizon h of origin t covers the days t, ..., t + h - 1. Horizons come in rising order.
"""
