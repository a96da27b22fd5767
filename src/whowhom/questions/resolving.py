"""Resolving: what became of a condition, by the newest rows of its dataset, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from whowhom.actors.states import STATES as COUNTRIES
from whowhom.answers.condition import ANYONE, Clause, Condition, leaves
from whowhom.errors import OptionError
from whowhom.forecasting.record import Record
from whowhom.questions.evidence import events
from whowhom.questions.met import dated, measured, met, rows_within
from whowhom.questions.places import find_place
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot

_ROWS = 3
_WORDS = {True: "true", False: "false"}


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of a condition.

    Parameters
    ----------
    state : str
        One of `whowhom.answers.ledger.STATES`.
    why : str
        What was counted, or why nothing can be said.
    either : bool
        Whether all its days are known by day, so that it could have come out either way.
    rows : tuple of int
        Positions in the snapshot's columns of rows that fit, latest first.
    """

    state: str
    why: str
    either: bool = False
    rows: tuple[int, ...] = ()


@dataclass
class Resolver:
    """Resolves conditions in one snapshot.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day, with the newest version of every dataset.
    """

    snapshot: Snapshot
    _records: dict[str, Record] = field(default_factory=dict)

    def resolve(self, name: str, clause: Clause) -> Resolved:
        """What became of a condition on rows of a dataset.

        Parameters
        ----------
        name : str
            The dataset.
        clause : Condition or Combined
            The condition.
        """
        found = {d.name.casefold(): d for d in self.snapshot.datasets}.get(name.casefold())
        if found is None:
            held = ", ".join(d.name for d in self.snapshot.datasets)
            return Resolved(
                "cannot be told",
                f"the case holds no dataset {name} before {self.snapshot.as_of} (it holds {held})",
            )
        if why := self._unknown(found, clause):
            return Resolved("cannot be told", why)
        record = self._record(found)
        try:
            told = met(self.snapshot, record, clause)
        except OptionError as error:
            return Resolved("cannot be told", error.given)
        either = all(dated(record, leaf.first, leaf.last) for leaf in leaves(clause))
        if told is None:
            return self._not_told(record, clause)
        return Resolved(
            _WORDS[told], self._counted(record, clause), either, self._rows(record, clause)
        )

    def ids(self, every: list[Resolved]) -> list[tuple[str, ...]]:
        """Ids of the rows of each, in the order given."""
        positions = sorted({row for each in every for row in each.rows})
        shown = events(
            self.snapshot, self.snapshot.columns.take(np.array(positions, dtype=np.intp))
        )
        names = dict(zip(positions, (e.id for e in shown), strict=True))
        return [tuple(names[row] for row in each.rows) for each in every]

    def _record(self, dataset: Dataset) -> Record:
        if dataset.name not in self._records:
            self._records[dataset.name] = Record.of(self.snapshot, dataset)
        return self._records[dataset.name]

    def _unknown(self, dataset: Dataset, clause: Clause) -> str:
        """Why the case could not tell: an actor it does not know, a country not observed."""
        snapshot = self.snapshot
        for leaf in leaves(clause):
            for actor_id in (leaf.source, leaf.target):
                known = (
                    actor_id == ANYONE
                    or actor_id in snapshot.index
                    or snapshot.registry.has(actor_id)
                    or actor_id in COUNTRIES.by_iso
                )
                if not known:
                    return f"the case knows no actor {actor_id} any more"
            if why := self._unseen(dataset, leaf):
                return why
        return ""

    def _unseen(self, dataset: Dataset, leaf: Condition) -> str:
        seen = {c.country for c in dataset.observed}
        if not leaf.place or not seen or "" in seen:
            return ""
        try:
            country = find_place(self.snapshot, leaf.place).country
        except OptionError as error:
            return error.given
        observed = f"{dataset.name} observes {', '.join(sorted(seen))} and not {country}"
        return "" if country in seen else observed

    def _not_told(self, record: Record, clause: Clause) -> Resolved:
        last = max(leaf.last for leaf in leaves(clause))
        until = record.day - timedelta(days=1)
        name = record.dataset.name
        if not record.dataset.counts:
            why = f"{name} is a hand-picked list: that it tells of none does not show that none was"
            return Resolved("cannot be told", why)
        if last >= record.day:
            return Resolved("open", f"{name} tells up to {until}, and {last} has to be known")
        return Resolved("cannot be told", f"{name} tells of these days in totals only, not by day")

    def _counted(self, record: Record, clause: Clause) -> str:
        told = []
        for leaf in leaves(clause):
            n = measured(self.snapshot, record, leaf)
            noun = "act" if leaf.measure == "acts" else "death"
            most = " in the deadliest act" if leaf.measure == "deadliest" else ""
            told.append(f"{n:,} {noun}{'' if n == 1 else 's'}{most}")
        return f"{'; '.join(told)} counted"

    @property
    def sources(self) -> list[str]:
        """Datasets, with versions, that something was resolved by."""
        return [
            f"{r.dataset.name} {', '.join(r.dataset.versions) or 'of unknown version'}"
            for r in self._records.values()
        ]

    def _rows(self, record: Record, clause: Clause) -> tuple[int, ...]:
        mask = np.zeros(len(record.acts), dtype=np.bool_)
        for leaf in leaves(clause):
            mask |= rows_within(self.snapshot, record, leaf)[0]
        latest = record.position[np.flatnonzero(mask)][::-1]
        return tuple(dict.fromkeys(int(row) for row in latest))[:_ROWS]
