"""`compare` on a case of a million events: the first answer of a session, and those after it.

To find the rows of the evidence among a million takes most of the time of a new question."""

from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.process import python
from benchmarks.release import NAME
from benchmarks.report import arguments, publish
from benchmarks.workplace import new_case, workplace

ROWS = 1_000_000
WARM = 5

_ADD = """
import sys
import whowhom
print(whowhom.open(sys.argv[1]).add(sys.argv[2]).cleaning.kept)
"""
# The actor with most rows; its first and second half. Prints seconds: the first, the median after.
_ASK = """
import sys
import time
from statistics import median
import numpy as np
import whowhom
case = whowhom.open(sys.argv[1])
snapshot = case.snapshot()
c = snapshot.columns
size = len(snapshot.actors)
rows = np.bincount(c.source, minlength=size) + np.bincount(c.target, minlength=size)
named = [0 if a.generic else n for a, n in zip(snapshot.actors, rows)]
actor = snapshot.actors[int(np.argmax(named))]
years = [int(str(np.datetime64(int(d), "D"))[:4]) for d in (c.date[0], c.date[-1])]
middle = sum(years) // 2
periods = f"{years[0]}..{middle}", f"{middle + 1}..{years[1]}"
def ask(*periods):
    start = time.perf_counter()
    said = case.compare(actor.actor_id, *periods)
    return time.perf_counter() - start, sum(said.answer.strata[0].acts)
first = ask(*periods)
again = median(ask(*periods)[0] for _ in range(int(sys.argv[2])))
print(first[0], again, ask(f"{years[0]}..{middle - 1}", periods[1])[0], first[1])
"""


def measure(folder: Path, rows: int) -> list[Figure]:
    """Make a release of so many rows, add it to a new case, and ask."""
    release = folder / NAME
    if not release.exists():
        python("-m", "benchmarks.release", release, str(rows))
    case = new_case(folder)
    python("-c", _ADD, case, release)
    asked = python("-c", _ASK, case, str(WARM))
    cold, warm, other, acts = (float(each) for each in asked.said.split())
    return [
        Figure("rows", rows),
        Figure("acts compared", acts),
        Figure("compare, first of a session", cold, "s"),
        Figure("compare, the same again", warm, "s", 1.0),
        Figure("compare, another question of a session", other, "s"),
        Figure("peak memory of the session", asked.peak_mb, "MB"),
    ]


if __name__ == "__main__":
    asked = arguments(__doc__, ROWS).parse_args()
    with workplace(asked.keep) as place:
        publish("compare_large", measure(place, asked.rows), asked.json)
