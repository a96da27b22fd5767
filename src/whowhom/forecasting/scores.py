"""Scores: Brier, logarithmic and ranked probability score, and the skill of one beside another.

Lower is better for all three. References: G. Brier, *Monthly Weather Review* 78, 1950; I. Good,
*Journal of the Royal Statistical Society* B 14, 1952; J. Matheson and R. Winkler, *Management
Science* 22(10), 1976; T. Gneiting and A. Raftery, *JASA* 102(477), 2007.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whowhom.engine.acts import Float, Int, Mask

FLOOR = 1e-9
"""Probabilities nearer to 0 or 1 than this are taken as this, so that a log score is finite."""

_DRAWS = 1000
_BLOCKS = 1000
_CHUNK = 1 << 16


def brier(probability: Float, happened: Mask | Int) -> Float:
    """Brier score (p - y)^2 of each forecast, 0 to 1.

    Examples
    --------
    >>> brier(np.array([0.25, 0.5]), np.array([1, 0]))
    array([0.5625, 0.25  ])
    """
    return np.asarray((probability - happened) ** 2)


def log_score(probability: Float, happened: Mask | Int) -> Float:
    """Logarithmic score -log P(what happened) of each forecast, in nats, at most 20.7 (`FLOOR`).

    Examples
    --------
    >>> log_score(np.array([0.25, 0.5]), np.array([1, 0])).round(4)
    array([1.3863, 0.6931])
    """
    p = np.clip(probability, FLOOR, 1 - FLOOR)
    return np.asarray(np.where(np.asarray(happened, dtype=bool), -np.log(p), -np.log1p(-p)))


def crps(truth: Int, draws: Int) -> Float:
    """Continuous ranked probability score of the distribution that the draws are.

    E|X - y| - E|X - X'| / 2 over the draws themselves (`scoringrules`, quantile decomposition):
    what few draws cost is the forecast's own cost.

    Parameters
    ----------
    truth : int64 array, (N,)
        What happened.
    draws : int64 array, (N, S)
        The forecast.

    Returns
    -------
    float64 array, (N,)
        In the unit of the counts; 0 is best.

    Examples
    --------
    >>> crps(np.array([1]), np.array([[0, 0, 3]])).round(4)
    array([0.6667])
    """
    from scoringrules import crps_ensemble  # here: where numba is installed, it loads that

    # Most cells are rare: no draw above 0 leaves the truth itself, nothing to sort.
    out = truth.astype(np.float64)
    some = np.flatnonzero(draws.any(axis=1))
    for first in range(0, len(some), _CHUNK):
        rows = some[first : first + _CHUNK]
        fct = np.sort(draws[rows], axis=1).astype(np.float64)
        # Named, because the default would compile on the first call wherever numba is installed.
        out[rows] = crps_ensemble(
            truth[rows].astype(np.float64), fct, sorted_ensemble=True, backend="numpy"
        )
    return out


@dataclass(frozen=True, slots=True)
class Skill:
    """Skill 1 - score / score of the baseline, with a 95 % interval.

    Parameters
    ----------
    value : float
        1 is perfect, 0 no better than the baseline, below 0 worse; nan if the baseline scores 0.
    low, high : float
        Interval.
    """

    value: float
    low: float
    high: float


def skill(
    score: Float,
    baseline: Float,
    dyad: Int,
    period: Int,
    weight: Float | None = None,
    seed: int = 0,
) -> Skill:
    """Skill of paired scores, its interval from two block bootstraps.

    Forecasts of one dyad are not independent, nor are those of one time, nor overlapping horizons.
    Dyads are drawn with replacement, all rows of a dyad together; then periods, all rows of a
    period together, each 1,000 times. The interval is the hull of the two 95 % percentile
    intervals. With one dyad or one period only the other tells anything; few periods (below about
    ten) make a narrow interval, and the dyads then mostly decide.

    Parameters
    ----------
    score, baseline : float64 array, (N,)
        Scores of the same forecasts, lower is better.
    dyad : int64 array, (N,)
        Dyad keys.
    period : int64 array, (N,)
        Number of the block of time; at least as long as the horizon.
    weight : float64 array, (N,), optional
        Weights of rows.
    seed : int
        Of the bootstrap.

    Returns
    -------
    Skill
        Value and interval.

    References
    ----------
    H. Künsch, *Annals of Statistics* 17(3), 1989.

    Examples
    --------
    >>> own, other = np.array([1.0, 1.0, 1.0]), np.array([2.0, 2.0, 2.0])
    >>> skill(own, other, np.arange(3), np.zeros(3, dtype=int))
    Skill(value=0.5, low=0.5, high=0.5)
    """
    w = np.ones(len(score)) if weight is None else weight
    if not len(score) or not float(w @ baseline):
        return Skill(float("nan"), float("nan"), float("nan"))
    value = 1 - float(w @ score) / float(w @ baseline)
    ends = [_ends(w * score, w * baseline, block, seed) for block in (dyad, period)]
    known = np.array([end for end in ends if end is not None])
    if not len(known):
        return Skill(value, float("nan"), float("nan"))
    return Skill(value, float(known[:, 0].min()), float(known[:, 1].max()))


def _ends(score: Float, baseline: Float, block: Int, seed: int) -> Float | None:
    """2.5 and 97.5 % points of the skill when blocks are drawn; None for a single block."""
    _, place = np.unique(block, return_inverse=True)
    if len(place) and place.max() >= _BLOCKS:
        # Many dyads are dealt to groups, which keep all rows of a dyad together as well.
        place = np.random.default_rng(seed).permutation(place.max() + 1)[place] % _BLOCKS
    sums = np.stack([np.bincount(place, weights=each) for each in (score, baseline)], axis=1)
    n = len(sums)
    if n < 2:
        return None
    drawn = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=_DRAWS) @ sums
    drawn = drawn[drawn[:, 1] > 0]
    return np.asarray(np.quantile(1 - drawn[:, 0] / drawn[:, 1], [0.025, 0.975]))
