"""Edge lists of the Temporal Graph Benchmark: time, head, tail, relation, as CSV.

Times are Unix seconds of midnights in the time zone of whoever made the file, so a day is the
nearest midnight. Relations are CAMEO codes or names, or PLOVER types, where they are known.
Source: Gastinger et al., TGB 2.0, NeurIPS 2024.
"""

import re
from typing import Final

from whowhom.events.lookup import put_table
from whowhom.ontology.cameo import cameo_codes, label_to_code
from whowhom.ontology.crosswalk import plover_of_cameo
from whowhom.ontology.plover import PLOVER
from whowhom.ontology.plover import score as plover_score
from whowhom.sources.draft import draft, finish, text
from whowhom.sources.header import Header, read_header
from whowhom.sources.source import About, Job, Reading
from whowhom.sources.table import Layout, column_names, folded, load

IMPORTER: Final = "tgb 1"
TITLE: Final = "TGB edge list"
CITATION: Final = (
    "Gastinger et al. (2024), 'TGB 2.0: A Benchmark for Learning on Temporal Knowledge Graphs and "
    "Heterogeneous Graphs', NeurIPS; cite the dataset behind it as well"
)
LICENCE: Final = "as the dataset behind it"
COLUMNS: Final = ("time", "head", "tail", "relation_type")
REQUIRED: Final = COLUMNS
_TIMES = ("date", "timestamp", "time", "ts")
_DAY = 86400


def recognises(header: Header) -> bool:
    """Whether a file has the columns of a TGB edge list."""
    names = {folded(name) for name in header.names}
    return {"head", "tail", "relationtype"} <= names and bool(names & set(_TIMES))


def read(job: Job) -> Reading:
    """Read an edge list of TGB.

    Parameters
    ----------
    job : Job
        The file and what the user said about it.

    Returns
    -------
    Reading
        Events of a dataset named after the file, from head to tail.

    Raises
    ------
    FileError
        If no row is usable.
    """
    header = read_header(job.path, job.options.encoding)
    written = ["time" if folded(name) in _TIMES else name for name in header.names]
    names = column_names(written, COLUMNS)
    job.progress("reading", 0.1)
    unreadable = load(job, header, Layout(names, COLUMNS))
    _put_relations(job)
    dataset = "tgb-" + (re.sub(r"[^a-z0-9]+", "-", job.path.stem.lower()).strip("-")[:40] or "file")
    about = About(TITLE, dataset, CITATION, LICENCE, IMPORTER)
    return finish(job, _draft(job, dataset), unreadable, about)


def _put_relations(job: Job) -> None:
    found = job.connection.execute(
        "SELECT DISTINCT relation_type FROM records WHERE relation_type IS NOT NULL"
    ).fetchall()
    columns = {"name": "VARCHAR", "type": "VARCHAR", "mode": "VARCHAR", "quad": "TINYINT"}
    rows = [(name, *_typed(name)) for (name,) in found]
    put_table(job.connection, "relation", {**columns, "score": "DOUBLE"}, rows)


def _typed(name: str) -> tuple[str | None, str | None, int | None, float | None]:
    """Type, mode, quad class and score of a relation; nulls where nobody knows it."""
    kind, mode = _plover(name)
    if kind is None:
        return None, None, None, None
    return kind, mode, PLOVER[kind].quad, plover_score(kind, mode)


def _plover(name: str) -> tuple[str | None, str | None]:
    try:
        code = name if name in cameo_codes() else label_to_code(name)
    except KeyError:
        kind, _, mode = re.sub(r"[^A-Za-z-]+", " ", name).strip().partition(" ")
        if kind.upper() not in PLOVER:
            return None, None
        known = PLOVER[kind.upper()].modes
        return kind.upper(), mode.lower() if mode.lower() in known else None
    rule = plover_of_cameo(code)
    return rule.type, rule.mode


def _draft(job: Job, dataset: str) -> str:
    number = "try_cast(try_cast(s.time AS DOUBLE) AS BIGINT)"
    # Midnights of one zone leave one remainder, or two with summer time: the nearest day is meant.
    (remainders,) = job.connection.execute(
        f"SELECT count(DISTINCT {number} % {_DAY}) FROM records s"
    ).fetchall()[0]
    shift = _DAY // 2 if remainders <= 2 else 0
    moment = f"CASE WHEN abs({number}) < 20000000000 THEN {number} END"
    days = f"CAST(floor(({moment} + {shift}) / {_DAY}) AS INTEGER)"
    day = f"CAST(DATE '1970-01-01' + {days} AS VARCHAR)"
    job.connection.execute(
        f"""CREATE OR REPLACE VIEW numbered AS SELECT s.*, coalesce({day}, s.time) AS day,
            row_number() OVER (PARTITION BY time, head, tail, relation_type ORDER BY line) AS copy
        FROM records s"""
    )
    row = (
        "concat_ws(':', s.day, s.head, s.tail, s.relation_type, "
        "CASE WHEN s.copy > 1 THEN s.copy END)"
    )
    given = {
        "event_id": f"'{dataset}:' || {row}",
        "date": "s.day",
        "source": "s.head",
        "target": "s.tail",
        "type": "r.type",
        "mode": "r.mode",
        "quad": "r.quad",
        "score": "r.score",
        "dataset": f"'{dataset}'",
        "dataset_version": text(job.options.version),
        "row_id": row,
        "published": text(job.options.published),
        "native": "s.relation_type",
        "summary": "s.relation_type",
        "remarks": "[CASE WHEN r.type IS NULL THEN 'relation without a PLOVER type' END]",
    }
    return draft(given, "numbered s LEFT JOIN relation r ON r.name = s.relation_type")
