"""The rows themselves as a table: who did what to whom, when and where, with ids and codes."""

from typing import Final

import duckdb
import numpy as np
from numpy.typing import NDArray

from whowhom.errors import RefusalError
from whowhom.events.lookup import put_table
from whowhom.events.schema import COLUMNS
from whowhom.export.entries import cells
from whowhom.export.heading import heading
from whowhom.export.table import Field, Table
from whowhom.questions.parties import find_actor
from whowhom.questions.scope import Scope
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.snapshot import Snapshot
from whowhom.snapshot.visible import parquet

_LEFT_OUT: Final = ("details", "span", "report_id")
_SIDES: Final = ("source", "target")


def events(snapshot: Snapshot, scope: Scope, actors: tuple[str, ...] = ()) -> Table:
    """All rows of a period, of one dataset or of each, beside each other and never added up.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    scope : Scope
        Period (rows that reach over an edge are left out) and dataset; all datasets if it is empty.
    actors : tuple of str
        Only rows with one of them on either side.

    Returns
    -------
    Table
        A row for each row of the case, in time order.

    Raises
    ------
    OptionError, UnknownActorError
        If an option cannot be used.
    RefusalError
        If no row is left.
    """
    dataset = snapshot.dataset(scope.dataset) if scope.dataset else None
    mask = scope.mask(snapshot.columns)
    if dataset:
        mask = mask & snapshot.mask_of(dataset)
    if actors:
        mask = mask & _with(snapshot, actors)
    columns = snapshot.columns.take(mask)
    if not len(columns):
        raise RefusalError(
            f"no such row had ended before {snapshot.as_of}",
            "a period, dataset and actors with rows",
            "leave out --since, --until, --dataset or --actors",
        )
    connection = _filled(snapshot, columns)
    return Table(
        kind="a row of a dataset",
        fields=_FIELDS,
        about=heading(
            snapshot,
            dataset,
            first=scope.first,
            last=scope.last,
            rows=len(columns),
            actors=list(actors) or "all",
        ),
        notes=(
            "Rows of different datasets tell of the same acts: count one dataset at a time.",
            "Several rows may tell of one act: count act_id, and its deaths, once.",
            "Only rows with status 'happened' are counted by whowhom.",
            "source and target are as the dataset wrote them; source_id and target_id are whom "
            "the registry takes them for.",
        ),
        connection=connection,
    )


def _with(snapshot: Snapshot, actors: tuple[str, ...]) -> NDArray[np.bool_]:
    ids = [find_actor(snapshot, name).actor_id for name in actors]
    numbers = [snapshot.index[i] for i in ids if i in snapshot.index]
    columns = snapshot.columns
    return np.asarray(np.isin(columns.source, numbers) | np.isin(columns.target, numbers))


def _filled(snapshot: Snapshot, columns: Columns) -> duckdb.DuckDBPyConnection:
    """The full rows, with actors and cells, in a DuckDB of their own."""
    connection = duckdb.connect(config={"threads": 2})
    connection.execute("SET enable_progress_bar = false")
    gid = cells(snapshot, columns)
    wanted = {
        "rank": np.arange(len(columns)),
        "file": columns.file.astype(np.int32),
        "row": columns.row,
        "source_number": columns.source,
        "target_number": columns.target,
        "gid": np.ma.masked_array(gid, gid == 0),
    }
    connection.register("wanted", wanted)
    put_table(
        connection,
        "actors",
        {"number": "INTEGER", "id": "VARCHAR", "name": "VARCHAR"},
        [(n, a.actor_id, a.name) for n, a in enumerate(snapshot.actors)],
    )
    parts = [
        f"SELECT w.rank, {_selected()} FROM {parquet([snapshot.imports[file]])} e "
        f"JOIN wanted w ON w.file = {file} AND w.row = e.file_row_number "
        "JOIN actors s ON s.number = w.source_number JOIN actors t ON t.number = w.target_number"
        for file in np.unique(columns.file).tolist()
    ]
    connection.execute(
        f"CREATE TABLE exported AS SELECT * EXCLUDE (rank) FROM ({' UNION ALL '.join(parts)}) "
        "ORDER BY rank"
    )
    connection.unregister("wanted")
    return connection


def _selected() -> str:
    own = {f"{side}_{what}": f"{side[0]}.{what}" for side in _SIDES for what in ("id", "name")}
    own["gid"] = "w.gid"
    return ", ".join(
        f'CAST({own.get(f.name, f"e.{f.name}")} AS {f.sql}) AS "{f.name}"' for f in _FIELDS
    )


def _fields() -> tuple[Field, ...]:
    found = []
    for column in COLUMNS:
        if column.name in _LEFT_OUT:
            continue
        found.append(Field(column.name, column.sql, "", column.meaning, "dataset"))
        if column.name in _SIDES:
            who = f"whom the registry takes the {column.name} for"
            found.append(Field(f"{column.name}_id", "VARCHAR", "", f"{who}: id", "registry"))
            found.append(Field(f"{column.name}_name", "VARCHAR", "", f"{who}: name", "registry"))
        if column.name == "lon":
            where = "PRIO-GRID (Tollefsen et al. 2012)"
            said = "cell; empty without coordinates, or with those of a whole country"
            found.append(Field("gid", "INTEGER", "", said, where))
    return tuple(found)


_FIELDS: Final = _fields()
