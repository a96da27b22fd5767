"""Sightings: which rows show that an actor was in a place, and when.

A row is a **certain** sighting of the side that

* acted, where the act is material (quad class 2 or 4: aid, assault, arrest, protest and the like);
* was one of the two sides of a clash without direction;
* was assaulted or coerced: somebody met it there.

It is an **uncertain** one of the side that spoke (quad class 1 or 3), because words are sent from
anywhere, and of the side that was helped or cooperated with. It is none of a side that others speak
of, accuse, sanction or threaten. A row that is doubtful, alleged or only possible is an uncertain
sighting at most; one that was denied, announced or set under a condition is none. Of a name that
puts the actor together with somebody else ("A or B") every row is uncertain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from whowhom.actors.actor import Actor
from whowhom.actors.names import key
from whowhom.forecasting.presence import Float, Sightings
from whowhom.ontology.plover import PLOVER
from whowhom.questions.places import Place, division_name
from whowhom.questions.scope import day, number
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot

Positions = NDArray[np.intp]

MONTH: Final = 365.25 / 12
NONE, UNCERTAIN, CERTAIN = 0, 1, 2
_MET: Final = [list(PLOVER).index(name) for name in ("ASSAULT", "COERCE")]
_JOINING = frozenset(("and", "or"))
_JOINED_BY = "/&,"
_MOST_GROUPS = 1000
RULE: Final = (
    "A sighting is a material act there by the actor, a clash with it, or an assault on it or its "
    "arrest; its words, help given to it, and doubtful or alleged rows are uncertain sightings; "
    "what others say of it is none."
)


def roles(columns: Columns) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """How certainly each row shows its source, and its target, by what was done alone."""
    material = (columns.quad == 2) | (columns.quad == 4)
    source = np.where(material, CERTAIN, np.where(columns.quad > 0, UNCERTAIN, NONE))
    met = np.isin(columns.type, _MET)
    target = np.where(met, CERTAIN, np.where(columns.quad == 2, UNCERTAIN, NONE))
    # A row without direction is of both sides.
    target = np.where(columns.directed, target, source)
    return source.astype(np.int8), target.astype(np.int8)


@dataclass(frozen=True, eq=False)
class Seen:
    """Rows of one actor (or of several, taken as one) in one place, by how certain they are.

    Parameters
    ----------
    certain, uncertain : Columns
        In date order, each act once.
    certain_at, uncertain_at : array of int
        Where these rows stand in the columns of the snapshot.
    """

    certain: Columns
    uncertain: Columns
    certain_at: Positions
    uncertain_at: Positions

    @classmethod
    def of(cls, snapshot: Snapshot, certain: Positions, uncertain: Positions) -> Seen:
        """The rows at these positions."""
        take = snapshot.columns.take
        return cls(take(certain), take(uncertain), certain, uncertain)

    def by_division(self, snapshot: Snapshot) -> dict[str, Seen]:
        """Those with a first-level division, by its name."""
        codes, pairs = snapshot.divided
        both = [codes[at] for at in (self.certain_at, self.uncertain_at)]
        named = {
            int(code): division_name(snapshot, *pairs[code]) if pairs[code][1] else ""
            for code in np.unique(np.concatenate(both))
        }
        found = {}
        for name in sorted(set(named.values()) - {""}):
            mine = [code for code, n in named.items() if n == name]
            at = [p[np.isin(c, mine)] for p, c in zip(self.positions, both, strict=True)]
            found[name] = Seen.of(snapshot, *at)
        return found

    @property
    def positions(self) -> tuple[Positions, Positions]:
        """Of the certain and of the uncertain ones."""
        return self.certain_at, self.uncertain_at

    def latest(self, most: int) -> tuple[Positions, Positions]:
        """Of so many of each, the latest first."""
        found = []
        for columns, at in zip((self.certain, self.uncertain), self.positions, strict=True):
            order = np.lexsort((columns.date, columns.date_end))[::-1]
            found.append(at[order[:most]])
        return found[0], found[1]

    def __len__(self) -> int:
        return len(self.certain) + len(self.uncertain)


def sightings_of(
    snapshot: Snapshot, actors: Iterable[Actor], joint: Iterable[Actor], mask: NDArray[np.bool_]
) -> Seen:
    """Sightings of actors taken as one, among the rows under a mask."""
    columns = snapshot.columns
    mine = [snapshot.index.get(a.actor_id, -1) for a in actors]
    shared = [snapshot.index[a.actor_id] for a in joint if a.actor_id in snapshot.index]
    wanted = np.isin(columns.source, mine + shared) | np.isin(columns.target, mine + shared)
    rows = np.flatnonzero(mask & wanted)
    near = columns.take(rows)
    source, target = roles(near)
    grade = np.zeros(len(near), dtype=np.int8)
    for side, shown in ((near.source, source), (near.target, target)):
        grade = np.maximum(grade, np.where(np.isin(side, mine), shown, NONE).astype(np.int8))
        doubtful = np.where(np.isin(side, shared) & (shown > NONE), UNCERTAIN, NONE)
        grade = np.maximum(grade, doubtful.astype(np.int8))
    open_rows, doubted = doubts(snapshot, near)
    grade[doubted] = np.minimum(grade[doubted], UNCERTAIN)
    grade[~near.happened & ~open_rows] = NONE
    certain = _once(near, grade == CERTAIN)
    uncertain = _once(near, (grade == UNCERTAIN) & ~np.isin(near.act, near.act[certain]))
    return Seen.of(snapshot, rows[certain], rows[uncertain])


def _once(columns: Columns, mask: NDArray[np.bool_]) -> Positions:
    """Positions of one row of each act under a mask."""
    among = np.flatnonzero(mask)
    return among[np.sort(np.unique(columns.act[among], return_index=True)[1])]


def doubts(snapshot: Snapshot, columns: Columns) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Rows that are alleged or possible, and all that are in doubt (these, and flagged ones)."""
    maybe = np.zeros(len(columns), dtype=np.bool_)
    doubted = maybe.copy()
    for file in np.unique(columns.file):
        here = columns.file == file
        for into, rows in zip((maybe, doubted), snapshot.doubtful[file], strict=True):
            into[here] = np.isin(columns.row[here], rows)
    return maybe, maybe | doubted


def joint_names(snapshot: Snapshot, actor: Actor) -> list[Actor]:
    """Actors in the rows whose name puts this one together with another ("A or B")."""
    names = [actor.name, *(a.name for a in snapshot.registry.aliases_of(actor.actor_id))]
    keys = {k for k in map(key, names) if len(k) > 2}
    return [
        other
        for other in snapshot.actors
        if other.kind in ("unresolved", "unidentified")
        and other.actor_id != actor.actor_id
        and (_JOINING & set(key(other.name).split()) or set(_JOINED_BY) & set(other.name))
        and any(f" {k} " in f" {key(other.name)} " for k in keys)
    ]


@dataclass(frozen=True, eq=False)
class Periods:
    """Periods over which a dataset is read: months, or years where it holds totals only.

    Parameters
    ----------
    edges : int64 array, (T + 1,)
        Days since 1970-01-01.
    observed : float64 array, (T,)
        Share of each period that the dataset observes.
    until : int
        First day of which it has not told.
    coarse : bool array, (T,)
        Whether it holds totals only.
    """

    edges: NDArray[np.int64]
    observed: Float
    until: int
    coarse: NDArray[np.bool_]

    @property
    def months(self) -> Float:
        """Length of each in months, to a tenth: calendar months are all alike."""
        return np.asarray(np.round(np.diff(self.edges) / MONTH, 1))

    def divided(self, day: int) -> Periods:
        """Those that end after a day, with totals unobserved: they give no division."""
        first = min(int(np.searchsorted(self.edges, day, "right")) - 1, len(self.edges) - 2)
        first = max(first, 0)
        observed = np.where(self.coarse, 0.0, self.observed)
        return Periods(self.edges[first:], observed[first:], self.until, self.coarse[first:])

    def place(self, columns: Columns) -> NDArray[np.int64]:
        """Period of each row: that of the middle of its dates; -1 or T outside."""
        middle = (columns.date.astype(np.int64) + columns.date_end) // 2
        at = np.searchsorted(self.edges, middle, "right") - 1
        return np.asarray(at, dtype=np.int64)

    def count(self, columns: Columns) -> Float:
        """Acts in each period."""
        at = self.place(columns)
        inside = (at >= 0) & (at < len(self.observed))
        acts = columns.count[inside].astype(np.float64)
        found: Float = np.bincount(at[inside], acts, len(self.observed)).astype(np.float64)
        return found

    def sightings(self, seen: Iterable[Seen], uncertain: bool = True) -> Sightings:
        """Sightings of several sources as the model takes them."""
        listed = list(seen)
        acts = np.stack([self.count(s.certain) for s in listed])
        unsure = np.stack([self.count(s.uncertain) for s in listed])
        return Sightings(acts, unsure * uncertain, self.months, self.observed)


def periods(snapshot: Snapshot, dataset: Dataset, country: str = "") -> Periods:
    """The periods of a dataset up to `as_of`, as it observes a country (default: any).

    Without coverage every month counts as observed, from the first row on.
    """
    covers = [c for c in dataset.observed if not country or c.country in ("", country)]
    if not dataset.counts:
        first, until = number(dataset.first), number(snapshot.as_of)
        edges = _split(first, until, MONTH)
        even = np.ones(len(edges) - 1)
        return Periods(edges, even, until, even == 0)
    mine = snapshot.columns.take(snapshot.mask_of(dataset))
    as_of = number(snapshot.as_of)
    fine = [(number(c.first), number(c.last) + 1) for c in covers if c.resolution == "day"]
    coarse = sorted({(number(c.first), number(c.last) + 1) for c in covers if _total(c.resolution)})
    told = int(mine.date_end.max()) + 1
    until = min(as_of, max([last for _, last in fine] + [told]))
    coarse = [(a, b) for a, b in coarse if b <= until and not _within(a, b, fine)]
    edges = _edges(coarse, fine, until)
    edges = np.append(edges, as_of) if as_of > edges[-1] else edges
    observed = np.array([_share(int(a), int(b), [*coarse, *fine]) for a, b in pairwise(edges)])
    totals = np.array([_within(int(a), int(b), coarse) for a, b in pairwise(edges)])
    return Periods(edges, observed, until, totals)


def _total(resolution: str) -> bool:
    return resolution == "year"


def _within(first: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(a <= first and end <= b for a, b in spans)


def _edges(
    coarse: list[tuple[int, int]], fine: list[tuple[int, int]], until: int
) -> NDArray[np.int64]:
    """Totals as they are, at most a year each; months between and after them, counted backwards."""
    begin = min([a for a, _ in coarse] + [a for a, _ in fine])
    parts: list[NDArray[np.int64]] = []
    at = begin
    for first, end in coarse:
        if first > at:
            parts.append(_split(at, first, MONTH))
        if end > at:
            parts.append(_split(max(first, at), end, 12 * MONTH))
            at = end
    if until > at:
        parts.append(_split(at, until, MONTH))
    return np.unique(np.concatenate(parts))


def _split(first: int, end: int, length: float) -> NDArray[np.int64]:
    """Equal parts of about a length."""
    parts = max(round((end - first) / length), 1)
    return np.linspace(first, max(end, first + 1), parts + 1).round().astype(np.int64)


def _share(first: int, end: int, spans: list[tuple[int, int]]) -> float:
    """Share of the days from `first` to before `end` that lie in the spans."""
    days = np.zeros(end - first, dtype=np.bool_)
    for a, b in spans:
        days[max(a - first, 0) : max(b - first, 0)] = True
    return float(days.mean())


@dataclass(frozen=True, eq=False)
class Panel:
    """Sightings of all groups of a dataset, each in each country or division.

    Parameters
    ----------
    keys : list of (int, int)
        Actor (position in the snapshot) and place code of each.
    sightings : Sightings
        Theirs; certain ones only.
    """

    keys: list[tuple[int, int]]
    sightings: Sightings

    def position(self, actor: int, places: NDArray[np.integer]) -> int:
        """Where an actor in a place stands; -1 if it is not there."""
        wanted = {(actor, int(p)) for p in places}
        return next((n for n, k in enumerate(self.keys) if k in wanted), -1)


def panel(snapshot: Snapshot, dataset: Dataset, when: Periods, divided: bool) -> Panel:
    """The groups of a dataset, by country, or by first-level division.

    Armed groups and names that no alias knows; states, international bodies, populations and
    unidentified actors are left out. Of more than a thousand groups in places, a thousand evenly
    from the list.
    """
    columns = snapshot.columns
    rows = np.flatnonzero(snapshot.mask_of(dataset) & columns.happened)
    near = columns.take(rows)
    where = snapshot.divided[0][rows] if divided else near.country.astype(np.int32)
    at = when.place(near)
    groups = np.array([a.kind in ("armed group", "unresolved") for a in snapshot.actors])
    inside = (at >= 0) & (at < len(when.observed)) & (near.source != near.target)
    inside &= _with_division(snapshot)[where] if divided else where >= 0
    kept, code = [], []
    places = int(where.max(initial=0)) + 1
    for side, shown in zip((near.source, near.target), roles(near), strict=True):
        mine = np.flatnonzero(inside & (shown == CERTAIN) & groups[side])
        kept.append(mine)
        code.append(side[mine].astype(np.int64) * places + where[mine])
    pairs = np.unique(np.concatenate(code))
    if len(pairs) > _MOST_GROUPS:
        pairs = pairs[np.linspace(0, len(pairs) - 1, _MOST_GROUPS).round().astype(np.intp)]
    source, row = _of_pairs(pairs, np.concatenate(code), np.concatenate(kept), near.act)
    acts = np.zeros((len(pairs), len(when.observed)))
    np.add.at(acts, (source, at[row]), near.count[row])
    keys = [(int(pair // places), int(pair % places)) for pair in pairs]
    return Panel(keys, Sightings(acts, np.zeros_like(acts), when.months, when.observed))


def _of_pairs(
    pairs: NDArray[np.int64], code: NDArray[np.int64], rows: Positions, act: NDArray[np.int64]
) -> tuple[Positions, Positions]:
    """Rows of each pair of group and place, one for each act: which pair, and which row."""
    source = np.searchsorted(pairs, code)
    mine = np.flatnonzero(np.isin(code, pairs))
    source, rows = source[mine], rows[mine]
    order = np.lexsort((act[rows], source))
    source, rows = source[order], rows[order]
    first = np.ones(len(rows), dtype=np.bool_)
    first[1:] = (np.diff(source) != 0) | (np.diff(act[rows]) != 0)
    return source[first], rows[first]


def _with_division(snapshot: Snapshot) -> NDArray[np.bool_]:
    return np.array([bool(division) for _, division in snapshot.divided[1]])


def last_seen(columns: Columns) -> tuple[date, date] | None:
    """First and last day on which the last sighting may have happened; None without one."""
    if not len(columns):
        return None
    latest = int(np.lexsort((columns.date, columns.date_end))[-1])
    return day(columns.date[latest]), day(columns.date_end[latest])


def observes(dataset: Dataset, place: Place) -> bool:
    """Whether a dataset that may be counted observes a place."""
    return any(c.country in ("", place.country) for c in dataset.observed)


def within_last_year(columns: Columns, until: int) -> Columns:
    """Rows whose middle lies in the 365 days before a day."""
    middle = (columns.date.astype(np.int64) + columns.date_end) // 2
    return columns.take((middle >= until - 365) & (middle < until))
