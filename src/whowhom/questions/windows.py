"""Windows: how often a scenario came true in the record's own past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from whowhom.answers.condition import ANYONE, Clause, Condition, leaves
from whowhom.engine.acts import DEATHS_UNKNOWN, Int
from whowhom.forecasting.record import Record
from whowhom.questions.contradictions import holds
from whowhom.questions.met import fitting
from whowhom.questions.scope import number
from whowhom.snapshot.snapshot import Snapshot

FEWEST: Final = 5
"""Windows below which a frequency says nothing."""


@dataclass(frozen=True)
class Windows:
    """Past stretches of the scenario's length, one after the other, and whether it came true.

    Parameters
    ----------
    first : int64 array
        First day of each, in days since 1970-01-01, rising.
    true : bool array
        Whether it came true.
    """

    first: Int
    true: np.ndarray[tuple[int], np.dtype[np.bool_]]

    def __len__(self) -> int:
        return len(self.first)


def windows(snapshot: Snapshot, record: Record, clause: Clause, days: int) -> Windows:
    """Windows that do not overlap, counted back from the end of the record.

    Only days that are dated to the day count, and only from the day on which the last of the actors
    named has entered the record: earlier windows could not have come true.
    """
    single = leaves(clause)
    start = max(record.fine_from, _begins(snapshot, record, single))
    first = np.arange(record.until - days, start - 1, -days, dtype=np.int64)[::-1]
    met = np.array([_met(snapshot, record, each, first) for each in single])
    true = [holds(clause, dict(zip(single, told, strict=True))) for told in met.T]
    return Windows(first, np.array(true, dtype=np.bool_))


def _begins(snapshot: Snapshot, record: Record, single: list[Condition]) -> int:
    acts, found = record.acts, []
    for actor_id in {a for c in single for a in (c.source, c.target)} - {ANYONE}:
        me = snapshot.index.get(actor_id, -1)
        mine = np.flatnonzero((acts.source == me) | (acts.target == me))
        if len(mine):
            found.append(int(acts.day[mine[0]]))
    return max(found, default=int(acts.day[0]) if len(acts) else record.until)


def _met(snapshot: Snapshot, record: Record, condition: Condition, first: Int) -> list[bool]:
    """Whether a condition came true in each window, its days moved there; see `met.measured`."""
    acts = record.acts.take(fitting(snapshot, record, condition))
    low = first + number(condition.first) - record.until
    high = first + number(condition.last) - record.until + 1
    deaths = np.where(acts.deaths == DEATHS_UNKNOWN, 0, acts.deaths)
    found = []
    for a, b in zip(low, high, strict=True):
        rows = slice(*np.searchsorted(acts.day, [a, b]))
        if condition.measure == "acts":
            value = acts.count[rows].sum()
        elif condition.measure == "deaths":
            value = deaths[rows].sum()
        else:
            value = (deaths[rows] // acts.count[rows]).max(initial=0)
        found.append(bool(value >= condition.at_least))
    return found
