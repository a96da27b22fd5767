"""Which rows of which imports are visible: vintages, coverage windows, revisions, dates."""

from collections.abc import Sequence
from datetime import date

import duckdb

from whowhom.events.paths import sql_path
from whowhom.store.imports import Import


def visible_rows(
    connection: duckdb.DuckDBPyConnection,
    imports: Sequence[Import],
    as_of: date,
    vintage: date | None = None,
) -> list[tuple[Import, str]]:
    """For each import, the SQL condition under which its rows are visible.

    A row is visible when it had ended before `as_of`, when no newer release of its dataset covers
    its first day and country (so rows deleted upstream disappear), and when no newer import of its
    dataset holds the same row id (a revision). Where rows have a day of publication each, as those
    told by reports, a row is not visible before that either.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Runs a look for shared ids.
    imports : sequence of Import
        Oldest first, as `whowhom.store.imports.list_imports` gives them.
    as_of : date
        The day before which a row must have ended.
    vintage : date, optional
        The last day on which a row may have been published, where each has a day of its own.

    Returns
    -------
    list of (Import, str)
        The imports and their conditions, in the same order.
    """
    found = []
    for position, older in enumerate(imports):
        newer = [i for i in imports[position + 1 :] if _same_dataset(i, older)]
        conditions = [f"date_end < DATE '{as_of}'", *_outside(newer, older)]
        if older.provenance.published_by_row:
            conditions.append(f"published < DATE '{as_of}'")
            conditions += [f"published <= DATE '{vintage}'"] if vintage else []
        revising = [i for i in newer if _share_ids(connection, older, i)]
        if revising:
            conditions.append(f"row_id NOT IN (SELECT row_id FROM {parquet(revising)})")
        found.append((older, " AND ".join(conditions)))
    return found


def parquet(imports: Sequence[Import]) -> str:
    """SQL: the rows of these imports, with ``file_row_number``."""
    files = ", ".join(sql_path(i.path) for i in imports)
    return f"read_parquet([{files}], file_row_number = true)"


def _same_dataset(one: Import, other: Import) -> bool:
    return one.provenance.dataset == other.provenance.dataset


def _outside(newer: Sequence[Import], older: Import) -> list[str]:
    """Conditions: the row lies in none of the windows that newer releases cover.

    A file under a release's name that holds less than a third of the older one's countries is a
    part of the release, cut out by somebody: it speaks for its own countries only.
    """
    conditions = []
    for release in newer:
        about = release.provenance
        if about.window_first is None or about.window_last is None:
            continue
        inside = f"date BETWEEN DATE '{about.window_first}' AND DATE '{about.window_last}'"
        countries = about.window_countries
        if 3 * len(about.countries) < len(older.provenance.countries):
            countries = about.countries
        if countries:
            # The codes come from a file that may have been sent by anybody.
            codes = ", ".join(f"'{c}'" for c in countries if c.isalpha())
            inside += f" AND coalesce(country, '') IN ({codes})"
        conditions.append(f"NOT ({inside})")
    return conditions


def _share_ids(connection: duckdb.DuckDBPyConnection, one: Import, other: Import) -> bool:
    """Whether two imports hold rows of the same id."""
    sql = f"SELECT 1 FROM {parquet([one])} SEMI JOIN {parquet([other])} AS o USING (row_id) LIMIT 1"
    return bool(connection.cursor().execute(sql).fetchall())
