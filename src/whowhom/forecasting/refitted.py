"""Refitted: the model as a backtest asks it, fitted again from time to time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from whowhom.engine.acts import Acts, Float, Int
from whowhom.engine.drivers import Dyads
from whowhom.engine.prior import Origin
from whowhom.engine.traces import N_QUADS
from whowhom.forecasting.deaths import Toll
from whowhom.forecasting.fitted import Fitted, up_to_bands
from whowhom.forecasting.horizon import pace
from whowhom.forecasting.origins import BANDS
from whowhom.forecasting.outlook import Outlook

_PATHS = 100
_SMALLEST = 1e-7


class Refitted:
    """A forecaster that is fitted on what came before, and again every so many days.

    Parameters
    ----------
    refit_days : int
        Days between refits; between them the record goes on and the weights stay.
    prior : Origin, optional
        What other data say.
    paths : int
        Draws per dyad, class and horizon.
    fine_from : int, optional
        First day from which acts are dated to the day.
    """

    def __init__(
        self,
        refit_days: int = 365,
        prior: Origin | None = None,
        paths: int = _PATHS,
        fine_from: int | None = None,
    ) -> None:
        self.refit_days, self.prior, self.paths = refit_days, prior, paths
        self.fine_from = fine_from
        self._fitted: Fitted | None = None
        self._at: Fitted | None = None
        self._since = 0

    def at(self, acts: Acts, origin: int) -> Fitted:
        """The model as it stands at an origin, from acts before it."""
        stale = self._fitted is None or not 0 <= origin - self._since < self.refit_days
        if stale:
            self._fitted = Fitted.fit(acts, origin, self.fine_from, self.prior)
            self._since, self._at = origin, None
        assert self._fitted is not None
        if self._at is None or self._at.until != origin:
            self._at = replace(self._fitted, acts=acts, until=origin)
        return self._at

    def __call__(self, acts: Acts, origin: int, dyads: Int, horizons: tuple[int, ...]) -> Outlook:
        """Forecast, as `whowhom.forecasting.outlook.Forecaster` says."""
        fitted = self.at(acts, origin)
        n, h = len(dyads), len(horizons)
        mean, any_ = np.full((n, N_QUADS, h), _SMALLEST), np.full((n, N_QUADS, h), _SMALLEST)
        draws = np.zeros((n, N_QUADS, h, self.paths), dtype=np.int64)
        asked = Dyads.of(fitted.traces, dyads)
        for q in fitted.quads:
            means, _ = fitted.means(asked, q)
            frailty, speed = fitted.frailty(dyads, q), pace(means)
            for i, days in enumerate(horizons):
                within = up_to_bands(means, days)
                mean[:, q, i] = np.maximum(within.sum(axis=0), _SMALLEST)
                any_[:, q, i] = np.maximum(frailty.any(within, speed)[-1], _SMALLEST)
            rng, pieces = np.random.default_rng([origin, q]), _pieces(horizons)
            drawn = frailty.draw(np.nan_to_num(means), speed, self.paths, rng, True, pieces)
            draws[:, q] = drawn.transpose(1, 0, 2)
        return Outlook(mean, any_, draws)

    def deaths(self, acts: Acts, origin: int, dyads: Int, horizons: tuple[int, ...]) -> Int:
        """Draw deaths up to each horizon: array (n, horizons, paths); 0 where none are known."""
        fitted = self.at(acts, origin)
        drawn = np.zeros((len(dyads), len(horizons), self.paths), dtype=np.int64)
        toll = Toll.fit(acts, dyads, self.fine_from)
        if toll is None:
            return drawn
        asked = Dyads.of(fitted.traces, dyads)
        for q in fitted.quads:
            means, frailty = np.nan_to_num(fitted.means(asked, q)[0]), fitted.frailty(dyads, q)
            rng, pieces = np.random.default_rng([origin, q, 1]), _pieces(horizons)
            counts = frailty.draw(means, pace(means), self.paths, rng, pieces=pieces)
            for i, dyad in enumerate(dyads):
                drawn[i] += toll.draw(int(dyad), counts[:, i], rng)
        return drawn


def _pieces(horizons: tuple[int, ...]) -> Float:
    """Shares of the bands from one horizon to the next: (horizons, bands).

    >>> _pieces((30, 45)).tolist()
    [[1.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.25, 0.0]]
    """
    whole = np.ones((len(BANDS), 1))
    reached = np.stack([up_to_bands(whole, days)[:, 0] for days in horizons])
    return np.diff(reached, axis=0, prepend=0.0)
