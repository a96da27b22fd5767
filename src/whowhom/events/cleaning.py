"""The checks that rows pass on the way in: what is dropped, what is flagged, and the figures.

A source hands over a *draft*: the columns of the schema as text, as the file had them. Cleaning
casts them, drops what cannot be an event, flags what is odd, and counts both, so that
``read = kept + dropped`` always holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import duckdb

from whowhom.events.events import Events
from whowhom.events.schema import COLUMNS, NAMES

DRAFT_ONLY = ("line", "refused", "remarks")
"""What a draft has beside the columns of the schema: the number of the record in the file, a
reason of the source's own to drop the row (or null), and a list of its own flags."""

# Reason -> condition on the cast row, first match wins.
_DROPS = {
    "no date": "raw_date IS NULL",
    "no id": "row_id IS NULL",
    "impossible date": "coalesce(year(date) NOT BETWEEN 1800 AND 2200, true) "
    "OR coalesce(year(date_end) NOT BETWEEN 1800 AND 2200, true)",
    "end before start": "date_end < date",
    "no actor": "source IS NULL OR target IS NULL",
}

REPEATED = "repeated id (first row kept)"
"""Reason to drop a row whose id an earlier good row has."""

_BEST, _LOW, _HIGH = "fatalities_best", "fatalities_low", "fatalities_high"
_DEATHS = (_LOW, _BEST, _HIGH)

# Flag -> condition on the cast row; every match counts.
_FLAGS = {
    "both sides the same": "source = target",
    "high below best": f"{_HIGH} < {_BEST}",
    "low above best": f"{_LOW} > {_BEST}",
    "deaths not a number (left out)": " OR ".join(
        f"(raw_{name} IS NOT NULL AND {name} IS NULL AND NOT negative)" for name in _DEATHS
    ),
    "negative deaths (left out)": "negative",
    "impossible coordinates (left out)": "bad_place",
    "undecodable bytes replaced": "contains(concat_ws(' ', source, target, place, admin1, summary, "
    "citation), chr(65533))",
}


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What cleaning did to the rows of one file.

    Parameters
    ----------
    read : int
        Records in the file, header and tag rows apart.
    kept : int
        Rows that became events.
    dropped, flagged : Mapping of str to int
        Reason to rows. A row is dropped for one reason; it may carry several flags.
    flagged_rows : int
        Kept rows with at least one flag.
    lines : Mapping of str to list of int
        For each reason to drop, the first few record numbers in the file.
    months : Mapping of str to int
        Records with a possible date per month (``YYYY-MM``), kept or not: how much was reported.

    Examples
    --------
    >>> Cleaning(3, 2, {"no date": 1}, {}, 0).adds_up
    True
    """

    read: int
    kept: int
    dropped: Mapping[str, int] = field(default_factory=dict)
    flagged: Mapping[str, int] = field(default_factory=dict)
    flagged_rows: int = 0
    lines: Mapping[str, list[int]] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)

    @property
    def adds_up(self) -> bool:
        """Whether every record read is either kept or dropped for a reason."""
        return self.read == self.kept + sum(self.dropped.values())


def clean(
    connection: duckdb.DuckDBPyConnection,
    draft: str,
    unreadable: Mapping[str, int],
    *,
    unique_ids: bool = False,
) -> tuple[Events, Cleaning]:
    """Turn a draft into events.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Holds the draft and will hold the events, in a view ``events`` on it.
    draft : str
        Table or subquery with the columns of the schema and `DRAFT_ONLY`; dates, deaths and
        coordinates as text.
    unreadable : Mapping of str to int
        Records that the reader could not even split into columns, by reason.
    unique_ids : bool
        Whether ids are unique by construction and need no look for repeats.

    Returns
    -------
    Events, Cleaning
        The rows that stay, and the account of the rest.
    """
    run = connection.execute
    run(f"CREATE OR REPLACE VIEW checked AS {_checked(draft)}")
    repeats = "SELECT NULL::BIGINT AS line WHERE false" if unique_ids else _REPEATS
    run(f"CREATE OR REPLACE TABLE repeats AS {repeats}")
    run(
        "CREATE OR REPLACE VIEW judged AS SELECT * REPLACE (CASE WHEN dropped IS NOT NULL THEN "
        f"dropped WHEN line IN (SELECT line FROM repeats) THEN '{REPEATED}' END AS dropped) "
        "FROM checked"
    )
    # A view: the rows are sorted on their way to the disk, and never held all at once.
    run(
        f"CREATE OR REPLACE VIEW events AS SELECT {', '.join(NAMES)} FROM judged "
        "WHERE dropped IS NULL"
    )
    # Every count is fetched whole: an unfinished result would block the connection.
    run(
        "CREATE OR REPLACE TABLE account AS SELECT dropped, flags, country, "
        "CASE WHEN year(date) BETWEEN 1800 AND 2200 THEN date_trunc('month', date) END AS month, "
        "count(*)::BIGINT AS n, min(date) AS first, max(date_end) AS last, "
        "min(line, 5) FILTER (dropped IS NOT NULL) AS lines FROM judged GROUP BY ALL"
    )
    total, kept, odd = run(
        "SELECT coalesce(sum(n), 0)::BIGINT, coalesce(sum(n) FILTER (dropped IS NULL), 0)::BIGINT, "
        "coalesce(sum(n) FILTER (dropped IS NULL AND flags IS NOT NULL), 0)::BIGINT FROM account"
    ).fetchall()[0]
    dropped = run(
        "SELECT dropped, sum(n)::BIGINT, list_sort(flatten(list(lines)))[:5] FROM account "
        "WHERE dropped IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    flagged = run(
        "SELECT flag, sum(n)::BIGINT FROM (SELECT unnest(string_split(flags, '; ')) AS flag, n "
        "FROM account WHERE dropped IS NULL) GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    account = Cleaning(
        read=total + sum(unreadable.values()),
        kept=kept,
        dropped={**{reason: n for reason, n, _ in dropped}, **unreadable},
        flagged=dict(flagged),
        flagged_rows=odd,
        lines={reason: lines for reason, _, lines in dropped},
        months=dict(
            run(
                "SELECT strftime(month, '%Y-%m'), sum(n)::BIGINT FROM account "
                "WHERE month IS NOT NULL GROUP BY 1 ORDER BY 1"
            ).fetchall()
        ),
    )
    return Events(connection, "events", *_extent(connection)), account


def _extent(
    connection: duckdb.DuckDBPyConnection,
) -> tuple[tuple[date, date] | None, tuple[str, ...]]:
    """First and last day and the countries of the rows that stay, from the account."""
    run = connection.execute
    first, last = run("SELECT min(first), max(last) FROM account WHERE dropped IS NULL").fetchall()[
        0
    ]
    places = run(
        "SELECT DISTINCT country FROM account WHERE dropped IS NULL AND country IS NOT NULL "
        "ORDER BY 1"
    ).fetchall()
    return (None if first is None else (first, last)), tuple(place for (place,) in places)


# Only a row that may stay can be the first of its id. Ids that occur twice are few: the rows are
# counted by a hash of the id, and only those that share one are compared.
_REPEATS = (
    "SELECT line FROM (SELECT line, row_number() OVER (PARTITION BY row_id ORDER BY line) AS copy "
    "FROM checked WHERE dropped IS NULL AND hash(row_id) IN (SELECT id FROM (SELECT hash(row_id) "
    "AS id FROM checked WHERE dropped IS NULL) GROUP BY id HAVING count(*) > 1)) WHERE copy > 1"
)


def _day(column: str) -> str:
    """SQL: the day that a text begins with; words that SQL takes for dates are none."""
    written = f"left({column}, 10)"
    return (
        f"CASE WHEN regexp_full_match({written}, '\\d{{4}}-\\d{{2}}-\\d{{2}}') "
        f"THEN try_cast({written} AS DATE) END"
    )


def _checked(draft: str) -> str:
    """SQL: the draft cast to the schema, each row with its reason to go and its flags."""
    casts = {
        "date": _day("raw_date"),
        "date_end": _day("raw_date_end"),
        "published": "try_cast(published AS DATE)",
        "lat": "CASE WHEN NOT bad_place THEN try_cast(raw_lat AS DOUBLE) END",
        "lon": "CASE WHEN NOT bad_place THEN try_cast(raw_lon AS DOUBLE) END",
        **{name: f"CASE WHEN {name}_n >= 0 THEN {name}_n END" for name in _DEATHS},
    }
    raw = ("date", "date_end", "lat", "lon", *_DEATHS)
    kept_raw = [n for n in NAMES if n not in raw] + list(DRAFT_ONLY)
    whole = "try_cast(round(try_cast(raw_{0} AS DOUBLE)) AS INTEGER) AS {0}_n"
    renamed = ", ".join([*kept_raw, *(f"{name} AS raw_{name}" for name in raw)])
    judged_as = ", ".join(
        f"CAST({casts.get(c.name, c.name)} AS {c.sql}) AS {c.name}" for c in COLUMNS
    )
    helpers = ", ".join(["negative", "raw_date", *(f"raw_{n}" for n in _DEATHS), "bad_place"])
    drop = " ".join(f"WHEN {condition} THEN '{reason}'" for reason, condition in _DROPS.items())
    flags = ", ".join(f"CASE WHEN {cond} THEN '{flag}' END" for flag, cond in _FLAGS.items())
    others = ", ".join(name for name in NAMES if name != "flags")
    return f"""
        WITH renamed AS (SELECT {renamed} FROM {draft}),
        numbers AS (
            SELECT *, {", ".join(whole.format(name) for name in _DEATHS)},
                (raw_lat IS NOT NULL OR raw_lon IS NOT NULL) AND NOT coalesce(
                    abs(try_cast(raw_lat AS DOUBLE)) <= 90
                    AND abs(try_cast(raw_lon AS DOUBLE)) <= 180, false) AS bad_place
            FROM renamed),
        signs AS (SELECT *,
            coalesce(least({", ".join(f"{n}_n" for n in _DEATHS)}) < 0, false) AS negative
            FROM numbers),
        cast_rows AS (
            SELECT {judged_as}, {helpers}, {", ".join(DRAFT_ONLY)} FROM signs)
        SELECT {others}, line,
            coalesce(refused, CASE {drop} END) AS dropped,
            nullif(concat_ws('; ', {flags}, nullif(array_to_string(remarks, '; '), '')), '')
            AS flags
        FROM cast_rows"""
