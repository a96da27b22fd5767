"""What to say along with an answer about the data it rests on."""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from whowhom.actors.actor import Actor
from whowhom.actors.names import key
from whowhom.questions.observed import totals_until
from whowhom.questions.parties import between
from whowhom.questions.scope import Scope, day, number
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.observing import EXTRACT
from whowhom.snapshot.snapshot import Snapshot

_LETHAL = "ucdp-ged"
_LONG = 31


def of_dataset(snapshot: Snapshot, dataset: Dataset, stance: bool = True) -> list[str]:
    """What the dataset does and does not hold, and what that does to a stance drawn from it."""
    said = []
    if dataset.note:
        said.append(f"{dataset.name}: {dataset.note}.")
    elif dataset.name == _LETHAL:
        said.append(
            f"{dataset.name} holds lethal events only, of dyads with 25 deaths in some year: no "
            "talks, threats, arrests or aid. A missing row is not a missing group."
        )
    else:
        said.append(
            f"{dataset.name} holds what news reports mention: its volume follows attention as much "
            "as events."
        )
    if stance and dataset.name == _LETHAL:
        said.append(
            "In data of lethal events alone a stance can only be violent or fade to unclear: fewer "
            "killings look like a warmer relation."
        )
    if not dataset.counts and snapshot.as_of < dataset.compiled:
        said.append(
            f"{dataset.name} was compiled later: what it tells of happened before "
            f"{snapshot.as_of}, but its choice, words and citations may not have been known."
        )
    if any(c.note == EXTRACT for c in dataset.observed):
        said.append(f"Some rows of {dataset.name} come from {EXTRACT}.")
    if snapshot.vintage:
        said.append(f"Only what had been published by {snapshot.vintage} was used.")
    return said


def of_totals(dataset: Dataset, rows: Columns) -> list[str]:
    """Whether acts come from totals over long spans, and which years have totals of some only."""
    said = []
    long = rows.date_end - rows.date >= _LONG
    if dataset.counts and long.any():
        acts = int(rows.count[long].sum())
        said.append(
            f"{acts:,} of the acts come from totals of over a month, spread evenly over their days."
        )
    until = totals_until(dataset)
    if until and not (len(rows) and day(rows.date.min()) <= until):
        said.append(
            f"Up to {until} {dataset.name} holds totals of chosen dyads only, and none here: these "
            "years are not observed."
        )
    return said


def of_period(snapshot: Snapshot, scope: Scope, mask: NDArray[np.bool_]) -> list[str]:
    """Whether rows reach over an edge of the period and are therefore left out."""
    columns = snapshot.columns
    touching = mask.copy()
    if scope.first:
        touching &= columns.date_end >= number(scope.first)
    if scope.last:
        touching &= columns.date <= number(scope.last)
    cut = int((touching & ~scope.mask(columns)).sum())
    return [f"{cut:,} rows reach over an edge of the period and are left out."] if cut else []


def of_joint_names(snapshot: Snapshot, one: Actor, other: Actor) -> list[str]:
    """Names in the data that put one of the two together with somebody else."""
    found = []
    for meant, partner in ((one, other), (other, one)):
        for actor in snapshot.unresolved.values():
            apart = actor.actor_id not in (meant.actor_id, partner.actor_id)
            joint = apart and f" {key(meant.name)} " in f" {key(actor.name)} "
            rows = int(between(snapshot, actor, partner).sum()) if joint else 0
            if rows:
                found.append(f"'{actor.name}' with {partner.name} ({rows:,} rows)")
    return [f"Not counted here, under a joint name: {', '.join(found)}."] if found else []


def of_end(dataset: Dataset, as_of: date) -> list[str]:
    """Whether the dataset ends well before the answer's day."""
    last = dataset.observed_last
    if dataset.counts and as_of - last > timedelta(days=31):
        return [
            f"{dataset.name} ends on {last} in this case: 'now' means the day after, and what came "
            f"until {as_of} is not counted."
        ]
    return []


def about(dataset: Dataset) -> dict[str, object]:
    """The dataset as the envelope shows it."""
    return {
        "name": dataset.name,
        "versions": list(dataset.versions),
        "counted": dataset.counts,
        "observed_from": dataset.observed_first if dataset.counts else None,
        "observed_to": dataset.observed_last if dataset.counts else None,
        "rows": dataset.rows,
        "citation": dataset.citation,
        "licence": dataset.licence,
    }
