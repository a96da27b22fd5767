"""From the records of a file to events: the last steps, which all sources share."""

from collections.abc import Mapping

import duckdb

from whowhom.errors import FileError
from whowhom.events.cleaning import Cleaning, clean
from whowhom.events.schema import NAMES
from whowhom.sources.records import CUT_OFF
from whowhom.sources.source import About, Job, Reading

_CUT = "the file ends in the middle of a record; download it again"
# Where no more rows than this have a known code, the codes are not those of the dataset.
_FOREIGN_CODES = 0.5


def draft(given: Mapping[str, str], tables: str) -> str:
    """SQL: a draft as `whowhom.events.cleaning.clean` takes it.

    Parameters
    ----------
    given : Mapping of str to str
        Column of the schema (or ``refused``, ``remarks``) to SQL; the others are null, and what
        all datasets of acts have in common need not be told.
    tables : str
        What follows FROM; ``s.line`` is the number of the record.
    """
    common = {
        "act_id": given["event_id"],
        "status": "'happened'",
        "date_end": given["date"],
        "date_precision": "'day'",
        "directed": "true",
        "count": "1",
        "line": "s.line",
        "remarks": "CAST([] AS VARCHAR[])",
    }
    cells = {**common, **given}
    wanted = [*NAMES, "line", "refused", "remarks"]
    selected = ", ".join(f"{cells.get(name, 'NULL')} AS {name}" for name in wanted)
    return f"(SELECT {selected} FROM {tables})"


def text(value: object) -> str:
    """A value as an SQL literal of text, or NULL.

    >>> text("it's"), text(None)
    ("'it''s'", 'NULL')
    """
    if value is None:
        return "NULL"
    return "'" + str(value).replace("'", "''") + "'"


def details(columns: Mapping[str, str]) -> str:
    """SQL: a JSON object of columns, or null where there are none.

    >>> duckdb.sql(f"SELECT {details({'a': 'x', 'b': 'y'})} FROM (SELECT '1' AS x, NULL AS y)"
    ...     ).fetchall()
    [('{"a":"1","b":null}',)]
    """
    if not columns:
        return "NULL"
    pairs = ", ".join(f"{text(name)}, {sql}" for name, sql in columns.items())
    return f"CAST(json_object({pairs}) AS VARCHAR)"


def finish(job: Job, draft: str, unreadable: Mapping[str, int], about: About) -> Reading:
    """Clean a draft and say what came of it.

    Parameters
    ----------
    job : Job
        The file.
    draft : str
        From `draft`.
    unreadable : Mapping of str to int
        Records that are not in the draft, by reason.
    about : About
        What the file was taken for.

    Raises
    ------
    FileError
        If no row is usable.
    """
    job.progress("checking", 0.5)
    unique = about.unique_ids or _all_differ(job.connection, about.ids)
    events, cleaning = clean(job.connection, draft, unreadable, unique_ids=unique)
    refuse_if_empty(job, cleaning, about.title)
    notes = about.notes + ((_CUT,) if CUT_OFF in unreadable else ())
    return Reading(
        events=events,
        cleaning=cleaning,
        title=about.title,
        dataset=about.dataset,
        version=job.options.version,
        published=job.options.published,
        published_assumed=False,
        window=None,
        citation=about.citation,
        licence=about.licence,
        importer=about.importer,
        notes=notes,
        volume=cleaning.months,
    )


def _all_differ(connection: duckdb.DuckDBPyConnection, ids: str | None) -> bool:
    if ids is None:
        return False
    sql = f"SELECT 1 FROM (SELECT {ids} AS id FROM records) GROUP BY id HAVING count(*) > 1 LIMIT 1"
    return not connection.execute(sql).fetchall()


def refuse_if_empty(job: Job, cleaning: Cleaning, what: str) -> None:
    """Raise FileError where no row became an event."""
    if cleaning.kept:
        return
    if not cleaning.read:
        given = f"'{job.path}' has a header and no rows"
    else:
        worst = ", ".join(f"{reason} ({n:,})" for reason, n in cleaning.dropped.items())
        given = f"none of the {cleaning.read:,} rows of '{job.path}' is usable: {worst}"
    raise FileError(given, f"rows of {what}", "check that it is the file you meant")


def refuse_foreign_codes(job: Job, column: str, table: str, codes: str, what: str) -> None:
    """Raise FileError where most rows carry codes that the ontology of the dataset has not.

    Parameters
    ----------
    job : Job
        The file.
    column, table : str
        SQL: the code, in the view ``records s``; and the table of known codes.
    codes, what : str
        Name of the ontology and of the dataset.
    """
    total, known, example = job.connection.execute(
        f"SELECT count({column}), count(c.code), min({column}) FILTER (c.code IS NULL) "
        f"FROM records s LEFT JOIN {table} c ON c.code = {column}"
    ).fetchall()[0]
    if total and known < _FOREIGN_CODES * total:
        raise FileError(
            f"{total - known:,} of {total:,} codes of '{job.path}' are not {codes}, "
            f"such as '{str(example)[:40]}'",
            f"{what} with codes of {codes}",
            "read it with a mapping (--draft-mapping, then --mapping)",
        )
