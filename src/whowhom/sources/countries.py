"""Country names and codes of a file as ISO 3166 alpha-3, as a DuckDB table."""

from collections.abc import Callable
from typing import Final

import duckdb

from whowhom.actors.states import STATES
from whowhom.events.lookup import put_table

# Names of ICEWS, ACLED and POLECAT that fit no rule of the table of states.
_OTHERS: Final = {
    "Democratic Republic of Congo": "COD",
    "Democratic Republic of the Congo": "COD",
    "Republic of Congo": "COG",
    "Republic of the Congo": "COG",
    "Occupied Palestinian Territory": "PSE",
    "Palestinian Territory, Occupied": "PSE",
    "Holy See": "VAT",
    "Vatican City": "VAT",
    "the former Yugoslav Republic of Macedonia": "MKD",
    "eSwatini": "SWZ",
}


def by_name(name: str) -> str | None:
    """ISO alpha-3 of a country's name or code; None where it is none.

    >>> by_name("Viet Nam"), by_name("VNM"), by_name("Atlantis")
    ('VNM', 'VNM', None)
    """
    if name in _OTHERS:
        return _OTHERS[name]
    state = STATES.find(name) or STATES.by_iso.get(name.upper())
    return state.iso if state else None


def put_countries(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    column: str,
    find: Callable[[str], str | None] = by_name,
) -> None:
    """Make the table ``place_country``: each name that a column holds, and its ISO alpha-3.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Holds the table.
    table, column : str
        Where the names are, as SQL.
    find : callable
        From a name to a code.
    """
    names = connection.execute(
        f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"
    ).fetchall()
    rows = [(name, iso) for (name,) in names if (iso := find(name))]
    put_table(connection, "place_country", {"name": "VARCHAR", "iso": "VARCHAR"}, rows)
