"""Calibration: what earlier forecasts teach about the next ones, never the period forecast."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whowhom.engine import frailty as frailties
from whowhom.engine.acts import Float, Int
from whowhom.engine.frailty import Frailty
from whowhom.engine.traces import N_QUADS
from whowhom.forecasting.baserate import BaseRate
from whowhom.forecasting.horizon import Horizon, Priors, pace
from whowhom.forecasting.origins import BANDS, EDGES, Experience

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
    refits : int
        How often the model was fitted.
    """

    seen: Experience
    model: Float
    base: Float
    refits: int


@dataclass(frozen=True)
class Calibration:
    """How far to trust the model, and how far its counts scatter.

    Parameters
    ----------
    stack : float64 array (4,)
        Share of the model in the expectation, per class; the rest is the base rate's.
    frailty : tuple of Frailty or None
        Scatter of the stacked expectation, per class; None where too little was forecast.
    acts : float64 array (4,)
        Acts in the trial that this rests on.
    """

    stack: Float
    frailty: tuple[Frailty | None, ...]
    acts: Float


def try_out(seen: Experience, until: int, priors: Priors | None = None) -> Trial:
    """Forecast the later part of the record from refits that know only what came before.

    The model is fitted at 40, 60 and 80 % of the span of the origins and forecasts the origins up
    to the next refit.
    """
    if not len(seen):
        return Trial(seen, _nothing(seen), _nothing(seen), 0)
    first, last = int(seen.origin.min()), until
    cuts = [first + int(cut * (last - first)) for cut in _CUTS] + [last]
    rows, model, base = [], [], []
    for start, stop in zip(cuts[:-1], cuts[1:], strict=True):
        chosen = np.flatnonzero((seen.origin >= start) & (seen.origin < stop))
        known = seen.until(start)
        if not len(chosen) or not len(known):
            continue
        fitted, rate = Horizon.of(known, start, priors, scatter=False), BaseRate.fit(known)
        asked = seen.take(chosen)
        rows.append(chosen)
        model.append(np.stack([fitted.expected(asked, q) for q in range(N_QUADS)]))
        base.append(np.stack([base_means(rate, asked, q) for q in range(N_QUADS)]))
    if not rows:
        return Trial(seen.take(np.zeros(0, dtype=np.int64)), *(_nothing(seen, 0),) * 2, 0)
    return Trial(
        seen.take(np.concatenate(rows)),
        np.concatenate(model, axis=2),
        np.concatenate(base, axis=2),
        len(rows),
    )


def _nothing(seen: Experience, n: int | None = None) -> Float:
    return np.full((N_QUADS, len(BANDS), len(seen) if n is None else n), np.nan)


def base_means(rate: BaseRate, seen: Experience, quad: int) -> Float:
    """Base rate in each band for every entry: (bands, n)."""
    days = np.array([high - low for low, high in BANDS], dtype=np.float64)
    return rate.of(seen, quad) * days[:, None]


def learn(trial: Trial) -> Calibration:
    """Weigh model and base rate by how each did in the trial, and fit the scatter of both."""
    stack, scatter, acts = np.ones(N_QUADS), [], np.zeros(N_QUADS)
    for q in range(N_QUADS):
        counts = np.where(np.isnan(trial.model[q]), np.nan, trial.seen.counts[q])
        weight = _share(trial.seen)
        acts[q] = float((np.nan_to_num(counts) * weight).sum())
        if acts[q] < _FEWEST_ACTS:
            scatter.append(None)
            continue
        stack[q] = _best_share(counts, trial.model[q], trial.base[q], weight)
        means = mix(stack[q], trial.model[q], trial.base[q])
        scatter.append(frailties.fit(counts, means, pace(means), weight))
    return Calibration(stack, tuple(scatter), acts)


def mix(share: float, model: Float, base: Float) -> Float:
    """The model's expectation and the base rate's, the model where it has one."""
    return np.asarray(np.where(np.isnan(model), base, share * model + (1.0 - share) * base))


def _share(seen: Experience) -> Float:
    """Weight of an entry: windows of neighbouring origins overlap."""
    return seen.weight * min(1.0, seen.step / _PACE_DAYS)


def _best_share(counts: Float, model: Float, base: Float, weight: Float) -> float:
    """Share of the model of highest log likelihood of 'any act in the band'.

    A prior of a few acts' worth leans to the model, so that a short trial does not decide.
    """
    there = ~np.isnan(counts)
    happened = counts > 0
    sizes = 0.5

    def score(share: float) -> float:
        mean = mix(share, model, base)
        none = np.exp(-sizes * np.log1p(mean / sizes))
        log = np.where(happened, np.log(np.maximum(1.0 - none, 1e-12)), np.log(none))
        return float((np.where(there, log, 0.0) * weight).sum()) - _DOUBT * (1.0 - share) ** 2

    return float(max(_SHARES, key=score))


def horizons_of(trial: Trial, quad: int) -> list[int]:
    """Horizons at band ends that the trial reached for a class."""
    ends = []
    for b, end in enumerate(EDGES[1:]):
        reached = ~np.isnan(trial.model[quad, : b + 1]).any(axis=0)
        if reached.any() and not np.isnan(trial.seen.counts[quad, : b + 1]).all():
            ends.append(end)
    return ends


__all__ = ["Calibration", "Int", "Trial", "base_means", "horizons_of", "learn", "mix", "try_out"]
