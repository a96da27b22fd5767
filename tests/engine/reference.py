"""The statistics straight from their formulas: slow loops over raw acts, no state, no index."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

Act = tuple[int, int, int, int]


def mirrored(acts: list[Act], n_types: int) -> list[Act]:
    """Every act from both sides."""
    return list(acts) + [(o, r + n_types, s, t) for s, r, o, t in acts]


def decay(age: int, half_life: float) -> float:
    return float(2.0 ** (-age / half_life))


def excitation(acts: list[Act], day: int, n_types: int, half_lives, shrinkage: float) -> np.ndarray:
    """Followed over exposed, per (kind, earlier kind, half-life), shrunk to the overall share."""
    both = mirrored(acts, n_types)
    shape = (2 * n_types, 2 * n_types, len(half_lives))
    followed, exposed = np.zeros(shape), np.zeros(shape)
    queries = {(s, r, t) for s, r, _, t in both if t < day}
    for s, r, t in queries:
        answers = {o for s2, r2, o, t2 in both if (s2, r2, t2) == (s, r, t)}
        for s2, r2, o2, t2 in both:
            if s2 == s and t2 < t:
                for k, h in enumerate(half_lives):
                    exposed[r, r2, k] += decay(t - t2, h)
                    followed[r, r2, k] += decay(t - t2, h) * (o2 in answers)
    base = followed.sum((0, 1)) / np.maximum(exposed.sum((0, 1)), 1e-9)
    return (followed + shrinkage * base) / (exposed + shrinkage)


def shares(
    past: list[Act], actor: int, day: int, half_life: float, floor: float
) -> dict[int, float]:
    weight: dict[int, float] = defaultdict(float)
    for s, _, o, t in past:
        if s == actor:
            weight[o] += decay(day - t, half_life)
    total = sum(weight.values()) + floor
    return {o: w / total for o, w in weight.items()}


def two_paths(
    past: list[Act], s: int, day: int, half_life: float, floor: float
) -> dict[int, float]:
    out: dict[int, float] = defaultdict(float)
    for h, first in shares(past, s, day, half_life, floor).items():
        for o, second in shares(past, h, day, half_life, floor).items():
            if o != s:
                out[o] += first * second
    return out


def columns(own: bool, same_type: bool, same_side: bool, phi: float) -> dict[int, float]:
    """First column of each block that a past act counts in, and the factor it counts with."""
    out: dict[int, float] = {}
    if own:
        out[15] = 1.0
        out[5 if same_side else 10] = phi
    if own and same_type:
        out[0] = 1.0
    if same_type:
        out[20] = 1.0
    if same_side:
        out[25] = 1.0
    return out


def latest(acts: list[Act]) -> dict[int, int]:
    """The last day of each target."""
    out: dict[int, int] = {}
    for _, _, o, t in acts:
        out[o] = max(t, out.get(o, t))
    return out


def add_ages(out: dict[int, np.ndarray], past: list[Act], s: int, r: int, day: int) -> None:
    """Columns 34..37: how recent the last act and the last tie are."""
    own = [a for a in past if a[0] == s]
    for o, t in latest(own).items():
        out[o][36] = 1.0 / (day - t)
    latest_act = latest([a for a in own if a[1] == r])
    for o, t in latest_act.items():
        newer = sum(t2 > t for t2 in latest_act.values())
        out[o][34], out[o][35], out[o][37] = 1.0 / (1 + newer), 1.0 / (day - t), float(newer == 0)


def statistics(
    acts: list[Act], s: int, r: int, day: int, n_types: int, half_lives, phi
) -> dict[int, np.ndarray]:
    """Columns 0..31 and 34..37 for every actor with any of them above zero."""
    past = [a for a in mirrored(acts, n_types) if a[3] < day]
    out: dict[int, np.ndarray] = defaultdict(lambda: np.zeros(38))
    for s2, r2, o, t in past:
        same_side = (r2 < n_types) == (r < n_types)
        for k, h in enumerate(half_lives):
            x = decay(day - t, h)
            for column, share in columns(s2 == s, r2 == r, same_side, phi[r, r2, k]).items():
                out[o][column + k] += share * x
    for column, (h, floor) in {30: (half_lives[4], 1e-9), 31: (half_lives[1], 0.05)}.items():
        for o, x in two_paths(past, s, day, h, floor).items():
            out[o][column] = x
    add_ages(out, past, s, r, day)
    return dict(out)
