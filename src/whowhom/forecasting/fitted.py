"""Fitted: all that was learnt from one record by one day, and the questions it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import ndtri

from whowhom.engine import prior as priors_
from whowhom.engine.acts import Acts, Float, Int
from whowhom.engine.drivers import DAMPERS, DRIVERS, Dyads, dampers, values
from whowhom.engine.frailty import Frailty
from whowhom.engine.kinds import Kinds
from whowhom.engine.lags import lags
from whowhom.engine.prior import Origin
from whowhom.engine.traces import HALF_LIVES, N_QUADS, Traces
from whowhom.forecasting import reasons as reasons_
from whowhom.forecasting.baserate import BaseRate
from whowhom.forecasting.calibration import Calibration, learn, mix, try_out
from whowhom.forecasting.deaths import Toll
from whowhom.forecasting.horizon import Horizon, pace
from whowhom.forecasting.lagged import Lessons
from whowhom.forecasting.origins import BANDS, EDGES, collect
from whowhom.forecasting.prospect import Prospect, Reasons
from whowhom.forecasting.record_skill import RecordSkill, measure

PATHS = 2000
DEATH_STEPS = (1, 25, 1000)


def silent(step: str, share: float) -> None:
    """Report nothing."""


@dataclass(frozen=True)
class Fitted:
    """What one dataset's acts before a day teach, ready to be asked.

    Parameters
    ----------
    acts : Acts
        The record, all before ``until``.
    until : int
        Origin of its forecasts.
    horizon : Horizon
        Expectations per class and band.
    base : BaseRate
        What the whole record alone would say.
    calibration : Calibration
        How far to trust the model beside the base rate.
    kinds : Kinds
        Kinds of acts within their class.
    skills : tuple of RecordSkill
        How forecasts of this kind did before ``until``.
    prior : Origin
        What other data went in, or why none.
    fine_from : int or None
        First day from which acts are dated to the day.
    """

    acts: Acts
    until: int
    horizon: Horizon
    base: BaseRate
    calibration: Calibration
    kinds: Kinds
    skills: tuple[RecordSkill, ...]
    prior: Origin
    fine_from: int | None = None

    @classmethod
    def fit(
        cls,
        acts: Acts,
        until: int,
        fine_from: int | None = None,
        prior: Origin | None = None,
        progress: Callable[[str, float], None] = silent,
    ) -> Fitted:
        """Fit to the acts before ``until``.

        Parameters
        ----------
        acts : Acts
            The record; nothing on or after ``until`` is read.
        until : int
            The day of the forecast.
        fine_from : int, optional
            First day from which acts are dated to the day; earlier totals are past, never a truth.
        prior : Origin, optional
            What other data say (`whowhom.engine.prior.choose`); none by default.
        progress : callable
            Told the step and the share done.
        """
        acts = acts.before(until)
        prior = prior or priors_.NONE
        progress("reading the past", 0.0)
        seen = collect(acts, until, fine_from)
        progress("trying forecasts of the past", 0.3)
        lessons = Lessons.of(acts, until, fine_from)
        trial = try_out(seen, until, prior.weights, lessons)
        calibration = learn(trial)
        progress("fitting", 0.8)
        horizon = Horizon.of(seen, until, prior.weights, lessons=lessons)
        base = BaseRate.fit(seen)
        return cls(
            acts,
            until,
            horizon,
            base,
            calibration,
            Kinds.fit(acts, until),
            measure(trial, calibration),
            prior,
            fine_from,
        )

    @cached_property
    def traces(self) -> Traces:
        """State of every dyad at the origin."""
        traces = Traces(self.acts)
        traces.advance(self.until)
        return traces

    @cached_property
    def quads(self) -> tuple[int, ...]:
        """Classes that the record holds and expectations exist for."""
        held = np.unique(self.acts.classes)
        return tuple(int(q) for q in held if self.horizon.weights[int(q)][0] is not None)

    @property
    def longest(self) -> int:
        """Longest horizon in days that can be answered; 0 where none can."""
        ends = [
            next(
                (BANDS[b][0] for b, w in enumerate(self.horizon.weights[q]) if w is None), EDGES[-1]
            )
            for q in self.quads
        ]
        return min(ends, default=0)

    def means(self, asked: Dyads, quad: int) -> tuple[Float, Float]:
        """Stacked expectation and base rate in each band: two arrays (bands, n)."""
        drivers, damped = values(self.traces, asked, quad), dampers(self.traces, asked, quad)
        model = self.horizon.pooled(drivers, damped, lags(self.traces, asked), quad)
        base = self.base_means(drivers, damped, quad)
        return mix(float(self.calibration.stack[quad]), model, base), base

    def base_means(self, drivers: Float, damped: Float, quad: int) -> Float:
        """Base rate in each band: (bands, n)."""
        age = np.full(drivers.shape[1], float(self.traces.age))
        per_day = self.base.rate(drivers, damped, age, quad)
        return np.asarray(per_day * np.array([high - low for low, high in BANDS])[:, None])

    def within(self, asked: Dyads, quad: int, days: int) -> Float:
        """Expected acts within ``days``: (n,)."""
        return np.asarray(up_to_bands(self.means(asked, quad)[0], days).sum(axis=0))

    def doubt(self, asked: Dyads, quad: int, level: float) -> Float:
        """Factor by which the fit leaves the expectation open, each way: (bands, n), from 1."""
        drivers, damped = values(self.traces, asked, quad), dampers(self.traces, asked, quad)
        spread = [
            np.zeros(drivers.shape[1]) if w is None else w.doubt(drivers, damped)
            for w in self.horizon.weights[quad]
        ]
        return np.asarray(np.exp(float(ndtri((1.0 + level) / 2.0)) * np.stack(spread)))

    def frailty(self, dyad: Int, quad: int) -> Frailty:
        """Scatter of the expectations of dyads, by their keys, in a class."""
        active = np.zeros(len(dyad), dtype=bool)
        if len(self.traces.keys):
            place = self.traces.places(dyad)
            last = self.traces.last[:, np.maximum(place, 0)].max(axis=0)
            late = self.until - last <= self.horizon.lagged.active_days
            active = late & (place >= 0)
        return self.horizon.scatter(quad, active) or self.base.frailty[quad]

    def prospect(
        self, dyad: Int, days: int, level: float = 0.9, seed: int = 0, intervals: bool = True
    ) -> Prospect:
        """What is to be expected of dyads within ``days``.

        Parameters
        ----------
        dyad : int64 array (n,)
            Keys.
        days : int
            1 to `longest`.
        level : float
            Level of the intervals.
        seed : int
            Of the paths; every dyad and class has its own, whatever else is asked.
        intervals : bool
            Whether to draw them; without, they are NaN.

        Raises
        ------
        ValueError
            If the horizon is out of range.
        """
        self._check(days)
        asked = Dyads.of(self.traces, dyad)
        rows, n = N_QUADS + len(self.acts.quad), len(dyad)
        out = {name: np.zeros((rows, n)) for name in _MEASURES}
        shares = self.kinds.of(self.acts, dyad, self.until)
        for q in self.quads:
            self._fill(out, asked, dyad, q, days, shares)
            if intervals:
                self._intervals(out, asked, dyad, q, days, level, seed, shares)
        if not intervals:
            for name in ("low", "high", "any_low", "any_high"):
                out[name][:] = np.nan
        return Prospect(dyad=dyad, days=days, level=level, **out)

    def _check(self, days: int) -> None:
        if not self.longest:
            raise ValueError("too few acts to forecast from; give a prior or a longer record")
        if not 1 <= days <= self.longest:
            raise ValueError(f"days must lie in 1..{self.longest}, got {days}")

    def _rows(self, quad: int) -> list[tuple[int, int]]:
        """Row of the class, then of each of its kinds, with the kind (-1 for the class)."""
        kinds = [k for k, q in enumerate(self.acts.quad) if q == quad]
        return [(quad, -1)] + [(N_QUADS + k, k) for k in kinds]

    def _fill(
        self, out: dict[str, Float], asked: Dyads, dyad: Int, quad: int, days: int, shares: Float
    ) -> None:
        means, base = self.means(asked, quad)
        speed, base_speed = pace(means), pace(base)
        frailty = self.frailty(dyad, quad)
        within, base_within = up_to_bands(means, days), up_to_bands(base, days)
        for row, kind in self._rows(quad):
            share = np.ones(len(dyad)) if kind < 0 else shares[kind]
            usual = 1.0 if kind < 0 else self.kinds.shares[kind]
            out["mean"][row] = within.sum(axis=0) * share
            out["any"][row] = frailty.any(within * share, speed)[-1]
            out["base_mean"][row] = base_within.sum(axis=0) * usual
            out["base_any"][row] = self.base.frailty[quad].any(base_within * usual, base_speed)[-1]

    def _intervals(
        self,
        out: dict[str, Float],
        asked: Dyads,
        dyad: Int,
        quad: int,
        days: int,
        level: float,
        seed: int,
        shares: Float,
    ) -> None:
        means, _ = self.means(asked, quad)
        frailty = self.frailty(dyad, quad)
        tails = np.array([(1.0 - level) / 2.0, (1.0 + level) / 2.0])
        for i, key in enumerate(dyad):
            for row, kind in self._rows(quad):
                # A kind's paths are its class's with fewer acts expected, so that its interval
                # never exceeds it, nor falls with the days.
                share = 1.0 if kind < 0 else float(shares[kind, i])
                drawn = _paths(frailty.at(i), means[:, [i]], days, [seed, int(key), quad], share)
                out["low"][row, i], out["high"][row, i] = np.quantile(
                    drawn[-1], tails, method="inverted_cdf"
                )
        self._doubts(out, asked, dyad, quad, days, level, shares)

    def _doubts(
        self,
        out: dict[str, Float],
        asked: Dyads,
        dyad: Int,
        quad: int,
        days: int,
        level: float,
        shares: Float,
    ) -> None:
        """Interval of the probabilities: all expectations higher, or lower, by what is in doubt."""
        means, _ = self.means(asked, quad)
        frailty = self.frailty(dyad, quad)
        for name, sign in (("any_low", -1.0), ("any_high", 1.0)):
            moved = means * self.doubt(asked, quad, level) ** sign
            for row, kind in self._rows(quad):
                share = 1.0 if kind < 0 else shares[kind]
                within = up_to_bands(moved, days) * share
                out[name][row] = frailty.any(within, pace(means))[-1]

    def _paths(
        self, means: Float, dyad: int, quad: int, days: int, seed: int, share: float = 1.0
    ) -> Int:
        """Counts up to the end of each band within the days: array (bands, paths).

        The paths are the same whatever the days, and for a share of the acts.
        """
        return _paths(self.frailty(np.array([dyad]), quad), means, days, [seed, dyad, quad], share)

    def draws(self, dyad: Int, days: int, seed: int = 0, base: bool = False) -> Int:
        """Acts of all classes within ``days`` on every path: (n, `PATHS`).

        Of one class these are the paths that the intervals of `prospect` are read from.

        Parameters
        ----------
        dyad : int64 array (n,)
            Keys.
        days, seed : int
            As in `prospect`.
        base : bool
            Draw from the base rate instead.

        Raises
        ------
        ValueError
            If the horizon is out of range.
        """
        self._check(days)
        asked = Dyads.of(self.traces, dyad)
        total = np.zeros((len(dyad), PATHS), dtype=np.int64)
        for q in self.quads:
            means = self.means(asked, q)[int(base)]
            frailty = self.base.frailty[q] if base else self.frailty(dyad, q)
            for i, key in enumerate(dyad):
                total[i] += _paths(frailty.at(i), means[:, [i]], days, [seed, int(key), q])[-1]
        return total

    def reasons(self, dyad: int, quad: int, days: int) -> Reasons:
        """Why that much is expected of a dyad and class within ``days``.

        Raises
        ------
        ValueError
            If the horizon is out of range.
        """
        self._check(days)
        asked = Dyads.of(self.traces, np.array([dyad]))
        _, base = self.means(asked, quad)
        within = float(up_to_bands(base, days).sum())
        stack = float(self.calibration.stack[quad])
        return reasons_.explain(
            self.acts, self.horizon, self.traces, dyad, quad, days, stack, within
        )

    def deaths(
        self, dyad: Int, days: int, level: float = 0.9, seed: int = 0
    ) -> tuple[Float, Float, Float, Float] | None:
        """Deaths within ``days``: expected, low, high, and the chance of at least 1, 25 and 1,000.

        The last is an array (3, n): shares of paths, half a path added to each side, because what
        no path shows is not impossible. None where the record gives no deaths.

        Raises
        ------
        ValueError
            If the horizon is out of range.
        """
        toll = Toll.fit(self.acts, dyad, self.fine_from)
        if toll is None:
            return None
        self._check(days)
        asked = Dyads.of(self.traces, dyad)
        tails = ((1.0 - level) / 2.0, (1.0 + level) / 2.0)
        expected, low, high = np.zeros((3, len(dyad)))
        chance = np.zeros((len(DEATH_STEPS), len(dyad)))
        every = {q: (self.means(asked, q)[0], self.frailty(dyad, q)) for q in self.quads}
        for i, key in enumerate(dyad):
            total = self._killed(toll, every, i, int(key), days, seed)
            expected[i] = total.mean()
            low[i], high[i] = np.quantile(total, tails, method="inverted_cdf")
            chance[:, i] = _reached(total)
        return expected, low, high, chance

    def base_deaths(self, dyad: Int, days: int, seed: int = 0) -> Float | None:
        """The chance of at least 1, 25 and 1,000 deaths by the base rate: array (3, n).

        Acts at the pace of the whole record, each as deadly as in `deaths`. None where the record
        gives no deaths.
        """
        toll = Toll.fit(self.acts, dyad, self.fine_from)
        if toll is None:
            return None
        self._check(days)
        asked = Dyads.of(self.traces, dyad)
        every = {q: (self.means(asked, q)[1], self.base.frailty[q]) for q in self.quads}
        return np.stack(
            [
                _reached(self._killed(toll, every, i, int(key), days, seed))
                for i, key in enumerate(dyad)
            ],
            axis=1,
        )

    def _killed(
        self,
        toll: Toll,
        every: dict[int, tuple[Float, Frailty]],
        place: int,
        key: int,
        days: int,
        seed: int,
    ) -> Int:
        """Deaths within the days on every path, all classes together."""
        total = np.zeros(PATHS, dtype=np.int64)
        for q, (means, frailty) in every.items():
            counts = _paths(frailty.at(place), means[:, [place]], days, [seed, key, q])
            rng = np.random.default_rng([seed, key, q, 3])
            total += toll.draw(key, counts, rng)[-1]
        return total

    def candidates(self, actor: int) -> Int:
        """Dyads worth asking about for an actor: those it was ever part of, both ways."""
        part = (self.traces.source == actor) | (self.traces.target == actor)
        return np.asarray(self.traces.keys[part])

    def skill(self, quad: int, days: int) -> RecordSkill:
        """Skill of the nearest horizon that was tried, not shorter where there is one."""
        own = [s for s in self.skills if s.quad == quad]
        if not own:
            return RecordSkill(quad, days, "unknown", 0, np.nan, np.nan, np.nan)
        return min(own, key=lambda s: (s.days < days, abs(s.days - days)))

    def summary(self) -> list[dict[str, object]]:
        """One row per class, band and driver of any weight; see the keys."""
        rows: list[dict[str, object]] = []
        for q in self.quads:
            for fitted, band in zip(self.horizon.weights[q], BANDS, strict=True):
                if fitted is None:
                    continue
                credit = fitted.drive * fitted.exposure
                for driver, weight, share in zip(DRIVERS, fitted.drive, credit, strict=True):
                    if share > 0.0005:
                        rows.append(
                            {
                                "quad": q,
                                "band": band,
                                "driver": driver.name,
                                "words": driver.words,
                                "half_life": float(HALF_LIVES[driver.memory]),
                                "weight": float(weight),
                                "share": float(share / credit.sum()),
                            }
                        )
                for name, weight in zip(DAMPERS, fitted.tilt, strict=True):
                    rows.append({"quad": q, "band": band, "damper": name, "weight": float(weight)})
        return rows


def _paths(frailty: Frailty, means: Float, days: int, seed: list[int], share: float = 1.0) -> Int:
    """Counts of one dyad up to the end of each band within the days: array (bands, paths)."""
    rng = np.random.default_rng(seed)
    pieces = up_to_bands(means, days)[[low < days for low, _ in BANDS]] * share
    return frailty.draw(pieces, pace(means), PATHS, rng)[:, 0]


def _reached(total: Int) -> Float:
    """Chance of each step of deaths, from paths."""
    return np.array([((total >= step).sum() + 0.5) / (len(total) + 1.0) for step in DEATH_STEPS])


_MEASURES = ("mean", "low", "high", "any", "any_low", "any_high", "base_mean", "base_any")


def up_to_bands(means: Float, days: int) -> Float:
    """Expectation in each band as far as it lies within ``days``: (bands, n).

    Examples
    --------
    >>> up_to_bands(np.array([[7.0], [23.0], [60.0], [np.nan]]), 45).round(6)[:, 0]
    array([ 7., 23., 15.,  0.])
    """
    part = [np.clip((days - low) / (high - low), 0.0, 1.0) for low, high in BANDS]
    inside = np.array(part)[:, None]
    # Beyond the days a band may not be fitted; nothing of it is needed.
    return np.asarray(np.where(inside > 0.0, means, 0.0) * inside)
