"""What to say along with an answer about the data it rests on."""

from datetime import date, timedelta

from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import EXTRACT, Snapshot

_LETHAL = "ucdp-ged"


def of_dataset(snapshot: Snapshot, dataset: Dataset) -> list[str]:
    """What the dataset does and does not hold."""
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
    if any(c.note == EXTRACT for c in dataset.observed):
        said.append(f"Some rows of {dataset.name} come from {EXTRACT}.")
    if snapshot.vintage:
        said.append(f"Only what had been published by {snapshot.vintage} was used.")
    return said


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
