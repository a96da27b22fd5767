"""One half of the engine on one stream or set, in a process of its own; says what it took as JSON.

``python -m benchmarks.halves ranking|horizon STREAM [QUERIES WINDOW]``, a stream that
`benchmarks.synthetic` made, or ``python -m benchmarks.halves set NAME DATA``.
"""

from __future__ import annotations

import os

# One thread: beside other jobs, threads that wait for each other cost more than they give.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from benchmarks.dyadsets import SETS
from benchmarks.synthetic import Synthetic
from whowhom.engine.acts import Acts, Int
from whowhom.engine.fit import Effort
from whowhom.engine.history import History
from whowhom.engine.ledger import Ledger
from whowhom.engine.model import Model
from whowhom.forecasting.fitted import Fitted

ANSWERS, ANSWER_DAYS = 2000, 5
DYADS, DAYS_AHEAD = 100, 30
# Linux counts the peak in kilobytes, macOS in bytes.
_UNIT = 1 if sys.platform == "darwin" else 1024


class Meter:
    """Wall and processor seconds of each part, and how far memory rose above where it began."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.cpu: dict[str, float] = {}
        self._begin = peak()

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Time a part; further ones of that name add to it."""
        wall, worked = time.perf_counter(), time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - wall
        self.cpu[name] = self.cpu.get(name, 0.0) + time.process_time() - worked

    def told(self) -> dict[str, object]:
        """All that was measured."""
        return {
            "seconds": self.seconds,
            "cpu": self.cpu,
            "peak_bytes": peak(),
            "risen_bytes": peak() - self._begin,
        }


def peak() -> int:
    """Largest resident memory of this process so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


def ranking(history: History, meter: Meter, effort: Effort) -> None:
    """One pass over the stream, a fit, and answers to queries of the last days."""
    until = int(history.day[-1]) + 1 - ANSWER_DAYS
    with meter.part("index"):
        ledger = Ledger(history)
    with meter.part("pass"):
        ledger.advance(max(until - effort.window, ledger.day))
    with meter.part("fit"):
        model = Model.fit(history, until, effort=effort, ledger=ledger)
    rng = np.random.default_rng(0)
    with meter.part("answers"):
        for day in range(until, until + ANSWER_DAYS):
            ledger.advance(day)
            _answer(model, ledger, day, ANSWERS // ANSWER_DAYS, rng)


def _answer(model: Model, ledger: Ledger, day: int, size: int, rng: np.random.Generator) -> None:
    """Whole distributions for so many of the day's queries, some twice where there are fewer."""
    source, kind, _, _ = ledger.queries(day)
    rows = np.sort(rng.choice(len(source), size, replace=len(source) < size))
    choices = model.choices(ledger, source[rows], kind[rows])
    newcomer = {int(r): ledger.newcomer_weight(int(r)) for r in np.unique(kind[rows])}
    for q, row in enumerate(rows):
        choices.dense(q, newcomer[int(kind[row])])


def horizon(acts: Acts, meter: Meter) -> None:
    """A fit, and what is to be expected of some dyads."""
    with meter.part("fit"):
        fitted = Fitted.fit(acts, int(acts.day[-1]) + 1)
    dyads = _some(acts)
    with meter.part("answers"):
        fitted.prospect(dyads, DAYS_AHEAD)


def _some(acts: Acts) -> Int:
    """Dyads of the last day's acts, and of earlier ones where there are too few."""
    latest = acts.dyad[-50 * DYADS :]
    return np.unique(latest)[:: max(len(np.unique(latest)) // DYADS, 1)][:DYADS]


def main(half: str, name: str, *rest: str) -> dict[str, object]:
    """Measure one half."""
    if half == "ranking":
        from benchmarks.ranking import warm_up

        warm_up()
        queries, window = (int(x) for x in rest)
        meter, history = Meter(), Synthetic.load(Path(name)).history()
        ranking(history, meter, Effort(queries=queries, window=window))
        return {"events": len(history), **meter.told()}
    acts = SETS[name](Path(rest[0])).acts if half == "set" else None
    meter = Meter()
    acts = acts or Synthetic.load(Path(name)).acts()
    horizon(acts, meter)
    return {"events": len(acts), "dyads": len(np.unique(acts.dyad)), **meter.told()}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
