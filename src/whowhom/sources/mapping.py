"""Any table of events, through a small mapping (TOML) that says what its columns mean.

::

    dataset = "my-chronicle"          # short name; rows of one dataset are counted together
    citation = "Own collection, 2024"
    codes = "plover"                  # plover, cameo, weis, acled or ucdp; or leave it out
    date_order = "dmy"                # only where dates are of three numbers
    directed = true                   # false: source and target are in no order

    [columns]                         # what whowhom calls it = the column of the file
    date = "When"
    source = "Who"
    target = "To whom"

    [types]                           # words of the code column = PLOVER type, or TYPE/mode
    "air raid" = "ASSAULT/aerial"
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from whowhom.errors import FileError
from whowhom.events.lookup import put_table
from whowhom.events.paths import sql_path
from whowhom.ontology.crosswalk import plover_of_acled, plover_of_cameo, plover_of_ucdp
from whowhom.ontology.plover import PLOVER
from whowhom.ontology.plover import score as plover_score
from whowhom.ontology.weis import plover_of_weis
from whowhom.sources.countries import put_countries
from whowhom.sources.draft import draft, finish, text
from whowhom.sources.header import read_header
from whowhom.sources.source import About, Job, Reading
from whowhom.sources.spelling import ORDERS, Order, decimal, find_order, iso, whole
from whowhom.sources.table import Layout, folded, load, words

IMPORTER: Final = "mapping 1"
TITLE: Final = "a table with a mapping"
FIELDS: Final = words(
    """date source target id date_end code mode fatalities fatalities_low fatalities_high count
    country admin1 place lat lon summary citation"""
)
"""What a column may be; the first three are required."""
CODES: Final = ("plover", "cameo", "weis", "acled", "ucdp")
_KEYS = {"dataset", "citation", "licence", "codes", "date_order", "directed", "columns", "types"}
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
_MOST_CODES = 100_000


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a mapping says.

    Parameters
    ----------
    dataset, citation, licence : str
        Of the rows.
    columns : dict of str to str
        Field (one of `FIELDS`) to the name of the column.
    codes : str, optional
        Ontology of the code column, one of `CODES`.
    date_order : str
        One of `whowhom.sources.spelling.ORDERS`.
    directed : bool
        Whether the source acts on the target.
    types : dict of str to (str, str or None)
        Words of the code column, folded, to PLOVER type and mode.
    """

    dataset: str
    citation: str
    licence: str
    columns: dict[str, str]
    codes: str | None = None
    date_order: str = "auto"
    directed: bool = True
    types: dict[str, tuple[str, str | None]] = field(default_factory=dict)


def is_parquet(path: Path) -> bool:
    """Whether a file is Parquet."""
    if not path.is_file():
        return False
    with path.open("rb") as handle:
        return handle.read(4) == b"PAR1"


def read_mapping(path: Path) -> Mapping:
    """Read and check a mapping.

    Raises
    ------
    FileError
        If it is no TOML, or says what no mapping can.
    """
    try:
        told = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise FileError(
            f"the mapping '{path}' cannot be read ({str(error).splitlines()[0][:100]})",
            "a TOML file",
            "draft one with --draft-mapping",
        ) from None
    _check(
        path, not (set(told) - _KEYS), f"the key '{_odd(told, _KEYS)}'", ", ".join(sorted(_KEYS))
    )
    columns, types = told.get("columns", {}), told.get("types", {})
    _check(path, _is_words(columns) and _is_words(types), "[columns] or [types]", 'name = "text"')
    odd = _odd(columns, FIELDS)
    _check(path, not odd, f"the column '{odd}'", ", ".join(FIELDS))
    missing = [name for name in FIELDS[:3] if name not in columns]
    _check(path, not missing, f"no column for {', '.join(missing)}", "date, source and target")
    dataset = told.get("dataset", "")
    good = isinstance(dataset, str) and bool(_NAME.fullmatch(dataset))
    _check(path, good, f"the dataset '{str(dataset)[:40]}'", "a short name: a-z, 0-9, dot, dash")
    codes, order = told.get("codes"), told.get("date_order", "auto")
    _check(path, codes is None or codes in CODES, f"codes '{codes}'", ", ".join(CODES))
    _check(path, order in ORDERS, f"date_order '{order}'", ", ".join(ORDERS))
    _check(path, isinstance(told.get("directed", True), bool), "directed", "true or false")
    return Mapping(
        dataset,
        str(told.get("citation") or f"{dataset}, the user's own table"),
        str(told.get("licence", "as told by its owner")),
        columns,
        codes,
        order,
        told.get("directed", True),
        {_fold(word): _type(path, value) for word, value in types.items()},
    )


def _check(path: Path, good: bool, given: str, allowed: str) -> None:
    if not good:
        raise FileError(f"the mapping '{path}' says {given}", allowed, "correct the mapping")


def _odd(told: Any, known: Any) -> str:
    return next((str(key)[:40] for key in told if key not in known), "")


def _is_words(table: Any) -> bool:
    return isinstance(table, dict) and all(isinstance(v, str) for v in table.values())


def _fold(word: str) -> str:
    return " ".join(word.casefold().split())


def _type(path: Path, value: str) -> tuple[str, str | None]:
    kind, _, mode = value.partition("/")
    good = kind in PLOVER and (not mode or mode in PLOVER[kind].modes)
    _check(path, good, f"the type '{value[:40]}'", f"TYPE or TYPE/mode of {', '.join(PLOVER)}")
    return kind, mode or None


def read(job: Job) -> Reading:
    """Read a table with the mapping of ``job.options.mapping``.

    Parameters
    ----------
    job : Job
        The file (CSV, TSV or Parquet) and the mapping.

    Returns
    -------
    Reading
        Its events.

    Raises
    ------
    FileError
        If the mapping names columns that the file has not, or no row is usable.
    """
    if job.options.mapping is None:
        raise FileError(f"'{job.path}' needs a mapping", "--mapping", "draft one: --draft-mapping")
    told = read_mapping(job.options.mapping)
    job.progress("reading", 0.1)
    unreadable = _load(job, told)
    _put_codes(job, told)
    put_countries(job.connection, "mapped", "country")
    title = f"{told.dataset}, through the mapping {job.options.mapping.name}"
    about = About(title, told.dataset, told.citation, told.licence, IMPORTER)
    return finish(job, _draft(job, told), unreadable, about)


def _load(job: Job, told: Mapping) -> dict[str, int]:
    """The view ``mapped``: every field of `FIELDS`, null where the mapping names no column."""
    unreadable: dict[str, int] = {}
    if is_parquet(job.path):
        source = f"read_parquet({sql_path(job.path)}, file_row_number = true)"
        described = job.connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
        written = [name for name, *_ in described if name != "file_row_number"]
        places = _places(job, told, written)
        cells = {
            name: f"""trim(CAST("{written[n].replace('"', '""')}" AS VARCHAR))"""
            for name, n in places.items()
        }
        line = "file_row_number + 1"
    else:
        header = read_header(job.path, job.options.encoding)
        places = _places(job, told, header.names)
        names = tuple(f"column_{n}" for n in range(len(header.names)))
        keep = tuple(dict.fromkeys(names[n] for n in places.values()))
        unreadable = load(job, header, Layout(names, keep, quoted=True))
        cells, source, line = {name: names[n] for name, n in places.items()}, "records", "line"
    chosen = ", ".join(f"nullif({cells.get(n, 'NULL::VARCHAR')}, '') AS {n}" for n in FIELDS)
    job.connection.execute(
        f"CREATE OR REPLACE TABLE mapped AS SELECT {line} AS line, {chosen} FROM {source}"
    )
    return unreadable


def _places(job: Job, told: Mapping, written: Any) -> dict[str, int]:
    """Position of the column of each field: as written, or with the same letters and digits."""
    exact = {name: n for n, name in reversed(list(enumerate(written)))}
    loose = {folded(name): n for n, name in reversed(list(enumerate(written)))}
    found, missing = {}, []
    for name, column in told.columns.items():
        place = exact.get(column, loose.get(folded(column)) if folded(column) else None)
        if place is None:
            missing.append(column)
        else:
            found[name] = place
    if missing:
        shown = ", ".join(str(name)[:30] for name in list(written)[:12])
        more = f" and {len(written) - 12:,} more" if len(written) > 12 else ""
        raise FileError(
            f"'{job.path}' has no column {', '.join(missing)[:200]}, which the mapping names",
            f"its columns: {shown}{more}",
            "correct the mapping",
        )
    return found


_RULES: Final[dict[str, Callable[[str], Any]]] = {
    "cameo": plover_of_cameo,
    "weis": plover_of_weis,
    "acled": plover_of_acled,
    "ucdp": lambda code: plover_of_ucdp(int(code)),
}


def _put_codes(job: Job, told: Mapping) -> None:
    """The table ``act_code``: each code of the file and its type."""
    sql = f"SELECT DISTINCT code FROM mapped WHERE code IS NOT NULL LIMIT {_MOST_CODES}"
    rows = []
    for (code,) in job.connection.execute(sql).fetchall():
        kind, mode = _plover(code, told)
        if kind:
            rows.append((code, kind, mode, PLOVER[kind].quad, plover_score(kind, mode)))
    columns = {"code": "VARCHAR", "type": "VARCHAR", "mode": "VARCHAR", "quad": "TINYINT"}
    put_table(job.connection, "act_code", {**columns, "score": "DOUBLE"}, rows)


def _plover(code: str, told: Mapping) -> tuple[str | None, str | None]:
    if _fold(code) in told.types:
        return told.types[_fold(code)]
    if told.codes in _RULES:
        try:
            rule = _RULES[told.codes](code)
        except (KeyError, ValueError):
            return None, None
        return rule.type, rule.mode
    kind, _, mode = code.partition("/")
    kind, mode = kind.strip().upper(), mode.strip().lower()
    if kind in PLOVER and told.codes == "plover":
        return kind, mode if mode in PLOVER[kind].modes else None
    return None, None


def _order(job: Job, told: Mapping) -> Order:
    given = told.date_order if told.date_order != "auto" else job.options.date_order
    if given in ("dmy", "mdy", "unix", "excel"):
        return given  # type: ignore[return-value]
    return find_order(job.connection, "mapped", "date", job.path)


def _draft(job: Job, told: Mapping) -> str:
    order = _order(job, told)
    first, last = iso("s.date", order), iso("coalesce(s.date_end, s.date)", order)
    days = f"(try_cast({last} AS DATE) - try_cast({first} AS DATE))"
    content = ", ".join(f"s.{name}" for name in FIELDS)
    own = f"left(md5(concat_ws(chr(31), {content})), 16)"
    # Without ids, equal rows are told apart by their number among equals.
    copies = f"row_number() OVER (PARTITION BY {own} ORDER BY s.line)"
    job.connection.execute(
        f"CREATE OR REPLACE VIEW numbered AS SELECT s.*, CASE WHEN {copies} = 1 THEN {own} "
        f"ELSE {own} || ':' || {copies} END AS own FROM mapped s"
    )
    row = "s.id" if "id" in told.columns else "s.own"
    acts = whole("s.count")
    given = {
        "event_id": f"'{told.dataset}:' || {row}",
        "date": first,
        "date_end": last,
        "date_precision": f"""CASE WHEN {days} >= 31 THEN 'year' WHEN {days} >= 7 THEN 'month'
            WHEN {days} >= 1 THEN 'week' ELSE 'day' END""",
        "source": "s.source",
        "target": "s.target",
        "directed": str(told.directed).lower(),
        "type": "c.type",
        "mode": "coalesce(c.mode, CASE WHEN c.type IS NOT NULL THEN lower(s.mode) END)",
        "quad": "c.quad",
        "score": "c.score",
        "count": f"coalesce(try_cast({acts} AS INTEGER), 1)",
        "fatalities_low": whole("s.fatalities_low"),
        "fatalities_best": whole("s.fatalities"),
        "fatalities_high": whole("s.fatalities_high"),
        "country": "p.iso",
        "admin1": "s.admin1",
        "place": "s.place",
        "lat": decimal("s.lat"),
        "lon": decimal("s.lon"),
        "dataset": f"'{told.dataset}'",
        "dataset_version": text(job.options.version),
        "row_id": row,
        "published": text(job.options.published),
        "native": "s.code",
        "summary": "s.summary",
        "citation": "s.citation",
        "refused": f"CASE WHEN try_cast({acts} AS DOUBLE) <= 0 THEN 'no act (count below 1)' END",
        "remarks": """[CASE WHEN s.code IS NOT NULL AND c.code IS NULL
                THEN 'code without a PLOVER type' END,
            CASE WHEN s.country IS NOT NULL AND p.iso IS NULL THEN 'unknown country name' END]""",
    }
    tables = """numbered s LEFT JOIN act_code c ON c.code = s.code
        LEFT JOIN place_country p ON p.name = s.country"""
    return draft(given, tables)
