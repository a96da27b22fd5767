"""How well rates foresee who acts toward whom: militarised incidents, and all of ICEWS14s, typed.

``python -m benchmarks.relational --data PATH --json OUT [--split valid]``

PATH holds ``mid/MID.csv`` (source, target, time in 0..1000; Multivariate Community Hawkes) and
``tkg/ICEWS14s``. The log-likelihood per act of a test window is that of its acts given all before
them, minus the rate of *all* ordered dyads integrated over it, divided by its acts: what MULCH
(Soliman et al. 2022) reports. Half-lives and smoothing are chosen on the last fifth of the train
acts, then all weights are fitted on train; with ``--split valid`` the figures are those of that
last fifth. Each part runs in a process of its own, its kernels compiled before.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import csv
import json
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.machine import machine
from benchmarks.process import python
from benchmarks.ranking import read_task
from whowhom.engine.rates import Form, Process, Score, choose
from whowhom.engine.stream import Stream

MID_TRAIN = 4093
MID_FORMS = (
    (0.04, 0.5, 10.0, 100.0, 1000.0),
    (0.04, 0.5, 3.0, 10.0, 100.0, 1000.0),
    (0.04, 0.25, 1.0, 3.0, 10.0, 40.0, 200.0, 1000.0),
)
MID_DAILY_FORMS = (
    (0.25, 3.0, 10.0, 100.0, 1000.0),
    (0.25, 1.0, 3.0, 10.0, 40.0, 200.0, 1000.0),
)
SMOOTHINGS = (1.0, 3.0)
# Chosen on the validation days of ICEWS14s; the trials are in docs/engine/trials.md.
ICEWS_FORM = Form((0.5, 3.0, 14.0, 60.0), step=1.0, smoothing=10.0, ally_half_life=60.0)


class Cut(NamedTuple):
    """A stream with its train window ``[start, cut)`` and its test window ``[cut, stop)``."""

    stream: Stream
    start: float
    cut: float
    stop: float


def _after(moment: float) -> float:
    return float(np.nextafter(moment, np.inf))


def read_mid(path: Path) -> Cut:
    """All acts; the actors are those of the whole file, as in MULCH: all their dyads are at risk.

    Two of the 147 states act in the test window alone. Train ends with its last act, the test
    window with the last act of all.
    """
    rows = list(csv.reader(path.read_text().splitlines()))
    place = {name: i for i, name in enumerate(sorted({n for row in rows for n in row[:2]}))}
    source, target = (np.array([place[row[i]] for row in rows]) for i in (0, 1))
    when = np.array([float(row[2]) for row in rows])
    stream = Stream.from_columns(when, source, target, n_actors=len(place))
    cut = _after(float(stream.time[MID_TRAIN - 1]))
    return Cut(stream, 0.0, cut, _after(float(stream.time[-1])))


def find_days(when: np.ndarray) -> tuple[float, float]:
    """Days in the span of 1,000 and where a day's middle lies, by the circular mean of the times.

    Times are whole days with noise of a few hours: at the right number of days their fractions
    line up. Searched around the 8,380 days from the first to the last incident. Of all acts 0.7 %
    lie more than 0.4 days from a whole day, so that a few may stand on the day beside theirs.
    """
    spans = np.arange(8300.0, 8450.0, 0.05)
    means = np.array([np.exp(2j * np.pi * when * span / 1000.0).mean() for span in spans])
    best = int(np.abs(means).argmax())
    return float(spans[best]), float(np.angle(means[best]) / (2 * np.pi))


def daily(given: Cut) -> tuple[Cut, float]:
    """The same acts on the grid of days, time in days, and the days in one unit of MID's time."""
    train = given.stream.time < given.cut
    span, phase = find_days(given.stream.time[train])
    day = np.rint(given.stream.time * span / 1000.0 - phase)
    s = given.stream
    stream = Stream.from_columns(day, s.source, s.target, n_actors=s.n_actors)
    first, last = float(day[np.flatnonzero(train)[-1]]), float(day[np.flatnonzero(~train)[0]])
    if first >= last:
        raise ValueError(f"train ends on day {first}, on which test begins; the split is not daily")
    return Cut(stream, float(day[0]), first + 1.0, float(day[-1]) + 1.0), span / 1000.0


def warm_up() -> None:
    """Load the kernels, so that no compiling is counted."""
    stream = Stream.from_columns([0.0, 1.0, 2.0], [0, 1, 0], [1, 0, 2], [0, 1, 0],
                                 n_actors=3, n_types=2)  # fmt: skip
    Process.fit(stream, 0.0, 3.0, Form((1.0,)))


def forms(lives: Sequence[tuple[float, ...]], **fixed: Any) -> list[Form]:
    return [Form(half_lives=h, smoothing=c, **fixed) for h in lives for c in SMOOTHINGS]


def _figures(score: Score) -> dict[str, float]:
    return {
        "acts": score.acts,
        "expected_acts": score.expected,
        "log_likelihood_per_act": score.per_act,
        "log_density_per_act": score.density_per_act,
    }


def _part(given: Cut, tried: list[Form], split: str) -> dict[str, Any]:
    """Choose on the tail of train, fit on train, score; CPU seconds of all three together."""
    warm_up()
    worked = time.process_time()
    trials = choose(given.stream, given.start, given.cut, tried)
    out: dict[str, Any] = {"form": asdict(trials[0].form), "valid": _figures(trials[0].score)}
    if split == "test":
        began = time.process_time()
        process = Process.fit(given.stream, given.start, given.cut, trials[0].form)
        out["fit_cpu_seconds"] = time.process_time() - began
        out["test"] = _figures(process.evaluate(given.stream, given.cut, given.stop))
        out["train"] = _figures(process.score)
        out["radius"], out["gap"] = process.radius, process.gap
        out["weights"] = [w._asdict() for w in process.summary()[:12]]
    out["cpu_seconds"] = time.process_time() - worked
    return out


def mid(data: Path, split: str) -> dict[str, Any]:
    given = read_mid(data / "mid" / "MID.csv")
    day = 1000.0 / find_days(given.stream.time[given.stream.time < given.cut])[0]
    return _part(given, forms(MID_FORMS, unit=day), split)


def mid_daily(data: Path, split: str) -> dict[str, Any]:
    given, per_unit = daily(read_mid(data / "mid" / "MID.csv"))
    out = _part(given, forms(MID_DAILY_FORMS, step=1.0), split)
    for name in {"valid", "test", "train"} & set(out):
        # From days to the units of the file, in which MULCH is scored.
        out[name]["log_density_per_act"] += float(np.log(per_unit))
    return out


def icews(data: Path, split: str) -> dict[str, Any]:
    """All of ICEWS14s, typed, day-strict; the one act of an actor on itself is left out."""
    task = read_task(data / "tkg" / "ICEWS14s", split)
    stream = Stream.from_history(task.history)
    given = Cut(stream, float(stream.time[0]), float(task.start), float(task.stop))
    warm_up()
    worked = time.process_time()
    process = Process.fit(given.stream, given.start, given.cut, ICEWS_FORM, tolerance=1e-5)
    out: dict[str, Any] = {
        "form": asdict(ICEWS_FORM),
        "fit_cpu_seconds": time.process_time() - worked,
    }
    out[split] = _figures(process.evaluate(given.stream, given.cut, given.stop))
    out["cpu_seconds"] = time.process_time() - worked
    out["train"], out["radius"], out["gap"] = _figures(process.score), process.radius, process.gap
    out["weights"] = [w._asdict() for w in process.summary()[:12]]
    return out


PARTS = {"mid": mid, "mid_daily": mid_daily, "icews": icews}
PEERS = {"mid": "MULCH -3.53 in 24-37 CPU s", "icews": "eventnet + coxph 31 CPU s, 905 MB"}


def table(result: dict[str, Any]) -> str:
    lines = [f"{'':<12}{'acts':>7}{'per act':>10}{'density':>10}{'CPU s':>8}{'whole':>8}{'MB':>7}"]
    for name in PARTS.keys() & result.keys():
        r = result[name]
        f = r.get("test") or r["valid"]
        lines.append(
            f"{name:<12}{f['acts']:>7}{f['log_likelihood_per_act']:>10.3f}"
            f"{f['log_density_per_act']:>10.3f}{r['cpu_seconds']:>8.2f}"
            f"{r['process_cpu_seconds']:>8.2f}{r['peak_mb']:>7.0f}  {PEERS.get(name, '')}"
        )
    return "\n".join([lines[0], *sorted(lines[1:])])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the reference data")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--split", choices=("valid", "test"), default="test")
    parser.add_argument("--only", choices=tuple(PARTS), action="append", help="parts to run")
    parser.add_argument("--part", choices=tuple(PARTS), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.part:
        print(json.dumps(PARTS[given.part](given.data, given.split)))
        return
    if not given.json:
        parser.error("--json is required")
    result: dict[str, Any] = {"split": given.split, "machine": machine()}
    warm_up()
    for name in given.only or PARTS:
        used = python("-m", "benchmarks.relational", "--data", given.data.resolve(), "--split",
                      given.split, "--part", name)  # fmt: skip
        result[name] = {**json.loads(used.said), "process_cpu_seconds": used.cpu,
                        "peak_mb": used.peak_mb}  # fmt: skip
    given.json.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n")
    print(table(result))


if __name__ == "__main__":
    main()
