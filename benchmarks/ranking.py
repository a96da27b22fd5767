"""Whom will s do r to: fit on the past, answer every test query, print and write the scores.

``python -m benchmarks.ranking --data PATH --json OUT [--split valid] [--queries N]``

PATH holds ``train.txt``, ``valid.txt``, ``test.txt`` (source, type, target, time) and ``stat.txt``.
With ``--split test`` the validation facts are part of the past; nothing is chosen on the test set.
"""

from __future__ import annotations

import os

# One thread: beside other jobs, threads that wait for each other cost more than they give.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import re
import resource
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.ranking_evaluator import filtered_ranks, summarise
from benchmarks.recurrency import Recurrency
from whowhom.engine.fit import Effort
from whowhom.engine.history import History
from whowhom.engine.ledger import Ledger, Settings
from whowhom.engine.model import Model

Float = NDArray[np.float64]
Int = NDArray[np.int64]
ARMED = re.compile(
    r"armed|militant|militia|rebel|insurgen|separatist|guerrilla|terroris|extremis|combatant|paramilit"
    r"|taliban|qaeda|qaida|islamic state|isis|boko haram|shabaab|hamas|hezbollah|hizb|mujahid|jihad"
    r"|liberation army|liberation front|lord's resistance|farc|people's army|maoist|naxal"
    r"|abu sayyaf|houthi",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Task:
    """A temporal-knowledge-graph set: history, where scored days begin and end, armed actors."""

    history: History
    tune_from: int
    start: int
    stop: int
    armed: NDArray[np.bool_]


def read_facts(path: Path, step: int) -> Int:
    """Read ``source type target time`` rows, whatever the blanks between, extra columns ignored."""
    rows = [line.split()[:4] for line in path.read_text().splitlines() if line.strip()]
    facts = np.array(rows, dtype=np.int64)
    facts[:, 3] //= step
    return facts


def _armed(path: Path, n_actors: int) -> NDArray[np.bool_]:
    flags = np.zeros(n_actors, dtype=bool)
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        name, number = line.rsplit("\t", 1) if "\t" in line else line.rsplit(" ", 1)
        flags[int(number)] = bool(ARMED.search(name))
    return flags


def read_task(folder: Path, split: str) -> Task:
    """Read a set; times in hours (all multiples of 24) become days."""
    n_actors, n_types = (int(x) for x in (folder / "stat.txt").read_text().split()[:2])
    raw = {name: read_facts(folder / f"{name}.txt", 1) for name in ("train", "valid", "test")}
    step = 24 if all(np.all(f[:, 3] % 24 == 0) for f in raw.values()) else 1
    for facts in raw.values():
        facts[:, 3] //= step
    if split == "valid":
        raw.pop("test")
    scored = raw[split]
    armed = _armed(folder / "entity2id.txt", n_actors)
    history = History.from_rows(np.concatenate(list(raw.values())), n_actors, n_types)
    start, stop = int(scored[:, 3].min()), int(scored[:, 3].max()) + 1
    return Task(history, start - (start - int(history.day[0])) // 10, start, stop, armed)


@dataclass
class Scores:
    """Ranks and bits of every answer, and whether it names an armed group."""

    rank: list[Float] = field(default_factory=list)
    bits: list[Float] = field(default_factory=list)
    armed: list[NDArray[np.bool_]] = field(default_factory=list)

    def add(self, p: Float, answers: Int, armed: NDArray[np.bool_]) -> None:
        self.rank.append(filtered_ranks(p, answers))
        self.bits.append(-np.log2(np.maximum(p[answers], 1e-300)))
        self.armed.append(armed)

    def summary(self) -> dict[str, Any]:
        rank, bits, armed = (
            np.concatenate(self.rank),
            np.concatenate(self.bits),
            np.concatenate(self.armed),
        )
        whole: dict[str, Any] = {**summarise(rank), "bits": float(bits.mean())}
        if armed.any():
            whole["armed"] = {**summarise(rank[armed]), "bits": float(bits[armed].mean())}
        return whole


def answer(task: Task, model: Model, ledger: Ledger) -> Scores:
    """Answer the queries of each scored day from the acts before it."""
    scores = Scores()
    for day in range(task.start, task.stop):
        ledger.advance(day)
        source, kind, span, answers = ledger.queries(day)
        if not len(source):
            continue
        choices = model.choices(ledger, source, kind)
        newcomer = {int(r): ledger.newcomer_weight(int(r)) for r in np.unique(kind)}
        for q in range(len(source)):
            true = answers[span[q] : span[q + 1]]
            armed = task.armed[true] | task.armed[source[q]]
            scores.add(choices.dense(q, newcomer[int(kind[q])]), true, armed)
    return scores


def answer_by_recurrency(task: Task) -> tuple[Scores, Recurrency]:
    """The same days answered by the baseline, its two constants chosen before the first of them."""
    h = task.history
    baseline, ledger, scores = Recurrency(h.n_actors, h.n_types), Ledger(h), Scores()
    for day in range(int(h.day[0]), task.stop):
        source, kind, span, answers = ledger.queries(day)
        for q in range(len(source)):
            true = answers[span[q] : span[q + 1]]
            s, r = int(source[q]), int(kind[q])
            if day >= task.start:
                scores.add(baseline.distribution(day, s, r), true, task.armed[true] | task.armed[s])
            elif day >= task.tune_from and q % 5 == 0:
                baseline.tune(day, s, r, true)
        repeats = np.diff(span)
        baseline.take(day, np.repeat(source, repeats), np.repeat(kind, repeats), answers)
    return scores, baseline


def warm_up() -> None:
    """Compile everything on a made-up history, so that no compile time is counted."""
    rng = np.random.default_rng(0)
    rows = np.stack([rng.integers(0, 9, 300), rng.integers(0, 2, 300), rng.integers(0, 9, 300),
                     rng.integers(0, 40, 300)], axis=1)  # fmt: skip
    history = History.from_rows(rows, 9, 2)
    model = Model.fit(history, 35, effort=Effort(queries=50, burn_in=5))
    model.distribution(model.ledger(history, 36), 0, 0)


def run(
    folder: Path, split: str, effort: Effort, settings: Settings, baseline: bool = True
) -> dict[str, Any]:
    """Fit, answer and score; seconds hold fit and answers, not compiling, reading or baseline."""
    task = read_task(folder, split)
    warm_up()
    began, worked = time.perf_counter(), time.process_time()
    ledger = Ledger(task.history, settings)
    model = Model.fit(task.history, task.start, settings, effort, ledger)
    fitted = time.perf_counter() - began
    out = answer(task, model, ledger).summary()
    out["seconds"], out["fit_seconds"] = time.perf_counter() - began, fitted
    out["cpu_seconds"] = time.process_time() - worked
    out["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if baseline:
        scores, fitted_baseline = answer_by_recurrency(task)
        out["recurrency"] = {
            **scores.summary(),
            "half_life": fitted_baseline.half_life,
            "mix": fitted_baseline.mix,
        }
        out["bits_gained"] = out["recurrency"]["bits"] - out["bits"]
    return {"data": folder.name, "split": split, **out}


def _line(name: str, r: dict[str, Any]) -> str:
    parts = [f"{100 * r[k]:7.2f}" for k in ("mrr", "hits1", "hits3", "hits10")]
    return f"{name:<22}{r['queries']:>8}" + "".join(parts) + f"{r['bits']:8.3f}"


def table(result: dict[str, Any]) -> str:
    """Lay the scores out as text, times 100."""
    lines = [
        f"{result['data']} {result['split']}",
        f"{'':<22}{'queries':>8}    MRR    H@1    H@3   H@10    bits",
    ]
    for name, block in (("mixture", result), ("recurrency", result.get("recurrency"))):
        if block:
            lines.append(_line(name, block))
            if "armed" in block:
                lines.append(_line(f"{name}, armed groups", block["armed"]))
    lines.append(
        f"{result['seconds']:.0f} s ({result['cpu_seconds']:.0f} s of CPU), "
        f"{result['peak_mb']:.0f} MB"
    )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of one set")
    parser.add_argument("--json", type=Path, required=True, help="where to write the scores")
    parser.add_argument("--split", choices=("valid", "test"), default="test")
    parser.add_argument(
        "--queries", type=int, default=Effort.queries, help="past queries to fit on"
    )
    parser.add_argument("--no-baseline", action="store_true")
    given = parser.parse_args()
    result = run(
        given.data, given.split, Effort(queries=given.queries), Settings(), not given.no_baseline
    )
    given.json.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n")
    print(table(result))


if __name__ == "__main__":
    main()
