"""Panels: a row for every unit and period, zeros told from what was not observed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import duckdb
import numpy as np
from numpy.typing import NDArray

from whowhom.actors.actor import Actor
from whowhom.errors import RefusalError
from whowhom.events.lookup import put_table
from whowhom.export.ask import Ask
from whowhom.export.entries import (
    IN,
    NO_DIRECTION,
    OUT,
    Entries,
    of_actors,
    of_cells,
    of_directed,
    of_dyads,
)
from whowhom.export.grid import centre
from whowhom.export.heading import heading
from whowhom.export.panel_fields import DEATHS, prefixes, row_is, snake
from whowhom.export.panel_fields import fields as panel_fields
from whowhom.export.states import code_rows
from whowhom.export.table import Table
from whowhom.ontology.plover import PLOVER
from whowhom.ontology.quad import QUADS
from whowhom.questions.course import Unit, bins
from whowhom.questions.observing import MOSTLY, Units, observed_days
from whowhom.questions.parties import find_actor, lived
from whowhom.questions.scope import Scope, counted_dataset, day, number
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot

# A cell takes about 0.8 KB of memory on the way.
_MOST_CELLS = 3_500_000
# Days that a row may span and still be put into the period of its last day.
_WIDEST: Final = {"month": 31, "year": 366}
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Counts = NDArray[np.int32]
Columned = dict[str, Any]


@dataclass(frozen=True)
class _Frame:
    """The rows that count, the units and the periods of a panel."""

    snapshot: Snapshot
    ask: Ask
    dataset: Dataset
    columns: Columns
    entries: Entries
    keys: Ints
    edges: Ints
    without_place: int = 0

    @property
    def size(self) -> tuple[int, int]:
        return len(self.keys), len(self.edges) - 1

    def of_unit(self) -> Ints:
        """For each entry the number of its unit."""
        return np.searchsorted(self.keys, self.entries.unit)

    def ends(self) -> tuple[Ints, Ints]:
        """First and second actor of each unit; the second is -1 for single actors."""
        n = len(self.snapshot.actors)
        if self.ask.kind == "actor":
            return self.keys, np.full(len(self.keys), -1)
        return np.divmod(self.keys // 2 if self.ask.directed else self.keys, n)


def panel(snapshot: Snapshot, scope: Scope, ask: Ask) -> Table:
    """A panel of one dataset.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    scope : Scope
        Dataset, and the first and last period: any day in them. Default: all that it observes.
    ask : Ask
        Unit and actors.

    Returns
    -------
    Table
        A row for every unit and period, sorted by unit, then period.

    Raises
    ------
    OptionError, UnknownActorError
        If an option cannot be used.
    RefusalError
        If the dataset is no sample, or the panel would be too large.
    """
    frame = _frame(snapshot, scope, ask)
    kept, unplaced, blurred = _placed(frame)
    units = _units(frame)
    existed, observed = observed_days(frame.dataset, snapshot.countries, units, frame.edges, ask.by)
    full = (observed == existed) & (existed > 0) & ~blurred
    values = _mask(_count(frame, kept), full, frame)
    return _assemble(frame, values, (existed, observed, full), _notes(frame, unplaced))


def _frame(snapshot: Snapshot, scope: Scope, ask: Ask) -> _Frame:
    dataset = counted_dataset(snapshot, scope, np.ones(len(snapshot.columns), dtype=np.bool_))
    if not dataset.counts:
        raise RefusalError(
            f"{dataset.name} is not a sample of what happened: its rows may not be counted",
            ", ".join(d.name for d in snapshot.datasets if d.counts) or "datasets with coverage",
            "choose another --dataset, or take its rows: whowhom export events",
        )
    mask = snapshot.mask_of(dataset) & snapshot.columns.happened
    columns = snapshot.columns.take(mask)
    first = scope.first or dataset.observed_first
    last = scope.last or dataset.observed_last
    edges = _edges(ask.by, first, last)
    without = 0
    if ask.kind == "grid":
        entries, without = of_cells(snapshot, columns)
    elif ask.kind == "actor":
        entries = of_actors(columns)
    else:
        make = of_directed if ask.directed else of_dyads
        entries = make(columns, len(snapshot.actors))
    entries, keys = _chosen(snapshot, ask, entries)
    if not len(keys):
        raise _empty(snapshot, ask, dataset)
    if len(keys) * (len(edges) - 1) > _MOST_CELLS:
        raise RefusalError(
            f"{len(keys):,} units by {len(edges) - 1:,} periods are too many rows",
            f"at most {_MOST_CELLS:,} rows",
            "name --actors, or a shorter --since and --until",
        )
    return _Frame(snapshot, ask, dataset, columns, entries, keys, edges, without)


def _empty(snapshot: Snapshot, ask: Ask, dataset: Dataset) -> RefusalError:
    if ask.kind == "grid":
        return RefusalError(
            f"no row of {dataset.name} before {snapshot.as_of} has coordinates of a place",
            "datasets with coordinates, such as the whole GED",
            "choose another --dataset, or a dyad or actor unit",
        )
    return RefusalError(
        f"{dataset.name} holds no act of such a unit before {snapshot.as_of}",
        "units with acts",
        "choose other --actors or another --dataset",
    )


def _edges(by: Unit, first: date, last: date) -> Ints:
    """Whole months or years from the one of the first day to the one of the last."""
    begin = first.replace(day=1) if by == "month" else date(first.year, 1, 1)
    after = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    end = (after if by == "month" else date(last.year + 1, 1, 1)) - timedelta(days=1)
    return bins(by, begin, end).edges


def _chosen(snapshot: Snapshot, ask: Ask, entries: Entries) -> tuple[Entries, Ints]:
    """Entries of the units asked for, and the keys of these units in order."""
    if not ask.actors:
        return entries, np.unique(entries.unit)
    ids = [find_actor(snapshot, name).actor_id for name in ask.actors]
    missing = [n for n, i in zip(ask.actors, ids, strict=True) if i not in snapshot.index]
    if missing:
        raise RefusalError(
            f"no row names {', '.join(missing)} before {snapshot.as_of}",
            "actors with rows",
            "leave out those without",
        )
    wanted = np.array(sorted({snapshot.index[i] for i in ids}), dtype=np.int64)
    if ask.kind == "actor":
        return entries.take(np.isin(entries.unit, wanted)), wanted
    n = len(snapshot.actors)
    first, second = np.divmod(entries.unit // 2 if ask.directed else entries.unit, n)
    one, other = np.isin(first, wanted), np.isin(second, wanted)
    mine = entries.take(one & other if ask.among else one | other)
    keys = np.unique(mine.unit)
    if not ask.among:
        return mine, keys
    pairs = [(a, b) for a in wanted for b in wanted if (a != b if ask.directed else a < b)]
    every = np.array([2 * (a * n + b) + 1 if ask.directed else a * n + b for a, b in pairs])
    return mine, np.union1d(keys, every)


def _placed(frame: _Frame) -> tuple[NDArray[np.bool_], int, NDArray[np.bool_]]:
    """Entries that fall into one period, the acts that fall into none, and the cells these blur.

    A row is put into the period of its last day, the day on which it becomes known. One that
    reaches over several periods and is wider than the period could be in any of them: it is counted
    in none, and none of these cells is called observed for the unit.
    """
    columns, edges = frame.columns, frame.edges
    begin = np.searchsorted(edges, columns.date, "right") - 1
    end = np.searchsorted(edges, columns.date_end, "right") - 1
    within = (end >= 0) & (end < len(edges) - 1)
    wide = (columns.date_end - columns.date + 1 > _WIDEST[frame.ask.by]) & (begin != end)
    row = frame.entries.row
    blurred = np.zeros(frame.size, dtype=np.bool_)
    units = frame.of_unit()
    touching = wide & (end >= 0) & (begin < len(edges) - 1)
    for at in np.flatnonzero(touching[row]):
        last = min(int(end[row[at]]), len(edges) - 2)
        blurred[units[at], max(int(begin[row[at]]), 0) : last + 1] = True
    kept = (within & ~wide)[row]
    lost = np.unique(row[touching[row]])
    return kept, int(columns.count[lost].sum()), blurred


def _count(frame: _Frame, kept: NDArray[np.bool_]) -> dict[str, Counts]:
    """Acts and deaths of every cell, by class, type and role."""
    entries = frame.entries.take(kept)
    rows = frame.columns.take(entries.row)
    units, periods = frame.size
    period = np.searchsorted(frame.edges, rows.date_end, "right") - 1
    where = np.searchsorted(frame.keys, entries.unit) * periods + period

    def add(chosen: NDArray[np.bool_], values: NDArray[Any]) -> Counts:
        sums = np.bincount(where[chosen], values[chosen].astype(np.float64), units * periods)
        return np.asarray(sums.reshape(units, periods), dtype=np.int32)

    every = np.ones(len(rows), dtype=np.bool_)
    found = {"acts": add(every, rows.count)}
    roles = {OUT: "acts_out", IN: "acts_in", NO_DIRECTION: "acts_undirected"}
    found |= {name: add(entries.role == role, rows.count) for role, name in roles.items()}
    found |= {snake(QUADS[q]): add(rows.quad == q, rows.count) for q in sorted(QUADS)}
    found["no_class"] = add(rows.quad == 0, rows.count)
    found |= {t.lower(): add(rows.type == n, rows.count) for n, t in enumerate(PLOVER)}
    found["no_type"] = add(rows.type < 0, rows.count)
    best = np.maximum(rows.best, 0)
    given = rows.best >= 0
    # A source's low may exceed its best; a range is given that holds the best.
    low = np.where(rows.low >= 0, np.minimum(rows.low, best), best)
    deaths = (low, best, np.maximum(rows.high, best))
    found |= {name: add(given, values) for name, values in zip(DEATHS, deaths, strict=True)}
    found["deaths_unknown"] = add(~given, rows.count)
    return found


def _mask(
    values: dict[str, Counts], full: NDArray[np.bool_], frame: _Frame
) -> dict[str, np.ma.MaskedArray[Any, Any]]:
    """Zeros stay only where they are known: all days observed, and a kind that is recorded at all.

    A dataset of lethal events holds no aid: that is no zero of aid.
    """
    tells_deaths = bool((frame.columns.best >= 0).any())
    recorded = _recorded(frame.columns)
    found = {}
    for name, cells in values.items():
        hidden = (cells == 0) & ~(full & recorded.get(name, True))
        if name in DEATHS:
            # Acts, and of none of them the deaths: not zero.
            none_given = (values["acts"] > 0) & (values["deaths_unknown"] >= values["acts"])
            hidden |= none_given | (not tells_deaths)
        found[name] = np.ma.masked_array(cells, hidden)
    return found


def _recorded(rows: Columns) -> dict[str, bool]:
    """Whether a dataset records acts of a class, type or direction at all."""
    found = {snake(QUADS[q]): bool((rows.quad == q).any()) for q in QUADS}
    found |= {t.lower(): bool((rows.type == n).any()) for n, t in enumerate(PLOVER)}
    return found | dict.fromkeys(("acts_out", "acts_in"), bool(rows.directed.any()))


def _units(frame: _Frame) -> Units:
    """When each unit existed, and where its acts lie."""
    units, countries = len(frame.keys), len(frame.snapshot.countries)
    rows = frame.columns
    of_unit, row = frame.of_unit(), frame.entries.row
    shares = _shares(of_unit, rows.country[row], rows.count[row], (units, countries))
    earliest = np.full(units, number(date.max))
    np.minimum.at(earliest, of_unit, rows.date[row].astype(np.int64))
    latest = np.full(units, number(date.min))
    np.maximum.at(latest, of_unit, rows.date_end[row].astype(np.int64))
    if frame.ask.kind == "grid":
        low, high = number(date.min), number(date.max) - 1
        return Units(np.full(units, low), np.full(units, high), shares, earliest)
    lives = np.array([[number(d) for d in _life(a)] for a in frame.snapshot.actors])
    first, second = frame.ends()
    pair = second >= 0
    born = np.where(pair, np.maximum(lives[first, 0], lives[second, 0]), lives[first, 0])
    died = np.where(pair, np.minimum(lives[first, 1], lives[second, 1]), lives[first, 1])
    nowhere = shares.sum(axis=1) == 0
    if nowhere.any():
        shares[nowhere] = _own_places(frame, first[nowhere], second[nowhere])
    # A row dated to a year may begin before the actor did; one after its end shows that it lived.
    return Units(np.minimum(born, earliest), np.maximum(died, latest), shares, earliest)


def _life(actor: Actor) -> tuple[date, date]:
    first, last = lived(actor)
    return first, min(last, date.max - timedelta(days=1))


def _shares(
    unit: Ints, country: NDArray[Any], count: NDArray[Any], size: tuple[int, int]
) -> Floats:
    """Share of each unit's acts in each country, of those whose country is known."""
    units, countries = size
    known = country >= 0
    place = unit[known] * countries + country[known]
    sums = np.bincount(place, count[known].astype(np.float64), units * countries)
    sums = sums.reshape(units, countries)
    return np.asarray(sums / np.maximum(sums.sum(axis=1, keepdims=True), 1e-300))


def _own_places(frame: _Frame, first: Ints, second: Ints) -> Floats:
    """For pairs without a row: where the two act otherwise, half and half."""
    rows = frame.columns
    size = (len(frame.snapshot.actors), len(frame.snapshot.countries))
    ends = np.concatenate([rows.source, rows.target]).astype(np.int64)
    of_actor = _shares(ends, np.tile(rows.country, 2), np.tile(rows.count, 2), size)
    both = (of_actor[first] + of_actor[second]) / 2
    return np.asarray(both / np.maximum(both.sum(axis=1, keepdims=True), 1e-300))


def _assemble(
    frame: _Frame,
    values: dict[str, np.ma.MaskedArray[Any, Any]],
    seen: tuple[Ints, Ints, NDArray[np.bool_]],
    notes: tuple[str, ...],
) -> Table:
    """Numbers and names together, in a DuckDB of their own."""
    units, periods = frame.size
    existed, observed, full = seen
    connection = duckdb.connect(config={"threads": 2})
    connection.execute("SET enable_progress_bar = false")
    cells: Columned = {
        "unit_number": np.repeat(np.arange(units), periods),
        "period_number": np.tile(np.arange(periods), units),
        "observed": full.ravel().astype(np.int8),
        "days": existed.ravel(),
        "days_observed": observed.ravel(),
        **{name: each.ravel() for name, each in values.items()},
    }
    connection.register("cells", cells)
    _put_periods(connection, frame)
    fields = panel_fields(frame.ask, tuple(values))
    if frame.ask.kind == "grid":
        names, joins = _grid_names(connection, frame)
    else:
        names, joins = _actor_names(connection, frame)
    names["dataset"] = "'" + frame.dataset.name.replace("'", "''") + "'"
    selected = ", ".join(
        f'CAST({names.get(f.name, _counted(f.name))} AS {f.sql}) AS "{f.name}"' for f in fields
    )
    connection.execute(
        f"CREATE TABLE exported AS SELECT {selected} FROM cells c "
        f"JOIN periods p ON p.number = c.period_number JOIN units u ON u.number = c.unit_number "
        f"{joins} ORDER BY c.unit_number, c.period_number"
    )
    connection.unregister("cells")
    return Table(
        kind=row_is(frame.ask),
        fields=fields,
        about=heading(
            frame.snapshot,
            frame.dataset,
            unit=frame.ask.unit + (", directed" if frame.ask.directed else ""),
            first=day(frame.edges[0]),
            last=day(frame.edges[-1] - 1),
            units=units,
            rows=units * periods,
            actors=list(frame.ask.actors) or "all with an act in the dataset",
        ),
        notes=notes,
        connection=connection,
    )


def _counted(name: str) -> str:
    return f'c."{name}"'


def _put_periods(connection: duckdb.DuckDBPyConnection, frame: _Frame) -> None:
    starts = [day(e) for e in frame.edges[:-1]]
    ends = [day(e - 1) for e in frame.edges[1:]]
    month = frame.ask.by == "month"
    rows = [
        (n, f"{s:%Y-%m}" if month else str(s.year), s.year, s.month, s, e)
        for n, (s, e) in enumerate(zip(starts, ends, strict=True))
    ]
    types = ("INTEGER", "VARCHAR", "INTEGER", "INTEGER", "DATE", "DATE")
    names = ("number", "period", "year", "month", "first", "last")
    put_table(connection, "periods", dict(zip(names, types, strict=True)), rows)


def _actor_names(
    connection: duckdb.DuckDBPyConnection, frame: _Frame
) -> tuple[dict[str, str], str]:
    """SQL of the columns that name actors, and the joins they need."""
    snapshot = frame.snapshot
    first, second = frame.ends()
    flags = frame.keys % 2 if frame.ask.directed else np.full(len(frame.keys), -1)
    numbers = zip(first.tolist(), second.tolist(), flags.tolist(), strict=True)
    put_table(
        connection,
        "units",
        {"number": "INTEGER", "one": "INTEGER", "other": "INTEGER", "directed": "INTEGER"},
        [(n, *each) for n, each in enumerate(numbers)],
    )
    put_table(
        connection,
        "actors",
        {"number": "INTEGER", "id": "VARCHAR", "name": "VARCHAR", "kind": "VARCHAR"},
        [(n, a.actor_id, a.name, a.kind) for n, a in enumerate(snapshot.actors)],
    )
    put_table(
        connection,
        "codes",
        {
            "number": "INTEGER",
            "first": "DATE",
            "last": "DATE",
            "iso": "VARCHAR",
            "gw": "INTEGER",
            "cow": "INTEGER",
        },
        code_rows(snapshot),
    )
    names = _period_names()
    joins = ""
    for prefix, place in prefixes(frame.ask):
        joins += (
            f"JOIN actors {prefix} ON {prefix}.number = u.{place} "
            f"LEFT JOIN codes {prefix}_code ON {prefix}_code.number = u.{place} "
            f"AND p.last BETWEEN {prefix}_code.first AND {prefix}_code.last "
        )
        names |= {f"{prefix}_{c}": f"{prefix}.{c}" for c in ("id", "name", "kind")}
        names |= {f"{prefix}_{c}": f"{prefix}_code.{c}" for c in ("iso", "gw", "cow")}
    names["directed"] = "u.directed"
    return names, joins


def _grid_names(connection: duckdb.DuckDBPyConnection, frame: _Frame) -> tuple[dict[str, str], str]:
    lat, lon = centre(frame.keys)
    shares = _units(frame).shares
    countries = frame.snapshot.countries
    main = [countries[int(s.argmax())] if s.any() else None for s in shares]
    put_table(
        connection,
        "units",
        {"number": "INTEGER", "gid": "INTEGER", "lat": "DOUBLE", "lon": "DOUBLE", "iso": "VARCHAR"},
        [
            (n, int(g), float(y), float(x), c)
            for n, (g, y, x, c) in enumerate(zip(frame.keys, lat, lon, main, strict=True))
        ],
    )
    own = {"gid": "u.gid", "cell_lat": "u.lat", "cell_lon": "u.lon", "country_iso": "u.iso"}
    return {**_period_names(), **own}, ""


def _period_names() -> dict[str, str]:
    return {n: f"p.{n}" for n in ("period", "year", "month", "first", "last")}


def _notes(frame: _Frame, unplaced: int) -> tuple[str, ...]:
    ask, name = frame.ask, frame.dataset.name
    notes = [
        "An empty count is not a zero: the dataset did not observe the whole period there. A zero "
        "means that it did and recorded nothing. A count in a period with observed = 0 is what "
        "was recorded, a lower bound. Kinds of acts that the dataset never records are empty "
        "everywhere.",
        f"A day counts as observed where the coverage of {name} takes in the countries of at "
        f"least {MOSTLY:.0%} of the unit's own acts.",
        "One dataset only. Rows of two datasets tell of the same acts: never add up two panels.",
        "An act that several rows tell of counts once per unit, and so do its deaths; an act with "
        "several targets counts in each of its units, so sums over units can exceed sums of acts.",
        f"A row stands in the {ask.by} of its last day.",
        f"Units are those with an act in {name} before {frame.snapshot.as_of}, in whatever period: "
        "a choice that looks back from the end, of which a forecaster at an earlier day knew less.",
    ]
    if unplaced:
        notes.append(
            f"{unplaced:,} acts are dated to spans wider than a {ask.by} and stand in no row; the "
            "periods they may lie in are not called observed for their units."
        )
    if frame.without_place:
        notes.append(
            f"{frame.without_place:,} acts have no coordinates, or those of a whole country, and "
            "stand in no cell. Cells without any act are not listed."
        )
    loops = frame.columns.take(frame.columns.source == frame.columns.target)
    if ask.kind == "dyad" and len(loops):
        notes.append(f"{int(loops.count.sum()):,} acts of an actor on itself are left out.")
    if ask.kind == "actor":
        notes.append("An act counts for both its sides: sums over actors count it twice.")
    return (*notes, *([f"{name}: {frame.dataset.note}."] if frame.dataset.note else []))
