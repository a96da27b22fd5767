"""`check`: forecasts of the past from rolling origins, beside every baseline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from whowhom.answers.answer import Answer
from whowhom.answers.check import Check, ReliabilityRow, SkillRow, Spread
from whowhom.answers.skill import Skill
from whowhom.errors import RefusalError
from whowhom.forecasting.record import Record
from whowhom.ontology.quad import QUADS
from whowhom.questions.fit import about_model, fittable
from whowhom.questions.scope import Scope, day
from whowhom.snapshot.snapshot import Snapshot

if TYPE_CHECKING:
    from whowhom.engine.acts import Acts, Int
    from whowhom.engine.prior import Origin
    from whowhom.forecasting.backtest import Plan, Table
    from whowhom.forecasting.earlier import Course
    from whowhom.forecasting.outlook import Forecaster, Outlook

Progress = Callable[[str, float], None]
Prior = Callable[[Record, int], "Origin"]
"""Gives the prior that a record may use on a day."""

MODEL, BARE = "model", "model without prior"
FEWEST_HAPPENED: Final = 30
_HORIZONS = (7, 30, 90, 365)
_LEARNING = 0.4
_ORIGINS = 24
_LEAST_DAYS = 60
_YEARS = 6 * 365
_SAMPLED = 500
_BINS = 10


@dataclass(frozen=True)
class Trial:
    """A plan of origins, how often models are fitted anew, and how baselines learn."""

    plan: Plan
    refit_days: int
    course: Course


def check(snapshot: Snapshot, scope: Scope, prior: Prior, progress: Progress) -> Answer:
    """Forecast the past of a record and score it.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day; with its vintage only what was published by then.
    scope : Scope
        Names the dataset.
    prior : callable
        Gives the prior that may be used on a day.
    progress : callable
        Told the step and the share done.

    Returns
    -------
    Answer
        With a `whowhom.answers.check.Check`.

    Raises
    ------
    RefusalError
        If the dataset is no sample, or its record is too short to be cut into learning and trial.
    """
    from whowhom.forecasting.backtest import backtest

    dataset = fittable(snapshot, scope)
    record = Record.of(snapshot, dataset)
    trial = planned(record)
    given = prior(record, trial.plan.origins[0])
    models = _forecasters(record, trial, given)
    told = _Told(progress, trial.plan)
    tables = backtest(
        record.acts, {name: told.wrap(name, each) for name, each in models.items()}, trial.plan
    )
    progress("scoring", 1.0)
    rows = _skills(tables, MODEL, [n for n in tables if n not in (MODEL, BARE)], trial)
    body = Check(
        headline=_headline(record, rows, trial),
        first=day(trial.plan.origins[0]),
        last=day(trial.plan.origins[-1]),
        origins=len(trial.plan.origins),
        refit_days=trial.refit_days,
        horizons=trial.plan.horizons,
        skill=tuple(rows),
        reliability=tuple(r for cell in _cells(tables[MODEL], trial) for r in _reliability(*cell)),
        spread=tuple(_spread(*cell, scope.seed) for cell in _cells(tables[MODEL], trial)),
        prior=tuple(_skills(tables, MODEL, [BARE], trial)) if BARE in tables else (),
        prior_note="" if BARE in tables else given.note,
    )
    said = [
        "Every forecast was made by a model fitted on acts before its day; the rows are those of "
        "the releases in this case, which may have been published or corrected later."
    ]
    return about_model(snapshot, scope, "check", dataset, body, _verdict(rows), said)


def planned(record: Record) -> Trial:
    """Origins over the later part of the days that are dated to the day.

    The first two fifths are for learning only. Horizons longer than a third of the rest are left
    out. Models are fitted again every 30 days, in records of more than six years every year.
    """
    from whowhom.forecasting.backtest import Plan
    from whowhom.forecasting.earlier import Course
    from whowhom.forecasting.slices import Sizes

    acts = record.acts
    stop = int(acts.day[-1]) + 1 if len(acts) else record.until
    begin = max(record.fine_from, int(acts.day[0])) if len(acts) else stop
    span = stop - begin
    first = begin + int(span * _LEARNING)
    horizons = tuple(h for h in _HORIZONS if 3 * h <= max(stop - first, 0) * 2)
    if span < _LEAST_DAYS or not horizons or not record.quads.size:
        raise RefusalError(
            f"the record of {record.dataset.name} has {max(span, 0)} days dated to the day before "
            f"{record.day}: too few to learn from one part and try forecasts on the other",
            f"at least {_LEAST_DAYS} days",
            "add data, or choose a later --as-of",
        )
    last = stop - max(horizons)
    step = max((last - first) // _ORIGINS, min(horizons), 1)
    long = span > _YEARS
    refit = 365 if long else 30
    sizes = Sizes(365 if long else 60, 1 << 40, _SAMPLED, _SAMPLED)
    learning = Sizes(sizes.active_days, 1000, 1000, 1000)
    course = Course(learning) if long else Course(learning, refit, first - begin, 15, 30)
    origins = tuple(range(first, last + 1, step))
    plan = Plan(origins, horizons, tuple(int(q) for q in record.quads), sizes)
    return Trial(plan, refit, course)


def _forecasters(record: Record, trial: Trial, given: Origin) -> dict[str, Forecaster]:
    from whowhom.forecasting.baselines import baselines
    from whowhom.forecasting.refitted import Refitted

    found: dict[str, Forecaster] = {
        MODEL: Refitted(trial.refit_days, given, fine_from=record.fine_from)
    }
    if given.weights is not None:
        found[BARE] = Refitted(trial.refit_days, None, fine_from=record.fine_from)
    return {**found, **baselines(trial.course)}


class _Told:
    """Tells how far a backtest is, each time that a forecaster is asked."""

    def __init__(self, progress: Progress, plan: Plan) -> None:
        self.progress, self.origins = progress, plan.origins

    def wrap(self, name: str, forecaster: Forecaster) -> Forecaster:
        """The forecaster, telling of itself when it is asked."""
        return _Telling(self, name, forecaster)

    def tell(self, origin: int) -> None:
        """Say that a forecaster is asked at an origin."""
        share = self.origins.index(origin) / len(self.origins)
        self.progress(f"forecasts from {day(origin)}", share)


class _Telling:
    def __init__(self, told: _Told, name: str, forecaster: Forecaster) -> None:
        self.told, self.name, self.forecaster = told, name, forecaster
        self.separate = getattr(forecaster, "separate", False)

    def __call__(self, acts: Acts, origin: int, dyads: Int, horizons: tuple[int, ...]) -> Outlook:
        if self.name == MODEL:
            self.told.tell(origin)
        return self.forecaster(acts, origin, dyads, horizons)


def _cells(table: Table, trial: Trial) -> list[tuple[Table, int, int]]:
    """The rows of each class and horizon."""
    return [
        (table.take((table.quad == q) & (table.horizon == h)), q, h)
        for q in trial.plan.classes
        for h in trial.plan.horizons
    ]


def _skills(
    tables: Mapping[str, Table], model: str, against: list[str], trial: Trial
) -> list[SkillRow]:
    from whowhom.forecasting.slices import SLICES

    found = []
    for mine, quad, horizon in _cells(tables[model], trial):
        for name in against:
            other = tables[name]
            other = other.take((other.quad == quad) & (other.horizon == horizon))
            for sort in ("all", *SLICES):
                rows = (
                    np.ones(len(mine), bool) if sort == "all" else mine.slices == SLICES.index(sort)
                )
                found += _compared(mine.take(rows), other.take(rows), sort, name)
    return found


def _compared(mine: Table, other: Table, sort: str, name: str) -> list[SkillRow]:
    """Three scores of one cell beside a baseline's."""
    from whowhom.forecasting.scores import skill

    if not len(mine):
        return []
    happened = int((mine.truth > 0).sum())
    days, quad = int(mine.horizon[0]), int(mine.quad[0])
    period = mine.origin // max(days, 30)
    rows = []
    for score, (own, theirs) in _scores(mine, other).items():
        found = skill(own, theirs, mine.dyad, period, mine.weight)
        known = happened >= FEWEST_HAPPENED and np.isfinite(found.low)
        verdict = ("better" if found.low > 0 else "not better") if known else "unknown"
        rows.append(
            SkillRow(
                quad=QUADS[quad + 1],
                days=days,
                dyads=sort,
                baseline=name,
                n=len(mine),
                happened=happened,
                score=score,
                model=float(np.average(own, weights=mine.weight)),
                other=float(np.average(theirs, weights=mine.weight)),
                skill=_finite(found.value),
                low=_finite(found.low),
                high=_finite(found.high),
                verdict=verdict,
            )
        )
    return rows


def _scores(mine: Table, other: Table) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    from whowhom.forecasting.scores import brier, log_score

    happened = mine.truth > 0
    return {
        "brier": (brier(mine.any, happened), brier(other.any, happened)),
        "log": (log_score(mine.any, happened), log_score(other.any, happened)),
        "crps": (mine.crps, other.crps),
    }


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _reliability(mine: Table, quad: int, horizon: int) -> list[ReliabilityRow]:
    from whowhom.forecasting.reliability import reliability

    if not len(mine):
        return []
    told = reliability(mine.any, mine.truth > 0, mine.dyad, mine.weight, _BINS)
    return [
        ReliabilityRow(
            QUADS[quad + 1],
            horizon,
            int(told.n[b]),
            float(told.forecast[b]),
            float(told.happened[b]),
            _finite(told.error[b]),
        )
        for b in range(len(told.n))
    ]


def _spread(mine: Table, quad: int, horizon: int, seed: int) -> Spread:
    from whowhom.forecasting.reliability import pit, reliability

    at = pit(mine.below, mine.upto, seed)
    counts = np.bincount(np.minimum((at * _BINS).astype(int), _BINS - 1), mine.weight, _BINS)
    told = reliability(mine.any, mine.truth > 0, mine.dyad, mine.weight, _BINS)
    shares = counts / max(counts.sum(), 1e-12)
    return Spread(QUADS[quad + 1], horizon, len(mine), tuple(float(s) for s in shares), told.passed)


def _headline(record: Record, rows: list[SkillRow], trial: Trial) -> str:
    judged = [r for r in rows if r.score == "log" and r.dyads == "all"]
    better = sum(r.verdict == "better" for r in judged)
    known = sum(r.verdict != "unknown" for r in judged)
    origins = trial.plan.origins
    return (
        f"{record.dataset.name}, forecasts from {len(origins)} days ({day(origins[0])} to "
        f"{day(origins[-1])}): better than a baseline in {better} of {known} comparisons that can "
        f"be told ({len(judged) - known} cannot), by log score of 'at least one act'."
    )


def _verdict(rows: list[SkillRow]) -> Skill:
    """Skill against the base rate at the longest horizon, of the class with most acts."""
    judged = [
        r for r in rows if r.score == "log" and r.dyads == "all" and r.baseline == "historic rate"
    ]
    if not judged:
        return Skill("unknown", 0, "nothing was scored")
    best = max(judged, key=lambda r: (r.verdict != "unknown", r.happened, r.days))
    figures = "" if best.skill is None else f" {best.skill:+.2f}"
    return Skill(
        best.verdict,
        best.n,
        f"{best.quad}, {best.days} days, log score{figures} against the {best.baseline}",
    )
