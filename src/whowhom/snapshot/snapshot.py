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
from whowhom.actors.statement import Resolution, Statement
from whowhom.actors.states import STATES
from whowhom.errors import OptionError, RefusalError
from whowhom.events.schema import NAMES
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.loading import load_columns
from whowhom.snapshot.observing import describe
from whowhom.snapshot.visible import parquet, visible_rows
from whowhom.store.imports import Import, list_imports
from whowhom.store.registry import (
    load_coverage,
    load_registry,
    load_resolutions,
    load_statements,
    load_told_statements,
    with_told_ties,
)
from whowhom.store.reports import DERIVED
from whowhom.store.reports import FOLDER as REPORTS
from whowhom.store.settings import FILE, Settings, read_settings
from whowhom.store.tables import OPTIONAL, TABLES, table_text

_ROWS_KEPT = 2000
_DETAILS = "details"
_TOLD = tuple(name for name in NAMES if name != _DETAILS)


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
    resolutions : tuple of Resolution
        How statements are found right or wrong.
    rolled : frozenset of str
        Ids of actors for which the rows of their branches are counted.
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
    resolutions: tuple[Resolution, ...] = ()
    rolled: frozenset[str] = frozenset()

    @cached_property
    def index(self) -> dict[str, int]:
        """Actor id to its position in `actors`."""
        return {actor.actor_id: position for position, actor in enumerate(self.actors)}

    @cached_property
    def unresolved(self) -> dict[str, Actor]:
        """Name key to actor, for names in the data that no alias knows."""
        return {key(a.name): a for a in self.actors if a.actor_id.startswith(UNRESOLVED)}

    @cached_property
    def divided(self) -> tuple[NDArray[np.int32], tuple[tuple[str, str], ...]]:
        """For each entry of the columns a position in the list of (country, division) beside it.

        Country (ISO alpha-3) and first-level division as the dataset spells it; "" where the row
        gives none.
        """
        codes = np.zeros(len(self.columns), dtype=np.int32)
        found: dict[tuple[str, str], int] = {("", ""): 0}
        for file in np.unique(self.columns.file):
            mine = self.columns.file == file
            sql = (
                "SELECT file_row_number AS row, coalesce(country, '') AS country, "
                f"coalesce(admin1, '') AS admin1 FROM {parquet([self.imports[file]])} ORDER BY row"
            )
            cells = self.connection.cursor().execute(sql).fetchnumpy()
            pairs = [f"{c}\x00{d}" for c, d in zip(cells["country"], cells["admin1"], strict=True)]
            names, place = np.unique(np.array(pairs, dtype=object).astype(str), return_inverse=True)
            known = [found.setdefault((c, d), len(found)) for c, d in _split(names)]
            codes[mine] = np.array(known, dtype=np.int32)[place[self.columns.row[mine]]]
        return codes, tuple(found)

    @cached_property
    def division_given(self) -> NDArray[np.bool_]:
        """For each position in the list of `divided`, whether it gives a division."""
        return np.array([bool(division) for _, division in self.divided[1]], dtype=np.bool_)

    @cached_property
    def _read(self) -> dict[tuple[int, int], dict[str, Any]]:
        """Rows read before: to find one among a million takes seconds."""
        return {}

    @cached_property
    def doubtful(self) -> tuple[tuple[NDArray[np.int64], NDArray[np.int64]], ...]:
        """Rows of each import that are alleged or only possible, and those flagged doubtful."""
        sql = "SELECT file_row_number FROM {} WHERE {} ORDER BY 1"
        found = []
        for each in self.imports:
            cursor = self.connection.cursor()
            rows = [
                cursor.execute(sql.format(parquet([each]), where)).fetchnumpy()["file_row_number"]
                for where in ("status IN ('alleged', 'possible')", "flags LIKE '%doubtful:%'")
            ]
            found.append((np.asarray(rows[0]), np.asarray(rows[1])))
        return tuple(found)

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
        """The rows behind these entries, in their order, all columns but `details`.

        The details are most of a file: to read them along takes as long again, and for a million
        rows more memory than DuckDB may use. `find_rows` gives them.
        """
        found = self._read
        if len(found) > _ROWS_KEPT:
            found.clear()
        for file in np.unique(columns.file):
            mine = columns.row[columns.file == file].tolist()
            wanted = [row for row in mine if (int(file), row) not in found]
            if not wanted:
                continue
            listed = ", ".join(str(row) for row in wanted)
            sql = (
                f"SELECT file_row_number, {', '.join(_TOLD)} FROM "
                f"{parquet([self.imports[file]])} WHERE file_row_number IN ({listed})"
            )
            for row, *cells in self.connection.cursor().execute(sql).fetchall():
                found[int(file), row] = dict(zip(_TOLD, cells, strict=True))
        pairs = zip(columns.file, columns.row, strict=True)
        return [found[int(file), int(row)] for file, row in pairs]

    def divisions(self, columns: Columns) -> list[str]:
        """First-level division and country of each entry, as text that says what is not known."""
        codes, pairs = self.divided
        if columns is not self.columns:
            codes = codes[self._positions(columns)]
        names = [
            ", ".join(filter(None, (division, country)))
            if division
            else f"division not given, {country or 'country not given'}"
            for country, division in pairs
        ]
        return [names[code] for code in codes.tolist()]

    def _positions(self, columns: Columns) -> NDArray[np.intp]:
        """Where these entries stand among all."""
        found = np.searchsorted(self._places[0], _place(columns))
        return np.asarray(self._places[1][found], dtype=np.intp)

    @cached_property
    def _places(self) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
        """File and row of every entry as one number, in order, and the entry of each."""
        every = _place(self.columns)
        order = np.argsort(every, kind="stable")
        return every[order], order

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
        """Visible rows whose event id, or row id, is this, with their details."""
        if not isinstance(id, str) or not id.isprintable():
            return []
        found = []
        for position, each in enumerate(self.imports):
            sql = f"SELECT file_row_number FROM {parquet([each])} WHERE event_id = ? OR row_id = ?"
            hits = self.connection.cursor().execute(sql, [id, id]).fetchall()
            rows = [row for (row,) in hits]
            mine = (self.columns.file == position) & np.isin(self.columns.row, rows)
            entries = self.columns.take(mine)
            found += [
                {**told, _DETAILS: self._details(position, int(row))}
                for told, row in zip(self.rows(entries), entries.row, strict=True)
            ]
        return found

    def _details(self, file: int, row: int) -> str | None:
        """The details of one row: only its part of the file is read."""
        sql = f"SELECT {_DETAILS} FROM {parquet([self.imports[file]])} WHERE file_row_number = ?"
        (found,) = self.connection.cursor().execute(sql, [row]).fetchall()
        return None if found[0] is None else str(found[0])


def _place(columns: Columns) -> NDArray[np.int64]:
    """File and row of every entry as one number."""
    return columns.file.astype(np.int64) << 40 | columns.row.astype(np.int64)


def _split(names: NDArray[np.str_]) -> list[tuple[str, str]]:
    halves = [str(name).partition("\x00") for name in names]
    return [(country, division) for country, _, division in halves]


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
    return max(_last_day(i) for i in imports) + timedelta(days=1)


def _last_day(each: Import) -> date:
    """The last day that an import tells of; what reports tell is known from their day on."""
    about = each.provenance
    published = about.published if about.published_by_row else None
    return max(about.last, published or about.last)


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
    registry = with_told_ties(folder, load_registry(folder)).as_known(as_of)
    every = list_imports(connection, folder)
    if not every:
        raise _no_events(folder)
    chosen = [i for i in every if vintage is None or _published_by(i, vintage)]
    visible = visible_rows(connection, chosen, as_of, vintage)
    sightings = _sightings(connection, visible)
    if not sightings:
        raise _nothing_visible(every, as_of, vintage)
    resolved = resolve(sightings, registry)
    actors = _actors(resolved, registry)
    countries = sorted({s.country for s in sightings if s.country})
    names = sorted({s.dataset for s in sightings})
    columns = load_columns(connection, visible, resolved, actors, countries, names)
    observed = load_coverage(folder)
    return Snapshot(
        settings=settings,
        as_of=as_of,
        vintage=vintage,
        registry=registry,
        statements=_statements(folder, registry, as_of, vintage),
        actors=tuple(actors),
        datasets=tuple(
            describe(name, n, chosen, observed, columns, settings, as_of)
            for n, name in enumerate(names)
        ),
        countries=tuple(countries),
        imports=tuple(chosen),
        columns=columns,
        hash=_hash(folder, chosen, as_of, vintage),
        connection=connection,
        resolutions=load_resolutions(folder),
    )


def _statements(
    folder: Path, registry: Registry, as_of: date, vintage: date | None
) -> tuple[Statement, ...]:
    """Statements made before as_of, without what came of them where that was not known yet."""
    told = load_told_statements(folder, registry)
    heard = [s for s in told if vintage is None or s.date <= vintage]
    made = (s for s in (*load_statements(folder), *heard) if s.date < as_of)
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
    # What reports tell is known from their day on.
    since = min(
        _last_day(i) if i.provenance.published_by_row else i.provenance.first for i in imports
    )
    return RefusalError(
        f"no row{known} had ended before {as_of}",
        f"an as_of after {since} (rows run from {first} to {last})",
        "choose a later --as-of" if not vintage else "choose a later --as-of or --vintage",
    )


def _published_by(each: Import, vintage: date) -> bool:
    if each.provenance.published_by_row:
        return True  # Its rows are chosen one by one.
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


def _hash(folder: Path, imports: Sequence[Import], as_of: date, vintage: date | None) -> str:
    digest = hashlib.sha256(f"{as_of} {vintage}".encode())
    for each in imports:
        # What reports tell is named by its rows; how often they were put together is no matter.
        number = 0 if each.provenance.published_by_row else each.provenance.sequence
        digest.update(f" {each.import_id} {number}".encode())
    digest.update(FILE.encode() + b"\x00" + (folder / FILE).read_bytes())
    for table in (*TABLES, *OPTIONAL):
        if table in TABLES or (folder / f"{table}.csv").exists():
            digest.update(f"{table}.csv\x00{table_text(folder, table)}".encode())
    for table in DERIVED:
        if (folder / REPORTS / f"{table}.csv").exists():
            text = table_text(folder / REPORTS, table)
            digest.update(f"{REPORTS}/{table}.csv\x00{text}".encode())
    return digest.hexdigest()[:16]


def known_names(snapshot: Snapshot) -> dict[str, str]:
    """Name keys to names, of everybody that a question could be about."""
    known = {k: state.name for k, state in STATES.names().items()}
    registry = snapshot.registry
    for name, aliases in registry.by_key.items():
        known[name] = registry.actor(aliases[0].actor_id).name
    known.update({name: actor.name for name, actor in snapshot.unresolved.items()})
    return known
