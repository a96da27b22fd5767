"""Adding a whole UCDP GED release, beside DuckDB alone turning the same CSV into Parquet."""

from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.process import python
from benchmarks.release import NAME
from benchmarks.report import arguments, publish
from benchmarks.workplace import new_case, workplace

ROWS = 385_000

_ADD = """
import sys
import whowhom
added = whowhom.open(sys.argv[1]).add(sys.argv[2])
print(added.cleaning.kept)
"""
_DUCKDB = """
import sys
import duckdb
source = f"read_csv('{sys.argv[1]}', header = true, all_varchar = true, quote = '\\"')"
duckdb.sql(f"COPY (FROM {source}) TO '{sys.argv[2]}' (FORMAT parquet, COMPRESSION zstd)")
"""


def measure(folder: Path, rows: int) -> list[Figure]:
    """Make a release of so many rows in a folder, and add it to a new case."""
    release = folder / NAME
    if not release.exists():
        python("-m", "benchmarks.release", release, str(rows))
    case = new_case(folder)
    added = python("-c", _ADD, case, release)
    bare = python("-c", _DUCKDB, release, folder / "bare.parquet")
    if int(added.said) != rows:
        raise RuntimeError(f"{rows:,} rows were made, {added.said} kept")
    stored = sum(path.stat().st_size for path in case.rglob("*.parquet"))
    return [
        Figure("rows", rows),
        Figure("CSV", release.stat().st_size / 1e6, "MB"),
        Figure("add", added.seconds, "s", 20.0),
        Figure("add, processor", added.cpu, "s"),
        Figure("add, peak memory", added.peak_mb, "MB", 1500.0),
        Figure("add, Parquet written", stored / 1e6, "MB"),
        Figure("DuckDB alone", bare.seconds, "s"),
        Figure("DuckDB alone, processor", bare.cpu, "s"),
        Figure("DuckDB alone, peak memory", bare.peak_mb, "MB"),
        Figure("add over DuckDB alone", added.seconds / bare.seconds),
        Figure("add over DuckDB alone, processor", added.cpu / bare.cpu),
    ]


if __name__ == "__main__":
    asked = arguments(__doc__, ROWS).parse_args()
    with workplace(asked.keep) as place:
        publish("ged", measure(place, asked.rows), asked.json)
