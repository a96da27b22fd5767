"""Reliability: whether what is given a probability happens that often, and counts lie as told."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whowhom.engine.acts import Float, Int, Mask
from whowhom.forecasting.scores import brier


@dataclass(frozen=True, eq=False)
class Reliability:
    """Forecasts in bins of about equal counts beside how often it happened.

    Parameters
    ----------
    n : int64 array, (B,)
        Forecasts in the bin.
    forecast, happened : float64 array, (B,)
        Weighted mean probability, and weighted share of events.
    error : float64 array, (B,)
        Standard error of ``happened - forecast``, clustered by dyad.
    """

    n: Int
    forecast: Float
    happened: Float
    error: Float

    @property
    def gap(self) -> Float:
        """What happened less what was forecast, by bin."""
        return np.asarray(self.happened - self.forecast)

    @property
    def passed(self) -> bool:
        """Whether no bin's gap exceeds both 0.05 and 2.5 standard errors."""
        return bool(np.all(np.abs(self.gap) <= np.maximum(0.05, 2.5 * self.error)))


def reliability(
    probability: Float,
    happened: Mask | Int,
    dyad: Int,
    weight: Float | None = None,
    bins: int = 10,
) -> Reliability:
    """Reliability table.

    Parameters
    ----------
    probability : float64 array, (N,)
        Forecasts; equal ones share a bin.
    happened : array, (N,)
        1 where it happened, else 0.
    dyad : int64 array, (N,)
        Clusters for the standard error.
    weight : float64 array, (N,), optional
        Weights of rows; bins have equal numbers of rows.
    bins : int
        At most so many bins.

    Returns
    -------
    Reliability
        From low to high probability.

    Examples
    --------
    >>> p, y = np.repeat([0.2, 0.8], 5), np.array([0, 0, 0, 0, 1, 0, 1, 1, 1, 1])
    >>> reliability(p, y, np.arange(10), bins=2).happened
    array([0.2, 0.8])
    """
    edges = np.unique(np.quantile(probability, np.arange(1, bins) / bins, method="lower"))
    place = np.searchsorted(edges, probability, side="left")
    return binned(probability, happened, dyad, place, weight)


def binned(
    probability: Float, happened: Mask | Int, cluster: Int, bins: Int, weight: Float | None = None
) -> Reliability:
    """Reliability table with bins of one's own; see `reliability`.

    Parameters
    ----------
    probability, happened, weight
        As in `reliability`.
    cluster : int64 array, (N,)
        Forecasts that are not independent share a number.
    bins : int64 array, (N,)
        Number of each forecast's bin; those without forecasts are left out.

    Examples
    --------
    >>> p, y = np.array([0.1, 0.3, 0.9]), np.array([0, 1, 1])
    >>> binned(p, y, np.arange(3), np.array([0, 0, 5])).forecast
    array([0.2, 0.9])
    """
    w = np.ones(len(probability)) if weight is None else weight
    _, place = np.unique(bins, return_inverse=True)
    n = np.bincount(place)
    total: Float = np.bincount(place, weights=w).astype(np.float64)
    forecast = np.bincount(place, weights=w * probability) / total
    share = np.bincount(place, weights=w * happened) / total
    residual = w * (happened - probability - (share - forecast)[place])
    return Reliability(n, forecast, share, _clustered(residual, cluster, place, total))


def _clustered(residual: Float, cluster: Int, place: Int, total: Float) -> Float:
    """Standard error of a weighted mean per bin, residuals of one cluster added up first."""
    _, who = np.unique(cluster, return_inverse=True)
    n_bins = len(total)
    pairs, cell = np.unique(who * n_bins + place, return_inverse=True)
    squared = np.bincount(cell, weights=residual) ** 2
    bins = pairs % n_bins
    clusters = np.bincount(bins, minlength=n_bins)
    correction = np.where(clusters > 1, clusters / np.maximum(clusters - 1, 1), np.inf)
    variance = np.bincount(bins, weights=squared, minlength=n_bins)
    # One cluster alone tells no spread: its bin cannot fail on it.
    variance = np.where(clusters > 1, variance * np.where(clusters > 1, correction, 1), np.inf)
    return np.asarray(np.sqrt(variance) / total)


@dataclass(frozen=True, eq=False)
class Corp:
    """Brier score = miscalibration - discrimination + uncertainty.

    Parameters
    ----------
    recalibrated : float64 array, (N,)
        Isotonic regression of what happened on the forecast: the reliability curve.
    miscalibration, discrimination, uncertainty : float
        Score less that of the recalibrated; that of the base rate less that of the recalibrated;
        that of the base rate. All at least 0.
    """

    recalibrated: Float
    miscalibration: float
    discrimination: float
    uncertainty: float


def corp(probability: Float, happened: Mask | Int, weight: Float | None = None) -> Corp:
    """Reliability without bins, by the pool-adjacent-violators algorithm.

    Parameters
    ----------
    probability : float64 array, (N,)
        Forecasts.
    happened : array, (N,)
        1 where it happened, else 0.
    weight : float64 array, (N,), optional
        Weights of rows, above 0.

    Returns
    -------
    Corp
        Curve and decomposition.

    References
    ----------
    T. Dimitriadis, T. Gneiting and A. Jordan, "Stable reliability diagrams for probabilistic
    classifiers", *PNAS* 118(8), 2021.

    Examples
    --------
    >>> corp(np.array([0.1, 0.2, 0.9]), np.array([0, 1, 1])).recalibrated
    array([0., 1., 1.])
    """
    from scipy.optimize import isotonic_regression

    w = np.ones(len(probability)) if weight is None else weight
    # Equal forecasts must get equal values: they are pooled before the regression.
    level, place = np.unique(probability, return_inverse=True)
    total = np.bincount(place, weights=w)
    share = np.bincount(place, weights=w * happened) / total
    curve = np.asarray(isotonic_regression(share, weights=total).x)[place]
    base = np.full(len(level), float(w @ happened) / float(w.sum()))[place]
    own, best, none = (
        float(w @ brier(p, happened)) / float(w.sum()) for p in (probability, curve, base)
    )
    return Corp(curve, own - best, none - best, none)


def pit(below: Float, upto: Float, seed: int = 0) -> Float:
    """Randomised probability integral transform: uniform on 0..1 where counts lie as told.

    Parameters
    ----------
    below, upto : float64 array, (N,)
        Forecast probability of less than what happened, and of at most that.
    seed : int
        Of the uniform draw between the two.

    Returns
    -------
    float64 array, (N,)
        0 to 1.

    References
    ----------
    C. Czado, T. Gneiting and L. Held, "Predictive model assessment for count data", *Biometrics*
    65(4), 2009.

    Examples
    --------
    >>> float(pit(np.array([0.5]), np.array([0.5]))[0])
    0.5
    """
    u = np.random.default_rng(seed).random(len(below))
    return np.asarray(below + u * (upto - below))
