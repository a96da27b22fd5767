"""Made-up acts: small by hand, and larger by seed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from whowhom.engine.acts import Acts

QUAD = (0, 1, 2, 3)


def acts_of(
    rows: Sequence[tuple[int, int, int, int]], n_actors: int = 4, **columns: object
) -> Acts:
    """Acts of (day, source, target, kind) rows; kinds 0 to 3 are the quad classes."""
    table = np.array(sorted(rows), dtype=np.int64).reshape(-1, 4)
    n = len(table)
    given = {
        "directed": np.ones(n, dtype=bool),
        "count": np.ones(n, dtype=np.int64),
        "deaths": np.zeros(n, dtype=np.int64),
        **columns,
    }
    return Acts(*table.T, given["directed"], given["count"], given["deaths"], n_actors, QUAD)


def random_acts(seed: int, rows: int = 900, n_actors: int = 8, days: int = 1500) -> Acts:
    """Acts of dyads with very different rates, a fifth of them undirected."""
    rng = np.random.default_rng(seed)
    shares = 1 / np.arange(1, n_actors + 1)
    source = rng.choice(n_actors, rows, p=shares / shares.sum())
    target = (source + rng.integers(1, n_actors, rows)) % n_actors
    kind = rng.choice(4, rows, p=[0.5, 0.1, 0.2, 0.2])
    return Acts(
        np.sort(rng.integers(0, days, rows)),
        source,
        target,
        kind,
        rng.random(rows) < 0.8,
        rng.integers(1, 4, rows),
        rng.integers(-1, 5, rows),
        n_actors,
        QUAD,
    )
