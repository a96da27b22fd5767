"""Dates and numbers as people and spreadsheets spell them, as SQL over a column of text.

A text that is no date comes back as it was, so that cleaning counts it as an impossible date.
"""

from typing import Final, Literal

import duckdb

from whowhom.errors import FileError

Order = Literal["auto", "dmy", "mdy", "unix", "excel"]
ORDERS: Final = ("auto", "dmy", "mdy", "unix", "excel")
"""How dates of numbers are meant: day first, month first, seconds since 1970, days since 1900."""

_MONTHS = "['jan','feb','mar','apr','may','jun','jul','aug','sep','oct','nov','dec']"
_NUMBERS = r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:\D|$)"
_DOTTED = r"^(\d{1,2})\.(0?[1-9]|1[0-2])\.(\d{4}|\d{2})(?:\D|$)"
_YEAR_FIRST = r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\D|$)"
_DAY_NAME = r"^(\d{1,2})[-/. ]*([A-Za-z]{3})[a-z]*[-/.,' ]*(\d{4}|\d{2})(?:\D|$)"
_NAME_DAY = r"^([A-Za-z]{3})[a-z]*[-. ]*(\d{1,2})(?:st|nd|rd|th)?[-, ]+(\d{4})(?:\D|$)"


def iso(column: str, order: Order = "auto") -> str:
    """SQL: the day that a text tells, as ``YYYY-MM-DD``.

    Years of two digits are 1969 to 2068, as POSIX has it. Times of day are cut off, and month
    names are English. Numbers with dots between them have the day first wherever that is possible:
    no usual spelling puts the month there.

    Parameters
    ----------
    column : str
        SQL of a column of text.
    order : {'auto', 'dmy', 'mdy', 'unix', 'excel'}
        What numbers mean; ``auto`` reads dates that begin with the year, and names of months. Use
        `find_order` where the numbers decide.

    Examples
    --------
    >>> con = duckdb.connect()
    >>> texts = ["2023-01-31 00:00:00", "16 May 2025", "30-Sept-24", "31/1/2023", "20170704", "?"]
    >>> sql = f"SELECT {iso('t', 'dmy')} FROM (SELECT unnest(?) AS t)"
    >>> [day for (day,) in con.execute(sql, [texts]).fetchall()]
    ['2023-01-31', '2025-05-16', '2024-09-30', '2023-01-31', '2017-07-04', '?']
    """
    t = f"({column})"
    if order == "unix":
        seconds = f"try_cast({t} AS DOUBLE)"
        # Within the years 1 to 9999, so that no number is too great for a date.
        safe = f"CASE WHEN abs({seconds}) < 2.5e11 THEN CAST({seconds} AS BIGINT) END"
        return (
            f"coalesce(CAST(CAST(to_timestamp({safe}) AT TIME ZONE 'UTC' AS DATE) AS VARCHAR), {t})"
        )
    excel = ""
    if order == "excel":
        excel = (
            f"WHEN regexp_full_match({t}, '\\d{{4,5}}([.,]\\d+)?') THEN "
            f"CAST(DATE '1899-12-30' + CAST(left({t}, 5) AS INTEGER) AS VARCHAR) "
        )
    numbers = f"WHEN regexp_matches({t}, '{_NUMBERS}') THEN {_from_numbers(t, order)} "
    return (
        # Most files have this form, and LIKE is quicker than a pattern.
        f"coalesce(CASE WHEN left({t}, 11) LIKE '____-__-__' OR left({t}, 11) SIMILAR TO "
        "'....-..-..[ T]' "
        f"THEN left({t}, 10) {excel}"
        f"WHEN regexp_full_match({t}, '\\d{{8}}|\\d{{14}}') "
        f"THEN {_join(f'left({t}, 4)', f'{t}[5:6]', f'{t}[7:8]')} "
        f"WHEN regexp_matches({t}, '{_YEAR_FIRST}') THEN {_parts(t, _YEAR_FIRST, (1, 2, 3))} "
        f"WHEN regexp_matches({t}, '{_DOTTED}') THEN {_parts(t, _DOTTED, (3, 2, 1))} "
        f"{numbers if order in ('dmy', 'mdy') else ''}"
        f"WHEN regexp_matches({t}, '{_sql(_DAY_NAME)}') THEN {_named(t, _DAY_NAME, 3, 2, 1)} "
        f"WHEN regexp_matches({t}, '{_NAME_DAY}') THEN {_named(t, _NAME_DAY, 3, 1, 2)} "
        f"END, {t})"
    )


def _sql(pattern: str) -> str:
    return pattern.replace("'", "''")


def _group(text: str, pattern: str, number: int) -> str:
    return f"regexp_extract({text}, '{_sql(pattern)}', {number})"


def _join(year: str, month: str, day: str) -> str:
    """SQL: the parts as a date; impossible months and days stay impossible."""
    return f"{year} || '-' || lpad({month}, 2, '0') || '-' || lpad({day}, 2, '0')"


def _year(text: str) -> str:
    return (
        f"CASE WHEN length({text}) > 2 THEN {text} WHEN {text} >= '69' THEN '19' || {text} "
        f"ELSE '20' || {text} END"
    )


def _parts(text: str, pattern: str, places: tuple[int, int, int]) -> str:
    year, month, day = (_group(text, pattern, place) for place in places)
    return _join(f"({_year(year)})", month, day)


def _from_numbers(text: str, order: Order) -> str:
    return _parts(text, _NUMBERS, (3, 2, 1) if order == "dmy" else (3, 1, 2))


def _named(text: str, pattern: str, year: int, month: int, day: int) -> str:
    name = f"lower({_group(text, pattern, month)})"
    number = f"nullif(list_position({_MONTHS}, {name}), 0)"
    return _join(
        f"({_year(_group(text, pattern, year))})",
        f"CAST({number} AS VARCHAR)",
        _group(text, pattern, day),
    )


def find_order(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, path: object
) -> Order:
    """Whether dates of three numbers have the day or the month first, as the numbers show.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Holds the table.
    table, column : str
        Where the dates are, as SQL.
    path : object
        The file, for the message.

    Raises
    ------
    FileError
        If both readings are possible, or neither holds for all.
    """
    first, second = (
        f"CAST(regexp_extract({column}, '{_NUMBERS}', {n}) AS INTEGER)" for n in (1, 2)
    )
    sql = (
        f"SELECT count(*), max({first}), max({second}), min({column}) FROM {table} "
        # Most files have the year first, and LIKE is quicker than a pattern.
        f"WHERE {column} NOT LIKE '____-__-__%' AND regexp_matches({column}, '{_NUMBERS}') "
        f"AND NOT regexp_matches({column}, '{_DOTTED}')"
    )
    seen, most_first, most_second, example = connection.execute(sql).fetchall()[0]
    if not seen:
        return "auto"
    if (most_first > 12) != (most_second > 12):
        return "dmy" if most_first > 12 else "mdy"
    why = "either way" if most_first <= 12 else "neither way throughout"
    raise FileError(
        f"dates of '{path}' such as '{example}' can be read {why}: day first or month first",
        "dates with the year first, or with the order told",
        "say --date-order dmy or --date-order mdy",
    )


def order_or(
    usual: Literal["dmy", "mdy"],
    told: str | None,
    connection: duckdb.DuckDBPyConnection,
    table: str,
    column: str,
) -> Literal["dmy", "mdy"]:
    """The order that the user told, else the one that the numbers show, else the usual one.

    Parameters
    ----------
    usual : {'dmy', 'mdy'}
        How the publisher writes it.
    told : str or None
        What the user said.
    connection, table, column
        As for `find_order`.
    """
    if told in ("dmy", "mdy"):
        return told  # type: ignore[return-value]
    try:
        found = find_order(connection, table, column, "")
    except FileError:
        return usual
    return found if found in ("dmy", "mdy") else usual


def whole(column: str) -> str:
    """SQL: a whole number without the separators of thousands.

    >>> duckdb.sql(f"SELECT {whole('t')} FROM (SELECT unnest(['1,234', '1.234', '12', '3,0']) t)"
    ...     ).fetchall()
    [('1234',), ('1234',), ('12',), ('3.0',)]
    """
    t = f"({column})"
    return (
        f"CASE WHEN regexp_full_match({t}, '-?\\d{{1,3}}([.,'' \u00a0\u202f]\\d{{3}})+') "
        f"THEN regexp_replace({t}, '[.,'' \u00a0\u202f]', '', 'g') ELSE replace({t}, ',', '.') END"
    )


def decimal(column: str) -> str:
    """SQL: a number with a fraction, whose decimal mark may be a comma.

    >>> duckdb.sql(f"SELECT {decimal('t')} FROM (SELECT unnest(['34,5', '-1.25']) t)").fetchall()
    [('34.5',), ('-1.25',)]
    """
    return f"replace(({column}), ',', '.')"
