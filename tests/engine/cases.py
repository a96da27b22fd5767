"""Small made-up histories shared by the tests."""

from __future__ import annotations

import numpy as np

from whowhom.engine.fit import Effort
from whowhom.engine.history import History

QUICK = Effort(queries=300, window=60, burn_in=20, gate_passes=2, passes=2, batch=32)


def habits(
    seed: int = 0, n: int = 600, actors: int = 12, types: int = 3, days: int = 90
) -> History:
    """Actors mostly return to a neighbour that depends on the type; sometimes they pick anyone."""
    rng = np.random.default_rng(seed)
    source, kind = rng.integers(0, actors, n), rng.integers(0, types, n)
    usual = (source + 1 + kind) % actors
    target = np.where(rng.random(n) < 0.7, usual, rng.integers(0, actors, n))
    day = np.sort(rng.integers(0, days, n))
    return History.from_rows(np.stack([source, kind, target, day], axis=1), actors, types)


def rows_of(history: History) -> np.ndarray:
    return np.stack([history.source, history.type, history.target, history.day], axis=1)
