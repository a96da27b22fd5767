"""Past origins made by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from whowhom.engine.drivers import DAMPERS, DRIVERS
from whowhom.engine.lags import LAGS
from whowhom.engine.weights import DAMPER_CENTRE
from whowhom.forecasting.origins import BANDS, Experience

EVER = [d.name for d in DRIVERS].index("inertia ever")
STRANGER = list(DAMPERS).index("stranger")


def experience(
    acts: Sequence[float],
    stranger: Sequence[float],
    age: int = 300,
    counts: np.ndarray | None = None,
    weight: Sequence[float] | None = None,
    dyad: Sequence[int] | None = None,
    origin: Sequence[int] | None = None,
) -> Experience:
    """Entries with so many acts of every class in so many days; all else is 0."""
    n = len(acts)
    drivers = np.zeros((4, len(DRIVERS), n), dtype=np.float32)
    dampers = np.zeros((4, len(DAMPERS), n), dtype=np.float32)
    dampers[:] = DAMPER_CENTRE[None, :, None]
    drivers[:, EVER] = np.asarray(acts, dtype=np.float64) / age
    dampers[:, STRANGER] = stranger
    return Experience(
        np.full(n, age) if origin is None else np.asarray(origin),
        np.arange(n) if dyad is None else np.asarray(dyad),
        np.ones(n) if weight is None else np.asarray(weight),
        drivers,
        dampers,
        np.zeros((4, len(BANDS), n)) if counts is None else counts,
        np.full((4, len(LAGS), n), np.nan, dtype=np.float32),
        0,
        30,
    )
