"""What both halves cost, and how that grows: ``python -m benchmarks.cost --data PATH --json OUT``.

Streams of 100,000, 1,000,000 and 10,000,000 events are made up (`benchmarks.synthetic`). Ranking:
one pass, a fit, 2,000 whole distributions. Horizon: a fit, the prospects of 100 dyads within 30
days. Every size runs in a process of its own. Compiling is left out, and so is the memory that
Python and its packages hold before the events are read. PATH is the folder of the reference data:
the horizon half is also fitted to its sets. Without it only the streams are run.

The fit of the ranking half is cut down to 5,000 queries of the last 30 days, so that its part that
does not grow with the events hides no growth. What grows is told apart: index and pass.
"""

import json
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure
from benchmarks.process import python
from benchmarks.report import arguments, publish
from benchmarks.workplace import workplace

SIZES = (100_000, 1_000_000, 10_000_000)
SETS = ("icews14", "levant")
MOST_TIME, MOST_MEMORY = 2.0, 1.2
_EFFORT = ("5000", "30")
_STREAMING = ("index", "pass")

Taken = dict[str, Any]


def measure(folder: Path, sizes: tuple[int, ...], data: Path | None) -> list[Figure]:
    """Both halves on every size, then growth between the last two, then the sets."""
    figures: list[Figure] = []
    for half in ("horizon", "ranking"):
        taken = [_on_stream(folder, half, rows) for rows in sizes]
        for each in taken:
            figures += told(f"{half}, {each['events']:,} events", each)
        if len(taken) > 1:
            figures += grown(half, taken[-2], taken[-1])
    for name in SETS if data else ():
        found = _child("set", name, str(data))
        figures += told(f"horizon, {name}, {found['events']:,} events", found)
    return figures


def told(name: str, taken: Taken) -> list[Figure]:
    """Seconds of every part, and what falls on one event."""
    figures = [Figure(f"{name}, {part}", spent, "s") for part, spent in taken["seconds"].items()]
    return [
        *figures,
        Figure(f"{name}, all, wall", sum(taken["seconds"].values()), "s"),
        Figure(f"{name}, all, processor", sum(taken["cpu"].values()), "s"),
        Figure(f"{name}, peak memory", taken["peak_bytes"] / 1e6, "MB"),
        Figure(f"{name}, processor per event", 1e6 * per_event(taken), "us"),
        Figure(f"{name}, memory per event", taken["risen_bytes"] / taken["events"], "B"),
    ]


def per_event(taken: Taken, parts: tuple[str, ...] | None = None) -> float:
    """Processor seconds per event, of some parts or all.

    >>> per_event({"events": 10, "cpu": {"pass": 20.0, "fit": 5.0}}, ("pass",))
    2.0
    """
    spent = sum(s for part, s in taken["cpu"].items() if parts is None or part in parts)
    return float(spent / taken["events"])


def grown(half: str, small: Taken, large: Taken) -> list[Figure]:
    """How many times as much an event takes in the larger stream."""
    to = f"{half}, from {small['events']:,} to {large['events']:,}"
    memory = large["risen_bytes"] / large["events"] / (small["risen_bytes"] / small["events"])
    figures = [
        Figure(f"{to}, time per event", per_event(large) / per_event(small), "", MOST_TIME),
        Figure(f"{to}, memory per event", memory, "", MOST_MEMORY),
    ]
    if "pass" in large["cpu"]:
        ratio = per_event(large, _STREAMING) / per_event(small, _STREAMING)
        figures.append(Figure(f"{to}, time per event, index and pass", ratio, "", MOST_TIME))
    return figures


def _on_stream(folder: Path, half: str, rows: int) -> Taken:
    path = folder / f"{rows}.npz"
    if not path.exists():
        python("-m", "benchmarks.synthetic", path, str(rows))
    return _child(half, str(path), *(_EFFORT if half == "ranking" else ()))


def _child(*asked: str) -> Taken:
    found: Taken = json.loads(python("-m", "benchmarks.halves", *asked).said)
    return found


def main() -> None:
    parser = arguments(__doc__, max(SIZES))
    parser.add_argument("--data", type=Path, metavar="PATH", help="folder of the reference data")
    asked = parser.parse_args()
    sizes = (*(rows for rows in SIZES if rows < asked.rows), asked.rows)
    data = asked.data.resolve() if asked.data else None
    with workplace(asked.keep) as place:
        publish("cost", measure(place.resolve(), sizes, data), asked.json)


if __name__ == "__main__":
    main()
