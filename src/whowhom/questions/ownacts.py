"""Own acts: what an actor did, and acts of no recorded direction that it took part in."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from whowhom.questions.scope import number
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot

Positions = NDArray[np.intp]
TOTAL = 31
"""Days over which a row for several acts is a total: it tells no day."""


def countable(snapshot: Snapshot, dataset: Dataset) -> NDArray[np.bool_]:
    """Rows of a dataset that tell of an act of a class that happened between two."""
    c = snapshot.columns
    return np.asarray(
        snapshot.mask_of(dataset)
        & c.happened
        & (c.source != c.target)
        & ((c.quad > 0) | (c.type >= 0))
    )


def own_acts(snapshot: Snapshot, among: NDArray[np.bool_], actor: int) -> Positions:
    """Positions of an actor's own acts, each once for each partner.

    Parameters
    ----------
    snapshot : Snapshot
        The case.
    among : array of bool
        Rows to choose from, see `countable`.
    actor : int
        Position in ``snapshot.actors``. What another did under a name that this actor took over
        later is not its own.
    """
    c = snapshot.columns
    mine = among & ((c.source == actor) | ((c.target == actor) & ~c.directed))
    rows = np.flatnonzero(mine)
    partner = np.where(c.source[rows] == actor, c.target[rows], c.source[rows])
    order = np.lexsort((rows, partner, c.act[rows]))
    act, partner = c.act[rows][order], partner[order]
    again = np.zeros(len(rows), dtype=np.bool_)
    again[1:] = (act[1:] == act[:-1]) & (partner[1:] == partner[:-1])
    return np.sort(rows[order[~again]])


def totals(columns: Columns) -> NDArray[np.bool_]:
    """Rows that stand for several acts over more than a month."""
    return np.asarray((columns.date_end - columns.date >= TOTAL) & (columns.count > 1))


def within(columns: Columns, first: date | None, last: date) -> NDArray[np.bool_]:
    """Rows that lie wholly between two days, or up to the last one where there is no first."""
    begin = number(first) if first else -(2**31)
    return np.asarray((columns.date >= begin) & (columns.date_end <= number(last)))
