"""Turning points: when the rate of acts changed.

Whether a stretch of the record stands out at all is decided by a permutation test, so that the
share of false alarms on homogeneous records is known; `ruptures` then places the breaks where they
lower the squared error most. Blocks of neighbouring periods are permuted together, because acts
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

SHORTEST = 20
"""Fewest periods that are searched: with fewer blocks than these no permutation is rare enough."""

_FEWEST_ACTS = 5.0
_PERMUTATIONS = 999
# The search for a wave takes time with the square of the length.
_LONG = 120
_PERMUTATIONS_OF_LONG = 399
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
        In order; none where the series has fewer than 20 periods or 5 acts.

    Notes
    -----
    With ``x = sqrt(rate + 3/8)`` (Anscombe 1948) two statistics are tested, each at half the
    level: the largest drop in squared error that one break gives (a lasting change), and that one
    stretch with a mean of its own gives (a wave that comes and goes; circular binary segmentation,
    Olshen et al. 2004). Their null distribution comes from 999 permutations (399 beyond 120
    periods) of blocks of ``ceil(n ** (1/3))`` periods (Kirch 2007, 'Block permutation principles
    for the change analysis of dependent data'), a p-value is ``(1 + number as large) / 1000``.
    Where there is a change the series is split and each part is searched in turn (ruptures:
    Truong, Oudre and Vayatis 2020).

    Examples
    --------
    >>> quiet, loud = np.ones(20), np.full(20, 9.0)
    >>> [b.at for b in turning_points(np.concatenate([quiet, loud]), np.full(40, 7.0), 0.04)]
    [20]
    """
    usable = np.flatnonzero(days >= np.median(days) / 2) if len(days) else np.zeros(0, dtype=int)
    if len(usable) < SHORTEST or counts[usable].sum() < _FEWEST_ACTS:
        return []
    scaled = np.sqrt(counts[usable] * np.median(days) / days[usable] + 0.375)
    rng = np.random.default_rng(seed)
    found = _search(scaled, 0, level, rng)
    return [Break(int(usable[b.at]), b.p) for b in sorted(found, key=lambda b: b.at)]


def _search(series: Floats, offset: int, level: float, rng: np.random.Generator) -> list[Break]:
    """Test a stretch; where it holds a change, split it there and search the parts."""
    if len(series) < SHORTEST or np.ptp(series) == 0:
        return []
    p, edges = _test(series, rng)
    if p > level:
        return []
    cuts = _place(series, edges)
    parts = zip([0, *cuts], [*cuts, len(series)], strict=True)
    within = [b for i, j in parts for b in _search(series[i:j], offset + i, level, rng)]
    return [*(Break(offset + cut, p) for cut in cuts), *within]


def _place(series: Floats, edges: int) -> list[int]:
    """Where so many breaks lower the squared error most."""
    import ruptures

    search = ruptures.Binseg(model="l2", min_size=_MIN_SIDE, jump=1).fit(series)
    return [int(at) for at in search.predict(n_bkps=edges)[:-1]]


def _test(series: Floats, rng: np.random.Generator) -> tuple[float, int]:
    """The p-value of a change, doubled for the two kinds tested, and how many breaks it has."""
    observed = series[None, :]
    permuted = series[_block_orders(len(series), rng)]
    lasting = _p_value(gains(observed).max(axis=1), gains(permuted).max(axis=1))
    (value,), (start,), (length,) = strongest(observed)
    wave = _p_value(np.array([value]), strongest(permuted)[0])
    both_ends = start > 0 and start + length < len(series)
    return min(1.0, 2 * min(lasting, wave)), 2 if wave < lasting and both_ends else 1


def _p_value(observed: Floats, null: Floats) -> float:
    # A hair of tolerance: a permutation that repeats the series must count as equally large.
    return float((1 + (null >= observed * (1 - 1e-9)).sum()) / (len(null) + 1))


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


def strongest(series: Floats) -> tuple[Floats, NDArray[np.intp], NDArray[np.intp]]:
    """The stretch that differs most from the rest, for many series at once.

    Parameters
    ----------
    series : array (m, n)
        One series per row.

    Returns
    -------
    array (m,), array (m,), array (m,)
        The largest ``k (n - k) / n * (mean inside - mean outside) ** 2`` over stretches of k
        neighbouring periods, 2 <= k <= n - 2: the drop in squared error when the stretch has a
        mean of its own. Then where it starts and how long it is.

    Examples
    --------
    >>> value, start, length = strongest(np.array([[0.0, 0.0, 3.0, 3.0, 0.0, 0.0]]))
    >>> value, start, length
    (array([12.]), array([2]), array([2]))
    """
    m, n = series.shape
    sums = np.concatenate([np.zeros((m, 1)), np.cumsum(series, axis=1)], axis=1)
    total = sums[:, -1:]
    best, start, length = np.full(m, -1.0), np.zeros(m, np.intp), np.zeros(m, np.intp)
    rows = np.arange(m)
    for k in range(_MIN_SIDE, n - _MIN_SIDE + 1):
        inside = sums[:, k:] - sums[:, :-k]
        # k (n - k) / n * (inside / k - (total - inside) / (n - k)) ** 2, in one step.
        drop = (inside - total * (k / n)) ** 2 * (n / (k * (n - k)))
        at = drop.argmax(axis=1)
        better = drop[rows, at] > best
        best[better] = drop[rows, at][better]
        start[better], length[better] = at[better], k
    return best, start, length


def _block_orders(n: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Orders of n periods in which blocks of neighbours stay together, each from a random start."""
    block = math.ceil(n ** (1 / 3))
    many = _PERMUTATIONS if n <= _LONG else _PERMUTATIONS_OF_LONG
    position = np.arange(n)
    keys = rng.random((many, math.ceil(n / block)))[:, position // block]
    order = np.argsort(keys, axis=1, kind="stable")
    return np.asarray((order + rng.integers(n, size=(many, 1))) % n)
