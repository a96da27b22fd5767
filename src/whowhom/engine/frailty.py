"""Frailty: how much the counts of one dyad scatter around what is expected of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, pdtr, pdtrik

from whowhom.engine.acts import Float, Int
from whowhom.engine.weights import SMALLEST, condensed, log_likelihood

START = np.array([-0.7, 0.3, 0.0])
_SMALLEST_SIZE, _LARGEST_SIZE = -6.0, 8.0
_MOST_WITHOUT = 6000


@dataclass(frozen=True)
class Frailty:
    """The law of the counts of one dyad and class in consecutive bands of days.

    In band ``b`` the count is Poisson with mean ``mu_b (C + O_b) / k``: a lasting part
    ``C ~ Gamma(rho k)`` that all bands share, and a passing part ``O_b ~ Gamma((1 - rho) k)``.
    So each band is negative binomial of size ``k`` (Greenwood & Yule 1920), and sums over bands
    are as dispersed as the lasting part makes them. The size follows the pace:
    ``k = exp(size + slope log pace)``, with the pace in expected acts per 30 days.

    Parameters
    ----------
    size, slope : float
        Of the size of the negative binomial.
    lasting : float
        ``rho``, between 0 and 1.

    Examples
    --------
    >>> f = Frailty(size=0.0, slope=0.0, lasting=1.0)
    >>> float(f.any(np.array([[1.0], [1.0]]), np.array([1.0]))[1, 0].round(6))
    0.666667
    """

    size: float
    slope: float
    lasting: float

    def sizes(self, pace: Float) -> Float:
        """Size of the negative binomial at a pace in acts per 30 days."""
        exponent = self.size + self.slope * np.log(np.maximum(pace, SMALLEST))
        return np.exp(np.clip(exponent, _SMALLEST_SIZE, _LARGEST_SIZE))

    def none(self, means: Float, pace: Float) -> Float:
        """Probability of no act up to the end of each band: ``means`` is (bands, n), so the result.

        ``(1 + M_b / k)^(-rho k) prod_(j <= b) (1 + mu_j / k)^(-(1 - rho) k)`` with
        ``M_b = sum_(j <= b) mu_j``.
        """
        k = self.sizes(pace)
        together = np.log1p(np.cumsum(means, axis=0) / k)
        apart = np.cumsum(np.log1p(means / k), axis=0)
        return np.exp(-k * (self.lasting * together + (1.0 - self.lasting) * apart))

    def any(self, means: Float, pace: Float) -> Float:
        """Probability of at least one act up to the end of each band."""
        return 1.0 - self.none(means, pace)

    def draw(
        self,
        means: Float,
        pace: Float,
        paths: int,
        rng: np.random.Generator,
        middle: bool = False,
    ) -> Int:
        """Draw counts up to the end of each band: array (bands, n, paths), never falling.

        The Poisson draws of one dyad and band are stratified over the paths (Latin hypercube;
        McKay, Beckman & Conover 1979), so that few paths tell the law well. With `middle` each
        stands in the middle of its stratum: the fewest paths then tell the law best, but what is
        rarer than half a path is lost, so that means lean low.
        """
        k = self.sizes(pace)[:, None]
        n = len(pace)
        common = rng.standard_gamma(np.broadcast_to(self.lasting * k, (n, paths)))
        drawn = np.zeros((len(means), n, paths), dtype=np.int64)
        total = np.zeros((n, paths), dtype=np.int64)
        for b, mean in enumerate(means):
            own = rng.standard_gamma(np.broadcast_to((1.0 - self.lasting) * k, (n, paths)))
            expected = mean[:, None] * (common + own) / k
            level = rng.permuted(np.broadcast_to(np.arange(paths), (n, paths)), axis=1)
            level = (level + (0.5 if middle else rng.random((n, paths)))) / paths
            total += poisson_at(level, expected)
            drawn[b] = total
        return drawn


def poisson_at(level: Float, mean: Float) -> Int:
    """Quantiles of Poisson laws: the smallest count whose cumulative probability reaches a level.

    Examples
    --------
    >>> poisson_at(np.array([0.3, 0.5, 0.99]), np.array([1.0, 1.0, 1.0]))
    array([0, 1, 4])
    """
    found = np.zeros(np.broadcast(level, mean).shape, dtype=np.int64)
    some = level > np.exp(-mean)
    if some.any():
        above = np.ceil(pdtrik(level[some], mean[some]))
        below = np.maximum(above - 1.0, 0.0)
        found[some] = np.where(pdtr(below, mean[some]) >= level[some], below, above)
    return found


def fit(counts: Float, means: Float, pace: Float, weight: Float, centre: Float = START) -> Frailty:
    """Fit the frailty to counts per band, ``(bands, n)``, given what was expected.

    Maximises the composite log likelihood (Varin, Reid & Firth 2011) of each band's count and of
    'none so far' at the end of each band; bands that are not over yet hold NaN. A normal prior of
    standard deviation 1 around `centre` (size, slope, logit of rho) keeps it proper.
    """
    rows, weight = condensed(counts, weight, _MOST_WITHOUT)
    counts, means, pace = counts[:, rows], means[:, rows], pace[rows]
    seen = ~np.isnan(counts)
    count = np.where(seen, counts, 0.0)
    nothing = np.cumsum(count, axis=0) == 0.0
    so_far = np.logical_and.accumulate(seen, axis=0)

    def of(x: Float) -> Frailty:
        return Frailty(float(x[0]), float(x[1]), float(expit(x[2])))

    def loss(x: Float) -> float:
        frailty = of(x)
        k = np.broadcast_to(frailty.sizes(pace), means.shape)
        per_band = np.where(seen, log_likelihood(count, means, k), 0.0)
        none = np.clip(frailty.none(means, pace), 1e-12, 1.0 - 1e-12)
        until = np.where(so_far, np.where(nothing, np.log(none), np.log1p(-none)), 0.0)
        away = x - centre
        return float(-((per_band + until).sum(axis=0) @ weight) + away @ away / 2.0)

    found = minimize(
        loss, centre, method="L-BFGS-B", bounds=[(-5.0, 5.0), (-0.5, 1.5), (-6.0, 6.0)]
    )
    return of(np.asarray(found.x))
