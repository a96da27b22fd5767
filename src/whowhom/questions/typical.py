"""What is usual in a dataset: the base rates that a pair or an actor is held against."""

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whowhom.questions.course import within
from whowhom.questions.rates import MONTH
from whowhom.questions.scope import number
from whowhom.questions.tallies import once
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot


def typical_pair(snapshot: Snapshot, dataset: Dataset, first: date, last: date) -> float:
    """Acts per month of the median pair among those with an act between two days.

    Parameters
    ----------
    snapshot : Snapshot
        The case.
    dataset : Dataset
        Whose rows are counted, each act once; a row that reaches over is split by its days.
    first, last : date
        First and last day.

    Returns
    -------
    float
        0 where nobody acted.
    """
    rows, acts = _active(snapshot, dataset, first, last)
    low = np.minimum(rows.source, rows.target).astype(np.int64)
    high = np.maximum(rows.source, rows.target)
    _, place = np.unique(low << 32 | high, return_inverse=True)
    return _median(np.bincount(place, acts), first, last)


def typical_actor(snapshot: Snapshot, dataset: Dataset, first: date, last: date) -> float:
    """Acts per month of the median actor among those in an act between two days.

    Takes and returns what `typical_pair` does; an act counts for both its sides.
    """
    rows, acts = _active(snapshot, dataset, first, last)
    size = len(snapshot.actors)
    sums = np.bincount(rows.source, acts, size) + np.bincount(rows.target, acts, size)
    return _median(sums[sums > 0], first, last)


def _active(
    snapshot: Snapshot, dataset: Dataset, first: date, last: date
) -> tuple[Columns, NDArray[np.float64]]:
    """Rows with a part between two days, and how many acts fall there."""
    columns = snapshot.columns
    touching = (columns.date_end >= number(first)) & (columns.date <= number(last))
    rows = once(columns.take(touching & snapshot.mask_of(dataset)))
    return rows, within(rows, first, last)


def _median(sums: NDArray[Any], first: date, last: date) -> float:
    months = ((last - first).days + 1) / MONTH
    return float(np.median(sums)) / months if len(sums) else 0.0
