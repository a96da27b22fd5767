"""Whether two periods are alike in their shares: a studentised block permutation test.

Acts come in bursts: those of one battle are not independent, so blocks of time are permuted
between the periods, and not acts (Kirch 2007, "Block permutation principles for the change
analysis of dependent data"; the permutation principle: Fisher 1935). A period in which little was
recorded lies far from any other by chance alone, and blocks of a loud and of a quiet period are not
exchangeable even if their shares are the same. So the divergence is divided by what the spread
between the blocks of either side lets one expect of it; so studentised, a permutation test holds
its level for unequal rates and spreads as well (Janssen 1997; Chung and Romano 2013). Blocks that
follow each other and are alike tell less than their number says: the divergence that chance gives
is multiplied by ``(1 + r) / (1 - r)``, with r the autocorrelation of neighbouring blocks within a
period (Bartlett 1946), its small-sample bias taken away (Marriott and Pope 1954) and a third of its
standard error put on top.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from whowhom.questions.detectable import CURVATURE, Power
from whowhom.questions.divergence import Floats, divergence, shares

_PERMUTATIONS = 999
_RESAMPLES = 399
_MOST_ALIKE = 0.9
_LEAST_ROOM = 0.4


@dataclass(frozen=True, slots=True)
class Apart:
    """How far two periods lie apart in one facet.

    Parameters
    ----------
    distance : float
        Jensen-Shannon divergence of their shares, 0 to 1.
    chance : float
        What chance alone gives at these sizes and this burstiness.
    low, high : float
        Interval of the distance beyond chance.
    p : float
        Probability that any facet stands out so much between two periods that are alike.
    power : Power
        What a change would have to be to be found.
    differences : array (2, K)
        Interval of the difference of each share, second period less first.
    """

    distance: float
    chance: float
    low: float
    high: float
    p: float
    power: Power
    differences: Floats

    @property
    def beyond(self) -> float:
        """The distance beyond chance, at least 0."""
        return max(self.distance - self.chance, 0.0)


def apart(
    facets: Sequence[Floats], first: int, level: float, alarm: float, seed: int
) -> list[Apart]:
    """How far two periods lie apart, facet by facet.

    Parameters
    ----------
    facets : sequence of array (n, K)
        Acts of each category in each block of time, in time order within a period; blocks of the
        first period come first. Either period must hold acts in each facet.
    first : int
        Number of blocks of the first period.
    level : float
        Level of the intervals.
    alarm : float
        Probability with which any facet may stand out between two periods that are alike; it sets
        the detectable distance.
    seed : int
        Seed of permutations and resamples.

    Returns
    -------
    list of Apart
        One for each facet.

    Notes
    -----
    With shares p and q, their mean m, and ``V`` the variance of each share that its blocks b give,
    ``sum_b (x_bk - n_b p_k) ** 2 / N ** 2``, times blocks over blocks less one, the statistic is
    the divergence over ``sum_k (V1_k + V2_k) / m_k / (8 ln 2)``. P-values are ``(1 + number as
    large) / 1000``, and that of the smallest over all facets comes from the same permutations
    (Westfall and Young 1993). The interval is the divergence less what chance gives, plus and minus
    the spread of a bootstrap over blocks (basic bootstrap: Davison and Hinkley 1997).

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> before, after = rng.poisson([9, 3], (20, 2)), rng.poisson([3, 9], (20, 2))
    >>> found = apart([np.concatenate([before, after]).astype(float)], 20, 0.9, 0.05, 0)
    >>> found[0].p, found[0].low > 0.05
    (0.001, True)
    """
    rng = np.random.default_rng(seed)
    blocks = len(facets[0])
    chosen = np.zeros((_PERMUTATIONS + 1, blocks))
    chosen[0, :first] = 1
    order = np.argsort(rng.random((_PERMUTATIONS, blocks)), axis=1)
    np.put_along_axis(chosen[1:], order[:, :first], 1.0, axis=1)
    weights = [_resampled(n, rng) for n in (first, blocks - first)]
    inflation = inflated(facets, first)
    tested = [_test(x, chosen, inflation) for x in facets]
    alone = np.stack([_p_values(t.statistics) for t in tested], axis=1)
    smallest = alone.min(axis=1)
    critical = float(np.quantile(smallest[1:], alarm, method="lower"))
    found = []
    for x, test, mine in zip(facets, tested, alone.T, strict=True):
        p = float(np.mean(smallest <= mine[0] + 1e-12))
        over = test.statistics[1:][mine[1:] <= critical]
        edge = float(over.min()) if len(over) else float(test.statistics[1:].max())
        again = weights[0] @ x[:first], weights[1] @ x[first:]
        sums = x[:first].sum(axis=0), x[first:].sum(axis=0)
        found.append(_apart(test, sums, again, p, edge, level, math.sqrt(inflation)))
    return found


def roughly(x: Floats, first: int) -> float:
    """The distance beyond chance of one facet, at least 0, without a test.

    Chance is what the spread between blocks lets one expect; parameters as in `apart`.
    """
    chosen = (np.arange(len(x)) < first).astype(np.float64)[None, :]
    distance, expected = _measure(x, chosen)
    return max(float(distance[0] - expected[0] * inflated([x], first)), 0.0)


def inflated(facets: Sequence[Floats], first: int) -> float:
    """By how much the likeness of neighbouring blocks raises what chance gives, at least 1."""
    none = one = bias = 0.0
    for x in facets:
        sides = x[:first], x[first:]
        ps = [shares(side.sum(axis=0)) for side in sides]
        mean = (ps[0] + ps[1]) / 2
        weight = np.divide(1.0, mean, out=np.zeros_like(mean), where=mean > 0)
        for side, p in zip(sides, ps, strict=True):
            left = (side - side.sum(axis=1, keepdims=True) * p) / max(side.sum(), 1.0)
            own = float((left * left).sum(axis=0) @ weight)
            none += own
            one += float((left[1:] * left[:-1]).sum(axis=0) @ weight)
            bias += own / len(side)
    if none <= 0:
        return 1.0
    alike = (one / none + bias / none) / max(1 - 3 * bias / none, _LEAST_ROOM)
    # So few blocks may hide a likeness: what a third of a standard error would be is added.
    alike = min(max(alike, 0.0) + math.sqrt(bias / none) / 3, _MOST_ALIKE)
    return (1 + alike) / (1 - alike)


@dataclass(frozen=True, slots=True)
class _Test:
    distance: float
    unit: float
    statistics: Floats


def _test(x: Floats, chosen: Floats, inflation: float) -> _Test:
    """Statistics of the record, first, and of all permutations."""
    distances, expected = _measure(x, chosen)
    statistics = distances / expected
    statistics[0] /= inflation
    return _Test(float(distances[0]), float(expected[0]) * inflation, statistics)


def _measure(x: Floats, chosen: Floats) -> tuple[Floats, Floats]:
    """Divergence for each choice of blocks, and what the spread between blocks gives of it."""
    sizes = x.sum(axis=1)
    # Columns: counts, squares, counts times block size, and block size squared.
    wide = np.concatenate([x, x * x, x * sizes[:, None], (sizes**2)[:, None]], axis=1)
    one = chosen @ wide
    other = wide.sum(axis=0) - one
    blocks = chosen.sum(axis=1)
    k = x.shape[1]
    p, q = shares(_whole(one[:, :k])), shares(_whole(other[:, :k]))
    spread = _variance(one, p, blocks) + _variance(other, q, len(x) - blocks)
    mean = (p + q) / 2
    ratio = np.divide(spread, mean, out=np.zeros_like(mean), where=mean > 0)
    expected = ratio.sum(axis=1) / CURVATURE
    empty = (p.sum(axis=1) < 0.5) | (q.sum(axis=1) < 0.5)
    # A permutation that leaves a side empty counts as one as far apart as can be.
    return np.where(empty, 1.0, divergence(p, q)), np.maximum(expected, 1e-9)


def _whole(counts: Floats) -> Floats:
    """Without what rounding leaves where blocks cancel."""
    return np.where(counts < 1e-6, 0.0, counts)


def _variance(sums: Floats, p: Floats, blocks: Floats) -> Floats:
    k = p.shape[1]
    total = np.maximum(sums[:, :k].sum(axis=1, keepdims=True), 1e-6)
    squares = sums[:, k : 2 * k] - 2 * p * sums[:, 2 * k : 3 * k] + p * p * sums[:, 3 * k :]
    unbiased = (blocks / np.maximum(blocks - 1, 1))[:, None]
    return np.asarray(np.maximum(squares, 0.0) / total**2 * unbiased)


def _p_values(values: Floats) -> Floats:
    """For each entry the share of entries that are as large; the first is the observed one."""
    # A hair of tolerance: a permutation that repeats the record must count as equally large.
    rising = np.sort(values)
    below = np.searchsorted(rising, values * (1 - 1e-9), "left")
    return np.asarray((len(values) - below) / len(values))


def _resampled(blocks: int, rng: np.random.Generator) -> Floats:
    """How often each block is drawn in each resample."""
    drawn = rng.multinomial(blocks, np.full(blocks, 1 / blocks), _RESAMPLES)
    return drawn.astype(np.float64)


def _apart(
    test: _Test,
    sums: tuple[Floats, Floats],
    again: tuple[Floats, Floats],
    p: float,
    edge: float,
    level: float,
    wider: float,
) -> Apart:
    chance = min(float(np.mean(test.statistics[1:])) * test.unit, 1.0)
    tails = [(1 - level) / 2, (1 + level) / 2]
    p_again, q_again = shares(again[0]), shares(again[1])
    distances = divergence(p_again, q_again)
    off = (np.quantile(distances, tails) - distances.mean()) * wider
    beyond = test.distance - chance
    differences = q_again - p_again
    middle = differences.mean(axis=0)
    noise = float(test.statistics[1:].std()) * test.unit
    return Apart(
        distance=test.distance,
        chance=chance,
        low=float(np.clip(beyond - off[1], 0.0, 1.0)),
        high=float(np.clip(beyond - off[0], 0.0, 1.0)),
        p=p,
        power=Power(edge, test.unit, chance, noise, _burst(test.unit, sums), _sizes(sums)),
        differences=np.clip(
            (np.quantile(differences, tails, axis=0) - middle) * wider + middle, -1, 1
        ),
    )


def _sizes(sums: tuple[Floats, Floats]) -> tuple[float, float]:
    return float(sums[0].sum()), float(sums[1].sum())


def _burst(unit: float, sums: tuple[Floats, Floats]) -> float:
    """What is expected of the divergence, over what it would be if acts were independent."""
    p, q = shares(sums[0]), shares(sums[1])
    one, other = _sizes(sums)
    mean = (p + q) / 2
    alone = (p * (1 - p) / one + q * (1 - q) / other) / np.where(mean > 0, mean, 1.0)
    return max(unit * CURVATURE / max(float(alone.sum()), 1e-12), 1.0)
