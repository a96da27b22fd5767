"""Baselines: what a forecast must beat, each with its fair chance.

All learn from `lessons` alone, that is from horizons that ended before the last refit, separately
for active, dormant and never-seen dyads, each class and each horizon; none gives a probability of
0 or 1; each counts as negative binomial, or as Poisson where that fits the lessons better.

* `historic`: acts per day over the dyad's whole history, since its own first act or since the
  set began, whichever did better in the lessons.
* `last_period`: acts in the last period of the horizon's length.
* `conflictology`: equal draws of the last 12 periods of the horizon's length (Hegre and others
  2025, VIEWS), or of what there is.
* `Regression`: negative binomial regression on lags, pooled over dyads.

Croston, TSB and ADIDA need another package and live with the benchmarks.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, TypeVar

import numpy as np
from scipy.optimize import minimize
from scipy.special import digamma

from whowhom.engine.acts import Acts, Float, Int, Mask
from whowhom.forecasting.earlier import Course, Lesson, fingerprint, lessons
from whowhom.forecasting.negative_binomial import (
    SIZES,
    any_probability,
    best_size,
    draws,
    log_likelihood,
)
from whowhom.forecasting.outlook import CLASSES, Outlook
from whowhom.forecasting.scores import log_score
from whowhom.forecasting.slices import slices_of
from whowhom.forecasting.tallies import death_windows, first_days, last_days, windows, within

Evidence = Callable[[Acts, int, Int, int], tuple[Float, Float]]
"""Acts before the origin, origin, dyads (n,), horizon in days -> expected counts as the variants of
a method have them, (V, n, 4), and the weight of what each saw, (V, n), in units of its own."""

DRAWS: Final = 100
Fit = TypeVar("Fit")
_SLICES = 3
_TINY = 1e-7
_COARSE: Final = SIZES[[4, 9, 14, 19, 24, 29, 34, 41]]
_WINDOWS = 12
_MANY_WINDOWS = 120
_RIDGE = 1.0
_BOUNDS = (-25.0, 12.0)


def historic(past: Acts, origin: int, dyads: Int, horizon: int) -> tuple[Float, Float]:
    """Evidence of the whole history: since the set began, and since the dyad's first act."""
    start = int(past.day[0]) if len(past) else origin
    counts = within(past, dyads, start, origin)
    first = first_days(past, dyads, origin)
    days = np.stack([np.full(len(dyads), float(origin - start)), (origin - first) * 1.0])
    days = np.maximum(days, 1.0)
    return horizon * counts[None] / days[:, :, None], days


def last_period(past: Acts, origin: int, dyads: Int, horizon: int) -> tuple[Float, Float]:
    """Evidence of the last period of the horizon's length."""
    counts = within(past, dyads, origin - horizon, origin).astype(np.float64)
    return counts[None], np.ones((1, len(dyads)))


@dataclass(frozen=True)
class _Choice:
    """What the lessons chose for one slice, class and horizon."""

    variant: int = 0
    strength: float = 1.0
    prior: float = _TINY
    level: float = 1.0
    size: int = 20

    def mean(self, raw: Float, weight: Float) -> Float:
        """Shrink to the prior: level (w m + a prior) / (w + a)."""
        w = weight[self.variant]
        shrunk = (w * raw[self.variant] + self.strength * self.prior) / (w + self.strength)
        return np.asarray(np.maximum(self.level * shrunk, _TINY))


def _choose(truth: Int, weight: Float, raw: Float, seen: Float, strengths: Float) -> _Choice:
    """The variant, shrinkage and dispersion of the highest likelihood; raw is (V, rows)."""
    if not len(truth):
        return _Choice(strength=float(np.median(strengths)))
    # Half an act more than happened: what was never seen may still happen.
    prior = (float(weight @ truth) + 0.5) / float(weight.sum())
    best, reached = _Choice(), -np.inf
    for variant in range(len(raw)):
        for strength in strengths:
            tried = _Choice(variant, float(strength), prior)
            level = (float(weight @ truth) + 0.5) / (float(weight @ tried.mean(raw, seen)) + 0.5)
            tried = replace(tried, level=level)
            mean = tried.mean(raw, seen)
            _, fit = best_size(truth, mean, weight, _COARSE)
            if fit > reached:
                best, reached = tried, fit
    return replace(best, size=best_size(truth, best.mean(raw, seen), weight)[0])


def _rows(past: list[Lesson], which: int) -> list[Mask]:
    """Rows of a slice in every lesson; of all where it was never asked; none if no lesson."""
    rows = [each.slices == which for each in past]
    if not any(row.any() for row in rows):
        rows = [each.slices >= 0 for each in past]
    return rows if any(row.any() for row in rows) else []


def _stacked(columns: list[Any], rows: list[Mask]) -> Any:
    return np.concatenate([column[row] for column, row in zip(columns, rows, strict=True)])


def _outlook(mean: Float, size: Int, origin: int) -> Outlook:
    """Negative binomial outlook of one horizon; mean and size are (n, 4)."""
    rng = np.random.default_rng(origin)
    drawn = draws(mean.reshape(-1), size.reshape(-1), DRAWS, rng)
    any_ = any_probability(mean, SIZES[size])
    shape = (*mean.shape, 1)
    any_ = np.clip(any_, _TINY, 1 - _TINY)
    return Outlook(mean.reshape(shape), any_.reshape(shape), drawn.reshape(*shape, DRAWS))


def _together(outlooks: list[Outlook]) -> Outlook:
    """Separate horizons as one outlook: draws coupled by their ranks, none falls."""
    if len(outlooks) == 1:
        return outlooks[0]
    # Horizons with unequal numbers of draws: each is repeated up to a common number.
    n = math.lcm(*(o.draws.shape[3] for o in outlooks))
    sorted_ = [np.sort(o.draws[:, :, 0], axis=2) for o in outlooks]
    drawn = np.stack([np.repeat(each, n // each.shape[2], axis=2) for each in sorted_], axis=2)
    return Outlook(
        np.maximum.accumulate(np.concatenate([o.mean for o in outlooks], axis=2), axis=2),
        np.maximum.accumulate(np.concatenate([o.any for o in outlooks], axis=2), axis=2),
        np.maximum.accumulate(drawn, axis=2),
    )


class _Learner(ABC, Generic[Fit]):
    """A baseline that is fitted at refits and keeps what it fitted, by the acts before them."""

    separate = True

    def __init__(self, course: Course | None = None) -> None:
        self.course = course or Course()
        self._fits: dict[tuple[bytes, int], Fit] = {}

    def __call__(self, acts: Acts, origin: int, dyads: Int, horizons: tuple[int, ...]) -> Outlook:
        """Forecast; see `whowhom.forecasting.outlook.Forecaster`."""
        past = acts.before(origin)
        if not len(past):
            raise ValueError(f"no acts before day {origin}: nothing to learn from")
        known = past.before(self.course.refit(past, origin))
        found = []
        for horizon in horizons:
            key = fingerprint(known), horizon
            if key not in self._fits:
                self._fits[key] = self._fit(known, horizon)
            slices = slices_of(past, origin, dyads, self.course.sizes.active_days)
            found.append(self._one(past, origin, dyads, slices, horizon, self._fits[key]))
        return _together(found)

    @abstractmethod
    def _fit(self, known: Acts, horizon: int) -> Fit: ...

    @abstractmethod
    def _one(
        self, past: Acts, origin: int, dyads: Int, slices: Int, horizon: int, fit: Fit
    ) -> Outlook: ...


class Pooled(_Learner[list[list[_Choice]]]):
    """A method's expected counts, shrunk to the pooled mean, as negative binomial counts.

    mean = level (w m + a prior) / (w + a), with m and w the method's evidence, the prior the pooled
    mean of the lessons; the strength a, the variant and the dispersion have the highest likelihood
    in the lessons, and the level makes their total right.

    Parameters
    ----------
    evidence : Evidence
        The method.
    strengths : sequence of float
        Values of a to try, in the unit of the weights.
    course : Course, optional
        How to learn.

    Examples
    --------
    >>> day = np.arange(0, 900, 3)
    >>> one, none = np.ones(300, dtype=np.int64), np.zeros(300, dtype=np.int64)
    >>> acts = Acts(day, one, none, none, one > 0, one, none, 2, (3,))
    >>> outlook = Pooled(last_period, (0.1, 1.0))(acts, 900, acts.dyad[:1], (30,))
    >>> float(outlook.mean[0, 3, 0].round(1)), outlook.draws.shape
    (10.0, (1, 4, 1, 100))
    """

    def __init__(
        self, evidence: Evidence, strengths: Sequence[float], course: Course | None = None
    ) -> None:
        super().__init__(course)
        self.evidence = evidence
        self.strengths = np.asarray(strengths, dtype=np.float64)

    def _fit(self, known: Acts, horizon: int) -> list[list[_Choice]]:
        past = lessons(known, horizon, self.course)
        told = [
            self.evidence(known.before(each.origin), each.origin, each.dyads, horizon)
            for each in past
        ]
        return [
            [self._choice(past, told, which, quad) for quad in range(CLASSES)]
            for which in range(_SLICES)
        ]

    def _choice(
        self, past: list[Lesson], told: list[tuple[Float, Float]], which: int, quad: int
    ) -> _Choice:
        rows = _rows(past, which)
        if not rows:
            return _Choice(strength=float(np.median(self.strengths)))
        return _choose(
            _stacked([each.truth[:, quad] for each in past], rows),
            _stacked([each.weight for each in past], rows),
            _stacked([mean[:, :, quad].T for mean, _ in told], rows).T,
            _stacked([weight.T for _, weight in told], rows).T,
            self.strengths,
        )

    def _one(
        self,
        past: Acts,
        origin: int,
        dyads: Int,
        slices: Int,
        horizon: int,
        fit: list[list[_Choice]],
    ) -> Outlook:
        raw, weight = self.evidence(past, origin, dyads, horizon)
        mean = np.full((len(dyads), CLASSES), _TINY)
        size = np.zeros((len(dyads), CLASSES), dtype=np.int64)
        for which in range(_SLICES):
            own = slices == which
            for quad, choice in enumerate(fit[which]):
                mean[own, quad] = choice.mean(raw[:, own, quad], weight[:, own])
                size[own, quad] = choice.size
        return _outlook(mean, size, origin)


class Conflictology(_Learner[Float]):
    """The last 12 periods of the horizon's length as equal draws, or as many as there were.

    The probability of at least one is (k + a b) / (n + a), k of n periods with one, b its frequency
    in the lessons, a of the best logarithmic score there.

    References
    ----------
    H. Hegre and others, "The 2023/24 VIEWS Prediction Challenge", *Journal of Peace Research*,
    2025.
    """

    _STRENGTHS: Final = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)

    @staticmethod
    def periods(past: Acts, origin: int, horizon: int) -> int:
        """How many periods there were, 1 to 12."""
        return int(np.clip((origin - int(past.day[0])) // horizon, 1, _WINDOWS))

    def _fit(self, known: Acts, horizon: int) -> Float:
        """Frequency b and strength a, (3, 4, 2)."""
        fit = np.full((_SLICES, CLASSES, 2), 0.5)
        past = lessons(known, horizon, self.course)
        told = []
        for each in past:
            before = known.before(each.origin)
            most = self.periods(before, each.origin, horizon)
            seen = (windows(before, each.dyads, each.origin, horizon, most) > 0).sum(axis=2)
            told.append((seen, np.full(len(seen), most)))
        for which in range(_SLICES):
            rows = _rows(past, which)
            if not rows:
                continue
            happened = _stacked([each.truth > 0 for each in past], rows)
            weight = _stacked([each.weight for each in past], rows)
            k = _stacked([seen for seen, _ in told], rows)
            n = _stacked([count for _, count in told], rows)
            for quad in range(CLASSES):
                fit[which, quad] = self._best(happened[:, quad], weight, k[:, quad], n)
        return fit

    def _best(self, happened: Mask, weight: Float, k: Int, n: Int) -> tuple[float, float]:
        base = (float(weight @ happened) + 0.5) / (float(weight.sum()) + 1)
        losses = [
            float(weight @ log_score((k + a * base) / (n + a), happened)) for a in self._STRENGTHS
        ]
        return base, self._STRENGTHS[int(np.argmin(losses))]

    def _one(
        self, past: Acts, origin: int, dyads: Int, slices: Int, horizon: int, fit: Float
    ) -> Outlook:
        n = self.periods(past, origin, horizon)
        counts = windows(past, dyads, origin, horizon, n)
        base, strength = fit[slices, :, 0], fit[slices, :, 1]
        any_ = ((counts > 0).sum(axis=2) + strength * base) / (n + strength)
        return Outlook(counts.mean(axis=2)[:, :, None], any_[:, :, None], counts[:, :, None, :])


@dataclass(frozen=True, eq=False)
class Line:
    """A fitted regression: standardisation, coefficients, largest features seen, dispersion."""

    centre: Float
    scale: Float
    most: Float
    slope: Float
    size: int
    ceiling: float = np.inf

    def mean(self, features: Float, recent: Float | float = 0.0) -> Float:
        """Means, at most the largest count of the lessons or ``recent``, whichever is larger."""
        # A power of an unheard-of count explodes.
        x = (np.minimum(features, self.most) - self.centre) / self.scale
        eta = np.clip(self.slope[0] + x @ self.slope[1:], *_BOUNDS)
        return np.asarray(np.clip(np.exp(eta), _TINY, np.maximum(self.ceiling, recent)))


class Regression(_Learner[list[list[Line]]]):
    """Negative binomial regression with log link on lags, one per slice, class and horizon.

    Features, all as log(1 + x): acts of the class in the last 7, 30, 90 and 365 days; its yearly
    rate since the set began; acts of all classes in the last 90 days; days since the dyad's last
    act; acts of the class by the source, and at the target, in the last 365 days. Fitted by
    maximum likelihood with a unit normal prior on the standardised slopes. No feature counts beyond
    the largest of the lessons, and no mean beyond their largest count, unless the dyad's own recent
    rate is higher.

    Parameters
    ----------
    course : Course, optional
        How to learn.
    quasi : bool
        Fit the mean as quasi-Poisson, so that totals agree, and the dispersion after it. Measured:
        better ranked probability scores where a few dyads do most, worse probabilities of one act.
    """

    _LAGS: Final = (7, 30, 90, 365)

    def __init__(self, course: Course | None = None, quasi: bool = False) -> None:
        super().__init__(course)
        self.quasi = quasi

    def features(self, past: Acts, origin: int, dyads: Int) -> Float:
        """Features before an origin, (n, 4, 9)."""
        start = int(past.day[0])
        lags = [within(past, dyads, origin - days, origin) for days in self._LAGS]
        years = max(origin - start, 1) / 365
        rate = within(past, dyads, start, origin) / years
        total = np.repeat(lags[2].sum(axis=1, keepdims=True), CLASSES, axis=1)
        since = origin - last_days(past, dyads, start - 1)
        columns = [*lags, rate, total, np.repeat(since[:, None], CLASSES, axis=1)]
        told = np.stack([*columns, *self._sides(past, origin, dyads)], axis=2)
        return np.asarray(np.log1p(told))

    def _recent(self, features: Float, horizon: int) -> Float:
        """Acts within the horizon at the dyad's highest rate of the last 30, 90 or 365 days."""
        rates = np.expm1(features[:, : len(self._LAGS)]) / np.array(self._LAGS)
        return np.asarray(horizon * rates[:, 1:].max(axis=1))

    def _sides(self, past: Acts, origin: int, dyads: Int) -> tuple[Float, Float]:
        """Acts of the class by the source and at the target in the last year; pairs count twice."""
        late = past.take(slice(int(np.searchsorted(past.day, origin - self._LAGS[-1])), None))
        pair = ~late.directed
        by = np.concatenate([late.source, late.target[pair]])
        at = np.concatenate([late.target, late.source[pair]])
        cell = np.concatenate([late.classes, late.classes[pair]])
        count = np.concatenate([late.count, late.count[pair]])
        source, target, _ = past.sides(dyads)
        sums = [
            np.bincount(who * CLASSES + cell, weights=count, minlength=past.n_actors * CLASSES)
            .reshape(-1, CLASSES)
            .astype(np.float64)
            for who in (by, at)
        ]
        return sums[0][source], sums[1][target]

    def _fit(self, known: Acts, horizon: int) -> list[list[Line]]:
        past = lessons(known, horizon, self.course)
        told = [self.features(known.before(p.origin), p.origin, p.dyads) for p in past]
        return [
            [self._line(past, told, which, quad) for quad in range(CLASSES)]
            for which in range(_SLICES)
        ]

    def _line(self, past: list[Lesson], told: list[Float], which: int, quad: int) -> Line:
        rows = _rows(past, which)
        if not rows:
            zero = np.zeros(len(self._LAGS) + 5)
            return Line(zero, zero + 1, zero, np.append(np.log(_TINY), zero), 20)
        return fit_line(
            _stacked([each[:, quad] for each in told], rows),
            _stacked([each.truth[:, quad] for each in past], rows),
            _stacked([each.weight for each in past], rows),
            self.quasi,
        )

    def _one(
        self,
        past: Acts,
        origin: int,
        dyads: Int,
        slices: Int,
        horizon: int,
        fit: list[list[Line]],
    ) -> Outlook:
        features = self.features(past, origin, dyads)
        mean = np.full((len(dyads), CLASSES), _TINY)
        size = np.zeros((len(dyads), CLASSES), dtype=np.int64)
        for which in range(_SLICES):
            own = slices == which
            for quad, line in enumerate(fit[which]):
                recent = self._recent(features[own, quad], horizon)
                mean[own, quad] = line.mean(features[own, quad], recent)
                size[own, quad] = line.size
        return _outlook(mean, size, origin)


def fit_line(features: Float, counts: Int, weight: Float, quasi: bool = False) -> Line:
    """Negative binomial regression with log link and a unit normal prior on standardised slopes.

    Parameters
    ----------
    features : float64 array, (N, F)
        Without the constant.
    counts : int64 array, (N,)
        What is counted.
    weight : float64 array, (N,)
        Weights of rows.
    quasi : bool
        Poisson likelihood for the slopes, negative binomial for the dispersion alone.

    Returns
    -------
    Line
        With ``mean(features)`` and the place of its dispersion in `SIZES`.
    """
    share = weight / weight.sum()
    centre = share @ features
    scale = np.sqrt(share @ (features - centre) ** 2)
    scale = np.where(scale > 1e-9, scale, 1.0)
    x = np.column_stack([np.ones(len(features)), (features - centre) / scale])
    base = np.log((float(weight @ counts) + 0.5) / float(weight.sum()))
    begin = np.concatenate([[base], np.zeros(features.shape[1]), [0.0]])
    bounds = [(None, None)] * x.shape[1] + [(np.log(SIZES[0]), np.log(SIZES[-2]))]
    found = minimize(
        _loss,
        begin,
        args=(x, counts, weight, quasi),
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": 200},
    )
    ceiling = max(float(counts.max()), 0.5)
    line = Line(centre, scale, features.max(axis=0), found.x[:-1], 0, ceiling)
    return replace(line, size=best_size(counts, line.mean(features), weight)[0])


def _loss(at: Float, x: Float, counts: Int, weight: Float, quasi: bool) -> tuple[float, Float]:
    """Negative log posterior and its gradient; the last parameter is the log of the size."""
    slope, k = at[:-1], np.inf if quasi else float(np.exp(at[-1]))
    mean = np.exp(np.clip(x @ slope, *_BOUNDS))
    penalty = _RIDGE / 2 * float(slope[1:] @ slope[1:])
    value = penalty - float(weight @ log_likelihood(counts, mean, k))
    surplus = counts - mean if quasi else counts - (counts + k) * mean / (k + mean)
    by_eta = weight * surplus
    gradient = -(by_eta @ x)
    gradient[1:] += _RIDGE * slope[1:]
    if quasi:
        return value, np.append(gradient, 0.0)
    by_size = np.log(k / (k + mean)) + 1 - (counts + k) / (k + mean)
    some = counts > 0
    by_size[some] += digamma(counts[some] + k) - digamma(k)
    return value, np.append(gradient, -k * float(weight @ by_size))


def baselines(course: Course | None = None) -> dict[str, Pooled | Conflictology | Regression]:
    """All baselines of this file by name, each with strengths to choose from.

    Examples
    --------
    >>> list(baselines())
    ['historic rate', 'last period', 'conflictology', 'regression on lags', 'quasi-Poisson on lags']
    """
    return {
        "historic rate": Pooled(historic, (3, 30, 100, 300, 1000, 3000, 30000), course),
        "last period": Pooled(last_period, (0.01, 0.1, 0.3, 1, 3, 10, 100), course),
        "conflictology": Conflictology(course),
        "regression on lags": Regression(course),
        "quasi-Poisson on lags": Regression(course, quasi=True),
    }


def historic_deaths(acts: Acts, origin: int, dyads: Int, horizons: tuple[int, ...]) -> Int:
    """Deaths of every earlier period since the set began, at most the last 120, as draws.

    Shape (n, H, 120): where there were fewer periods each comes about equally often.
    """
    return _deaths(acts, origin, dyads, horizons, _MANY_WINDOWS, _MANY_WINDOWS)


def conflictology_deaths(acts: Acts, origin: int, dyads: Int, horizons: tuple[int, ...]) -> Int:
    """Deaths of the last 12 periods as draws, (n, H, 12)."""
    return _deaths(acts, origin, dyads, horizons, _WINDOWS, _WINDOWS)


def _deaths(
    acts: Acts, origin: int, dyads: Int, horizons: tuple[int, ...], most: int, n_draws: int
) -> Int:
    past = acts.before(origin)
    start = int(past.day[0]) if len(past) else origin
    found = []
    for horizon in horizons:
        n = int(np.clip((origin - start) // horizon, 1, most))
        told = np.sort(death_windows(past, dyads, origin, horizon, n), axis=1)
        found.append(told[:, np.arange(n_draws) * n // n_draws])
    return np.maximum.accumulate(np.stack(found, axis=1), axis=1)
