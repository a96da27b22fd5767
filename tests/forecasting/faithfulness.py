"""Does a forecast fall by what its reasons credit to the acts that are then deleted?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from tests.forecasting.exciting import without
from whowhom.engine.acts import Acts
from whowhom.engine.traces import N_QUADS
from whowhom.forecasting.fitted import Fitted


@dataclass(frozen=True)
class Fall:
    """One dyad, class and horizon: expected acts, and what deletions take away."""

    expected: float
    credited: float
    actual: float
    actual_any: float
    random: float
    random_any: float


def expectation(fitted: Fitted, acts: Acts, dyad: int, quad: int, days: int) -> tuple[float, float]:
    """Expected acts and the probability of any, all that was learnt held fixed."""
    other = replace(fitted, acts=acts)
    found = other.prospect(np.array([dyad]), days, intervals=False)
    return float(found.mean[quad, 0]), float(found.any[quad, 0])


def credits(fitted: Fitted, dyad: int, quad: int, days: int) -> dict[int, float]:
    """Share of the expectation that each row of the record is credited with."""
    found: dict[int, float] = defaultdict(float)
    for reason in fitted.reasons(dyad, quad, days).reasons:
        for row, share in reason.events:
            found[row] += reason.share * share
    return dict(found)


def falls(
    fitted: Fitted, cells: list[tuple[int, int, int]], k: int = 5, seed: int = 0
) -> list[Fall]:
    """Delete the k most credited rows of every (dyad, class, days), and k others at random."""
    rng = np.random.default_rng(seed)
    acts, out = fitted.acts, []
    for dyad, quad, days in cells:
        credit = credits(fitted, dyad, quad, days)
        top = sorted(credit, key=lambda row: (-credit[row], row))[:k]
        # The first act stays: without it the record would be a shorter one.
        others = np.setdiff1d(np.arange(1, len(acts)), top)
        expected, any_ = expectation(fitted, acts, dyad, quad, days)
        cut, cut_any = expectation(fitted, without(acts, np.array(top)), dyad, quad, days)
        drawn = without(acts, rng.choice(others, k, replace=False))
        random, random_any = expectation(fitted, drawn, dyad, quad, days)
        out.append(
            Fall(
                expected,
                expected * sum(credit[row] for row in top),
                expected - cut,
                any_ - cut_any,
                expected - random,
                any_ - random_any,
            )
        )
    return out


def cells_of(fitted: Fitted, n: int, seed: int = 0) -> list[tuple[int, int, int]]:
    """Dyads of the record drawn at random with a class that they show and a horizon."""
    rng = np.random.default_rng(seed)
    acts = fitted.acts
    found = []
    pairs = np.unique(acts.dyad * N_QUADS + acts.classes)
    for key in rng.choice(pairs, n, replace=len(pairs) < n):
        days = [d for d in (7, 30, 90, 365) if d <= fitted.longest]
        found.append((int(key) // N_QUADS, int(key) % N_QUADS, int(rng.choice(days))))
    return found
