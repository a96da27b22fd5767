"""Horizon: how many acts of each class a dyad is to be expected within so many days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np

from whowhom.engine import frailty as frailties
from whowhom.engine import weights
from whowhom.engine.acts import Float, Mask
from whowhom.engine.drivers import Dyads, dampers, values
from whowhom.engine.frailty import Frailty
from whowhom.engine.lags import lags
from whowhom.engine.traces import N_QUADS, Traces
from whowhom.engine.weights import Prior, Weights, condensed
from whowhom.forecasting.lagged import NOTHING, Lagged, Lessons, pool
from whowhom.forecasting.origins import BANDS, Experience

_FEWEST_ACTS = 30
_MOST_WITHOUT = 10_000
PACE_DAYS = 30
MEMORY = 8 * 365.0
Priors = tuple[tuple[Prior | None, ...], ...]


@dataclass(frozen=True)
class Horizon:
    """Fitted expectations of every class and band, and the scatter around them.

    Parameters
    ----------
    weights : tuple of tuple of Weights or None
        One per quad class and band; None where the record is too short or too thin.
    frailty : tuple of Frailty or None
        One per quad class.
    until : int
        Acts before this day were read.
    lagged : Lagged
        Regressions on lags, pooled with the weights' expectations.
    active : tuple of Frailty or None
        One per quad class, of the dyads that the regressions are about; None where they are not
        told apart.
    """

    weights: tuple[tuple[Weights | None, ...], ...]
    frailty: tuple[Frailty | None, ...]
    until: int
    lagged: Lagged = NOTHING
    active: tuple[Frailty | None, ...] = (None,) * N_QUADS

    @classmethod
    def of(
        cls,
        seen: Experience,
        until: int,
        priors: Priors | None = None,
        scatter: bool = True,
        lessons: Lessons | None = None,
    ) -> Horizon:
        """Fit to past origins, all before ``until``.

        Parameters
        ----------
        seen : Experience
            The past origins.
        until : int
            Day of the forecast.
        priors : tuple, optional
            What other data say of the weights.
        scatter : bool
            Whether to fit the frailty.
        lessons : Lessons, optional
            What the regressions on lags learn from; without, none are pooled.
        """
        fitted = tuple(
            tuple(
                _fit_band(seen, q, b, priors[q][b] if priors else None) for b in range(len(BANDS))
            )
            for q in range(N_QUADS)
        )
        lagged = Lagged.fit(lessons.until(until)) if lessons else NOTHING
        plain = cls(fitted, (None,) * N_QUADS, until, lagged)
        if not scatter:
            return plain
        about = np.flatnonzero(lagged.active(seen.lags))
        some = seen.take(about)
        return replace(
            plain,
            frailty=tuple(_fit_frailty(seen, q, plain) for q in range(N_QUADS)),
            active=tuple(
                _fit_frailty(some, q, plain) if lagged.lines[q][0] else None for q in range(N_QUADS)
            ),
        )

    def scatter(self, quad: int, active: Mask) -> Frailty | None:
        """Scatter of the acts of dyads, those that the regressions are about told by a mask."""
        every, those = self.frailty[quad], self.active[quad]
        if every is None or those is None:
            return every
        return Frailty.either(active, those, every)

    def expected(self, seen: Experience, quad: int) -> Float:
        """Expected acts in each band for entries of past origins: (bands, n)."""
        drivers, damped = (part[quad].astype(np.float64) for part in (seen.drivers, seen.dampers))
        return self.pooled(drivers, damped, seen.lags.astype(np.float64), quad)

    def means(self, traces: Traces, asked: Dyads, quad: int) -> Float:
        """Expected acts in each band: (bands, n); NaN where a band is not fitted."""
        drivers, damped = values(traces, asked, quad), dampers(traces, asked, quad)
        return self.pooled(drivers, damped, lags(traces, asked), quad)

    def pooled(self, drivers: Float, damped: Float, told: Float, quad: int) -> Float:
        """The same from drivers, dampers and lags that are known."""
        return pool(means_of(self.weights[quad], drivers, damped), self.lagged.means(told, quad))


def means_of(fitted: tuple[Weights | None, ...], drivers: Float, damped: Float) -> Float:
    """Expected acts in each band: (bands, n); NaN where a band is not fitted."""
    nothing = np.full(drivers.shape[1], np.nan)
    return np.stack(
        [
            nothing if w is None else w.mean(drivers, damped, high - low)
            for w, (low, high) in zip(fitted, BANDS, strict=True)
        ]
    )


def pace(means: Float) -> Float:
    """Expected acts per 30 days, from the first two bands.

    Examples
    --------
    >>> pace(np.array([[1.0], [3.0], [7.0], [30.0]]))
    array([4.])
    """
    return np.asarray(np.nansum(means[:2], axis=0))


def _fit_band(seen: Experience, quad: int, band: int, prior: Prior | None) -> Weights | None:
    low, high = BANDS[band]
    counts = seen.counts[quad, band]
    there = np.flatnonzero(~np.isnan(counts))
    if prior is None and (not len(there) or counts[there].sum() < _FEWEST_ACTS):
        return None
    share = seen.weight * _recency(seen) * min(1.0, seen.step / (high - low))
    some, weight = condensed(counts[there], share[there], _MOST_WITHOUT)
    rows = there[some]
    return weights.fit(
        seen.drivers[quad][:, rows].astype(np.float64),
        seen.dampers[quad][:, rows].astype(np.float64),
        counts[rows],
        weight,
        high - low,
        seen.dyad[rows],
        prior,
    )


def _recency(seen: Experience) -> Float:
    """What was long ago weighs less: times change."""
    latest = seen.origin.max() if len(seen) else 0
    return np.asarray(np.exp2((seen.origin - latest) / MEMORY))


def _fit_frailty(seen: Experience, quad: int, fitted: Horizon) -> Frailty | None:
    # Bands after a gap are not answered for, and 'none so far' is not told there.
    known = len(list(takewhile(lambda w: w is not None, fitted.weights[quad])))
    if not known:
        return None
    means = fitted.expected(seen, quad)[:known]
    share = seen.weight * _recency(seen) * min(1.0, seen.step / PACE_DAYS)
    return frailties.fit(seen.counts[quad][:known], means, pace(means), share)
