"""Calibration: what earlier forecasts teach about the next ones, never the period forecast."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from whowhom.engine.acts import Float, Int
from whowhom.engine.traces import N_QUADS
from whowhom.forecasting.baserate import BaseRate
from whowhom.forecasting.horizon import Horizon, Priors, pace
from whowhom.forecasting.lagged import Lessons
from whowhom.forecasting.origins import BANDS, Experience

_CUTS = (0.4, 0.6, 0.8)
_FEWEST_ACTS = 50.0
_SHARES = np.linspace(0.0, 1.0, 21)
_PACE_DAYS = 30
_DOUBT = 20.0


@dataclass(frozen=True)
class Trial:
    """Forecasts of the past, each fitted on what came before it, beside what happened.

    Parameters
    ----------
    seen : Experience
        The entries forecast.
    model, base : float64 array (4, bands, n)
        Expected acts; NaN where a band could not be fitted then.
    refit : int64 array (n,)
        Which refit forecast each entry.
    fits : tuple of (Horizon, BaseRate)
        The refits.
    """

    seen: Experience
    model: Float
    base: Float
    refit: Int
    fits: tuple[tuple[Horizon, BaseRate], ...]

    def likely(self, quad: int, share: float) -> tuple[Float, Float]:
        """Probability of any act up to the end of each band: stacked, and by the base rate."""
        stacked = mix(share, self.model[quad], self.base[quad])
        likely, usual = np.zeros_like(stacked), np.zeros_like(stacked)
        for i, (horizon, rate) in enumerate(self.fits):
            own = self.refit == i
            mine, base = stacked[:, own], self.base[quad][:, own]
            usual[:, own] = rate.frailty[quad].any(base, pace(base))
            active = horizon.lagged.active(self.seen.lags[:, :, own])
            frailty = horizon.scatter(quad, active) or rate.frailty[quad]
            likely[:, own] = frailty.any(mine, pace(mine))
        return likely, usual


@dataclass(frozen=True)
class Calibration:
    """How far to trust the model beside the base rate.

    Parameters
    ----------
    stack : float64 array (4,)
        Share of the model in the expectation, per class; the rest is the base rate's.
    acts : float64 array (4,)
        Acts in the trial that this rests on.
    """

    stack: Float
    acts: Float


def try_out(
    seen: Experience, until: int, priors: Priors | None = None, lessons: Lessons | None = None
) -> Trial:
    """Forecast the later part of the record from refits that know only what came before.

    The model is fitted at 40, 60 and 80 % of the span of the origins and forecasts the origins up
    to the next refit.
    """
    rows, model, base, fits = [], [], [], []
    first = int(seen.origin.min()) if len(seen) else until
    cuts = [first + int(cut * (until - first)) for cut in _CUTS] + [until]
    for start, stop in pairwise(cuts):
        chosen = np.flatnonzero((seen.origin >= start) & (seen.origin < stop))
        known = seen.until(start)
        if not len(chosen) or not len(known):
            continue
        horizon = Horizon.of(known, start, priors, lessons=lessons)
        rate = BaseRate.fit(known)
        asked = seen.take(chosen)
        rows.append(chosen)
        fits.append((horizon, rate))
        model.append(np.stack([horizon.expected(asked, q) for q in range(N_QUADS)]))
        base.append(np.stack([base_means(rate, asked, q) for q in range(N_QUADS)]))
    if not rows:
        none = np.full((N_QUADS, len(BANDS), 0), np.nan)
        nobody = np.zeros(0, dtype=np.int64)
        return Trial(seen.take(nobody), none, none, nobody, ())
    return Trial(
        seen.take(np.concatenate(rows)),
        np.concatenate(model, axis=2),
        np.concatenate(base, axis=2),
        np.repeat(np.arange(len(rows)), [len(r) for r in rows]),
        tuple(fits),
    )


def base_means(rate: BaseRate, seen: Experience, quad: int) -> Float:
    """Base rate in each band for every entry: (bands, n)."""
    days = np.array([high - low for low, high in BANDS], dtype=np.float64)
    return rate.of(seen, quad) * days[:, None]


def learn(trial: Trial) -> Calibration:
    """Weigh model and base rate by how each did in the trial."""
    stack, acts = np.ones(N_QUADS), np.zeros(N_QUADS)
    weight = trial.seen.weight * min(1.0, trial.seen.step / _PACE_DAYS)
    for q in range(N_QUADS):
        counts = np.where(np.isnan(trial.model[q]), np.nan, trial.seen.counts[q])
        acts[q] = float((np.nan_to_num(counts) * weight).sum())
        if acts[q] >= _FEWEST_ACTS:
            stack[q] = _best_share(counts, trial.model[q], trial.base[q], weight)
    return Calibration(stack, acts)


def mix(share: float, model: Float, base: Float) -> Float:
    """The model's expectation and the base rate's, the latter where the model has none.

    Examples
    --------
    >>> mix(0.25, np.array([4.0, np.nan]), np.array([2.0, 7.0]))
    array([2.5, 7. ])
    """
    return np.asarray(np.where(np.isnan(model), base, share * model + (1.0 - share) * base))


def _best_share(counts: Float, model: Float, base: Float, weight: Float) -> float:
    """Share of the model of highest log likelihood of 'any act in the band'.

    A doubt worth a few acts leans to the model, so that a short trial does not decide.
    """
    there = ~np.isnan(counts)
    happened = counts > 0
    size = 0.5

    def score(share: float) -> float:
        mean = mix(share, model, base)
        none = np.exp(-size * np.log1p(mean / size))
        log = np.where(happened, np.log(np.maximum(1.0 - none, 1e-12)), np.log(none))
        return float((np.where(there, log, 0.0) * weight).sum()) - _DOUBT * (1.0 - share) ** 2

    return float(max(_SHARES, key=score))
