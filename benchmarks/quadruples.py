"""Adding ten million quadruples, and loading them again as a snapshot."""

from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.graph import ORIGIN
from benchmarks.process import python
from benchmarks.report import arguments, publish
from benchmarks.workplace import new_case, workplace

ROWS = 10_000_000

_ADD = """
import sys
import whowhom
added = whowhom.open(sys.argv[1]).add(sys.argv[2], origin=sys.argv[3])
print(added.cleaning.kept)
"""
# The clock stands still for imports: a session pays for them once, not for each snapshot.
_LOAD = """
import sys
import time
from whowhom.case import Case
case = Case(sys.argv[1])
start = time.perf_counter()
snapshot = case.snapshot()
print(time.perf_counter() - start, len(snapshot.columns))
"""


def measure(folder: Path, rows: int) -> list[Figure]:
    """Make a graph of so many quadruples in a folder, add it to a new case and load that."""
    graph = folder / "graph"
    if not graph.exists():
        python("-m", "benchmarks.graph", graph, str(rows))
    case = new_case(folder)
    added = python("-c", _ADD, case, graph, ORIGIN)
    loaded = python("-c", _LOAD, case)
    seconds, count = loaded.said.split()
    if int(added.said) != rows or int(count) != rows:
        raise RuntimeError(f"{rows:,} made, {added.said} added, {count} loaded")
    stored = sum(path.stat().st_size for path in case.rglob("*.parquet"))
    return [
        Figure("quadruples", rows),
        Figure("add", added.seconds, "s"),
        Figure("add, processor", added.cpu, "s"),
        Figure("add, peak memory", added.peak_mb, "MB"),
        Figure("add, Parquet written", stored / 1e6, "MB"),
        Figure("snapshot", float(seconds), "s", 8.0),
        Figure("snapshot, whole process", loaded.seconds, "s"),
        Figure("snapshot, processor", loaded.cpu, "s"),
        Figure("snapshot, peak memory", loaded.peak_mb, "MB", 2000.0),
    ]


if __name__ == "__main__":
    asked = arguments(__doc__, ROWS).parse_args()
    with workplace(asked.keep) as place:
        publish("quadruples", measure(place, asked.rows), asked.json)
