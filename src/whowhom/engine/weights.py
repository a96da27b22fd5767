"""Weights: how many acts of one class each driver brings within one band of days ahead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import minimize
from scipy.special import digamma, gammaln

from whowhom.engine.acts import Float, Int

SMALLEST = 1e-9
_LARGEST = 1e6
_TILT_BOUND = 6.0
DAMPER_CENTRE = np.array([4.0, 4.0, 6.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
"""Where the signed factor is 1: about two months of quiet, a year of acquaintance."""
_STEPS = 300
_MOST_DOUBT = 2.0
_UNLEARNT = 0.5
_SIZE = [-0.7, 0.3]


@dataclass(frozen=True)
class Prior:
    """What other data say of the weights, worth a number of acts.

    Parameters
    ----------
    drive : float64 array
        Weights of the drivers there.
    exposure : float64 array
        Mean driver per expected act there.
    tilt : float64 array
        Weights of the dampers there.
    acts : float
        How many acts of the data at hand the prior weighs as much as.
    """

    drive: Float
    exposure: Float
    tilt: Float
    acts: float


@dataclass(frozen=True)
class Weights:
    """Expected acts ``mu = (drive . drivers) exp(tilt . (dampers - centre)) days``.

    The first factor is a non-negative mixture of named drivers, the second a signed log-linear
    factor that can lower it. `days` is the length of the band.

    Parameters
    ----------
    drive : float64 array
        One weight per driver, none negative.
    tilt : float64 array
        One weight per damper.
    size : float64 array
        ``c`` in the size of the negative binomial, ``exp(c0 + c1 log mu)``.
    exposure : float64 array
        Mean driver per expected act, as a prior for other data needs it.
    spread : float64 array
        Covariance of ``(drive, tilt)``, clustered by dyad.
    acts : float
        Acts that the fit rests on, windows that overlap counted once.
    """

    drive: Float
    tilt: Float
    size: Float
    exposure: Float
    spread: Float
    acts: float

    def driven(self, drivers: Float) -> Float:
        """Acts per day that the drivers bring, before the signed factor."""
        return np.asarray(self.drive @ drivers + SMALLEST)

    def factor(self, dampers: Float) -> Float:
        """The signed factor."""
        return tilted(self.tilt, dampers)

    def doubt(self, drivers: Float, dampers: Float) -> Float:
        """Standard deviation of the log of the expected acts that the fit leaves, at most 2."""
        by_log = np.vstack([drivers / self.driven(drivers), dampers - DAMPER_CENTRE[:, None]])
        variance = np.einsum("in,ij,jn->n", by_log, self.spread, by_log)
        return np.asarray(np.minimum(np.sqrt(np.maximum(variance, 0.0)), _MOST_DOUBT))

    def mean(self, drivers: Float, dampers: Float, days: float) -> Float:
        """Expected acts within a band of that many days."""
        return self.driven(drivers) * self.factor(dampers) * days


def tilted(tilt: Float, dampers: Float) -> Float:
    """``exp(tilt . (dampers - centre))``, kept within e^-6 and e^6.

    Examples
    --------
    >>> quiet = np.eye(9)[0]
    >>> tilted(-0.5 * quiet, DAMPER_CENTRE[:, None] + 2.0 * quiet[:, None]).round(3)
    array([0.368])
    """
    return _bounded(tilt @ (dampers - DAMPER_CENTRE[:, None]))


def _bounded(exponent: Float) -> Float:
    return np.asarray(np.exp(np.clip(exponent, -_TILT_BOUND, _TILT_BOUND)))


def log_likelihood(count: Float, mean: Float, size: Float) -> Float:
    """Log probability of a count under the negative binomial of that mean and size.

    ``log Gamma(y + k) - log Gamma(k) - log y! + k log(k / (k + mu)) + y log(mu / (k + mu))``
    (Lawless 1987).

    Examples
    --------
    >>> y, mu, k = np.array([0.0]), np.array([2.0]), np.array([1.0])
    >>> np.exp(log_likelihood(y, mu, k)).round(6)
    array([0.333333])
    """
    found = -size * np.log1p(mean / size)
    # Nothing happened in most rows, where the other terms are 0.
    some = count > 0.0
    y, k, mu = count[some], np.broadcast_to(size, count.shape)[some], mean[some]
    found[some] += gammaln(y + k) - gammaln(k) - gammaln(y + 1.0) + y * np.log(mu / (k + mu))
    return np.asarray(found)


def condensed(counts: Float, weight: Float, most: int) -> tuple[Int, Float]:
    """Keep every entry with acts and at most about ``most`` of those without, evenly spread.

    Entries without acts differ little from each other; those kept stand for the others.

    Parameters
    ----------
    counts : float64 array (..., n)
        NaN counts as no act.
    weight : float64 array (n,)
        Weights of the entries.
    most : int
        Entries without acts to keep.

    Returns
    -------
    int64 array, float64 array
        Places kept, and their weights, which add up as before.

    Examples
    --------
    >>> rows, weight = condensed(np.array([0.0, 2.0, 0.0, 0.0, 0.0]), np.ones(5), 2)
    >>> rows.tolist(), weight.tolist()
    ([1, 0, 4], [1.0, 2.0, 2.0])
    """
    rows = np.nan_to_num(counts).reshape(int(np.prod(counts.shape[:-1])), counts.shape[-1])
    acted = np.asarray((rows > 0).any(axis=0))
    with_acts, without = np.flatnonzero(acted), np.flatnonzero(~acted)
    if len(without) <= most:
        return np.arange(len(acted), dtype=np.int64), weight
    kept = without[np.round(np.linspace(0, len(without) - 1, most)).astype(np.int64)]
    scale = weight[without].sum() / max(float(weight[kept].sum()), 1e-12)
    places: Int = np.concatenate([with_acts, kept])
    weights = np.concatenate([weight[with_acts], weight[kept] * scale])
    return places, np.asarray(weights, dtype=np.float64)


@dataclass(frozen=True)
class _Task:
    """Rows to fit: drivers scaled to acts in the band, on a common scale."""

    drivers: Float
    dampers: Float
    count: Float
    weight: Float
    scale: Float
    prior: Prior | None
    ridge: float

    def split(self, x: Float) -> tuple[Float, Float, Float]:
        m, p = len(self.drivers), len(self.dampers)
        return x[:m], x[m : m + p], x[m + p :]

    @cached_property
    def leaning(self) -> Float:
        """Dampers less where the signed factor is 1."""
        return np.asarray(self.dampers - DAMPER_CENTRE[:, None])

    @cached_property
    def _acted(self) -> tuple[Int, Float, Float, Float]:
        """Rows with acts, their count, weight and log y!; in most there are none."""
        acted = np.flatnonzero(self.count > 0.0)
        count = self.count[acted]
        return acted, count, self.weight[acted], gammaln(count + 1.0)

    def parts(self, x: Float) -> tuple[Float, Float, Float, Float]:
        """Driven acts, mean, its logarithm and the size, per row."""
        drive, tilt, size = self.split(x)
        driven = drive @ self.drivers + SMALLEST
        mean = np.clip(driven * _bounded(tilt @ self.leaning), SMALLEST, _LARGEST)
        log_mean = np.log(mean)
        return driven, mean, log_mean, np.exp(np.clip(size[0] + size[1] * log_mean, -8, 8))

    def loss(self, x: Float) -> tuple[float, Float]:
        """Minus the penalised log likelihood per row, and its gradient.

        The likelihood is that of `log_likelihood`; what it shares with the gradient is computed
        once, as most of the time of a fit is spent here.
        """
        drive, tilt, size = self.split(x)
        driven, mean, log_mean, k = self.parts(x)
        acted, y, weight, log_factorial = self._acted
        size_there, both = k[acted], k + mean
        spare = np.log1p(mean / k)
        fit = -float(self.weight @ (k * spare)) + float(
            weight
            @ (
                gammaln(y + size_there) - gammaln(size_there) - log_factorial
                + y * (log_mean[acted] - np.log(both[acted]))
            )
        )  # fmt: skip
        ratio = (self.count + k) / both
        by_size = 1.0 - ratio - spare
        by_size[acted] += digamma(y + size_there) - digamma(size_there)
        by_log_size = self.weight * by_size * k
        by_log = self.weight * (self.count - ratio * mean) + by_log_size * size[1]
        slope = np.concatenate(
            [
                self.drivers @ (by_log / driven),
                self.leaning @ by_log,
                [by_log_size.sum(), by_log_size @ log_mean],
            ]
        )
        penalty, penalty_slope = self._penalty(drive, tilt)
        slope[: len(penalty_slope)] -= penalty_slope
        rows = len(self.count)
        return (penalty - fit) / rows, -slope / rows

    def _penalty(self, drive: Float, tilt: Float) -> tuple[float, Float]:
        """Gamma prior on the drive in acts; normal prior on the tilt."""
        centre = self.prior.tilt if self.prior else np.zeros(len(tilt))
        away = tilt - centre
        penalty, by_tilt = self.ridge * float(away @ away) / 2.0, self.ridge * away
        if self.prior is None:
            return penalty, np.concatenate([np.zeros(len(drive)), by_tilt])
        exposure = self.prior.exposure / self.scale
        credit = self.prior.drive * self.prior.exposure
        held = np.maximum(drive, 1e-6)  # a weight of 0 would cost without end
        penalty += self.prior.acts * float(drive @ exposure - credit @ np.log(held))
        by_drive = self.prior.acts * (exposure - credit / held)
        return penalty, np.concatenate([by_drive, by_tilt])


def fit(
    drivers: Float,
    dampers: Float,
    count: Float,
    weight: Float,
    days: float,
    cluster: Int,
    prior: Prior | None = None,
    ridge: float = 5.0,
) -> Weights:
    """Fit the weights by maximum penalised likelihood of the negative binomial.

    Parameters
    ----------
    drivers : float64 array (m, n)
        Acts per day, as `whowhom.engine.drivers.values` gives them.
    dampers : float64 array (p, n)
        As `whowhom.engine.drivers.dampers` gives them.
    count : float64 array (n,)
        Acts that came within the band.
    weight : float64 array (n,)
        Acts or rows that each row stands for: one over its chance to be drawn, times the share of
        it that no other window counts.
    days : float
        Length of the band.
    cluster : int64 array (n,)
        Rows that are not independent of each other: dyads.
    prior : Prior, optional
        What other data say.
    ridge : float
        Precision of the normal prior of the tilt, in rows.

    Returns
    -------
    Weights

    Notes
    -----
    Quasi-Newton with bounds (L-BFGS-B; Byrd et al. 1995). With a tilt of zero and a fixed size the
    problem in the drive is convex. The prior of a weight is a gamma: as if `prior.acts` acts had
    been credited as they were in the other data. The covariance is the sandwich clustered by dyad
    (Liang & Zeger 1986), over the weights that are not at their bound.
    """
    if not len(count) or not count.any():
        return _unlearnt(prior)
    band = drivers * days
    level = max(float((weight * count).sum() / weight.sum()), 1e-6)
    exposure = np.maximum(band @ weight / weight.sum(), SMALLEST)
    scale = exposure / level
    task = _Task(band / scale[:, None], dampers, count, weight, scale, prior, ridge)
    m, p = len(drivers), len(dampers)
    found = minimize(
        task.loss,
        _start(m, p, scale, prior),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0.0, None)] * m + [(-2.0, 2.0)] * p + [(-6.0, 6.0), (-0.5, 1.5)],
        options={"maxiter": _STEPS, "maxfun": 2 * _STEPS, "maxcor": 30},
    )
    x = np.asarray(found.x, dtype=np.float64)
    # What the record never shows says nothing of its weight: the prior's, or none.
    x[:m] = np.where(exposure > SMALLEST, x[:m], prior.drive * scale if prior else 0.0)
    drive, tilt, size = task.split(x)
    expected = float(weight @ task.parts(x)[1] / weight.sum())
    unscale = np.concatenate([1.0 / scale, np.ones(p)])
    return Weights(
        drive=drive / scale,
        tilt=tilt.copy(),
        size=size.copy(),
        exposure=exposure / expected,
        spread=_sandwich(task, x, cluster) * np.outer(unscale, unscale),
        acts=float(weight @ count),
    )


def _unlearnt(prior: Prior | None) -> Weights:
    """The prior itself, where the record teaches nothing."""
    if prior is None:
        raise ValueError("no acts to learn from; give a prior or a longer record")
    return Weights(
        drive=prior.drive,
        tilt=prior.tilt,
        size=np.array(_SIZE),
        exposure=prior.exposure,
        spread=np.diag((_UNLEARNT * np.concatenate([prior.drive, prior.tilt])) ** 2),
        acts=0.0,
    )


def _start(m: int, p: int, scale: Float, prior: Prior | None) -> Float:
    size = _SIZE
    if prior is None:
        return np.concatenate([np.full(m, 1.0 / m), np.zeros(p), size])
    return np.concatenate([np.maximum(prior.drive * scale, 1e-4), prior.tilt, size])


def _sandwich(task: _Task, x: Float, cluster: Int) -> Float:
    """Covariance of drive and tilt, clustered; zero for weights at their bound."""
    m, p = len(task.drivers), len(task.dampers)
    driven, mean, _, k = task.parts(x)
    per_log = np.vstack([task.drivers / driven, task.leaning])
    information = (per_log * (task.weight * mean / (1.0 + mean / k))) @ per_log.T
    drive = x[:m]
    if task.prior is not None:
        credit = task.prior.drive * task.prior.exposure * task.prior.acts
        information[range(m), range(m)] += credit / np.maximum(drive, 1e-3) ** 2
    information[range(m, m + p), range(m, m + p)] += task.ridge
    groups, place = np.unique(cluster, return_inverse=True)
    by_mean = task.count / mean - (task.count + k) / (k + mean)
    score = per_log * (task.weight * by_mean * mean)
    sums = np.stack([np.bincount(place, row, len(groups)) for row in score])
    free = np.concatenate([drive > 1e-4, np.ones(p, dtype=bool)])
    within = np.ix_(free, free)
    inverse = np.linalg.pinv(information[within], hermitian=True)
    spread = np.zeros((m + p, m + p))
    spread[within] = inverse @ (sums[free] @ sums[free].T) @ inverse
    return spread
