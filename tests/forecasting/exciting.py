"""A record that excites itself, with some deaths: made once, by seed."""

from __future__ import annotations

from functools import cache

import numpy as np

from whowhom.engine.acts import Acts

N_ACTORS, DAYS, QUAD = 14, 1600, (0, 0, 1, 2, 3, 3)


@cache
def exciting(seed: int = 0, days: int = DAYS, pace: float = 0.8, pairs: float = 0.15) -> Acts:
    """Acts that bring on more acts of the same dyad, answers, and acts by others on the target.

    Every day some acts come out of nothing; each act has children: of the same dyad (0.45), the
    other way (0.2), or by anyone on the same target (0.1), after about three weeks.
    """
    rng = np.random.default_rng(seed)
    share = 1.0 / np.arange(1, N_ACTORS + 1)
    share /= share.sum()
    new = rng.poisson(pace, days)
    stack = []
    for day in range(days):
        for _ in range(new[day]):
            s, t = rng.choice(N_ACTORS, 2, replace=False, p=share)
            stack.append((day, int(s), int(t), int(rng.integers(6)), bool(rng.random() > pairs)))
    rows = []
    while stack:
        day, s, t, kind, directed = stack.pop()
        rows.append((day, s, t, kind, directed))
        for mean, way in ((0.45, "same"), (0.2, "back"), (0.1, "other")):
            for _ in range(rng.poisson(mean)):
                later = day + 1 + int(rng.exponential(20.0))
                if later >= days:
                    continue
                a, b = {"same": (s, t), "back": (t, s), "other": (int(rng.integers(14)), t)}[way]
                like = kind if rng.random() < 0.8 else int(rng.integers(6))
                if a != b:
                    stack.append((later, a, b, like, directed))
    rows.sort()
    day, source, target, kind, directed = np.array(rows, dtype=np.int64).T
    deaths = np.where(kind >= 4, rng.poisson(rng.gamma(0.4, 5.0, len(rows))), 0)
    return Acts(day, source, target, kind, directed > 0, np.ones_like(day), deaths, N_ACTORS, QUAD)


def without(acts: Acts, rows: np.ndarray) -> Acts:
    """The acts but for some rows."""
    return acts.take(np.setdiff1d(np.arange(len(acts)), rows))


def joined(*parts: Acts) -> Acts:
    """Acts of one vocabulary after each other, in time order."""
    names = ("day", "source", "target", "kind", "directed", "count", "deaths")
    columns = [np.concatenate([getattr(p, name) for p in parts]) for name in names]
    order = np.argsort(columns[0], kind="stable")
    return Acts(*(c[order] for c in columns), parts[0].n_actors, parts[0].quad)
