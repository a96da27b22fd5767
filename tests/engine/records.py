"""Small random records of acts, directed and undirected mixed, for property tests."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from whowhom.engine.acts import Acts

QUAD = (0, 1, 2, 3)


def record(rows: list[tuple[int, int, int, int, bool, int]], n_actors: int) -> Acts:
    """Acts of (day, source, step to the target, kind, directed, count) rows."""
    table = np.array(sorted(rows), dtype=np.int64).reshape(-1, 6)
    day, source, step, kind, directed, count = table.T
    target = (source + step) % n_actors
    return Acts(day, source, target, kind, directed > 0, count, 0 * day - 1, n_actors, QUAD)


@st.composite
def records(draw: st.DrawFn, fewest: int = 1, most: int = 25) -> Acts:
    """A record of 2 to 5 actors and four classes over 100 days; nobody acts on itself."""
    n = draw(st.integers(2, 5))
    row = st.tuples(
        st.integers(0, 100),
        st.integers(0, n - 1),
        st.integers(1, n - 1),
        st.integers(0, 3),
        st.booleans(),
        st.integers(1, 3),
    )
    return record(draw(st.lists(row, min_size=fewest, max_size=most)), n)


def every_dyad(n_actors: int) -> np.ndarray:
    """Keys of all directed dyads and all pairs."""
    keys = []
    for s in range(n_actors):
        for t in range(n_actors):
            if s != t:
                keys.append((s * n_actors + t) * 2 + 1)
            if s < t:
                keys.append((s * n_actors + t) * 2)
    return np.array(keys, dtype=np.int64)
