"""Time and memory of a dyad-month panel of 1,000 dyads over 30 years, from made-up rows.

``python -m benchmarks.panel --dyads 1000 --years 30 --rows 300000 --json out.json``. The case is
made and read before the clock starts; the panel, and its files, are timed apart.
"""

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

import duckdb

from whowhom.case import Case
from whowhom.store.folder import create

_MAPPING = """
dataset = "made-up"
codes = "plover"
[columns]
date = "day"
source = "a"
target = "b"
code = "type"
fatalities = "dead"
country = "land"
"""


def write_rows(path: Path, dyads: int, years: int, rows: int) -> None:
    """Write a CSV file of rows spread over dyads and years; every dyad has one."""
    duckdb.sql(
        f"""COPY (SELECT DATE '1990-01-01' + CAST(i * {years * 365} // {rows} AS INTEGER) AS day,
        'Group ' || (d * 2) AS a, 'Group ' || (d * 2 + 1) AS b,
        (['ASSAULT', 'CONSULT', 'AID', 'ACCUSE'])[1 + i % 4] AS type, i % 7 AS dead,
        (['AFG', 'MMR', 'COD'])[1 + d % 3] AS land
        FROM (SELECT i, CAST(hash(i) % {dyads} AS BIGINT) AS d FROM range({rows}) AS r(i)))
        TO '{path}' (HEADER)"""
    )


def timed(folder: Path, dyads: int, years: int, rows: int) -> dict[str, float]:
    """Seconds of each step, cells of the panel, and the peak of memory in MB."""
    write_rows(folder / "rows.csv", dyads, years, rows)
    (folder / "map.toml").write_text(_MAPPING)
    case = Case(create(folder / "case"))
    case.add(folder / "rows.csv", mapping=folder / "map.toml")
    case.snapshot()
    told: dict[str, float] = {"dyads": dyads, "years": years, "rows": rows}
    begin = time.perf_counter()
    table = case.export_panel("dyad-month", since="1990-01-01", until=f"{1989 + years}-12-31")
    told["panel_s"] = time.perf_counter() - begin
    for form in ("parquet", "csv"):
        begin = time.perf_counter()
        table.write(folder / f"panel.{form}")
        told[f"{form}_s"] = time.perf_counter() - begin
    told["cells"] = len(table)
    told["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {name: round(value, 3) for name, value in told.items()}


def main() -> None:
    """Print and, if asked, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dyads", type=int, default=1000)
    parser.add_argument("--years", type=int, default=30)
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        told = timed(Path(folder), asked.dyads, asked.years, asked.rows)
    print(json.dumps(told, indent=2))
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
