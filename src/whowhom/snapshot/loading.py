"""Rows of the case's files, read into columns: names become actors, dates become numbers."""

from collections.abc import Sequence
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from whowhom.actors.actor import Actor
from whowhom.actors.resolution import Resolved
from whowhom.events.lookup import put_table
from whowhom.ontology.plover import PLOVER
from whowhom.snapshot.columns import DTYPES, UNKNOWN_DEATHS, Columns
from whowhom.snapshot.visible import parquet
from whowhom.store.imports import Import


def load_columns(
    connection: duckdb.DuckDBPyConnection,
    visible: list[tuple[Import, str]],
    resolved: list[Resolved],
    actors: list[Actor],
    countries: list[str],
    datasets: list[str],
) -> Columns:
    """Read the visible rows into sorted arrays, names replaced by positions.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Runs the queries.
    visible : list of (Import, str)
        Imports and the condition of their visible rows.
    resolved : list of Resolved
        Which actor each name means, and when.
    actors, countries, datasets : list
        What the positions in the columns stand for.

    Returns
    -------
    Columns
        Sorted by date, source, target, file and row.
    """
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
