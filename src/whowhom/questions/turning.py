"""Turning points: when the rate of acts changed.

`ruptures` places a break where splitting the series lowers its squared error most; whether the
break is there at all is decided by a permutation test, so that the share of false alarms on
homogeneous records is known. Blocks of neighbouring periods are permuted together, because acts
come in bursts and a burst is not a turning point.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FALSE_ALARMS = 0.04
"""Probability of any turning point in a homogeneous record, over all tests of one answer."""

MOST_PER_TEST = 0.02
"""The same for one series, however few are tested."""

_SHORTEST = 8
_FEWEST_ACTS = 5.0
_PERMUTATIONS = 999
_MIN_SIDE = 2

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Break:
    """A break before period `at`, and the p-value of its test."""

    at: int
    p: float


def turning_points(counts: Floats, days: Floats, level: float, seed: int = 0) -> list[Break]:
    """Breaks in a series of counts.

    Parameters
    ----------
    counts : array of float
        Acts in each period.
    days : array of float
        Days observed in each; periods of less than half the usual length are left out.
    level : float
        Probability of a false alarm in a homogeneous series.
    seed : int
        Seed of the permutations.

    Returns
    -------
    list of Break
        In order; none where the series has fewer than 8 periods or 5 acts.

    Notes
    -----
    With ``x = sqrt(rate + 3/8)`` (Anscombe 1948) the statistic of a stretch is the largest drop in
    squared error that one break gives. Its null distribution comes from 999 permutations of blocks
    of ``ceil(n ** (1/3))`` periods (Kirch 2007, 'Block permutation principles for the change
    analysis of dependent data'), the p-value is ``(1 + number as large) / 1000``. Where it
    is at most `level` the stretch is split and each part is searched in turn (binary segmentation,
    Vostrikova 1981; ruptures: Truong, Oudre and Vayatis 2020).

    Examples
    --------
    >>> quiet, loud = np.ones(20), np.full(20, 9.0)
    >>> [b.at for b in turning_points(np.concatenate([quiet, loud]), np.full(40, 7.0), 0.04)]
    [20]
    """
    usable = np.flatnonzero(days >= np.median(days) / 2) if len(days) else np.zeros(0, dtype=int)
    if len(usable) < _SHORTEST or counts[usable].sum() < _FEWEST_ACTS:
        return []
    scaled = np.sqrt(counts[usable] * np.median(days) / days[usable] + 0.375)
    rng = np.random.default_rng(seed)
    found = _search(scaled, 0, level, rng)
    return [Break(int(usable[b.at]), b.p) for b in sorted(found, key=lambda b: b.at)]


def _search(series: Floats, offset: int, level: float, rng: np.random.Generator) -> list[Break]:
    """Test the best break of a stretch; where it holds, search both sides."""
    if len(series) < _SHORTEST or np.ptp(series) == 0:
        return []
    p = _p_value(series, rng)
    if p > level:
        return []
    at = _best_break(series)
    left = _search(series[:at], offset, level, rng)
    right = _search(series[at:], offset + at, level, rng)
    return [*left, Break(offset + at, p), *right]


def _best_break(series: Floats) -> int:
    """Where one break lowers the squared error most."""
    import ruptures

    search = ruptures.Binseg(model="l2", min_size=_MIN_SIDE, jump=1).fit(series)
    return int(search.predict(n_bkps=1)[0])


def _p_value(series: Floats, rng: np.random.Generator) -> float:
    observed = gains(series[None, :]).max()
    orders = _block_orders(len(series), rng)
    # A hair of tolerance: a permutation that repeats the series must count as equally large.
    as_large = gains(series[orders]).max(axis=1) >= observed * (1 - 1e-9)
    return float((1 + as_large.sum()) / (_PERMUTATIONS + 1))


def gains(series: Floats) -> Floats:
    """Drop in squared error for a break before each period, for many series at once.

    Parameters
    ----------
    series : array (m, n)
        One series per row.

    Returns
    -------
    array (m, n - 3)
        ``k (n - k) / n * (mean of the first k - mean of the rest) ** 2`` for k from 2 to n - 2.

    Examples
    --------
    >>> gains(np.array([[0.0, 0.0, 1.0, 1.0]]))
    array([[1.]])
    """
    n = series.shape[1]
    k = np.arange(_MIN_SIDE, n - _MIN_SIDE + 1)
    sums = np.cumsum(series, axis=1)
    first = sums[:, k - 1] / k
    rest = (sums[:, -1:] - sums[:, k - 1]) / (n - k)
    return np.asarray(k * (n - k) / n * (first - rest) ** 2)


def _block_orders(n: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Orders of n periods in which blocks of neighbours stay together, each from a random start."""
    block = math.ceil(n ** (1 / 3))
    position = np.arange(n)
    keys = rng.random((_PERMUTATIONS, math.ceil(n / block)))[:, position // block]
    order = np.argsort(keys, axis=1, kind="stable")
    return np.asarray((order + rng.integers(n, size=(_PERMUTATIONS, 1))) % n)
