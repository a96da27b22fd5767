"""Poisson likelihood of a non-negative mixture: its maximum, a proof of it, and intervals.

With rows ``x_i`` (what each mechanism gives act i) and masses ``c`` (each mechanism's integral over
all dyads and the whole window) the log-likelihood of weights ``w >= 0`` is

    sum_i log(x_i . w) - c . w

It is concave, so a maximum is the maximum.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from whowhom.engine.history import Float

Mask = NDArray[np.bool_]
RIDGE = 1e-10
WARM_UP = 20
BISECTIONS = 60


def log_likelihood(x: Float, mass: Float, weight: Float) -> float:
    """Log-likelihood of the weights; minus infinity where an act gets no rate.

    Examples
    --------
    >>> log_likelihood(np.ones((3, 1)), np.array([3.0]), np.array([1.0]))
    -3.0
    """
    rate = x @ weight
    if len(rate) and rate.min() <= 0.0:
        return -np.inf
    return float(np.log(rate).sum() - mass @ weight)


def em_step(x: Float, mass: Float, weight: Float) -> Float:
    """One step of expectation and maximisation over who caused whom (branching).

    ``w_m <- sum_i (w_m x_im / sum_l w_l x_il) / c_m``: the acts credited to mechanism m over the
    chance it had. The likelihood never falls (Veen & Schoenberg 2008). Mechanisms without mass
    get no weight.

    Examples
    --------
    >>> em_step(np.ones((3, 1)), np.array([6.0]), np.array([2.0])).tolist()
    [0.5]
    """
    credit = weight * (x / (x @ weight)[:, None]).sum(axis=0)
    out: Float = np.divide(credit, mass, out=np.zeros_like(weight), where=mass > 0)
    return out


@dataclass(frozen=True)
class Maximum:
    """The weights of highest likelihood.

    Parameters
    ----------
    weight : float64 array
        Weights, at least 0.
    gap : float
        A bound on how much log-likelihood per act a better weight vector could add.
    steps : int
        Newton steps taken.
    multiplier : float
        What one unit of allowed branching is worth in log-likelihood; 0 where the bound is loose.
    """

    weight: Float
    gap: float
    steps: int
    multiplier: float


def optimality_gap(x: Float, mass: Float, weight: Float) -> float:
    """Bound on the log-likelihood per act above these weights: the log of the largest gain.

    Scaled to ``c . w = n``, no weight vector gains more than
    ``n log max_m (sum_i x_im / (x_i . w)) / c_m`` (Lindsay 1983).
    """
    used = mass > 0
    total = float(mass @ weight)
    gain = (x[:, used] / (x @ weight)[:, None]).sum(axis=0) / mass[used] * total / len(x)
    # Scaling itself gains n log n - n - (n log total - total), all per act here.
    ratio = total / len(x)
    return float(np.log(max(gain.max(), 1.0)) + (ratio - 1.0 - np.log(ratio)))


def _newton_target(curvature: Float, slope: Float, weight: Float) -> Float:
    """Minimum over non-negative weights of the quadratic model (sequential QP, Kim et al. 2020)."""
    from scipy.linalg import solve_triangular
    from scipy.optimize import nnls

    ridge = RIDGE * float(np.trace(curvature)) / len(weight)
    factor = np.linalg.cholesky(curvature + ridge * np.eye(len(weight)))
    aim = solve_triangular(factor, curvature @ weight - slope, lower=True)
    target, _ = nnls(factor.T, aim, maxiter=30 * len(weight))
    return np.asarray(target, dtype=np.float64)


def _search(x: Float, mass: Float, weight: Float, target: Float, slope: Float) -> Float:
    """Walk toward the target as far as the likelihood rises enough (Armijo 1966)."""
    now, move = log_likelihood(x, mass, weight), target - weight
    promise, step = -float(slope @ move), 1.0
    while step > 1e-10:
        tried = weight + step * move
        if log_likelihood(x, mass, tried) >= now + 1e-4 * step * promise:
            return tried
        step *= 0.5
    return weight


def _maximise_free(
    x: Float, mass: Float, start: Float, tolerance: float, limit: int
) -> tuple[Float, float, int]:
    weight = start
    for _ in range(WARM_UP):
        weight = em_step(x, mass, weight)
    for step in range(limit):
        gap = optimality_gap(x, mass, weight)
        if gap <= tolerance:
            return weight, gap, step
        ratio = x / (x @ weight)[:, None]
        slope = mass - ratio.sum(axis=0)
        try:
            target = _newton_target(ratio.T @ ratio, slope, weight)
        except (RuntimeError, np.linalg.LinAlgError):
            target = em_step(x, mass, weight)
        moved = _search(x, mass, weight, target, slope)
        weight = em_step(x, mass, weight) if np.array_equal(moved, weight) else moved
    gap = optimality_gap(x, mass, weight)
    if gap <= tolerance:
        return weight, gap, limit
    raise ValueError(
        f"no maximum within {limit} steps: {gap:.2g} log-likelihood per act may be missing, "
        f"tolerance {tolerance:.2g}; allow more steps, a larger tolerance or fewer half-lives"
    )


def maximise(
    x: Float,
    mass: Float,
    bounded: Mask,
    bound: float,
    tolerance: float = 1e-6,
    limit: int = 100,
) -> Maximum:
    """Weights of highest likelihood with ``sum of the bounded ones <= bound``.

    A few steps of `em_step`, then Newton steps on the quadratic model with non-negative weights,
    until `optimality_gap` is below ``tolerance``. Where the bound binds, its multiplier is found by
    bisection.

    Raises
    ------
    ValueError
        If there is no act, or no maximum within ``limit`` steps.

    Examples
    --------
    >>> x = np.array([[1.0, 0.0], [1.0, 3.0]])
    >>> best = maximise(x, np.array([1.0, 1.0]), np.array([False, True]), 0.9)
    >>> best.weight.round(6).tolist(), best.gap < 1e-6
    ([1.5, 0.5], True)
    """
    if not len(x):
        raise ValueError("no act to fit on; give a longer window")
    scale = np.where(mass > 0, mass, 1.0)
    used = np.flatnonzero(mass > 0)
    z, unit, group = x[:, used] / scale[used], np.ones(len(used)), bounded[used] / scale[used]

    def solve(price: float, start: Float) -> tuple[Float, float, int]:
        return _maximise_free(z, unit + price * group, start, tolerance, limit)

    start = np.full(len(used), len(x) / len(used))
    found, gap, steps = solve(0.0, start)
    low = high = 0.0
    if group @ found > bound:
        high = float(len(x)) / bound
        for _ in range(BISECTIONS):
            middle = 0.5 * (low + high)
            found, gap, steps = solve(middle, np.maximum(found, 1e-6))
            low, high = (middle, high) if group @ found > bound else (low, middle)
            if 0.0 <= bound - group @ found <= 1e-4 * bound:
                break
    weight = np.zeros(len(mass))
    weight[used] = found / scale[used]
    return Maximum(weight, gap, steps, high)


def information(x: Float, weight: Float) -> Float:
    """Observed information of the weights, ``sum_i x_i x_i' / (x_i . w)^2``."""
    ratio = x / (x @ weight)[:, None]
    return np.asarray(ratio.T @ ratio)


def intervals(weight: Float, slope: Float, curvature: Float, level: float) -> tuple[Float, Float]:
    """Bounds of each weight at ``level`` by Laplace's approximation.

    A positive weight: ``w +- z / sqrt(information)`` among the positive ones, cut at 0. A weight of
    0: from 0 to where the quadratic model has lost as much likelihood as at the ends of the others.

    Parameters
    ----------
    slope : float64 array
        Derivative of the log-likelihood, at most 0 where the weight is 0.
    """
    z = NormalDist().inv_cdf(0.5 + level / 2)
    low, high = np.zeros_like(weight), np.zeros_like(weight)
    free = np.flatnonzero(weight > 0)
    block = curvature[np.ix_(free, free)]
    spread = np.sqrt(np.maximum(np.diag(np.linalg.pinv(block, hermitian=True)), 0.0))
    low[free] = np.maximum(0.0, weight[free] - z * spread)
    high[free] = weight[free] + z * spread
    for m in np.flatnonzero(weight <= 0):
        bend, fall = curvature[m, m], max(0.0, -slope[m])
        loss = 0.5 * z * z
        root = fall + np.sqrt(fall * fall + 2.0 * bend * loss)
        high[m] = 2.0 * loss / root if root > 0 else np.inf
    return low, high
