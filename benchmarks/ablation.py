"""Each mechanism and each gate left out: ``python -m benchmarks.ablation --data PATH --json OUT``.

PATH is the folder of the reference data. Ranking, on the validation days of ICEWS14s: queries of
the past are drawn once and those of the validation days once; for every part left out its
statistics are emptied in both, and gate and tilt are fitted again. A mechanism that another one
multiplies (a conjunction) stays in there, and the shortlists stay. Effort is reduced: 12,000
queries to fit on and 6,000 to answer, not 45,000 and all. `error` is the standard error of the
change of the mean reciprocal rank, over answers. Without novelty an answer off the list has no
probability, and the bits are no figure.

Horizon, on KEDS Central Asia and Myanmar: the log score of 'at least one act', the mean over
classes and horizons of 30, 90 and 365 days with at least five events, fitted once where the last
40 % of the days begin. Where drivers or dampers are left out the weights and the frailty are fitted
again, and the share of the base rate stays.
"""

from __future__ import annotations

import os

# One thread: beside other jobs, threads that wait for each other cost more than they give.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.dyadsets import SETS
from benchmarks.machine import machine
from benchmarks.masks import (
    DAMPER_GROUPS,
    HORIZON,
    OWN_PAST,
    RANKING,
    Mask,
    damper_rows,
    without_dampers,
    without_drivers,
)
from benchmarks.ranking import Task, read_task
from benchmarks.ranking_evaluator import filtered_ranks
from whowhom.engine.acts import Acts, Float, Int
from whowhom.engine.choice import Rule
from whowhom.engine.drivers import DAMPERS, Dyads, dampers, values
from whowhom.engine.fit import Effort, Sample, draw, fit_appraisal, fit_gate
from whowhom.engine.ledger import Ledger, Shortlists
from whowhom.engine.traces import N_QUADS, Traces
from whowhom.forecasting.baserate import BaseRate
from whowhom.forecasting.calibration import Calibration, learn, mix, try_out
from whowhom.forecasting.fitted import up_to_bands
from whowhom.forecasting.horizon import Horizon, means_of, pace
from whowhom.forecasting.origins import BANDS, collect
from whowhom.forecasting.scores import log_score
from whowhom.forecasting.slices import SLICES, Sizes, asked
from whowhom.forecasting.tallies import ahead

FULL = "everything"
HORIZONS = (30, 90, 365)
_HELD_OUT, _STEP, _FEWEST = 0.4, 120, 5
_SIZES = Sizes(dormant_size=500, onset_size=500)


# ---- Ranking ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Day:
    """Queries of one day as they stood then, their answers, and newcomers' weights by type."""

    short: Shortlists
    answers: tuple[Int, ...]
    newcomer: dict[int, Float]


def drawn(task: Task, queries: int, answers: int) -> tuple[Sample, list[Day]]:
    """Past queries to fit on, and queries of the scored days spread over them."""
    ledger = Ledger(task.history)
    sample = draw(ledger, task.start, Effort(queries=queries))
    days = range(task.start, task.stop)
    keep = answers / sum(len(ledger.queries(day)[0]) for day in days)
    rng, found = np.random.default_rng(0), []
    for day in days:
        ledger.advance(day)
        source, kind, span, answer = ledger.queries(day)
        rows = np.flatnonzero(rng.random(len(source)) < keep)
        if len(rows):
            newcomer = {int(r): ledger.newcomer_weight(int(r)) for r in np.unique(kind[rows])}
            true = tuple(answer[span[q] : span[q + 1]] for q in rows)
            found.append(Day(ledger.shortlists(source[rows], kind[rows]), true, newcomer))
    return sample, found


def fitted_rule(sample: Sample, mask: Mask, n_types: int, effort: Effort) -> Rule:
    """Gate and tilt without what the mask leaves out."""
    own = replace(sample, short=mask.of(sample.short, n_types))
    if mask.novelty:
        # Nobody can win an answer that is off the list.
        own = replace(own, missed=np.zeros_like(own.missed))
    gate, scale = fit_gate(own, n_types, effort)
    return fit_appraisal(own, gate, scale, n_types, effort)


def without_tilt(rule: Rule) -> Rule:
    """The mixture alone."""
    flat = {name: np.zeros_like(rule.parameters[name]) for name in ("linear", "out")}
    return replace(rule, parameters={**rule.parameters, **flat})


def judged(rule: Rule, days: list[Day], mask: Mask, n_types: int) -> tuple[Float, Float]:
    """Rank and bits of every answer."""
    ranks, bits = [], []
    for day in days:
        choices = rule.choose(mask.of(day.short, n_types))
        for q, true in enumerate(day.answers):
            p = choices.dense(q, day.newcomer[int(day.short.type[q])])
            ranks.append(filtered_ranks(p, true))
            bits.append(-np.log2(np.maximum(p[true], 1e-300)))
    return np.concatenate(ranks), np.concatenate(bits)


def compared(rank: Float, bits: Float, full: Float) -> dict[str, float]:
    """Means, and the standard error of the change of the mean reciprocal rank."""
    change = 1.0 / rank - 1.0 / full
    return {
        "mrr": float((1.0 / rank).mean()),
        "hits10": float((rank <= 10).mean()),
        "bits": float(bits.mean()),
        "error": float(change.std() / np.sqrt(len(change))),
    }


def ranking(folder: Path, queries: int, answers: int) -> dict[str, dict[str, float]]:
    """Scores with everything, and with each part left out."""
    task, effort = read_task(folder, "valid"), Effort(queries=queries)
    sample, days = drawn(task, queries, answers)
    n_types = task.history.n_types
    masks = {
        FULL: Mask(),
        **{group: Mask(columns) for group, columns in RANKING.items()},
        "all past acts of the two": Mask(OWN_PAST),
        "novelty": Mask(novelty=True),
        "history of the query": Mask(history=True),
        "type": Mask(type=True),
    }
    found = {}
    for name, mask in masks.items():
        rule = fitted_rule(sample, mask, n_types, effort)
        found[name] = judged(rule, days, mask, n_types)
        if name == FULL:
            found["tilt"] = judged(without_tilt(rule), days, mask, n_types)
    full = found[FULL][0]
    return {name: compared(rank, bits, full) for name, (rank, bits) in found.items()}


# ---- Horizon ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Question:
    """Dyads at one origin: their drivers and dampers, and what came of it."""

    drivers: Float
    dampers: Float
    age: float
    slices: Int
    weight: Float
    truth: Int


def questions(acts: Acts, start: int) -> list[Question]:
    """Origins of the held-out days."""
    last = int(acts.day[-1]) + 1 - max(HORIZONS)
    traces, found = Traces(acts), []
    for origin in range(start, last + 1, _STEP):
        traces.advance(origin)
        who = asked(acts, origin, max(HORIZONS), _SIZES)
        looked_up = Dyads.of(traces, who.dyads)
        quads = range(N_QUADS)
        found.append(
            Question(
                np.stack([values(traces, looked_up, q) for q in quads]),
                np.stack([dampers(traces, looked_up, q) for q in quads]),
                float(traces.age),
                who.slices,
                who.weight,
                ahead(acts, who.dyads, origin, HORIZONS),
            )
        )
    return found


def likely(horizon: Horizon, base: BaseRate, share: float, asked: Question, quad: int) -> Float:
    """Probability of at least one act within each horizon: (horizons, n)."""
    drivers, damped = asked.drivers[quad], asked.dampers[quad]
    rate = base.rate(drivers, damped, np.full(len(asked.weight), asked.age), quad)
    usual = rate * np.array([high - low for low, high in BANDS])[:, None]
    means = mix(share, means_of(horizon.weights[quad], drivers, damped), usual)
    frailty, speed = horizon.frailty[quad] or base.frailty[quad], pace(means)
    return np.stack([frailty.any(up_to_bands(means, h), speed)[-1] for h in HORIZONS])


def log_scores(
    horizon: Horizon, base: BaseRate, stack: Float, about: list[Question], classes: tuple[int, ...]
) -> dict[str, float]:
    """Log score of any act, the mean over cells with enough events, by slice."""
    cells: dict[str, list[float]] = {name: [] for name in SLICES}
    slices, weight = (np.concatenate([getattr(a, n) for a in about]) for n in ("slices", "weight"))
    for q in classes:
        told = [likely(horizon, base, float(stack[q]), a, q) for a in about]
        any_, truth = np.concatenate(told, axis=1), np.concatenate([a.truth[:, q] for a in about])
        for h in range(len(HORIZONS)):
            happened = truth[:, h] > 0
            score = log_score(any_[h], happened)
            for which, name in enumerate(SLICES):
                own = slices == which
                if happened[own].sum() >= _FEWEST:
                    cells[name].append(float(np.average(score[own], weights=weight[own])))
    return {name: float(np.mean(some)) for name, some in cells.items() if some}


def horizon(data: Path, name: str) -> dict[str, dict[str, float]]:
    """Scores with everything, and with each part left out."""
    read = SETS[name](data)
    acts, classes = read.acts, read.observed
    first, stop = int(acts.day[0]), int(acts.day[-1]) + 1
    start = stop - int((stop - first) * _HELD_OUT)
    seen = collect(acts, start)
    calibration: Calibration = learn(try_out(seen, start))
    stack, base = calibration.stack, BaseRate.fit(seen)
    whole, about = Horizon.of(seen, start), questions(acts, start)

    def scores(fitted: Horizon, shares: Float) -> dict[str, float]:
        return log_scores(fitted, base, shares, about, classes)

    passing = replace(whole, frailty=tuple(f and replace(f, lasting=0.0) for f in whole.frailty))
    found = {
        FULL: scores(whole, stack),
        "stacking": scores(whole, np.ones(N_QUADS)),
        "model: base rate alone": scores(replace(whole, frailty=base.frailty), np.zeros(N_QUADS)),
        "frailty that lasts": scores(passing, stack),
    }
    for group, rows in HORIZON.items():
        found[group] = scores(Horizon.of(without_drivers(seen, rows), start), stack)
    groups = {**DAMPER_GROUPS, "all dampers": tuple(DAMPERS)}
    for group, names in groups.items():
        held = without_dampers(seen, damper_rows(names))
        found[f"dampers: {group}"] = scores(Horizon.of(held, start), stack)
    return found


# ---- The run ------------------------------------------------------------------------------------


def text(title: str, scores: dict[str, dict[str, float]], measures: tuple[str, ...]) -> str:
    """Lay scores out as text: with everything, and the change without each part."""
    lines = [f"{title:<34}" + "".join(f"{m:>10}" for m in measures)]
    for part, own in scores.items():
        label = part if part == FULL else f"without {part}"
        shown = [own[m] - (0.0 if part == FULL else scores[FULL][m]) for m in measures if m in own]
        lines.append(
            f"{label:<34}" + "".join(f"{x:10.4f}" if part == FULL else f"{x:+10.4f}" for x in shown)
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the reference data")
    parser.add_argument("--json", type=Path, required=True, help="where to write the scores")
    parser.add_argument("--half", choices=("ranking", "horizon"), help="default: both")
    parser.add_argument("--queries", type=int, default=12000, help="past queries to fit on")
    parser.add_argument("--answers", type=int, default=6000, help="queries to answer")
    given = parser.parse_args()
    out: dict[str, Any] = {
        "benchmark": "ablation",
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
    }
    if given.half != "ranking":
        for name in ("casia", "myanmar"):
            began = time.perf_counter()
            out[name] = horizon(given.data, name)
            print(text(f"{name}, log score", out[name], SLICES))
            print(f"{time.perf_counter() - began:.0f} s", flush=True)
    if given.half != "horizon":
        began = time.perf_counter()
        folder = given.data / "tkg" / "ICEWS14s"
        out["icews14s"] = ranking(folder, given.queries, given.answers)
        print(text("icews14s, validation", out["icews14s"], ("mrr", "hits10", "bits", "error")))
        print(f"{time.perf_counter() - began:.0f} s", flush=True)
    given.json.write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
