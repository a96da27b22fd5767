"""Aftermath: the acts of an actor on record in some days, as rows, whoever had its name before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whowhom.engine.acts import Int, Mask
from whowhom.forecasting.record import Record
from whowhom.snapshot.snapshot import Snapshot


@dataclass(frozen=True)
class Aftermath:
    """Acts of a record as the rows name them: nobody's acts are passed on to an heir.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of the day of the question.
    record : Record
        Of the dataset counted.
    source, target : int64 array
        Positions in ``snapshot.actors``, one entry per act of the record.
    """

    snapshot: Snapshot
    record: Record
    source: Int
    target: Int

    @classmethod
    def of(cls, snapshot: Snapshot, record: Record) -> Aftermath:
        """From a record, undoing what it passes on."""
        columns = snapshot.columns
        source = columns.source[record.position].astype(np.int64)
        return cls(snapshot, record, source, columns.target[record.position].astype(np.int64))

    def within(self, start: int, stop: int) -> Mask:
        """Entries of these days."""
        return np.asarray((self.record.acts.day >= start) & (self.record.acts.day < stop))

    def of_actor(self, actor_id: str) -> Mask:
        """Entries with the actor on either side."""
        position = self.snapshot.index.get(actor_id, -1)
        return np.asarray((self.source == position) | (self.target == position))

    def partners(self, actor_id: str) -> Int:
        """The other side of every entry."""
        position = self.snapshot.index.get(actor_id, -1)
        return np.asarray(np.where(self.source == position, self.target, self.source))

    def count(self, rows: Mask) -> int:
        """Acts of these entries."""
        return int(self.record.acts.count[rows].sum())

    def positions(self, rows: Mask) -> Int:
        """Places of their rows in the snapshot's columns, each once, latest first."""
        found = self.record.position[rows][::-1]
        return np.array(list(dict.fromkeys(int(p) for p in found)), dtype=np.int64)
