"""Codes of acts as a DuckDB table: what CAMEO and WEIS become in PLOVER."""

import duckdb

from whowhom.events.lookup import put_table
from whowhom.ontology.cameo import cameo_codes, label_to_code
from whowhom.ontology.crosswalk import plover_of_cameo
from whowhom.ontology.plover import PLOVER
from whowhom.ontology.plover import score as plover_score
from whowhom.ontology.weis import plover_of_weis, weis_codes

_COLUMNS = {
    "code": "VARCHAR",
    "label": "VARCHAR",
    "type": "VARCHAR",
    "mode": "VARCHAR",
    "quad": "TINYINT",
    "score": "DOUBLE",
}


def put_cameo(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``act_code``: code, label, type, mode, quad and score of all CAMEO codes."""
    rows = []
    for code, entry in cameo_codes().items():
        rule = plover_of_cameo(code)
        rows.append((code, entry.label, *_typed(rule.type, rule.mode)))
    put_table(connection, "act_code", _COLUMNS, rows)


def put_weis(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``act_code`` of all WEIS codes."""
    rows = []
    for code, label in weis_codes().items():
        rule = plover_of_weis(code)
        rows.append((code, label, *_typed(rule.type, rule.mode)))
    put_table(connection, "act_code", _COLUMNS, rows)


def put_labels(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> None:
    """Make the table ``act_label``: the CAMEO code of each event name that a column holds."""
    labels = connection.execute(f"SELECT DISTINCT {column} FROM {table}").fetchall()
    rows = []
    for (label,) in labels:
        try:
            rows.append((label, label_to_code(label or "")))
        except KeyError:
            continue
    put_table(connection, "act_label", {"label": "VARCHAR", "code": "VARCHAR"}, rows)


def _typed(
    kind: str | None, mode: str | None
) -> tuple[str | None, str | None, int | None, float | None]:
    if kind is None:
        return None, None, None, None
    return kind, mode, PLOVER[kind].quad, plover_score(kind, mode)
