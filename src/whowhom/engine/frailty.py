"""Frailty: how much the counts of one dyad scatter around what is expected of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import minimize
from scipy.special import digamma, expit, gammaln, pdtr, pdtrik

from whowhom.engine.acts import Float, Int, Mask
from whowhom.engine.weights import SMALLEST, condensed

START = np.array([-0.7, 0.3, 0.0])
_SMALLEST_SIZE, _LARGEST_SIZE = -6.0, 8.0
_MOST_WITHOUT = 6000
_RAREST = 1e-12


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
    size, slope : float or float64 array (n,)
        Of the size of the negative binomial; arrays where dyads differ, one entry for each.
    lasting : float or float64 array (n,)
        ``rho``, between 0 and 1.

    Examples
    --------
    >>> f = Frailty(size=0.0, slope=0.0, lasting=1.0)
    >>> float(f.any(np.array([[1.0], [1.0]]), np.array([1.0]))[1, 0].round(6))
    0.666667
    """

    size: Float | float
    slope: Float | float
    lasting: Float | float

    @classmethod
    def either(cls, chosen: Mask, one: Frailty, other: Frailty) -> Frailty:
        """That of each dyad: one's where chosen, the other's elsewhere.

        Examples
        --------
        >>> one, other = Frailty(0.0, 0.0, 1.0), Frailty(2.0, 0.5, 0.3)
        >>> both = Frailty.either(np.array([True, False]), one, other)
        >>> both.at(0) == one, both.at(1) == other
        (True, True)
        """
        return cls(
            np.where(chosen, one.size, other.size),
            np.where(chosen, one.slope, other.slope),
            np.where(chosen, one.lasting, other.lasting),
        )

    def at(self, place: int) -> Frailty:
        """That of one dyad; itself where dyads do not differ."""
        if not isinstance(self.size, np.ndarray):
            return self
        parts = (np.asarray(part) for part in (self.size, self.slope, self.lasting))
        return Frailty(*(float(part[place]) for part in parts))

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
        lasting = np.broadcast_to(self.lasting, n)[:, None]
        common = rng.standard_gamma(np.broadcast_to(lasting * k, (n, paths)))
        drawn = np.zeros((len(means), n, paths), dtype=np.int64)
        total = np.zeros((n, paths), dtype=np.int64)
        for b, mean in enumerate(means):
            own = rng.standard_gamma(np.broadcast_to((1.0 - lasting) * k, (n, paths)))
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
    task = _Task.of(counts, means, pace, weight, centre)
    found = minimize(
        task.loss,
        centre,
        jac=True,
        method="L-BFGS-B",
        bounds=[(-5.0, 5.0), (-0.5, 1.5), (-6.0, 6.0)],
    )
    x = np.asarray(found.x)
    return Frailty(float(x[0]), float(x[1]), float(expit(x[2])))


@dataclass(frozen=True)
class _Task:
    """Counts to fit: all arrays (bands, n) but for ``log_pace`` (n,); 0 weight where not seen."""

    count: Float
    means: Float
    total: Float
    log_pace: Float
    nothing: Mask
    weight: Float
    weight_so_far: Float
    centre: Float

    @classmethod
    def of(
        cls, counts: Float, means: Float, pace: Float, weight: Float, centre: Float = START
    ) -> _Task:
        """The task of counts per band, NaN where a band is not over yet."""
        seen = ~np.isnan(counts)
        count = np.where(seen, counts, 0.0)
        return cls(
            count,
            means,
            np.cumsum(means, axis=0),
            np.log(np.maximum(pace, SMALLEST)),
            np.cumsum(count, axis=0) == 0.0,
            seen * weight,
            np.logical_and.accumulate(seen, axis=0) * weight,
            centre,
        )

    def loss(self, x: Float) -> tuple[float, Float]:
        """Minus the penalised log likelihood, and its gradient."""
        exponent = x[0] + x[1] * self.log_pace
        k = np.exp(np.clip(exponent, _SMALLEST_SIZE, _LARGEST_SIZE))
        apart = np.log1p(self.means / k)
        fit, by_size = self._per_band(k, apart)
        fit_so_far, by_size_so_far, by_lasting = self._so_far(k, apart, float(expit(x[2])))
        inside = (exponent > _SMALLEST_SIZE) & (exponent < _LARGEST_SIZE)
        by_log_size = (by_size + by_size_so_far) * np.where(inside, k, 0.0)
        slope = np.array([by_log_size.sum(), by_log_size @ self.log_pace, by_lasting])
        away = x - self.centre
        return float(away @ away) / 2.0 - fit - fit_so_far, away - slope

    def _per_band(self, k: Float, apart: Float) -> tuple[float, Float]:
        """Log likelihood of each band's count, and its derivative by size (n,)."""
        by_size = self.means / (k + self.means) - apart
        fit = -float((self.weight * apart).sum(axis=0) @ k)
        band, row = self._some
        y, size, mean = self.count[band, row], k[row], self.means[band, row]
        weight = self.weight[band, row]
        fit += float(
            weight
            @ (
                gammaln(y + size) - gammaln(size) - gammaln(y + 1.0)
                + y * np.log(mean / (size + mean))
            )
        )  # fmt: skip
        by_size[band, row] += digamma(y + size) - digamma(size) - y / (size + mean)
        return fit, (self.weight * by_size).sum(axis=0)

    def _so_far(self, k: Float, apart: Float, lasting: float) -> tuple[float, Float, float]:
        """Log likelihood of 'none so far', with its derivatives by size (n,) and logit of rho."""
        together = np.log1p(self.total / k)
        apart_so_far = np.cumsum(apart, axis=0)
        scatter = lasting * together + (1.0 - lasting) * apart_so_far
        free = np.exp(-k * scatter)
        none = np.clip(free, _RAREST, 1.0 - _RAREST)
        log = np.where(self.nothing, np.log(none), np.log1p(-none))
        by_log_none = np.where(self.nothing, 1.0, -none / (1.0 - none)) * self.weight_so_far
        by_log_none[free != none] = 0.0
        by_size = (
            lasting * (self.total / (k + self.total))
            + (1.0 - lasting) * np.cumsum(self.means / (k + self.means), axis=0)
            - scatter
        )
        by_lasting = lasting * (1.0 - lasting) * k * (apart_so_far - together)
        return (
            float((self.weight_so_far * log).sum()),
            (by_log_none * by_size).sum(axis=0),
            float((by_log_none * by_lasting).sum()),
        )

    @cached_property
    def _some(self) -> tuple[Int, Int]:
        """Bands and rows with acts; in most there are none."""
        band, row = np.nonzero(self.count > 0.0)
        return band, row
