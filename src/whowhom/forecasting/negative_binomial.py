"""Negative binomial counts: log-likelihood, zero probability, draws, a dispersion from a grid.

With mean m and size k: P(y) = C(y + k - 1, y) (k / (k + m))^k (m / (k + m))^y, variance
m + m^2 / k. Size infinity is Poisson. Sizes come from the grid `SIZES`, so that one table of
quantiles per size serves all draws.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from scipy.special import gammaln, xlogy
from scipy.stats import nbinom, poisson

from whowhom.engine.acts import Float, Int

SIZES: Final[Float] = np.append(np.geomspace(0.01, 100.0, 41), np.inf)
"""The sizes that are tried; the last is Poisson."""

_LEVELS = 400
_SMALLEST, _LARGEST, _STEPS = 1e-6, 1e5, 420
# Neighbouring means are 6 % apart; a size needs a table of 1.3 MB.
_MEANS: Final[Float] = np.geomspace(_SMALLEST, _LARGEST, _STEPS)


def log_likelihood(counts: Int | Float, mean: Float, size: float) -> Float:
    """Log probability of counts.

    Parameters
    ----------
    counts : array
        At least 0.
    mean : float64 array
        Above 0, same shape.
    size : float
        Above 0; infinity is Poisson.

    Returns
    -------
    float64 array
        Natural logarithms, same shape.

    Examples
    --------
    >>> round(float(log_likelihood(np.array([0]), np.array([2.0]), 1.0)[0]), 4)  # log 1/3
    -1.0986
    """
    if np.isinf(size):
        return np.asarray(xlogy(counts, mean) - mean - gammaln(counts + 1.0))
    out = -(counts + size) * np.log1p(mean / size) + xlogy(counts, mean / size)
    some = counts > 0
    y = counts[some]
    out[some] += gammaln(y + size) - gammaln(size) - gammaln(y + 1.0)
    return np.asarray(out)


def any_probability(mean: Float, size: Float | float) -> Float:
    """Probability of at least one: 1 - (1 + m / k)^-k, for infinite k 1 - exp(-m).

    >>> float(any_probability(np.array(2.0), 1.0).round(4))
    0.6667
    """
    k = np.broadcast_to(np.asarray(size, dtype=float), np.shape(mean))
    finite = np.where(np.isinf(k), 1.0, k)
    return np.asarray(-np.expm1(np.where(np.isinf(k), -mean, -finite * np.log1p(mean / finite))))


def best_size(counts: Int, mean: Float, weight: Float, sizes: Float = SIZES) -> tuple[int, float]:
    """Place in ``sizes`` with the highest weighted log-likelihood, and that log-likelihood.

    >>> best_size(np.array([0, 0, 9]), np.full(3, 3.0), np.ones(3), np.array([0.3, np.inf]))[0]
    0
    """
    fits = [float(weight @ log_likelihood(counts, mean, float(k))) for k in sizes]
    best = int(np.argmax(fits))
    return best, fits[best]


@lru_cache(maxsize=len(SIZES))
def _positive_quantiles(place: int) -> Int:
    """Quantiles of the counts above 0, by mean and level; exact far out in the tail."""
    beyond = 1 - (np.arange(_LEVELS) + 0.5) / _LEVELS
    k, mean = SIZES[place], _MEANS[:, None]
    tail = any_probability(mean, k) * beyond
    found = poisson.isf(tail, mean) if np.isinf(k) else nbinom.isf(tail, k, k / (k + mean))
    return np.maximum(np.asarray(found, dtype=np.int64), 1)


def draws(mean: Float, size: Int, n: int, rng: np.random.Generator) -> Int:
    """Counts drawn at evenly spread quantiles, in an order turned at random.

    Each of the n draws of a cell falls into one of n equal shares of probability, so that a few
    draws tell the distribution well. How many are 0 is exact; for counts above 0 means are rounded
    to 6 %, between neighbours at random.

    Parameters
    ----------
    mean : float64 array, (m,)
        At least 0.
    size : int64 array, (m,)
        Places in `SIZES`.
    n : int
        Draws.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    int64 array, (m, n)
        Counts.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> drawn = draws(np.full(200, 2.0), np.full(200, 20), 100, rng)
    >>> bool(abs(drawn.mean() - 2) < 0.1), float((drawn > 0).mean().round(2))
    (True, 0.67)
    """
    any_ = any_probability(mean, SIZES[size])
    share = (np.arange(n) + rng.integers(0, n, (len(mean), 1))) % n
    # From the top: levels below any_ are counts above 0.
    top = (share + rng.random((len(mean), n))) / n
    cell, draw = np.nonzero(top < any_[:, None])
    level = np.minimum((_LEVELS * (1 - top[cell, draw] / any_[cell])).astype(np.int64), _LEVELS - 1)
    row = _neighbours(mean, rng)[cell]
    drawn = np.zeros((len(mean), n), dtype=np.int64)
    for place in np.unique(size[cell]):
        own = size[cell] == place
        drawn[cell[own], draw[own]] = _positive_quantiles(int(place))[row[own], level[own]]
    return drawn


def _neighbours(mean: Float, rng: np.random.Generator) -> Int:
    """For each mean one of the two of the table beside it, so that the average is right."""
    step = np.log(_MEANS[1] / _MEANS[0])
    inside = np.clip(mean, _SMALLEST, _LARGEST)
    low = np.minimum((np.log(inside / _SMALLEST) / step).astype(np.int64), _STEPS - 2)
    up = (inside - _MEANS[low]) / (_MEANS[low + 1] - _MEANS[low])
    return np.asarray(low + (rng.random(len(mean)) < up))
