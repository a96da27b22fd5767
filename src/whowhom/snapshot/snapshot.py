"""Snapshot: the case as known at an as_of, and a hash over all of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from whowhom.actors.actor import Actor
from whowhom.actors.names import key
from whowhom.actors.registry import Registry
from whowhom.actors.resolution import (
    UNRESOLVED,
    Resolved,
    Sighting,
    resolve,
    unresolved_actor,
    unresolved_id,
)
from whowhom.actors.statement import Statement
from whowhom.actors.states import STATES
from whowhom.errors import OptionError, RefusalError
from whowhom.events.coverage import Coverage
from whowhom.events.lookup import put_table
from whowhom.events.schema import NAMES
from whowhom.ontology.plover import PLOVER
from whowhom.snapshot.columns import DTYPES, UNKNOWN_DEATHS, Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.visible import parquet, visible_rows
from whowhom.store.imports import Import, Provenance, list_imports
from whowhom.store.registry import load_coverage, load_registry, load_statements
from whowhom.store.settings import FILE, Settings, read_settings
from whowhom.store.tables import TABLES

EXTRACT = "an extract: what it leaves out is not known"
"""Coverage note of files that are no whole release."""


@dataclass(frozen=True)
class Snapshot:
    """The case as known at `as_of`: nothing later is in it.

    Parameters
    ----------
    settings : Settings
        Name, defaults and turning events of the case.
    as_of : date
        Rows that had ended before this day are in.
    vintage : date or None
        If given, only what had been published by then.
    registry : Registry
        Actors, aliases and ties.
    statements : tuple of Statement
        Those made before `as_of`.
    actors : tuple of Actor
        Everybody who occurs in the rows, by id.
    datasets : tuple of Dataset
        Datasets with visible rows, by name.
    countries : tuple of str
        ISO alpha-3 codes that occur.
    imports : tuple of Import
        The imports read, oldest vintage first.
    columns : Columns
        The events.
    hash : str
        Over vintages, tables, settings and `as_of`: equal hashes give equal answers.
    """

    settings: Settings
    as_of: date
    vintage: date | None
    registry: Registry
    statements: tuple[Statement, ...]
    actors: tuple[Actor, ...]
    datasets: tuple[Dataset, ...]
    countries: tuple[str, ...]
    imports: tuple[Import, ...]
    columns: Columns
    hash: str
    connection: duckdb.DuckDBPyConnection

    @cached_property
    def index(self) -> dict[str, int]:
        """Actor id to its position in `actors`."""
        return {actor.actor_id: position for position, actor in enumerate(self.actors)}

    @cached_property
    def unresolved(self) -> dict[str, Actor]:
        """Name key to actor, for names in the data that no alias knows."""
        return {key(a.name): a for a in self.actors if a.actor_id.startswith(UNRESOLVED)}

    def dataset(self, name: str) -> Dataset:
        """The dataset of that name; raises OptionError naming those there are."""
        for dataset in self.datasets:
            if dataset.name.casefold() == name.casefold():
                return dataset
        raise OptionError(
            f"no dataset '{name}' before {self.as_of}",
            ", ".join(d.name for d in self.datasets) or "none, the case is empty",
            "correct --dataset, or add the data",
        )

    def mask_of(self, dataset: Dataset) -> NDArray[np.bool_]:
        """Which entries of the columns belong to a dataset."""
        position = next(i for i, d in enumerate(self.datasets) if d.name == dataset.name)
        return np.asarray(self.columns.dataset == position)

    def rows(self, columns: Columns) -> list[dict[str, Any]]:
        """The full rows behind these entries, in their order."""
        found: dict[tuple[int, int], dict[str, Any]] = {}
        for file in np.unique(columns.file):
            wanted = columns.row[columns.file == file]
            listed = ", ".join(str(row) for row in wanted)
            sql = (
                f"SELECT file_row_number, {', '.join(NAMES)} FROM "
                f"{parquet([self.imports[file]])} WHERE file_row_number IN ({listed})"
            )
            for row, *cells in self.connection.cursor().execute(sql).fetchall():
                found[int(file), row] = dict(zip(NAMES, cells, strict=True))
        pairs = zip(columns.file, columns.row, strict=True)
        return [found[int(file), int(row)] for file, row in pairs]

    def divisions(self, columns: Columns) -> list[str]:
        """First-level division and country of each entry, as text that says what is not known."""
        found: dict[tuple[int, int], str] = {}
        for file in np.unique(columns.file):
            # All of the file at once: a list of a million row numbers would be slower.
            sql = (
                "SELECT file_row_number, CASE WHEN admin1 IS NULL THEN 'division not given, ' || "
                "coalesce(country, 'country not given') ELSE concat_ws(', ', admin1, country) END "
                "FROM "
                f"{parquet([self.imports[file]])} WHERE file_row_number BETWEEN ? AND ?"
            )
            rows = columns.row[columns.file == file]
            ends = [int(rows.min()), int(rows.max())]
            wanted = set(rows.tolist())
            for row, place in self.connection.cursor().execute(sql, ends).fetchall():
                if row in wanted:
                    found[int(file), row] = place
        return [
            found[pair] for pair in zip(columns.file.tolist(), columns.row.tolist(), strict=True)
        ]

    def unresolved_rows(self, import_id: str) -> tuple[tuple[str, int], ...]:
        """Names of an import that no alias knows, and their rows, most rows first."""
        place = next((n for n, i in enumerate(self.imports) if i.import_id == import_id), -1)
        mine = self.columns.take(self.columns.file == place)
        size = len(self.actors)
        rows = np.bincount(mine.source, minlength=size) + np.bincount(mine.target, minlength=size)
        found = [
            (actor.name, int(n))
            for actor, n in zip(self.actors, rows, strict=True)
            if n and actor.kind == "unresolved"
        ]
        return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))

    def find_rows(self, id: str) -> list[dict[str, Any]]:
        """Visible rows whose event id, or row id, is this."""
        if not isinstance(id, str) or not id.isprintable():
            return []
        found = []
        for position, each in enumerate(self.imports):
            sql = f"SELECT file_row_number FROM {parquet([each])} WHERE event_id = ? OR row_id = ?"
            hits = self.connection.cursor().execute(sql, [id, id]).fetchall()
            rows = [row for (row,) in hits]
            mine = (self.columns.file == position) & np.isin(self.columns.row, rows)
            found += self.rows(self.columns.take(mine))
        return found


def default_as_of(connection: duckdb.DuckDBPyConnection, folder: Path) -> date:
    """The day after the last day in the case.

    Raises
    ------
    RefusalError
        If the case has no events.
    """
    imports = list_imports(connection, folder)
    if not imports:
        raise _no_events(folder)
    return max(i.provenance.last for i in imports) + timedelta(days=1)


def take_snapshot(
    connection: duckdb.DuckDBPyConnection, folder: Path, as_of: date, vintage: date | None = None
) -> Snapshot:
    """Read a case as it was known at `as_of`.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Runs the queries; results are fetched whole.
    folder : Path
        The case.
    as_of : date
        Only rows with ``date_end < as_of`` are visible.
    vintage : date, optional
        Only imports published by then are used; those of unknown date are left out.

    Returns
    -------
    Snapshot
        Everything that an answer may rest on.

    Raises
    ------
    RefusalError
        If nothing is visible at `as_of`.
    CaseError
        If the folder is no case, or damaged.
    """
    settings = read_settings(folder)
    registry = load_registry(folder).as_known(as_of)
    every = list_imports(connection, folder)
    if not every:
        raise _no_events(folder)
    chosen = [i for i in every if vintage is None or _published_by(i, vintage)]
    visible = visible_rows(connection, chosen, as_of)
    sightings = _sightings(connection, visible)
    if not sightings:
        raise _nothing_visible(every, as_of, vintage)
    resolved = resolve(sightings, registry)
    actors = _actors(resolved, registry)
    countries = sorted({s.country for s in sightings if s.country})
    names = sorted({s.dataset for s in sightings})
    columns = _columns(connection, visible, resolved, actors, countries, names)
    observed = load_coverage(folder)
    return Snapshot(
        settings=settings,
        as_of=as_of,
        vintage=vintage,
        registry=registry,
        statements=_statements(folder, as_of),
        actors=tuple(actors),
        datasets=tuple(
            _dataset(name, n, chosen, observed, columns, settings, as_of)
            for n, name in enumerate(names)
        ),
        countries=tuple(countries),
        imports=tuple(chosen),
        columns=columns,
        hash=_hash(folder, chosen, as_of, vintage),
        connection=connection,
    )


def _statements(folder: Path, as_of: date) -> tuple[Statement, ...]:
    """Statements made before as_of, without what came of them where that was not known yet."""
    made = (s for s in load_statements(folder) if s.date < as_of)
    return tuple(
        replace(s, outcome="") if (s.outcome_known_from or date.min) >= as_of else s for s in made
    )


def _no_events(folder: Path) -> RefusalError:
    return RefusalError(
        f"the case '{folder}' has no events",
        "questions about a case with events",
        f"add data with: whowhom add --case {folder} FILE",
    )


def _nothing_visible(imports: Sequence[Import], as_of: date, vintage: date | None) -> RefusalError:
    first = min(i.provenance.first for i in imports)
    last = max(i.provenance.last for i in imports)
    known = f" published by {vintage}" if vintage else ""
    return RefusalError(
        f"no row{known} had ended before {as_of}",
        f"an as_of after {first} (rows run from {first} to {last})",
        "choose a later --as-of" if not vintage else "choose a later --as-of or --vintage",
    )


def _published_by(each: Import, vintage: date) -> bool:
    published = each.provenance.published
    return published is not None and published <= vintage


def _sightings(
    connection: duckdb.DuckDBPyConnection, visible: list[tuple[Import, str]]
) -> list[Sighting]:
    """Distinct names with dataset, country and days, over all visible rows."""
    if not visible:
        return []
    parts = [
        f"SELECT dataset, {side} AS name, country, date FROM {parquet([i])} WHERE {condition}"
        for i, condition in visible
        for side in ("source", "target")
    ]
    sql = (
        "SELECT dataset, name, country, min(date), max(date) FROM ("
        + " UNION ALL ".join(parts)
        + ") GROUP BY ALL ORDER BY 1, 2, 3 NULLS FIRST"
    )
    return [Sighting(*row) for row in connection.cursor().execute(sql).fetchall()]


def _actors(resolved: list[Resolved], registry: Registry) -> list[Actor]:
    """Everybody in the rows, by id; an unresolved name shows its first spelling."""
    names = {unresolved_id(r.sighting.name): r.sighting.name for r in reversed(resolved)}
    found = {}
    for each in resolved:
        actor_id = each.actor_id
        if actor_id not in found:
            known = registry.has(actor_id)
            found[actor_id] = (
                registry.actor(actor_id) if known else unresolved_actor(names[actor_id])
            )
    return [found[actor_id] for actor_id in sorted(found)]


def _columns(
    connection: duckdb.DuckDBPyConnection,
    visible: list[tuple[Import, str]],
    resolved: list[Resolved],
    actors: list[Actor],
    countries: list[str],
    datasets: list[str],
) -> Columns:
    """Read the visible rows into sorted arrays, names replaced by positions."""
    cursor = connection.cursor()
    _put_names(cursor, resolved, {a.actor_id: n for n, a in enumerate(actors)})
    _put_list(cursor, "snapshot_country", countries)
    _put_list(cursor, "snapshot_dataset", datasets)
    _put_list(cursor, "snapshot_type", list(PLOVER))
    parts: list[dict[str, NDArray[Any]]] = []
    for position, (each, condition) in enumerate(visible):
        fetched = cursor.execute(_select(each, position, condition)).fetchnumpy()
        parts.append({n: np.asarray(fetched[n], dtype=t) for n, t in DTYPES.items()})
    merged = {
        name: parts[0][name] if len(parts) == 1 else np.concatenate([p[name] for p in parts])
        for name in DTYPES
    }
    del parts
    order = _order(merged)
    if order is not None:
        for name in DTYPES:
            merged[name] = merged[name][order]
    return Columns(**merged)


def _order(merged: dict[str, NDArray[Any]]) -> NDArray[np.intp] | None:
    """Positions that sort by date, source, target, file and row; None where they are sorted."""
    # One number for date and pair. DuckDB gives long runs of rows in the order of the file, and
    # files are written in this order: rows first, then that number, is nearly no work.
    actors = int(max(merged["source"].max(), merged["target"].max())) + 1
    days = merged["date"].astype(np.int64) - int(merged["date"].min())
    place = (days * actors + merged["source"]) * actors + merged["target"]
    keys = (place, merged["file"], merged["row"])
    ascending = np.ones(max(len(place) - 1, 0), dtype=np.bool_)
    for values in reversed(keys):
        rises, same = values[1:] > values[:-1], values[1:] == values[:-1]
        ascending = rises | (same & ascending)
    return None if ascending.all() else np.lexsort(keys[::-1])


_NAME = {
    "dataset": "VARCHAR",
    "name": "VARCHAR",
    "country": "VARCHAR",
    "first": "DATE",
    "last": "DATE",
    "actor": "INTEGER",
}


def _put_names(
    cursor: duckdb.DuckDBPyConnection, resolved: list[Resolved], index: dict[str, int]
) -> None:
    """The resolution as two tables: names that mean one actor, and names for which it depends.

    Nearly all names mean one actor everywhere and always, and a join by name alone is four times
    as fast as one by (dataset, name, country, days).
    """
    meanings: dict[str, set[int]] = {}
    for each in resolved:
        meanings.setdefault(each.sighting.name, set()).add(index[each.actor_id])
    plain = [(name, *actors) for name, actors in meanings.items() if len(actors) == 1]
    depends = [
        (s.dataset, s.name, s.country or "", r.first, r.last, index[r.actor_id])
        for r in resolved
        if len(meanings[(s := r.sighting).name]) > 1
    ]
    put_table(cursor, "snapshot_plain", {"name": "VARCHAR", "actor": "INTEGER"}, plain)
    put_table(cursor, "snapshot_name", _NAME, depends)


def _put_list(cursor: duckdb.DuckDBPyConnection, table: str, names: Sequence[str]) -> None:
    cursor.execute(
        f"CREATE OR REPLACE TABLE {table} AS SELECT unnest(?::VARCHAR[]) AS name, "
        f"generate_subscripts(?::VARCHAR[], 1) - 1 AS position",
        [list(names), list(names)],
    )


def _select(each: Import, position: int, condition: str) -> str:
    """SQL: the visible rows of one import as the columns of a snapshot."""
    days = "date_diff('day', DATE '1970-01-01', e.{})"

    def deaths(name: str) -> str:
        return f"coalesce(e.fatalities_{name}, {UNKNOWN_DEATHS})"

    def names(side: str) -> str:
        return (
            f"LEFT JOIN snapshot_plain {side}_plain ON {side}_plain.name = e.{side} "
            f"LEFT JOIN snapshot_name {side}_name ON {side}_name.name = e.{side} "
            f"AND {side}_name.dataset = e.dataset "
            f"AND {side}_name.country = coalesce(e.country, '') "
            f"AND e.date BETWEEN {side}_name.first AND {side}_name.last"
        )

    expressions = {
        "date": days.format("date"),
        "date_end": days.format("date_end"),
        "source": "coalesce(source_plain.actor, source_name.actor)",
        "target": "coalesce(target_plain.actor, target_name.actor)",
        "type": "coalesce(y.position, -1)",
        "quad": "coalesce(e.quad, 0)",
        "score": "coalesce(e.score, 'NaN'::DOUBLE)",
        "directed": "e.directed",
        "happened": "e.status = 'happened'",
        "count": "e.count",
        "low": deaths("low"),
        "best": deaths("best"),
        "high": deaths("high"),
        "act": "hash(e.act_id) >> 1",
        "dataset": "d.position",
        "country": "coalesce(c.position, -1)",
        "file": str(position),
        "row": "e.file_row_number",
    }
    sql_types = {
        np.int64: "BIGINT",
        np.int32: "INTEGER",
        np.int16: "SMALLINT",
        np.int8: "TINYINT",
        np.float32: "FLOAT",
        np.bool_: "BOOLEAN",
    }
    selected = ", ".join(
        f'CAST({expression} AS {sql_types[DTYPES[name]]}) AS "{name}"'
        for name, expression in expressions.items()
    )
    return f"""SELECT {selected} FROM (SELECT * FROM {parquet([each])} WHERE {condition}) e
        {names("source")} {names("target")}
        JOIN snapshot_dataset d ON d.name = e.dataset
        LEFT JOIN snapshot_country c ON c.name = e.country
        LEFT JOIN snapshot_type y ON y.name = e.type"""


def _dataset(
    name: str,
    position: int,
    imports: Sequence[Import],
    stated: Sequence[Coverage],
    columns: Columns,
    settings: Settings,
    as_of: date,
) -> Dataset:
    mine = columns.dataset == position
    own = [
        i.provenance
        for i in imports
        if i.provenance.dataset == name
        and (i.provenance.window_first or i.provenance.first) < as_of
    ]
    epoch = date(1970, 1, 1)
    versions = list(dict.fromkeys(p.version for p in own if p.version))
    newest = own[-1]
    first = epoch + timedelta(days=int(columns.date[mine].min()))
    last = epoch + timedelta(days=int(columns.date_end[mine].max()))
    return Dataset(
        name=name,
        versions=tuple(versions),
        rows=int(mine.sum()),
        first=first,
        last=last,
        observed=tuple(_observed(name, own, stated, as_of, (first, last))),
        compiled=max(p.last for p in own),
        citation=newest.citation,
        licence=newest.licence,
        note=settings.notes.get(name, ""),
    )


def _observed(
    name: str,
    own: Sequence[Provenance],
    stated: Sequence[Coverage],
    as_of: date,
    seen: tuple[date, date],
) -> list[Coverage]:
    """What a dataset observes before as_of: as the case states it, and as its imports cover.

    An extract tells nothing about days without rows, so it observes from its first to its last
    visible row.
    """
    last_day = as_of - timedelta(days=1)
    found = [c for c in stated if c.dataset == name]
    for about in own:
        if about.observes != "window":
            continue
        first, last, note = about.window_first, about.window_last, ""
        if first is None or last is None:
            first, last, note = max(about.first, seen[0]), min(about.last, seen[1]), EXTRACT
        country = about.window_countries[0] if len(about.window_countries) == 1 else ""
        found.append(
            Coverage(name, first, last, country, "", "day", None, None, note, about.citation)
        )
    return [_cut(c, last_day) for c in found if c.first <= last_day]


def _cut(coverage: Coverage, last_day: date) -> Coverage:
    """Coverage up to a day; the totals of a stretch that is cut do not hold any more."""
    if coverage.last <= last_day:
        return coverage
    return replace(coverage, last=last_day, events=None, fatalities=None)


def _hash(folder: Path, imports: Sequence[Import], as_of: date, vintage: date | None) -> str:
    digest = hashlib.sha256(f"{as_of} {vintage}".encode())
    for each in imports:
        digest.update(f" {each.import_id} {each.provenance.sequence}".encode())
    for name in (FILE, *(f"{table}.csv" for table in TABLES)):
        digest.update(name.encode() + b"\x00" + (folder / name).read_bytes())
    return digest.hexdigest()[:16]


def known_names(snapshot: Snapshot) -> dict[str, str]:
    """Name keys to names, of everybody that a question could be about."""
    known = {k: state.name for k, state in STATES.names().items()}
    registry = snapshot.registry
    for name, aliases in registry.by_key.items():
        known[name] = registry.actor(aliases[0].actor_id).name
    known.update({name: actor.name for name, actor in snapshot.unresolved.items()})
    return known
