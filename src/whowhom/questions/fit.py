"""`fit`: what a record teaches, in words and weights."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from whowhom.answers.answer import Answer
from whowhom.answers.expectation import Measured
from whowhom.answers.fit import DriverLine, FactorLine, Fit, FittedClass
from whowhom.answers.skill import Skill
from whowhom.errors import RefusalError
from whowhom.forecasting.record import Record
from whowhom.ontology.quad import QUADS
from whowhom.questions import caveats
from whowhom.questions.forecasts import Model
from whowhom.questions.outlook import too_short
from whowhom.questions.scope import Scope, counted_dataset, day
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot

if TYPE_CHECKING:
    from whowhom.forecasting.fitted import Fitted
    from whowhom.forecasting.record_skill import RecordSkill


def fit(snapshot: Snapshot, scope: Scope, model: Model) -> Answer:
    """Fit to the record of a dataset.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    scope : Scope
        Names the dataset; else the case's own, or the one with most rows.
    model : callable
        Fits.

    Returns
    -------
    Answer
        With a `whowhom.answers.fit.Fit`.

    Raises
    ------
    RefusalError
        If the dataset is no sample, or its record teaches nothing.
    """
    dataset = fittable(snapshot, scope)
    record, fitted = model(dataset)
    if refusal := too_short(record, fitted.longest):
        raise refusal
    acts = record.acts
    body = Fit(
        headline=_headline(record, fitted),
        acts=int(acts.count.sum()),
        dyads=len(np.unique(acts.dyad)),
        actors=len(np.unique([acts.source, acts.target])),
        first=day(acts.day[0]),
        last=day(acts.day[-1]),
        learnt_from=record.fine_day,
        until=record.day,
        longest=fitted.longest,
        classes=tuple(_class(record, fitted, q) for q in fitted.quads),
        not_fitted=tuple(QUADS[q + 1] for q in range(len(QUADS)) if q not in fitted.quads),
        prior_from=fitted.prior.sets,
        prior_until=fitted.prior.until,
        prior_note=fitted.prior.note,
    )
    return about_model(snapshot, scope, "fit", dataset, body, _skill(body), _caveats(record))


def fittable(snapshot: Snapshot, scope: Scope) -> Dataset:
    """The dataset to learn from; refuses one that is no sample."""
    dataset = counted_dataset(snapshot, scope, np.ones(len(snapshot.columns), dtype=np.bool_))
    if dataset.counts:
        return dataset
    counted = ", ".join(d.name for d in snapshot.datasets if d.counts)
    raise RefusalError(
        f"{dataset.name} is a hand-picked list and no sample: nothing can be learnt from it of how "
        "often acts happen",
        f"a dataset that is known to observe: {counted}" if counted else "a dataset with coverage",
        "say what it observes in coverage.csv, or name another with --dataset",
    )


def about_model(
    snapshot: Snapshot,
    scope: Scope,
    verb: str,
    dataset: Dataset,
    body: object,
    skill: Skill,
    said: list[str],
) -> Answer:
    """The envelope of an answer about a model."""
    return Answer(
        verb=verb,
        status="answered",
        question={
            "dataset": scope.dataset or None,
            "seed": scope.seed,
            "vintage": snapshot.vintage,
        },
        case={"name": snapshot.settings.name, "snapshot": snapshot.hash},
        as_of=snapshot.as_of,
        dataset=caveats.about(dataset),
        answer=body,
        evidence=(),
        skill=skill,
        resolution=None,
        caveats=(*said, *caveats.of_dataset(snapshot, dataset, stance=False)),
    )


def _headline(record: Record, fitted: Fitted) -> str:
    told = []
    for q in fitted.quads:
        own = [r for r in fitted.summary() if r["quad"] == q and "driver" in r]
        credit: dict[str, float] = {}
        for row in own:
            words = str(row["words"])
            credit[words] = credit.get(words, 0.0) + float(row["share"])  # type: ignore[arg-type]
        first = max(credit, key=lambda w: credit[w]) if credit else "nothing"
        told.append(f"{QUADS[q + 1]} above all by '{first}'")
    return (
        f"{record.dataset.name}, {int(record.acts.count.sum()):,} acts before {record.day}: "
        f"{'; '.join(told)}; forecasts reach up to {fitted.longest} days ahead."
    )


def _class(record: Record, fitted: Fitted, quad: int) -> FittedClass:
    from whowhom.forecasting.lagged import SHARE

    rows = [r for r in fitted.summary() if r["quad"] == quad]
    drivers = [_driver(r) for r in rows if "driver" in r]
    factors = [_factor(r) for r in rows if "damper" in r]
    ends = [d.days_to for d in drivers] or [0]
    return FittedClass(
        name=QUADS[quad + 1],
        acts=int(record.acts.count[record.acts.classes == quad].sum()),
        longest=max(ends),
        model_share=float(fitted.calibration.stack[quad]),
        lags_share=SHARE if fitted.horizon.lagged.lines[quad][0] else 0.0,
        active_days=fitted.horizon.lagged.active_days,
        drivers=tuple(sorted(drivers, key=lambda d: (d.days_from, -d.share, d.name))),
        factors=tuple(factors),
        measured=tuple(_measured(s) for s in fitted.skills if s.quad == quad),
    )


def _driver(row: dict[str, Any]) -> DriverLine:
    half_life = float(row["half_life"])
    first, last = row["band"]
    return DriverLine(
        days_from=first,
        days_to=last,
        name=row["driver"],
        words=row["words"],
        half_life=half_life if math.isfinite(half_life) else None,
        weight=row["weight"],
        share=row["share"],
    )


def _factor(row: dict[str, Any]) -> FactorLine:
    from whowhom.engine.drivers import DAMPERS

    first, last = row["band"]
    return FactorLine(first, last, row["damper"], DAMPERS[row["damper"]], row["weight"])


def _measured(found: RecordSkill) -> Measured:
    name = f"{QUADS[found.quad + 1]}, {found.days} days"
    if found.verdict == "unknown":
        return Measured(name, "unknown", found.n, None, None, None, "too little happened to tell")
    return Measured(name, found.verdict, found.n, found.value, found.low, found.high, "")


def _skill(body: Fit) -> Skill:
    every = [m for c in body.classes for m in c.measured]
    if not every:
        return Skill("unknown", 0, "no horizon could be tried on the past of this record")
    last = every[-1]
    return Skill(last.verdict, last.n, f"{last.name}, against the base rate")


def _caveats(record: Record) -> list[str]:
    if record.acts.day[0] >= record.fine_from:
        return []
    early = record.acts.day < record.fine_from
    return [
        f"{int(record.acts.count[early].sum()):,} acts before {record.fine_day} come from totals: "
        "they weigh as the past, spread over their days, and no forecast was tried on them."
    ]
