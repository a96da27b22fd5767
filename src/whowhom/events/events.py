"""Events: a table of acts with the frozen columns, held by DuckDB."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import duckdb

from whowhom.events.schema import COLUMNS, NAMES

ORDER: Final = "date, source, target, event_id"
"""The order in which events are written and listed."""


@dataclass(frozen=True, slots=True)
class Events:
    """A table, or view, of events in a DuckDB connection.

    The table has exactly the columns of `whowhom.events.schema.COLUMNS`; this is checked when the
    object is made. Nothing is copied into Python until asked for.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        The connection that holds the table.
    table : str
        Its name, quoted as SQL needs it.
    extent : tuple of date, optional
        First and last day, where they are known already.
    places : tuple of str, optional
        The countries, likewise.

    Raises
    ------
    ValueError
        If the table has other columns.

    Examples
    --------
    >>> con = duckdb.connect()
    >>> columns = ", ".join(f"{c.name} {c.sql}" for c in COLUMNS)
    >>> _ = con.execute(f"CREATE TABLE empty ({columns})")
    >>> len(Events(con, "empty"))
    0
    """

    connection: duckdb.DuckDBPyConnection
    table: str
    extent: tuple[date, date] | None = None
    places: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        described = self._fetch(f"SELECT column_name, column_type FROM (DESCRIBE {self.table})")
        wanted = [(column.name, column.sql) for column in COLUMNS]
        if described != wanted:
            raise ValueError(f"{self.table} has columns {described}, not {wanted}")

    def _fetch(self, sql: str) -> list[tuple[Any, ...]]:
        return self.connection.cursor().execute(sql).fetchall()

    def __len__(self) -> int:
        return int(self._fetch(f"SELECT count(*) FROM {self.table}")[0][0])

    def dates(self) -> tuple[date, date]:
        """First and last day covered by a row. Raises ValueError when there is no row."""
        if self.extent:
            return self.extent
        first, last = self._fetch(f"SELECT min(date), max(date_end) FROM {self.table}")[0]
        if first is None:
            raise ValueError("no events")
        return first, last

    def countries(self) -> list[str]:
        """ISO alpha-3 codes of the places, in order."""
        if self.places is not None:
            return list(self.places)
        sql = f"SELECT DISTINCT country FROM {self.table} WHERE country IS NOT NULL ORDER BY 1"
        return [row[0] for row in self._fetch(sql)]

    def rows(self) -> list[dict[str, Any]]:
        """All rows as dictionaries, in `ORDER`: for tests and small tables."""
        sql = f"SELECT {', '.join(NAMES)} FROM {self.table} ORDER BY {ORDER}"
        return [dict(zip(NAMES, row, strict=True)) for row in self._fetch(sql)]
