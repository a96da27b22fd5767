"""Lagged: what a regression on lags expects of dyads that are active, pooled with the model.

The model and the regression read the same acts and fail differently: the model's mixture adds up
what past acts bring, the regression multiplies powers of counts. Pooled linearly, expectations
stay expectations of one law, from which probabilities, paths and reasons are read::

    pooled_b = (1 - SHARE) model_b + SHARE regression_b

in every band of days, where the regression was learnt and the dyad acted of late; the model's own
elsewhere.

References
----------
M. Stone, "The opinion pool", *Annals of Mathematical Statistics* 32(4), 1961. J. M. Bates and
C. W. J. Granger, "The combination of forecasts", *Operational Research Quarterly* 20(4), 1969.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from whowhom.engine.acts import Acts, Float, Int, Mask
from whowhom.engine.drivers import Dyads
from whowhom.engine.lags import DAYS, LAGS, RECEIVED, SENT, SINCE, TOTAL, YEAR, Moved, lags
from whowhom.engine.traces import N_QUADS, Traces
from whowhom.forecasting.baselines import Line, fit_line
from whowhom.forecasting.origins import BANDS, EDGES, Later

SHARE: Final = 0.3
"""Of the regression in the pool."""
_LONGEST_STEP, _SHORTEST_STEP = 183, 15
_LESSONS = 24
_SIZE = 1000
_REACH = 6 * 365
_FEWEST_ACTS, _FEWEST_LESSONS = 10, 3
_ACTIVE, _SHORTEST_ACTIVE = 365, 60


@dataclass(frozen=True)
class Lessons:
    """Active dyads at origins of the past, one entry each.

    Parameters
    ----------
    origin : int64 array (n,)
        First day ahead.
    weight : float64 array (n,)
        How many dyads the entry stands for.
    lags : float32 array (4, lags, n)
        As `whowhom.engine.lags.lags` gives them.
    counts : float64 array (4, bands, n)
        Acts within each band; NaN where it had not ended.
    active_days : int
        A dyad is active for so many days after its last act.
    """

    origin: Int
    weight: Float
    lags: np.ndarray[tuple[int, int, int], np.dtype[np.float32]]
    counts: Float
    active_days: int

    @classmethod
    def of(cls, acts: Acts, as_of: int, fine_from: int | None = None, seed: int = 0) -> Lessons:
        """Go through the record before a day.

        Parameters
        ----------
        acts : Acts
            Only those before `as_of` are read.
        as_of : int
            The day of the forecast.
        fine_from : int, optional
            First day from which acts are dated to the day: no lesson lies before it.
        seed : int
            Of the draw among active dyads, at most a thousand a lesson.
        """
        acts = acts.before(as_of)
        start = int(acts.day[0]) if len(acts) else as_of
        span = as_of - (start if fine_from is None else max(start, fine_from))
        active_days = int(np.clip(span // 6, _SHORTEST_ACTIVE, _ACTIVE))
        step = int(np.clip(span // _LESSONS, _SHORTEST_STEP, _LONGEST_STEP))
        days = range(as_of - span + active_days, as_of - EDGES[1] + 1, step)
        traces, later, rng = Traces(acts), Later(acts), np.random.default_rng(seed)
        parts = [_lesson(traces, later, day, as_of, active_days, rng) for day in days]
        if not parts:
            nothing = np.zeros((N_QUADS, len(LAGS), 0), dtype=np.float32)
            counts = np.zeros((N_QUADS, len(BANDS), 0))
            return cls(np.zeros(0, dtype=np.int64), np.zeros(0), nothing, counts, active_days)
        return cls(
            np.concatenate([part[0] for part in parts]),
            np.concatenate([part[1] for part in parts]),
            np.concatenate([part[2] for part in parts], axis=2),
            np.concatenate([part[3] for part in parts], axis=2),
            active_days,
        )

    def until(self, day: int) -> Lessons:
        """What was known of them on a day: bands that had ended by then."""
        counts = self.counts.copy()
        for b, (_, high) in enumerate(BANDS):
            counts[:, b, self.origin + high > day] = np.nan
        return replace(self, counts=counts)


def _lesson(
    traces: Traces, later: Later, day: int, as_of: int, active_days: int, rng: np.random.Generator
) -> tuple[Int, Float, np.ndarray[tuple[int, int, int], np.dtype[np.float32]], Float]:
    traces.advance(day)
    rows = np.flatnonzero(traces.active(active_days) & (traces.first < day))
    drawn = rows if len(rows) <= _SIZE else np.sort(rng.choice(rows, _SIZE, replace=False))
    counts = np.full((N_QUADS, len(BANDS), len(drawn)), np.nan)
    for b, (low, high) in enumerate(BANDS):
        if day + high <= as_of:
            counts[:, b] = later.counts(day + low, day + high)[:, drawn]
    told = lags(traces, Dyads.of(traces, traces.keys[drawn])).astype(np.float32)
    n = len(drawn)
    return np.full(n, day), np.full(n, len(rows) / max(n, 1)), told, counts


@dataclass(frozen=True)
class Lagged:
    """Fitted regressions on lags, one per class and horizon.

    Each is a negative binomial regression with log link on ``log(1 + lag)``
    (`whowhom.forecasting.baselines.fit_line`) of the acts up to the end of a band; from the acts
    up to the ends, made never to fall, come those of the bands.

    Parameters
    ----------
    lines : tuple of tuple of Line or None
        One per quad class and band; None where there is too little to learn from, and in all bands
        after it.
    active_days : int
        Dyads whose last act is longer ago are none of its business.
    """

    lines: tuple[tuple[Line | None, ...], ...]
    active_days: int

    @classmethod
    def fit(cls, lessons: Lessons) -> Lagged:
        """Fit to lessons, those of the last six years at each horizon."""
        found = []
        for q in range(N_QUADS):
            lines: list[Line | None] = []
            for b in range(len(BANDS)):
                early = bool(lines) and lines[-1] is None
                lines.append(None if early else _fit(lessons, q, b))
            found.append(tuple(lines))
        return cls(tuple(found), lessons.active_days)

    def means(self, told: Float, quad: int) -> Float:
        """Acts of a class in each band: (bands, n); NaN where it has nothing to say.

        Parameters
        ----------
        told : float array (4, lags, n)
            As `whowhom.engine.lags.lags` gives them.
        quad : int
            Class.
        """
        found = np.full((len(BANDS), told.shape[2]), np.nan)
        active = self.active(told)
        found[:, active] = self.of(told[quad][:, active].astype(np.float64), quad)
        return found

    def active(self, told: NDArray[np.floating]) -> Mask:
        """Which dyads it is about."""
        return np.asarray(told[0, SINCE] <= self.active_days)

    def of(self, told: Float, quad: int) -> Float:
        """Acts of a class in each band, (bands, n), for lags (lags, n) of active dyads."""
        up_to = np.zeros(told.shape[1])
        found = np.full((len(BANDS), told.shape[1]), np.nan)
        features = np.log1p(told).T
        fastest = np.max([told[i] / DAYS[i] for i in range(1, len(DAYS))], axis=0)
        for b, line in enumerate(self.lines[quad]):
            if line is None:
                break
            reached = np.maximum(line.mean(features, fastest * EDGES[b + 1]), up_to)
            found[b], up_to = reached - up_to, reached
        return found

    def response(self, told: Float, come: Moved, age: int, quad: int) -> Float:
        """Acts more in each band, (bands, n), for what comes on top of the record just now.

        The regression's slope at the lags as they stand, so that it is linear in what comes. What
        an act of the dyad itself, of its source or on its target brings by all lags together is
        held at 0 where it is negative, and the days since the last act are as they were.

        Parameters
        ----------
        told : float array (4, lags, n)
            Lags as they stand.
        come : Moved
            What comes.
        age : int
            Days on record.
        quad : int
            Class that is forecast.
        """
        found = np.zeros((len(BANDS), told.shape[2]))
        active = self.active(told)
        own = told[quad][:, active]
        other = come.own.sum(axis=0) - come.own[quad]
        parts = np.stack([come.own[quad], other, come.sent[quad], come.received[quad]])[:, active]
        slopes, reached, up_to = np.zeros_like(parts), self.of(own, quad), np.zeros(own.shape[1])
        for b, line in enumerate(self.lines[quad]):
            if line is None:
                break
            up_to += reached[b]
            steeper = np.maximum(slopes, up_to * _steepness(line, own, age))
            found[b, active] = ((steeper - slopes) * parts).sum(axis=0)
            slopes = steeper
        return found


def _steepness(line: Line, told: Float, age: int) -> Float:
    """By which share the mean rises for an act: (own class, other class, sent, received)."""
    by_log = line.slope[1:, None] / line.scale[:, None]
    each = np.where(np.log1p(told) < line.most[:, None], by_log, 0.0) / (1.0 + told)
    same = each[: len(DAYS)].sum(axis=0) + each[YEAR] * 365.0 / age + each[TOTAL]
    return np.asarray(np.maximum(np.stack([same, each[TOTAL], each[SENT], each[RECEIVED]]), 0.0))


NOTHING: Final = Lagged(((None,) * len(BANDS),) * N_QUADS, 0)
"""Knows nothing of any dyad."""


def _fit(lessons: Lessons, quad: int, band: int) -> Line | None:
    counts = lessons.counts[quad, : band + 1].sum(axis=0)
    there = ~np.isnan(counts)
    if there.any():
        there &= lessons.origin > lessons.origin[there].max() - _REACH
    few = len(np.unique(lessons.origin[there])) < _FEWEST_LESSONS
    if few or counts[there].sum() < _FEWEST_ACTS:
        return None
    features = np.log1p(lessons.lags[quad][:, there].astype(np.float64)).T
    return fit_line(features, counts[there].astype(np.int64), lessons.weight[there])


def pool(model: Float, regression: Float) -> Float:
    """The linear pool of two expectations, the model's where the regression has none.

    Examples
    --------
    >>> pool(np.array([4.0, 4.0]), np.array([2.0, np.nan]))
    array([3.4, 4. ])
    """
    return np.asarray(
        np.where(np.isnan(regression), model, (1.0 - SHARE) * model + SHARE * regression)
    )
