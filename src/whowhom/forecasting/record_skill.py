"""Skill on the record itself: how forecasts of this kind did before today."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whowhom.engine.acts import Float, Int
from whowhom.engine.traces import N_QUADS
from whowhom.forecasting.calibration import Calibration, Trial
from whowhom.forecasting.origins import EDGES
from whowhom.forecasting.scores import log_score

_FEWEST_HAPPENED = 30
_Z = 1.959964
_FEWEST_PERIODS, _SHORTEST_PERIOD = 5, 90


@dataclass(frozen=True)
class RecordSkill:
    """Log score of 'at least one act' against the base rate's, on past origins.

    Parameters
    ----------
    quad, days : int
        Class and horizon.
    verdict : str
        ``better`` where the 95 % interval lies above 0, ``not better`` where it does not,
        ``unknown`` where too little happened to tell.
    n : int
        Forecasts that were resolved.
    value, low, high : float
        ``1 - score / score of the base rate``, with a 95 % interval over dyads and periods.
    """

    quad: int
    days: int
    verdict: str
    n: int
    value: float
    low: float
    high: float


def measure(trial: Trial, calibration: Calibration) -> tuple[RecordSkill, ...]:
    """Score the trial of every class at every band end that it reached."""
    found = []
    for q in range(N_QUADS):
        for b, days in enumerate(EDGES[1:]):
            skill = _measured(trial, calibration, q, b, days)
            if skill is not None:
                found.append(skill)
    return tuple(found)


def _measured(
    trial: Trial, calibration: Calibration, quad: int, band: int, days: int
) -> RecordSkill | None:
    counts, model = trial.seen.counts[quad, : band + 1], trial.model[quad, : band + 1]
    rows = ~(np.isnan(counts) | np.isnan(model)).any(axis=0)
    if not rows.any():
        return None
    happened = counts[:, rows].sum(axis=0) > 0
    n = int(rows.sum())
    if happened.sum() < _FEWEST_HAPPENED:
        return RecordSkill(quad, days, "unknown", n, np.nan, np.nan, np.nan)
    likely, usual = (p[band, rows] for p in trial.likely(quad, float(calibration.stack[quad])))
    weight = trial.seen.weight[rows]
    score = log_score(likely, happened) * weight
    against = log_score(usual, happened) * weight
    period = trial.seen.origin[rows] // max(days, _SHORTEST_PERIOD)
    low, high = _interval(score, against, trial.seen.dyad[rows], period)
    value = float(1.0 - score.sum() / against.sum())
    return RecordSkill(quad, days, "better" if low > 0.0 else "not better", n, value, low, high)


def _interval(score: Float, against: Float, dyad: Int, period: Int) -> tuple[float, float]:
    """95 % interval of the skill: the wider of those over dyads and over periods.

    A ratio of sums over clusters (Cochran 1977, ch. 6). Fewer than five periods say nothing of how
    times differ; dyads then decide alone.
    """
    ratio = score.sum() / against.sum()
    errors = [_error(score, against, dyad, float(ratio))]
    if len(np.unique(period)) >= _FEWEST_PERIODS:
        errors.append(_error(score, against, period, float(ratio)))
    reach = _Z * max(errors)
    return float(1.0 - ratio - reach), float(1.0 - ratio + reach)


def _error(score: Float, against: Float, cluster: Int, ratio: float) -> float:
    groups, place = np.unique(cluster, return_inverse=True)
    ours, theirs = np.bincount(place, score), np.bincount(place, against)
    n = len(groups)
    spread = ((ours - ratio * theirs) ** 2).sum() * n / max(n - 1, 1)
    return float(np.sqrt(spread) / theirs.sum())
