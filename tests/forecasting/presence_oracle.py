"""Presence by the formula alone: a sum over all histories of hidden states, for short records."""

from itertools import product
from math import comb

import numpy as np
from scipy.linalg import expm
from scipy.stats import nbinom


def generator(rungs, first, drift, off, back):
    """Rates of moving: off is state 0."""
    size = len(rungs) + 1
    q = np.zeros((size, size))
    for i in range(1, size):
        q[0, i] = back * first[i - 1]
        q[i, 0] = off
        for j in (i - 1, i + 1):
            if 1 <= j < size:
                q[i, j] = drift / 2
    for i in range(size):
        q[i, i] = -q[i].sum()
    return q


def chance(n, state, months, rungs, burst):
    """P(n acts | state) in so many observed months."""
    if months == 0:
        return 1.0
    if state == 0:
        return float(n == 0)
    rate = rungs[state - 1]
    return float(nbinom.pmf(n, burst * months, burst / (burst + rate)))


def seen(certain, unsure, state, months, rungs, burst, trust):
    """The mean over how many uncertain sightings were the source's."""
    return sum(
        comb(unsure, own)
        * trust**own
        * (1 - trust) ** (unsure - own)
        * chance(certain + own, state, months, rungs, burst)
        for own in range(unsure + 1)
    )


def by_histories(acts, unsure, months, observed, rungs, first, cell, trust):
    """P(on at the end) and the likelihood after the first sighting, by adding up every history."""
    burst, drift, off, back = cell
    moves = [expm(generator(rungs, first, drift, off, back) * m) for m in months]
    states = range(len(rungs) + 1)
    start = [0.0, *first]
    total, on, at_first = 0.0, 0.0, 0.0
    given = [
        [seen(a, u, s, m * o, rungs, burst, trust) for s in states]
        for a, u, m, o in zip(acts, unsure, months, observed, strict=True)
    ]
    for s in states:
        at_first += start[s] * given[0][s]
    for history in product(states, repeat=len(acts)):
        p = start[history[0]] * given[0][history[0]]
        for t in range(1, len(acts)):
            p *= moves[t][history[t - 1], history[t]] * given[t][history[t]]
        total += p
        on += p * (history[-1] > 0)
    return on / total, total / at_first
