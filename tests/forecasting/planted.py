"""What the record that excites itself goes on to do, by its own rules, when somebody intervenes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tests.forecasting.exciting import N_ACTORS
from whowhom.engine.acts import Acts

CHILDREN = ((0.45, "same"), (0.2, "back"), (0.1, "other"))
Row = tuple[int, int, int, int, bool]


def continued(
    acts: Acts,
    start: int,
    stop: int,
    seed: int,
    pace: float = 0.8,
    barred: Callable[[int, int, bool], bool] | None = None,
    since: int = 200,
) -> list[Row]:
    """Acts of ``[start, stop)`` given those before, with none that is barred.

    Children of acts long past are left out: they come after three weeks on average.
    """
    rng = np.random.default_rng(seed)
    recent = acts.take(slice(int(np.searchsorted(acts.day, start - since)), None))
    rows = [
        (int(d), int(s), int(t), int(k), bool(w))
        for d, s, t, k, w, n in zip(
            recent.day, recent.source, recent.target, recent.kind, recent.directed, recent.count,
            strict=True,
        )
        for _ in range(int(n))
    ]  # fmt: skip
    stack = [row for row in rows if row[0] < start]
    share = 1.0 / np.arange(1, N_ACTORS + 1)
    share /= share.sum()
    for day in np.repeat(np.arange(start, stop), rng.poisson(pace, stop - start)):
        s, t = rng.choice(N_ACTORS, 2, replace=False, p=share)
        kind = int(rng.integers(6))
        stack.append((int(day), int(s), int(t), kind, bool(rng.random() > 0.15)))
    found = []
    while stack:
        day, s, t, kind, directed = row = stack.pop()
        if day >= start:
            if barred is not None and barred(s, t, directed):
                continue
            found.append(row)
        for mean, way in CHILDREN:
            for _ in range(rng.poisson(mean)):
                later = day + 1 + int(rng.exponential(20.0))
                if not start <= later < stop:
                    continue
                a, b = {"same": (s, t), "back": (t, s), "other": (int(rng.integers(14)), t)}[way]
                like = kind if rng.random() < 0.8 else int(rng.integers(6))
                if a != b:
                    stack.append((later, a, b, like, directed))
    return found


def touching(rows: list[Row], actor: int) -> int:
    """Acts with an actor on either side."""
    return sum(actor in (s, t) for _, s, t, _, _ in rows)
