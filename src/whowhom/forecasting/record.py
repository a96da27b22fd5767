"""Record: the acts of one dataset of a snapshot, ready to be fitted, and the way back to its rows.

A row stands at its last day: it becomes known then. A row for several acts over more than a month
(a yearly total) tells no day: its acts are spread evenly over its span, as whole numbers at the end
of each of at most twelve parts a year. Within such a span nobody could have known of the parts
before the whole was over, so no lesson may be taken there: `Record.fine_from` is the day from which
on rows are dated to the day, and training origins and measured outcomes begin there. A total that
comes after that day is spread in the same way, and is known at the end of each part; answers say
how many acts rest on totals.

An actor that has ended may have left its place to another, as governments do: UCDP's "Government of
Afghanistan" is whoever holds the capital. What the old holder did with third parties then counts
for the new one, which is what the dataset's own name for the place says; acts between the two stay
their own. `Record.inherited` marks these rows, and answers say how many there are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from whowhom.engine.acts import DEATHS_UNKNOWN, Acts, Int, Mask
from whowhom.ontology.plover import PLOVER
from whowhom.ontology.quad import QUADS
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot

KINDS: Final = (*PLOVER, *(f"{QUADS[q]}, type not given" for q in sorted(QUADS)))
"""Names of the kinds of act: PLOVER's 16 types, then one for each quad class."""
KIND_QUADS: Final = (*(t.quad - 1 for t in PLOVER.values()), 0, 1, 2, 3)
"""Quad class of each kind, from 0."""
LONG = 31
"""Days over which a row tells no day any more."""
_PART = 365.25 / 12
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, eq=False, repr=False)
class Record:
    """The acts of a dataset before the day for which it can speak.

    Parameters
    ----------
    dataset : Dataset
        Which.
    acts : Acts
        In time order; an actor's id is its position in ``snapshot.actors``, kinds as in `KINDS`.
    position : int64 array
        For each entry of `acts` the position in ``snapshot.columns`` of the row it comes from.
    until : int
        First day ahead, in days since 1970-01-01: `as_of`, or the day after the last that the
        dataset observed.
    fine_from : int
        Day from which on its rows are dated to the day; `until` where none are.
    inherited : bool array
        For each entry of `acts`, whether it is counted for the heir of an actor that has ended.
    alive : bool array
        Actors that exist on the day `until`, as far as known.
    generic : bool array
        Actors that stand for people in general: they can be targets, and are no group.

    Examples
    --------
    >>> from whowhom.case import Case
    >>> snapshot = Case("afghanistan").snapshot("2021-09-02")
    >>> record = Record.of(snapshot, snapshot.dataset("ucdp-ged"))
    >>> record.fine_day, int(record.acts.count.sum())
    (datetime.date(2021, 1, 1), 40424)
    """

    dataset: Dataset
    acts: Acts
    position: Int
    until: int
    fine_from: int
    alive: Mask
    inherited: Mask
    generic: Mask

    @classmethod
    def of(cls, snapshot: Snapshot, dataset: Dataset) -> Record:
        """Take a dataset's record from a snapshot.

        Parameters
        ----------
        snapshot : Snapshot
            The case as of a day.
        dataset : Dataset
            One of its datasets.

        Returns
        -------
        Record
            Without rows that only might have happened, rows of an actor with itself, and rows of no
            class; rows that tell of one act of one dyad count once. It may be empty.
        """
        columns = snapshot.columns
        rows = _chosen(columns, snapshot.mask_of(dataset))
        until = _speaks_until(snapshot, dataset, columns.take(rows))
        day, count, deaths, origin = _spread(columns.take(rows))
        order = np.argsort(day, kind="stable")
        place = rows[origin[order]]
        kind = _kinds(columns.take(place))
        acts = Acts(
            day=day[order],
            source=columns.source[place].astype(np.int64),
            target=columns.target[place].astype(np.int64),
            kind=kind,
            directed=columns.directed[place],
            count=count[order],
            deaths=deaths[order],
            n_actors=len(snapshot.actors),
            quad=KIND_QUADS,
        )
        now = EPOCH + timedelta(days=until)
        alive = np.array([a.valid.last is None or a.valid.last >= now for a in snapshot.actors])
        acts, inherited = _inherit(acts, _heirs(snapshot, dataset, alive))
        return cls(
            dataset=dataset,
            acts=acts,
            position=place.astype(np.int64),
            until=until,
            fine_from=min(_fine_from(dataset, columns.take(rows), until), until),
            alive=alive,
            inherited=inherited,
            generic=np.array([a.generic for a in snapshot.actors]),
        )

    def __repr__(self) -> str:
        return f"Record({self.dataset.name}, {self.acts!r})"

    @property
    def day(self) -> date:
        """First day ahead."""
        return EPOCH + timedelta(days=self.until)

    @property
    def fine_day(self) -> date:
        """Day from which on rows are dated to the day."""
        return EPOCH + timedelta(days=self.fine_from)

    @property
    def kinds(self) -> Int:
        """Kinds of which at least one act is on record."""
        return np.unique(self.acts.kind)

    @property
    def quads(self) -> Int:
        """Quad classes, from 0, of which at least one act is on record."""
        return np.unique(self.acts.classes)

    @property
    def has_deaths(self) -> bool:
        """Whether the dataset tells of deaths."""
        return bool((self.acts.deaths > 0).any())


def _heirs(snapshot: Snapshot, dataset: Dataset, alive: Mask) -> Int:
    """Position of who stands for each actor now: itself, or whoever took the place it left."""
    heirs = np.arange(len(snapshot.actors))
    if not dataset.counts:
        # A chronicle names the sides itself, not the place they hold.
        return heirs
    for position, actor in enumerate(snapshot.actors):
        seen = {actor.actor_id}
        while not alive[heirs[position]]:
            last = snapshot.actors[int(heirs[position])].actor_id
            heir = snapshot.registry.heir(last, dataset.name)
            if heir is None or heir in seen or heir not in snapshot.index:
                heirs[position] = position
                break
            seen.add(heir)
            heirs[position] = snapshot.index[heir]
    return heirs


def _inherit(acts: Acts, heirs: Int) -> tuple[Acts, Mask]:
    """Count the acts of actors that have ended for their heirs, but those between the two."""
    source, target = heirs[acts.source], heirs[acts.target]
    other = source != target
    source = np.where(other, source, acts.source)
    target = np.where(other, target, acts.target)
    moved = (source != acts.source) | (target != acts.target)
    return replace(acts, source=source, target=target), moved


def _chosen(columns: Columns, mask: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Positions of the rows that count: each act of a dyad once."""
    classed = (columns.type >= 0) | (columns.quad > 0)
    rows = np.flatnonzero(mask & columns.happened & (columns.source != columns.target) & classed)
    kept = columns.take(rows)
    first = np.where(kept.directed, kept.source, np.minimum(kept.source, kept.target))
    second = np.where(kept.directed, kept.target, np.maximum(kept.source, kept.target))
    told = np.stack([kept.act, first.astype(np.int64), second, kept.directed], axis=1)
    _, once = np.unique(told, axis=0, return_index=True)
    return np.asarray(rows[np.sort(once)])


def _kinds(columns: Columns) -> Int:
    given = columns.type.astype(np.int64)
    return np.where(given >= 0, given, len(PLOVER) + columns.quad.astype(np.int64) - 1)


def _spread(columns: Columns) -> tuple[Int, Int, Int, NDArray[np.intp]]:
    """Day, acts and deaths of each entry, and which row it comes from."""
    first, last = columns.date.astype(np.int64), columns.date_end.astype(np.int64)
    days, count = last - first + 1, columns.count.astype(np.int64)
    parts = np.where(days > LONG, np.minimum(np.round(days / _PART).astype(np.int64), count), 1)
    origin = np.repeat(np.arange(len(columns)), parts)
    # Number of the part within its row, from 0.
    part = np.arange(len(origin)) - np.repeat(np.cumsum(parts) - parts, parts)
    of = parts[origin]

    def share(whole: NDArray[Any]) -> Int:
        whole = whole.astype(np.int64)[origin]
        return np.asarray((part + 1) * whole // of - part * whole // of)

    day = first[origin] + (part + 1) * days[origin] // of - 1
    known = columns.best[origin] >= 0
    deaths = np.where(known, share(np.maximum(columns.best, 0)), DEATHS_UNKNOWN)
    return day, share(count), deaths, origin


def _speaks_until(snapshot: Snapshot, dataset: Dataset, rows: Columns) -> int:
    """First day of which the dataset has not told.

    Where it is dated by day, its coverage says so, and a day without rows is a quiet day. Totals
    tell only up to the last day of the last of them: the next is not out yet.
    """
    as_of = (snapshot.as_of - EPOCH).days
    if not dataset.counts:
        return as_of
    ends = [(c.last - EPOCH).days for c in dataset.observed if c.resolution == "day"]
    ends += [int(rows.date_end.max())] if len(rows) else []
    return min(as_of, max(ends, default=as_of - 1) + 1)


def _fine_from(dataset: Dataset, rows: Columns, until: int) -> int:
    """First day observed by day; without coverage, the day after the last total."""
    by_day = [(c.first - EPOCH).days for c in dataset.observed if c.resolution == "day"]
    if by_day:
        return min(by_day)
    total = (rows.date_end - rows.date >= LONG) & (rows.count > 1)
    if total.any():
        return int(rows.date_end[total].max()) + 1
    return int(rows.date.min()) if len(rows) else until
