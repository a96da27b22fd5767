"""Horizon: how many acts of each class a dyad is to be expected within so many days."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whowhom.engine import frailty as frailties
from whowhom.engine import weights
from whowhom.engine.acts import Acts, Float, Int
from whowhom.engine.drivers import Asked, dampers, values
from whowhom.engine.frailty import Frailty
from whowhom.engine.traces import N_QUADS, Traces
from whowhom.engine.weights import Prior, Weights
from whowhom.forecasting.origins import BANDS, EDGES, Table, collect

_FEWEST_ACTS = 30
PACE_DAYS = 30


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
    """

    weights: tuple[tuple[Weights | None, ...], ...]
    frailty: tuple[Frailty | None, ...]
    until: int

    @classmethod
    def fit(
        cls,
        acts: Acts,
        as_of: int,
        priors: tuple[tuple[Prior | None, ...], ...] | None = None,
        table: Table | None = None,
    ) -> Horizon:
        """Fit to all origins before ``as_of``."""
        table = collect(acts, as_of) if table is None else table
        fitted = tuple(
            tuple(_fit_band(table, q, b, priors[q][b] if priors else None) for b in range(len(BANDS)))
            for q in range(N_QUADS)
        )
        scatter = tuple(_fit_frailty(table, q, fitted[q]) for q in range(N_QUADS))
        return cls(fitted, scatter, as_of)

    def means(self, traces: Traces, asked: Asked, quad: int) -> Float:
        """Expected acts in each band: (bands, n); NaN where a band is not fitted."""
        drivers, damped = values(traces, asked, quad), dampers(traces, asked, quad)
        return _means(self.weights[quad], drivers, damped)


def _means(fitted: tuple[Weights | None, ...], drivers: Float, damped: Float) -> Float:
    nothing = np.full(drivers.shape[1], np.nan)
    return np.stack(
        [
            nothing if w is None else w.mean(drivers, damped, high - low)
            for w, (low, high) in zip(fitted, BANDS, strict=True)
        ]
    )


def pace(means: Float) -> Float:
    """Expected acts per 30 days, from the first two bands."""
    return np.asarray(np.nansum(means[:2], axis=0))


def _fit_band(table: Table, quad: int, band: int, prior: Prior | None) -> Weights | None:
    low, high = BANDS[band]
    counts = table.counts[quad, band]
    seen = np.flatnonzero(~np.isnan(counts))
    if not len(seen) or counts[seen].sum() < _FEWEST_ACTS:
        return None
    return weights.fit(
        table.drivers[quad][:, seen].astype(np.float64),
        table.dampers[quad][:, seen].astype(np.float64),
        counts[seen],
        table.weight[seen] * _recency(table, seen) * min(1.0, table.step / (high - low)),
        high - low,
        table.dyad[seen],
        prior,
    )


MEMORY = 4 * 365.0


def _recency(table: Table, rows):
    origin = table.origin[rows]
    return np.exp2((origin - table.origin.max()) / MEMORY)


def _fit_frailty(table: Table, quad: int, fitted: tuple[Weights | None, ...]) -> Frailty | None:
    known = [b for b, w in enumerate(fitted) if w is not None]
    if not known:
        return None
    means = _means(
        fitted, table.drivers[quad].astype(np.float64), table.dampers[quad].astype(np.float64)
    )[known]
    share = table.weight * _recency(table, slice(None)) * min(1.0, table.step / PACE_DAYS)
    return frailties.fit(table.counts[quad][known], means, pace(means), share)


def up_to(means: Float, horizons: tuple[int, ...]) -> Float:
    """Split bands at the horizons: (len(horizons), n) acts between one horizon and the next."""
    pieces = []
    for low, high in zip((0, *horizons[:-1]), horizons, strict=True):
        piece = np.zeros(means.shape[1])
        for mean, (start, end) in zip(means, BANDS, strict=True):
            days = min(high, end) - max(low, start)
            if days > 0:
                piece = piece + mean * (days / (end - start))
        pieces.append(piece)
    return np.stack(pieces)


def draw_counts(
    model: Horizon, traces: Traces, dyad: Int, quad: int, horizons: tuple[int, ...], paths: int,
    rng: np.random.Generator,
) -> tuple[Float, Float, Int]:
    """Means, probabilities and draws up to each horizon for one class."""
    asked = Asked.of(traces, dyad)
    means = model.means(traces, asked, quad)
    speed = pace(means)
    pieces = up_to(means, horizons)
    frailty = model.frailty[quad]
    assert frailty is not None
    return (
        np.cumsum(pieces, axis=0),
        frailty.any(pieces, speed),
        frailty.draw(pieces, speed, paths, rng),
    )


__all__ = ["EDGES", "Horizon", "draw_counts", "pace", "up_to"]
