"""Frailty: how much the counts of one dyad scatter around what is expected of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import minimize
from scipy.special import digamma, expit, gammaln, pdtr, pdtrik

from whowhom.engine.acts import Float, Int, Mask
from whowhom.engine.bands import LENGTHS
from whowhom.engine.weights import SMALLEST, condensed

START = np.array([-0.7, 0.3, 0.0, 0.3])
_BOUNDS = ((-5.0, 5.0), (-0.5, 1.5), (-6.0, 6.0), (0.0, 2.0))
_LOG_LENGTH = np.log(LENGTHS / LENGTHS[0])
_SMALLEST_SIZE, _LARGEST_SIZE = -6.0, 8.0
_MOST_WITHOUT = 6000
_RAREST = 1e-12


@dataclass(frozen=True)
class Frailty:
    """The law of the counts of one dyad and class in the bands of days ahead.

    In band ``b`` the count is Poisson with mean ``mu_b (C + O_b) / k_b``: a lasting part
    ``C ~ Gamma(rho k)`` that all bands share, and a passing part ``O_b ~ Gamma(k_b - rho k)``.
    So each band is negative binomial of size ``k_b`` (Greenwood & Yule 1920), and sums over bands
    are as dispersed as the lasting part makes them. The size of the first band follows the pace,
    ``k = exp(size + slope log pace)``, with the pace in expected acts per 30 days. Acts come in
    bursts, and over a longer band bursts average out: ``k_b = k (days_b / days_1)^growth``, with
    the growth 1 where they are independent from week to week (a sum of independent gammas of one
    scale has the sum of their shapes) and 0 where a band is all one burst, however long.

    Parameters
    ----------
    size, slope : float or float64 array (n,)
        Of the size of the negative binomial; arrays where dyads differ, one entry for each.
    lasting : float or float64 array (n,)
        ``rho``, between 0 and 1: the lasting part's share of the first band.
    growth : float or float64 array (n,)
        From 0.

    Examples
    --------
    >>> f = Frailty(size=0.0, slope=0.0, lasting=1.0)
    >>> float(f.any(np.array([[1.0], [1.0]]), np.array([1.0]))[1, 0].round(6))
    0.666667
    """

    size: Float | float
    slope: Float | float
    lasting: Float | float
    growth: Float | float = 0.0

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
            np.where(chosen, one.growth, other.growth),
        )

    def at(self, place: int) -> Frailty:
        """That of one dyad; itself where dyads do not differ."""
        if not isinstance(self.size, np.ndarray):
            return self
        parts = (np.asarray(p) for p in (self.size, self.slope, self.lasting, self.growth))
        return Frailty(*(float(part[place]) for part in parts))

    def sizes(self, pace: Float) -> Float:
        """Sizes of the negative binomials, (bands, n), at paces in acts per 30 days."""
        exponent = self.size + self.slope * np.log(np.maximum(pace, SMALLEST))
        first = np.exp(np.clip(exponent, _SMALLEST_SIZE, _LARGEST_SIZE))
        growth = np.broadcast_to(self.growth, np.shape(first))
        return np.asarray(first * np.exp(growth * _LOG_LENGTH[:, None]))

    def shapes(self, pace: Float) -> tuple[Float, Float]:
        """Shapes of the lasting part, (n,), and of the passing parts of all bands, (bands, n)."""
        k = self.sizes(pace)
        lasting = np.asarray(self.lasting * k[0])
        return lasting, k - lasting

    def none(self, means: Float, pace: Float) -> Float:
        """Probability of no act up to the end of each band.

        ``(1 + sum_(j <= b) mu_j / k_j)^(-rho k) prod_(j <= b) (1 + mu_j / k_j)^(-(k_j - rho k))``.

        Parameters
        ----------
        means : float64 array (bands, n)
            Acts expected in each band, or in as much of it as is asked about, from the first on.
        pace : float64 array (n,)
            Acts per 30 days.
        """
        ratio = means / self.sizes(pace)[: len(means)]
        lasting, passing = self.shapes(pace)
        together = np.log1p(np.cumsum(ratio, axis=0))
        apart = np.cumsum(passing[: len(means)] * np.log1p(ratio), axis=0)
        return np.asarray(np.exp(-lasting * together - apart))

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
        pieces: Float | None = None,
    ) -> Int:
        """Draw counts up to the end of each band: array (bands, n, paths), never falling.

        With `pieces`, (pieces, bands), the shares of the bands that lie in stretches one after the
        other, counts are drawn up to the end of each stretch instead.

        The Poisson draws of one dyad and band are stratified over the paths (Latin hypercube;
        McKay, Beckman & Conover 1979), so that few paths tell the law well. With `middle` each
        stands in the middle of its stratum: the fewest paths then tell the law best, but what is
        rarer than half a path is lost, so that means lean low.
        """
        n, ratio = len(pace), means / self.sizes(pace)[: len(means)]
        lasting, passing = self.shapes(pace)
        common = rng.standard_gamma(np.broadcast_to(lasting[:, None], (n, paths)))
        stretches = np.eye(len(means)) if pieces is None else pieces
        drawn = np.zeros((len(stretches), n, paths), dtype=np.int64)
        total = np.zeros((n, paths), dtype=np.int64)
        brought: dict[int, Float] = {}
        for i, stretch in enumerate(stretches):
            expected = np.zeros((n, paths))
            for b in map(int, np.flatnonzero(stretch)):
                if b not in brought:
                    own = rng.standard_gamma(np.broadcast_to(passing[b][:, None], (n, paths)))
                    brought[b] = ratio[b][:, None] * (common + own)
                expected += stretch[b] * brought[b]
            level = rng.permuted(np.broadcast_to(np.arange(paths), (n, paths)), axis=1)
            level = (level + (0.5 if middle else rng.random((n, paths)))) / paths
            total += poisson_at(level, expected)
            drawn[i] = total
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
    standard deviation 1 around `centre` (size, slope, logit of rho, growth) keeps it proper. Rows
    of `counts` and `means` are bands from the first on.
    """
    rows, weight = condensed(counts, weight, _MOST_WITHOUT)
    counts, means, pace = counts[:, rows], means[:, rows], pace[rows]
    task = _Task.of(counts, means, pace, weight, centre)
    found = minimize(
        task.loss,
        centre,
        jac=True,
        method="L-BFGS-B",
        bounds=_BOUNDS,
    )
    x = np.asarray(found.x)
    return Frailty(float(x[0]), float(x[1]), float(expit(x[2])), float(x[3]))


@dataclass(frozen=True)
class _Task:
    """Counts to fit: all arrays (bands, n) but for ``log_pace`` (n,); 0 weight where not seen."""

    count: Float
    means: Float
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
            np.log(np.maximum(pace, SMALLEST)),
            np.cumsum(count, axis=0) == 0.0,
            seen * weight,
            np.logical_and.accumulate(seen, axis=0) * weight,
            centre,
        )

    def loss(self, x: Float) -> tuple[float, Float]:
        """Minus the penalised log likelihood, and its gradient."""
        exponent = x[0] + x[1] * self.log_pace
        first = np.exp(np.clip(exponent, _SMALLEST_SIZE, _LARGEST_SIZE))
        log_length = _LOG_LENGTH[: len(self.means), None]
        k, rho = first * np.exp(x[3] * log_length), float(expit(x[2]))
        fit, by_log_size = self._per_band(k)
        fit_so_far, by_log_size_so_far, by_log_shape = self._so_far(k, rho * first)
        by_band = by_log_size + by_log_size_so_far
        inside = (exponent > _SMALLEST_SIZE) & (exponent < _LARGEST_SIZE)
        by_first = np.where(inside, by_band.sum(axis=0) + by_log_shape, 0.0)
        slope = np.array(
            [
                by_first.sum(),
                by_first @ self.log_pace,
                (1.0 - rho) * by_log_shape.sum(),
                (log_length * by_band).sum(),
            ]
        )
        away = x - self.centre
        return float(away @ away) / 2.0 - fit - fit_so_far, away - slope

    def _per_band(self, k: Float) -> tuple[float, Float]:
        """Log likelihood of each band's count, and its derivative by log size (bands, n)."""
        apart = np.log1p(self.means / k)
        by_size = self.means / (k + self.means) - apart
        fit = -float((self.weight * apart * k).sum())
        band, row = self._some
        y, size, mean = self.count[band, row], k[band, row], self.means[band, row]
        weight = self.weight[band, row]
        fit += float(
            weight
            @ (
                gammaln(y + size) - gammaln(size) - gammaln(y + 1.0)
                + y * np.log(mean / (size + mean))
            )
        )  # fmt: skip
        by_size[band, row] += digamma(y + size) - digamma(size) - y / (size + mean)
        return fit, self.weight * by_size * k

    def _so_far(self, k: Float, shape: Float) -> tuple[float, Float, Float]:
        """Log likelihood of 'none so far'; derivatives by log size and by the lasting shape's log.

        The first are (bands, n), the shape of the lasting part held; the second (n,).
        """
        ratio = self.means / k
        apart, so_far = np.log1p(ratio), np.cumsum(ratio, axis=0)
        together = np.log1p(so_far)
        passing = k - shape
        free = np.exp(-shape * together - np.cumsum(passing * apart, axis=0))
        none = np.clip(free, _RAREST, 1.0 - _RAREST)
        log = np.where(self.nothing, np.log(none), np.log1p(-none))
        by_log_none = np.where(self.nothing, 1.0, -none / (1.0 - none)) * self.weight_so_far
        by_log_none[free != none] = 0.0
        # A band's size moves 'none so far' at its own end and at all later ones.
        later = np.cumsum(by_log_none[::-1], axis=0)[::-1]
        shared = np.cumsum((by_log_none / (1.0 + so_far))[::-1], axis=0)[::-1]
        by_log_size = shape * ratio * shared - later * (k * apart - passing * ratio / (1.0 + ratio))
        by_log_shape = shape * (by_log_none * (np.cumsum(apart, axis=0) - together)).sum(axis=0)
        return float((self.weight_so_far * log).sum()), by_log_size, by_log_shape

    @cached_property
    def _some(self) -> tuple[Int, Int]:
        """Bands and rows with acts; in most there are none."""
        band, row = np.nonzero(self.count > 0.0)
        return band, row
